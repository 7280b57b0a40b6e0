"""Every command by a second process: what it prints where, and its exit code."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.kinds import KINDS, PLURALS
from spexplorer.operations.editing import LibraryWriter, set_fields

Q = "soft power"


def hits(stdout: str) -> list[str]:
    return [line for line in stdout.splitlines() if not line.startswith(" ")]


def test_search_lists_hits_and_tells_their_number_beside_them(spexplorer) -> None:
    done = spexplorer("search", "мягкая сила", "--limit", 3)
    assert (done.returncode, len(hits(done.stdout))) == (0, 3)
    assert hits(done.stdout)[0] == "concept:soft-power"
    assert done.stderr.startswith("3 of ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", Q, "--limit", "3", "LIB"),
        ("search", "--limit=3", Q, "LIB"),
        ("search", Q, "LIB", "--limit", "3"),
        ("--trace", "t.json", "search", Q, "LIB", "--limit", "3"),
        ("search", "--trace", "t.json", Q, "--limit", "3", "LIB"),
        ("search", "--limit", "3", "--", Q, "LIB"),
    ],
)
def test_options_stand_where_one_likes(spexplorer, bundled: Path, arguments: tuple) -> None:
    named = [bundled if word == "LIB" else word for word in arguments]
    done = spexplorer(*named)
    assert (done.returncode, len(hits(done.stdout))) == (0, 3), done.stderr


def test_search_as_json_is_one_document_and_nothing_else(spexplorer) -> None:
    done = spexplorer("search", "哈萨克斯坦", "--json", "--kind", "place", "--limit", "2")
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(found) == ["query", "total", "hits"]
    assert found["query"] == "哈萨克斯坦"
    assert found["total"] >= len(found["hits"]) == 2
    assert found["hits"][0]["id"] == "place:kazakhstan"
    keys = ["id", "kind", "label", "detail", "score", "matched", "missing", "group"]
    assert all(list(hit) == keys for hit in found["hits"])
    assert all(hit["matched"] == ["哈萨克斯坦"] and hit["missing"] == [] for hit in found["hits"])
    assert all(hit["group"] == hit["id"] for hit in found["hits"])
    assert {hit["kind"] for hit in found["hits"]} == {"place"}


@pytest.mark.parametrize("query", ["soft power", "28.6 billion", "Nye", '"soft power" Huang', "a"])
def test_scores_fall_from_the_first_hit_to_the_last(spexplorer, query: str) -> None:
    found = json.loads(spexplorer("search", query, "--json", "--limit", 100).stdout)["hits"]
    scores = [hit["score"] for hit in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[-1] >= 0
    assert found[0]["matched"] == (["soft power", "Huang"] if '"' in query else query.split())


def test_search_as_json_finds_nothing_in_peace(spexplorer) -> None:
    done = spexplorer("search", "zzzzqqqq", "--json")
    assert (done.returncode, json.loads(done.stdout)["hits"], done.stderr) == (0, [], "")


def test_the_number_of_hits_may_be_asked_alone(spexplorer) -> None:
    done = spexplorer("search", Q, "--limit", 0, "--json")
    assert (done.returncode, json.loads(done.stdout)["hits"]) == (0, [])
    assert json.loads(done.stdout)["total"] > 100
    assert spexplorer("search", Q, "--limit", 10**30, "--json").returncode == 0


def test_a_query_may_begin_with_a_hyphen_after_two(spexplorer) -> None:
    assert spexplorer("search", "--", "-soft").returncode == 0


def test_info_tells_what_the_library_holds(spexplorer, bundled: Path) -> None:
    words = spexplorer("info", bundled)
    told = json.loads(spexplorer("info", "--json", bundled).stdout)
    assert words.returncode == 0
    assert told["path"] == str(bundled)
    assert told["size"] == bundled.stat().st_size
    assert told["records"] == sum(told["kinds"].values())
    assert tuple(told["kinds"]) == KINDS
    assert told["library"]["checksum"] in words.stdout
    assert f"{told['records']:,}" in words.stdout


def test_a_new_library_is_empty_and_sound(spexplorer, tmp_path: Path) -> None:
    made = spexplorer("new", "deep/mine.spex")
    assert (made.returncode, made.stdout) == (0, "")
    told = json.loads(spexplorer("info", "--json", "deep/mine.spex").stdout)
    assert (told["records"], told["library"]["name"]) == (0, "mine")
    assert spexplorer("info", "deep/mine.spex").returncode == 0
    assert spexplorer("check", "deep/mine.spex").stdout.endswith("is sound.\n")
    everything = json.loads(spexplorer("export", "deep/mine.spex").stdout)
    assert all(everything[plural] == [] for plural in PLURALS.values())
    assert spexplorer("search", Q, "deep/mine.spex").returncode == 1
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["mine.spex"]


def test_check_finds_the_bundled_library_sound(spexplorer, bundled: Path) -> None:
    done = spexplorer("check", bundled)
    assert (done.returncode, done.stderr) == (0, "")


def test_check_as_json_says_what_was_corrected(spexplorer, bundled: Path, tmp_path: Path) -> None:
    told = json.loads(spexplorer("check", "--json", bundled).stdout)
    assert (told["sound"], told["findings"], told["corrections"]) == (True, [], [])
    path = tmp_path / "mine.spex"
    shutil.copyfile(bundled, path)
    nye = "agent:nye-joseph"
    with closing(LibraryWriter(path)) as writer:
        writer.run(set_fields(nye, {"description": "Another"}))
    done = spexplorer("check", "--json", path)
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["sound"]) == (0, "", True)
    assert told["corrections"] == [{"record": nye, "what": "corrected"}]
    assert nye in spexplorer("check", path).stdout


def test_check_as_json_lists_what_is_wrong(spexplorer, bundled: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.spex"
    shutil.copyfile(bundled, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE dating SET end_max = 1000000000000 WHERE id = 1")
        connection.commit()
    done = spexplorer("check", "--json", path)
    told = json.loads(done.stdout)
    (finding,) = told["findings"]
    assert (done.returncode, told["sound"], done.stderr.count("\n")) == (1, False, 1)
    assert list(finding) == ["kind", "record", "what", "remedy"]
    assert finding["kind"] == "value"
    assert "farther away" in finding["what"]
    assert finding["remedy"] == "restore"
    path.write_bytes(bundled.read_bytes()[:200_000])
    told = json.loads(spexplorer("check", "--json", path).stdout)
    assert (told["sound"], bool(told["findings"][0]["what"])) == (False, True)


def test_export_to_stdout_and_to_a_file_are_equal(spexplorer, tmp_path: Path) -> None:
    written = spexplorer("export", "--format", "json", "-o", "out.json")
    assert (written.returncode, written.stdout) == (0, "")
    assert "records to out.json" in written.stderr
    shown = spexplorer("export")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == (tmp_path / "out.json").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_export_of_a_kind_and_a_query(spexplorer) -> None:
    some = json.loads(spexplorer("export", "--kind", "place", "--query", "Astana").stdout)
    assert "place:astana" in {place["id"] for place in some["places"]}
    assert all(some[plural] == [] for plural in PLURALS.values() if plural != "places")


def test_export_through_a_link_and_to_a_device(spexplorer, tmp_path: Path) -> None:
    real = tmp_path / "real.json"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    (tmp_path / "link.json").symlink_to(real)
    assert spexplorer("export", "-o", "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads(real.read_text(encoding="utf-8"))["format"] == "spexplorer-library"
    assert real.stat().st_mode & 0o777 == 0o600
    assert spexplorer("export", "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()


def test_reading_commands_take_the_users_own_library_before_the_bundled(
    spexplorer, home: Path, bundled: Path
) -> None:
    assert json.loads(spexplorer("info", "--json").stdout)["path"] == str(bundled)
    assert not (home / "data").exists()
    own = home / "data" / "library.spex"
    assert spexplorer("new", own).returncode == 0
    assert json.loads(spexplorer("info", "--json").stdout)["path"] == str(own)


def test_a_trace_tells_when_a_command_ran(spexplorer, tmp_path: Path) -> None:
    assert spexplorer("--trace", "t.json", "search", Q).returncode == 0
    (span,) = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert (span["name"], span["ph"]) == ("search", "X")
    assert 0 < span["ts"] < 60e6
    assert span["dur"] > 0


def test_build_makes_a_library_of_a_folder(spexplorer, sources: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    shutil.copyfile(sources / "vocabularies.toml", folder / "vocabularies.toml")
    about = 'name = "Small"\nversion = "1"\nreleased = "2026-01-01T00:00:00Z"\n'
    (folder / "library.toml").write_text(about, encoding="utf-8")
    done = spexplorer("build", folder, "-o", "made.spex")
    assert (done.returncode, done.stdout) == (0, "")
    assert "made.spex with 0 records" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.spex", "texts"]
    assert (
        json.loads(spexplorer("info", "--json", "made.spex").stdout)["library"]["name"] == "Small"
    )


@pytest.mark.parametrize("command", ["open", "new", "info", "export", "search", "check", "build"])
def test_help_of_every_command(spexplorer, command: str) -> None:
    told = spexplorer(command, "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("usage: spexplorer")


def test_help_names_every_command(spexplorer) -> None:
    assert spexplorer("--version").stdout.startswith("spexplorer ")
    told = spexplorer("--help").stdout
    for command in ("open", "new", "info", "export", "search", "check", "build"):
        assert f"\n  {command}" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", Q, "--limit", "many"),
        ("search", Q, "--limit", "-1"),
        ("search", Q, "--kind", "robot"),
        ("search", Q, "a.spex", "b.spex"),
        ("info", "--nonsense"),
        ("new",),
        ("build", "db"),
        ("one.spex", "two.spex"),
    ],
)
def test_a_wrong_call_is_answered_with_one_sentence_and_the_way_to_the_grammar(
    spexplorer, arguments: tuple
) -> None:
    done = spexplorer(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("spexplorer: ")
    assert done.stderr.count("\n") == 1
    assert "--help” tells what it takes." in done.stderr


def test_a_search_compiles_no_annotations() -> None:
    """Of a named tuple with postponed annotations every field is compiled: a tenth of a search."""
    code = (
        "import sys, typing\n"
        "made = []\n"
        "typing.ForwardRef.__init__ = lambda self, text, *_, **__: made.append(text)\n"
        "import spexplorer.commands, spexplorer.operations.search, spexplorer.words.dates\n"
        "sys.exit(' '.join(made))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip() == ""
