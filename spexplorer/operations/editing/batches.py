"""Change many records in one step: set, add, take away, replace text, move from one field to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from spexplorer.domain.fields import Field, Shape
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.plain import plain_value
from spexplorer.domain.records import Record
from spexplorer.operations.editing.checks import KEPT, InvalidRecord, check, fields_by_key
from spexplorer.operations.editing.records import parts_of, with_fields
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.edit import Edit


class SetField(NamedTuple):
    """Give a field a value; None takes it away."""

    field: str
    value: Any


class AddItem(NamedTuple):
    """Add an item to a list, where it is not in it; a field of one value takes it where it has none."""

    field: str
    value: Any


class RemoveItem(NamedTuple):
    """Take an item out of a list; a field of one value loses it where it is that."""

    field: str
    value: Any


class ReplaceText(NamedTuple):
    """Put other words in the place of some, wherever they stand in a text field or in its items."""

    field: str
    words: str
    by: str


class MoveField(NamedTuple):
    """Move what one field holds to another: to a list it is added, a single value must be free."""

    source: str
    target: str


Change: TypeAlias = SetField | AddItem | RemoveItem | ReplaceText | MoveField


def batch(uids: Iterable[str], changes: Sequence[Change]) -> Operation:
    """Make some changes, one after the other, to every one of some records.

    Rehearsed by `LibraryWriter.rehearse`. `parts["n"]` counts the records that were changed. Raises
    InvalidRecord for the first that cannot take a change; then none is changed.
    """
    wanted = list(dict.fromkeys(uids))

    def perform(edit: Edit) -> Parts:
        before = edit.records(wanted)
        after = [with_changes(record, changes) for record in before.values()]
        changed = [one for one in after if one != before[one.id]]
        check(edit, changed)
        edit.replace(changed, old=before)
        fields = dict.fromkeys(name for change in changes for name in _names(change))
        return parts_of(changed, fields=list(fields))

    return Operation("set", perform)


def _names(change: Change) -> tuple[str, ...]:
    if isinstance(change, MoveField):
        return change.source, change.target
    return (change.field,)


def with_changes(record: Record, changes: Sequence[Change]) -> Record:
    """A record after some changes."""
    fields = fields_by_key(kind_of(record.id))
    plain: dict[str, Any] = {}
    for name in (name for change in changes for name in _names(change)):
        _refuse(record, fields, name)
        plain[name] = plain_value(fields[name], getattr(record, fields[name].name))
    values = dict(plain)
    for change in changes:
        values.update(_changed(record, values, fields, change))
    unlike = {name: value for name, value in values.items() if value != plain[name]}
    return with_fields(record, unlike) if unlike else record


def _refuse(record: Record, fields: dict[str, Field], name: str) -> None:
    if name in KEPT or name not in fields:
        kind = kind_of(record.id)
        raise InvalidRecord(
            f"{name} is no field of a {kind} that can be changed; choose another, or other records.",
            record.id,
            name,
        )


def _changed(
    record: Record, plain: dict[str, Any], fields: dict[str, Field], change: Change
) -> dict[str, Any]:
    match change:
        case SetField(name, value):
            return {name: value}
        case AddItem(name, value):
            return {name: _with_item(record, plain, fields[name], value)}
        case RemoveItem(name, value):
            if fields[name].repeats:
                return {name: [item for item in plain[name] if item != value]}
            return {name: None} if plain[name] == value else {}
        case ReplaceText(name, words, by):
            return {name: _with_words(fields[name], plain[name], lambda t: t.replace(words, by))}
        case MoveField(source, target):
            return _moved(record, plain, fields, source, target)


def _with_item(record: Record, plain: dict[str, Any], field: Field, value: Any) -> Any:
    held = plain[field.key]
    if field.repeats:
        return held if value in held else [*held, value]
    if held not in (None, value):
        raise InvalidRecord(
            f"{field.key} of {record.id} holds “{held}” already; set it instead, or leave that record"
            " out.",
            record.id,
            field.key,
        )
    return value


def _with_words(field: Field, value: Any, change: Callable[[str], str]) -> Any:
    """A value with other words in its texts; ids and numbers stay."""
    if isinstance(value, list):
        return [_with_words(field, item, change) for item in value]
    if isinstance(value, dict):
        assert field.part is not None
        inner = {one.key: one for one in fields_of_part(field)}
        return {key: _with_words(inner[key], item, change) for key, item in value.items()}
    if isinstance(value, str) and field.shape in (Shape.TEXT, Shape.DATE):
        return change(value) or None
    return value


def fields_of_part(field: Field) -> tuple[Field, ...]:
    """The fields of the part that a field consists of."""
    from spexplorer.domain.fields import fields_of

    assert field.part is not None
    return fields_of(field.part)


def _moved(
    record: Record, plain: dict[str, Any], fields: dict[str, Field], source: str, target: str
) -> dict[str, Any]:
    held = plain[source]
    if held in (None, []):
        return {}
    empty: Any = [] if fields[source].repeats else None
    items = held if fields[source].repeats else [held]
    made = dict(plain)
    for item in items:
        made[target] = _with_item(record, made, fields[target], item)
    return {source: empty, target: made[target]}
