"""Batches: records that cannot take a change, regular expressions, copying, and calling off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import AgentId, NameForm, WorkId
from spexplorer.domain.works import Contributor, Work
from spexplorer.operations.editing import LibraryWriter, add_records, batch, undo
from spexplorer.operations.editing.batches import (
    BatchOutcome,
    CopyField,
    MoveField,
    ReplaceText,
    SetField,
    delete_many,
)
from spexplorer.operations.editing.checks import InvalidRecord
from spexplorer.operations.editing.patterns import runs_on
from spexplorer.operations.history import entries
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import CalledOff

WORKS = [f"work:w{n}" for n in range(600)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("batches") / "own.spex"
    new_library(path)
    writer = LibraryWriter(path)
    works = [
        Work(
            id=WorkId(uid),
            type="book",
            title=f"Press, volume {n}",
            publisher="Nauka" if n % 2 else None,
            note="old" if n == 0 else None,
        )
        for n, uid in enumerate(WORKS)
    ]
    agent = Agent(
        id=AgentId("agent:a"),
        agent_type="person",
        name="Абай",
        variants=(NameForm(form="Abay", scheme="BGN/PCGN 1979"),),
    )
    writer.run(add_records([*works, agent]))
    writer.close()
    return path


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    path.write_bytes(made.read_bytes())
    return path


@pytest.fixture
def writer(own: Path) -> Iterator[LibraryWriter]:
    opened = LibraryWriter(own)
    yield opened
    opened.close()


def record(own: Path, uid: str):
    reader = Reader(own)
    try:
        return reader.record(uid)
    finally:
        reader.close()


def test_what_cannot_take_a_change_is_left_out_and_said(own, writer) -> None:
    changes = [MoveField("publisher", "note")]
    with pytest.raises(InvalidRecord, match="holds “old” already"):
        writer.run(batch([WORKS[0]], [SetField("publisher", "x"), *changes]))
    writer.run(batch([WORKS[0]], [SetField("publisher", "Nauka")]))
    committed = writer.run(batch(WORKS, changes, leaves_out=True))
    outcome = committed.outcome
    assert (outcome.changed, outcome.unchanged) == (300, 299)
    assert [(one.record, "holds “old” already" in one.reason) for one in outcome.refused] == [
        (WORKS[0], True)
    ]
    assert record(own, WORKS[0]).publisher == "Nauka"
    assert record(own, WORKS[1]).note == "Nauka"
    assert record(own, WORKS[1]).publisher is None
    writer.run(undo())
    assert record(own, WORKS[1]).publisher == "Nauka"


def test_all_chunks_are_one_step(own, writer) -> None:
    counted: list[int] = []
    writer.run(batch(WORKS, [SetField("publisher", "Press")], told=counted.append))
    assert counted[-1] == len(WORKS)
    assert len(counted) > 1
    assert len(entries(own)) == 2
    assert entries(own)[0].step.parts["n"] == len(WORKS)


def test_a_batch_that_is_called_off_changes_nothing(own, writer) -> None:
    def stop(count: int) -> None:
        if count > 100:
            raise CalledOff("Called off.")

    with pytest.raises(CalledOff):
        writer.run(batch(WORKS, [SetField("publisher", "Press")], told=stop))
    assert record(own, WORKS[0]).publisher is None
    assert len(entries(own)) == 1


def test_words_are_replaced_by_patterns_and_without_regard_to_capitals(own, writer) -> None:
    pattern = ReplaceText("title", r"(\w+), volume (\d+)", r"\2. \1", is_pattern=True)
    writer.run(batch(WORKS[:3], [pattern]))
    assert record(own, WORKS[2]).title == "2. Press"
    plain = ReplaceText("title", "PRESS", r"a\1b", ignores_case=True)
    writer.run(batch(WORKS[:3], [plain]))
    assert record(own, WORKS[2]).title == r"2. a\1b"
    inner = ReplaceText("variants", "Abay", "Abai")
    writer.run(batch(["agent:a"], [inner]))
    assert record(own, "agent:a").variants[0].form == "Abai"


def test_codes_are_no_words(own, writer) -> None:
    writer.run(batch(WORKS[:1], [ReplaceText("type", "book", "report")]))
    assert record(own, WORKS[0]).type == "book"


@pytest.mark.parametrize(
    ("words", "by", "said"),
    [
        ("(", "x", "no regular expression"),
        ("a", r"\2", "no regular expression"),
        ("(a+)+b", "x", "might never come to an end"),
        ("", "x", "nothing to look for"),
    ],
)
def test_a_pattern_that_is_none_is_refused_before_anything_is_read(words, by, said) -> None:
    with pytest.raises(InvalidRecord, match=said):
        batch(WORKS, [ReplaceText("title", words, by, is_pattern=True)])


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(\w+), (\w+)", False),
        (r"(foo|bar)+", False),
        (r"\d{4}", False),
        (r"^\s+|\s+$", False),
        (r"(a|aa)+b", True),
        (r"(\w+\s?)*x", True),
        (r"(a*){10}", True),
        (r".*.*.*.*=", True),
    ],
)
def test_patterns_that_may_run_on_are_known(pattern: str, expected: bool) -> None:
    assert runs_on(pattern) is expected


def test_a_text_is_copied_to_a_list_of_forms(own, writer) -> None:
    committed = writer.run(batch(WORKS[:2], [CopyField("publisher", "variants")]))
    assert committed.outcome == BatchOutcome(1, 1)
    assert record(own, WORKS[1]).variants == (NameForm(form="Nauka"),)
    assert record(own, WORKS[1]).publisher == "Nauka"
    with pytest.raises(InvalidRecord, match="cannot take what"):
        writer.run(batch(WORKS[:2], [CopyField("publisher", "contributors")]))


def test_many_records_are_deleted_but_those_that_others_need(own: Path) -> None:
    agents = [f"agent:b{n}" for n in range(3)]
    works = [
        Work(
            id=WorkId(f"work:by-{n}"),
            type="book",
            title=f"By {n}",
            contributors=(Contributor(agent=AgentId(uid), role="author"),),
        )
        for n, uid in enumerate(agents)
    ]
    chosen = [*WORKS, "agent:b0", "agent:b1", "work:by-1"]
    told: list[int] = []
    with closing(LibraryWriter(own)) as writer:
        writer.run(
            add_records(
                [*(Agent(id=AgentId(u), agent_type="person", name=u) for u in agents), *works]
            )
        )
        rehearsed = writer.rehearse(delete_many(chosen))
        assert len(rehearsed.changes) == len(chosen) - 1
        done = writer.run(delete_many(chosen, told=told.append))
        assert told[-1] == len(chosen) - 1 and told == sorted(told)
        assert done.outcome.changed == len(chosen) - 1
        (refused,) = done.outcome.refused
        assert refused.record == "agent:b0" and "work:by-0" in refused.reason
        with closing(Reader(own)) as reader:
            assert reader.record("agent:b0") and not reader.record("agent:b1")
        writer.run(undo())
    with closing(Reader(own)) as reader:
        assert all(reader.record(uid) for uid in chosen)


def test_deleting_many_records_is_called_off(own: Path) -> None:
    def call_off(_done: int) -> None:
        raise CalledOff("Called off.")

    with closing(LibraryWriter(own)) as writer, pytest.raises(CalledOff):
        writer.run(delete_many(WORKS, told=call_off))
    with closing(Reader(own)) as reader:
        assert reader.counts["work"] == len(WORKS)
