"""A change of many records at once: which fields can be changed so, and what becomes of each record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, overload

from spexplorer.domain.fields import CLASSES, Field, fields_of
from spexplorer.operations.editing.batches import (
    AddItem,
    BatchOutcome,
    Change,
    CopyField,
    MoveField,
    Refused,
    RemoveItem,
    ReplaceText,
    SetField,
    can_move,
    holds_text,
)
from spexplorer.operations.history import FieldChange, field_changes
from spexplorer.readings.forms.layout import MADE_HERE, FormField, form_field
from spexplorer.readings.forms.values import read_value
from spexplorer.readings.history import PlainValues
from spexplorer.readings.tables import Column, ListedLines, TableLine

if TYPE_CHECKING:
    from spexplorer.operations.library_writer import Rehearsed
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language


class Action(Enum):
    """What can be done to a field of many records, or to the records themselves."""

    SET = "set"
    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"
    MOVE = "move"
    COPY = "copy"
    DELETE = "delete"


class Replacement(NamedTuple):
    """Words to be replaced, as they are typed."""

    words: str
    by: str
    is_pattern: bool = False
    ignores_case: bool = False


_NOTHING_REPLACED: Final = Replacement("", "")


class Planned(NamedTuple):
    """The changes that a person asked for, or a sentence about what is missing."""

    changes: tuple[Change, ...] = ()
    problem: str = ""
    deletes: bool = False


def action_labels(tr: Language) -> dict[Action, str]:
    """What the actions are called."""
    return {
        Action.SET: tr("Set to one value"),
        Action.ADD: tr("Add"),
        Action.REPLACE: tr("Replace words"),
        Action.REMOVE: tr("Take away"),
        Action.MOVE: tr("Move to another field"),
        Action.COPY: tr("Copy to another field"),
        Action.DELETE: tr("Delete the records"),
    }


def fields_for(
    tr: Language, kind: str, action: Action, reader: Reader | None = None
) -> list[FormField]:
    """The fields of a kind that an action can be done to, by their labels."""
    owner = CLASSES[kind]
    found = [
        form_field(tr, field, owner, reader)
        for field in fields_of(owner)
        if field.name not in MADE_HERE and _takes(kind, field, action)
    ]
    return sorted(found, key=lambda one: one.label.casefold())


def _takes(kind: str, field: Field, action: Action) -> bool:
    match action:
        case Action.ADD:
            return field.repeats
        case Action.REPLACE:
            return holds_text(field)
        case Action.MOVE | Action.COPY:
            return any(can_move(field, one) for one in _changeable(kind))
    return True


def _changeable(kind: str) -> list[Field]:
    return [field for field in fields_of(CLASSES[kind]) if field.name not in MADE_HERE]


def targets_of(
    tr: Language, kind: str, source: Field, reader: Reader | None = None
) -> list[FormField]:
    """The fields that can take what a field holds, by their labels."""
    owner = CLASSES[kind]
    found = [
        form_field(tr, one, owner, reader) for one in _changeable(kind) if can_move(source, one)
    ]
    return sorted(found, key=lambda one: one.label.casefold())


def planned(
    tr: Language,
    action: Action,
    field: Field,
    raw: Any = "",
    replacement: Replacement = _NOTHING_REPLACED,
    target: str = "",
) -> Planned:
    """The changes that are asked for: `raw` is what is typed for the value, `target` the key of a field."""
    match action:
        case Action.REPLACE:
            if not replacement.words:
                return Planned(problem=tr("Say which words are to be replaced."))
            return Planned((ReplaceText(field.key, *replacement),))
        case Action.MOVE | Action.COPY if not target:
            return Planned(problem=tr("Choose the field that takes the values."))
        case Action.MOVE:
            return Planned((MoveField(field.key, target),))
        case Action.COPY:
            return Planned((CopyField(field.key, target),))
    value, problems = read_value(tr, field, raw)
    if problems:
        return Planned(problem=next(iter(problems.values())))
    if action is Action.SET:
        return Planned((SetField(field.key, value),))
    if value in (None, []):
        if action is Action.REMOVE:  # whatever there is
            return Planned((SetField(field.key, None),))
        return Planned(problem=tr("Give a value."))
    items = value if field.repeats else [value]
    change = AddItem if action is Action.ADD else RemoveItem
    return Planned(tuple(change(field.key, item) for item in items))


# -- before and after ---------------------------------------------------------------------------

RECORD, FIELD, BEFORE, AFTER = "record", "field", "before", "after"
MOST_LINES: Final = 2_000
"""Changes that a table lists; the log that is saved has all."""


class _Deleted(NamedTuple):
    record: str


_Entry: TypeAlias = Refused | _Deleted | FieldChange
"""A record that is left out, one that is deleted, or a field before and after."""


class BatchLines(Sequence[TableLine]):
    """The lines of a batch, worded when they are asked for: there may be ten thousands of them."""

    def __init__(self, tr: Language, reader: Reader, entries: Sequence[_Entry]) -> None:
        self._tr, self._reader, self._entries = tr, reader, entries
        self._values = PlainValues(tr, reader)

    def first(self, most: int) -> BatchLines:
        """The first of them."""
        return BatchLines(self._tr, self._reader, self._entries[:most])

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, at: int) -> TableLine: ...

    @overload
    def __getitem__(self, at: slice) -> list[TableLine]: ...

    def __getitem__(self, at: int | slice) -> TableLine | list[TableLine]:
        if isinstance(at, int):
            return self._line(self._entries[at])
        wanted = self._entries[at]
        self._reader.read_rows(one.record for one in wanted)
        return [self._line(one) for one in wanted]

    def _line(self, entry: _Entry) -> TableLine:
        tr, uid = self._tr, entry.record
        label = self._reader.label(uid)
        match entry:
            case Refused():
                return TableLine(uid, _cells(label, tr("left out"), "", entry.reason))
            case FieldChange():
                told = self._values.line(entry, is_whole=False)
                cells = _cells(label, told.name, told.before, told.after)
                return TableLine(uid, cells, spoken=_spoken(tr, cells))
            case _:
                return TableLine(uid, _cells(label, tr("deleted"), "", ""))


class _ShownLines(ListedLines):
    """Lines of a batch in their order."""

    @property
    def shown(self) -> Sequence[TableLine]:  # type: ignore[override]
        """None is worded before it is in sight."""
        return self.lines

    def is_certain(self, _at: int) -> bool:
        """No filter has a say here."""
        return True


class BatchTable(NamedTuple):
    """What a batch does or did, line by line, and a sentence that sums it up."""

    lines: BatchLines
    summary: str

    def content(self) -> ListedLines:
        """The first lines as a table shows them."""
        return _ShownLines(self.lines.first(MOST_LINES))


def batch_columns(tr: Language) -> list[Column]:
    """Record, field, before and after."""
    return [
        Column(RECORD, tr("Record"), 22, fills=True),
        Column(FIELD, tr("Field"), 12),
        Column(BEFORE, tr("Before"), 22, fills=True),
        Column(AFTER, tr("After"), 22, fills=True, strong=True),
    ]


def batch_table(tr: Language, reader: Reader, rehearsed: Rehearsed) -> BatchTable:
    """What a batch would do: refused records first, then every field before and after."""
    outcome: BatchOutcome = rehearsed.outcome
    entries: list[_Entry] = [*outcome.refused]
    for change in rehearsed.changes:
        entries += [_Deleted(change.subject)] if change.after is None else field_changes(change)
    lines = BatchLines(tr, reader, entries)
    return BatchTable(lines, outcome_words(tr, outcome, len(lines)))


def _cells(record: str, field: str, before: str, after: str) -> Mapping[str, str]:
    return {RECORD: record, FIELD: field, BEFORE: before, AFTER: after}


def _spoken(tr: Language, cells: Mapping[str, str]) -> str:
    return tr(
        "{record}, {field}: {before} becomes {after}",
        record=cells[RECORD],
        field=cells[FIELD],
        before=cells[BEFORE] or tr("nothing"),
        after=cells[AFTER] or tr("nothing"),
    )


def outcome_words(tr: Language, outcome: BatchOutcome, lines: int = 0) -> str:
    """How many records would be changed or deleted, stay and are left out."""
    number = outcome.changed
    parts = [
        tr.counted(number, "{n} record would be deleted", "{n} records would be deleted")
        if outcome.is_deletion
        else tr.counted(number, "{n} record would be changed", "{n} records would be changed")
    ]
    if outcome.unchanged:
        one, many = "{n} stays as it is", "{n} stay as they are"
        parts.append(tr.counted(outcome.unchanged, one, many))
    if outcome.refused:
        one, many = "{n} cannot take it and is left out", "{n} cannot take it and are left out"
        if outcome.is_deletion:
            one, many = "{n} is still used and is left out", "{n} are still used and are left out"
        parts.append(tr.counted(len(outcome.refused), one, many))
    if lines > MOST_LINES:
        most = tr.number(MOST_LINES)
        parts.append(tr("the first {n} lines are listed", n=most))
    return tr("{parts}.", parts="; ".join(parts))


def done_words(tr: Language, outcome: BatchOutcome) -> str:
    """What a batch did, and how it is taken back."""
    one = "{n} record was changed in one step; Ctrl+Z takes that back."
    many = "{n} records were changed in one step; Ctrl+Z takes that back."
    if outcome.is_deletion:
        one = "{n} record was deleted in one step; Ctrl+Z takes that back."
        many = "{n} records were deleted in one step; Ctrl+Z takes that back."
    if not outcome.changed:
        return tr("Nothing had to be changed.")
    return tr.counted(outcome.changed, one, many)


def as_csv(columns: Sequence[Column], lines: Iterable[TableLine]) -> str:
    """A table as comma-separated values, with the id of each record."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["id", *(column.title for column in columns)])
    for line in lines:
        writer.writerow([line.id, *(line.cells.get(column.key, "") for column in columns)])
    return stream.getvalue()
