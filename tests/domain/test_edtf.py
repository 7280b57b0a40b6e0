"""EDTF: the labelled public cases, the examples of the standard with their days, and properties."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spexplorer.domain import edtf
from spexplorer.domain.edtf import (
    Bounds,
    Edtf,
    EdtfError,
    certainly_ends_in,
    certainly_overlaps,
    certainly_starts_in,
    civil,
    day_number,
    parse,
    possibly_ends_in,
    possibly_overlaps,
    possibly_starts_in,
    read_words,
)
from spexplorer.words.dates import in_words
from spexplorer.words.language import PLAIN

CASES = Path(__file__).parents[2].parent / "shared" / "corpora" / "edtf" / "cases.json"

_SPACE = (
    "The specification of 2019 has no spaces in sets; its draft of 2012 did. This list calls "
    "'[1667, 1668, 1670..1672]' valid and, in its other part, the same with one space less "
    "invalid. One space after a comma is let pass: nothing else could be meant."
)
_SAME_START = (
    "EDTF level 0 lets the ends differ in precision: the end is some time in that period, as in "
    "2004-02-01/2005. It may come after the start, so the interval is not reversed."
)
DISAGREEMENTS = {
    "[1667,1668, 1670..1672]": _SPACE,
    "{-1667,1668, 1670..1672}": _SPACE,
    "0000-01-03/0000-01": _SAME_START,
    "0000-02/0000": _SAME_START,
    "2004-06-11%/2004-%06": _SAME_START,
    "2004-06-11%/2004-06~": _SAME_START,
}
"""Labelled invalid in the lists, valid here, with the reason."""


def _is_valid(text: str) -> bool:
    try:
        parse(text)
    except EdtfError:
        return False
    return True


@pytest.fixture(scope="module")
def labelled() -> list[dict[str, Any]]:
    if not CASES.exists():
        pytest.skip(f"the labelled EDTF cases are not at {CASES}")
    cases: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))
    return cases


def test_labelled_cases_agree_but_for_the_explained(labelled: list[dict[str, Any]]) -> None:
    differing = {case["s"] for case in labelled if _is_valid(case["s"]) != case["valid"]}
    assert len(labelled) > 200
    assert differing == set(DISAGREEMENTS)


def test_labelled_levels_agree(labelled: list[dict[str, Any]]) -> None:
    with_level = [case for case in labelled if case["valid"] and case["level"] is not None]
    assert len(with_level) >= 100
    wrong = [
        (case["s"], case["level"], parse(case["s"]).level)
        for case in with_level
        if parse(case["s"]).level != case["level"]
    ]
    assert wrong == []


def test_labelled_valid_cases_keep_their_text_and_have_words(
    labelled: list[dict[str, Any]],
) -> None:
    for case in labelled:
        if case["valid"]:
            assert str(parse(case["s"])) == case["s"]
            assert in_words(PLAIN, parse(case["s"]))


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


# text, level, precision, first day, last day; the days checked by datetime.date
SINGLE = [
    ("1985-04-12", 0, "day", "1985-04-12", "1985-04-12"),
    ("1985-04", 0, "month", "1985-04-01", "1985-04-30"),
    ("2000-02", 0, "month", "2000-02-01", "2000-02-29"),
    ("1900-02", 0, "month", "1900-02-01", "1900-02-28"),
    ("1985", 0, "year", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", 0, "second", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", 0, "second", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", 0, "second", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", 0, "second", "1985-04-12", "1985-04-12"),
    ("2001-21", 1, "season", "2001-03-01", "2001-05-31"),
    ("2001-22", 1, "season", "2001-06-01", "2001-08-31"),
    ("2001-23", 1, "season", "2001-09-01", "2001-11-30"),
    ("2003-24", 1, "season", "2003-12-01", "2004-02-29"),
    ("1984?", 1, "year", "1984-01-01", "1984-12-31"),
    ("2004-06~", 1, "month", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", 1, "day", "2004-06-11", "2004-06-11"),
    ("201X", 1, "decade", "2010-01-01", "2019-12-31"),
    ("20XX", 1, "century", "2000-01-01", "2099-12-31"),
    ("2004-XX", 1, "year", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", 1, "month", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", 1, "year", "1985-01-01", "1985-12-31"),
    ("16XX~", 1, "century", "1600-01-01", "1699-12-31"),
    ("1XXX", 2, "millennium", "1000-01-01", "1999-12-31"),
    ("1950S2", 2, "century", "1900-01-01", "1999-12-31"),
    ("1953S3", 2, "decade", "1950-01-01", "1959-12-31"),
    ("1950S4", 2, "year", "1950-01-01", "1950-12-31"),
    ("2001-25", 2, "season", "2001-03-01", "2001-05-31"),
    ("2001-28", 2, "season", "2001-12-01", "2002-02-28"),
    ("2001-29", 2, "season", "2001-09-01", "2001-11-30"),
    ("2001-30", 2, "season", "2001-12-01", "2002-02-28"),
    ("2001-31", 2, "season", "2001-03-01", "2001-05-31"),
    ("2001-32", 2, "season", "2001-06-01", "2001-08-31"),
    ("2001-33", 2, "quarter", "2001-01-01", "2001-03-31"),
    ("2001-34", 2, "quarter", "2001-04-01", "2001-06-30"),
    ("2001-36", 2, "quarter", "2001-10-01", "2001-12-31"),
    ("2001-37", 2, "quadrimester", "2001-01-01", "2001-04-30"),
    ("2001-39", 2, "quadrimester", "2001-09-01", "2001-12-31"),
    ("2001-40", 2, "semester", "2001-01-01", "2001-06-30"),
    ("2001-41", 2, "semester", "2001-07-01", "2001-12-31"),
    ("2004-06-~11", 2, "day", "2004-06-11", "2004-06-11"),
    ("2004?-06-11", 2, "day", "2004-06-11", "2004-06-11"),
    ("?2004-06~-10", 2, "day", "2004-06-10", "2004-06-10"),
    ("156X-12-25", 2, "day", "1560-12-25", "1569-12-25"),
    ("15XX-12-XX", 2, "month", "1500-12-01", "1599-12-31"),
    ("1XXX-12", 2, "month", "1000-12-01", "1999-12-31"),
    ("1XXX-XX", 2, "millennium", "1000-01-01", "1999-12-31"),
    ("1984-1X", 2, "month", "1984-10-01", "1984-12-31"),
    ("1560-XX-25", 2, "day", "1560-01-25", "1560-12-25"),
    ("1985-XX-31", 2, "day", "1985-01-31", "1985-12-31"),
    ("2015-02-X8", 2, "day", "2015-02-08", "2015-02-28"),
    ("199X-02-29", 2, "day", "1992-02-29", "1996-02-29"),
    ("2001-X1-03", 2, "day", "2001-01-03", "2001-11-03"),
    ("1X99-12", 2, "month", "1099-12-01", "1999-12-31"),
    ("[1667,1668,1670..1672]", 2, "set", "1667-01-01", "1672-12-31"),
    ("[1667,1760-12]", 2, "set", "1667-01-01", "1760-12-31"),
    ("[1984]", 2, "set", "1984-01-01", "1984-12-31"),
]


@pytest.mark.parametrize(("text", "level", "precision", "first", "last"), SINGLE)
def test_a_date_is_an_event_at_an_unknown_moment_of_its_period(
    text: str, level: int, precision: str, first: str, last: str
) -> None:
    parsed = parse(text)
    assert (parsed.level, parsed.precision, parsed.is_interval) == (level, precision, False)
    assert parsed.bounds == Bounds(_day(first), _day(last), _day(first), _day(last))
    assert (parsed.bounds.earliest, parsed.bounds.latest) == (_day(first), _day(last))


# text, level, first and last day of the start, first and last day of the end
INTERVALS = [
    ("1964/2008", 0, "1964-01-01", "1964-12-31", "2008-01-01", "2008-12-31"),
    ("2004-06/2006-08", 0, "2004-06-01", "2004-06-30", "2006-08-01", "2006-08-31"),
    ("2004-02-01/2005", 0, "2004-02-01", "2004-02-01", "2005-01-01", "2005-12-31"),
    ("2004-06-11/2004-06", 0, "2004-06-11", "2004-06-11", "2004-06-01", "2004-06-30"),
    ("1984~/2004-06", 1, "1984-01-01", "1984-12-31", "2004-06-01", "2004-06-30"),
    ("1923-21/1924", 1, "1923-03-01", "1923-05-31", "1924-01-01", "1924-12-31"),
    ("1985-04/..", 1, "1985-04-01", "1985-04-30", None, None),
    ("1985/", 1, "1985-01-01", "1985-12-31", None, None),
    ("../1985-04-12", 1, None, None, "1985-04-12", "1985-04-12"),
    ("/1985", 1, None, None, "1985-01-01", "1985-12-31"),
    ("../..", 1, None, None, None, None),
    ("2004-06-XX/2004-07-03", 2, "2004-06-01", "2004-06-30", "2004-07-03", "2004-07-03"),
    ("2004-06-~01/2004-06-~20", 2, "2004-06-01", "2004-06-01", "2004-06-20", "2004-06-20"),
    ("198X/199X", 2, "1980-01-01", "1989-12-31", "1990-01-01", "1999-12-31"),
]


@pytest.mark.parametrize(("text", "level", "a", "b", "c", "d"), INTERVALS)
def test_an_interval_starts_in_its_first_date_and_ends_in_its_last(
    text: str, level: int, a: str | None, b: str | None, c: str | None, d: str | None
) -> None:
    parsed = parse(text)
    assert (parsed.level, parsed.precision, parsed.is_interval) == (level, "interval", True)
    w, x, y, z = (None if day is None else _day(day) for day in (a, b, c, d))
    left, _, right = text.partition("/")
    assert parsed.bounds == Bounds(w, x, y, z, left == "..", right == "..")


def test_all_of_a_set_runs_from_its_earliest_to_its_latest_date() -> None:
    bounds = parse("{1961-12,1670..1672,1960}").bounds
    a, b, c, d = map(_day, ("1670-01-01", "1670-12-31", "1961-12-01", "1961-12-31"))
    assert bounds == Bounds(a, b, c, d, scattered=True)
    bounds = parse("{..1984}").bounds
    assert bounds == Bounds(None, None, _day("1984-01-01"), _day("1984-12-31"), True, False, True)


def test_one_of_a_set_without_limit_is_not_a_time_that_goes_on() -> None:
    day = _day("1760-12-03")
    assert parse("[..1760-12-03]").bounds == Bounds(None, day, None, day)
    month = _day("1760-01-01")
    assert parse("[1760-01,1760-02,1760-12..]").bounds == Bounds(month, None, month, None)


def test_days_before_year_1_go_on_below_1() -> None:
    assert parse("0000").bounds == Bounds(-365, 0, -365, 0)
    assert parse("-0001").bounds.latest == -366
    assert parse("-01XX").bounds.earliest == day_number(-199, 1, 1)
    assert parse("-01XX").bounds.latest == day_number(-100, 12, 31)
    assert parse("-000X").bounds.latest == -366
    assert parse("Y170000002").bounds.earliest == day_number(170000002, 1, 1)
    assert parse("Y-17E7").bounds.latest == day_number(-170000000, 12, 31)
    assert parse("-1950S2").bounds.earliest == day_number(-1999, 1, 1)
    assert parse("Y3388E2S3").bounds.latest == day_number(338999, 12, 31)
    assert [parse(t).level for t in ("-0001", "Y170000002", "Y-17E7", "Y17000S2")] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("1984", False, False),
        ("1984?", True, False),
        ("1984~", False, True),
        ("1984%", True, True),
        ("2004-%06", True, True),
        ("1984?/2004-06~", True, True),
        ("[1667?,1668]", True, False),
    ],
)
def test_qualifiers_anywhere_set_the_flags(text: str, uncertain: bool, approximate: bool) -> None:
    parsed = parse(text)
    assert (parsed.uncertain, parsed.approximate) == (uncertain, approximate)


INVALID = [
    ("", "no date"),
    (" 2013", "space before or after"),
    ("2013\n", "space before or after"),
    ("2013 -06", "space in it"),
    ("2008/1964", "ends before it starts: 1964 is before 2008"),
    ("2012-24/2012-21", "ends before it starts"),
    ("199X/198X", "ends before it starts"),
    ("[1672..1670]", "ends before it starts"),
    ("2001-02-29", "no day 29"),
    ("1900-02-29", "no day 29"),
    ("XXXX-02-30", "no day 30"),
    ("1960-06-31", "no day 31"),
    ("1960-06-00", "no day 00"),
    ("2016-13", "no month 13"),
    ("2016-00", "no month 00"),
    ("2016-20", "no month 20"),
    ("2016-42", "no month 42"),
    ("2016-2X", "no month 2X"),
    ("2001-21-03", "day in a season"),
    ("2012/2013/1234", "more than one slash"),
    ("/", "no date at either end"),
    ("2000/12-12", "“12-12” is not a date"),
    ("196", "not a year of four digits"),
    ("1990s", "not a year of four digits"),
    ("12013", "more than four digits"),
    ("Y2006", "Y before a year of four digits"),
    ("Y2E3", "Y before a year of four digits"),
    ("Y0012000", "Y before a year of four digits"),
    ("Y1E16", "more than 15 digits"),
    ("1950S5", "significant digits"),
    ("1950S0", "significant digits"),
    ("-0000", "does not exist"),
    ("-0000-01-01", "does not exist"),
    ("199x", "small x"),
    ("199u", "not a date"),
    ("２０１３", "not a date"),
    ("2004-(06)?-11", "not a date"),
    ("2012-10-10T24:00:00", "no such time of day"),
    ("2012-10-10T10:60:00", "no such time of day"),
    ("2012-10-10T10:10:60", "no such time of day"),
    ("2012-10-10T10:10:10+24", "no such offset"),
    ("2012-10-10T10:10:10-05:60", "no such offset"),
    ("2012-10-10T1:10:10", "clock time that EDTF does not allow"),
    ("2012-10-10T10:10:10Z?", "clock time that EDTF does not allow"),
    ("2005-07-25T10:10:10Z/2006", "time of day"),
    ("Y-61000/-2000", "plain dates"),
    ("[1667,1668", "not a whole set"),
    ("[1667}", "not a whole set"),
    ("[]", "not a whole set"),
    ("[..]", "empty place"),
    ("[1667,,1668]", "empty place"),
    ("[1667,  1668]", "has a space"),
    ("[ 1667]", "has a space"),
    ("[1667,..1668]", "middle of the set"),
    ("[1667..,1668]", "middle of the set"),
    ("[1667/1668]", "not a date"),
    ("[1667" + ",1667" * 300 + "]", "longer than 1000"),
]


@pytest.mark.parametrize(("text", "reason"), INVALID)
def test_a_refusal_is_a_sentence_that_names_the_fault_and_the_remedy(
    text: str, reason: str
) -> None:
    with pytest.raises(EdtfError) as caught:
        parse(text)
    message = str(caught.value)
    assert reason in message
    assert message.count(". ") >= 1
    assert len(message) < 260


# --- days -------------------------------------------------------------------------------------

days_of_python = st.dates()


@given(days_of_python)
def test_day_numbers_are_those_of_datetime(day: date) -> None:
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert civil(day.toordinal()) == (day.year, day.month, day.day)


@given(days_of_python, st.integers(-1000, 1000))
def test_the_calendar_repeats_every_400_years(day: date, cycles: int) -> None:
    shifted = day_number(day.year + 400 * cycles, day.month, day.day)
    assert shifted == day.toordinal() + 146097 * cycles
    assert civil(shifted) == (day.year + 400 * cycles, day.month, day.day)


@given(st.integers(-(10**17), 10**17))
def test_civil_is_the_inverse_of_day_number(number: int) -> None:
    assert day_number(*civil(number)) == number


@pytest.mark.parametrize("wrong", [(2001, 2, 29), (2001, 13, 1), (2001, 0, 1), (2001, 1, 0)])
def test_a_day_that_does_not_exist_has_no_number(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="There is no day"):
        day_number(*wrong)


# --- generated texts --------------------------------------------------------------------------

marks = st.sampled_from(["", "", "?", "~", "%"])
plain_years = st.integers(-9999, 9999).map(lambda y: f"-{-y:04d}" if y < 0 else f"{y:04d}")
plain_days = st.dates(date(1000, 1, 1)).map(date.isoformat)
months = st.builds(lambda y, m: f"{y}-{m:02d}", plain_years, st.integers(1, 12))
seasons = st.builds(lambda y, m: f"{y}-{m}", plain_years, st.integers(21, 41))
masks = st.builds(
    lambda d, n: "".join("X" if n >> i & 1 and c != "-" else c for i, c in enumerate(d)),
    plain_days,
    st.integers(0, 1023),
).filter(_is_valid)
marked = st.builds(
    lambda d, a, b, c: f"{a}{d[:4]}-{b}{d[5:7]}-{c}{d[8:]}", plain_days, marks, marks, marks
)
calendar_dates = st.one_of(plain_years, plain_days, months, seasons, masks)
dates = st.one_of(st.builds(str.__add__, calendar_dates, marks), marked)
ends = st.one_of(dates, st.just(""), st.just(".."))
intervals = st.builds("{}/{}".format, ends, ends).filter(_is_valid)
sets = st.builds(
    lambda items, pair: pair.format(",".join(items)),
    st.lists(dates, min_size=1, max_size=4),
    st.sampled_from(["[{}]", "{{{}}}", "[..{}]", "[{}..]", "{{..{}}}", "{{{}..}}"]),
)
long_years = st.builds(
    lambda sign, n, s: f"Y{sign}{n}{s}",
    st.sampled_from(["", "-"]),
    st.integers(10_000, 10**15 - 1),
    st.sampled_from(["", "S1", "S3", "S5"]),
)
texts = st.one_of(dates, intervals, sets, long_years)
ranges = st.tuples(st.integers(-800_000, 800_000), st.integers(0, 40_000)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


@given(texts)
def test_a_valid_text_is_kept_and_its_limits_are_in_order(text: str) -> None:
    parsed = parse(text)
    bounds = parsed.bounds
    assert str(parsed) == parsed.text == text
    assert parse(str(parsed)) == parsed
    assert parsed.level in (0, 1, 2)
    for low, high in (
        (bounds.start_min, bounds.start_max),
        (bounds.end_min, bounds.end_max),
        (bounds.earliest, bounds.latest),
    ):
        assert low is None or high is None or low <= high
    assert in_words(PLAIN, parsed).strip() == in_words(PLAIN, parsed) != ""


@given(masks)
def test_a_mask_reaches_exactly_the_first_and_last_day_it_fits(mask: str) -> None:
    def fits(text: str) -> bool:
        return all(m in ("X", c) for m, c in zip(mask, text, strict=True))

    bounds = parse(mask).bounds
    assert bounds.earliest is not None
    assert bounds.latest is not None
    for number in (bounds.earliest, bounds.latest):
        year, month, day = civil(number)
        assert fits(f"{year:04d}-{month:02d}-{day:02d}")


@given(plain_days, st.integers(0, 1023))
def test_a_mask_holds_the_day_it_was_made_from(day: str, bits: int) -> None:
    mask = "".join("X" if bits >> i & 1 and c != "-" else c for i, c in enumerate(day))
    bounds = parse(mask).bounds
    assert bounds.earliest is not None
    assert bounds.latest is not None
    assert bounds.earliest <= _day(day) <= bounds.latest


@given(st.one_of(st.text(), st.text("0123456789-/.,?~%XYEST[]{} :+Z", max_size=24)))
def test_any_text_is_a_date_or_an_edtf_error(text: str) -> None:
    if _is_valid(text):  # lets anything but EdtfError through, as a failure
        assert str(parse(text)) == text
        assert in_words(PLAIN, parse(text))
    read = read_words(text)
    assert read is None or parse(read.text) == read


# --- certain and possible ---------------------------------------------------------------------

PAIRS = [
    (certainly_overlaps, possibly_overlaps),
    (certainly_starts_in, possibly_starts_in),
    (certainly_ends_in, possibly_ends_in),
]


@given(texts, ranges)
def test_what_is_certain_is_possible(text: str, days: tuple[int, int]) -> None:
    bounds = parse(text).bounds
    for certainly, possibly in PAIRS:
        assert possibly(bounds, *days) or not certainly(bounds, *days)


@given(st.one_of(dates, intervals), ranges, st.integers(0, 2000), st.integers(0, 2000))
def test_a_wider_range_keeps_what_is_certain_or_possible(
    text: str, days: tuple[int, int], before: int, after: int
) -> None:
    bounds = parse(text).bounds
    wider = (days[0] - before, days[1] + after)
    for question in (question for pair in PAIRS for question in pair):
        assert question(bounds, *wider) or not question(bounds, *days)


def _tiny(low: int, high: int) -> st.SearchStrategy[tuple[int, int] | None]:
    limits = st.tuples(st.integers(low, high), st.integers(low, high))
    return st.none() | limits.map(lambda pair: (min(pair), max(pair)))


@given(_tiny(1, 9), _tiny(1, 9), st.booleans(), st.booleans(), st.integers(1, 9), st.data())
def test_the_answers_are_those_of_trying_every_true_time(
    start: tuple[int, int] | None,
    end: tuple[int, int] | None,
    open_start: bool,
    open_end: bool,
    first: int,
    data: st.DataObject,
) -> None:
    """Days 1 to 9 are asked about; -20 and 30 stand for the limitless past and future."""
    last = data.draw(st.integers(first, 9))
    open_start, open_end = open_start and start is None, open_end and end is None
    starts = range(-20, 31) if start is None else range(start[0], start[1] + 1)
    stops = range(-20, 31) if end is None else range(end[0], end[1] + 1)
    times = [
        (a, b)
        for a in ((-20,) if open_start else starts)
        for b in ((30,) if open_end else stops)
        if a <= b
    ]
    if not times:
        return
    start_min, start_max = start or (None, None)
    end_min, end_max = end or (None, None)
    bounds = Bounds(start_min, start_max, end_min, end_max, open_start, open_end)
    overlaps = [a <= last and b >= first for a, b in times]
    begins = [not open_start and first <= a <= last for a, _ in times]
    finishes = [not open_end and first <= b <= last for _, b in times]
    for (certainly, possibly), answers in zip(PAIRS, (overlaps, begins, finishes), strict=True):
        assert certainly(bounds, first, last) == all(answers)
        assert possibly(bounds, first, last) == any(answers)


def _years(first: int, last: int) -> tuple[int, int]:
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()


@pytest.mark.parametrize(
    ("text", "first", "last", "certain", "possible"),
    [
        ("2013", 2013, 2013, True, True),
        ("2013", 2012, 2014, True, True),
        ("201X", 2013, 2013, False, True),
        ("2013", 2014, 2020, False, False),
        ("2000/2010", 2005, 2005, True, True),
        ("2000/2010", 2000, 2000, True, True),
        ("200X/2010", 2005, 2005, False, True),
        ("2000/2010", 2011, 2012, False, False),
        ("2005/..", 2030, 2030, True, True),
        ("2005/", 2030, 2030, False, True),
        ("2005/", 2005, 2005, True, True),
        ("2005/..", 2004, 2004, False, False),
        ("../2005", 1000, 1000, True, True),
        ("/2005", 1000, 1000, False, True),
        ("/2005", 2005, 2005, True, True),
        ("[..2005]", 1000, 1000, False, True),
        ("[..2005]", 2006, 2006, False, False),
        ("[2004,2006]", 2004, 2006, True, True),
        ("[2004,2006]", 2004, 2004, False, True),
        ("{1960,1990}", 1975, 1975, False, True),
        ("{1960,1990}", 1960, 1960, True, True),
        ("{1960,1990}", 1990, 1990, True, True),
        ("{1960,1990}", 1950, 1959, False, False),
    ],
)
def test_overlaps(text: str, first: int, last: int, certain: bool, possible: bool) -> None:
    bounds, days = parse(text).bounds, _years(first, last)
    assert certainly_overlaps(bounds, *days) is certain
    assert possibly_overlaps(bounds, *days) is possible


def test_an_open_end_neither_ends_nor_may_end() -> None:
    days = _years(2010, 2010)
    assert not possibly_ends_in(parse("2005/..").bounds, *days)
    assert possibly_ends_in(parse("2005/").bounds, *days)
    assert not certainly_ends_in(parse("2005/").bounds, *days)
    assert not possibly_starts_in(parse("../2012").bounds, *days)
    assert possibly_starts_in(parse("/2012").bounds, *days)
    assert not possibly_starts_in(parse("/2009").bounds, *days)


@pytest.mark.parametrize("question", [question for pair in PAIRS for question in pair])
def test_a_reversed_range_is_refused(question: Any) -> None:
    with pytest.raises(ValueError, match="runs backwards"):
        question(parse("2013").bounds, 2, 1)


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("2013", "2013"),
        (" 2013-06 ", "2013-06"),
        ("2004-06-XX/2004-07-03", "2004-06-XX/2004-07-03"),
        ("c. 2013", "2013~"),
        ("c.2013", "2013~"),
        ("ca. 2013", "2013~"),
        ("ca. 1850-1860", "1850~/1860~"),
        ("2nd century BC", "-0199/-0100"),
        ("1930-33", "1930/1933"),
        ("1936-39", "1936/1939"),
        ("2021-24", "2021-24"),
        ("7 июня 1916", "1916-06-07"),
        ("1916年6月7日", "1916-06-07"),
        ("Circa 2013", "2013~"),
        ("about June 2013", "2013-06~"),
        ("probably 2013", "2013?"),
        ("June 2013?", "2013-06?"),
        ("about 2007 (uncertain)", "2007%"),
        ("autumn 2015", "2015-23"),
        ("Fall 2015", "2015-23"),
        ("winter of 2015", "2015-24"),
        ("3 June 2003", "2003-06-03"),
        ("3rd of June, 2003", "2003-06-03"),
        ("June 3, 2003", "2003-06-03"),
        ("June 21st, 2003", "2003-06-21"),
        ("JUNE 2003", "2003-06"),
        ("Sept. 2003", "2003-09"),
        ("may 2003", "2003-05"),
        ("1990s", "199X"),
        ("the 1990’s", "199X"),
        ("c. 1990s", "199X~"),
        ("18th century", "17XX"),
        ("the 21st century", "20XX"),
        ("44 BC", "-0043"),
        ("1 BCE", "0000"),
        ("10000 BC", "-9999"),
        ("501 CE", "0501"),
        ("2002-2006", "2002/2006"),
        ("2002–2006", "2002/2006"),
        ("2002 — 2006", "2002/2006"),
        ("June 2002 - July 2003", "2002-06/2003-07"),
        ("2004-06-03 – 2004-06-05", "2004-06-03/2004-06-05"),
        ("from c. 2002 to 2006", "2002~/2006"),
        ("2002 to 2006", "2002/2006"),
        ("since 2005", "2005/.."),
        ("2005–present", "2005/.."),
        ("from 2005 to the present", "2005/.."),
        ("from 2005 onwards", "2005/.."),
        ("before 2010", "[..2009]"),
        ("before 1 March 2004", "[..2004-02-29]"),
        ("before January 2004", "[..2003-12]"),
        ("after 2010", "[2011..]"),
        ("after the 1990s", "[2000..]"),
        ("before 1 CE", "[..0000]"),
        ("in or before 2010", "[..2010]"),
        ("2010 or later", "[2010..]"),
        ("between 2013 and 2015", "[2013..2015]"),
        ("between June 2013 and July 2013", "[2013-06..2013-07]"),
        ("2004 or 2005", "[2004,2005]"),
        ("2004-06 or 2005", "[2004-06,2005]"),
    ],
)
def test_read_words(words: str, text: str) -> None:
    read = read_words(words)
    assert read == parse(text)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "someday",
        "03/06/2003",
        "3.6.2003",
        "2001–02",
        "2003–06",
        "2012-13",
        "1900s",
        "2000s",
        "’90s",
        "early 1990s",
        "June",
        "June-July 2003",
        "31 June 2003",
        "29 February 2001",
        "3th June 2003",
        "3 autumn 2003",
        "18st century",
        "0th century",
        "101st century",
        "0 BC",
        "10001 BC",
        "12013 CE",
        "1910-30",
        "about 2002 to 2006",
        "June 2004 or 2005",
        "100–44 BC",
        "1200–1100 BC",
        "2006–2002",
        "between 2015 and 2013",
        "before autumn 2015",
        "before c. 2010",
        "after 9999",
        "from 2005",
        "until 2010",
        "by 2010",
        "n.d.",
        "2013" + " " * 1000 + "x",
    ],
)
def test_read_words_never_guesses(words: str) -> None:
    assert read_words(words) is None


sayable = st.one_of(
    plain_years,
    plain_days,
    months,
    st.builds("{:04d}-{}".format, st.integers(1000, 9999), st.integers(21, 24)),
    st.integers(10, 99).map("{}XX".format),
    st.builds("{}{}X".format, st.integers(10, 99), st.integers(1, 9)),
)


@given(
    st.one_of(
        st.builds(str.__add__, sayable, marks),
        st.builds("{}/{}".format, sayable, sayable).filter(_is_valid),
        st.builds(
            str.format,
            st.sampled_from(["{}/..", "{}/", "../{}", "/{}", "[..{}]", "[{}..]"]),
            sayable,
        ),
    )
)
def test_words_read_back_as_the_date_they_were_made_from(text: str) -> None:
    assert read_words(in_words(PLAIN, parse(text))) == parse(text)


def test_the_public_names_are_importable() -> None:
    assert all(hasattr(edtf, name) for name in edtf.__all__)
    assert isinstance(parse("2013"), Edtf)
    with pytest.raises(AttributeError):
        parse("2013").text = "2014"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1990-uu-uu", "1990-XX-XX"),
        ("1723?~", "1723%"),
        ("unknown/2006", "/2006"),
        ("2004-01-01/open", "2004-01-01/.."),
        ("Y20E2", "2000"),
        ("Y-20E2S3", "-2000"),
    ],
)
def test_a_refusal_says_what_is_meant(text: str, meant: str) -> None:
    with pytest.raises(EdtfError, match=rf"Write “?{re.escape(meant)}”?\.$"):
        parse(text)


@pytest.mark.parametrize("text", ["2004-01-01T12:00:00-00:00", "2004-01-01T12:00:00-00"])
def test_there_is_no_negative_zero(text: str) -> None:
    with pytest.raises(EdtfError, match="negative offset of zero"):
        parse(text)
