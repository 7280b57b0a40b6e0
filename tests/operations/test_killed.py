"""A process that edits is killed at random moments: what it acknowledged is there, the file is intact.

SPEXPLORER_SOAK_KILLS gives how often (`make soak`), else a few times.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.backups import backups_of, folder_of
from spexplorer.operations.editing import LibraryWriter, redo, undo
from spexplorer.operations.examination import examine

TIMES = int(os.environ.get("SPEXPLORER_SOAK_KILLS", "6"))

EDITOR = """
import hashlib, io, itertools, random, sys
import dataclasses
from pathlib import Path
from spexplorer.operations.backups import back_up
from spexplorer.operations.editing import *
from spexplorer.operations.export import export_library, records_of
from spexplorer.operations.history import undo_state

path, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
writer = LibraryWriter(path, "Ann")

def acknowledge():
    stream = io.StringIO()
    export_library(path, stream)
    print(hashlib.sha256(stream.getvalue().encode()).hexdigest(), flush=True)

def agents():
    return [one for one in records_of(path) if one.id.startswith("agent:")]

acknowledge()
for number in itertools.count():
    name = f"{sys.argv[2]}-{number}"
    some = chance.choice(agents()).id
    sort = chance.randrange(8)
    if sort == 0:
        writer.run(set_fields(some, {"name": name, "description": name * 50}))
    elif sort == 1:
        writer.run(add_plain("agent", [{"name": f"{name} {n}", "agent_type": "person"} for n in range(20)]))
    elif sort == 2:
        many = [dataclasses.replace(agents()[0], id=f"agent:in-{name}-{n}", name=name) for n in range(250)]
        writer.run(import_records(many, name))
    elif sort == 3 and len(agents()) > 3:
        writer.run(merge(agents()[-1].id, [agents()[-2].id, agents()[-3].id]))
    elif sort == 4 and len(agents()) > 60:
        writer.run(delete([one.id for one in agents()[-50:]], detach=True))
    elif sort == 5:
        back_up(path)
    elif undo_state(path).undo is not None:
        writer.run(undo())
        acknowledge()
        if sort == 6:
            writer.run(redo())
    acknowledge()
"""


def killed(path: Path, seed: int, seconds: float) -> str:
    """Edit a library in another process, kill that, and give the last content it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(path), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().splitlines()
    trouble = process.stderr.read()
    process.wait()
    process.stdout.close()
    process.stderr.close()
    assert first, trouble
    assert not trouble, trouble
    whole = [line for line in (first.strip(), *rest) if len(line) == 64]
    return whole[-1]


def content_of(path: Path, exported: Callable[[Path], str]) -> str:
    return hashlib.sha256(exported(path).encode()).hexdigest()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.timeout(60 + 20 * TIMES)
def test_what_was_acknowledged_is_there(railways: Path, tmp_path: Path, exported) -> None:
    path = tmp_path / "mine.spex"
    shutil.copyfile(railways, path)
    chance = random.Random(TIMES)
    for time_ in range(TIMES):
        acknowledged = killed(path, time_, chance.uniform(0, 1.5))
        assert examine(path).findings == ()
        found = content_of(path, exported)
        if found != acknowledged:  # the last change was on disk, but not yet told of
            with closing(LibraryWriter(path)) as writer:
                seen = []
                for back, forth in ((undo(), redo()), (redo(), undo())):
                    try:
                        writer.run(back)
                    except Exception:  # noqa: S112 - there is nothing to redo
                        continue
                    seen.append(content_of(path, exported))
                    writer.run(forth)
                    assert content_of(path, exported) == found
                assert acknowledged in seen
        for backup in backups_of(path):
            assert examine(backup.path).findings == ()
        with closing(LibraryWriter(path)):
            pass
    left = [one.name for one in folder_of(path).glob(".*")] if folder_of(path).is_dir() else []
    assert len(left) <= 1  # the draft of a killed backup goes with the next one
