"""Records to and from plain values (dict, list, str, int, float, None): JSON export, text sources.

`to_plain` leaves nothing out: every field of the contract is present or null. `from_plain` accepts
what `to_plain` gives and refuses, with a sentence, unknown fields, wrong shapes and missing values.
"""

from __future__ import annotations

import dataclasses
import math
import reprlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from spexplorer.domain.fields import CLASSES, Field, Shape, fields_by_key, fields_of
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Evidence, Record

_LARGEST: Final = 2**63 - 1


class PlainError(ValueError):
    """A plain value does not describe a record; the message names the record and the field."""


def to_plain(value: Any) -> dict[str, Any]:
    """A record or part as a dict whose keys are the field names of the contract."""
    return {
        field.key: plain_value(field, getattr(value, field.name))
        for field in fields_of(type(value))
    }


def plain_value(field: Field, value: Any) -> Any:
    """The value of a field as plain values."""
    if field.shape is not Shape.PART:
        return list(value) if field.repeats else value
    if field.repeats:
        return [to_plain(part) for part in value]
    return None if value is None else to_plain(value)


def from_plain(plain: dict[str, Any]) -> Record:
    """The record described by a dict with the contract's field names; `id` tells the kind."""
    record_id = str(plain.get("id", ""))
    try:
        owner = CLASSES[kind_of(record_id)]
    except ValueError as error:
        raise PlainError(str(error)) from error
    values = dict(plain)
    if isinstance(evidence := plain.get("evidence"), list):
        values["evidence"] = [_evidence(item) for item in evidence]
    record = _build(owner, values, record_id)
    assert isinstance(record, Record)
    return record


def with_plain(record: Record, values: Mapping[str, Any]) -> Record:
    """A record with other plain values in some of its fields; None is what a field holds by itself.

    Raises PlainError as `from_plain` does.
    """
    known, usual = fields_by_key(type(record)), _defaults(type(record))
    changed: dict[str, Any] = {}
    for key, value in values.items():
        if (field := known.get(key)) is None:
            raise PlainError(f"{record.id}: {type(record).__name__} has no field “{key}”.")
        if value is not None:
            items = [_evidence(one) for one in value] if key == "evidence" else value
            changed[field.name] = _value_from_plain(field, items, f"{record.id}, {key}")
        elif (default := usual[field.name]) is not dataclasses.MISSING:
            changed[field.name] = default
        else:
            raise PlainError(f"{record.id}: “{key}” is needed.")
    return dataclasses.replace(record, **changed)


def _read_defaults(owner: type) -> dict[str, Any]:
    return {one.name: one.default for one in dataclasses.fields(owner)}


_defaults: Callable[[type], dict[str, Any]] = cache(_read_defaults)
"""What the fields of a record class hold when nothing was said."""


def _evidence(item: Any) -> Any:
    """Text sources write evidence that states a value as the bare passage id."""
    if isinstance(item, str):
        return {"passage": item, "role": Evidence.__dataclass_fields__["role"].default}
    return item


def _build(owner: type, plain: dict[str, Any], where: str) -> Any:
    known = fields_by_key(owner)
    unknown = sorted(plain.keys() - known.keys())
    if unknown:
        raise PlainError(f"{where}: {owner.__name__} has no field “{unknown[0]}”.")
    values: dict[str, Any] = {}
    for key, field in known.items():
        if plain.get(key) is not None:
            values[field.name] = _value_from_plain(field, plain[key], f"{where}, {key}")
    try:
        return owner(**values)
    except TypeError as error:
        raise PlainError(f"{where}: {str(error).split(') ')[-1]}.") from error


def _value_from_plain(field: Field, value: Any, where: str) -> Any:
    if field.repeats:
        if not isinstance(value, list | tuple):
            raise PlainError(f"{where}: a list is expected, not {reprlib.repr(value)}.")
        return tuple(_one_from_plain(field, item, where) for item in value)
    return _one_from_plain(field, value, where)


def _one_from_plain(field: Field, value: Any, where: str) -> Any:
    match field.shape:
        case Shape.PART:
            if not isinstance(value, dict):
                raise PlainError(
                    f"{where}: a table of fields is expected, not {reprlib.repr(value)}."
                )
            assert field.part is not None
            return _build(field.part, value, where)
        case Shape.INTEGER if _is_number(value) and isinstance(value, int):
            return value
        case Shape.NUMBER if _is_number(value):
            return float(value)
        case Shape.LINK if isinstance(value, str):
            _check_target(field, value, where)
            return value
        case Shape.TEXT | Shape.DATE if isinstance(value, str):
            return value
    raise PlainError(f"{where}: {field.shape.value} is expected, not {reprlib.repr(value)}.")


def _is_number(value: Any) -> bool:
    """Whether a value is a number that every format can carry: finite, and no more than 64 bits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -_LARGEST <= value <= _LARGEST if isinstance(value, int) else math.isfinite(value)


def _check_target(field: Field, value: str, where: str) -> None:
    try:
        kind = kind_of(value)
    except ValueError as error:
        raise PlainError(f"{where}: {error}") from error
    if field.target and kind != field.target:
        raise PlainError(f"{where}: {value} is not a {field.target}.")
