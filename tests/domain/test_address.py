"""The address of a state: whatever a person narrowed and chose survives being kept and mailed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spexplorer.domain.address import MOST_STROKES, address, state_of
from spexplorer.domain.address_text import AddressError
from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import (
    Combined,
    Filter,
    Match,
    Mode,
    Period,
    Relation,
    Values,
    Words,
)
from spexplorer.domain.link_state import REACH, WAYS, LinkState, Network

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
"""Lone surrogates, controls, separators and all."""

FACETS = st.sampled_from(["vector", "actor", "words", "period", "tab", "facet.x", ""]) | ANY_TEXT
DAYS = st.integers(-(2**63), 2**63 - 1) | st.integers(-800_000, 800_000)


def leaf(key: str):
    if key == "words":
        return st.builds(Words, ANY_TEXT)
    if key == "period":
        return st.builds(Period, DAYS, DAYS, st.sampled_from(Relation), st.booleans())
    some = st.frozensets(st.sampled_from(["all", "any:x", "all:y", "add", "''", "(a)"]) | ANY_TEXT)
    return st.builds(Values, st.just(key[2:]), some, st.sampled_from(Match))


def constraint(key: str):
    def more(inner):
        return st.builds(Combined, st.sampled_from(Mode), st.none() | inner, inner)

    return st.recursive(leaf(key), more, max_leaves=8)


KEYS = st.just("words") | st.just("period") | FACETS.map("f ".__add__)
FILTERS = (
    st.lists(KEYS, unique_by=lambda key: key.removeprefix("f "), max_size=5)
    .flatmap(lambda keys: st.tuples(*map(constraint, keys)))
    .map(Filter)
)
ODD_IDS = st.sampled_from(["2013", "é..", "...", "Y12345", "a:b"])
SIDES = st.none() | ANY_TEXT.filter(bool) | ODD_IDS | leaf("period")
ENDS = st.none() | ANY_TEXT.filter(bool) | ODD_IDS
NETWORKS = st.builds(
    Network,
    st.sampled_from(WAYS),
    st.sampled_from(REACH),
    st.tuples(ENDS, ENDS),
    st.booleans(),
    st.booleans(),
)
STATES = st.builds(
    LinkState,
    FILTERS,
    st.frozensets(ANY_TEXT, max_size=4),
    st.none() | ANY_TEXT,
    ANY_TEXT,
    st.sampled_from(Mode),
    st.tuples(SIDES, SIDES),
    NETWORKS,
)


@settings(max_examples=400, deadline=None)
@given(STATES)
def test_every_state_survives_its_address(state: LinkState) -> None:
    assert state_of(address(state)) == state


@settings(max_examples=200, deadline=None)
@given(STATES)
def test_an_address_is_one_line_of_plain_letters(state: LinkState) -> None:
    assert re.fullmatch(r"spexplorer:view\?[A-Za-z0-9_.~:/%=&,()'-]*", address(state))


PIECES = st.sampled_from([
    "vector=", "period=", "words=", "facet.", "&", "=", "(", ")", "add", "subtract", "..", "%", "%ff",
    "left=", "right=", "all:", "starts-in:", "2002", "-0000", "Y99999", "2013-02-30", ",", "''", "mode=",
    "current=", "\n", "network=", "path", "from=", "links=", "2", "only=", "passing",
])  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(ANY_TEXT | st.lists(PIECES | ANY_TEXT, max_size=20).map("".join))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for tried in (text, "spexplorer:view?" + text):
        said = refusal(tried)
        if said is None:
            assert state_of(address(state_of(tried))) == state_of(tried)
        else:
            assert said.endswith(".")
            assert said.isprintable()


def refusal(text: str) -> str | None:
    try:
        state_of(text)
    except AddressError as error:
        return str(error)
    return None


def test_an_address_can_be_read_by_a_person() -> None:
    period = Period(day_number(2002, 1, 1), day_number(2006, 12, 31), Relation.STARTS_IN)
    vectors = Values("vector", frozenset({"culture", "education"}))
    state = LinkState(Filter((period, vectors, Words("soft power"))), tab="timeline", mode=Mode.ADD)
    assert address(state.at("event:2005-visit")) == (
        "spexplorer:view?tab=timeline&period=starts-in:2002-01-01..2006-12-31"
        "&vector=culture,education&words=soft%20power&current=event:2005-visit&mode=add"
    )


def test_what_is_compared_can_be_read_and_typed() -> None:
    period = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    state = LinkState(tab="compare", sides=("instrument:film", "instrument:confucius-institutes"))
    assert address(state) == (
        "spexplorer:view?tab=compare&left=instrument:film&right=instrument:confucius-institutes"
    )
    assert address(state._replace(sides=(None, period))) == (
        "spexplorer:view?tab=compare&right=2002-01-01..2006-12-31"
    )
    typed = state_of("spexplorer:view?tab=compare&left=2002..2006&right=2013")
    assert typed.sides == (period, Period(day_number(2013, 1, 1), day_number(2013, 12, 31)))


def test_an_address_from_before_there_were_sides_is_read() -> None:
    assert state_of("spexplorer:view?tab=compare&current=event:x").sides == (None, None)


def test_how_the_network_is_looked_at_can_be_read_and_typed() -> None:
    linked = Network("path", ends=("agent:china", "agent:kazakhstan"), passages=True)
    state = LinkState(tab="network", network=linked)
    assert address(state) == (
        "spexplorer:view?tab=network&network=path&from=agent:china&to=agent:kazakhstan&through=passages"
    )
    around = state.at("agent:china")._replace(network=Network("ego", links=2, only=True))
    assert address(around) == (
        "spexplorer:view?tab=network&current=agent:china&network=ego&links=2&only=passing"
    )
    assert state_of("spexplorer:view?tab=network&network=whole&links=1") == LinkState(tab="network")


def test_an_address_from_before_the_network_was_in_it_is_read() -> None:
    assert state_of("spexplorer:view?tab=network&current=event:x").network == Network()


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("network=sideways", "This address has network=sideways; “network” is whole or ego or path here."),
        ("links=9", "This address has links=9; “links” is 1 or 2 or 3 here."),
        ("only=", "This address has only=; “only” is passing here."),
        ("from=", "“from” in this address says nothing; copy it again"),
        ("to=a&to=b", "This address says twice what its to is; copy it again"),
    ],
)  # fmt: skip
def test_what_the_network_is_not_looked_at_by_is_refused_in_words(part: str, said: str) -> None:
    assert str(refusal(f"spexplorer:view?tab=network&{part}")).startswith(said)


def test_strokes_read_from_the_left() -> None:
    held = Combined(Mode.ADD, Values("place", frozenset({"a"})), Values("place", frozenset({"b"})))
    whole = Combined(Mode.SUBTRACT, held, Values("place", frozenset({"c"}), Match.ALL))
    written = address(LinkState(Filter((whole,))))
    assert written.endswith("place=(a)add(b)subtract(all:c)")
    others = Combined(Mode.SUBTRACT, None, Values("place", frozenset({"c"})))
    assert address(LinkState(Filter((others,)))).endswith("place=subtract(c)")


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (day_number(-43, 3, 15), "-0043-03-15"),
        (day_number(0, 12, 31), "0000-12-31"),
        (day_number(12345, 2, 28), "Y12345-02-28"),
        (day_number(-10000, 1, 1), "Y-10000-01-01"),
    ],
)
def test_years_before_the_common_era_and_after_9999(day: int, written: str) -> None:
    text = address(LinkState(Filter((Period(day, day),))))
    assert f"period={written}..{written}" in text
    assert state_of(text).filter.get("period") == Period(day, day)


def test_a_period_typed_as_years_or_months_means_the_whole_of_them() -> None:
    typed = state_of("spexplorer:view?period=2002..2006-02").filter.get("period")
    assert typed == Period(day_number(2002, 1, 1), day_number(2006, 2, 28))
    year = state_of("spexplorer:view?period=ends-in:-0043").filter.get("period")
    assert year == Period(day_number(-43, 1, 1), day_number(-43, 12, 31), Relation.ENDS_IN)


def test_a_period_that_only_certain_dates_stand_to_says_so() -> None:
    period = Period(day_number(2002, 1, 1), day_number(2006, 12, 31), surely=True)
    text = address(LinkState(Filter((period,))))
    assert "period=surely-overlaps:2002-01-01..2006-12-31" in text
    assert state_of(text).filter.get("period") == period


def test_an_address_that_a_letter_broke_into_lines_is_read() -> None:
    state = LinkState(Filter((Words("мягкая сила"),)), tab="timeline").at("event:x")
    broken = address(state)
    assert state_of(f"  {broken[:30]}\r\n    {broken[30:50]}\n{broken[50:]}\n") == state


def test_facets_of_a_newer_program_are_kept_and_misspelt_keys_told_of() -> None:
    kept = state_of("spexplorer:view?facet.century=20,21").filter
    assert kept.values("century") == {"20", "21"}
    with pytest.raises(AddressError, match="“vecotr”, which this program does not know"):
        state_of("spexplorer:view?vecotr=culture")


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("vector=a&vector=b", "twice"),
        ("words=a&facet.words=b", "twice"),
        ("tab=a&tab=b", "twice"),
        ("left=a:b&left=2013", "twice"),
        ("left=''", "“left” in this address says nothing"),
        ("left=", "“left” in this address says nothing"),
        ("right=2013..x", "“x” in this address is not a day"),
        ("left=2013-13", "“2013-13” in this address is not a day"),
        ("left=around:2013..2014", "neither a record nor years"),
        ("mode=xor", "replace, add, intersect, subtract"),
        ("period=2013-02-30..2014", "“2013-02-30” in this address is not a day"),
        ("period=around:2013", "“around”"),
        ("vector=(a)and(b)", "“and”"),
        ("vector=(a", "closing bracket"),
        ("vector=a)", "a bracket too many"),
        ("words=%zz", "damaged"),
        ("words=%ff", "damaged"),
        ("timeline", "says nothing"),
        (f"vector={'(' * 500}", "deeper"),
        (f"vector=(a){'add(a)' * (MOST_STROKES + 1)}", "more strokes"),
        (f"vector=(a){'add(a)' * 100_000}", "more strokes"),
        (f"words={'a' * 5_000_000}", "too long"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_remedy(rest: str, said: str) -> None:
    with pytest.raises(AddressError, match=re.escape(said)):
        state_of(f"spexplorer:view?{rest}")


def test_as_many_strokes_as_a_person_makes_survive() -> None:
    held = Values("actor", frozenset({"agent:0"}))
    for at in range(MOST_STROKES):
        held = Combined(list(Mode)[at % 4], held, Values("actor", frozenset({f"agent:{at}"})))
    state = LinkState(Filter((held,)))
    assert state_of(address(state)) == state


def test_what_is_no_address_says_what_one_looks_like() -> None:
    for text in ("", "https://example.org", "spexplorer:", "/home/someone/library.spex"):
        with pytest.raises(AddressError, match="begins with spexplorer:view"):
            state_of(text)
