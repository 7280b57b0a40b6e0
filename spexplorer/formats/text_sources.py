"""The text sources of a library: a folder of TOML files, one table per record (`db/README.md`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spexplorer.domain.plain import PlainError, from_plain
from spexplorer.domain.records import Record
from spexplorer.support.errors import AppError


class SourceError(AppError):
    """A text source that cannot be read; the message names the file and what to mend."""


def read_folder(folder: Path) -> Iterator[Record]:
    """Every record of the TOML files of a folder, file by file in the order of their names."""
    for path in sorted(folder.glob("*.toml")):
        yield from read_file(path)


def read_file(path: Path) -> Iterator[Record]:
    """The records of one file, in their order in it."""
    for record_id, plain in read_tables(path).items():
        if not isinstance(plain, dict):
            raise SourceError(f"{path.name}: {record_id} stands outside the table of a record.")
        try:
            yield from_plain({"id": record_id, **plain})
        except PlainError as error:
            raise SourceError(f"{path.name}: {error}") from error


def read_vocabularies(path: Path) -> dict[str, dict[str, str]]:
    """Scheme -> code -> label, in the order of the file."""
    tables = read_tables(path)
    for scheme, terms in tables.items():
        if not isinstance(terms, dict) or not all(isinstance(t, str) for t in terms.values()):
            raise SourceError(f"{path.name}: {scheme} is not a table of codes with their labels.")
    return {scheme: dict(terms) for scheme, terms in tables.items()}


def read_tables(path: Path) -> dict[str, Any]:
    """What a TOML file holds; raises SourceError when it cannot be read or is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise SourceError(
            f"{path.name}: its tables are nested too deeply; mend the file."
        ) from error
    except (
        ValueError
    ) as error:  # TOML's own errors, letters that are not UTF-8, numbers beyond all bounds
        raise SourceError(f"{path.name}: {error}; mend the file.") from error
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}).") from error
