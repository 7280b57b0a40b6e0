"""An index that took changes record by record answers as one that is built anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from spexplorer.domain.changes import NOTHING, ChangeSet
from spexplorer.domain.filters import Filter, Period, Values
from spexplorer.domain.kinds import KINDS
from spexplorer.exploring.answers import Answers
from spexplorer.exploring.index import Index
from spexplorer.exploring.index_changes import changed_index
from spexplorer.exploring.measures import EVERYTHING, Measure
from spexplorer.operations.editing import (
    LibraryWriter,
    add_plain,
    batch,
    delete,
    merge,
    redo,
    set_fields,
    undo,
)
from spexplorer.operations.editing.batches import AddItem, SetField
from spexplorer.operations.export import records_of
from spexplorer.operations.reader import Reader, Snapshot, build_index
from spexplorer.storage.columns import ColumnReader
from spexplorer.support.errors import AppError

FACETS = (
    *("kind", "vector", "event_type", "language", "source_type", "status", "tag", "type"),
    *("actor", "place", "instrument", "party", "agent_type", "decade", "origin", "support"),
    "footnote",
)
MEASURES = (
    *(EVERYTHING, Measure("event", (), 36), Measure("work", ("language",)), Measure("work", (), 9)),
    *(Measure("instrument", ("vector",)), Measure("event", ("event_type", "place")), Measure("")),
)
FILTERS = (
    Filter((Period(723_000, 735_000),)),
    Filter((Values("event_type", frozenset({"economic", "political"})),)),
    Filter((Values("place", frozenset({"place:orenburg"})),)),
)


def told(index: Index) -> dict[str, object]:
    """All that an index answers, in words that do not depend on how it came about."""
    numbers = index.numbers.tolist()
    bounds = index.bounds
    days = list(
        zip(
            *(c.tolist() for c in (bounds.start_min, bounds.start_max, bounds.end_min)),
            *(c.tolist() for c in (bounds.end_max, bounds.scattered, bounds.doubtful_start)),
            strict=True,
        )
    )
    found: dict[str, object] = {"numbers": numbers, "days": sorted(days)}
    rows, codes = index.date_postings().pairs()
    found["dates"] = sorted((numbers[r], days[c]) for r, c in zip(rows, codes, strict=True))
    for facet in FACETS:
        for name, (values, postings) in (
            ("own", index.properties.own(facet)),
            ("all", index.postings(facet)),
        ):
            rows, codes = postings.pairs()
            assert (postings.counts(np.ones(len(index), np.bool_)) > 0).all()
            pairs = sorted((numbers[r], values[c]) for r, c in zip(rows, codes, strict=True))
            found[f"{name} {facet}"] = values, pairs
    for kind in KINDS:
        found[f"list {kind}"] = index.numbers[index.listed(kind)].tolist()
        found[f"of {kind}"] = index.numbers[index.of_kind(kind)].tolist()
        dated = index.dated(kind)
        found[f"dated {kind}"] = dated.record.tolist(), dated.start_min.tolist()
    for wanted in (Filter(), *FILTERS):
        answers = Answers(index, wanted)
        for measure in MEASURES:
            counts = answers.count(measure)
            found[f"{wanted} {measure}"] = (
                counts.keys,
                counts.certain.tolist(),
                counts.possible.tolist(),
            )
        found[f"{wanted} resting"] = index.resting(answers.passing())
        found[f"{wanted} kinds"] = answers.counts("kind")
    return found


def changes(chance: random.Random, ids: list[str]) -> list[Callable[[], object]]:
    """Operations of every sort, on any records."""

    def some(kind: str) -> str:
        return chance.choice([uid for uid in ids if uid.startswith(kind)])

    def event() -> object:
        who = [{"agent": some("agent:"), "role": "host"}]
        title, sort = f"Event {chance.random()}", chance.choice(["economic", "political"])
        date = chance.choice([None, "1905", "1904~/1906", "{1901,1903}", "../1910"])
        values = {"title": title, "event_type": sort, "date": date, "participants": who}
        return add_plain("event", [{**values, "place": some("place:")}])

    return [
        event,
        lambda: add_plain("agent", [{"name": f"A {chance.random()}", "agent_type": "person"}]),
        lambda: set_fields(some("work:"), {"title": f"Title {chance.random()}"}),
        lambda: set_fields(some("work:"), {"language": chance.choice(["en", "ru", "kk", None])}),
        lambda: set_fields(some("work:"), {"issued": chance.choice(["1899", "1931?", None])}),
        lambda: set_fields(some("event:"), {"date": chance.choice(["1902", "1903~", None])}),
        lambda: set_fields(some("event:"), {"place": some("place:")}),
        lambda: set_fields(some("event:"), {"tags": [chance.choice("abc")]}),
        lambda: set_fields(some("agent:"), {"status": chance.choice(["draft", "checked"])}),
        lambda: delete([some("")], detach=True),
        lambda: delete([some("event:"), some("work:")], detach=True),
        lambda: merge(some("agent:"), [some("agent:")]),
        lambda: batch([some("event:"), some("work:")], [AddItem("tags", "x")]),
        lambda: batch([some("work:"), some("work:")], [SetField("publisher", "Nauka")]),
        undo,
        undo,
        redo,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_it_answers_as_one_that_is_built_anew(railways: Path, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "mine.spex"
    shutil.copyfile(railways, path)
    chance = random.Random(seed)
    with closing(LibraryWriter(path, "Ann")) as writer:
        shown = Snapshot(path)
        index = build_index(shown)
        told(index)  # so that there is something to take over
        taken, pending = 0, NOTHING
        for _ in range(40):
            ids = [one.id for one in records_of(path)]
            try:
                pending |= writer.run(chance.choice(changes(chance, ids))()).changes
            except (AppError, IndexError):
                continue
            if not pending or chance.random() < 0.3:  # several changes may come as one
                continue
            assert not pending.is_everything
            now = Snapshot(path)
            made = changed_index(index, ColumnReader(now.connection), pending.ids)
            assert made is not None
            assert told(made) == told(build_index(now))
            with closing(Reader(now)) as reader:
                for uid in pending.ids:
                    row = reader.row(uid)
                    is_there = row is not None and row.id == uid  # else it leads to another
                    place = index_of(made, row.number) if is_there else None
                    assert made.position.get(uid) == place
            shown.close()
            shown, index, pending = now, made, NOTHING
            taken += 1
        shown.close()
    assert taken > 8


def index_of(index: Index, number: int) -> int:
    return int(index.at([number])[0])


def test_what_nobody_told_of_is_noticed(railways: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.spex"
    shutil.copyfile(railways, path)
    with closing(LibraryWriter(path, "Ann")) as writer:
        shown = Snapshot(path)
        index = build_index(shown)
        told_of = writer.run(add_plain("agent", [{"name": "A", "agent_type": "person"}])).changes
        writer.run(add_plain("agent", [{"name": "B", "agent_type": "person"}]))
        now = Snapshot(path)
        assert changed_index(index, ColumnReader(now.connection), told_of.ids) is None
        everything = ChangeSet(frozenset(f"agent:x{n}" for n in range(1000)))
        assert changed_index(index, ColumnReader(now.connection), everything.ids) is None
        shown.close()
        now.close()
