"""What can be read of a damaged library is saved into a sound one, and what is derived is written anew."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.editing import LibraryWriter, add_plain, set_fields
from spexplorer.operations.examination import examine, rebuild
from spexplorer.operations.salvage import salvage
from spexplorer.storage.connection import open_writing
from spexplorer.support.errors import DamagedLibraryError, LibraryError

PAGE = 4096


def root_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
        return int(row.fetchone()[0])


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


@pytest.fixture
def damaged(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "damaged.spex"
    shutil.copyfile(bundled, path)
    return path


def saved(damaged: Path) -> tuple[object, Path]:
    target = damaged.with_name("saved.spex")
    before = damaged.read_bytes()
    found = salvage(damaged, target)
    assert damaged.read_bytes() == before
    assert sorted(path.name for path in damaged.parent.iterdir()) == [damaged.name, target.name]
    assert examine(target).findings == ()
    return found, target


def test_a_sound_library_is_saved_whole(damaged: Path, bundled: Path) -> None:
    found, target = saved(damaged)
    assert (found.lost, found.given_up, found.missing) == ({}, (), ())
    assert sum(found.kinds.values()) == examine(bundled).records
    assert examine(target).corrected == ()


def test_parts_in_places_that_cannot_be_are_numbered_anew(damaged: Path) -> None:
    """Places below zero meet those that are right when they are numbered one after the other."""
    with closing(sqlite3.connect(damaged)) as connection:
        record, number = connection.execute(
            "SELECT record, count(*) FROM name_form GROUP BY record ORDER BY 2 DESC LIMIT 1"
        ).fetchone()
        connection.execute(
            "UPDATE name_form SET position = -9 WHERE record = ? AND position = 1", (record,)
        )
        connection.execute(
            "UPDATE name_form SET position = 1000000000 WHERE record = ? AND position = 2",
            (record,),
        )
        connection.execute("UPDATE term SET alternatives = '[broken' WHERE id = 1")
        connection.commit()
    assert number > 2
    _, target = saved(damaged)
    with closing(sqlite3.connect(target)) as connection:
        places = connection.execute(
            "SELECT position FROM name_form WHERE record = ? ORDER BY position", (record,)
        ).fetchall()
        assert places == [(at,) for at in range(number)]


@pytest.mark.parametrize("length", [16, 100])
def test_a_lost_header_costs_nothing(damaged: Path, length: int) -> None:
    overwrite(damaged, 0, b"\0" * length)
    found, _ = saved(damaged)
    assert found.lost == {}


def test_lost_terms_are_put_back_by_their_codes(damaged: Path) -> None:
    overwrite(damaged, (root_of(damaged, "term") - 1) * PAGE, b"\xa5" * PAGE)
    found, target = saved(damaged)
    assert set(found.lost) == {"term"}
    assert found.missing == ()
    with closing(sqlite3.connect(target)) as connection:
        labels = dict(connection.execute("SELECT key, label FROM term"))
    assert labels["unit:percent"] == "per cent" or labels["unit:percent"]


def test_a_date_of_no_role_and_values_of_another_kind_are_left_out(damaged: Path) -> None:
    """A byte of a page turns one into the other."""
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute(
            "UPDATE dating SET role = 'nobody', edtf = '2017-1\ufffd-03' WHERE id = 5"
        )
        agent = connection.execute("SELECT min(id) FROM record WHERE kind = 'agent'").fetchone()[0]
        connection.execute(
            "INSERT INTO statistic (id, measure, value, unit, qualifier)"
            " SELECT ?, measure, value, unit, qualifier FROM statistic LIMIT 1", (agent,)
        )  # fmt: skip
        connection.commit()
    found = [one.what for one in examine(damaged).findings]
    assert any(words.endswith("1 record has values of another kind") for words in found)
    assert not [words for words in found if "sort key" in words]
    told, target = saved(damaged)
    assert told.lost["statistic"] == 1
    assert told.lost["dating"] >= 1
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT uid FROM record WHERE id = ?", (agent,)).fetchone()


def test_a_lost_kind_takes_its_links_with_it(damaged: Path) -> None:
    overwrite(damaged, (root_of(damaged, "statistic") - 1) * PAGE, b"\xa5" * PAGE)
    found, _ = saved(damaged)
    assert found.kinds["statistic"] == 0
    assert found.kinds["event"] > 100
    assert found.lost["statistic"] and found.lost["link"]
    assert all(uid.startswith("statistic:") for uid in found.missing)


def test_rows_that_nobody_can_believe_are_left_out(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.executescript(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"
            "UPDATE dating SET edtf = 'soon' WHERE id IN"
            " (SELECT min(dating.id) FROM dating JOIN event ON event.id = record);"
            "UPDATE passage SET footnote_marks = '[' WHERE id IN (SELECT min(id) FROM passage);"
            "UPDATE note SET confidence = 'none' WHERE id IN (SELECT min(id) FROM note);"
            "DELETE FROM evidence WHERE position = 0;"
            "DELETE FROM link WHERE predicate = 'contributors.agent' AND position = 0;"
            "DROP TABLE redirect; CREATE VIEW redirect AS WITH RECURSIVE n (i) AS"
            " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS uid, i AS target FROM n;"
        )
    found, _ = saved(damaged)
    assert found.lost["dating"] == 1
    assert found.lost["redirect"] == 1
    assert found.given_up == ("passage:kn2018-1-01-1",)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_pages_are_lost_the_rest_is_sound(damaged: Path, seed: int) -> None:
    chance = random.Random(seed)
    with closing(sqlite3.connect(damaged)) as connection:
        # Without the pages of the schema nobody knows which page belongs to which table.
        query = "SELECT pageno FROM dbstat WHERE name <> 'sqlite_schema' ORDER BY pageno"
        pages = [int(row[0]) for row in connection.execute(query)]
    for page in chance.sample(pages, 20):
        overwrite(damaged, (page - 1) * PAGE, chance.randbytes(PAGE))
    found, _ = saved(damaged)
    assert found.lost


def pages_of(path: Path, *tables: str) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, pageno FROM dbstat ORDER BY pageno").fetchall()
    return [int(page) for name, page in rows if name in tables]


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables that hold what was entered."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite_%'"
            " AND name NOT LIKE 'search%' AND name NOT IN ('library', 'name_key')"
        ).fetchall()
        return {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2').fetchall()
            for (table,) in tables
        }


@pytest.mark.parametrize("content", [b"\0", b"\xa5"])
def test_a_lost_first_page_costs_the_list_of_tables_alone(
    damaged: Path, bundled: Path, content: bytes
) -> None:
    """The pages that the list goes on to still name the first page of each table."""
    overwrite(damaged, 0, content * PAGE)
    found, target = saved(damaged)
    assert found.lost == {"sqlite_schema": 1}
    assert (found.given_up, found.missing) == ((), ())
    assert contents(target) == contents(bundled)


def test_without_any_list_of_tables_rows_tell_to_which_they_belong(
    damaged: Path, bundled: Path
) -> None:
    for page in pages_of(damaged, "sqlite_schema"):
        overwrite(damaged, (page - 1) * PAGE, b"\0" * PAGE)
    found, target = saved(damaged)
    assert found.lost == {"sqlite_schema": 1, "edition_record": 1}
    was, now = contents(bundled), contents(target)
    assert {table for table in was if was[table] != now[table]} == {"edition_record"}


@pytest.mark.parametrize("number", [16, 64])
def test_a_lost_beginning_of_the_file_costs_what_stood_there(
    damaged: Path, bundled: Path, number: int
) -> None:
    """The first pages of the tables are gone, and with them what holds their other pages together."""
    gone = {table for table in contents(bundled) if len(pages_of(bundled, table)) == 1}
    overwrite(damaged, 0, b"\0" * PAGE * number)
    found, target = saved(damaged)
    assert set(found.lost) == {"sqlite_schema"}
    assert (found.given_up, found.missing) == ((), ())
    was, now = contents(bundled), contents(target)
    changed = {table for table in was if was[table] != now[table]}
    # The origin of the records is lost, its number is kept.
    assert changed - gone == ({"record"} if now["record"] != was["record"] else set())


def test_pages_that_an_edited_library_freed_are_not_taken_for_its_rows(damaged: Path) -> None:
    new = [{"name": f"Agent {n}", "agent_type": "person"} for n in range(400)]
    writer = LibraryWriter(damaged)
    writer.run(add_plain("agent", new))
    writer.run(set_fields("agent:nye-joseph", {"name": "Nye, J. S."}))
    writer.close()
    with closing(sqlite3.connect(damaged, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM record WHERE uid GLOB 'agent:agent-*'")
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 20
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    was = contents(damaged)
    for page in pages_of(damaged, "sqlite_schema"):
        overwrite(damaged, (page - 1) * PAGE, b"\0" * PAGE)
    _, target = saved(damaged)
    now = contents(target)
    assert {table for table in was if was[table] != now[table]} == {"edition_record"}


def test_what_holds_nothing_is_refused_and_leaves_no_trace(damaged: Path, tmp_path: Path) -> None:
    damaged.write_bytes(os.urandom(40_000))
    with pytest.raises(LibraryError, match=r"The list of the tables in .* is lost, .*; "):
        salvage(damaged, tmp_path / "saved.spex")
    assert [path.name for path in tmp_path.iterdir()] == [damaged.name]
    for target in (damaged, tmp_path):
        with pytest.raises(LibraryError, match="exists already"):
            salvage(damaged, target)


def test_the_command_tells_what_was_lost(spexplorer, damaged: Path) -> None:
    done = spexplorer("salvage", damaged, "-o", "whole.spex")
    assert (done.returncode, done.stdout) == (0, "")
    overwrite(damaged, (root_of(damaged, "statistic") - 1) * PAGE, b"\xa5" * PAGE)
    done = spexplorer("salvage", damaged, "-o", "part.spex")
    assert done.returncode == 3
    assert "statistic" in done.stderr
    done = spexplorer("salvage", damaged, "-o", "again.spex", "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["lost"]["statistic"] > 0
    damaged.write_bytes(b"x" * 9000)
    done = spexplorer("salvage", damaged, "-o", "none.spex")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


DERIVED = [
    "UPDATE record SET sort_key = 'x' WHERE id < 100",
    "UPDATE dating SET start_min = start_min - 1 WHERE start_min IS NOT NULL",
    "UPDATE dating SET doubtful = 1 - doubtful",
    "DELETE FROM search_document WHERE id < 100",
    "DELETE FROM name_key",
    "UPDATE search_document SET body = 'x'",
    "DELETE FROM search_index_docsize",
    "INSERT INTO search_index (search_index) VALUES ('delete-all')",
    "INSERT INTO search_index (rowid, names, body) VALUES (999999, 'x', 'y')",
    "DROP INDEX record_by_kind",
    "DROP INDEX record_by_kind; CREATE INDEX record_by_kind ON record (kind)",
]


@pytest.mark.parametrize("statement", DERIVED)
def test_what_is_derived_is_written_anew(damaged: Path, bundled: Path, statement: str) -> None:
    with closing(open_writing(damaged)) as connection:
        connection.executescript(statement)
    found = examine(damaged).findings
    assert found
    assert {finding.remedy.value for finding in found} == {"rebuild"}
    rebuild(damaged)
    again = examine(damaged)
    assert (again.findings, again.corrected, again.removed) == ((), (), ())


def test_only_what_is_derived_is_written_anew(damaged: Path, bundled: Path) -> None:
    with pytest.raises(LibraryError, match="never written to"):
        rebuild(bundled)
    with closing(open_writing(damaged)) as connection:
        connection.execute("UPDATE passage SET footnote_marks = '['")
    before = damaged.read_bytes()
    with pytest.raises(DamagedLibraryError, match="cannot be read"):
        rebuild(damaged)
    assert damaged.read_bytes() == before


def test_the_command_names_the_remedy_that_helps(spexplorer, damaged: Path) -> None:
    with closing(open_writing(damaged)) as connection:
        connection.execute("DELETE FROM name_key")
    done = spexplorer("check", damaged)
    assert done.returncode == 1
    assert f"“spexplorer check --rebuild {damaged}”" in done.stderr
    document = json.loads(spexplorer("check", "--json", damaged).stdout)
    assert {finding["remedy"] for finding in document["findings"]} == {"rebuild"}
    done = spexplorer("check", "--rebuild", damaged)
    assert (done.returncode, done.stdout) == (0, f"{damaged} is sound.\n")
    with closing(open_writing(damaged)) as connection:
        connection.execute("DELETE FROM link WHERE predicate = 'evidence.passage'")
    done = spexplorer("check", damaged)
    assert "spexplorer restore" in done.stderr and "spexplorer salvage" in done.stderr
