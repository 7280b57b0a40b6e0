"""The library's own JSON: one object with everything, by the names of the contract."""

from __future__ import annotations

import json
import math
import re
import reprlib
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
_LONGEST_ABOUT: Final = 500
"""Letters of what a library says of itself."""
_LARGEST: Final = 2_000_000_000
"""Bytes of an export that is read: it is held in memory as a whole."""
_TOLD: Final = 1_000
"""Faults that are told of one by one."""
_NAMED: Final = 20
"""Names that are no part of a library and are told of one by one."""
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
"""Where a text in JSON may hold half of a sign."""
_ID: Final = re.compile(r"(?:[a-z]+:[a-z0-9-]+ ?){2}\Z")
"""Two ids of records."""
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
    faults: list[str] = []
    whole = _parsed(path, faults)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise LibraryError(f"{path} is not the JSON of a library; name one that “export” wrote.")
    if whole.get("version") != VERSION:
        raise LibraryError(
            f"{path} was written by another version of this program (version "
            f"{_brief(whole.get('version'))}; this one reads {VERSION}); export it again with this version."
        )
    about = whole.get("library")
    texts = about if isinstance(about, dict) else {}
    records = _records(whole, faults)
    pairs = tuple(dict.fromkeys(_pairs(whole.get(DISTINCT, []), faults)))
    said = {key: _brief(texts.get(key) or "", _LONGEST_ABOUT) for key in _ABOUT}
    return LibraryDocument(said, records, faults, pairs)


def _parsed(path: Path, faults: list[str]) -> Any:
    """The JSON of a file as plain values; names that an object has twice are told of."""

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs) and len(faults) < _TOLD:
            seen: set[str] = set()
            twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
            where = _brief(found.get("id", "The file"))
            faults.append(f"{where} has “{_brief(twice)}” twice; the last one was read.")
        return found

    try:
        text = read_text(path, _LARGEST)
        whole = json.loads(text, parse_constant=_no_number, object_pairs_hook=object_of)
    except OSError as error:
        raise EnvironmentProblem(
            f"{path} cannot be read ({error.strerror}); name another file."
        ) from error
    except UnicodeError as error:
        raise LibraryError(f"{path} is no text in UTF-8; export the library again.") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise LibraryError(
            f"{path} is not JSON, or is not whole ({where}); export the library again."
        ) from error
    except RecursionError as error:
        raise LibraryError(
            f"{path} is not the JSON of a library: lists lie in lists without end; export it again."
        ) from error
    except ValueError as error:
        reason = str(error).partition(";")[0]
        raise LibraryError(
            f"{path} cannot be read ({reason}); export the library again."
        ) from error
    if _HALF.search(text) and (mended := _without_halves(whole)) != whole:
        faults.append("Halves of signs, which no text holds, were replaced by “\ufffd”.")
        return mended
    return whole


def _pairs(listed: Any, faults: list[str]) -> Iterator[tuple[str, str]]:
    for pair in listed if isinstance(listed, list) else [listed]:
        match pair:
            case [str() as one, str() as other] if one != other and _ID.match(f"{one} {other}"):
                yield min(one, other), max(one, other)
            case _ if len(faults) < _TOLD:
                faults.append(f"{DISTINCT}: {_brief(pair)} is no pair of two ids and was left out.")


def _without_halves(value: Any) -> Any:
    """A value in which halves of signs, which no text holds, became U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_halves(item) for item in value]
    if isinstance(value, dict):
        return {_without_halves(key): _without_halves(item) for key, item in value.items()}
    return value


def _brief(value: Any, most: int = 80) -> str:
    """A value for a sentence: one line, cut where it is long."""
    text = value[: most + 1] if isinstance(value, str) else reprlib.repr(value)
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    return text if len(text) <= most else f"{text[:most]}…"


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _records(whole: dict[str, Any], faults: list[str]) -> list[Record]:
    """The records of all arrays; the first thousand that cannot be read are told of one by one."""
    records: list[Record] = []
    left_out = 0
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
                left_out += 1
                if len(faults) < _TOLD:
                    faults.append(f"{plural} {number}: {_brief(str(error), 300)}")
                continue
            seen.add(record.id)
            records.append(record)
    if left_out and len(faults) >= _TOLD:
        faults.append(f"{left_out:,} records could not be read and were left out.")
    known = {"format", "version", "library", DISTINCT, *PLURALS.values()}
    unknown = [name for name in whole if name not in known]
    faults.extend(
        f"“{_brief(name)}” is not part of a library and was left out." for name in unknown[:_NAMED]
    )
    if len(unknown) > _NAMED:
        faults.append(f"{len(unknown):,} names are not part of a library and were left out.")
    return records


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
