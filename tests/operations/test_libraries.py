"""The user's own library, created from the bundled one, which is only ever read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.examination import faults_of_file
from spexplorer.operations.export import records_of
from spexplorer.operations.libraries import library_info, library_to_open
from spexplorer.operations.library_choice import library_to_read
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.reader import Reader, build_index
from spexplorer.storage.connection import has_log, open_reading
from spexplorer.support.errors import EnvironmentProblem, LibraryError
from spexplorer.support.folders import user_library


@pytest.fixture(autouse=True)
def untouched(bundled: Path) -> Iterator[None]:
    """Whatever a test does, the bundled file keeps its bytes and its time."""
    before = bundled.read_bytes(), bundled.stat().st_mtime_ns, sorted(bundled.parent.iterdir())
    yield
    after = bundled.read_bytes(), bundled.stat().st_mtime_ns, sorted(bundled.parent.iterdir())
    assert after == before


def test_the_first_start_makes_the_users_own(home: Path, bundled: Path) -> None:
    own = library_to_open(None)
    assert own == user_library()
    assert own.is_relative_to(home)
    assert list(records_of(own)) == list(records_of(bundled))
    with closing(open_reading(own)) as connection:
        assert has_log(connection)
    assert [path.name for path in own.parent.iterdir()] == ["library.spex"]


def test_later_starts_leave_the_users_own_alone() -> None:
    own = library_to_open(None)
    own.unlink()
    new_library(own)
    assert library_to_open(None) == own
    before = own.read_bytes()
    assert library_to_open(None) == own
    assert own.read_bytes() == before
    assert library_to_read(None) == own


def test_reading_commands_create_nothing(home: Path, bundled: Path) -> None:
    assert library_to_read(None) == bundled
    assert list(home.iterdir()) == []


def test_a_named_library_is_taken_as_it_is(tmp_path: Path) -> None:
    named = tmp_path / "named.spex"
    assert library_to_open(named) == library_to_read(named) == named
    assert not named.exists()


def test_reading_the_bundled_library_in_every_way(bundled: Path) -> None:
    assert library_info(bundled).path == bundled
    assert faults_of_file(bundled) == []
    build_index(bundled)
    reader = Reader(bundled)
    reader.search("soft power")
    reader.close()


def test_a_folder_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("SPEXPLORER_HOME", str(tmp_path / "file"))
    with pytest.raises(EnvironmentProblem, match="SPEXPLORER_HOME"):
        library_to_open(None)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_a_copy_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    def full(_source: Path, target: Path) -> None:
        Path(target).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(EnvironmentProblem, match="No space left"):
        library_to_open(None)
    assert list((home / "data").iterdir()) == []


def test_a_program_without_its_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in ("library_choice", "libraries"):
        place = f"spexplorer.operations.{module}.bundled_library"
        monkeypatch.setattr(place, lambda: tmp_path / "gone.spex")
    for choose in (library_to_open, library_to_read):
        with pytest.raises(LibraryError, match="install the program again"):
            choose(None)


def test_a_new_library_carries_the_vocabularies(tmp_path: Path, bundled: Path) -> None:
    path = tmp_path / "mine.spex"
    new_library(path)
    mine, theirs = Reader(path), Reader(bundled)
    try:
        assert set(mine.counts.values()) == {0}
        assert mine.terms("vector") == theirs.terms("vector") != {}
        assert mine.about["name"] == "mine"
        assert mine.record("event:none") is None
        assert mine.row("event:none") is None
        assert mine.every_link("event:none") == []
        assert mine.label("event:none") == "event:none"
    finally:
        mine.close()
        theirs.close()


def test_a_library_that_cannot_be_filled_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_path: Path) -> None:
        raise LibraryError("no vocabularies")

    monkeypatch.setattr("spexplorer.operations.library_creation.read_vocabularies", broken)
    with pytest.raises(LibraryError):
        new_library(tmp_path / "mine.spex")
    assert list(tmp_path.iterdir()) == []
