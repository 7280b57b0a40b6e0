"""The library's own JSON: one object with everything, by the names of the contract."""

from __future__ import annotations

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
