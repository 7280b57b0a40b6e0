"""Commands that change a library: each is one step; bad input is one sentence, exit 2, nothing written."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

NYE = "agent:nye-joseph"


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    return path


def test_a_day_at_the_desk(spexplorer, own: Path, tmp_path: Path) -> None:
    before = spexplorer("export", own).stdout
    added = spexplorer(
        "add",
        "event",
        "title=Визит",
        "event_type=political",
        "date=2013-09",
        f'agents=["{NYE}"]',
        own,
    )
    assert (added.returncode, added.stdout) == (0, "event:2013-09-vizit\n")
    assert added.stderr == "Step 1: Add Визит\n"
    assert spexplorer("set", NYE, "name=Nye, J. S.", "suffix=", own).returncode == 0
    file = tmp_path / "two.json"
    file.write_text(json.dumps([{"name": "A"}, {"name": "B"}]), encoding="utf-8")
    two = spexplorer("add", "agent", "--json", file, "agent_type=person", own)
    assert two.stdout.split() == ["agent:a", "agent:b"]
    assert spexplorer("merge", "agent:a", "agent:b", own).returncode == 0
    assert spexplorer("delete", NYE, "--detach", own).returncode == 0
    told = json.loads(spexplorer("history", "--json", own).stdout)
    assert [(one["step"], one["label"], one["undone"]) for one in told] == [
        (5, "Delete Nye, J. S.", False),
        (4, "Merge 1 record into A", False),
        (3, "Add 2 records", False),
        (2, "Rename to Nye, J. S.", False),
        (1, "Add Визит", False),
    ]
    (change,) = told[3]["changes"]
    assert change == {
        "record": NYE, "field": "name", "before": "Nye, Joseph S.", "after": "Nye, J. S."
    }  # fmt: skip
    after = spexplorer("export", own).stdout
    assert spexplorer("undo", "--to", 2, own).stderr.count("Undid step") == 4
    assert spexplorer("revert", 1, own).stderr.startswith("Step 6: Take back step 1")
    assert spexplorer("undo", own).returncode == 0
    assert spexplorer("undo", own).returncode == 0
    assert spexplorer("export", own).stdout == before
    refused = spexplorer("redo", "--to", 5, own)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert after != before
    assert spexplorer("check", own).returncode == 0


def test_the_users_own_library_is_made_first(spexplorer, home: Path, bundled: Path) -> None:
    content = bundled.read_bytes()
    assert spexplorer("set", NYE, "name=Nye").returncode == 0
    assert (home / "data" / "library.spex").is_file()
    assert "Rename to Nye" in spexplorer("history", NYE).stdout
    assert bundled.read_bytes() == content


def test_an_export_comes_back_equal(spexplorer, bundled: Path, tmp_path: Path) -> None:
    file, path = tmp_path / "all.json", tmp_path / "new.spex"
    assert spexplorer("export", bundled, "-o", file).returncode == 0
    assert spexplorer("new", path).returncode == 0
    rehearsed = spexplorer("import", "--dry-run", file, path)
    assert (rehearsed.returncode, "0 equal" in rehearsed.stderr) == (0, True)
    assert spexplorer("import", file, path).returncode == 0
    assert spexplorer("export", path).stdout == file.read_text(encoding="utf-8")
    assert spexplorer("check", path).returncode == 0
    again = spexplorer("import", file, path)
    assert (again.returncode, "0 new" in again.stderr) == (0, True)
    assert spexplorer("undo", path).returncode == 0
    assert json.loads(spexplorer("info", "--json", path).stdout)["records"] == 0
    assert spexplorer("redo", path).returncode == 0
    assert spexplorer("export", path).stdout == file.read_text(encoding="utf-8")


def test_an_import_tells_what_it_could_not_take(spexplorer, tmp_path: Path, own: Path) -> None:
    file = tmp_path / "some.json"
    agent = {"id": "agent:x", "name": "X", "agent_type": "hermit"}
    event = {
        "id": "event:x",
        "title": "X",
        "event_type": "political",
        "agents": ["agent:gone", "agent:x"],
    }
    bad = {"id": "event:y", "title": "X", "event_type": "political", "date": "2013-13"}
    nye = {"id": NYE, "name": "Another", "agent_type": "person"}
    whole = {
        "format": "spexplorer-library",
        "version": 1,
        "agents": [agent, nye],
        "events": [event, bad],
    }
    file.write_text(json.dumps(whole), encoding="utf-8")
    done = spexplorer("import", file, own)
    assert done.returncode == 3
    for words in ("term hermit was added", f"{NYE} differs", "agent:gone", "month 13", "2 new"):
        assert words in done.stderr


BAD = (
    ("set", NYE, "nam=x"),
    ("set", NYE, "name"),
    ("set", NYE, "tags=one"),
    ("set", "agent:nobody", "name=x"),
    ("set", "nobody", "name=x"),
    ("add", "event", "titel=x"),
    ("add", "event", "title=x"),
    ("add", "place", "name=x", "place_type=city", "latitude=north"),
    ("add", "agent", "--json", "missing.json"),
    ("delete", NYE),
    ("delete", "agent:nobody"),
    ("merge", NYE, "place:kazakhstan"),
    ("merge", NYE, NYE),
    ("undo",),
    ("undo", "--to", "7"),
    ("redo",),
    ("revert", "7"),
    ("import", "missing.json"),
)


@pytest.mark.parametrize("command", BAD, ids=" ".join)
def test_bad_input_is_one_sentence(spexplorer, own: Path, command) -> None:
    with closing(sqlite3.connect(own)) as connection:
        before = list(connection.iterdump())
    done = spexplorer(*command, own)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    with closing(sqlite3.connect(own)) as connection:
        assert list(connection.iterdump()) == before


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write everywhere")
def test_a_file_that_cannot_be_written_is_told_of(spexplorer, own: Path) -> None:
    own.chmod(0o400)
    done = spexplorer("set", NYE, "name=x", own)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_library_that_another_program_writes_to_is_told_of(spexplorer, own: Path) -> None:
    assert spexplorer("set", NYE, "name=x", own).returncode == 0
    with closing(sqlite3.connect(own, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = spexplorer("set", NYE, "name=y", own)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert str(os.getpid()) in done.stderr or os.name == "nt"


def test_several_records_are_set_added_to_and_taken_from_in_one_step(spexplorer, own) -> None:
    ids = [NYE, "agent:huang-chin-hao"]
    done = spexplorer("set", *ids, "status=checked", "tags+=scholar", "tags+=seen", own)
    assert (done.returncode, done.stderr) == (0, "Step 1: Change 2 records: Review, Tags\n")
    assert spexplorer("set", ids[1], "tags-=seen", own).returncode == 0
    agents = json.loads(spexplorer("export", own).stdout)["agents"]
    found = {one["id"]: (one["status"], one["tags"][-2:]) for one in agents if one["id"] in ids}
    assert found[NYE] == ("checked", ["scholar", "seen"])
    assert found[ids[1]][1][-1] == "scholar"
    wrong = spexplorer("set", *ids, "colour+=red", own)
    assert wrong.returncode == 2
    assert "colour is no field" in wrong.stderr
