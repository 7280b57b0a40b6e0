"""Counts a person sees are grouped in thousands: “15,000”, never “15000”."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

import spexplorer.ui
from spexplorer.domain.filters import Filter, Values
from spexplorer.domain.listing import Row
from spexplorer.readings.citations.words import kinds_in_words
from spexplorer.readings.names.uses import CountedUses
from spexplorer.readings.names.words import heading
from spexplorer.ui.panels.evidence_dialog import EvidenceDialog
from spexplorer.ui.translation import tr
from spexplorer.words.filters import constraint_in_words
from spexplorer.words.labels import quantity

_UNGROUPED = re.compile(r"\{len\([^{}]*\)\}|\b(?:n|all|every|total)=len\(|\{sum\([^{}]*\)\}")
"""A number of things that goes into words as it is."""


def test_kinds_are_counted_in_thousands() -> None:
    rows = [Row(n, f"claim:{n}", "claim", "", "") for n in range(15_000)]
    assert kinds_in_words(tr, rows) == "Claims 15,000"


def test_the_head_of_people_counts_in_thousands() -> None:
    counted = CountedUses([], 15_000, 1_200)
    assert heading(tr, counted, "People", "").startswith("People: 15,000 (1,200 only possibly)")


def test_the_groups_of_people_count_in_thousands(program, settle, monkeypatch) -> None:
    program.workspace.show_tab("people")
    settle()
    view = program.window.current_view()
    many = {group: rows * 200 for group, rows in view._reading.groups.items()}
    monkeypatch.setattr(view._reading, "groups", many)
    monkeypatch.setattr(view, "_mask", lambda _rows: None)
    view._show_segments()
    said = [button.text() for button in view.segments.findChildren(QAbstractButton)]
    numbers = {f"{len(rows):,}" for rows in many.values() if len(rows) >= 1_000}
    assert numbers
    assert all(any(number in text for text in said) for number in numbers)


def test_a_filter_of_many_values_is_counted_in_thousands(program) -> None:
    wanted = Values("actor", frozenset(f"agent:nobody-{n}" for n in range(1_500)))
    assert "1,500 values" in constraint_in_words(tr, program.workspace.reader, wanted, 2)


def test_averages_and_lists_are_said_as_a_reader_would(program, settle) -> None:
    """Passages, names and events are counted as what they are; a quotient is an average."""
    workspace = program.workspace
    learners = workspace.reader.record("statistic:confucius-learners-per-country")
    assert quantity(tr, learners, workspace.reader.term) == "about 15,000 on average"
    passages = EvidenceDialog(workspace, program.window.theme, learners.id, program.window)
    assert passages._list.heading.text() == "2 passages"
    for tab, name, said in (
        ("overview", "_list", "Start reading: 165 events in order"),
        ("people", "list", "20 names"),
    ):
        workspace.show_tab(tab)
        settle()
        assert getattr(program.window.current_view(), name).heading.text() == said
    workspace.set_filter(Filter((Values("kind", frozenset({"work"})),)))
    workspace.show_tab("overview")
    settle()
    heading = program.window.current_view()._list.heading
    assert heading.text() == "Start reading: no event passes the filter"


def test_no_number_of_things_goes_into_words_as_it_is() -> None:
    found = {
        path.name: ungrouped
        for path in Path(spexplorer.ui.__path__[0]).rglob("*.py")
        if (ungrouped := _UNGROUPED.findall(path.read_text(encoding="utf-8")))
    }
    assert found == {}
