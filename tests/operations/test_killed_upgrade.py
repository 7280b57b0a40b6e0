"""A process that brings an older library up to date is killed at random moments: nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.examination import examine
from spexplorer.operations.libraries import library_to_open
from spexplorer.storage.connection import SCHEMA_VERSION

TIMES = int(os.environ.get("SPEXPLORER_SOAK_KILLS", "6"))

UPGRADE = """
import sys
from pathlib import Path
from spexplorer.operations.libraries import library_to_open
print("begun", flush=True)
library_to_open(Path(sys.argv[1]))
print("done", flush=True)
"""


def older(path: Path) -> None:
    """Make a library one of the version before, with something to derive anew."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE distinct_record")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '0011_%'")
        connection.execute("UPDATE record SET sort_key = 'wrong'")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
        connection.commit()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.timeout(60 + 20 * TIMES)
def test_an_upgrade_that_is_killed_loses_nothing(
    railways: Path, tmp_path: Path, exported: Callable[[Path], str]
) -> None:
    content = exported(railways)
    chance = random.Random(TIMES)
    for number in range(TIMES):
        path = tmp_path / f"{number}" / "mine.spex"
        path.parent.mkdir()
        shutil.copyfile(railways, path)
        older(path)
        process = subprocess.Popen(
            [sys.executable, "-c", UPGRADE, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        with process.stdout as told:
            assert told.readline() == "begun\n"
            time.sleep(chance.uniform(0, 0.4))
            process.send_signal(signal.SIGKILL)
            is_done = told.read() == "done\n"
        process.wait()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        assert version == SCHEMA_VERSION or not is_done
        library_to_open(path)  # what was not done is done now
        assert examine(path).findings == ()
        assert exported(path) == content
        for copy in path.parent.glob("mine before schema*"):
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION - 1,)
