"""What every test may use: real files in temporary folders, the bundled library, a second process."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

import pytest

from spexplorer.formats.text_sources import read_vocabularies
from spexplorer.operations.library_build import build_library
from spexplorer.storage.connection import set_up
from spexplorer.storage.migrate import create
from spexplorer.storage.record_insertion import add_records
from spexplorer.storage.vocabulary import add_schemes
from spexplorer.support.folders import bundled_library, database_sources

sys.path.insert(0, str(Path(__file__).resolve().parent))

from network_guard import deny_internet_sockets


def pytest_configure() -> None:
    """Before any thread or child is made: the kernel holds the whole suite off the network."""
    deny_internet_sockets()


Fresh = Callable[[], AbstractContextManager[sqlite3.Connection]]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folders lie in a temporary one."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SPEXPLORER_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _garbage() -> Iterator[None]:
    """As in the program, garbage is collected on this thread alone: a worker would take widgets down."""
    gc.disable()
    yield
    gc.collect(2 if gc.get_count()[2] > gc.get_threshold()[2] else 1)


@pytest.fixture(scope="session")
def bundled() -> Path:
    """The library that comes with the program; never written to."""
    return bundled_library()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The text sources, vocabularies and migrations."""
    return database_sources()


@pytest.fixture(scope="session")
def railways(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library of another field of study, with vocabularies of its own; read-only."""
    path = tmp_path_factory.mktemp("railways") / "railways.spex"
    build_library(Path(__file__).parent / "data" / "railways", path)
    return path


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Opens an empty library in memory, with the schema, one origin and foreign keys enforced."""
    path = tmp_path_factory.mktemp("template") / "empty.spex"
    db = create(path)
    db.table("origin").insert({"id": 1, "type": "user", "name": "Test", "version": "1"})
    add_schemes(db.conn, read_vocabularies(database_sources() / "vocabularies.toml").values())
    db.conn.commit()
    db.close()

    @contextmanager
    def opened() -> Iterator[sqlite3.Connection]:
        with (
            closing(sqlite3.connect(path)) as template,
            closing(sqlite3.connect(":memory:", isolation_level=None)) as connection,
        ):
            template.backup(connection)
            set_up(connection)
            yield connection

    return opened


@pytest.fixture(scope="session")
def store():
    """Stores records in a connection; gives the row number of every id."""

    def stored(connection: sqlite3.Connection, records) -> dict[str, int]:
        return add_records(connection, list(records), 1)

    return stored


@pytest.fixture(scope="session")
def index_of():
    """The index over the records of a connection."""
    from spexplorer.exploring.index import Index
    from spexplorer.storage.columns import ColumnReader

    return lambda connection: Index(ColumnReader(lambda: nullcontext(connection)))


@pytest.fixture
def spexplorer(home: Path, tmp_path: Path) -> Run:
    """Runs the command line as a second process, in an empty folder and without a display."""

    def run(*arguments: object, prefix=(), **options) -> subprocess.CompletedProcess[str]:
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        }
        environment |= {"SPEXPLORER_HOME": str(home)} | options.pop("env", {})
        options = {"capture_output": True, "timeout": 60} | options
        return subprocess.run(
            [*prefix, sys.executable, "-m", "spexplorer", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            text=True,
            encoding="utf-8",
            **options,
        )

    return run
