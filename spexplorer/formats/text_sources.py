"""The text sources of a library: a folder of TOML files, one table per record (`db/README.md`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from spexplorer.domain.fields import governed_fields
from spexplorer.domain.plain import PlainError, from_plain
from spexplorer.domain.records import Record
from spexplorer.domain.vocabularies import Scheme, Term
from spexplorer.support.errors import AppError
from spexplorer.support.files import read_text
from spexplorer.support.folders import database_sources

_STANDARD: Final = "standard"

_LARGEST: Final = 100_000_000
"""Bytes of one text source."""

_DEEP_KEY: Final = re.compile(
    r"""(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){100}""", re.ASCII
)
"""A dotted key of more parts than any source has."""


class SourceError(AppError):
    """A text source that cannot be read; the message names the file and what to mend."""


def read_folder(folder: Path, status: str = "draft") -> Iterator[Record]:
    """Every record of the TOML files of a folder, file by file in the order of their names."""
    for path in sorted(folder.glob("*.toml")):
        yield from read_file(path, status)


def read_file(path: Path, status: str = "draft") -> Iterator[Record]:
    """The records of one file, in their order in it; `status` is theirs unless they give another."""
    for record_id, plain in read_tables(path).items():
        if not isinstance(plain, dict):
            raise SourceError(f"{path.name}: {record_id} stands outside the table of a record.")
        try:
            review = "review_status" if record_id.startswith("agreement:") else "status"
            yield from_plain({"id": record_id, review: status, **plain})
        except PlainError as error:
            raise SourceError(f"{path.name}: {error}") from error


def read_vocabularies(path: Path) -> dict[str, Scheme]:
    """The schemes of a file by their codes, in its order; `[schemes]` says what they are called.

    One that stands there as `code = "standard"` has no terms here: the program's are taken over.
    """
    tables = read_tables(path)
    about = tables.pop("schemes", {})
    if not isinstance(about, dict):
        raise SourceError(f"{path.name}: schemes is not a table of what the schemes are called.")
    taken = [code for code, said in about.items() if said == _STANDARD]
    found: dict[str, Scheme] = {}
    for code, terms in tables.items():
        if not isinstance(terms, dict):
            raise SourceError(f"{path.name}: {code} is not a table of codes with their labels.")
        if code in taken:
            raise SourceError(f"{path.name}: {code} is listed and taken over; do one of the two.")
        found[code] = _scheme(code, terms, about.get(code, {}), f"{path.name}: {code}")
    if taken:
        ours = read_vocabularies(database_sources() / "vocabularies.toml")
        if unknown := sorted(set(taken) - set(ours)):
            raise SourceError(f"{path.name}: the program has no vocabulary {unknown[0]}.")
        found |= {code: ours[code] for code in taken}
    return found


def _scheme(code: str, terms: dict[str, Any], about: Any, where: str) -> Scheme:
    """A scheme as the file says; what it leaves out is said by the field that it governs."""
    place, label, help_, field = 0, code, "", ""
    if governed := governed_fields().get(code):
        owner, described = governed
        field, help_ = f"{owner.__name__}.{described.name}", described.info.help
        place, label = (described.info.facet or (0, described.info.label))[:2]
    return Scheme(
        code=code,
        label=_text(about, "label", where) or label,
        terms=tuple(_term(name, value, where) for name, value in terms.items()),
        help=_text(about, "help", where) or help_,
        field=field,
        facet=_place(about, place, where) or None,
        icon=_text(about, "icon", where),
    )


def _term(code: str, value: Any, where: str) -> Term:
    if isinstance(value, str):
        return Term(code, value)
    where = f"{where}.{code}"
    if not isinstance(value, dict) or not isinstance(value.get("label"), str):
        raise SourceError(f'{where} has no label; write {code} = "…" or {{ label = "…" }}.')
    unknown = sorted(set(value) - set(Term._fields[1:]))
    if unknown:
        raise SourceError(f"{where} has no “{unknown[0]}”.")
    words = value.get("alternatives", [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise SourceError(f"{where}: alternatives is not a list of words.")
    given = {name: _text(value, name, where) for name in ("label", "help", "broader", "colour")}
    return Term(
        code, **given, alternatives=tuple(words), retired=value.get("retired", False) is True
    )


def _text(table: Any, key: str, where: str) -> str:
    value = table.get(key, "") if isinstance(table, dict) else None
    if not isinstance(value, str):
        raise SourceError(f"{where}: {key} is not a text.")
    return value


def _place(table: Any, place: int, where: str) -> int:
    value = table.get("facet", place)
    if not isinstance(value, int) or value < 0:
        raise SourceError(f"{where}: facet is not a number; 0 is no facet.")
    return value


def read_tables(path: Path) -> dict[str, Any]:
    """What a TOML file holds; raises SourceError when it cannot be read or is none."""
    try:
        text = read_text(path, _LARGEST)
        # tomllib takes a time that grows with the square of the depth.
        tables = None if _DEEP_KEY.search(text) else tomllib.loads(text)
    except RecursionError:
        tables = None
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path.name}: {error}; mend the file.") from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8."
        ) from error
    except ValueError as error:  # a number of thousands of digits, a day that no calendar has
        reason = "a number in it has too many digits" if "digits" in str(error) else str(error)
        raise SourceError(f"{path.name}: {reason}; mend the file.") from error
    except OSError as error:
        raise SourceError(
            f"{path} cannot be read ({error.strerror}); name another file."
        ) from error
    if tables is None:
        raise SourceError(f"{path.name}: its tables are nested too deeply; mend the file.")
    return tables
