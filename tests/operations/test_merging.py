"""Merging, batches and vocabularies: every use moves, one step each, undone without a trace."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.vocabularies import Term
from spexplorer.operations.editing import (
    LibraryWriter,
    Operation,
    add_plain,
    add_term,
    batch,
    change_term,
    merge,
    redo,
    remove_term,
    set_fields,
    undo,
)
from spexplorer.operations.editing.batches import (
    AddItem,
    MoveField,
    RemoveItem,
    ReplaceText,
    SetField,
)
from spexplorer.operations.editing.terms import TermInUse
from spexplorer.operations.examination import examine
from spexplorer.operations.history import entries
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError
from spexplorer.words.history import step_label
from spexplorer.words.language import PLAIN

NYE, HUANG = "agent:nye-joseph", "agent:huang-chin-hao"


@pytest.fixture
def undone_and_redone(own: Path, writer: LibraryWriter, exported) -> Callable[[Operation], str]:
    """Runs an operation, undoes and redoes it; the contents must come back. Gives its label."""

    def run(operation: Operation) -> str:
        before = exported(own)
        done = writer.run(operation)
        after = exported(own)
        assert after != before
        assert examine(own).findings == ()
        writer.run(undo())
        assert exported(own) == before
        found = examine(own)
        assert (found.findings, found.corrected, found.removed) == ((), (), ())
        writer.run(redo())
        assert exported(own) == after
        return step_label(PLAIN, operation.action, done.parts)

    return run


def test_a_merge_moves_every_use_and_leaves_redirects(own: Path, writer, undone_and_redone) -> None:
    label = undone_and_redone(merge(NYE, [HUANG]))
    assert label == "Merge 1 record into Nye, Joseph S."
    with closing(Reader(own)) as reader:
        kept = reader.record(NYE)
        assert reader.record(HUANG).id == NYE
        assert "Huang, Chin-Hao" in {variant.form for variant in kept.variants}
        assert kept.description.startswith("Scholar who introduced")
    with pytest.raises(AppError, match="was merged into agent:nye-joseph"):
        writer.run(set_fields(HUANG, {"name": "x"}))
    with pytest.raises(AppError, match="already"):
        writer.run(add_plain("agent", [{"id": HUANG, "name": "x", "agent_type": "person"}]))


def test_records_of_a_tree_are_merged_without_a_circle(own: Path, writer) -> None:
    made = [{"id": f"concept:c{n}", "pref_label": f"C{n}"} for n in range(4)]
    made[1]["broader"] = "concept:c0"
    made[2]["broader"] = "concept:c1"
    made[3]["broader"] = "concept:c2"
    made[0]["related"] = ["concept:c1", "concept:c3"]
    writer.run(add_plain("concept", made))
    writer.run(merge("concept:c3", ["concept:c1", "concept:c2"]))
    with closing(Reader(own)) as reader:
        assert reader.record("concept:c3").broader == "concept:c0"
        assert reader.record("concept:c0").related == ("concept:c3",)
    writer.run(undo())
    writer.run(redo())
    assert examine(own).findings == ()


def test_records_of_two_kinds_are_not_merged(writer) -> None:
    with pytest.raises(AppError, match="only records of one kind"):
        writer.run(merge(NYE, ["place:kazakhstan"]))


def test_a_batch_is_rehearsed_and_one_step(own, writer, exported, undone_and_redone) -> None:
    operation = batch(
        [NYE, HUANG],
        [
            SetField("status", "checked"),
            AddItem("tags", "scholar"),
            ReplaceText("name", "Huang", "Hwang"),
            MoveField("description", "suffix"),
        ],
    )
    before = exported(own)
    rehearsed = writer.rehearse(operation)
    assert exported(own) == before
    assert {one.subject for one in rehearsed.changes} == {NYE, HUANG}
    shown = next(one for one in rehearsed.changes if one.subject == HUANG)
    assert (shown.before["name"], shown.after["name"]) == ("Huang, Chin-Hao", "Hwang, Chin-Hao")
    assert undone_and_redone(operation).startswith("Change 2 records: ")
    assert len(entries(own)) == 1
    writer.run(batch([NYE], [RemoveItem("tags", "scholar"), SetField("suffix", None)]))
    with closing(Reader(own)) as reader:
        assert ("scholar" in reader.record(NYE).tags, reader.record(NYE).suffix) == (False, None)
    with pytest.raises(AppError, match="no field of a agent"):
        writer.run(batch([NYE], [SetField("title", "x")]))


def test_terms_are_added_renamed_merged_and_retired(own: Path, writer, exported) -> None:
    writer.run(add_term("event_type", Term("summit", "Summit")))
    uid = writer.run(add_plain("event", [{"title": "x", "event_type": "summit"}])).outcome[0]
    with pytest.raises(TermInUse, match="1 records use") as refused:
        writer.run(remove_term("event_type", "summit"))
    assert refused.value.users == [uid]
    done = writer.run(change_term("event_type", "summit", label="Summit meeting"))
    assert done.changes.is_everything
    writer.run(remove_term("event_type", "summit", "political"))
    writer.run(change_term("event_type", "media", retired=True))
    with closing(Reader(own)) as reader:
        assert reader.record(uid).event_type == "political"
    words = [step_label(PLAIN, one.step.action, one.step.parts) for one in entries(own)]
    assert words[:3] == [
        "Retire term Film and media of event_type",
        "Merge term Summit meeting into Politics",
        "Rename term Summit to Summit meeting",
    ]
    after = exported(own)
    writer.run(undo(1))
    assert entries(own)[0].step.state.value == "undone"
    writer.run(redo(5))
    assert exported(own) == after
    with pytest.raises(AppError, match="program's own"):
        writer.run(add_term("status", Term("x", "X")))
