"""Every edit is one step; undone it leaves the export byte for byte as it was, redone as it became."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.editing import (
    LibraryWriter,
    add_plain,
    delete,
    redo,
    revert,
    set_fields,
    undo,
)
from spexplorer.operations.editing.undoing import StandsAgainst
from spexplorer.operations.examination import examine
from spexplorer.operations.history import entries, undo_state
from spexplorer.storage.record_removal import StillInUse
from spexplorer.support.errors import AppError
from spexplorer.words.history import step_label
from spexplorer.words.language import PLAIN

NYE = "agent:nye-joseph"


def labels(path: Path) -> list[str]:
    return [step_label(PLAIN, one.step.action, one.step.parts) for one in entries(path)]


STEPS = (
    set_fields(NYE, {"name": "Nye, J. S.", "description": ""}),
    add_plain("event", [{"title": "Визит в Астану", "event_type": "political", "date": "2013-09"}]),
    add_plain("agent", [{"name": f"Agent {n}", "agent_type": "person"} for n in range(250)]),
    set_fields("event:2013-09-vizit-v-astanu", {"agents": ["agent:agent-3", NYE]}),
    delete([NYE], detach=True),
)


def test_undoing_all_gives_the_first_content_and_redoing_all_the_last(
    own, writer, exported
) -> None:
    contents = [exported(own)]
    for step in STEPS:
        writer.run(step)
        contents.append(exported(own))
    assert examine(own).findings == ()
    for content in reversed(contents[:-1]):
        writer.run(undo())
        assert exported(own) == content
    found = examine(own)
    assert (found.findings, found.corrected, found.removed) == ((), (), ())
    with pytest.raises(AppError, match="nothing to undo"):
        writer.run(undo())
    for content in contents[1:]:
        writer.run(redo())
        assert exported(own) == content
    assert examine(own).findings == ()
    writer.run(undo(1))
    writer.run(redo(5))
    assert exported(own) == contents[-1]


def test_history_outlives_the_session_and_names_each_step(own: Path) -> None:
    for step in STEPS[:3]:
        with closing(LibraryWriter(own, "Ann")) as writer:
            writer.run(step)
    assert labels(own) == [
        "Add 250 records",
        "Add Визит в Астану",
        "Change Nye, J. S.: Name, Description",
    ]
    with closing(LibraryWriter(own)) as writer:
        writer.run(undo())
        state = undo_state(own)
        assert (state.undo.id, state.redo.id) == (2, 3)
        writer.run(set_fields(NYE, {"name": "Nye"}))
        assert labels(own)[0] == "Rename to Nye"
        with pytest.raises(AppError, match="nothing to redo"):
            writer.run(redo())
    assert len(entries(own)) == 4  # what was undone stays to be read
    (first,) = entries(own, NYE)[0].changes
    assert (first.field, first.before, first.after) == ("name", "Nye, J. S.", "Nye")
    assert entries(own)[-1].step.who == "Ann"


def test_one_field_is_taken_back_later_unless_it_was_changed_again(own, writer) -> None:
    writer.run(set_fields(NYE, {"name": "A", "description": "B"}))
    writer.run(set_fields(NYE, {"description": "C"}))
    with pytest.raises(StandsAgainst, match=r"description of agent:nye-joseph.* step 2"):
        writer.run(revert(1))
    assert writer.run(revert(1, NYE, "name")).step == 3
    assert labels(own)[0] == "Take back step 1: Change A: Name, Description"
    assert [one.field for one in entries(own)[0].changes] == ["name"]
    writer.run(undo())
    writer.run(revert(2))
    writer.run(revert(1))
    assert [one.step.id for one in entries(own, NYE)] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (set_fields(NYE, {"nam": "x"}), "did you mean name"),
        (set_fields(NYE, {"name": ""}), "needs name"),
        (set_fields(NYE, {"id": "agent:x"}), "cannot be set"),
        (set_fields("agent:nobody", {"name": "x"}), "no record agent:nobody"),
        (add_plain("event", [{"title": "x", "event_type": "foo"}]), "not in the vocabulary"),
        (add_plain("event", [{"title": "x", "event_type": "political", "date": "2013-13"}]), "month"),
        (add_plain("event", [{"title": 5, "event_type": "political"}]), "text is expected"),
        (
            add_plain("event", [{"title": "x", "event_type": "political", "place": "place:no"}]),
            "place:no, which is not there",
        ),
        (add_plain("place", [{"name": "x", "place_type": "city", "latitude": 3.0}]), "together"),
        (set_fields("instrument:culture", {"broader": "instrument:culture"}), "itself"),
        (delete([NYE]), "records point there"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_sentence(
    own: Path, writer, operation, words: str, exported
) -> None:
    before = exported(own)
    with pytest.raises(AppError, match=words) as refused:
        writer.run(operation)
    assert "\n" not in str(refused.value)
    assert exported(own) == before
    assert entries(own) == []


def test_what_points_at_a_record_is_named(writer) -> None:
    with pytest.raises(StillInUse) as refused:
        writer.run(delete([NYE]))
    assert len({pointer.source for pointer in refused.value.pointers}) > 20


def test_a_change_of_nothing_is_no_step(own: Path, writer) -> None:
    writer.run(set_fields(NYE, {"name": "Nye"}))
    assert writer.run(set_fields(NYE, {"name": "Nye"})).step is None
    assert len(entries(own)) == 1


def test_progress_may_end_an_operation_of_which_nothing_remains(
    own: Path, writer, exported
) -> None:
    before = exported(own)

    def stop(done: int) -> None:
        if done == 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writer.run(STEPS[2], stop)
    assert exported(own) == before


def test_the_bundled_library_is_never_written_to(bundled: Path) -> None:
    with pytest.raises(AppError, match="stays as it is"):
        LibraryWriter(bundled)
