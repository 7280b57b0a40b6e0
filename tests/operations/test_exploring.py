"""The index against an oracle: the same questions answered in plain Python over whole records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spexplorer.domain import calendar_days as days
from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.facets import facets_of
from spexplorer.domain.fields import review_field
from spexplorer.domain.filters import Filter, Period, Relation, Values, Words
from spexplorer.domain.happenings import Event
from spexplorer.domain.links import edges_of
from spexplorer.domain.records import Record
from spexplorer.domain.year_keys import is_within_axis, years_of
from spexplorer.operations.export import records_of
from spexplorer.operations.reader import Reader, build_index

REACH = 3
NAMES = [facet.name for facet in facets_of()]


class Oracle:
    """Every question answered record by record, as the documentation of the index says."""

    def __init__(self, records: list[Record]) -> None:
        self.records = {record.id: record for record in records}
        self.near: dict[str, set[str]] = {uid: set() for uid in self.records}
        for record in records:
            for edge in edges_of(record):
                self.near[record.id].add(edge.target)
                self.near[edge.target].add(record.id)
        self.under = {name: self.spread(self.own(name), name != "kind") for name in NAMES}
        dates = {uid: {text} if (text := date_of(r)) else set() for uid, r in self.records.items()}
        self.dates = self.spread(dates, True)

    def own(self, facet: str) -> dict[str, set[str]]:
        return {uid: set(self.values(record, facet)) for uid, record in self.records.items()}

    def values(self, record: Record, facet: str) -> list[str]:
        kind = record.id.partition(":")[0]
        match facet:
            case "kind":
                return [kind]
            case "actor" | "place":
                wanted = "agent" if facet == "actor" else "place"
                named = [edge.target for edge in edges_of(record)]
                return [uid for uid in (record.id, *named) if uid.startswith(f"{wanted}:")]
            case "verdict":
                return [part.verdict for part in getattr(record, "assessments", ())]
            case "support":
                return [] if kind in ("passage", "note") else [self.support(record)]
            case "tag" | "collection":
                return list(getattr(record, f"{facet}s"))
            case "status" | "origin":
                name = facet if facet == "origin" else review_field(type(record))
                return [] if kind == "passage" else [getattr(record, name)]
            case "office":
                return [part.title for part in getattr(record, "offices", ())]
            case "role":
                return [part.role for part in getattr(record, "participants", ())]
            case "sender" | "receiver":
                role = "sender" if facet == "sender" else "recipient"
                return [p.agent for p in getattr(record, "participants", ()) if p.role == role]
            case "footnote" | "decade":
                return {"footnote": self.footnotes, "decade": self.decades}[facet](record)
            case "section":
                return [record.section] if kind == "passage" else []
        value = getattr(record, facet, None)
        return [value] if value is not None else []

    def footnotes(self, record: Record) -> list[str]:
        kind = record.id.partition(":")[0]
        passages = [record] if kind == "passage" else self.resting_on(record)
        marks = [(p.footnote, *p.footnote_marks) for p in passages]
        found = [str(number) for group in marks for number in group if number is not None]
        return found or ([] if kind in ("passage", "note") else ["none"])

    def decades(self, record: Record) -> list[str]:
        return [decade_of(text)] if (text := date_of(record)) else []

    def resting_on(self, record: Record) -> list[Record]:
        return [self.records[item.passage] for item in record.evidence]

    def support(self, record: Record) -> str:
        if getattr(record, "derived_from", None):
            return "derived"
        passages = self.resting_on(record)
        if any(p.footnote is not None or p.footnote_marks for p in passages):
            return "footnoted"
        return "paper" if passages else "none"

    def spread(self, own: dict[str, set[str]], takes_over: bool) -> dict[str, set[str]]:
        """Kinds that never have the property take it over from what they are linked to."""
        having = {uid.partition(":")[0] for uid, found in own.items() if found}
        found = {uid: set(values) for uid, values in own.items()}
        for _ in range(REACH if takes_over else 0):
            taken = {
                uid: set().union(*(found[other] for other in self.near[uid]))
                for uid in found
                if not found[uid] and uid.partition(":")[0] not in having
            }
            found |= taken
        return found

    def standing(self, test: Callable[[str], bool]) -> set[str]:
        wanted = {text for text in set().union(*self.dates.values()) if test(text)}
        return {uid for uid, dates in self.dates.items() if dates & wanted}


def decade_of(text: str) -> str:
    date = parse(text)
    low, high = date.bounds.start_min, date.bounds.end_max
    if low is None or high is None or date.uncertain or date.approximate:
        return "other"
    first, last = (days.civil(day)[0] for day in (low, high))
    if first // 10 == last // 10 and first >= 1900:
        return f"{first // 10}X"
    return f"{first // 100}XX" if first // 100 == last // 100 and last < 1900 else "other"


def has_known_start(text: str) -> bool:
    bounds = parse(text).bounds
    return bounds.start_min is not None and (bounds.start_max or bounds.end_max) is not None


def date_of(record: Record) -> str | None:
    if dates := getattr(record, "dates", ()):
        return dates[0].date
    for name in ("date", "as_of", "issued"):
        if text := getattr(record, name, None):
            return text
    return None


CERTAIN = {
    Relation.OVERLAPS: days.certainly_overlaps,
    Relation.STARTS_IN: days.certainly_starts_in,
    Relation.ENDS_IN: days.certainly_ends_in,
}
POSSIBLE = {
    Relation.OVERLAPS: days.possibly_overlaps,
    Relation.STARTS_IN: days.possibly_starts_in,
    Relation.ENDS_IN: days.possibly_ends_in,
}


def certain(text: str, period: Period) -> bool:
    bounds = sure_bounds(text)
    return bounds is not None and CERTAIN[period.relation](bounds, period.first, period.last)


def sure_bounds(text: str) -> days.Bounds | None:
    """What a date says for certain: an end of an interval that is qualified is as good as unknown."""
    bounds, (start, slash, end) = parse(text).bounds, text.partition("/")
    if not slash and set(text) & set("?~%"):
        return None
    if set(start) & set("?~%"):
        bounds = bounds._replace(start_min=None, start_max=None)
    if set(end) & set("?~%"):
        bounds = bounds._replace(end_min=None, end_max=None)
    return bounds


def possible(text: str, period: Period) -> bool:
    if period.surely:
        return certain(text, period)
    return POSSIBLE[period.relation](parse(text).bounds, period.first, period.last)


@pytest.fixture(scope="module")
def oracle(bundled) -> Oracle:
    return Oracle(list(records_of(bundled)))


@pytest.fixture(scope="module")
def index(bundled):
    return build_index(bundled)


def ids(index, mask) -> set[str]:
    return set(index.library.ids(index.numbers[mask].tolist()).values())


@pytest.mark.parametrize("facet", NAMES)
def test_who_stands_under_each_value_of_a_facet(index, oracle: Oracle, facet: str) -> None:
    under = oracle.under[facet]
    assert index.facet_values(facet) == sorted(set().union(*under.values()))
    everything = index.passing(Filter())
    counts = index.counts(facet, everything)
    for value in index.facet_values(facet):
        wanted = {uid for uid, found in under.items() if value in found}
        passing = index.passing(Filter((Values(facet, frozenset({value})),)))
        assert ids(index, passing.certain) == ids(index, passing.possible) == wanted
        assert (counts[value].certain, counts[value].possible) == (len(wanted), len(wanted))


@pytest.mark.parametrize("facet", NAMES)
def test_who_has_a_facet_of_his_own(index, oracle: Oracle, facet: str) -> None:
    own = oracle.own(facet)
    assert ids(index, index.own(facet)) == {uid for uid, found in own.items() if found}


PERIODS = st.builds(
    lambda year, length, relation, surely: Period(
        days.day_number(year, 1, 1), days.day_number(year + length, 12, 31), relation, surely
    ),
    st.integers(1930, 2020),
    st.integers(0, 40),
    st.sampled_from(Relation),
    st.booleans(),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(PERIODS, st.data())
def test_constraints_together_against_the_oracle(index, oracle: Oracle, period, data) -> None:
    with_values = [name for name in NAMES if index.facet_values(name)]
    facets = data.draw(st.lists(st.sampled_from(with_values), max_size=2, unique=True))
    values = [
        Values(f, frozenset(data.draw(st.sets(st.sampled_from(index.facet_values(f)), min_size=1))))
        for f in facets
    ]
    everyone = set(oracle.records)
    narrowed = everyone.intersection(
        *({u for u, found in oracle.under[v.facet].items() if found & v.values} for v in values)
    )
    wanted = Filter((*values, period))
    passing = index.passing(wanted)
    sure, may = (oracle.standing(lambda d, t=t: t(d, period)) for t in (certain, possible))
    assert ids(index, passing.certain) == narrowed & sure
    assert ids(index, passing.possible) == narrowed & may
    assert ids(index, index.passing(wanted, without="period").possible) == narrowed
    assert index.total(passing, ["event"]).possible == sum(
        uid.startswith("event:") for uid in narrowed & may
    )
    counts = index.counts("vector", passing, "event")
    for vector, count in counts.items():
        assert count.possible == sum(
            uid.startswith("event:") and vector in oracle.under["vector"][uid]
            for uid in narrowed & may
        )


def test_words_pass_what_the_search_finds(index, bundled) -> None:
    with closing(Reader(bundled)) as reader:
        for query in ("education", "软实力", "zzzzqqqq", ""):
            passing = index.passing(Filter((Words(query),)))
            assert ids(index, passing.possible) == set(reader.found(query))
            assert ids(index, passing.certain) == ids(index, passing.possible)


def test_a_facet_or_value_nobody_knows_passes_nothing(index) -> None:
    for facet, value in (("colour", "red"), ("vector", "war")):
        assert not index.passing(Filter((Values(facet, frozenset({value})),))).possible.any()


def test_passages_that_what_passes_rests_on(index, oracle: Oracle) -> None:
    passing = index.passing(Filter((Values("kind", frozenset({"event"})),)))
    wanted = Counter(
        item.passage
        for uid, record in oracle.records.items()
        if uid.startswith("event:")
        for item in record.evidence
    )
    resting = index.resting(passing)
    assert {uid: n for uid, n in resting.items() if n} == dict(wanted)
    assert index.resting(passing, "claim") == dict.fromkeys(resting, 0)


def test_crossed_counts_each_pair_of_values(index, oracle: Oracle) -> None:
    found = index.crossed("vector", "event_type", index.passing(Filter()), "event")
    wanted = Counter(
        (vector, type_)
        for uid in oracle.records
        if uid.startswith("event:")
        for vector in oracle.under["vector"][uid]
        for type_ in oracle.under["event_type"][uid]
    )
    assert found == wanted


@pytest.mark.parametrize("kind", ["event", "agreement", "work"])
def test_years_begun_account_for_every_record(index, oracle: Oracle, kind: str) -> None:
    years = index.years_begun(kind, index.passing(Filter()), 30)
    dates = [date_of(r) for uid, r in oracle.records.items() if uid.startswith(f"{kind}:")]
    for key, count in years.items():
        if not is_within_axis(key):
            continue
        year = Period(*years_of(key).days(), Relation.STARTS_IN)
        assert count.certain == sum(bool(d) and certain(d, year) for d in dates)
        placed = [d for d in dates if d and has_known_start(d)]
        assert count.possible == sum(possible(d, year) for d in placed)
    undated = years["undated"].possible
    assert undated == sum(not d or not has_known_start(d) for d in dates)
    assert sum(count.certain for count in years.values()) <= len(dates)
    assert sum(count.possible for count in years.values()) >= len(dates)
    assert 1 <= sum(map(is_within_axis, years)) <= 30


def test_an_empty_library_answers_everything_with_nothing(fresh, index_of) -> None:
    with fresh() as connection:
        empty = index_of(connection)
        wanted = Filter((Values("vector", frozenset({"media"})), Period(1, 2), Words("x")))
        assert not empty.passing(wanted).possible.any()
        assert empty.counts("vector", empty.passing(Filter())) == {}
        assert empty.resting(empty.passing(Filter())) == {}
        assert empty.total(empty.passing(Filter()), ["event"]).possible == 0
        assert sum(c.possible for c in empty.years_begun("event", empty.nothing(), 5).values()) == 0


YEARS = st.integers(1900, 2030).map(str) | st.sampled_from(["195X", "19XX", "20XX", "2013-XX-XX"])
POINTS = st.one_of(
    YEARS,
    st.builds("{}-{:02}".format, st.integers(1900, 2030), st.integers(1, 12)),
    st.builds(
        "{}-{:02}-{:02}".format, st.integers(1900, 2030), st.integers(1, 12), st.integers(1, 28)
    ),
)
QUALIFIED = st.builds("{}{}".format, POINTS, st.sampled_from(["", "", "?", "~", "%"]))
ENDS = QUALIFIED | st.sampled_from(["..", ""])
DATES = st.one_of(
    QUALIFIED,
    st.builds("{}/{}".format, ENDS, ENDS),
    st.builds("{{{},{}}}".format, POINTS, POINTS),
    st.builds("[{},{}]".format, POINTS, POINTS),
    st.builds("{{{}..{}}}".format, POINTS, POINTS),
    st.builds("[..{}]".format, POINTS),
)


def is_date(text: str) -> bool:
    try:
        parse(text)
    except EdtfError:
        return False
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(DATES.filter(is_date), min_size=1, max_size=25), PERIODS)
def test_any_date_stands_to_any_period_as_its_bounds_say(
    fresh, store, index_of, dates: list[str], period: Period
) -> None:
    events = [
        Event(id=f"event:e{n}", title="E", event_type="economic", date=text)
        for n, text in enumerate(dates)
    ]
    with fresh() as connection:
        store(connection, events)
        passing = index_of(connection).passing(Filter((period,)))
        for at, text in enumerate(dates):
            assert bool(passing.certain[at]) == certain(text, period), text
            assert bool(passing.possible[at]) == possible(text, period), text
            assert passing.possible[at] or not passing.certain[at]


def test_what_is_made_ready_ahead_is_there_without_the_file(bundled, monkeypatch):
    index = build_index(bundled)
    index.make_ready(("vector", "kind"))
    monkeypatch.setattr(index.library, "opened", None)  # whoever reads from the file now fails
    assert index.position["agent:xi-jinping"] == index.position.get("agent:xi-jinping")
    assert index.position.get("agent:nobody-of-that-name") is None
    assert (
        sum(count.possible for count in index.counts("kind", index.passing(Filter())).values())
        > 1_000
    )


def test_a_mark_at_one_end_leaves_the_other_certain(fresh, store, index_of) -> None:
    texts = ["2013?/2015", "2013/2015~", "2013?/2015?", "2013?/", "2014?"]
    events = [
        Event(id=f"event:e{n}", title="E", event_type="economic", date=text)
        for n, text in enumerate(texts)
    ]
    with fresh() as connection:
        store(connection, events)
        index = index_of(connection)

        def sure(first: int, last: int, relation: Relation = Relation.OVERLAPS) -> list[str]:
            days_of = days.day_number(first, 1, 1), days.day_number(last, 12, 31)
            passing = index.passing(Filter((Period(*days_of, relation),)))
            return [text for text, held in zip(texts, passing.certain, strict=True) if held]

        assert sure(2015, 2015) == ["2013?/2015"]
        assert sure(2013, 2013) == ["2013/2015~"]
        assert sure(2014, 2014) == []
        assert sure(2000, 2020) == ["2013?/2015", "2013/2015~"]
        assert sure(2013, 2013, Relation.STARTS_IN) == ["2013/2015~"]
        assert sure(2015, 2015, Relation.ENDS_IN) == ["2013?/2015"]
        begun = index.years_begun("event", index.passing(Filter()), 5)
        assert sum(count.certain for count in begun.values()) == 1
