"""The library's own JSON: one object with everything, by the names of the contract."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, TextIO

from spexplorer.domain.kinds import PLURALS, kind_of
from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record
from spexplorer.support.errors import LibraryError

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
    """Write the export, one record readable at a time, UTF-8, ending in a newline.

    Raises LibraryError, before anything is written, where a number is not finite: JSON has no such.
    """
    whole = document(library, records)
    for arrays in (whole[plural] for plural in PLURALS.values()):
        for plain in arrays:
            if not _is_finite(plain):
                raise LibraryError(
                    f"A number of {plain['id']} is not finite and cannot be written; correct it, or "
                    "go back to a copy of the library."
                )
    json.dump(whole, stream, ensure_ascii=False, indent=1, allow_nan=False)
    stream.write("\n")


def _is_finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)
