"""What must hold before records are stored: told in one sentence, with what to do about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache
from typing import Any

from spexplorer.domain import fields
from spexplorer.domain.fields import CLASSES, Field, fields_of
from spexplorer.domain.kinds import KINDS, kind_of
from spexplorer.domain.plain import PlainError, from_plain
from spexplorer.domain.records import Record
from spexplorer.domain.vocabularies import Scheme
from spexplorer.operations.validation import Codes, codes_of_schemes, record_faults
from spexplorer.storage.edit import Edit
from spexplorer.storage.vocabulary import read_schemes
from spexplorer.support.errors import AppError

KEPT = frozenset({"id", "origin", "created", "modified"})
"""Fields that the program alone writes."""


class InvalidRecord(AppError):
    """A record that cannot be stored; `record` and, where it is known, `field` say where."""

    def __init__(self, sentence: str, record: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.record = record
        self.field = field


def check(edit: Edit, records: Iterable[Record]) -> None:
    """Raise InvalidRecord with the first fault of records that are to be stored."""
    schemes = read_schemes(edit.connection)
    codes = codes_of_schemes(schemes)
    for record in records:
        refuse_faulty(record, schemes, codes)


def refuse_faulty(
    record: Record, schemes: Mapping[str, Scheme], codes: Codes | None = None
) -> None:
    """Raise InvalidRecord with the first fault of a record that is to be stored; `codes` of the schemes."""
    for fault in record_faults(record, schemes, codes):
        sentence = fault.sentence.rstrip(".")
        raise InvalidRecord(f"{fault.record} cannot be stored: {sentence}.", fault.record)


def record_from(plain: Mapping[str, Any]) -> Record:
    """The record that plain values describe; raises InvalidRecord where they describe none."""
    with refusing():
        record_id = str(plain.get("id", ""))
        known = fields_by_key(kind_of(record_id))
        refuse_unknown(kind_of(record_id), known, plain)
        refuse_missing(record_id, known, {name: plain.get(name) for name in known})
        return from_plain(dict(plain))


def refuse_missing(record_id: str, known: Mapping[str, Field], values: Mapping[str, Any]) -> None:
    """Raise InvalidRecord for a field that a record cannot do without and that is to hold nothing."""
    needed = _needed(kind_of(record_id))
    for name, value in values.items():
        if value is None and name in needed:
            label = known[name].info.label
            raise InvalidRecord(
                f"{record_id} needs {name} ({label}); give it as well.", record_id, name
            )


def _read_needed(kind: str) -> frozenset[str]:
    owner = CLASSES[kind]
    names = {one.name for one in dataclasses.fields(owner) if one.default is dataclasses.MISSING}
    return frozenset(one.key for one in fields_of(owner) if one.name in names and not one.optional)


_needed: Callable[[str], frozenset[str]] = cache(_read_needed)
"""The fields that a record of a kind cannot do without."""


def refuse_unknown(kind: str, known: Mapping[str, Field], names: Iterable[str]) -> None:
    """Raise InvalidRecord for a field that a kind does not have, with the one that may be meant."""
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            listed = ", ".join(one for one in known if one not in KEPT)
            meant = f"did you mean {near[0]}?" if near else f"it has {listed}."
            raise InvalidRecord(
                f"A record of the kind {kind} has no field “{name}”; {meant}", field=name
            )


def fields_by_key(kind: str) -> dict[str, Field]:
    """The fields of a kind by their names in the contract."""
    if kind not in CLASSES:
        raise InvalidRecord(f"There is no kind “{kind}”; choose one of {', '.join(KINDS)}.")
    return fields.fields_by_key(CLASSES[kind])


def fields_of_id(uid: str) -> dict[str, Field]:
    """The fields of the kind that an id tells; raises InvalidRecord where it is no id."""
    with refusing():
        return fields_by_key(kind_of(uid))


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what is said of a plain value that describes no record into a refusal."""
    try:
        yield
    except PlainError as error:
        sentence = str(error).rstrip(".")
        raise InvalidRecord(f"{sentence}; correct that value.") from error
    except ValueError as error:  # an id of another shape
        raise InvalidRecord(str(error)) from error
