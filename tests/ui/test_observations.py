"""The tab Observations: map of the paper, matrix and register are one state."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from event_loop import turn
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTextBrowser

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import Period, Values, Words
from spexplorer.operations.reader import Reader
from spexplorer.readings.tables import GroupHeading, ListEntry
from spexplorer.support.folders import bundled_library
from spexplorer.ui.lists.roles import DETAIL_ROLE, ID_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.observations import view
from spexplorer.ui.views.observations.page import ObservationsView
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from spexplorer.domain.filters import Constraint
    from spexplorer.domain.findings import Note


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> ObservationsView:
    made = view.make(workspace, load_theme("light"))
    assert isinstance(made, ObservationsView)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    workspace.changed.connect(made.show_state)
    made.show()
    turn()
    made.show_state(workspace.state)
    return made


def go(workspace: Workspace, record_id: str) -> None:
    workspace.go(record_id)
    turn()


def narrow(workspace: Workspace, constraint: Constraint) -> None:
    workspace.narrow(constraint)
    turn()


def lines(tab: ObservationsView) -> list[ListEntry]:
    return [row for row in tab.list.entries if isinstance(row, ListEntry)]


def heads(tab: ObservationsView) -> dict[str, GroupHeading]:
    return {row.key: row for row in tab.list.entries if isinstance(row, GroupHeading)}


def notes(tab: ObservationsView, workspace: Workspace) -> list[Note]:
    return [workspace.reader.record(line.id) for line in lines(tab)]


def passages(note: Note) -> set[str]:
    return {one.passage for one in note.evidence}


def test_the_register_has_every_observation_under_its_type(
    tab: ObservationsView, workspace: Workspace
) -> None:
    assert len(lines(tab)) == workspace.reader.counts["note"]
    under, counts = "", Counter()
    for row in tab.list.entries:
        if isinstance(row, GroupHeading):
            under = row.key
        else:
            assert workspace.reader.record(row.id).note_type == under
            counts[under] += 1
    assert {code: head.number for code, head in heads(tab).items()} == counts


def test_the_map_is_fed_with_the_counts_of_the_index(
    tab: ObservationsView, workspace: Workspace
) -> None:
    narrow(workspace, Values("note_type", frozenset({"contradiction"})))
    resting = workspace.index.resting(workspace.passing(), "note")
    assert {k: v for k, v in tab.map._counts.items() if v} == {
        k: v for k, v in resting.items() if v
    }


def test_the_head_of_a_group_toggles_its_facet_and_the_others_stay_in_reach(
    tab: ObservationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    every = set(heads(tab))
    row = next(at for at, one in enumerate(tab.list.entries) if one == heads(tab)["misprint"])
    tab.list.view.setCurrentIndex(tab.list.model.index(row))
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Return)
    turn()
    assert workspace.state.filter.values("note_type") == {"misprint"}
    assert {note.note_type for note in notes(tab, workspace)} == {"misprint"}
    assert set(heads(tab)) == every
    assert heads(tab)["misprint"].words.startswith("✓")
    assert not heads(tab)["ocr-damage"].words.startswith("✓")
    row = next(at for at, one in enumerate(tab.list.entries) if one == heads(tab)["misprint"])
    tab.list.view.reveal(row)
    rect = tab.list.view.visualRect(tab.list.model.index(row))
    qtbot.mouseClick(tab.list.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert workspace.state.filter.constraints == ()


def test_a_cell_of_the_map_shows_the_passage_and_narrows_only_this_tab(
    tab: ObservationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    passage = sorted(passages(notes(tab, workspace)[0]))[0]
    tab.map.chosen.emit(passage)
    turn()
    assert workspace.state.current == passage
    assert workspace.state.filter.constraints == ()
    assert lines(tab)
    assert all(passage in passages(note) for note in notes(tab, workspace))
    assert tab.only.isVisible()
    assert workspace.reader.label(passage) in tab.only.text()
    qtbot.mouseClick(tab.everywhere, Qt.MouseButton.LeftButton)
    assert len(lines(tab)) == workspace.reader.counts["note"]
    assert not tab.only.isVisible()


def test_confidence_narrows_register_map_and_matrix(
    tab: ObservationsView, workspace: Workspace
) -> None:
    everything = sum(tab.map._counts.values())
    tab.confidences.button("low").click()
    assert {note.confidence for note in notes(tab, workspace)} == {"low"}
    assert {line.aside for line in lines(tab)} == {"Low"}
    assert 0 < sum(tab.map._counts.values()) < everything
    assert 0 < sum(tab.matrix._counts.values()) < everything
    assert tab.confidences.button("low").text().endswith(f" {len(lines(tab))}")


def test_words_narrow_the_register_until_what_they_hide_is_chosen(
    tab: ObservationsView, workspace: Workspace
) -> None:
    everything = len(lines(tab))
    tab.list.field.setText("silk ROAD")
    found = lines(tab)
    assert 0 < len(found) < everything
    assert f"{len(found)} of {everything}" in tab.list.found.text()
    hidden = next(
        row.id for row in workspace.reader.rows("note") if row.id not in {x.id for x in found}
    )
    workspace.go(hidden, stay=True)
    turn()
    tab.show_state(workspace.state)
    assert not tab.list.field.text()
    assert len(lines(tab)) == everything
    tab.list.field.setText("zzzz")
    assert lines(tab) == []
    assert tab.list.found.text().startswith("0 of ")


def test_an_observation_is_chosen_shown_before_and_after_and_marked_on_the_map(
    tab: ObservationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    wanted = next(note for note in notes(tab, workspace) if note.as_printed)
    index = tab.list.model.index_of(wanted.id)
    tab.list.view.reveal(index.row())
    rect = tab.list.view.visualRect(index)
    qtbot.mouseClick(
        tab.list.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(20, 20)
    )
    turn()
    assert workspace.state.current == wanted.id
    assert f"“{wanted.as_printed}” → {wanted.reading}" == index.data()
    assert wanted.explanation in index.data(DETAIL_ROLE)
    assert tab.map._current in passages(wanted)
    assert not tab.findChildren(QTextBrowser)  # the record's panel is the one place of a record


def test_the_current_observation_is_never_hidden_by_what_narrows_this_tab(
    tab: ObservationsView, workspace: Workspace
) -> None:
    sure = next(note for note in notes(tab, workspace) if note.confidence == "high")
    tab.confidences.button("low").click()
    go(workspace, sure.id)
    assert sure.id in {line.id for line in lines(tab)}
    assert tab.list.view.currentIndex().data(ID_ROLE) == sure.id
    assert tab.confidences.button("").isChecked()


def test_a_cell_of_the_matrix_filters_by_type_and_section_and_lets_go(
    tab: ObservationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    tab.drawn_as.button("matrix").click()
    matrix = tab.matrix
    (code, section), number = max(matrix._counts.items(), key=lambda item: item[1])
    row = [code_ for code_, _ in matrix._types].index(code)
    column = list(matrix._sections).index(section)
    before = dict(matrix._counts)
    centre = matrix._rect(row, column).center()
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=centre)
    turn()
    assert workspace.state.filter.values("note_type") == {code}
    assert workspace.state.filter.values("section") == {section}
    assert len(lines(tab)) == number
    assert dict(matrix._counts) == before
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=centre)
    assert workspace.state.filter.constraints == ()


def test_keys_walk_the_matrix(tab: ObservationsView, workspace: Workspace, qtbot: QtBot) -> None:
    tab.drawn_as.button("matrix").click()
    qtbot.keyClick(tab.matrix, Qt.Key.Key_Down)
    qtbot.keyClick(tab.matrix, Qt.Key.Key_Left)
    spoken = tab.matrix.accessibleDescription()
    second = tab.matrix._types[1]
    assert spoken.startswith(second[1])
    qtbot.keyClick(tab.matrix, Qt.Key.Key_Space)
    assert workspace.state.filter.values("note_type") == {second[0]}


def test_what_passes_only_possibly_is_drawn_apart(
    tab: ObservationsView, workspace: Workspace
) -> None:
    narrow(workspace, Period(day_number(2005, 1, 1), day_number(2012, 12, 31)))
    assert {line.possible for line in lines(tab)} == {True, False}
    assert "only possibly" in tab.heading.text()


def test_nothing_passing_is_said(tab: ObservationsView, workspace: Workspace) -> None:
    narrow(workspace, Words("qqqzzz"))
    assert lines(tab) == []
    assert "Nothing passes" in tab.stack.currentWidget().text()


def test_the_register_stands_there_before_the_index(qtbot: QtBot) -> None:
    workspace = Workspace(Reader(bundled_library()))
    tab = ObservationsView(workspace, load_theme("dark"))
    qtbot.addWidget(tab)
    turn()
    tab.show_state(workspace.state)
    assert len(lines(tab)) == workspace.reader.counts["note"]
    workspace.close()
