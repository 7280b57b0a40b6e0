"""Comparisons as they are read: the records of two periods, two records value by value, pairs to try."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.counts import Count
from spexplorer.domain.filters import Filter, Period, Values
from spexplorer.exploring.index import Index
from spexplorer.exploring.pairs import PairSign
from spexplorer.operations.comparison import compare_periods, compare_records
from spexplorer.operations.reader import Reader, build_index
from spexplorer.readings.comparison.choices import ALL, DIFFERENT, SHARED
from spexplorer.readings.comparison.periods import PeriodReading, periods_as_table, read_periods
from spexplorer.readings.comparison.records import PairReading, read_records, records_as_table
from spexplorer.readings.comparison.suggestions import period_pair, record_pairs
from spexplorer.readings.tables import GroupHeading, ListEntry
from spexplorer.words.language import PLAIN

EARLY = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
LATE = Period(day_number(2013, 1, 1), day_number(2017, 12, 31))
INSTITUTES, FILM = "instrument:confucius-institutes", "instrument:film"


@pytest.fixture(scope="module")
def reader(bundled) -> Iterator[Reader]:
    made = Reader(bundled)
    yield made
    made.close()


@pytest.fixture(scope="module")
def index(bundled) -> Index:
    return build_index(bundled)


EVERYTHING = Filter()


def periods(reader, index, left=EARLY, right=LATE, wanted=EVERYTHING) -> PeriodReading:
    found = compare_periods(index, wanted, left, right)
    return read_periods(PLAIN, reader, found, wanted)


def records(reader, index, left: str, right: str) -> PairReading:
    found = compare_records(reader, index, reader.record(left), reader.record(right))
    return read_records(PLAIN, reader, found)


def listed(entries) -> list[ListEntry]:
    return [entry for entry in entries if isinstance(entry, ListEntry)]


# -- periods ------------------------------------------------------------------------------------


def test_the_events_themselves_stand_in_either_column_certain_ones_first(reader, index) -> None:
    reading = periods(reader, index)
    for side in (reading.left, reading.right):
        titles = [entry.words for entry in side.entries if isinstance(entry, GroupHeading)]
        assert titles == ["Events", "Agreements", "Statistics"]
        events = [entry for entry in listed(side.entries) if entry.id.startswith("event:")]
        possible = [entry.possible for entry in events]
        assert possible == sorted(possible)
        assert all(side.marks[e.id].startswith("possibly") for e in events if e.possible)
        assert all("possibly" in entry.detail for entry in events if entry.possible)
    assert reading.left.title == "2002–2006"
    early = {entry.id for entry in listed(reading.left.entries)}
    assert "event:2003-06-03-education-agreement" in early


def test_what_began_before_a_period_stands_after_what_begins_in_it(reader, index) -> None:
    side = periods(reader, index).left
    certain = [e for e in listed(side.entries) if e.id.startswith("event:") and not e.possible]
    earlier = ["began earlier" in side.marks.get(entry.id, "") for entry in certain]
    assert any(earlier)
    assert earlier == sorted(earlier)


def test_counts_are_one_line_and_agree_with_the_records(reader, index) -> None:
    reading = periods(reader, index)
    for side, period in ((reading.left, EARLY), (reading.right, LATE)):
        total = index.total(index.passing(Filter((period,))), ["event"])
        assert side.counts.startswith(f"Events {total.certain}–{total.possible} · ")
        events = [entry for entry in listed(side.entries) if entry.id.startswith("event:")]
        assert len(events) == total.possible
        assert sum(not entry.possible for entry in events) == total.certain


def test_records_in_both_periods_are_marked_and_can_be_seen_alone(reader, index) -> None:
    reading = periods(reader, index)
    sides = [{e.id for e in listed(side.entries)} for side in (reading.left, reading.right)]
    assert reading.shared == sides[0] & sides[1] != set()
    numbers = reading.numbers()
    assert numbers[ALL] == len(sides[0] | sides[1]) == numbers[DIFFERENT] + numbers[SHARED]
    for side, ids in zip((reading.left, reading.right), sides, strict=True):
        both = listed(side.only(SHARED, reading.shared))
        assert {e.id for e in both} == reading.shared
        assert all("in both" in entry.detail for entry in both)
        assert {e.id for e in listed(side.only(DIFFERENT, reading.shared))} == ids - reading.shared


def test_a_filter_narrows_both_columns_and_is_told(reader, index) -> None:
    culture = Filter((Values("vector", frozenset({"culture"})),))
    whole, narrowed = periods(reader, index), periods(reader, index, wanted=culture)
    assert 0 < len(listed(narrowed.right.entries)) < len(listed(whole.right.entries))
    assert narrowed.notes == (
        "Only what passes the filter is listed: Field of influence: Culture.",
    )
    within = periods(reader, index, wanted=culture.with_constraint(EARLY))
    assert within.right == narrowed.right
    assert "period of the filter is left out" in within.notes[-1]


def test_a_kind_with_nothing_in_a_period_says_so(reader, index) -> None:
    ancient = Period(day_number(-900, 1, 1), day_number(-800, 12, 31))
    reading = periods(reader, index, left=ancient)
    empty = [e.aside for e in reading.left.entries if isinstance(e, GroupHeading)]
    assert "none" in empty
    assert "Both sides are the same period." in periods(reader, index, EARLY, EARLY).notes


def test_periods_are_copied_as_a_table_with_their_counts(reader, index) -> None:
    reading = periods(reader, index)
    header, *rows = [line.split("\t") for line in periods_as_table(PLAIN, reading, ALL).split("\n")]
    assert {len(row) for row in rows} == {len(header)}
    events = [row for row in rows if row[:2] == ["2013–2017", "Events"]]
    assert len(events) == sum(e.id.startswith("event:") for e in listed(reading.right.entries))
    assert {row[4].partition(",")[0] for row in events} <= {
        "certainly", "possibly", "began earlier", "in both",
    }  # fmt: skip
    assert any(row[1] == "Counts" and row[2].startswith("Field of influence: ") for row in rows)


# -- records ------------------------------------------------------------------------------------


def test_two_instruments_side_by_side(reader, index) -> None:
    reading = records(reader, index, INSTITUTES, FILM)
    titles = [section.title for section in reading.sections]
    assert titles[0] == "Values"
    assert titles[-1] == "Evidence"
    assert {"Assessments", "Uses of it and of narrower instruments"} <= set(titles)
    vector = next(row for row in reading.sections[0].rows if row.label == "Field of influence")
    assert (vector.left.text, vector.right.text) == ("Education", "Culture")
    assert vector.difference == "≠ differs"
    assert reading.titles == ("Confucius Institutes", "Film")


def test_choices_of_lines_leave_nothing_out(reader, index) -> None:
    reading = records(reader, index, INSTITUTES, FILM)
    numbers = reading.numbers()
    signs = [row.sign for section in reading.sections for row in section.rows]
    assert numbers[ALL] == len(signs)
    assert numbers[ALL] == numbers[SHARED] + numbers[DIFFERENT] + signs.count(PairSign.OPEN)
    shared = [row.sign for section in reading.only(SHARED) for row in section.rows]
    assert set(shared) == {PairSign.SAME}
    assert len(shared) == numbers[SHARED]


def test_a_record_with_itself_says_so(reader, index) -> None:
    reading = records(reader, index, FILM, FILM)
    assert "the same record" in reading.summary
    assert reading.numbers()[DIFFERENT] == 0


def test_figures_of_one_unit_differ_by_a_figure_and_of_two_units_do_not(reader, index) -> None:
    def difference(left: str, right: str) -> str:
        values = records(reader, index, left, right).sections[0].rows
        return next(row.difference for row in values if row.label == "Value")

    found = [one for one in reader.records("statistic") if one.value is not None]
    students = [one for one in found if one.unit == "students"]
    low, high = sorted(students, key=lambda one: one.value)[:: len(students) - 1]
    assert difference(low.id, high.id).startswith("▲ ")
    assert difference(low.id, high.id).endswith(" higher")
    assert difference(high.id, low.id).startswith("▼ ")
    other = next(one for one in found if one.unit != "students" and one.value != low.value)
    assert difference(low.id, other.id) == "≠ differs"


def test_claims_that_stand_against_one_another_say_so(reader, index) -> None:
    claim = next(one for one in reader.records("claim") if one.contradicts)
    reading = records(reader, index, claim.id, claim.contradicts[0])
    assert "The left names the right under “Stands against”." in reading.summary


def test_languages_and_scripts_go_by_their_names(reader, index) -> None:
    reading = records(reader, index, "instrument:trade", "instrument:education")
    cells = [c for s in reading.sections for row in s.rows for c in (row.left, row.right) if c]
    said = [cell.text for cell in cells if " · " in cell.text]
    assert any("Chinese · simplified characters" in text for text in said)
    assert not any(" · Hans" in text or " · zh" in text for text in said)


def test_records_are_copied_as_a_table(reader, index) -> None:
    reading = records(reader, index, INSTITUTES, FILM)
    copied = records_as_table(PLAIN, reading, ALL).split("\n")
    assert copied[0].split("\t") == ["Section", "What", *reading.titles, "Difference"]
    assert len(copied) == 1 + reading.numbers()[ALL]
    assert "Values\tField of influence\tEducation\tCulture\t≠ differs" in copied


# -- pairs to try -------------------------------------------------------------------------------


def test_pairs_to_try_come_from_the_library(reader) -> None:
    pairs = record_pairs(PLAIN, reader)
    assert [pair.title for pair in pairs] == [
        "Two instruments", "Two agreements", "Two figures", "Two claims against one another",
    ]  # fmt: skip
    for pair in pairs:
        assert reader.row(pair.left) is not None
        assert pair.right_words == reader.label(pair.right)
        assert pair.left != pair.right


def test_the_busiest_two_stretches_of_five_years_are_suggested() -> None:
    begun = {str(year): Count(0, 0) for year in range(1990, 2020)}
    begun |= {"1994": Count(3, 3), "1996": Count(2, 2), "2011": Count(5, 9), "<1990": Count(80, 80)}
    pair = period_pair(PLAIN, begun)
    assert pair is not None
    assert (pair.left.first, pair.right.last) < (day_number(1994, 1, 2), day_number(2016, 1, 1))
    assert pair.left.last < pair.right.first
    assert "–" in pair.left_words
    assert period_pair(PLAIN, {"2001": Count(4, 4)}) is None
    centuries = {"1701/1800": Count(3, 3), "1801/1900": Count(1, 1), "1901/2000": Count(9, 9)}
    wide = period_pair(PLAIN, centuries)
    assert wide is not None
    assert (wide.left_words, wide.right_words) == ("1701–1800", "1901–2000")
    assert period_pair(PLAIN, {}) is None
