"""Merge records that are one and the same: every use moves, the other ids lead to the one that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from spexplorer.domain.fields import CLASSES, fields_of, review_field
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import title_of
from spexplorer.domain.vocabularies import Scheme
from spexplorer.operations.editing.checks import KEPT, InvalidRecord, record_from, refuse_faulty
from spexplorer.operations.editing.records import (
    name_of,
    with_fields,
    with_links,
)
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.distinct import distinct_pairs_of
from spexplorer.storage.edit import Edit
from spexplorer.storage.record_removal import pointers_at
from spexplorer.storage.subjects import DISTINCT, distinct_subject, redirect_subject
from spexplorer.storage.vocabulary import read_schemes
from spexplorer.support.errors import AppError

_NAMES: Final = ("name", "pref_label", "title", "measure")
"""Fields that a record is known by; those of merged records become other forms of the one kept."""


class Merge(NamedTuple):
    """Records to be merged into the one that is kept; `chosen` are plain values of fields of it."""

    keep: str
    gone: tuple[str, ...]
    chosen: Mapping[str, Any] = MappingProxyType({})


def merge(keep: str, others: Iterable[str], chosen: Mapping[str, Any] | None = None) -> Operation:
    """Merge records into the one that is kept, and leave their ids as redirects to it.

    It keeps its own values, takes those that it lacks from the others in turn, and everything that
    repeats from all; `chosen` are plain values of fields that shall be otherwise.
    """
    gone = tuple(uid for uid in dict.fromkeys(others) if uid != keep)

    def perform(edit: Edit) -> Parts:
        if not gone:
            raise AppError(f"There is nothing to merge into {keep}; name another record.")
        merged = _merged(edit, Merge(keep, gone, chosen or {}), read_schemes(edit.connection))
        name = name_of(merged)
        return {"n": len(gone), "record": keep, "kind": kind_of(keep), "name": name, "ids": [*gone]}

    return Operation("merge", perform)


def merge_all(
    merges: Iterable[Merge], told: Callable[[int], object] = lambda _done: None
) -> Operation:
    """Merge several groups of records as one step; its outcome are the ids that were kept.

    `told` hears how many groups are done, and may raise to call it off.
    """
    wanted = list(merges)

    def perform(edit: Edit) -> Parts:
        if not wanted:
            raise AppError("There is nothing to merge; choose another rule.")
        schemes = read_schemes(edit.connection)
        for done, one in enumerate(wanted):
            told(done)
            _merged(edit, one, schemes)
        edit.outcome = [one.keep for one in wanted]
        return {"n": sum(len(one.gone) for one in wanted), "groups": len(wanted)}

    return Operation("merge", perform)


def _merged(edit: Edit, one: Merge, schemes: Mapping[str, Scheme]) -> Record:
    keep, gone, chosen = one
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
        merged = _named_once(merged, apart[keep])
    sources = {pointer.source for pointer in pointers_at(edit.connection, gone)} - {keep}
    users = [with_links(user, moved) for user in edit.records(sorted(sources)).values()]
    for record in (merged, *users):
        refuse_faulty(record, schemes)
    edit.replace([merged, *users])
    led, distinct = edit.redirects_to(gone), distinct_pairs_of(edit.connection, gone)
    edit.remove(gone)
    for uid in (*led, *gone):
        edit.put(redirect_subject(uid), {"to": keep})
    for pair in distinct:
        if len(now := {moved.get(uid, uid) for uid in pair}) > 1:
            edit.put(distinct_subject(*now), DISTINCT)
    return merged


def combined(keep: Record, others: Iterable[Record]) -> Record:
    """A record with what it lacks of others of its kind: empty fields, items of lists, forms of names."""
    plain = to_plain(keep)
    review = review_field(type(keep))
    fields = [one for one in fields_of(CLASSES[kind_of(keep.id)]) if one.key not in {*KEPT, review}]
    for other in others:
        values = to_plain(other)
        for one in fields:
            value = values[one.key]
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


def _named_once(record: Record, before: Record) -> Record:
    """A record that took the name of another: its own is among the other forms, not the one it took."""
    plain = to_plain(record)
    if "variants" not in plain or title_of(record) == title_of(before):
        return record
    taken = _letters(title_of(record))
    plain["variants"] = [one for one in plain["variants"] if _letters(one["form"]) != taken]
    _keep_name(plain, before)
    return record_from(plain)


def _keep_name(plain: dict[str, Any], other: Record) -> None:
    """The name of a merged record becomes another form, where its kind has such and it differs by letters."""
    if "variants" not in plain:
        return
    for name in _NAMES:
        form = getattr(other, name, None)
        forms = (plain.get(name) or "", *(variant["form"] for variant in plain["variants"]))
        if form and _letters(form) not in set(map(_letters, forms)):
            blank = dict.fromkeys(("language", "script", "scheme", "basis"))
            plain["variants"] = [*plain["variants"], {"form": form, **blank}]


def _letters(text: str) -> str:
    """A name without what says nothing: capitals, further spaces, a stop at its end."""
    return " ".join(text.casefold().split()).rstrip(".")
