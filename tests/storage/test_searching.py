"""Search in any script: what is found, in which order, and that no query can break it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spexplorer.domain.authorities import Agent, Place
from spexplorer.domain.happenings import Event
from spexplorer.domain.kinds import KINDS
from spexplorer.domain.records import NameForm
from spexplorer.storage.connection import open_reading
from spexplorer.storage.folding import fold
from spexplorer.storage.rows import parts_of_kind
from spexplorer.storage.search import COUNT_CAP, matching_ids, search
from spexplorer.storage.search_documents import index_records

SOFT_POWER = ["мягкая сила", "miagkaia sila", "myagkaya sila", "软实力", "soft power", "SOFT POWER"]
KAZAKHSTAN = ["Казахстан", "Қазақстан", "哈萨克斯坦", "Kazakhstan", "kazakhstan", "Qazaqstan"]


@pytest.fixture(scope="module")
def library(bundled: Path):
    with closing(open_reading(bundled)) as connection:
        yield connection


@pytest.mark.parametrize("query", SOFT_POWER)
def test_soft_power_is_found_in_every_script(library: sqlite3.Connection, query: str) -> None:
    found = search(library, query)
    assert found.hits[0].id == "concept:soft-power"
    # A space ends the last word, which else may go on (“soft powers”).
    assert matching_ids(library, f"{query} ") == matching_ids(library, "soft power ")


def test_a_part_of_a_chinese_word_is_found(library: sqlite3.Connection) -> None:
    assert "concept:soft-power" in matching_ids(library, "实力")
    assert "concept:soft-power" not in matching_ids(library, "力实")


@pytest.mark.parametrize("query", KAZAKHSTAN)
def test_kazakhstan_is_found_in_every_script(library: sqlite3.Connection, query: str) -> None:
    first = {hit.id for hit in search(library, query).hits[:2]}
    assert first == {"agent:kazakhstan", "place:kazakhstan"}


@pytest.mark.parametrize("kind", ["agent", "place", "concept", "instrument", "work", "event"])
def test_what_is_listed_by_just_this_name_comes_first(
    library: sqlite3.Connection, kind: str
) -> None:
    for parts in parts_of_kind(library, kind):
        assert fold(search(library, parts.title, limit=1).hits[0].title) == fold(parts.title)


def test_every_hit_can_be_found_by_its_id_words(library: sqlite3.Connection) -> None:
    assert "event:2013-09-silk-road-economic-belt" in matching_ids(
        library, "2013 09 silk road economic belt"
    )


def test_limit_and_total(library: sqlite3.Connection) -> None:
    everything = search(library, "china", limit=100_000)
    assert everything.total == len(everything.hits) == len(matching_ids(library, "china"))
    for limit in (0, 1, 7):
        some = search(library, "china", limit=limit)
        assert some.hits == everything.hits[:limit]
        assert some.total == everything.total


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_narrows_and_keeps_the_order(library: sqlite3.Connection, kind: str) -> None:
    everything = search(library, "china", limit=100_000)
    narrowed = search(library, "china", kind=kind, limit=100_000)
    assert [hit.id for hit in narrowed.hits] == [
        hit.id for hit in everything.hits if hit.kind == kind
    ]
    assert narrowed.total == len(narrowed.hits)


INJECTIONS = [
    *(
        '"',
        '""',
        '"""',
        "'",
        "a'b",
        "*",
        "a*",
        "*a",
        "^a",
        "a^",
        "(",
        ")",
        "()",
        "(a",
        "a)",
        "{",
        "}",
    ),
    *(
        "-",
        "--",
        "-a",
        "+",
        "a+b",
        ":",
        "a:b",
        "names:china",
        "body : china",
        "{names body}: china",
    ),
    *("AND", "OR", "NOT", "NEAR", "a AND", "OR a", "NOT a", "a NOT b", "NEAR(a b, 2)", "NEAR(a"),
    *(
        "'; DROP TABLE record; --",
        "%",
        "_",
        "\\",
        "a\\",
        "\0",
        "a\0b",
        "\ud800",
        "\uffff",
        "\u200b",
    ),
    *("“a", "«a»", "a" * 5000, "a " * 2000, "实" * 2000, '"' * 2000, "( " * 2000, "ẞ" * 600),
    *("rowid", "rank", "search_index", "1=1", "0x53", "🐉", "\u202eabc", "e\u0301" * 300),
]


@pytest.mark.parametrize("query", INJECTIONS)
def test_no_query_breaks_the_search(library: sqlite3.Connection, query: str) -> None:
    found = search(library, query, limit=5)
    assert len(found.hits) <= min(5, found.total)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(st.text(max_size=40) | st.text('"*()^:{}-+ aANDORT', max_size=30))
@example("")
def test_any_text_is_a_query(library: sqlite3.Connection, query: str) -> None:
    found = search(library, query, limit=3)
    assert found.total == len(matching_ids(library, query))


@pytest.mark.parametrize("query", ["", " ", "!?", '""', "\u200b"])
def test_nothing_asked_finds_nothing(library: sqlite3.Connection, query: str) -> None:
    assert search(library, query).total == 0
    assert matching_ids(library, query) == set()


def add(connection: sqlite3.Connection, store, records) -> None:
    rows = store(connection, records)
    index_records(connection, [(rows[r.id], r) for r in records])


@pytest.fixture(scope="module")
def crowded(fresh, store):
    """More events named after a place than are ranked, then the place and one agent."""
    events = [
        Event(id=f"event:e{n}", title=f"Almaty fair {n}", event_type="economic")
        for n in range(COUNT_CAP + 5)
    ]
    place = Place(
        id="place:almaty",
        name="Almaty",
        place_type="city",
        variants=(NameForm(form="Алматы"), NameForm(form="Верный", basis="supplied")),
    )
    agent = Agent(id="agent:firm", agent_type="organisation", name="Almaty Fairs Limited")
    with fresh() as connection:
        add(connection, store, [*events, place, agent])
        yield connection


def test_in_a_crowd(crowded: sqlite3.Connection) -> None:
    """The exact name comes first, a rare kind is found, and hits are counted up to the cap."""
    assert search(crowded, "Almaty").hits[0].id == "place:almaty"
    assert search(crowded, "Verny").hits[0].id == "place:almaty"
    of_kind = search(crowded, "almaty", kind="agent")
    assert ([hit.id for hit in of_kind.hits], of_kind.total) == (["agent:firm"], 1)
    assert search(crowded, "almaty").total == COUNT_CAP + 1
    assert len(matching_ids(crowded, "almaty")) == COUNT_CAP + 7
