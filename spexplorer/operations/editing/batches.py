"""Change many records in one step: set, add, take away, replace text, move between fields; delete them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from spexplorer.domain.fields import Field, Shape, fields_of
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.plain import plain_value
from spexplorer.domain.records import NameForm, Record
from spexplorer.domain.vocabularies import Scheme
from spexplorer.operations.editing.checks import KEPT, InvalidRecord, fields_by_key, refuse_faulty
from spexplorer.operations.editing.patterns import runs_on
from spexplorer.operations.editing.records import parts_of, with_fields
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.operations.validation import codes_of_schemes
from spexplorer.storage.edit import Edit
from spexplorer.storage.record_removal import pointers_at
from spexplorer.storage.vocabulary import read_schemes

_TOGETHER: Final = 250
"""Records that are read, changed and written at a time."""

Replacer: TypeAlias = Callable[[str], str]
"""Gives a text with other words in it."""


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
    """Put other words in the place of some, wherever they stand in a text field or in its items.

    With `is_pattern` the words are a regular expression, and `by` may name its groups.
    """

    field: str
    words: str
    by: str
    is_pattern: bool = False
    ignores_case: bool = False


class MoveField(NamedTuple):
    """Move what one field holds to another: to a list it is added, a single value must be free."""

    source: str
    target: str


class CopyField(NamedTuple):
    """Copy what one field holds to another, as it is moved."""

    source: str
    target: str


Change: TypeAlias = SetField | AddItem | RemoveItem | ReplaceText | MoveField | CopyField

_ValueChange: TypeAlias = SetField | AddItem | RemoveItem | MoveField | CopyField


class Refused(NamedTuple):
    """A record that cannot take a change, and why."""

    record: str
    reason: str


class BatchOutcome(NamedTuple):
    """What became of the records of a batch: how many were changed and stayed, and which were left out."""

    changed: int
    unchanged: int
    refused: tuple[Refused, ...] = ()
    is_deletion: bool = False


def delete_many(uids: Iterable[str], *, told: Callable[[int], object] | None = None) -> Operation:
    """Delete many records in one step; those that others point at, which stay, are left out.

    Its outcome and `told` are those of `batch`.
    """
    wanted = list(dict.fromkeys(uids))

    def perform(edit: Edit) -> Parts:
        before: dict[str, Record] = {}
        for first in range(0, len(wanted), _TOGETHER):
            before |= edit.records(wanted[first : first + _TOGETHER])
            if told is not None:
                told(0)
        refused = _still_used(edit, wanted)
        gone = [record for uid, record in before.items() if uid not in refused]
        edit.remove([record.id for record in gone], before, told)
        edit.outcome = BatchOutcome(len(gone), 0, tuple(refused.values()), is_deletion=True)
        return parts_of(gone)

    return Operation("delete", perform)


def _still_used(edit: Edit, wanted: Sequence[str]) -> dict[str, Refused]:
    """Those of some records that have to stay: others point at them, or such of them as stay."""
    refused: dict[str, Refused] = {}
    while found := pointers_at(edit.connection, [uid for uid in wanted if uid not in refused]):
        for pointer in found:
            reason = (
                f"{pointer.source} points at it; take that link away first, or delete it as well."
            )
            refused.setdefault(pointer.target, Refused(pointer.target, reason))
    return refused


def batch(
    uids: Iterable[str],
    changes: Sequence[Change],
    *,
    leaves_out: bool = False,
    told: Callable[[int], object] | None = None,
) -> Operation:
    """Make some changes, one after the other, to every one of some records.

    Rehearsed by `LibraryWriter.rehearse`. `parts["n"]` counts the records that were changed, the outcome
    is a BatchOutcome. Raises InvalidRecord for the first record that cannot take a change, and then none
    is changed; with `leaves_out` such records stay as they are. `told` hears how many are done, and ends
    all by raising.
    """
    wanted = list(dict.fromkeys(uids))
    texts = {one: replacer(one) for one in changes if isinstance(one, ReplaceText)}

    def perform(edit: Edit) -> Parts:
        maker = _Maker(read_schemes(edit.connection), changes, texts, leaves_out)
        changed: list[Record] = []
        for first in range(0, len(wanted), _TOGETHER):
            before = edit.records(wanted[first : first + _TOGETHER])
            made = ((record, maker.made(record)) for record in before.values())
            after = [one for record, one in made if one is not record and one != record]
            edit.replace(after, old=before)
            changed += after
            if told is not None:
                told(min(first + _TOGETHER, len(wanted)))
        unchanged = len(wanted) - len(changed) - len(maker.refused)
        edit.outcome = BatchOutcome(len(changed), unchanged, tuple(maker.refused))
        fields = dict.fromkeys(name for change in changes for name in _names(change))
        kinds = {kind_of(record.id) for record in changed}
        kind = {"kind": kinds.pop()} if len(kinds) == 1 else {}  # names the fields as it calls them
        return parts_of(changed, fields=list(fields), **kind)

    return Operation("set", perform)


class _Maker:
    """Changes record after record, and keeps those that cannot take it where they are to be left out."""

    def __init__(
        self,
        schemes: Mapping[str, Scheme],
        changes: Sequence[Change],
        texts: Mapping[ReplaceText, Replacer],
        leaves_out: bool,
    ) -> None:
        self._schemes, self._changes, self._texts = schemes, changes, texts
        self._codes = codes_of_schemes(schemes)
        self._leaves_out = leaves_out
        self.refused: list[Refused] = []

    def made(self, record: Record) -> Record:
        """A record after the changes, as it was where it is left out."""
        try:
            after = with_changes(record, self._changes, self._texts)
            if after is not record:
                refuse_faulty(after, self._schemes, self._codes)
        except InvalidRecord as error:
            if not self._leaves_out:
                raise
            self.refused.append(Refused(record.id, str(error)))
            return record
        return after


def _names(change: Change) -> tuple[str, ...]:
    if isinstance(change, MoveField | CopyField):
        return change.source, change.target
    return (change.field,)


def with_changes(
    record: Record, changes: Sequence[Change], texts: Mapping[ReplaceText, Replacer] | None = None
) -> Record:
    """A record after some changes; `texts` are what `replacer` makes of those that replace text."""
    fields = fields_by_key(kind_of(record.id))
    plain: dict[str, Any] = {}
    for name in (name for change in changes for name in _names(change)):
        _refuse(record, fields, name)
        plain[name] = plain_value(fields[name], getattr(record, fields[name].name))
    values = dict(plain)
    for change in changes:
        if isinstance(change, ReplaceText):
            replace = (texts or {}).get(change) or replacer(change)
            values[change.field] = _with_words(fields[change.field], values[change.field], replace)
        else:
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
    record: Record, plain: dict[str, Any], fields: dict[str, Field], change: _ValueChange
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
        case MoveField(source, target) | CopyField(source, target):
            moved = _copied(record, plain, fields, source, target)
            if moved and isinstance(change, MoveField):
                moved[source] = [] if fields[source].repeats else None
            return moved


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


def _with_words(field: Field, value: Any, replace: Replacer) -> Any:
    """A value with other words in its texts; ids, codes and numbers stay."""
    if isinstance(value, list):
        made = (_with_words(field, item, replace) for item in value)
        return [item for item in made if item is not None]
    if isinstance(value, dict):
        assert field.part is not None
        inner = {one.key: one for one in fields_of(field.part)}
        return {key: _with_words(inner[key], item, replace) for key, item in value.items()}
    if isinstance(value, str) and is_text(field):
        return replace(value) or None
    return value


def is_text(field: Field) -> bool:
    """Whether a field holds words that a person wrote, not a code or an id."""
    return field.shape in (Shape.TEXT, Shape.DATE) and not field.scheme


def holds_text(field: Field) -> bool:
    """Whether anything in a field is text in which words can be replaced."""
    return is_text(field) or (
        field.part is not None and any(is_text(one) for one in fields_of(field.part))
    )


def can_move(source: Field, target: Field) -> bool:
    """Whether a field can take what another one holds."""
    if source.key == target.key or {source.key, target.key} & KEPT:
        return False
    if target.part is NameForm and is_text(source):
        return True
    return (source.shape, source.scheme, source.target, source.part) == (
        target.shape,
        target.scheme,
        target.target,
        target.part,
    )


def _copied(
    record: Record, plain: dict[str, Any], fields: dict[str, Field], source: str, target: str
) -> dict[str, Any]:
    """The values of the target once it has taken those of the source; a text becomes a form of a name."""
    if not can_move(fields[source], fields[target]):
        raise InvalidRecord(
            f"{target} cannot take what {source} holds; choose a field of the same sort.",
            record.id,
            target,
        )
    held = plain[source]
    if held in (None, []):
        return {}
    items = held if fields[source].repeats else [held]
    if fields[target].part is NameForm and fields[source].part is None:
        unsaid = dict.fromkeys(one.key for one in fields_of(NameForm))
        items = [{**unsaid, "form": item} for item in items]
    made = dict(plain)
    for item in items:
        made[target] = _with_item(record, made, fields[target], item)
    return {target: made[target]}


# -- replacing text -----------------------------------------------------------------------------


def replacer(change: ReplaceText) -> Replacer:
    """What puts the new words in the place of the old; raises InvalidRecord for a pattern that is none."""
    words, by = change.words, change.by
    if not words:
        raise InvalidRecord("There is nothing to look for; give the words to be replaced.")
    if not change.is_pattern and not change.ignores_case:
        return lambda text: text.replace(words, by)
    flags = re.IGNORECASE if change.ignores_case else re.NOFLAG
    if not change.is_pattern:
        return partial(re.compile(re.escape(words), flags).sub, by.replace("\\", r"\\"))
    try:
        pattern = re.compile(words, flags)
        may_run_on = runs_on(words)
        pattern.sub(by, "")  # reads the new words as well
    except (re.error, IndexError, RecursionError, OverflowError) as error:
        raise InvalidRecord(
            f"“{words}” with “{by}” is no regular expression ({error}); correct it, or replace plain"
            " words."
        ) from error
    if may_run_on:
        raise InvalidRecord(
            f"“{words}” repeats what is repeated within it and might never come to an end; write it"
            " without that."
        )
    return partial(pattern.sub, by)
