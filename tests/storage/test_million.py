"""Generated libraries are sound, hold what the program would write, and are searched in bounded time."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from million import generate

from spexplorer.domain.sort_keys import sort_key_of
from spexplorer.operations.examination import faults_of_file
from spexplorer.operations.export import records_of
from spexplorer.operations.validation import faults
from spexplorer.storage.connection import open_reading
from spexplorer.storage.folding import fold
from spexplorer.storage.search import (
    UNCOUNTED,
    matching_ids,
    matching_numbers,
    search,
)
from spexplorer.storage.search_documents import index_records
from spexplorer.storage.vocabulary import read_schemes

WORKS, EVENTS = 2_000, 400


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("million") / "small.spex"
    generate(made, WORKS, EVENTS)
    return made


@pytest.fixture(scope="module")
def library(path: Path):
    with closing(open_reading(path)) as connection:
        yield connection


def found(connection: sqlite3.Connection, query: str, **options):
    """A search as in a library of a million records."""
    return search(connection, query, large=0, **options)


# -- what is generated -----------------------------------------------------------------------------


def test_a_generated_library_is_sound(path: Path, library: sqlite3.Connection) -> None:
    assert faults_of_file(path) == []
    wrong = [
        str(f)
        for f in faults(records_of(path), read_schemes(library))
        if "evidence" not in f.sentence
    ]
    assert wrong == []


def test_the_same_library_every_time(path: Path, tmp_path: Path) -> None:
    again = tmp_path / path.name
    generate(again, WORKS, EVENTS)
    assert list(records_of(again)) == list(records_of(path))


def test_it_holds_what_the_views_need(library: sqlite3.Connection) -> None:
    counts = dict(library.execute("SELECT kind, count(*) FROM record GROUP BY kind"))
    assert (counts["work"], counts["event"]) == (WORKS, EVENTS)
    assert min(counts[kind] for kind in ("agent", "place", "instrument", "agreement")) >= 40
    dates = {row[0] for row in library.execute("SELECT edtf FROM dating")}
    for mark in "~?X/[":
        assert any(mark in date for date in dates), mark
    undated = "SELECT count(*) FROM event WHERE id NOT IN (SELECT record FROM dating)"
    assert 0 < library.execute(undated).fetchone()[0] < EVENTS / 10


def test_works_and_events_are_written_as_the_program_writes_them(
    path: Path, library: sqlite3.Connection
) -> None:
    """Listings and search documents are made in two ways; both must say the same."""
    records = list(records_of(path))
    stored = dict(library.execute("SELECT uid, sort_key FROM record"))
    assert stored == {record.id: sort_key_of(record) for record in records}
    numbers = dict(library.execute("SELECT uid, id FROM record"))
    with closing(sqlite3.connect(":memory:")) as other:
        other.execute("CREATE TABLE search_document (id, names, body)")
        other.execute("CREATE TABLE name_key (record, key)")
        other.execute("CREATE TABLE search_word (word PRIMARY KEY, stem, records)")
        index_records(other, [(numbers[r.id], r) for r in records])
        for query in ("SELECT * FROM search_document", "SELECT record, key FROM name_key"):
            assert set(library.execute(query)) == set(other.execute(query))


# -- searching it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("script", ["Latn", "Cyrl", "Hans"])
def test_works_are_found_by_their_titles(library: sqlite3.Connection, script: str) -> None:
    titles = library.execute(
        "SELECT record.uid, title FROM work JOIN record USING (id) WHERE script = ? LIMIT 40",
        (script,),
    ).fetchall()
    assert len(titles) == 40
    for uid, title in titles:
        same = {hit.id for hit in found(library, f'"{title}" ', limit=100).hits}
        assert uid in same, title


QUERIES = [
    *("c", "ch", "chi", "chin", "china", "china ", "kazakhstan chin", "the of", "soft power"),
    *(
        "к",
        "ки",
        "кита",
        "китай",
        "қаз",
        "中",
        "中国",
        "软实力",
        "哈萨克斯坦",
        "zhongguo",
        "al",
        "Almaty",
    ),
    *(
        "алматы",
        "2013",
        "author draft",
        "article",
        '"soft power"',
        "a b",
        "of in the chi",
        "norcon",
    ),
    *("zzzz", "people's d", "exchange", "Kassenov", "li", "8", "state-media", "Syroyezhkin"),
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_bounded_search_finds_what_a_whole_one_finds(
    library: sqlite3.Connection, query: str
) -> None:
    ids = matching_ids(library, query)
    hits = found(library, query, limit=10_000)
    assert hits.total == len(ids) == search(library, query).total
    assert {hit.id for hit in hits.hits} <= ids
    assert len(hits.hits) >= min(len(ids), 60)
    numbers = dict(library.execute("SELECT uid, id FROM record"))
    assert list(matching_numbers(library, query)) == sorted(numbers[uid] for uid in ids)


@pytest.mark.parametrize("query", ["c", "ch", "к", "中国", "china", "author"])
def test_what_many_records_hold_is_counted_up_to_the_cap(
    library: sqlite3.Connection, query: str
) -> None:
    total = len(matching_ids(library, query))
    for cap in (10, total - 1, total, total + 1):
        assert found(library, query, cap=cap).total == min(total, cap + 1)


def test_counting_may_wait(library: sqlite3.Connection) -> None:
    first = found(library, "china", counted=False)
    assert first.total == UNCOUNTED
    assert first.hits == found(library, "china").hits
    assert found(library, "zzzz", counted=False).total == 0


@pytest.mark.parametrize("query", ["al", "alm", "almaty", "алматы", "АЛМ"])
def test_a_place_comes_before_what_only_mentions_it(
    library: sqlite3.Connection, query: str
) -> None:
    assert "place:p0-0" in [hit.id for hit in found(library, query).hits[:3]]


@pytest.mark.parametrize("query", ["media", "state"])
def test_a_word_in_the_names_weighs_more(library: sqlite3.Connection, query: str) -> None:
    """No hit that has the word only in its body stands before one that has it in its names."""
    names = dict(library.execute("SELECT uid, names FROM record JOIN search_document USING (id)"))
    inside = [query in names[hit.id] for hit in found(library, query, limit=1_000).hits]
    assert True in inside
    assert inside == sorted(inside, reverse=True)


def test_titles_that_begin_with_the_words_come_first(library: sqlite3.Connection) -> None:
    labels = [fold(hit.title) for hit in found(library, "soft p", limit=1_000).hits]
    begins = [label.startswith("soft p") for label in labels]
    assert any(begins)
    assert begins == sorted(begins, reverse=True)


def test_a_kind_narrows(library: sqlite3.Connection) -> None:
    for query in ("china", "chi", "c"):
        hits = found(library, query, kind="event", limit=10_000)
        assert {hit.kind for hit in hits.hits} == {"event"}
        assert hits.total == len(
            {i for i in matching_ids(library, query) if i.startswith("event:")}
        )
