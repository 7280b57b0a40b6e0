"""What every format of sources has in common: entries, what is said about them, and the Format itself.

A format is one module of this folder with a `Format` named `FORMAT`; `discover` finds it. It reads a
file into entries of ordinary records, whose ids hold within the entry only, and writes records. Who
imports (`operations.importing`) gives the records their permanent ids.
"""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import BinaryIO, ClassVar, Final, NamedTuple, TypeAlias

from spexplorer.domain.fields import Field, fields_of
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.support.errors import AppError

HEAD: Final = 65_536
"""How many bytes of a file are looked at to tell its format."""

LookUp: TypeAlias = Callable[[str], Record | None]
"""The record of an id, None where there is none."""


class FilePlace(NamedTuple):
    """Where in a file something stands: the number (from 1) of a line, record or row, or a byte's offset."""

    unit: str
    """"line", "record", "row", "byte" or "element"."""
    number: int


class Remark(NamedTuple):
    """Something to be told about an entry: a sentence in English with its values, for `tr`."""

    sentence: str
    values: tuple[tuple[str, str], ...] = ()


class Entry(NamedTuple):
    """One entry of a file: what it describes first, then the people and bodies that this names."""

    records: tuple[Record, ...]
    place: FilePlace
    raw: str = ""
    """The entry as it stands in the file, shortened where it is very long."""
    remarks: tuple[Remark, ...] = ()


class Unreadable(NamedTuple):
    """A part of a file that could not be read as an entry, as it stands there, and why."""

    place: FilePlace
    raw: str
    remark: Remark


class NotOfThisFormat(AppError):
    """A file that is not what it was said to be, as a sentence."""


class Format(ABC):
    """A format that sources are exchanged in. One instance serves any number of files."""

    code: ClassVar[str]
    """By which the command line names it: ris, csl-json."""
    label: ClassVar[str]
    """What people call it: RIS, CSL-JSON."""
    suffixes: ClassVar[tuple[str, ...]]
    """Endings of its files, the usual one first: (".ris",)."""
    kinds: ClassVar[tuple[str, ...]] = ("work",)
    """The kinds of records that it carries."""
    reads: ClassVar[bool] = True
    writes: ClassVar[bool] = True
    carried: ClassVar[frozenset[str]] = frozenset()
    """The fields of its kinds of records that come back from it as they went out."""
    extends: ClassVar[bool] = False
    """Whether fields it does not know travel in an extension that this program reads back."""

    @abstractmethod
    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins with `head` (at most `HEAD` bytes) is one of this format."""

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The entries of a file, one after another; memory does not grow with their number.

        Raises NotOfThisFormat or another AppError where nothing of the file can be read. What is
        damaged comes as Unreadable, and the entries after it still follow.
        """
        raise NotImplementedError(f"{self.label} is not read")

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write records, one after another, as UTF-8; `look_up` gives the agents that they name."""
        raise NotImplementedError(f"{self.label} is not written")

    def losses(self, record: Record) -> tuple[str, ...]:
        """The fields of a record that have a value and do not come back from this format."""
        missing = self.missing(type(record))
        return tuple(field.name for field in missing if _has_value(record, field))

    def missing(self, owner: type[Record]) -> tuple[Field, ...]:
        """The fields of a class of records that it has no place for, values or not."""
        carried = WORK_FIELDS - OF_THE_LIBRARY if self.extends else self.carried
        return tuple(field for field in _own_fields(owner) if field.name not in carried)


_ADMINISTRATIVE: Final = frozenset({"id", "origin", "created", "modified", "status"})
"""What belongs to a library rather than to a source: nobody misses it in a file of sources."""


OF_THE_LIBRARY: Final = frozenset(("origin", "created", "modified", "evidence", "collections"))
"""What makes no sense outside of the library a record lies in: no format but the library's own carries it."""


def _own_fields(owner: type) -> Iterator[Field]:
    return (field for field in fields_of(owner) if field.name not in _ADMINISTRATIVE)


def _has_value(record: Record, field: Field) -> bool:
    return getattr(record, field.name) not in (None, (), "")


WORK_FIELDS: Final = frozenset(field.name for field in fields_of(Work))


def work_fields(names: str) -> frozenset[str]:
    """The names of fields of a work, given with spaces between; raises ValueError for any other."""
    found = frozenset(names.split())
    if unknown := found - WORK_FIELDS:
        raise ValueError(f"a work has no field {min(unknown)}")
    return found


@cache
def discover() -> dict[str, Format]:
    """Code -> format, in the order of their labels; the modules of this folder that have a FORMAT."""
    package = importlib.import_module(__package__)
    found = [
        candidate
        for module in pkgutil.iter_modules(package.__path__)
        if isinstance(
            candidate := getattr(
                importlib.import_module(f"{__package__}.{module.name}"), "FORMAT", None
            ),
            Format,
        )
    ]
    return {item.code: item for item in sorted(found, key=lambda item: item.label.casefold())}


def recognised(head: bytes, name: str = "") -> Format | None:
    """The format of a file by its first bytes; where several take it, the ending of `name` decides."""
    takers = [item for item in discover().values() if item.reads and item.recognises(head)]
    by_name = [item for item in takers if name.lower().endswith(item.suffixes)]
    return next(iter(by_name or takers), None)
