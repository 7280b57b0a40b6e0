"""The history of a record or of the whole library, worded field by field."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from spexplorer.domain.edtf import EdtfError
from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of
from spexplorer.domain.kinds import kind_of
from spexplorer.operations.history import FieldChange, HistoryEntry, State, entries
from spexplorer.words.dates import in_words
from spexplorer.words.fields import field_label
from spexplorer.words.history import step_label

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader, Snapshot
    from spexplorer.words.language import Language


class ChangeLine(NamedTuple):
    """One field that a step changed: its name in words, what it held before and after."""

    record: str
    field: str | None
    name: str
    before: str
    after: str


class StepLine(NamedTuple):
    """One step: its number, what it is called, who did it and when, and whether it still holds.

    `who` is empty where nobody is named.
    """

    number: int
    label: str
    who: str
    when: str
    is_done: bool
    state: str
    lines: tuple[ChangeLine, ...]


def read_history(
    tr: Language, reader: Reader, source: Snapshot, record: str | None, limit: int
) -> list[StepLine]:
    """The steps of a library, or those that changed a record; the newest first."""
    words = PlainValues(tr, reader)
    found = entries(source, record, limit=limit)
    return [_step(tr, words, one, is_whole=record is None) for one in found]


def _step(tr: Language, words: PlainValues, entry: HistoryEntry, *, is_whole: bool) -> StepLine:
    step = entry.step
    states = {
        State.DONE: "",
        State.UNDONE: tr("taken back"),
        State.DROPPED: tr("taken back, then something else was done"),
    }
    return StepLine(
        step.id,
        step_label(tr, step.action, step.parts),
        step.who,
        moment(step.at),
        step.state is State.DONE,
        states[step.state],
        tuple(words.line(change, is_whole=is_whole) for change in entry.changes),
    )


def moment(at: str) -> str:
    """An instant in UTC as the time of this place."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


class PlainValues:
    """Words plain values of fields."""

    def __init__(self, tr: Language, reader: Reader) -> None:
        self._tr = tr
        self._reader = reader

    def line(self, change: FieldChange, *, is_whole: bool) -> ChangeLine:
        """A field before and after; in the history of a library the record is named with it."""
        field = self._field(change)
        if change.record.startswith("distinct "):
            return self._pair(change)
        if change.field is None:
            name = self._tr("the whole record")
        elif field is not None:
            name = field_label(self._tr, field.name, self._owner(change), self._reader)
        else:
            name = change.field
        if is_whole and " " not in change.record:
            label = self._reader.label(change.record)
            name = self._tr("{record}: {field}", record=label, field=name)
        return ChangeLine(
            change.record,
            change.field,
            name,
            self.words(field, change.before),
            self.words(field, change.after),
        )

    def _pair(self, change: FieldChange) -> ChangeLine:
        """That two records are not the same."""
        one, other = (self._reader.label(uid) for uid in change.record.split(" ")[1:3])
        name = self._tr("{one} and {other}", one=one, other=other)
        words = self._tr("not the same")
        before, after = (words if value else "" for value in (change.before, change.after))
        return ChangeLine(change.record, change.field, name, before, after)

    def _owner(self, change: FieldChange) -> type | None:
        try:
            return CLASSES[kind_of(change.record)]
        except ValueError:
            return None

    def _field(self, change: FieldChange) -> Field | None:
        owner = self._owner(change)
        if owner is None:
            return None
        return next((f for f in fields_of(owner) if f.key == change.field), None)

    def words(self, field: Field | None, value: Any) -> str:
        """A plain value of a field, or of one that is not known."""
        if value in (None, "", []):
            return ""
        if isinstance(value, list):
            return self._tr.joined([self.words(field, one) for one in value])
        if isinstance(value, dict):
            return self._part(field, value)
        if field is None:
            return str(value)
        match field.shape:
            case Shape.LINK:
                return self._reader.label(value)
            case Shape.DATE:
                return self._date(value)
            case Shape.NUMBER | Shape.INTEGER:
                return self._tr.number(value)
        return self._reader.term(field.scheme, value) if field.scheme else str(value)

    def _part(self, field: Field | None, value: dict[str, Any]) -> str:
        inner = {f.key: f for f in fields_of(field.part)} if field and field.part else {}
        words = (self.words(inner.get(key), one) for key, one in value.items())
        return " · ".join(filter(None, words))

    def _date(self, text: str) -> str:
        try:
            return in_words(self._tr, text)
        except EdtfError:
            return text
