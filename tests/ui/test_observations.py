"""The tab Observations: map of the paper, matrix and register are one state."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import Period, Values, Words
from spexplorer.operations.reader import Reader
from spexplorer.support.folders import bundled_library
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.observations import view
from spexplorer.ui.views.observations.page import ObservationsView
from spexplorer.ui.views.observations.register import Heading, Line
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from spexplorer.domain.filters import Constraint


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> ObservationsView:
    made = view.make(workspace, load_theme("light"))
    assert isinstance(made, ObservationsView)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    workspace.changed.connect(made.show_state)
    made.show()
    workspace._publish()
    made.show_state(workspace.state)
    return made


def go(workspace: Workspace, record_id: str) -> None:
    workspace.go(record_id)
    workspace._publish()


def narrow(workspace: Workspace, constraint: Constraint) -> None:
    workspace.narrow(constraint)
    workspace._publish()


def lines(tab: ObservationsView) -> list[Line]:
    return [row for row in tab._register.register_rows() if isinstance(row, Line)]


def heads(tab: ObservationsView) -> dict[str, Heading]:
    return {row.code: row for row in tab._register.register_rows() if isinstance(row, Heading)}


def test_the_register_has_every_observation_under_its_type(
    tab: ObservationsView, workspace: Workspace
) -> None:
    assert len(lines(tab)) == workspace.reader.counts["note"]
    under = ""
    for row in tab._register.register_rows():
        if isinstance(row, Heading):
            under = row.code
        else:
            assert row.entry.note.note_type == under
    counts = Counter(line.entry.note.note_type for line in lines(tab))
    assert {code: head.count for code, head in heads(tab).items()} == counts


def test_the_map_is_fed_with_the_counts_of_the_index(
    tab: ObservationsView, workspace: Workspace
) -> None:
    narrow(workspace, Values("note_type", frozenset({"contradiction"})))
    resting = workspace.index.resting(workspace.passing(), "note")
    assert {k: v for k, v in tab._map._counts.items() if v} == {
        k: v for k, v in resting.items() if v
    }


def test_the_head_of_a_group_toggles_its_facet_and_the_others_stay_in_reach(
    tab: ObservationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    every = set(heads(tab))
    tab._register.setCurrentIndex(tab._register.model().index_of_type("misprint"))
    qtbot.keyClick(tab._register, Qt.Key.Key_Return)
    workspace._publish()
    assert workspace.state.filter.values("note_type") == {"misprint"}
    assert {line.entry.note.note_type for line in lines(tab)} == {"misprint"}
    assert set(heads(tab)) == every
    assert heads(tab)["misprint"].kept
    assert not heads(tab)["ocr-damage"].kept
    rect = tab._register.visualRect(tab._register.model().index_of_type("misprint"))
    qtbot.mouseClick(tab._register.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert workspace.state.filter.constraints == ()


def test_a_cell_of_the_map_shows_the_passage_and_narrows_only_this_tab(
    tab: ObservationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    passage = next(line for line in lines(tab)).entry.passages[0]
    tab._map.chosen.emit(passage)
    workspace._publish()
    assert workspace.state.current == passage
    assert workspace.state.filter.constraints == ()
    assert lines(tab)
    assert all(passage in line.entry.passages for line in lines(tab))
    assert tab._only.isVisible()
    assert workspace.reader.label(passage) in tab._only.text()
    qtbot.mouseClick(tab._everywhere, Qt.MouseButton.LeftButton)
    assert len(lines(tab)) == workspace.reader.counts["note"]
    assert not tab._only.isVisible()


def test_confidence_narrows_register_map_and_matrix(tab: ObservationsView) -> None:
    everything = sum(tab._map._counts.values())
    tab._sure.button("low").click()
    assert {line.entry.note.confidence for line in lines(tab)} == {"low"}
    assert {line.confidence for line in lines(tab)} == {"Low"}
    assert 0 < sum(tab._map._counts.values()) < everything
    assert 0 < sum(tab._matrix._counts.values()) < everything
    assert tab._sure.button("low").text().endswith(f" {len(lines(tab))}")


def test_words_narrow_the_register_until_what_they_hide_is_chosen(
    tab: ObservationsView, workspace: Workspace
) -> None:
    everything = len(lines(tab))
    tab._pane.field.setText("silk ROAD")
    found = lines(tab)
    assert 0 < len(found) < everything
    assert f"{len(found)} of {everything}" in tab._heading.text()
    hidden = next(uid for uid in tab._material.by_id if uid not in {x.entry.id for x in found})
    workspace.go(hidden, stay=True)
    workspace._publish()
    tab.show_state(workspace.state)
    assert not tab._pane.field.text()
    assert len(lines(tab)) == everything
    tab._pane.field.setText("zzzz")
    assert "No observation has these words" in tab._stack.currentWidget().text()


def test_an_observation_is_chosen_shown_before_and_after_and_marked_on_the_map(
    tab: ObservationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    wanted = next(line.entry for line in lines(tab) if line.entry.note.as_printed)
    rect = tab._register.visualRect(tab._register.model().index_of(wanted.id))
    tab._register.scrollTo(tab._register.model().index_of(wanted.id))
    rect = tab._register.visualRect(tab._register.model().index_of(wanted.id))
    qtbot.mouseClick(
        tab._register.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(20, 20)
    )
    workspace._publish()
    assert workspace.state.current == wanted.id
    text = tab._sheet.toPlainText()
    assert f"“{wanted.note.as_printed}”" in text
    assert wanted.note.reading in text
    assert workspace.reader.label(wanted.note.target) in text
    assert tab._map._current == wanted.passages[0]


def test_the_current_observation_is_never_hidden_by_what_narrows_this_tab(
    tab: ObservationsView, workspace: Workspace
) -> None:
    sure = next(line.entry for line in lines(tab) if line.entry.note.confidence == "high")
    tab._sure.button("low").click()
    go(workspace, sure.id)
    assert sure.id in {line.entry.id for line in lines(tab)}
    index = tab._register.currentIndex()
    assert tab._register.register_rows()[index.row()].entry.id == sure.id
    assert tab._sure.button("").isChecked()


def test_a_cell_of_the_matrix_filters_by_type_and_section_and_lets_go(
    tab: ObservationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    tab._drawn_as.button("matrix").click()
    matrix = tab._matrix
    (code, section), number = max(matrix._counts.items(), key=lambda item: item[1])
    row = [code_ for code_, _ in matrix._types].index(code)
    column = list(matrix._sections).index(section)
    before = dict(matrix._counts)
    centre = matrix._rect(row, column).center()
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=centre)
    workspace._publish()
    assert workspace.state.filter.values("note_type") == {code}
    assert workspace.state.filter.values("section") == {section}
    assert len(lines(tab)) == number
    assert dict(matrix._counts) == before
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=centre)
    assert workspace.state.filter.constraints == ()


def test_keys_walk_the_matrix(tab: ObservationsView, workspace: Workspace, qtbot: QtBot) -> None:
    tab._drawn_as.button("matrix").click()
    qtbot.keyClick(tab._matrix, Qt.Key.Key_Down)
    qtbot.keyClick(tab._matrix, Qt.Key.Key_Left)
    spoken = tab._matrix.accessibleDescription()
    second = tab._matrix._types[1]
    assert spoken.startswith(second[1])
    qtbot.keyClick(tab._matrix, Qt.Key.Key_Space)
    assert workspace.state.filter.values("note_type") == {second[0]}


def test_what_passes_only_possibly_is_drawn_apart(
    tab: ObservationsView, workspace: Workspace
) -> None:
    narrow(workspace, Period(day_number(2005, 1, 1), day_number(2012, 12, 31)))
    assert {line.is_certain for line in lines(tab)} == {True, False}
    assert "only possibly" in tab._heading.text()


def test_nothing_passing_is_said(tab: ObservationsView, workspace: Workspace) -> None:
    narrow(workspace, Words("qqqzzz"))
    assert lines(tab) == []
    assert "Nothing passes" in tab._stack.currentWidget().text()


def test_the_register_stands_there_before_the_index(qtbot: QtBot) -> None:
    workspace = Workspace(Reader(bundled_library()))
    tab = ObservationsView(workspace, load_theme("dark"))
    qtbot.addWidget(tab)
    workspace._publish()
    tab.show_state(workspace.state)
    assert len(lines(tab)) == workspace.reader.counts["note"]
    workspace.close()
