"""Random edits of a real file: undoing all gives the first content byte for byte, redoing all the last.

SPEXPLORER_SOAK_EDITS gives how many histories are tried (`make soak`), else a few.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from spexplorer.domain.vocabularies import Term
from spexplorer.operations.editing import (
    LibraryWriter,
    add_plain,
    add_term,
    batch,
    change_term,
    delete,
    import_records,
    merge,
    redo,
    remove_term,
    revert,
    set_fields,
    undo,
)
from spexplorer.operations.editing.batches import AddItem, RemoveItem, ReplaceText, SetField
from spexplorer.operations.examination import examine
from spexplorer.operations.export import export_library, records_of
from spexplorer.operations.history import State, entries
from spexplorer.operations.library_creation import new_library
from spexplorer.storage.snapshot import Snapshot
from spexplorer.support.errors import AppError

NAMES = st.sampled_from(
    [
        "Астана",
        "上海合作组织",
        "Қазақстан",
        "Nye",
        "A",
        "a",
        "Silk Road",
        "Café",
        "x" * 300,
        "%_'\"",
    ]
)
DATES = st.sampled_from(["2013", "2013-09~", "1999/2004", "../1991", "[2001..2003]", "{2001,2004}"])
AGENT = {"agent_type": "person"}
EVENT = {"event_type": "political"}
NUMBER = st.integers(0, 10**6)


class Editing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="spexplorer-edits-"))
        self.path = self.folder / "own.spex"
        self.contents: list[str] = []
        self.redoable: list[str] = []

    @initialize()
    def begin(self) -> None:
        new_library(self.path)
        self.writer = LibraryWriter(self.path, "Ann")
        self.content = self.exported()
        self.first = self.content
        self.reader = Snapshot(self.path)
        self.read = self.content

    def exported(self, source: object = None) -> str:
        stream = io.StringIO()
        export_library(self.path if source is None else source, stream)
        return stream.getvalue()

    def some(self, number: int, kind: str = "") -> str | None:
        found = [one.id for one in records_of(self.path) if one.id.startswith(kind)]
        return found[number % len(found)] if found else None

    def run(self, operation) -> None:
        """A step, or a refusal that changes nothing."""
        step, refusal = None, ""
        try:
            step = self.writer.run(operation).step
        except AppError as error:
            refusal = str(error)
        assert "\n" not in refusal
        assert "constraint" not in refusal
        if step is None:
            assert self.exported() == self.content
            return
        self.contents.append(self.content)
        self.redoable.clear()
        self.content = self.exported()

    @rule(name=NAMES, other=NUMBER)
    def add_agent(self, name: str, other: int) -> None:
        near = self.some(other, "agent:")
        self.run(add_plain("agent", [{"name": name, **AGENT, "related": [near] if near else []}]))

    @rule(name=NAMES, broader=NUMBER, holder=NUMBER)
    def add_concept(self, name: str, broader: int, holder: int) -> None:
        values = {"broader": self.some(broader, "concept:"), "holder": self.some(holder, "agent:")}
        self.run(add_plain("concept", [{"pref_label": name, **values}]))

    @rule(name=NAMES, date=DATES, agent=NUMBER, count=st.integers(1, 3))
    def add_events(self, name: str, date: str, agent: int, count: int) -> None:
        who = self.some(agent, "agent:")
        parts = [{"agent": who, "role": "host"}] if who else []
        event = {"title": name, "date": date, **EVENT, "participants": parts, "tags": ["t"]}
        self.run(add_plain("event", [event] * count))

    @rule(count=st.integers(201, 230))
    def add_many(self, count: int) -> None:
        many = [{"name": f"P{number}", "place_type": "city"} for number in range(count)]
        self.run(add_plain("place", many))

    @rule(
        number=NUMBER,
        name=NAMES,
        tags=st.lists(NAMES, max_size=2),
        status=st.sampled_from(["draft", "checked", "no"]),
    )
    def set_agent(self, number: int, name: str, tags: list[str], status: str) -> None:
        if uid := self.some(number, "agent:"):
            variants = [{"form": name, "language": "ru"}]
            values = {"name": name, "tags": tags, "status": status, "variants": variants}
            self.run(set_fields(uid, values))

    @rule(number=NUMBER, broader=NUMBER)
    def move_concept(self, number: int, broader: int) -> None:
        if (uid := self.some(number, "concept:")) is not None:
            self.run(set_fields(uid, {"broader": self.some(broader, "concept:")}))

    @rule(number=NUMBER, other=NUMBER, detach=st.booleans())
    def delete(self, number: int, other: int, detach: bool) -> None:
        if uid := self.some(number):
            self.run(delete([uid, self.some(other)], detach=detach))

    @rule(
        number=NUMBER,
        other=NUMBER,
        third=NUMBER,
        kind=st.sampled_from(["agent:", "concept:", "event:"]),
    )
    def merge(self, number: int, other: int, third: int, kind: str) -> None:
        if uid := self.some(number, kind):
            self.run(merge(uid, [self.some(other, kind), self.some(third, kind)]))

    @rule(numbers=st.lists(NUMBER, min_size=1, max_size=4), words=NAMES)
    def change_batch(self, numbers: list[int], words: str) -> None:
        if uids := [uid for number in numbers if (uid := self.some(number, "agent:"))]:
            changes = [
                AddItem("tags", words),
                RemoveItem("tags", "t"),
                ReplaceText("name", "a", "b"),
            ]
            operation = batch(uids, [*changes, SetField("status", "approved")])
            with suppress(AppError):
                rehearsed = self.writer.rehearse(operation)
                assert all(one.before != one.after for one in rehearsed.changes)
            assert self.exported() == self.content
            self.run(operation)

    @rule(number=NUMBER, name=NAMES, new=st.booleans())
    def take_in(self, number: int, name: str, new: bool) -> None:
        records = list(records_of(self.path))[number % 5 : number % 5 + 3]
        if new and records:
            uid = f"{records[0].id.partition(':')[0]}:in-{number}"
            records.append(replace(records[0], id=uid, origin="Elsewhere 2", created="1999"))
        self.run(import_records(records, "elsewhere.json"))

    @rule(code=st.sampled_from(["one", "two"]), label=NAMES, act=st.integers(0, 4))
    def change_vocabulary(self, code: str, label: str, act: int) -> None:
        operations = (
            add_term("event_type", Term(code, label)),
            change_term("event_type", code, label=label),
            remove_term("event_type", code, "political"),
            remove_term("event_type", code),
            change_term("event_type", code, retired=True, broader="two"),
        )
        self.run(operations[act])

    @rule(number=NUMBER, code=st.sampled_from(["one", "two", "economic"]))
    def retype(self, number: int, code: str) -> None:
        if uid := self.some(number, "event:"):
            self.run(set_fields(uid, {"event_type": code}))

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            if not self.contents:
                with pytest.raises(AppError, match="nothing to undo"):
                    self.writer.run(undo())
                return
            self.redoable.append(self.content)
            self.content = self.contents.pop()
            self.writer.run(undo())
            assert self.exported() == self.content

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            if not self.redoable:
                with pytest.raises(AppError, match="nothing to redo"):
                    self.writer.run(redo())
                return
            self.contents.append(self.content)
            self.content = self.redoable.pop()
            self.writer.run(redo())
            assert self.exported() == self.content

    @rule(number=NUMBER)
    def revert(self, number: int) -> None:
        steps = [one.step for one in entries(self.path) if one.step.state is State.DONE]
        if steps:
            self.run(revert(steps[number % len(steps)].id))

    @rule()
    def reopen(self) -> None:
        self.writer.close()
        self.writer = LibraryWriter(self.path, "Bob")

    @rule()
    def read_anew(self) -> None:
        """Another reader sees what was there when it came, however much is written meanwhile."""
        assert self.exported(self.reader) == self.read
        self.reader.close()
        self.reader = Snapshot(self.path)
        self.read = self.exported(self.reader)
        assert self.read == self.content

    @invariant()
    def everything_is_sound(self) -> None:
        if hasattr(self, "writer"):
            assert examine(self.path).findings == ()

    def teardown(self) -> None:
        try:
            if hasattr(self, "writer"):
                last, steps = self.content, len(self.contents)
                for content in reversed(self.contents):
                    self.writer.run(undo())
                    assert self.exported() == content
                assert self.exported() == self.first
                for _ in range(steps):
                    self.writer.run(redo())
                assert self.exported() == last
                assert examine(self.path).findings == ()
        finally:
            if hasattr(self, "writer"):
                self.reader.close()
                self.writer.close()
            shutil.rmtree(self.folder, ignore_errors=True)


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=int(os.environ.get("SPEXPLORER_SOAK_EDITS", "6")),
    stateful_step_count=30 if "SPEXPLORER_SOAK_EDITS" in os.environ else 15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
TestEditing.pytestmark = [
    pytest.mark.timeout(int(os.environ.get("SPEXPLORER_SOAK_TIMEOUT", "300")))
]
