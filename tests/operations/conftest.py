"""A copy of the bundled library to be changed, its writer, and its whole content as one text."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.editing import LibraryWriter
from spexplorer.operations.export import export_library


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    return path


@pytest.fixture
def writer(own: Path) -> Iterator[LibraryWriter]:
    with closing(LibraryWriter(own, "Ann")) as made:
        yield made


@pytest.fixture(scope="session")
def exported() -> Callable[[Path], str]:
    """The export of a library as text."""

    def whole(path: Path) -> str:
        stream = io.StringIO()
        export_library(path, stream)
        return stream.getvalue()

    return whole
