"""Moves of a brush answered from tiles say the same as the filter they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import (
    Combined,
    Filter,
    Match,
    Mode,
    Period,
    Relation,
    Values,
    combined,
    periods,
    wanted_values,
)
from spexplorer.exploring import tiles as tiling
from spexplorer.exploring.answers import Answers, Brushed
from spexplorer.exploring.measures import Measure
from spexplorer.exploring.tiles import Resolution
from spexplorer.operations.reader import build_index

MEASURES = [
    Measure("event", (), 32),
    Measure("instrument", ("vector",)),
    Measure("agreement", ("level",), 30),
    Measure("work", ("source_type", "language")),
    Measure("work", (), 10),
    Measure("statistic"),
]
YEARS = st.integers(1990, 2019)


@pytest.fixture(scope="module")
def whole(bundled):
    return build_index(bundled)


def period(first: int, last: int, relation: Relation, surely: bool = False) -> Period:
    low, high = min(first, last), max(first, last)
    return Period(day_number(low, 1, 1), day_number(high, 12, 31), relation, surely)


PERIODS = st.builds(period, YEARS, YEARS, st.sampled_from(Relation), st.booleans())
VECTORS = st.sets(
    st.sampled_from(["culture", "education", "economy", "media", "politics", "integration"]),
    min_size=1,
).map(lambda codes: Values("vector", frozenset(codes)))


def strokes(plain):
    """A property after some strokes in different modes."""
    return st.recursive(
        plain,
        lambda inner: st.builds(
            Combined,
            st.sampled_from([Mode.ADD, Mode.INTERSECT, Mode.SUBTRACT]),
            inner,
            inner,
        ),
        max_leaves=3,
    )


def agree(index, base: Filter, stroke, edges=None) -> None:
    answers = Answers(index, base)
    brushed = Brushed(answers.tiles(stroke.key, MEASURES, Resolution(edges)), stroke)
    narrowed = Answers(index, base.with_constraint(stroke))
    for measure in MEASURES:
        counts, wanted = brushed.count(measure), narrowed.count(measure)
        assert counts is not None
        assert counts.keys == wanted.keys
        assert counts.certain.tolist() == wanted.certain.tolist(), measure
        assert counts.possible.tolist() == wanted.possible.tolist(), measure


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(stroke=strokes(PERIODS), other=st.none() | VECTORS)
def test_a_brush_over_time_counts_as_the_filter_does(whole, stroke, other):
    agree(whole, Filter((other,) if other else ()), stroke)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(stroke=strokes(VECTORS), other=st.none() | PERIODS)
def test_a_brush_over_values_counts_as_the_filter_does(whole, stroke, other):
    agree(whole, Filter((other,) if other else ()), stroke)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(stroke=PERIODS)
def test_at_the_resolution_of_the_brush_nothing_is_lost(whole, stroke):
    edges = np.array([day_number(year, 1, 1) for year in range(1990, 2021)])
    fine, tiling._FINE = tiling._FINE, 0
    try:
        assert Resolution(edges).holds(stroke)
        agree(whole, Filter(), stroke, edges)
    finally:
        tiling._FINE = fine


def test_a_brush_between_the_edges_is_told_apart():
    edges = np.array([day_number(year, 1, 1) for year in range(1990, 2021)])
    assert not Resolution(edges).holds(Period(day_number(2002, 3, 4), day_number(2006, 12, 31)))


def test_the_algebra_of_strokes_is_that_of_sets(whole):
    def ids(stroke) -> set[int]:
        return set(np.flatnonzero(whole.passing(Filter((stroke,))).possible).tolist())

    culture, media = (Values("vector", frozenset({code})) for code in ("culture", "media"))
    assert ids(combined(culture, media, Mode.ADD)) == ids(culture) | ids(media)
    both = combined(culture, media, Mode.INTERSECT)
    assert ids(both) == ids(culture) & ids(media)
    assert ids(both) == ids(Values("vector", frozenset({"culture", "media"}), Match.ALL))
    assert ids(combined(culture, media, Mode.SUBTRACT)) == ids(culture) - ids(media)
    assert ids(combined(None, media, Mode.SUBTRACT)) == set(range(len(whole))) - ids(media)
    assert combined(culture, media, Mode.REPLACE) == media
    assert wanted_values(combined(culture, media, Mode.ADD)) == {"culture", "media"}


def test_exactly_leaves_out_whoever_has_anything_beside(whole):
    def ids(match: Match, *parties: str) -> set[int]:
        wanted = Filter(
            (Values("party", frozenset(parties), match), Values("kind", frozenset({"agreement"})))
        )
        return set(np.flatnonzero(whole.passing(wanted).possible).tolist())

    china, kazakhstan = "agent:government-of-china", "agent:government-of-kazakhstan"
    exactly = ids(Match.EXACTLY, china, kazakhstan)
    everyone = ids(Match.ALL, china, kazakhstan)
    assert exactly
    assert exactly < everyone < ids(Match.ANY, china, kazakhstan)
    values, records, codes = whole.pairs("party", "agreement")
    wanted = {values.index(china), values.index(kazakhstan)}
    for record in exactly:
        assert set(codes[records == record].tolist()) == wanted


def test_what_is_taken_away_for_certain_leaves_what_is_only_possible(whole):
    stroke = Period(day_number(2003, 1, 1), day_number(2003, 6, 30))
    inside = whole.passing(Filter((stroke,)))
    outside = whole.passing(Filter((combined(None, stroke, Mode.SUBTRACT),)))
    assert (outside.certain == ~inside.possible).all()
    assert (outside.possible == ~inside.certain).all()
    assert (inside.possible & ~inside.certain).any()
    assert [away for _, away in periods(combined(stroke, stroke, Mode.SUBTRACT))] == [False, True]
