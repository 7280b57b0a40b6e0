"""The text sources of a library: a folder of TOML files, one table per record (`db/README.md`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from spexplorer.domain.plain import PlainError, from_plain
from spexplorer.domain.records import Record


class SourceError(ValueError):
    """A text source that cannot be read; the message names the file and what to mend."""


def read_folder(folder: Path) -> Iterator[Record]:
    """Every record of the TOML files of a folder, file by file in the order of their names."""
    for path in sorted(folder.glob("*.toml")):
        yield from read_file(path)


def read_file(path: Path) -> Iterator[Record]:
    """The records of one file, in their order in it."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name}: {error}") from error
    for record_id, plain in tables.items():
        try:
            yield from_plain({"id": record_id, **plain})
        except PlainError as error:
            raise SourceError(f"{path.name}: {error}") from error


def read_vocabularies(path: Path) -> dict[str, dict[str, str]]:
    """Scheme -> code -> label, in the order of the file."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {scheme: dict(terms) for scheme, terms in tables.items()}
