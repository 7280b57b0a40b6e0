"""A typed figure finds the statistics that carry it, in every library and however it is written."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.findings import Statistic
from spexplorer.domain.records import Record
from spexplorer.storage.connection import open_reading
from spexplorer.storage.folding import fold
from spexplorer.storage.quantities import carriers
from spexplorer.storage.search import count, matching_ids, matching_numbers, search
from spexplorer.storage.search_documents import index_records

TRADE = "statistic:trade-turnover-2017"
LEARNERS = "statistic:confucius-learners-world"


@pytest.fixture(scope="module")
def library(bundled: Path):
    with closing(open_reading(bundled)) as connection:
        yield connection


@pytest.fixture(scope="module")
def older(bundled: Path, tmp_path_factory: pytest.TempPathFactory):
    """A library as it was made before figures were indexed: no forms, no index by value."""
    path = tmp_path_factory.mktemp("older") / "older.spex"
    shutil.copy(bundled, path)
    path.chmod(0o644)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP INDEX statistic_by_value")
        connection.execute("DROP INDEX statistic_by_value_high")
        connection.execute(
            "UPDATE search_document SET body = 'states' WHERE id IN (SELECT id FROM statistic)"
        )
        connection.commit()
        yield connection


WRITTEN = [
    *((query, TRADE) for query in ("28.6", "28,6", "28.6 billion", "28.6 billion dollars", "28.6 bn")),
    *((query, TRADE) for query in ("$28.6bn", "US$28.6 billion", "28.6 US$ billion", "28,6 млрд")),
    *((query, TRADE) for query in ("28600000000", "28,600,000,000", "286亿", "trade 2017 28.6")),
    *((query, LEARNERS) for query in ("2.1 million", "2,1 млн", "2100000", "2,100,000", "2 100 000")),
    *((query, LEARNERS) for query in ("2.1m", "2.1 million people", "2\u00a0100\u00a0000")),
    ("9.8", "statistic:trade-growth-gap"),
    ("9.823", "statistic:trade-growth-gap"),
    ("1,073", "statistic:confucius-classes-world"),
    ("1073", "statistic:confucius-classes-world"),
    ("15,000", "statistic:confucius-learners-per-country"),
    ("10-12 %", "statistic:trade-growth-stated"),
    ("12", "statistic:trade-growth-stated"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "wanted"), WRITTEN)
def test_a_figure_finds_first_what_carries_it(
    library: sqlite3.Connection, older: sqlite3.Connection, query: str, wanted: str
) -> None:
    assert search(library, query).hits[0].id == wanted
    assert search(library, query, large=0).hits[0].id == wanted
    if query != "trade 2017 28.6":  # its other words are not in an index without words
        assert search(older, query).hits[0].id == wanted


@pytest.mark.parametrize("query", ["rank 2", "2nd", "№ 2"])
def test_a_rank_finds_the_ranks(library: sqlite3.Connection, query: str) -> None:
    first = [hit.id for hit in search(library, query).hits[:2]]
    assert first == ["statistic:china-film-market-rank", "statistic:business-tourism-rank"]


@pytest.mark.parametrize(
    "query",
    [
        "28.6 million",
        "28.7",
        "28.6 persons",
        '"28.6"',
        "billion",
        "28.6 zebras",
        "9" * 400,
        "28.6.1",
    ],
)
def test_other_figures_are_not_taken_for_it(library: sqlite3.Connection, query: str) -> None:
    number = dict(library.execute("SELECT uid, id FROM record WHERE kind = 'statistic'"))[TRADE]
    assert number not in carriers(library, query)


def test_what_equals_a_figure_comes_before_what_rounds_to_it(
    library: sqlite3.Connection, store: Callable[[sqlite3.Connection, list[Record]], dict[str, int]]
) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        library.backup(connection)
        made = [
            Statistic(id=f"statistic:made-{n}", measure=f"Made {n}", value=value, unit="ratio")
            for n, value in enumerate((28.64, 28.6, 28.66))
        ]
        rows = store(connection, made)
        index_records(connection, [(rows[one.id], one) for one in made])
        found = [hit.id for hit in search(connection, "28.6").hits[:3]]
        assert found == [TRADE, "statistic:made-1", "statistic:made-0"]
        assert "statistic:made-2" not in found


@pytest.mark.parametrize("query", ["28.6 bn", "2,1 млн", "2nd", "28.6", "12", "7.8"])
@pytest.mark.parametrize("large", [0, 50_000])
def test_hits_are_all_counted_and_all_kept(
    older: sqlite3.Connection, query: str, large: int
) -> None:
    hits = search(older, query, limit=1_000, large=large)
    ids = [hit.id for hit in hits.hits]
    assert len(ids) == len(set(ids)) == hits.total == count(older, query)
    assert set(ids) == matching_ids(older, query)
    assert len(matching_numbers(older, query)) == hits.total
    assert list(matching_numbers(older, query)) == sorted(hit.number for hit in hits.hits)


def test_a_kind_leaves_other_kinds_out(library: sqlite3.Connection) -> None:
    assert {hit.kind for hit in search(library, "28.6", kind="claim").hits} == {"claim"}
    assert search(library, "28.6", kind="statistic").hits[0].id == TRADE


def test_units_are_found_by_the_words_people_use(library: sqlite3.Connection) -> None:
    for word in ("USD", "dollars", "billion"):
        assert TRADE in matching_ids(library, f"trade turnover {word} ")
    assert LEARNERS in matching_ids(library, "people studying chinese million ")


def test_a_figure_in_a_text_is_found_with_and_without_commas(library: sqlite3.Connection) -> None:
    event = "event:2017-confucius-institutes-worldwide"
    assert event in matching_ids(library, "1,073 ") & matching_ids(library, "1073 ")


def test_a_value_is_looked_up_by_its_index(library: sqlite3.Connection) -> None:
    for bound in ("value", "value_high"):
        plan = library.execute(
            f"EXPLAIN QUERY PLAN SELECT id FROM statistic WHERE {bound} BETWEEN 1 AND 2 LIMIT 9"
        ).fetchall()
        assert f"statistic_by_{bound} (" in plan[0][3]


def test_a_name_that_is_a_number_stays_first(library: sqlite3.Connection) -> None:
    labels = library.execute(
        "SELECT title FROM (SELECT title FROM work UNION ALL SELECT title FROM event)"
        " WHERE title GLOB '*[0-9]*'"
    ).fetchall()
    assert labels
    for (label,) in labels:
        assert fold(search(library, label, limit=1).hits[0].title) == fold(label)
