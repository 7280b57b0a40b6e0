"""Undo, redo, and taking back one step or one field later on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage import journal
from spexplorer.storage.edit import MANY, Edit, changed_record, record_of, values_of
from spexplorer.storage.journal import Change, State, Step, Values
from spexplorer.storage.records import load_present
from spexplorer.storage.subjects import needs_records, read_subject, written_late
from spexplorer.support.errors import AppError


def undo(to: int | None = None) -> Operation:
    """Take the newest step back; with `to` all down to that step, that one included.

    Its outcome are the steps that were taken back, newest first. Raises AppError where there is nothing
    to undo.
    """

    def perform(edit: Edit) -> Parts:
        if to is not None:
            _wanted(edit, to, State.DONE, "undone")
        undone: list[Step] = []
        while (step := journal.next_to_undo(edit.connection)) is not None:
            _take_back(edit, step)
            undone.append(step)
            if to is None or step.id <= to:
                break
        if not undone:
            raise AppError("There is nothing to undo.")
        edit.outcome = undone
        return {}

    return Operation("", perform)


def redo(to: int | None = None) -> Operation:
    """Do again what was undone last; with `to` all up to that step, that one included.

    Its outcome are the steps that were done again, oldest first.
    """

    def perform(edit: Edit) -> Parts:
        if to is not None:
            _wanted(edit, to, State.UNDONE, "redone")
        redone: list[Step] = []
        while (step := journal.next_to_redo(edit.connection)) is not None:
            _do_again(edit, step)
            redone.append(step)
            if to is None or step.id >= to:
                break
        if not redone:
            raise AppError("There is nothing to redo: something else was done since the last undo.")
        edit.outcome = redone
        return {}

    return Operation("", perform)


def _wanted(edit: Edit, number: int, state: State, word: str) -> Step:
    step = journal.step_numbered(edit.connection, number)
    if step is None:
        raise AppError(f"There is no step {number}; “spexplorer history” lists the steps.")
    if step.state is not state:
        raise AppError(f"Step {number} cannot be {word}; “spexplorer history” tells how it stands.")
    return step


class _Target(NamedTuple):
    """What a subject shall be, None where it shall not be there; and whether it is there now."""

    subject: str
    is_there: bool
    values: Values | None
    number: int | None

    @property
    def is_record(self) -> bool:
        return " " not in self.subject


def _take_back(edit: Edit, step: Step) -> None:
    changes = journal.changes_of(edit.connection, step.id)
    came = [one.subject for one in changes if one.before is None and one.after is None]
    if came:  # the history kept no copy of what the library held
        records = load_present(edit.connection, came)
        origins = edit.origins_of(came)
        kept = {uid: values_of(one, origins[uid], step.at) for uid, one in records.items()}
        journal.keep_added(edit.connection, step.id, kept)
    _restore(edit, (_before(change) for change in changes), step.at)
    journal.set_state(edit.connection, step.id, State.UNDONE)


def _before(change: Change) -> _Target:
    is_there = change.after is not None or change.before is None
    return _Target(change.subject, is_there, change.before, change.number)


def _do_again(edit: Edit, step: Step) -> None:
    changes = journal.changes_of(edit.connection, step.id)
    _restore(edit, (_after(change, step.at) for change in changes), step.at)
    came = [one.subject for one in changes if one.is_record and one.before is None]
    if len(came) > MANY:
        journal.forget_added(edit.connection, step.id, came)
    journal.set_state(edit.connection, step.id, State.DONE)


def _after(change: Change, at: str) -> _Target:
    before, after = change.before, change.after
    if before is not None and after is not None and "modified" in before.keys() - after.keys():
        after = {**after, "modified": at}  # the history keeps the time of a step once
    return _Target(change.subject, before is not None, after, change.number)


def _restore(edit: Edit, targets: Iterable[_Target], at: str, *, stamp: bool = False) -> None:
    """Let subjects be what they were, changed at that time or, to be stamped, now.

    `at` is the time of records that the history kept none of.
    """
    listed = list(targets)
    others = sorted((one for one in listed if not one.is_record), key=_order)
    late = [one for one in others if needs_records(one.subject)]
    for one in late:  # redirects would stand in the way of records that come back
        edit.put(one.subject, None)
    for one in others:
        if one.values is not None and one not in late:
            edit.put(one.subject, one.values)
    _restore_records(edit, [one for one in listed if one.is_record], at, stamp=stamp)
    for one in reversed(others):
        if one.values is None:
            edit.put(one.subject, None)
    for one in late:
        if one.values is not None:
            edit.put(one.subject, one.values)


def _order(target: _Target) -> int:
    return written_late(target.subject)


def _restore_records(edit: Edit, targets: list[_Target], at: str, *, stamp: bool) -> None:
    """First what comes back, then what changes, then what goes: no link leads to nothing meanwhile."""
    coming: list[Record] = []
    origins: dict[str, int] = {}
    numbers: dict[str, int] = {}
    changing: dict[str, Values] = {}
    for uid, is_there, values, number in targets:
        if values is None:
            continue
        if "origin" in values:
            origins[uid] = values["origin"]
        if is_there:
            changing[uid] = values
            continue
        coming.append(record_of(uid, values, at))
        if number is not None:
            numbers[uid] = number
    edit.add(coming, {one.id: origins[one.id] for one in coming}, numbers)
    records = edit.records(changing)
    changed = [changed_record(records[uid], values) for uid, values in changing.items()]
    edit.replace(changed, origins=origins, stamp=stamp, old=records)
    edit.remove(one.subject for one in targets if one.values is None and one.is_there)


# -- one step later on ---------------------------------------------------------------------------------


class Obstacle(NamedTuple):
    """What stands against taking a step back: a field that a later step changed again, or a record."""

    record: str
    field: str
    step: int | None


class StandsAgainst(AppError):
    """A step cannot be taken back by itself; `obstacles` are all that stands against it."""

    def __init__(self, step: int, obstacles: list[Obstacle]) -> None:
        record, field, later = obstacles[0]
        what = f"{field} of {record}" if field else record
        reason = (
            f"{what} was changed again in step {later}" if later else f"{what} is not as it was"
        )
        remedy = f"take back step {later} first" if later else "look at it, and change it by hand"
        super().__init__(f"Step {step} cannot be taken back, for {reason}; {remedy}.")
        self.obstacles = obstacles


def revert(step: int, record: str | None = None, field: str | None = None) -> Operation:
    """Take back one step of the history, or of it one record or one field, as a new step.

    Raises StandsAgainst where what it changed was changed again later on, StillInUse where records that it
    added are pointed at.
    """

    def perform(edit: Edit) -> Parts:
        done = _wanted(edit, step, State.DONE, "taken back")
        changes = [
            one
            for one in journal.changes_of(edit.connection, step)
            if record is None or one.subject == record
        ]
        if not changes:
            raise AppError(
                f"Step {step} did not change {record}; see “spexplorer history {record}”."
            )
        if obstacles := list(_obstacles(edit, step, changes, field)):
            raise StandsAgainst(step, obstacles)
        targets = [one for one in map(partial(_reverted, field=field), changes) if one is not None]
        if not targets:
            raise AppError(
                f"Step {step} did not change {field} of {record}; see “spexplorer history”."
            )
        _restore(edit, targets, done.at, stamp=True)
        return {"step": step, "action": done.action, "parts": done.parts, "field": field or ""}

    return Operation("revert", perform)


def _reverted(change: Change, field: str | None) -> _Target | None:
    """What a subject shall be once a change to it, or to one field of it, is taken back."""
    target = _before(change)
    if not change.is_record or change.before is None or change.after is None:
        return target if field is None else None
    names = _content(change) if field is None else _content(change) & {field}
    values = {name: change.before[name] for name in change.before if name in names}
    return target._replace(values=values) if values else None


def _content(change: Change) -> set[str]:
    """The fields that a change gave other values, but for its time."""
    assert change.before is not None
    return change.before.keys() - {"modified", "created"}


def _obstacles(
    edit: Edit, step: int, changes: Iterable[Change], field: str | None
) -> Iterator[Obstacle]:
    """What is no more as the step left it."""
    listed = list(changes)
    present = load_present(edit.connection, [one.subject for one in listed if one.is_record])
    origins = edit.origins_of(present)
    for change in listed:
        subject = change.subject
        if not change.is_record:
            if read_subject(edit.connection, subject) != change.after:
                yield Obstacle(subject, "", _later(edit, subject, step, None))
        elif change.before is None:
            later = _later(edit, subject, step, None)
            if later is not None or subject not in present:
                yield Obstacle(subject, "", later)
        elif change.after is None:
            if edit.is_taken(subject):
                yield Obstacle(subject, "", _later(edit, subject, step, None))
        elif subject not in present:
            yield Obstacle(subject, "", _later(edit, subject, step, None))
        else:
            now = {**to_plain(present[subject]), "origin": origins[subject]}
            for name in sorted(_content(change)):
                if field in (None, name) and now[name] != change.after[name]:
                    yield Obstacle(subject, name, _later(edit, subject, step, name))


def _later(edit: Edit, subject: str, step: int, field: str | None) -> int | None:
    """The newest step after another one that changed a subject, or a field of it."""
    for found, change in journal.changes_to(edit.connection, subject):
        if found.id <= step:
            return None
        touched = {*(change.before or ()), *(change.after or ())}
        is_whole = change.before is None or change.after is None
        if found.state is State.DONE and (field is None or is_whole or field in touched):
            return found.id
    return None
