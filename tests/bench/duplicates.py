"""Finding duplicates among a hundred thousand works, and among a tenth of them; planted ones are found.

Prints one line of JSON: name -> figure, limit and unit. Works that are planted are copies of others with a
typing error in the title.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from spexplorer.domain.records import WorkId
from spexplorer.domain.works import Work
from spexplorer.operations.duplicates.finding import find_duplicates
from spexplorer.operations.editing import LibraryWriter, import_records
from spexplorer.operations.reader import Reader
from spexplorer.storage.snapshot import connected
from spexplorer.storage.traits import traits_of_kind

MANY = int(os.environ.get("SPEXPLORER_BENCH_RECORDS", "100000"))
PLANTED = 1_000
_LEAST_LETTERS = 24
_MAKER = Path(__file__).with_name("million.py")


def library(folder: Path, works: int) -> tuple[Path, dict[str, str]]:
    """A library of works, some planted; and the planted ids with those they are copies of."""
    path = folder / f"{works}.spex"
    subprocess.run([sys.executable, str(_MAKER), str(path), str(works), "100"], check=True)
    chance = random.Random(works)
    with connected(path) as connection:
        listed = [one for one in traits_of_kind(connection, "work") if _tells(one.names[0])]
    chosen = chance.sample(listed, min(PLANTED, works // 20))
    with closing(Reader(path)) as reader:
        records = [reader.record(one.id) for one in chosen]
    copies = {
        f"work:planted-{n}": record for n, record in enumerate(records) if isinstance(record, Work)
    }
    made = [
        replace(record, id=WorkId(uid), title=_mistyped(record.title, chance))
        for uid, record in copies.items()
    ]
    with closing(LibraryWriter(path)) as writer:
        writer.run(import_records(made, "planted"))
    return path, {uid: str(record.id) for uid, record in copies.items()}


def _tells(title: str) -> bool:
    return len(title) >= _LEAST_LETTERS and title.isascii()


def _mistyped(title: str, chance: random.Random) -> str:
    """A title with a letter left out of its longest word."""
    word = max(title.split(), key=len)
    at = chance.randrange(1, len(word))
    return title.replace(word, word[:at] + word[at + 1 :], 1)


def measure(folder: Path) -> dict[str, tuple[float, float, str]]:
    """Name -> figure, limit, unit; the limit is absolute."""
    spent: list[float] = []
    shares: list[float] = []
    for works in (MANY // 10, MANY):
        path, planted = library(folder, works)
        start = time.perf_counter()
        found = find_duplicates(path, "work")
        spent.append(time.perf_counter() - start)
        together = {uid: group.records for group in found for uid in group.records}
        missed = sum(copy not in together.get(uid, ()) for uid, copy in planted.items())
        shares.append(100 * missed / len(planted))
    return {
        f"duplicates among {MANY:,} works": (spent[1], 30.0, "s"),
        "the same for a tenth, times longer": (spent[1] / spent[0], 15.0, "×"),
        "planted duplicates that are missed": (shares[1], 3.0, "%"),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="spexplorer-bench-") as place:
        print(json.dumps(measure(Path(place))))
    sys.exit(0)
