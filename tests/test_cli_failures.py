"""What goes wrong ends with one sentence that names a remedy and a non-zero exit, never a traceback."""

from __future__ import annotations

import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

DAMAGES = ["first page", "every tenth page", "truncated", "header only", "empty", "text"]
READERS = [("info",), ("search", "soft power"), ("export",), ("check",)]


def refused(done: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    """One line on stderr, one sentence, with a remedy after what is wrong; nothing on stdout."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("spexplorer: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.endswith(".\n")
    assert not re.search(r"[\w)”]\. [A-Z]", done.stderr), "more than one sentence"
    assert "; " in done.stderr, "no remedy"
    for word in words:
        assert word in done.stderr


def damaged(bundled: Path, target: Path, how: str) -> None:
    content = bytearray(bundled.read_bytes())
    if how == "first page":
        content[100:4096] = b"\xa5" * 3996
    elif how == "every tenth page":
        for at in range(4096, len(content), 40960):
            content[at : at + 4096] = b"\x5a" * 4096
    elif how == "truncated":
        del content[len(content) // 3 :]
    elif how == "header only":
        del content[100:]
    elif how == "empty":
        content.clear()
    elif how == "text":
        content = bytearray(b"This is no library.\n" * 100)
    target.write_bytes(content)


@pytest.mark.parametrize(
    ("how", "command"),
    [
        *((how, READERS[1]) for how in DAMAGES),
        *((how, READERS[3]) for how in DAMAGES),
        *(("every tenth page", command) for command in (READERS[0], READERS[2])),
    ],
)
def test_a_damaged_or_foreign_file(
    spexplorer, bundled: Path, tmp_path: Path, how: str, command: tuple[str, ...]
) -> None:
    path = tmp_path / "bad.spex"
    damaged(bundled, path, how)
    before = path.read_bytes()
    refused(spexplorer(*command, path), "bad.spex")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("PRAGMA application_id = 7", "another program"),
        ("PRAGMA user_version = 99", "newer"),
        ("PRAGMA user_version = 2", "earlier"),
        ("DROP TABLE record", "damaged"),
        ("DROP TABLE search_index", "damaged"),
    ],
)
def test_a_file_of_another_program_or_version(
    spexplorer, bundled: Path, tmp_path: Path, change: str, words: str
) -> None:
    path = tmp_path / "other.spex"
    shutil.copyfile(bundled, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(change)
    refused(spexplorer("search", "soft", path), "other.spex", words)
    refused(spexplorer("check", path), "other.spex", words)


ENDLESS = (
    "DROP TABLE {name}; CREATE VIEW {name} AS WITH RECURSIVE n (i) AS"
    " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS key, i AS value FROM n"
)


HUGE = "DROP TABLE library; CREATE VIEW library AS SELECT 'name' AS key, hex(zeroblob(1000000000)) AS value"


CHANGES = [
    ENDLESS.format(name="library"),
    ENDLESS.format(name="term"),
    HUGE,
    "CREATE TRIGGER mine AFTER INSERT ON record BEGIN DELETE FROM record; END",
    "CREATE TABLE other (id INTEGER)",
    "DROP TABLE redirect",
    "DROP TRIGGER link_no_cycle",
    "ALTER TABLE note ADD COLUMN more TEXT",
]


@pytest.mark.parametrize(
    ("command", "change"),
    [  # the two that hung by every command, the others by one each
        (command, change)
        for at, change in enumerate(CHANGES)
        for command in (READERS if at < 2 else READERS[at % 4 : at % 4 + 1])
    ],
)
def test_a_schema_that_is_not_ours_is_refused_on_opening(
    spexplorer, bundled: Path, tmp_path: Path, command: tuple[str, ...], change: str
) -> None:
    path = tmp_path / "other.spex"
    shutil.copyfile(bundled, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(change)
    refused(spexplorer(*command, path, timeout=20), "other.spex", "damaged", "its ")


def test_a_value_that_would_fill_the_memory(spexplorer, bundled: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.spex"
    shutil.copyfile(bundled, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE library SET value = hex(zeroblob(60000000)) WHERE key = 'version'"
        )
        connection.commit()
    for command in (READERS[0], READERS[2]):
        refused(spexplorer(*command, path), "huge.spex", "too big")


@pytest.mark.parametrize("beside", ["", "-journal", "-wal", "-shm"])
def test_a_named_pipe_is_refused_at_once(
    spexplorer, bundled: Path, tmp_path: Path, beside: str
) -> None:
    if beside:
        shutil.copyfile(bundled, tmp_path / "pipe.spex")
    os.mkfifo(tmp_path / f"pipe.spex{beside}")
    for command in READERS:
        refused(spexplorer(*command, "pipe.spex", timeout=20), "pipe.spex")
    refused(spexplorer("open", "pipe.spex", env={"QT_QPA_PLATFORM": "offscreen"}), "pipe.spex")


def test_devices_and_a_library_that_is_a_link_to_one(spexplorer, tmp_path: Path) -> None:
    (tmp_path / "zero.spex").symlink_to("/dev/zero")
    for command in READERS:
        refused(spexplorer(*command, "zero.spex", timeout=20), "zero.spex")
        refused(spexplorer(*command, "/dev/null", timeout=20), "/dev/null")


@pytest.mark.parametrize(
    "command",
    [
        ("export", "-o", "own.spex", "own.spex"),
        ("export", "-o", "link.json", "own.spex"),
        ("export", "-o", "other.spex", "own.spex"),
        ("export", "-o", "renamed.json", "own.spex"),
        ("--trace", "own.spex", "info", "own.spex"),
        ("build", "texts", "-o", "texts/library.toml"),
        ("build", "texts", "-o", "texts/vocabularies.toml"),
    ],
)
def test_nothing_is_written_over_what_is_valuable(
    spexplorer, bundled: Path, sources: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    for name in ("own.spex", "other.spex", "renamed.json"):
        shutil.copyfile(bundled, tmp_path / name)
    (tmp_path / "link.json").symlink_to("own.spex")
    (tmp_path / "texts").mkdir()
    shutil.copyfile(sources / "vocabularies.toml", tmp_path / "texts" / "vocabularies.toml")
    about = 'name = "Small"\nversion = "1"\nreleased = "2026-01-01T00:00:00Z"\n'
    (tmp_path / "texts" / "library.toml").write_text(about, encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    refused(spexplorer(*command))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_missing_library_a_folder_and_a_path_below_a_file(spexplorer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for command in READERS:
        refused(spexplorer(*command, "none.spex"), "none.spex", "spexplorer new")
    refused(spexplorer("info", tmp_path), "is a folder")
    refused(spexplorer("info", "file/below.spex"), "file/below.spex")
    refused(spexplorer("info", "n" * 5000), "cannot be read")


def test_unknown_words(spexplorer) -> None:
    refused(spexplorer("search", "zzzzqqqq"), "zzzzqqqq")
    refused(spexplorer("export", "--query", "zzzzqqqq"), "zzzzqqqq")
    refused(spexplorer("export", "--format", "papyrus"), "papyrus", "json")
    refused(spexplorer("frobnicate"), "no command “frobnicate”", "--help")


def test_an_empty_query(spexplorer) -> None:
    for query in ("", "   "):
        refused(spexplorer("search", query), "nothing to search for")


def test_new_never_writes_over_a_file(spexplorer, tmp_path: Path) -> None:
    (tmp_path / "mine.spex").write_text("mine", encoding="utf-8")
    refused(spexplorer("new", "mine.spex"), "exists already")
    refused(spexplorer("new", "mine.spex/below.spex"), "mine.spex")
    refused(spexplorer("new", tmp_path), "exists already")
    assert (tmp_path / "mine.spex").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("target", ["none/out.json", ".", "", "/", "file/out.json", "loop"])
def test_export_to_where_nothing_can_lie(spexplorer, tmp_path: Path, target: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "loop").symlink_to("loop")
    refused(spexplorer("export", "-o", target), "cannot be written")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]


def test_an_export_that_fails_keeps_the_file_that_was_there(spexplorer, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old", encoding="utf-8")
    refused(spexplorer("export", "--query", "zzzzqqqq", "-o", "out.json"))
    refused(spexplorer("export", "-o", "out.json", "none.spex"))

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    refused(spexplorer("export", "-o", "out.json", preexec_fn=small), "File too large")
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_full_disk(spexplorer, sources: Path, tmp_path: Path) -> None:
    full = "No space left on device"
    refused(spexplorer("export", "-o", "/dev/full"), full)
    with Path("/dev/full").open("w", encoding="utf-8") as stream:
        piped = {"capture_output": False, "stdout": stream, "stderr": subprocess.PIPE}
        for command in (*READERS[:3], ("search", "soft", "--json")):
            done = spexplorer(*command, **piped)
            done.stdout = ""
            refused(done, full)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    refused(spexplorer("new", "mine.spex", preexec_fn=small), "mine.spex", "space")
    refused(spexplorer("build", sources, "-o", "made.spex", preexec_fn=small), "made.spex")
    assert list(tmp_path.iterdir()) == []


def test_a_trace_that_cannot_be_written(spexplorer, tmp_path: Path) -> None:
    refused(spexplorer("--trace", "none/t.json", "search", "soft"), "none/t.json")
    refused(spexplorer("--trace", ".", "search", "soft"), "trace")
    done = spexplorer("--trace", "/dev/full", "search", "soft", "--json")
    assert done.stdout.startswith("{")  # the work is done all the same
    done.stdout = ""
    refused(done, "/dev/full")


def test_a_reader_that_goes_away_is_no_error(spexplorer) -> None:
    read, write = os.pipe()
    os.close(read)
    for command in (("export",), ("search", "soft", "--json"), ("info",)):
        done = spexplorer(*command, capture_output=False, stdout=write, stderr=subprocess.PIPE)
        assert (done.returncode, "Error" in done.stderr) == (0, False), done.stderr
    os.close(write)


def test_closed_streams(spexplorer) -> None:
    def without_output() -> None:
        os.close(1)

    def without_errors() -> None:
        os.close(2)

    refused(spexplorer("search", "soft", preexec_fn=without_output), "Standard output is closed")
    done = spexplorer("search", "zzzzqqqq", preexec_fn=without_errors)
    assert (done.returncode, done.stdout) == (1, "")


def test_no_display(spexplorer, home: Path) -> None:
    for command in ((), ("open",), ("--exit-when-ready",)):
        refused(spexplorer(*command), "no display")
    assert not (home / "data").exists()


def test_the_window_on_what_is_no_library(spexplorer) -> None:
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    refused(spexplorer("none.spex", env=offscreen), "none.spex")
    refused(spexplorer("open", "/dev/null", env=offscreen), "/dev/null")


def test_a_home_that_cannot_be_used(spexplorer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    below = {"SPEXPLORER_HOME": str(tmp_path / "file" / "below"), "QT_QPA_PLATFORM": "offscreen"}
    assert spexplorer("search", "soft", env=below).returncode == 0  # the bundled one is there
    refused(spexplorer("open", env=below), "SPEXPLORER_HOME")


@pytest.fixture
def ordinary(spexplorer):
    """Runs the command line as someone whom permissions bind: root without its privilege over files."""
    prefix = []
    if os.geteuid() == 0:
        prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        if shutil.which("setpriv") is None or subprocess.run([*prefix, "true"]).returncode:
            pytest.skip("root may do everything here, and setpriv (util-linux) cannot change that")
    return lambda *words, **options: spexplorer(*words, prefix=prefix, **options)


def test_what_permissions_forbid(ordinary, bundled: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "secret.spex", tmp_path / "locked" / "in.spex"):
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(bundled, path)
    (tmp_path / "secret.spex").chmod(0)
    (tmp_path / "locked").chmod(0)
    tmp_path.chmod(0o500)
    try:
        refused(ordinary("info", "secret.spex"), "permissions")
        refused(ordinary("search", "soft", "locked/in.spex"), "permissions")
        refused(ordinary("new", "new.spex"), "permissions")
        refused(ordinary("new", "locked/new.spex"), "permissions")
        refused(ordinary("new", "folder/new.spex"), "Permission denied")
        refused(ordinary("export", "-o", "out.json"), "Permission denied")
        refused(ordinary("--trace", "t.json", "info"), "Permission denied")
        env = {"SPEXPLORER_HOME": str(tmp_path / "locked"), "QT_QPA_PLATFORM": "offscreen"}
        refused(ordinary("open", env=env), "SPEXPLORER_HOME")
        assert ordinary("search", "soft", env=env).returncode == 0
    finally:
        tmp_path.chmod(0o700)
        (tmp_path / "locked").chmod(0o700)


def test_a_read_only_library_in_a_read_only_folder_is_read(
    ordinary, bundled: Path, tmp_path: Path
) -> None:
    path = tmp_path / "shelf" / "kept.spex"
    path.parent.mkdir()
    shutil.copyfile(bundled, path)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        for command in READERS:
            assert ordinary(*command, path).returncode == 0
    finally:
        path.parent.chmod(0o700)
    assert path.read_bytes() == bundled.read_bytes()
    assert [found.name for found in path.parent.iterdir()] == ["kept.spex"]


def test_the_unforeseen_is_logged_and_told(tmp_path: Path, home: Path) -> None:
    crash = (
        "import spexplorer.commands.info as c, spexplorer.cli as cli\n"
        "def broken(options): raise ZeroDivisionError('deep inside')\n"
        "c.run = broken\nraise SystemExit(cli.run(['info']))"
    )
    done = subprocess.run([sys.executable, "-c", crash], capture_output=True, text=True, timeout=60)
    refused(done, "unforeseen", str(home), code=70)
    assert "deep inside" in (home / "data" / "spexplorer.log").read_text(encoding="utf-8")
    blocked = {**os.environ, "SPEXPLORER_HOME": "/dev/null/x"}
    done = subprocess.run(
        [sys.executable, "-c", crash], capture_output=True, text=True, env=blocked, timeout=60
    )
    refused(done, "unforeseen", "log file", code=70)


def test_odd_calls(spexplorer, bundled: Path, tmp_path: Path) -> None:
    """Empty names, names and values that are no UTF-8, pipes where files are read, endless nesting."""
    shutil.copyfile(bundled, tmp_path / "own.spex")
    os.mkfifo(tmp_path / "pipe")
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    for words in (("",), ("open", ""), ("info", "")):
        refused(spexplorer(*words, env=offscreen), "is a folder")
    assert spexplorer("new", "a\udcff.spex").returncode == 0
    assert spexplorer("info", "a\udcff.spex").returncode == 0
    event = "event:2013-09-silk-road-economic-belt"
    refused(
        spexplorer("set", event, "title=a\udcff", "own.spex"), "holds U+DCFF", "take it out", code=2
    )
    refused(spexplorer("import", "pipe", "own.spex", timeout=20), "no file", code=2)
    refused(spexplorer("add", "event", "--json", "pipe", "own.spex", timeout=20), "no file", code=2)
    for vocabularies, words in (
        ("x." + ".".join("a" * 50_000) + " = 1", "nested too deeply"),
        ("x = " + "[" * 100_000, "nested too deeply"),
        ("x = " + "9" * 5000, "too many digits"),
    ):
        (tmp_path / "v.toml").write_text(vocabularies, encoding="utf-8")
        done = spexplorer("new", "--vocabularies", "v.toml", "v.spex", timeout=20)
        assert done.returncode and words in done.stderr
        assert done.stderr.count("\n") == 1
    done = spexplorer(
        "--trace", "/dev/full", "open", "own.spex", "--exit-when-ready", env=offscreen
    )
    refused(done, "/dev/full")


WITHOUT = """
import runpy, sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise ModuleNotFoundError("No module named " + name, name=name)
sys.meta_path.insert(0, Missing())
sys.argv = ["spexplorer", "--exit-when-ready"]
runpy.run_module("spexplorer", run_name="__main__")
"""


@pytest.mark.parametrize("name", ["pyqtgraph", "numpy", "spexplorer.ui.panels.facets_panel"])
def test_a_module_that_cannot_be_imported(home: Path, name: str) -> None:
    """The window is there all the same, says what is missing, and the call fails."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(name=name)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "SPEXPLORER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert "Traceback" not in done.stderr and done.returncode != 0
    said = [line for line in done.stderr.splitlines() if line.startswith("spexplorer: ")]
    assert len(said) == 1 and f"({name})" in said[0] and "; install" in said[0], done.stderr
