"""Edits in a library of some thousand records: each is on the disk when its time is taken.

Prints one line of JSON: name -> figure, limit and unit. The floor of a saved field is a bare commit of one
row in a write-ahead log, in the same run on the same disk.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import AgentId, NameForm
from spexplorer.domain.works import Contributor, Work
from spexplorer.operations.editing import (
    LibraryWriter,
    batch,
    delete,
    import_records,
    set_fields,
    undo,
)
from spexplorer.operations.editing.batches import AddItem, SetField
from spexplorer.operations.library_creation import new_library
from spexplorer.storage.journal import Change, add_changes, add_step

MANY = int(os.environ.get("SPEXPLORER_BENCH_RECORDS", "10000"))
TIMES = 40
TEXT = "An account of the line from Orenburg to Tashkent, its stations and its bridges, number"


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median(act: Callable[[int], object], times: int = TIMES) -> float:
    """The median of several times, in milliseconds."""
    return statistics.median(seconds(lambda n=n: act(n)) for n in range(times)) * 1e3


def works() -> list[Agent | Work]:
    """Agents with two forms of a name, and works by them."""
    agents = [
        Agent(
            id=AgentId(f"agent:a{n}"),
            agent_type="person",
            name=f"Author {n}, Ivan",
            variants=(NameForm(form=f"Автор {n}", language="ru"),),
        )
        for n in range(MANY // 10)
    ]
    return agents + [
        Work(
            id=f"work:w{n}",
            type="book",
            title=f"{TEXT} {n}",
            issued=str(1900 + n % 100),
            language="en",
            publisher=f"House {n % 50}",
            contributors=(Contributor(agent=AgentId(f"agent:a{n % (MANY // 10)}"), role="author"),),
        )
        for n in range(MANY)
    ]


def bare_commit(folder: Path) -> Callable[[int], object]:
    """One changed row of a table, on the disk."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("INSERT INTO one VALUES (1, '')")
    return lambda n: connection.execute("UPDATE one SET text = ?", (f"{TEXT} {n}",))


def pages(path: Path) -> int:
    """Bytes of the history."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'change%' OR name LIKE 'step%'"
        try:
            return int(connection.execute(query).fetchone()[0])
        except sqlite3.OperationalError:  # SQLite without dbstat
            columns = (
                "coalesce(length(before), 0) + coalesce(length(after), 0) + length(subject) + 40"
            )
            (size,) = connection.execute(f"SELECT sum({columns}) FROM change").fetchone()
            return int(size)


def measure(folder: Path) -> dict[str, tuple[float, float, str]]:
    """Name -> figure, limit, unit; the limit is absolute."""
    path = folder / "own.spex"
    new_library(path)
    found: dict[str, tuple[float, float, str]] = {}
    with closing(LibraryWriter(path, "Ann")) as writer:
        imported = seconds(lambda: writer.run(import_records(works(), "works")))
        found[f"importing {MANY + MANY // 10:,} records"] = (imported, 20.0, "s")
        first = pages(path)

        def save(n: int) -> object:
            return writer.run(set_fields(f"work:w{n}", {"title": f"{TEXT} {n}, corrected"}))

        found["saving a field, on the disk"] = (median(save), 50.0, "ms")
        changed = sum(2 * len(f"{TEXT} {n}, corrected") for n in range(TIMES))
        found["history of titles, times their size"] = ((pages(path) - first) / changed, 3.0, "×")
        found["undoing it"] = (median(lambda n: writer.run(undo())), 50.0, "ms")
        ids = [f"work:w{n}" for n in range(MANY)]
        changes = [SetField("publisher", "Nauka"), AddItem("tags", "railways")]
        found[f"batch of {MANY:,}"] = (seconds(lambda: writer.run(batch(ids, changes))), 5.0, "s")
        found["undoing that"] = (seconds(lambda: writer.run(undo())), 5.0, "s")
        found[f"deleting {MANY:,}"] = (seconds(lambda: writer.run(delete(ids))), 5.0, "s")
        found["undoing that as well"] = (seconds(lambda: writer.run(undo())), 10.0, "s")
    with closing(sqlite3.connect(path)) as connection:
        for n in range(100_000):
            step = add_step(connection, "set", {"n": 1}, "Ann", "2026-01-01T00:00:00Z")
            add_changes(
                connection, step, [Change(f"work:w{n % MANY}", {"volume": "1"}, {"volume": "2"})]
            )
        connection.commit()
    with closing(LibraryWriter(path, "Ann")) as writer:
        found["saving a field after 100,000 steps"] = (median(save), 50.0, "ms")
        found["undoing one of 100,000 steps"] = (median(lambda n: writer.run(undo())), 50.0, "ms")
    found["a bare commit (the floor)"] = (median(bare_commit(folder)), 50.0, "ms")
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="spexplorer-bench-") as place:
        print(json.dumps(measure(Path(place))))
    sys.exit(0)
