"""The fields of each kind, read off the record classes: the one place that interprets annotations."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from spexplorer.domain.authorities import Agent, Place
from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.findings import Claim, Note, Statistic
from spexplorer.domain.happenings import Agreement, Event
from spexplorer.domain.records import ID_KINDS, EdtfText, Record
from spexplorer.domain.works import Citation, Passage, Work

CLASSES: dict[str, type[Record]] = {
    "work": Work,
    "agent": Agent,
    "place": Place,
    "concept": Concept,
    "instrument": Instrument,
    "event": Event,
    "agreement": Agreement,
    "statistic": Statistic,
    "claim": Claim,
    "citation": Citation,
    "passage": Passage,
    "note": Note,
}
"""Kind -> record class."""


class Shape(Enum):
    """How the value of a field is built."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its shape, whether it repeats or may be null, and what it points at or consists of.

    `target` is the kind of a LINK ("" for any); `part` is the class of a PART.
    """

    name: str
    shape: Shape
    repeats: bool
    optional: bool
    target: str = ""
    part: type | None = None


_SCALARS: dict[object, Shape] = {
    str: Shape.TEXT,
    int: Shape.INTEGER,
    float: Shape.NUMBER,
    EdtfText: Shape.DATE,
}


def _read_fields(owner: type) -> tuple[Field, ...]:
    hints = typing.get_type_hints(owner)
    return tuple(
        _field(f.name, hints[f.name], required=f.default is dataclasses.MISSING)
        for f in dataclasses.fields(owner)
    )


def _field(name: str, hint: object, *, required: bool) -> Field:
    repeats = typing.get_origin(hint) is tuple
    if repeats:
        hint = typing.get_args(hint)[0]
    optional = False
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
        optional = True
    optional = optional or (repeats and not required)
    if hint in _SCALARS:
        return Field(name, _SCALARS[hint], repeats, optional)
    type_name = getattr(hint, "__name__", "")
    if type_name in ID_KINDS:
        return Field(name, Shape.LINK, repeats, optional, target=ID_KINDS[type_name])
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return Field(name, Shape.PART, repeats, optional, part=hint)
    raise TypeError(f"field {name}: no shape for {hint!r}")


fields_of: Callable[[type], tuple[Field, ...]] = cache(_read_fields)
"""The fields of a record class or of a part, in the order of declaration; read once."""
