"""The fields of each kind, read off the record classes: the one place that interprets annotations."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

from spexplorer.domain.authorities import Agent, Place
from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.facet import Facet
from spexplorer.domain.findings import Claim, Note, Statistic
from spexplorer.domain.happenings import Agreement, Event
from spexplorer.domain.records import ID_KINDS, EdtfText, Info, Record
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

    `name` is its name in Python, `key` the one in the contract; `target` is the kind of a LINK ("" for
    any); `part` is the class of a PART; `info` is what people are told of it.
    """

    name: str
    key: str
    shape: Shape
    repeats: bool
    optional: bool
    info: Info
    target: str = ""
    part: type | None = None

    @property
    def scheme(self) -> str:
        """The vocabulary its values come from; "" for free text."""
        return self.info.scheme


_SCALARS: dict[object, Shape] = {
    str: Shape.TEXT,
    int: Shape.INTEGER,
    float: Shape.NUMBER,
    EdtfText: Shape.DATE,
}


def _read_fields(owner: type) -> tuple[Field, ...]:
    hints = typing.get_type_hints(owner, include_extras=True)
    return tuple(
        _field(f.name, hints[f.name], required=f.default is dataclasses.MISSING)
        for f in dataclasses.fields(owner)
    )


def _field(name: str, hint: object, *, required: bool) -> Field:
    if typing.get_origin(hint) is not typing.Annotated:
        raise TypeError(f"field {name} does not say what it is called")
    hint, info = typing.get_args(hint)
    assert isinstance(info, Info)
    repeats = typing.get_origin(hint) is tuple
    if repeats:
        hint = typing.get_args(hint)[0]
    optional = False
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
        optional = True
    optional = optional or (repeats and not required)
    made = partial(Field, name, info.key or name, repeats=repeats, optional=optional, info=info)
    if hint in _SCALARS:
        return made(shape=_SCALARS[hint])
    type_name = getattr(hint, "__name__", "")
    if type_name in ID_KINDS:
        return made(shape=Shape.LINK, target=ID_KINDS[type_name])
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return made(shape=Shape.PART, part=hint)
    raise TypeError(f"field {name}: no shape for {hint!r}")


fields_of: Callable[[type], tuple[Field, ...]] = cache(_read_fields)
"""The fields of a record class or of a part, in the order of declaration; read once."""


def values_getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads some attributes at once as a tuple, however many these are."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _read_getter(owner: type) -> Callable[[Any], tuple[Any, ...]]:
    return values_getter([field.name for field in fields_of(owner)])


_values_of: Callable[[type], Callable[[Any], tuple[Any, ...]]] = cache(_read_getter)
"""What reads all fields of a record or part at once, in their order."""


_NO_ITEMS: tuple[()] = ()


def filled_fields(owner: Any) -> list[tuple[Field, tuple[Any, ...]]]:
    """The fields of a record or part that hold something, each with its items; most hold nothing."""
    kind = type(owner)
    return [
        (field, value if field.repeats else (value,))
        for field, value in zip(fields_of(kind), _values_of(kind)(owner), strict=True)
        if value is not None and value is not _NO_ITEMS
    ]


def differing_fields(one: Any, other: Any) -> list[Field]:
    """The fields in which two records of a kind differ."""
    kind = type(one)
    read = _values_of(kind)
    return [
        field
        for field, mine, theirs in zip(fields_of(kind), read(one), read(other), strict=True)
        if mine is not theirs and mine != theirs
    ]


def _read_by_key(owner: type) -> dict[str, Field]:
    return {field.key: field for field in fields_of(owner)}


fields_by_key: Callable[[type], dict[str, Field]] = cache(_read_by_key)
"""The fields of a record class or part by their keys in the contract."""


def described_classes() -> tuple[type, ...]:
    """The record classes and the parts they are made of."""
    owners: list[type] = list(CLASSES.values())
    for owner in owners:  # grows by the parts
        parts = (field.part for field in fields_of(owner) if field.part is not None)
        owners.extend(part for part in parts if part not in owners)
    return tuple(owners)


@cache
def governed_fields() -> dict[str, tuple[type, Field]]:
    """Scheme -> the class whose field it governs, and that field, for every scheme there is."""
    found: dict[str, tuple[type, Field]] = {}
    for owner in described_classes():
        for field in fields_of(owner):
            if field.scheme:
                found.setdefault(field.scheme, (owner, field))
    return found


class FacetField(NamedTuple):
    """A facet that is declared with a field, and the class it is a field of."""

    facet: Facet
    owner: type
    field: Field


@cache
def facet_fields() -> dict[str, FacetField]:
    """The facets declared with fields by their names; labels are those where a library says nothing."""
    found: dict[str, FacetField] = {}
    for owner in described_classes():
        for field in fields_of(owner):
            if field.info.facet:
                place, label, *names = field.info.facet
                facet = Facet(names[0] if names else field.name, label, field.scheme, place)
                found.setdefault(facet.name, FacetField(facet, owner, field))
    return found


def review_field(owner: type) -> str:
    """The field of a kind that says how far a record is checked; an agreement's `status` is its own."""
    return "review_status" if owner is Agreement else "status"


def scheme_of(owner: type, field: str) -> str | None:
    """The scheme that governs a field of a record class or part, or None for free text."""
    return next((item.scheme or None for item in fields_of(owner) if item.name == field), None)
