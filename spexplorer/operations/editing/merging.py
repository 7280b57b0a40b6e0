"""Merge records that are one and the same: every use moves, the other ids lead to the one that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from spexplorer.domain.fields import CLASSES, fields_of, review_field
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record
from spexplorer.operations.editing.checks import KEPT, InvalidRecord, check, record_from
from spexplorer.operations.editing.records import (
    name_of,
    with_fields,
    with_links,
)
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.edit import Edit
from spexplorer.storage.record_removal import pointers_at
from spexplorer.storage.subjects import redirect_subject
from spexplorer.support.errors import AppError

_NAMES: Final = ("name", "pref_label", "title", "measure")
"""Fields that a record is known by; those of merged records become other forms of the one kept."""


def merge(keep: str, others: Iterable[str], chosen: Mapping[str, Any] | None = None) -> Operation:
    """Merge records into the one that is kept, and leave their ids as redirects to it.

    It keeps its own values, takes those that it lacks from the others in turn, and everything that
    repeats from all; `chosen` are plain values of fields that shall be otherwise.
    """
    gone = [uid for uid in dict.fromkeys(others) if uid != keep]

    def perform(edit: Edit) -> Parts:
        if not gone:
            raise AppError(f"There is nothing to merge into {keep}; name another record.")
        records = edit.records([keep, *gone])
        for uid in gone:
            if kind_of(uid) != kind_of(keep):
                raise InvalidRecord(
                    f"{uid} is no {kind_of(keep)} as {keep} is; only records of one kind are merged."
                )
        moved = dict.fromkeys(gone, keep)
        inside: dict[str, str | None] = dict.fromkeys(records)
        apart = {uid: with_links(record, inside) for uid, record in records.items()}
        merged = combined(apart[keep], [apart[uid] for uid in gone])
        if chosen:
            merged = with_links(with_fields(merged, chosen), moved)
        sources = {pointer.source for pointer in pointers_at(edit.connection, gone)} - {keep}
        users = [with_links(user, moved) for user in edit.records(sorted(sources)).values()]
        check(edit, [merged, *users])
        edit.replace([merged, *users])
        led = edit.redirects_to(gone)
        edit.remove(gone)
        for uid in (*led, *gone):
            edit.put(redirect_subject(uid), {"to": keep})
        name = name_of(merged)
        return {"n": len(gone), "record": keep, "kind": kind_of(keep), "name": name, "ids": gone}

    return Operation("merge", perform)


def combined(keep: Record, others: Iterable[Record]) -> Record:
    """A record with what it lacks of others of its kind: empty fields, items of lists, forms of names."""
    plain = to_plain(keep)
    review = review_field(type(keep))
    fields = [one for one in fields_of(CLASSES[kind_of(keep.id)]) if one.key not in {*KEPT, review}]
    for other in others:
        for one in fields:
            value = to_plain(other)[one.key]
            if one.repeats:
                plain[one.key] = plain[one.key] + [
                    item for item in value if item not in plain[one.key]
                ]
            elif plain[one.key] is None:
                plain[one.key] = value
        _keep_name(plain, other)
    if plain.get("title_original") and not plain.get("title_original_basis"):
        plain["title_original_basis"] = "supplied"
    return record_from(plain)


def _keep_name(plain: dict[str, Any], other: Record) -> None:
    """The name of a merged record becomes another form, where its kind has such."""
    if "variants" not in plain:
        return
    for name in _NAMES:
        form = getattr(other, name, None)
        known = {plain.get(name), *(variant["form"] for variant in plain["variants"])}
        if form and form not in known:
            blank = dict.fromkeys(("language", "script", "scheme", "basis"))
            plain["variants"] = [*plain["variants"], {"form": form, **blank}]
