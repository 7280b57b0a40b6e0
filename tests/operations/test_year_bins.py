"""Bars over years: their width follows the span of the records, and outliers do not decide it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spexplorer.domain.calendar_days import civil, day_number
from spexplorer.domain.year_keys import UNDATED, YearSpan, is_within_axis, year_key, years_of
from spexplorer.exploring.year_bins import _years, year_axis, year_bins
from spexplorer.storage.columns import DateBounds
from spexplorer.words.language import PLAIN
from spexplorer.words.rankings import leader_in_words
from spexplorer.words.year_keys import year_key_label

MOST = 32
ANCIENT = [-199, -138, 1271, 1405, 1689, 1881, *range(1949, 1961, 4), *range(1978, 2014, 3), 2013]
YEARS = st.integers(-12_000, 20_000) | st.integers(1900, 2030)


def counts_of(spans: list[tuple[int, int]], most: int = MOST) -> dict[str, tuple[int, int]]:
    """Key -> (certain, possible) for records that begin somewhere in spans of years."""
    low = np.array([day_number(first, 1, 1) for first, _ in spans], dtype=np.int64)
    high = np.array([day_number(last, 12, 31) for _, last in spans], dtype=np.int64)
    everyone = np.arange(len(spans), dtype=np.int32)
    none = np.zeros(len(spans), dtype=np.bool_)
    bounds = DateBounds(low, high, low, high, none, none, none)
    keys, sure, maybe = year_bins(everyone, everyone, everyone, bounds, most)
    certain, possible = (np.bincount(p.cells, minlength=len(keys)).tolist() for p in (sure, maybe))
    return dict(zip(keys, zip(certain, possible, strict=True), strict=True))


def exactly(*years: int) -> dict[str, int]:
    """Key -> how many records of known years."""
    found = counts_of([(year, year) for year in years])
    assert all(certain == possible for certain, possible in found.values())
    return {key: certain for key, (certain, _) in found.items()}


def test_from_antiquity_to_today_the_bars_are_centuries():
    counts = exactly(*ANCIENT)
    assert max(counts.values()) < len(ANCIENT)
    assert next(iter(counts)) == "-200/-101"
    assert list(counts)[-2:] == ["2000/2099", UNDATED]


def test_one_outlier_stands_at_the_end_and_leaves_the_width():
    without, with_outlier = exactly(*ANCIENT), exactly(*ANCIENT, 17_000)
    last = next(key for key in with_outlier if key.startswith(">"))
    assert with_outlier.pop(last) == 1
    axis = [key for key in without if is_within_axis(key)]
    assert [key for key in with_outlier if is_within_axis(key)] == axis


def test_recent_years_are_shown_one_by_one():
    counts = exactly(*range(1990, 2019))
    assert [key for key in counts if key != UNDATED] == [str(year) for year in range(1990, 2019)]


def test_a_library_of_one_year_has_one_bar():
    assert exactly(373) == {"373": 1, UNDATED: 0}


def test_a_library_without_dates_has_the_bar_of_undated_ones():
    assert counts_of([]) == {UNDATED: (0, 0)}


@given(st.lists(YEARS, min_size=1, max_size=80))
def test_no_bar_at_an_end_holds_nearly_everything_unless_the_data_do(years):
    counts = exactly(*years)
    assert sum(counts.values()) == len(years)
    assert sum(map(is_within_axis, counts)) <= MOST
    for key, count in counts.items():
        if not is_within_axis(key):
            assert count <= max(1, 0.12 * len(years))
    assert sum(counts[key] for key in counts if is_within_axis(key)) > 0


@given(st.lists(st.tuples(YEARS, st.integers(0, 300)), min_size=1, max_size=40))
def test_every_record_has_a_bar_and_certain_ones_exactly_one(spans):
    spans = [(first, first + long) for first, long in spans]
    counts = counts_of(spans)
    assert sum(certain for certain, _ in counts.values()) <= len(spans)
    for key, (certain, possible) in counts.items():
        years = years_of(key)
        if years is None:
            continue
        low = years.first if years.first is not None else -(10**6)
        high = years.last if years.last is not None else 10**6
        assert certain == sum(low <= first and last <= high for first, last in spans)
        assert possible == sum(first <= high and last >= low for first, last in spans)


@given(st.lists(YEARS, min_size=1, max_size=60))
def test_bars_are_of_one_width_without_gaps(years):
    axis = year_axis(np.sort(np.array(years, dtype=np.int64)), MOST)
    assert axis.first % axis.step == 0
    assert 1 <= axis.number <= MOST
    edges = list(axis.edges())
    assert {b - a for a, b in pairwise(edges)} == {axis.step}


@given(st.integers(-(10**7), 10**7))
def test_years_of_days_are_those_of_the_calendar(day):
    assert _years(np.array([day], dtype=np.int64))[0] == civil(day)[0]


SPANS = st.one_of(
    st.builds(lambda first, long: YearSpan(first, first + long), YEARS, st.integers(0, 500)),
    st.builds(lambda year: YearSpan(None, year), YEARS),
    st.builds(lambda year: YearSpan(year, None), YEARS),
)


@given(SPANS)
def test_a_key_says_its_years(span):
    assert years_of(year_key(span)) == span
    first, last = span.days()
    assert first <= last


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2013", "2013"),
        ("1990/1999", "1990–1999"),
        ("<1987", "before 1987"),
        (">2018", "after 2018"),
        ("-199", "200 BCE"),
        ("-200/-101", "201–102 BCE"),
        ("-50/49", "51 BCE–49"),
        (UNDATED, "not known"),
    ],
)
def test_keys_are_said_as_people_say_them(key, words):
    assert year_key_label(PLAIN, key) == words


@pytest.mark.parametrize(
    ("counts", "total", "words"),
    [
        ({"Culture": 9, "Education": 4}, 15, "most are in Culture: 9 of 15"),
        ({"Culture": 4, "Education": 3}, 15, "Culture leads, with 4 of 15"),
        ({"Culture": 4, "Education": 4, "Media": 1}, 15, "Culture, Education lead alike, with 4 each"),
        ({"Culture": 8, "Education": 7}, 16, "Culture leads, with 8 of 16"),
        (dict.fromkeys("abcde", 1), 5, "5 values lead alike, with 1 each"),
        ({"Culture": 0}, 0, ""),
    ],
)  # fmt: skip
def test_most_is_said_of_more_than_half_and_ties_are_named(counts, total, words):
    assert leader_in_words(PLAIN, counts, total) == words
