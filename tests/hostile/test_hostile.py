"""Hostile libraries and damaged copies in the real window; one of each here, the whole by `make soak`.

Each is opened in a process of its own: a sentence or sound content, never a crash, a hang or a traceback.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from spexplorer.formats.interchange import discover
from spexplorer.operations.examination import faults_of_file
from spexplorer.operations.export import export_library, export_sources
from spexplorer.operations.salvage import salvage
from spexplorer.support.errors import AppError

sys.path.insert(0, str(Path(__file__).resolve().parent))

from libraries import make_hostile, make_mutated, make_sound

LIBRARIES = int(os.environ.get("SPEXPLORER_SOAK_LIBRARIES", "1"))
MUTATIONS = int(os.environ.get("SPEXPLORER_SOAK_MUTATIONS", "1"))


def walked(path: Path, home: Path, outside: Path | None = None) -> dict[str, object]:
    words = [sys.executable, str(Path(__file__).with_name("walk.py")), str(path), "150"]
    done = subprocess.run(
        [*words, *([str(outside)] if outside else [])],
        env={**os.environ, "SPEXPLORER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=250,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def is_held(found: dict[str, object]) -> None:
    if "refused" in found:
        assert "unforeseen" not in str(found["refused"])
        return
    assert found["late"] == ""
    assert found["unforeseen"] == []
    assert found["rich"] == []
    assert found["overlong"] == {}, "bound a text by `on_screen` before it is measured"
    assert not found["opened"], "a file that the library names was opened"
    assert "unforeseen" not in str(found["said"])


def exported(path: Path, folder: Path) -> None:
    """Every format that is written holds what the library holds, or one sentence says why it cannot."""
    for fmt in (None, *discover().values()):
        if fmt is not None and not fmt.writes:
            continue
        stream = io.BytesIO() if fmt is not None else io.StringIO()
        try:
            if fmt is None:
                export_library(path, stream)
            else:
                export_sources(path, stream, fmt)
        except AppError:
            continue
        assert stream.getvalue()
        if fmt is not None and stream.getvalue().startswith(b"<?xml"):
            etree.fromstring(stream.getvalue(), etree.XMLParser(huge_tree=True))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A file of the machine that hostile texts name."""
    path = tmp_path / "outside.png"
    path.write_bytes(b"no picture")
    return path


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(LIBRARIES))
def test_a_hostile_library_is_shown(bundled, tmp_path, outside, seed: int) -> None:
    """One of which every value is allowed: nothing fails, nothing is taken for markup, nothing opened."""
    path = tmp_path / "hostile.spex"
    make_sound(bundled, path, seed, str(outside))
    assert faults_of_file(path) == []
    exported(path, tmp_path)
    found = walked(path, tmp_path / "home", outside)
    is_held(found)
    assert found["sentences"] == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(LIBRARIES))
def test_a_library_that_nobody_checked_is_shown_or_refused(
    bundled, tmp_path, outside, seed: int
) -> None:
    path = tmp_path / "hostile.spex"
    make_hostile(bundled, path, seed, str(outside))
    is_held(walked(path, tmp_path / "home", outside))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(MUTATIONS))
def test_a_damaged_copy_is_shown_or_refused(bundled, tmp_path, seed: int) -> None:
    path = tmp_path / "mutated.spex"
    make_mutated(bundled, path, seed)
    if not faults_of(
        path
    ):  # what is sound is shown; the rest is refused or salvaged without a window
        is_held(walked(path, tmp_path / "home"))
        return
    exported(path, tmp_path)
    try:
        salvage(path, tmp_path / "saved.spex")
    except AppError:
        assert not (tmp_path / "saved.spex").exists()
    else:
        assert faults_of_file(tmp_path / "saved.spex") == []
    if seed % 5 == 0:
        is_held(walked(path, tmp_path / "home"))


def faults_of(path: Path) -> str:
    """What is wrong with a file, "" if nothing is."""
    try:
        return "; ".join(faults_of_file(path))
    except AppError as error:
        return str(error)
