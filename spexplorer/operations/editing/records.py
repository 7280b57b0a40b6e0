"""Add, change and delete records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.plain import to_plain, with_plain
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import title_of
from spexplorer.operations.editing.checks import (
    KEPT,
    InvalidRecord,
    check,
    fields_by_key,
    record_from,
    refuse_missing,
    refuse_unknown,
    refusing,
)
from spexplorer.operations.editing.ids import new_id
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.edit import Edit
from spexplorer.storage.record_removal import pointers_at

_NAME_LETTERS: Final = 80
"""Letters of a title that the history names a step by."""


def name_of(record: Record) -> str:
    """What the history calls a record."""
    title = " ".join(title_of(record).split())
    return title if len(title) <= _NAME_LETTERS else f"{title[: _NAME_LETTERS - 1].rstrip()}…"


def parts_of(records: Sequence[Record], **more: Any) -> Parts:
    """What the label of a step needs: how many records, and of one its id, kind and name."""
    if len(records) != 1:
        return {"n": len(records), **more}
    (only,) = records
    return {"n": 1, "record": only.id, "kind": kind_of(only.id), "name": name_of(only), **more}


def add_records(records: Iterable[Record]) -> Operation:
    """Add records that may point at each other."""
    wanted = list(records)

    def perform(edit: Edit) -> Parts:
        check(edit, wanted)
        edit.add(wanted)
        return parts_of(wanted)

    return Operation("add", perform)


def add_plain(kind: str, values: Sequence[Mapping[str, Any]]) -> Operation:
    """Add records of a kind from plain values; those without an id get one made of their title.

    Its outcome are their ids.
    """

    def perform(edit: Edit) -> Parts:
        fields = fields_by_key(kind)
        records: list[Record] = []
        taken: set[str] = set()
        for one in values:
            plain = {name: value for name, value in one.items() if value not in (None, "")}
            refuse_unknown(kind, fields, plain)
            if unwanted := sorted(plain.keys() & (KEPT - {"id"})):
                raise InvalidRecord(f"{unwanted[0]} is written by the program; leave it out.")
            if "id" not in plain:
                plain["id"] = new_id(kind, plain, lambda uid: uid in taken or edit.is_taken(uid))
            record = record_from(plain)
            if kind_of(record.id) != kind:
                raise InvalidRecord(f"{record.id} is no id of a {kind}; let it begin with {kind}:")
            if record.id in taken:
                raise InvalidRecord(
                    f"{record.id} is given twice; choose another id for one of them."
                )
            taken.add(record.id)
            records.append(record)
        check(edit, records)
        edit.add(records)
        edit.outcome = [record.id for record in records]
        return parts_of(records)

    return Operation("add", perform)


def replace(record: Record) -> Operation:
    """Put a record in the place of the one of its id."""

    def perform(edit: Edit) -> Parts:
        before = edit.record(record.id)
        check(edit, [record])
        edit.replace([record], old={record.id: before})
        was, now = to_plain(before), to_plain(record)
        changed = [name for name in was if name not in KEPT and was[name] != now[name]]
        return parts_of([record], fields=changed)

    return Operation("set", perform)


def set_fields(uid: str, values: Mapping[str, Any]) -> Operation:
    """Give fields of a record other plain values; None or an empty text takes a value away."""

    def perform(edit: Edit) -> Parts:
        before = edit.record(uid)
        record = with_fields(before, values)
        check(edit, [record])
        edit.replace([record], old={record.id: before})
        was, now = to_plain(before), to_plain(record)
        changed = [name for name in was if name not in KEPT and was[name] != now[name]]
        return parts_of([record], fields=changed)

    return Operation("set", perform)


def with_fields(record: Record, values: Mapping[str, Any]) -> Record:
    """A record with other plain values in some fields; raises InvalidRecord where that cannot be."""
    fields = fields_by_key(kind_of(record.id))
    refuse_unknown(kind_of(record.id), fields, values)
    if unwanted := sorted(values.keys() & KEPT):
        raise InvalidRecord(
            f"{unwanted[0]} of {record.id} cannot be set; the program alone writes it.", record.id
        )
    given = {name: None if value in ("", []) else value for name, value in values.items()}
    refuse_missing(record.id, fields, given)
    with refusing():
        return with_plain(record, given)


def delete(uids: Iterable[str], *, detach: bool = False) -> Operation:
    """Delete records; with `detach` what points at them lets go of them first.

    Without it the operation raises StillInUse while others point there, and with it InvalidRecord where
    a record cannot stand without one of them.
    """
    wanted = list(dict.fromkeys(uids))

    def perform(edit: Edit) -> Parts:
        records = edit.records(wanted)
        if detach:
            sources = {pointer.source for pointer in pointers_at(edit.connection, wanted)}
            gone = dict.fromkeys(wanted)
            users = edit.records(sorted(sources)).values()
            edit.replace([with_links(user, gone) for user in users])
        edit.remove(wanted, records)
        return parts_of(list(records.values()))

    return Operation("delete", perform)


def with_links(record: Record, moved: Mapping[str, str | None]) -> Record:
    """A record whose links lead elsewhere: an id to another one, or to nothing.

    What would stand twice in a list, or point at the record itself, is left out. Raises InvalidRecord
    where a record cannot do without a link.
    """
    plain = _moved(to_plain(record), fields_of(CLASSES[kind_of(record.id)]), moved, record.id)
    if plain is None:
        raise InvalidRecord(
            f"{record.id} cannot stand without what it points at; delete it as well, or change it"
            " first.",
            record.id,
        )
    with refusing():
        return record_from(plain)


def _moved(
    plain: dict[str, Any], fields: Iterable[Field], moved: Mapping[str, str | None], own: str
) -> dict[str, Any] | None:
    """Plain values with moved links; None where a link is gone that they cannot do without."""
    made = dict(plain)
    for one in fields:
        value = plain[one.key]
        if value is None or one.key == "id" or one.shape not in (Shape.LINK, Shape.PART):
            continue
        items = value if one.repeats else [value]
        kept: list[Any] = []
        for item in items:
            if one.shape is Shape.LINK:
                new = moved.get(item, item)
                new = None if new == own and item != own else new
            else:
                assert one.part is not None
                new = _moved(item, fields_of(one.part), moved, own)
            if new is not None and (new == item or new not in kept):
                kept.append(new)
        if one.repeats:
            made[one.key] = _without_repeats(items, kept)
        elif kept:
            made[one.key] = kept[0]
        elif one.optional:
            made[one.key] = None
        else:
            return None
    return made


def _without_repeats(before: list[Any], after: list[Any]) -> list[Any]:
    """A list without what stands in it twice only since links were moved."""
    if before == after:
        return after
    kept: list[Any] = []
    for item in after:
        if item not in kept or before.count(item) > 1:
            kept.append(item)
    return kept
