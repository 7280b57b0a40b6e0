"""Comparing: every figure agrees with the records themselves, uncertain ones claim nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.counts import Count
from spexplorer.domain.edtf import certainly_overlaps, parse, possibly_overlaps
from spexplorer.domain.filters import Filter, Period, Values
from spexplorer.exploring.index import Index
from spexplorer.exploring.pairs import CountPair, PairSign, ValuePair, pair_up
from spexplorer.operations.comparison import compare_periods, compare_records, find_rows, period_of
from spexplorer.operations.reader import Reader, build_index

EARLY = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
LATE = Period(day_number(2013, 1, 1), day_number(2017, 12, 31))


@pytest.fixture(scope="module")
def reader(bundled) -> Iterator[Reader]:
    made = Reader(bundled)
    yield made
    made.close()


@pytest.fixture(scope="module")
def index(bundled) -> Index:
    return build_index(bundled)


def compared(reader: Reader, index: Index | None, left: str, right: str):
    return compare_records(reader, index, reader.record(left), reader.record(right))


# -- what is typed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["2002–2006", "2002-2006", "2002/2006", "2002..2006", " 2002 - 2006 "]
)
def test_years_are_typed_as_one_likes(text: str) -> None:
    assert period_of(text) == EARLY


def test_open_and_old_periods_are_understood_and_words_are_none() -> None:
    assert period_of("since 2005") == Period(day_number(2005, 1, 1), day_number(9999, 12, 31))
    assert period_of("before 2005").last == day_number(2004, 12, 31)
    assert period_of("-0043") == Period(day_number(-43, 1, 1), day_number(-43, 12, 31))
    for text in ("", "Confucius", "2006-2002", "99999999999999", ".."):
        assert period_of(text) is None


def test_records_are_found_by_name_in_any_script(reader) -> None:
    ids = [row.id for row in find_rows(reader, "孔子学院", 5)]
    assert "instrument:confucius-institutes" in ids
    assert len(find_rows(reader, "china", 5)) == 5


# -- periods -------------------------------------------------------------------------------------


def test_counts_of_two_periods_agree_with_the_dates_of_the_events(reader, index) -> None:
    found = compare_periods(index, Filter(), EARLY, LATE)
    dated = [(event, parse(event.date)) for event in reader.records("event") if event.date]
    events = found.records[0]
    for period, one in zip((EARLY, LATE), events, strict=True):
        inside = (period.first, period.last)
        possible = [event for event, date in dated if possibly_overlaps(date.bounds, *inside)]
        certain = [
            event
            for event, date in dated
            if certainly_overlaps(date.bounds, *inside) and not (date.uncertain or date.approximate)
        ]
        assert one.total == Count(len(certain), len(possible))
        rows = {row.number: row.id for row in reader.rows_at(one.numbers)}
        assert {rows[n] for n in (*one.certain, *one.ongoing)} == {event.id for event in certain}
        assert set(rows.values()) == {event.id for event in possible}
    types = next(one for one in found.counts if one.facet == "event_type")
    assert sum(row.left.possible for row in types.rows) == events[0].total.possible
    assert sum(row.right.certain for row in types.rows) == events[1].total.certain


def test_the_filter_narrows_and_its_own_period_is_left_out(reader, index) -> None:
    culture = Filter((Values("vector", frozenset({"culture"})),))
    whole = compare_periods(index, Filter(), EARLY, LATE)
    narrowed = compare_periods(index, culture, EARLY, LATE)
    before, after = (found.records[0][1].total.possible for found in (whole, narrowed))
    assert 0 < after < before
    assert compare_periods(index, culture.with_constraint(EARLY), EARLY, LATE) == narrowed


def test_a_period_with_itself_differs_nowhere(index) -> None:
    found = compare_periods(index, Filter(), EARLY, EARLY)
    signs = {row.sign for counts in (found.kinds, *found.counts) for row in counts.rows}
    assert signs == {PairSign.SAME}
    assert all(left == right for left, right in found.records)
    assert found.shared == {n for left, _ in found.records for n in left.numbers}


def test_long_lists_of_values_are_cut_and_the_rest_is_counted(index) -> None:
    everything = Period(day_number(-9999, 1, 1), day_number(9999, 12, 31))
    actors = next(
        one
        for one in compare_periods(index, Filter(), everything, EARLY).counts
        if one.facet == "actor"
    )
    assert len(actors.rows) == 40
    assert actors.more > 0
    sizes = [row.left.possible + row.right.possible for row in actors.rows]
    assert sizes == sorted(sizes, reverse=True)


COUNTS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: Count(min(p), max(p)))


@given(COUNTS, COUNTS)
def test_a_difference_is_claimed_only_where_it_is_certain(left: Count, right: Count) -> None:
    tally = CountPair("x", left, right)
    gaps = {
        r - s
        for r in range(right.certain, right.possible + 1)
        for s in range(left.certain, left.possible + 1)
    }
    assert (tally.least, tally.most) == (min(gaps), max(gaps))
    assert (tally.sign is PairSign.SAME) == (gaps == {0})
    assert (tally.sign is PairSign.OPEN) == (0 in gaps and gaps != {0})


# -- records -------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 30), max_size=8), st.lists(st.integers(0, 30), max_size=8))
def test_aligning_loses_nothing_and_pairs_what_meets(left, right) -> None:
    pairs = pair_up(left, right, lambda number: number % 5)
    assert [p.left for p in pairs if p.left is not None] == left
    assert sorted(p.right for p in pairs if p.right is not None) == sorted(right)
    assert all(p.left % 5 == p.right % 5 for p in pairs if None not in p)
    alone = [p for p in pairs if p.right is None]
    left_over = {p.right % 5 for p in pairs if p.left is None}
    assert not {p.left % 5 for p in alone} & left_over
    assert all(n in [p.right for p in pairs if p.left == n] for n in set(left) & set(right))


def test_a_record_with_itself_is_the_same_everywhere(reader, index) -> None:
    for kind in ("instrument", "agreement", "statistic", "work", "claim", "passage", "agent"):
        uid = reader.rows(kind)[0].id
        found = compared(reader, index, uid, uid)
        assert {pair.sign for held in found.fields for pair in held.pairs} == {PairSign.SAME}
        assert {pair.sign for linked in found.linked for pair in linked.pairs} <= {PairSign.SAME}
        assert {row.sign for counts in found.counts for row in counts.rows} <= {PairSign.SAME}


def test_values_are_paired_by_name_and_told_apart(reader, index) -> None:
    left, right = (
        reader.record(f"statistic:{n}")
        for n in ("confucius-classes-per-institute", "confucius-classes-world")
    )
    found = {
        held.field.name: held.pairs for held in compare_records(reader, index, left, right).fields
    }
    assert found["value"] == (ValuePair(left.value, right.value),)
    assert found["value"][0].sign is PairSign.DIFFERS
    assert found["unit"][0].sign is PairSign.SAME or left.unit != right.unit
    shared = {p.left for p in found["instruments"] if p.sign is PairSign.SAME}
    assert shared == set(left.instruments) & set(right.instruments)
    assert "created" not in found


def test_zero_is_a_value_and_not_an_empty_one() -> None:
    assert pair_up([0.0], [0.0], lambda _: 1) == (ValuePair(0.0, 0.0),)
    assert pair_up([0.0], [2.0], lambda _: 1) == (ValuePair(0.0, 2.0),)


def test_links_of_both_and_of_one_side_only(reader, index) -> None:
    left, right = "agent:kazakhstan", "agent:china"
    if reader.row(left) is None or reader.row(right) is None:
        left, right = (row.id for row in reader.rows("agent")[:2])
    found = compared(reader, index, left, right)
    sides = []
    for uid in (left, right):
        inward = [link for link in reader.every_link(uid) if not link.outward]
        sides.append({(link.predicate, link.row.kind, link.row.id) for link in inward})
    for linked in found.linked:
        ours, theirs = (
            {uid for predicate, kind, uid in side if (predicate, kind) == linked[:2]}
            for side in sides
        )
        signs = [pair.sign for pair in linked.pairs]
        assert len(signs) + linked.more == len(ours | theirs)
        if not linked.more:
            assert signs.count(PairSign.SAME) == len(ours & theirs)
            assert signs.count(PairSign.LEFT) == len(ours - theirs)


def test_claims_that_contradict_name_each_other(reader, index) -> None:
    claim = next(one for one in reader.records("claim") if one.contradicts)
    found = compared(reader, index, claim.id, claim.contradicts[0])
    assert ("contradicts", True) in found.between
    other_way = compared(reader, index, claim.contradicts[0], claim.id)
    assert ("contradicts", False) in other_way.between


def test_instruments_count_what_uses_them_or_a_narrower_one(reader, index) -> None:
    instruments = reader.records("instrument")
    top = next(one.id for one in instruments if any(o.broader == one.id for o in instruments))
    branch = {top}
    while more := {o.id for o in instruments if o.broader in branch} - branch:
        branch |= more
    users = {
        kind: sum(bool(branch & set(one.instruments)) for one in reader.records(kind))
        for kind in ("event", "agreement", "statistic", "claim")
    }
    found = compared(reader, index, top, "instrument:confucius-institutes")
    below = next(one for one in found.counts if one.facet == "below")
    assert {row.key: row.left.possible for row in below.rows} == {
        k: n for k, n in users.items() if n
    }
    years = next(one for one in found.counts if one.facet == "year")
    keys = [int(row.key) for row in years.rows if row.key.isdecimal()]
    assert keys == list(range(keys[0], keys[-1] + 1))
    assert any(row.right.possible for row in years.rows)


def test_assessments_stand_side_by_side_by_verdict(reader, index) -> None:
    found = compared(reader, index, "instrument:confucius-institutes", "instrument:film")
    held = next(held for held in found.fields if held.field.name == "assessments")
    both = [pair for pair in held.pairs if None not in pair]
    assert both
    assert all(pair.left.verdict == pair.right.verdict for pair in both)


def test_records_of_different_kinds_meet_in_the_fields_they_share(reader, index) -> None:
    found = compared(reader, index, reader.rows("event")[0].id, reader.rows("agreement")[0].id)
    signs = {held.field.name: {pair.sign for pair in held.pairs} for held in found.fields}
    assert signs["event_type"] == {PairSign.LEFT}
    assert signs["form"] == {PairSign.RIGHT}
    assert signs["title"] == {PairSign.DIFFERS}
