"""A library of the schema before vocabularies were rows (0006) is brought up to date with all it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from spexplorer.storage.connection import set_up
from spexplorer.storage.migrate import migrations
from spexplorer.storage.vocabulary import read_schemes

OLD = """
INSERT INTO library VALUES ('name', 'Old'), ('version', '1');
INSERT INTO origin (id, type, name, version) VALUES (1, 'user', 'Old', '1');
INSERT INTO term (scheme, code, label, position) VALUES
    ('vector', 'culture', 'Culture', 0), ('vector', 'media', 'Media', 1),
    ('agent_type', 'person', 'Person', 0), ('event_type', 'political', 'Politics', 0),
    ('verdict', 'effective', 'Effective', 0), ('work_type', 'book', 'Book', 0),
    ('work_status', 'draft', 'Draft', 0), ('date_basis', 'stated', 'Stated', 0),
    ('contributor_role', 'author', 'author', 0), ('own', 'x', 'Of the user', 0);
INSERT INTO record (id, uid, kind, label, sort_key, origin, created, modified) VALUES
    (1, 'work:w', 'work', 'W', 'w', 1, '', ''), (2, 'agent:a', 'agent', 'A', 'a', 1, '', ''),
    (3, 'instrument:i', 'instrument', 'I', 'i', 1, '', ''), (4, 'event:e', 'event', 'E', 'e', 1, '', '');
INSERT INTO work (id, type, title, status) VALUES (1, 'book', 'W', 'approved');
INSERT INTO agent (id, agent_type, name) VALUES (2, 'person', 'A');
INSERT INTO instrument (id, name, vector) VALUES (3, 'I', 'media');
INSERT INTO assessment (record, position, verdict, basis) VALUES (3, 0, 'effective', 'explicit');
INSERT INTO event (id, title, event_type, date_basis) VALUES (4, 'E', 'political', 'stated');
INSERT INTO contributor (record, position, role) VALUES (1, 0, 'author');
INSERT INTO link (source, source_kind, predicate, position, target, target_kind)
    VALUES (1, 'work', 'contributors.agent', 0, 2, 'agent');
"""


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(Database(tmp_path / "old.spex")) as db:
        set_up(db.conn)
        migrations().apply(db, stop_before="0007_model")
        db.executescript(OLD)
        set_up(db.conn)
        migrations().apply(db, stop_before="0008_parts")
        yield db.conn


def test_values_terms_and_links_are_kept(migrated: sqlite3.Connection) -> None:
    found = migrated.execute
    assert found("SELECT vector FROM instrument").fetchone() == ("media",)
    assert found("SELECT agent_type FROM agent").fetchone() == ("person",)
    assert found("SELECT verdict FROM assessment").fetchone() == ("effective",)
    assert found("SELECT status FROM record ORDER BY id").fetchall() == [
        ("approved",), ("draft",), ("draft",), ("draft",),
    ]  # fmt: skip
    assert found("SELECT count(*) FROM link").fetchone() == (1,)
    assert found("PRAGMA foreign_key_check").fetchall() == []
    assert found("PRAGMA integrity_check").fetchone() == ("ok",)


def test_vocabularies_become_schemes_in_their_order(migrated: sqlite3.Connection) -> None:
    schemes = read_schemes(migrated)
    assert list(schemes["vector"].labels.items()) == [("culture", "Culture"), ("media", "Media")]
    assert schemes["own"].labels == {"x": "Of the user"}
    assert schemes["vector"].facet == 10 and schemes["work_type"].facet is None
    assert "sender" in schemes["participant_role"].labels
    assert not {"work_status", "date_basis"} & set(schemes)


def test_sqlite_guards_the_vocabularies_from_now_on(migrated: sqlite3.Connection) -> None:
    for statement in (
        "UPDATE instrument SET vector = 'own'",
        "DELETE FROM term WHERE code = 'media'",
        "UPDATE contributor SET role = 'x'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            migrated.execute(statement)
