"""The history of a library: named steps, and the values that each of them changed."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple, TypeAlias

Values: TypeAlias = dict[str, Any]
"""Fields and what they held, as plain values; a record's origin is a row number of `origin`."""

_SHORT: Final = 300
"""Letters of JSON that are kept as they are; longer ones are packed where that saves room."""


_LONGEST: Final = 100_000_000
"""Bytes that packed values may unfold to: a library from elsewhere may hold some that fill the memory."""


class State(Enum):
    """Whether a step holds, was undone and can be redone, or was undone before something else was done."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


class Step(NamedTuple):
    """Something that was done: what, to what (`parts`, for the wording), by whom and when (UTC)."""

    id: int
    action: str
    parts: Mapping[str, Any]
    who: str
    at: str
    state: State


class Change(NamedTuple):
    """The fields of one subject before and after a step; None where it was not there.

    Both are None for a record that came with many others: its values are those the library holds, as
    long as the step is not undone. `number` is the row number of a record that came or went.
    """

    subject: str
    before: Values | None
    after: Values | None
    number: int | None = None

    @property
    def is_record(self) -> bool:
        """Whether the subject is a record, and not a redirect, a term or the like."""
        return " " not in self.subject


def add_step(
    connection: sqlite3.Connection, action: str, parts: Mapping[str, Any], who: str, at: str
) -> int:
    """Note a new step; what was undone before can be redone no more. The caller owns the transaction."""
    connection.execute("UPDATE step SET state = 'dropped' WHERE state = 'undone'")
    found = connection.execute(
        "INSERT INTO step (action, parts, who, at) VALUES (?, ?, ?, ?) RETURNING id",
        (action, _as_json(dict(parts)), who, at),
    ).fetchone()
    return int(found[0])


def set_parts(connection: sqlite3.Connection, step: int, parts: Mapping[str, Any]) -> None:
    """Note what a step that was begun before was done to."""
    connection.execute("UPDATE step SET parts = ? WHERE id = ?", (_as_json(dict(parts)), step))


def add_changes(connection: sqlite3.Connection, step: int, changes: Iterable[Change]) -> None:
    """Note what a step changed."""
    connection.executemany(
        "INSERT INTO change (step, subject, number, before, after) VALUES (?, ?, ?, ?, ?)",
        (
            (step, one.subject, one.number, _packed(one.before), _packed(one.after))
            for one in changes
        ),
    )


def set_state(connection: sqlite3.Connection, step: int, state: State) -> None:
    """Note that a step was undone or redone."""
    connection.execute("UPDATE step SET state = ? WHERE id = ?", (state.value, step))


def keep_added(connection: sqlite3.Connection, step: int, values: Mapping[str, Values]) -> None:
    """Keep what records were that came in great numbers, by id, because they are about to go."""
    connection.executemany(
        "UPDATE change SET after = ? WHERE step = ? AND subject = ? AND before IS NULL",
        ((_packed(one), step, subject) for subject, one in values.items()),
    )


def forget_added(connection: sqlite3.Connection, step: int, subjects: Iterable[str]) -> None:
    """Let go of the values of records that the library holds again."""
    connection.executemany(
        "UPDATE change SET after = NULL WHERE step = ? AND subject = ? AND before IS NULL",
        ((step, subject) for subject in subjects),
    )


def changes_of(connection: sqlite3.Connection, step: int) -> list[Change]:
    """What a step changed, in order."""
    return [
        Change(subject, _unpacked(before), _unpacked(after), number)
        for subject, before, after, number in connection.execute(
            "SELECT subject, before, after, number FROM change WHERE step = ? ORDER BY id", (step,)
        )
    ]


def changes_to(connection: sqlite3.Connection, subject: str) -> list[tuple[Step, Change]]:
    """What was done to a subject, newest first."""
    rows = connection.execute(
        "SELECT step.id, action, parts, who, at, state, before, after, number FROM change"
        " JOIN step ON step.id = change.step WHERE subject = ? ORDER BY change.step DESC",
        (subject,),
    )
    return [
        (_step(row[:6]), Change(subject, _unpacked(row[6]), _unpacked(row[7]), row[8]))
        for row in rows
    ]


def number_of_changes(connection: sqlite3.Connection, step: int) -> int:
    """How many subjects a step changed."""
    found = connection.execute("SELECT count(*) FROM change WHERE step = ?", (step,)).fetchone()
    return int(found[0])


_STEPS: Final = "SELECT id, action, parts, who, at, state FROM step"


def steps(
    connection: sqlite3.Connection, *, limit: int = -1, below: int | None = None
) -> Iterator[Step]:
    """The steps of a library, newest first; with `below` those before a step."""
    rows = connection.execute(
        f"{_STEPS} WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?", (below, below, limit)
    )
    return map(_step, rows)


def step_numbered(connection: sqlite3.Connection, number: int) -> Step | None:
    """The step of a number, if there is one."""
    found = connection.execute(f"{_STEPS} WHERE id = ?", (number,)).fetchone()
    return None if found is None else _step(found)


def next_to_undo(connection: sqlite3.Connection) -> Step | None:
    """The newest step that holds."""
    query = f"{_STEPS} WHERE state = 'done' ORDER BY id DESC LIMIT 1"
    found = connection.execute(query).fetchone()
    return None if found is None else _step(found)


def next_to_redo(connection: sqlite3.Connection) -> Step | None:
    """The step that was undone last, unless something was done since."""
    query = f"{_STEPS} WHERE state = 'undone' ORDER BY id LIMIT 1"
    found = connection.execute(query).fetchone()
    return None if found is None else _step(found)


def _step(row: Any) -> Step:
    number, action, parts, who, at, state = row
    return Step(number, action, json.loads(parts), who, at, State(state))


def _as_json(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _packed(values: Values | None) -> str | bytes | None:
    if values is None:
        return None
    text = _as_json(values)
    if len(text) <= _SHORT:
        return text
    raw = text.encode()
    packed = zlib.compress(raw)
    return packed if len(packed) < len(raw) else text


def _unpacked(stored: str | bytes | None) -> Values | None:
    if stored is None:
        return None
    if not isinstance(stored, str):
        stored = zlib.decompressobj().decompress(stored, _LONGEST).decode()
    found = json.loads(stored)
    assert isinstance(found, dict)
    return found
