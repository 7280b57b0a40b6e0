"""The library's own JSON: one object with everything, by the names of the contract."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, TextIO

from spexplorer.domain.kinds import PLURALS, kind_of
from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record

FORMAT: Final = "spexplorer-library"
VERSION: Final = 1


def document(library: Mapping[str, str], records: Iterable[Record]) -> dict[str, Any]:
    """The export as one plain object: format, version, library, then one array per plural."""
    arrays: dict[str, list[dict[str, Any]]] = {plural: [] for plural in PLURALS.values()}
    for record in records:
        arrays[PLURALS[kind_of(record.id)]].append(to_plain(record))
    about = {key: library.get(key, "") for key in ("name", "version", "checksum")}
    return {"format": FORMAT, "version": VERSION, "library": about, **arrays}


def write(library: Mapping[str, str], records: Iterable[Record], stream: TextIO) -> None:
    """Write the export, one record readable at a time, UTF-8, ending in a newline."""
    json.dump(document(library, records), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def checksum_of(records: Iterable[Record]) -> str:
    """SHA-256 of the content: equal for equal records in whatever order and file they lie."""
    lines = sorted(
        json.dumps(to_plain(record), ensure_ascii=False, sort_keys=True) for record in records
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
