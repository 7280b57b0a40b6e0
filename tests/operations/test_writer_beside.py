"""An export beside a program that writes: what it holds belongs together."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from spexplorer.formats.interchange import discover
from spexplorer.operations.export import export_library, export_sources
from spexplorer.operations.libraries import make_ready
from spexplorer.support.errors import EnvironmentProblem, LibraryChangedError

WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
ends = [row[0] for row in connection.execute("SELECT min(id) FROM work UNION ALL SELECT max(id) FROM work")]
for number in range(10**9):
    connection.execute("BEGIN IMMEDIATE")
    for one in ends:
        connection.execute("UPDATE work SET title = ? WHERE id = ?", (f"state {number} of both", one))
    connection.execute("COMMIT")
    print(number, flush=True)
"""


@contextmanager
def written_to(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process changes the first and the last work to the same title, over and over."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        yield writer
        assert writer.poll() is None, "the writer was held up or failed"
        writer.terminate()
        writer.stdout.read()


def states(text: str) -> list[str]:
    """The states that an export mentions."""
    return re.findall(r"state (\d+) of both", text)


@pytest.mark.parametrize("has_log", [True, False])
def test_an_export_holds_one_state(bundled: Path, tmp_path: Path, has_log: bool) -> None:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    if has_log:
        make_ready(path)
    seen = set()
    with written_to(path):
        for _ in range(8 if has_log else 2):
            stream, sources = io.StringIO(), io.BytesIO()
            try:
                export_library(path, stream)
                export_sources(path, sources, discover()["csl-json"])
            except (EnvironmentProblem, LibraryChangedError):
                assert not has_log  # without a log writers and readers wait for each other
                continue
            found = states(stream.getvalue())
            assert len(found) == 2
            assert len(set(found)) == 1
            seen.update(found)
            assert len(set(states(sources.getvalue().decode()))) == 1
    assert len(seen) > 1 or not has_log, "the writer wrote between two exports"
