"""A library on railways: its vocabularies, facets and tree are its own, and SQLite guards them."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.fields import described_classes, fields_of, governed_fields
from spexplorer.domain.filters import Filter, Values
from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record
from spexplorer.domain.vocabularies import CLOSED
from spexplorer.exploring.answers import Answers
from spexplorer.formats.text_sources import read_folder
from spexplorer.operations.export import export_library, records_of
from spexplorer.operations.library_build import build_library
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.reader import Reader, build_index
from spexplorer.readings.record import read_record
from spexplorer.storage.connection import open_writing
from spexplorer.storage.records import table_of
from spexplorer.support.errors import AppError
from spexplorer.words.filters import constraint_in_words, facet_label
from spexplorer.words.language import PLAIN

OF_THE_BUNDLED = re.compile(r"soft power|influence|culture|diplomacy|china|kazakh", re.IGNORECASE)


@pytest.fixture
def reader(railways: Path):
    reader = Reader(railways)
    yield reader
    reader.close()


def test_facets_are_called_as_the_library_calls_them(reader: Reader) -> None:
    labels = {facet.name: facet_label(PLAIN, reader, facet.name) for facet in reader.facets()}
    assert labels["vector"] == "Branch of the railway"
    assert labels["event_type"] == "Kind of happening"
    assert labels["verdict"] == "Judgement of engineers"
    assert labels["form"] == "Legal form"
    assert not any(OF_THE_BUNDLED.search(label) for label in labels.values())
    chip = constraint_in_words(PLAIN, reader, Values("vector", frozenset({"track"})))
    assert chip == "Branch of the railway: Track and bridges"


def test_the_record_calls_its_fields_as_the_library_does(reader: Reader) -> None:
    (wagons,) = (one for one in reader.records("instrument") if one.id == "instrument:goods-wagons")
    groups = {group.key: group for group in read_record(PLAIN, reader, wagons).groups}
    names = [row.name for row in groups["values"].rows]
    assert "Branch of the railway" in names
    assert not OF_THE_BUNDLED.search(" ".join(names))


def test_facets_without_a_value_are_not_there(reader: Reader, tmp_path: Path) -> None:
    assert {"office", "role", "sender", "receiver", "tag", "collection", "status"} <= {
        facet.name for facet in reader.facets()
    }
    new_library(tmp_path / "empty.spex")
    with closing(Reader(tmp_path / "empty.spex")) as empty:
        assert empty.facets() == ()


@pytest.mark.parametrize(
    ("facet", "values", "under"),
    [
        ("office", {"Head of traffic"}, "agent:engineer"),
        ("role", {"sender", "recipient"}, "event:1906-grain"),
        ("sender", {"agent:grain-house"}, "event:1906-grain"),
        ("receiver", {"agent:engineer"}, "event:1906-grain"),
        ("tag", {"winter"}, "event:1905-opening"),
        ("collection", {"branch"}, "event:1905-opening"),
        ("status", {"draft", "checked", "approved"}, "agreement:1904-concession"),
        ("vector", {"track", "rolling-stock"}, "instrument:goods-wagons"),
    ],
)
def test_facets_count_what_the_records_say(
    railways: Path, facet: str, values: set[str], under: str
) -> None:
    index = build_index(railways)
    assert {key[0] if isinstance(key, tuple) else key for key in _counts(index, facet)} == values
    passing = Answers(index, Filter((Values(facet, frozenset(values)),))).passing()
    assert under in _ids(railways, passing)


def _counts(index, facet: str):
    return Answers(index, Filter()).counts(facet)


def _ids(path: Path, passing) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        every = [row[0] for row in connection.execute("SELECT uid FROM record ORDER BY id")]
    return {every[at] for at in passing.possible.nonzero()[0]}


def test_terms_keep_help_other_words_and_their_tree(reader: Reader) -> None:
    schemes = reader.schemes()
    track = schemes["vector"].terms[0]
    assert (track.label, track.alternatives) == ("Track and bridges", ("permanent way",))
    assert {term.code: term.broader for term in schemes["collection"].terms}["branch"] == "north"
    assert "culture" not in reader.terms("vector")
    assert reader.term("date_basis", "computed") == "Computed"


def test_every_record_comes_back_as_the_sources_have_it(railways: Path) -> None:
    folder = Path(__file__).parents[1] / "data" / "railways" / "records"
    wanted = {record.id: to_plain(record) for record in read_folder(folder)}
    with closing(Reader(railways)) as reader:
        found = {uid: to_plain(reader.record(uid)) for uid in wanted}
    for uid, plain in wanted.items():
        for key in ("origin", "created", "modified"):
            plain[key] = found[uid][key]
    assert found == wanted
    stream = io.StringIO()
    export_library(railways, stream)
    assert not OF_THE_BUNDLED.search(json.dumps(json.loads(stream.getvalue())))
    assert len(list(records_of(railways))) == len(wanted)


def test_every_open_vocabulary_is_a_foreign_key(railways: Path) -> None:
    with closing(sqlite3.connect(railways)) as connection:
        keys = {
            (table, row[3])
            for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
            for row in connection.execute(f"PRAGMA foreign_key_list({table})")
            if row[2] == "term"
        }
    for owner in described_classes():
        for field in fields_of(owner):
            if field.scheme and field.scheme not in CLOSED:
                common = issubclass(owner, Record) and field.name == "collections"
                table = "membership" if common else table_of(owner)
                column = "collection" if common else field.name
                assert (table, f"{column}_term") in keys, (owner, field.name)
    assert governed_fields()["vector"][1].name == "vector"


def test_sqlite_refuses_what_is_no_term_and_the_end_of_one_in_use(
    railways: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.spex"
    shutil.copy(railways, copy)
    with closing(open_writing(copy)) as connection:
        for statement in (
            "UPDATE instrument SET vector = 'culture'",
            "UPDATE event SET event_type = 'diplomatic'",
            "INSERT INTO membership (record, position, collection) VALUES (1, 5, 'none')",
            "DELETE FROM term WHERE scheme = 'vector' AND code = 'track'",
            "DELETE FROM scheme WHERE code = 'unit'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
        connection.execute("DELETE FROM term WHERE scheme = 'vector' AND code = 'stations'")


def test_a_value_outside_the_vocabulary_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    shutil.copytree(Path(__file__).parents[1] / "data" / "railways", folder)
    records = folder / "records" / "all.toml"
    text = records.read_text(encoding="utf-8").replace('vector = "track"', 'vector = "culture"')
    records.write_text(text, encoding="utf-8")
    with pytest.raises(AppError, match=r"culture.*vocabulary vector"):
        build_library(folder, tmp_path / "out.spex")


def test_a_new_library_may_have_other_vocabularies(tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "data" / "railways" / "vocabularies.toml"
    new_library(tmp_path / "mine.spex", source)
    with closing(Reader(tmp_path / "mine.spex")) as mine:
        assert list(mine.terms("vector")) == ["track", "rolling-stock", "stations"]
        assert mine.schemes()["vector"].label == "Branch of the railway"
        assert "book" in mine.terms("work_type")
