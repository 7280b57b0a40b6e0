"""The library's own JSON: one object with everything, by the names of the contract."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

from spexplorer.domain.kinds import PLURALS, kind_of
from spexplorer.domain.plain import PlainError, from_plain, to_plain
from spexplorer.domain.records import Record
from spexplorer.support.errors import EnvironmentProblem, LibraryError
from spexplorer.support.files import read_text

FORMAT: Final = "spexplorer-library"
VERSION: Final = 1

_HEAD: Final = 400
"""Bytes within which a library says what it is."""
_ABOUT: Final = ("name", "version", "checksum")
DISTINCT: Final = "not_duplicates"
"""Pairs of ids of records that look alike and are not the same; left out where there are none."""


def document(
    library: Mapping[str, str], records: Iterable[Record], distinct: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """The export as one plain object: format, version, library, then one array per plural.

    Of the pairs of records that are not the same those follow whose records are in it.
    """
    arrays: dict[str, list[dict[str, Any]]] = {plural: [] for plural in PLURALS.values()}
    for record in records:
        arrays[PLURALS[kind_of(record.id)]].append(to_plain(record))
    about = {key: library.get(key, "") for key in _ABOUT}
    whole = {"format": FORMAT, "version": VERSION, "library": about, **arrays}
    if pairs := sorted(distinct):
        ids = {plain["id"] for array in arrays.values() for plain in array}
        whole[DISTINCT] = [list(pair) for pair in pairs if ids.issuperset(pair)]
    return whole


def write(
    library: Mapping[str, str],
    records: Iterable[Record],
    stream: TextIO,
    distinct: Iterable[tuple[str, str]] = (),
) -> None:
    """Write the export, one record readable at a time, UTF-8, ending in a newline.

    Raises LibraryError, before anything is written, where a number is not finite: JSON has no such.
    """
    whole = document(library, records, distinct)
    for arrays in (whole[plural] for plural in PLURALS.values()):
        for plain in arrays:
            if not _is_finite(plain):
                raise LibraryError(
                    f"A number of {plain['id']} is not finite and cannot be written; correct it, or "
                    "go back to a copy of the library."
                )
    json.dump(whole, stream, ensure_ascii=False, indent=1, allow_nan=False)
    stream.write("\n")


class LibraryDocument(NamedTuple):
    """What an export of a library holds: what it says of itself, its records, and what is no record.

    `distinct` are pairs of ids of records that are not the same, though they look alike.
    """

    about: dict[str, str]
    records: list[Record]
    faults: list[str]
    distinct: tuple[tuple[str, str], ...] = ()


def read(path: Path) -> LibraryDocument:
    """Read an export; records that cannot be read are told of in sentences and left out.

    Raises LibraryError where the file is no export of a library, EnvironmentProblem where it cannot be
    read.
    """
    try:
        whole = json.loads(read_text(path), parse_constant=_no_number)
    except OSError as error:
        raise EnvironmentProblem(
            f"{path} cannot be read ({error.strerror}); name another file."
        ) from error
    except (ValueError, RecursionError) as error:
        raise LibraryError(f"{path} is not JSON ({error}); name an export of a library.") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise LibraryError(f"{path} is not the JSON of a library; name one that “export” wrote.")
    if whole.get("version") != VERSION:
        raise LibraryError(
            f"{path} was written by another version of this program (version {whole.get('version')}; "
            f"this one reads {VERSION}); export it again with this version."
        )
    about = whole.get("library")
    texts = about if isinstance(about, dict) else {}
    records, faults = _records(whole)
    pairs = tuple(_pairs(whole.get(DISTINCT, []), faults))
    said = {key: str(texts.get(key) or "") for key in _ABOUT}
    return LibraryDocument(said, records, faults, pairs)


def _pairs(listed: Any, faults: list[str]) -> Iterator[tuple[str, str]]:
    for pair in listed if isinstance(listed, list) else [listed]:
        match pair:
            case [str() as one, str() as other] if one != other:
                yield one, other
            case _:
                faults.append(f"{DISTINCT}: {pair!r:.80} is no pair of two ids and was left out.")


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _records(whole: dict[str, Any]) -> tuple[list[Record], list[str]]:
    records: list[Record] = []
    faults: list[str] = []
    seen: set[str] = set()
    for kind, plural in PLURALS.items():
        array = whole.get(plural, [])
        if not isinstance(array, list):
            faults.append(f"{plural} is no list and was left out.")
            continue
        for number, plain in enumerate(array, start=1):
            try:
                record = from_plain(plain)
                if kind_of(record.id) != kind:
                    raise PlainError(f"{record.id} is no id of a {kind}.")
                if record.id in seen:
                    raise PlainError(f"{record.id} is there twice; the first was read.")
            except (ValueError, AttributeError, TypeError) as error:
                faults.append(f"{plural} {number}: {error}")
                continue
            seen.add(record.id)
            records.append(record)
    unknown = [
        name
        for name in whole
        if name not in {"format", "version", "library", DISTINCT, *PLURALS.values()}
    ]
    faults.extend(f"“{name}” is not part of a library and was left out." for name in unknown)
    return records, faults


def _is_finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)


def is_library(path: Path) -> bool:
    """Whether a file begins as the JSON of a library; the beginning is enough."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return f'"{FORMAT}"'.encode() in head and head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
