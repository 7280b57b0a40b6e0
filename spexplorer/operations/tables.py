"""Tables that are to be imported: how their columns are read, and how they were read the last time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from spexplorer.formats.column_mapping import ColumnMapping, TableFormat, TableSample
from spexplorer.formats.interchange import HEAD, discover, recognised
from spexplorer.support.errors import AppError
from spexplorer.support.files import replacing
from spexplorer.support.folders import user_data

_REMEMBERED: Final = 200
"""Tables whose columns are remembered; the oldest is forgotten first."""

_LARGEST: Final = 4_000_000
"""Bytes of the memory that are read."""


def table_format(path: Path, code: str = "") -> TableFormat | None:
    """The format of a file that is a table, by its content or its ending; None for any other file."""
    if code:
        found = discover().get(code)
        return found if isinstance(found, TableFormat) else None
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return None
    if (known := recognised(head, path.name)) is not None:
        return known if isinstance(known, TableFormat) else None
    tables = (item for item in discover().values() if isinstance(item, TableFormat))
    named = (item for item in tables if path.name.lower().endswith(item.suffixes))
    # A workbook is told by its bytes; a text with an ending of tables may be one, and any other prose.
    found = next(
        (item for item in named if item.code != "csv" or b"\x00\x00\x00" not in head), None
    )
    if found is None or path.suffix.lower() != ".txt":
        return found
    try:
        return found if sample_of(path, found).is_even else None
    except AppError:
        return None


def tables_among(
    formats: Mapping[Path, str], refused: Iterable[Path], code: str = ""
) -> list[Path]:
    """The tables among previewed files, by the labels of their formats; those that nothing took come last."""
    labels = {item.label for item in discover().values() if isinstance(item, TableFormat)}
    read = [path for path, label in formats.items() if label in labels]
    return [*read, *(path for path in refused if path not in formats and table_format(path, code))]


def sample_of(path: Path, fmt: TableFormat, separator: str = "", encoding: str = "") -> TableSample:
    """The beginning of a table, taken apart as is said or noticed. Raises AppError, as a sentence."""
    try:
        with path.open("rb") as stream:
            return fmt.sample(stream, separator, encoding)
    except OSError as error:
        raise AppError(f"{path} cannot be read ({error.strerror}); check the disk.") from error


def remembered(paths: Iterable[Path], code: str = "") -> dict[Path, ColumnMapping]:
    """The mappings of those files whose heads were mapped before."""
    memory = _memory()
    found: dict[Path, ColumnMapping] = {}
    for path in paths if memory else ():
        if (fmt := table_format(path, code)) is None:
            continue
        try:
            sample = sample_of(path, fmt)
        except AppError:
            continue
        if (mapping := memory.get(_key(sample.heads))) is not None:
            found[path] = mapping
    return found


def remember(mapping: ColumnMapping) -> None:
    """Keep how a table is read for the next one with the same heads. Raises EnvironmentProblem.

    A table without heads has nothing by which it could be known again.
    """
    if not mapping.has_heads:
        return
    memory = _memory()
    memory.pop(_key(mapping.heads), None)
    memory[_key(mapping.heads)] = mapping
    kept = dict(list(memory.items())[-_REMEMBERED:])
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as stream:
        json.dump([one._asdict() for one in kept.values()], stream, ensure_ascii=False, indent=1)


def _file() -> Path:
    return user_data() / "columns.json"


def _key(heads: Iterable[str]) -> tuple[str, ...]:
    return tuple(head.casefold() for head in heads)


def _memory() -> dict[tuple[str, ...], ColumnMapping]:
    """What is remembered, by the heads; a memory that cannot be read is none."""
    try:
        with _file().open("rb") as stream:
            stored = json.loads(stream.read(_LARGEST))
        mappings = [_mapping(one) for one in stored]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    return {_key(one.heads): one for one in mappings}


def _mapping(stored: Mapping[str, object]) -> ColumnMapping:
    heads, meanings = stored["heads"], stored["meanings"]
    if not isinstance(heads, list) or not isinstance(meanings, list):
        raise TypeError("heads and meanings are lists")
    return ColumnMapping(tuple(map(str, heads)), tuple(map(str, meanings)))
