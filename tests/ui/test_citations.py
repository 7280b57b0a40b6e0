"""The tab of footnotes and works: the round trip, its list, its segments and its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from event_loop import turn
from PySide6.QtCore import QPointF, Qt, QUrl

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import Filter, Period, Values
from spexplorer.exploring.answers import Answers
from spexplorer.exploring.index import Index
from spexplorer.operations.reader import Reader
from spexplorer.readings.citations.apparatus import MarkState
from spexplorer.support.folders import bundled_library
from spexplorer.ui.lists.roles import ID_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.citations import view
from spexplorer.ui.views.citations.page import CitationsView
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NURSHA = "work:nursha-kak-miagkaia-sila"
SYROEZHKIN = "work:syroezhkin-remark"


@pytest.fixture
def workspace(qtbot: QtBot, index: Index) -> Iterator[Workspace]:
    made = Workspace(Reader(bundled_library()))
    made.announce_tabs({"citation": "citations", "work": "citations", "passage": "overview"})
    made.take_index(Answers(index, Filter()))
    yield made
    made.close()


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> CitationsView:
    made = CitationsView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    made.resize(900, 620)
    workspace.changed.connect(made.show_state)
    workspace.hovered.connect(made.show_hovered)
    made.show()
    turn()
    made.show_state(workspace.state)
    qtbot.waitUntil(lambda: made.uses is not None)
    return made


def narrow(workspace: Workspace, *constraints: Values | Period) -> None:
    workspace.set_filter(Filter(constraints))
    turn()


def go(workspace: Workspace, record_id: str) -> None:
    workspace.go(record_id, stay=True)
    turn()
    workspace.hovered.emit(None)  # wherever the pointer was left by an earlier test


def listed(tab: CitationsView) -> list[str]:
    return [entry.id for entry in tab.list.entries if entry.id]


def drawn(tab: CitationsView) -> set[str]:
    return {mark.key for mark in tab.drawing.marks}


def footnote(number: int) -> str:
    return f"citation:kn2018-{number:02d}"


def test_is_home_of_footnotes_and_works() -> None:
    assert view.kinds == ("citation", "work")
    assert (view.view_id, view.order, view.icon) == ("citations", 50, "citations")


def test_footnotes_stand_in_the_order_of_the_paper_before_the_works(tab: CitationsView) -> None:
    assert listed(tab)[:18] == [footnote(n) for n in range(1, 19)]
    assert set(listed(tab)) <= drawn(tab)
    assert "18 footnotes on 16 cited works" in tab.heading.text()
    assert listed(tab).count(NURSHA) == 1  # three footnotes, one work


def test_op_cit_is_resolved_and_lights_sentence_note_and_work(
    tab: CitationsView, workspace: Workspace
) -> None:
    go(workspace, footnote(12))
    marked = tab.apparatus.foot[footnote(12)].sentence
    assert marked is not None
    assert {footnote(12), footnote(6), NURSHA, marked.id} <= tab.drawing.lit
    assert footnote(7) not in tab.drawing.lit
    assert tab.drawing.strength((footnote(12), footnote(6))) == 1.0
    assert tab.drawing.strength((footnote(7),)) == 1.0  # what was not chosen is not greyed away
    workspace.hovered.emit(footnote(6))
    tab.show_hovered(footnote(6))
    assert (
        tab.drawing.strength((footnote(7),)) < 1.0
    )  # it steps back while the pointer follows a chain
    tab.show_hovered(None)
    text = tab.sheet.toPlainText()
    assert "op. cit. footnote 6" in text
    assert "op. cit.” takes up note 6" in text  # what the footnote prints is kept


def test_a_work_lights_every_footnote_that_cites_it(
    tab: CitationsView, workspace: Workspace
) -> None:
    workspace.hovered.emit(NURSHA)
    assert {footnote(6), footnote(12), footnote(16)} <= tab.drawing.lit
    assert footnote(5) not in tab.drawing.lit
    workspace.hovered.emit(None)
    assert not tab.drawing.lit


def test_what_is_quoted_through_a_work_hangs_on_that_work(
    tab: CitationsView, workspace: Workspace
) -> None:
    go(workspace, SYROEZHKIN)
    assert {footnote(18), "work:ezhenova-kitaiskaia-miagkaia-sila"} <= tab.drawing.lit


def test_a_claim_of_another_tab_lights_the_footnotes_it_rests_on(
    tab: CitationsView, workspace: Workspace
) -> None:
    assert tab.uses is not None
    claim = next(row.id for row in tab.uses.footnote[footnote(3)] if row.kind == "claim")
    go(workspace, claim)
    assert {footnote(3), "work:pevtsov-bobylo-rustamova-2016-miagkaia-sila"} <= tab.drawing.lit
    assert not tab.sheet.isVisible()


def test_lost_and_misread_marks_are_told_apart(tab: CitationsView) -> None:
    states = {foot.record.number: foot.mark for foot in tab.apparatus.feet}
    assert {n for n, state in states.items() if state is MarkState.LOST} == {2, 4, 9}
    assert states[13] is MarkState.MISREAD
    words = {mark.key: mark.words for mark in tab.drawing.marks}
    assert "mark lost" in words[footnote(2)].lower()
    assert "“!®”" in words[footnote(13)]


def test_source_type_narrows_footnotes_works_and_drawing_alike(
    tab: CitationsView, workspace: Workspace
) -> None:
    tab.legend.button("source_type/government").click()
    turn()
    assert workspace.state.filter.values("source_type") == {"government"}
    assert {uid for uid in listed(tab) if uid.startswith("citation")} == {
        footnote(8), footnote(9), footnote(11),
    }  # fmt: skip
    assert NURSHA not in drawn(tab)
    assert footnote(6) not in drawn(tab)


def test_counts_say_what_passes_of_what_there_is(tab: CitationsView, workspace: Workspace) -> None:
    whole = tab._visible.rests()[footnote(6)]
    assert whole[0] == whole[1] > 0
    narrow(workspace, Values("vector", frozenset({"media"})))
    passing, everything = tab._visible.rests()[footnote(6)]
    assert everything == whole[1]
    assert passing < everything


def test_what_passes_only_possibly_is_listed_apart(
    tab: CitationsView, workspace: Workspace
) -> None:
    narrow(workspace, Period(day_number(2016, 3, 1), day_number(2016, 3, 31)))
    entries = {entry.id: entry for entry in tab.list.entries if entry.id}
    doubtful = {uid for uid in entries if not workspace.is_certain(uid)}
    assert doubtful
    assert {uid for uid, entry in entries.items() if entry.possible} == doubtful
    assert "only possibly" in tab.heading.text()


def test_segments_show_named_unused_and_unsourced(tab: CitationsView) -> None:
    tab.segments.button("named").click()
    assert "work:renmin-ribao" in listed(tab)
    assert NURSHA not in listed(tab)
    tab.segments.button("unused").click()
    assert set(listed(tab)) == {
        "work:renmin-ribao", "work:guangming-ribao", "work:cpc-leaders-official-speeches",
    }  # fmt: skip
    tab.segments.button("unsourced").click()
    assert tab.uses is not None
    sourced = {row.id for rows in tab.uses.footnote.values() for row in rows}
    assert listed(tab)
    assert not sourced & set(listed(tab))


def test_a_work_outside_the_segment_brings_its_segment(
    tab: CitationsView, workspace: Workspace
) -> None:
    go(workspace, "work:renmin-ribao")
    assert tab.segment.value == "named"
    assert tab.list.view.currentIndex().data(ID_ROLE) == "work:renmin-ribao"
    go(workspace, footnote(1))
    assert footnote(1) in listed(tab)


def test_the_chosen_chain_is_lit_wherever_the_pointer_was_left(
    tab: CitationsView, workspace: Workspace
) -> None:
    workspace.hovered.emit(footnote(2))
    assert footnote(2) in tab.drawing.lit
    workspace.go(footnote(16), stay=True)  # by keys: the pointer stays where it was
    turn()
    assert footnote(16) in tab.drawing.lit
    assert footnote(2) not in tab.drawing.lit


def test_every_cell_of_a_row_can_be_clicked(
    tab: CitationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    sentence = tab.apparatus.foot[footnote(1)].sentence
    assert sentence is not None
    for key in (sentence.id, footnote(1), "work:luzianin-tsentralnaia-azia"):
        place = next(mark.rect for mark in tab.drawing.marks if mark.key == key).center().toPoint()
        qtbot.mouseClick(tab.drawing, Qt.MouseButton.LeftButton, pos=place)
        assert workspace.state.current == key
        assert workspace.state.tab == "overview"  # the tab of the test's state is left alone
    frame = tab.drawing.frame
    assert frame is not None
    free = next(p.id for p in tab.apparatus.sentences if p.id not in tab.apparatus.covered_by)
    bar = QPointF(frame.columns.spine.x + 1, frame.sentences[free])
    assert tab.drawing.sentence_at(bar) == free


def test_keys_walk_from_the_footnote_to_its_work(
    tab: CitationsView, workspace: Workspace, qtbot: QtBot
) -> None:
    go(workspace, footnote(1))
    tab.drawing.setFocus()
    qtbot.keyClick(tab.drawing, Qt.Key.Key_Right)
    assert "luzianin" in tab.drawing.accessibleDescription().lower()
    qtbot.keyClick(tab.drawing, Qt.Key.Key_Space)
    assert workspace.state.current == "work:luzianin-tsentralnaia-azia"


def test_the_sheet_tells_the_chain_and_unfolds_what_rests_on_it(
    tab: CitationsView, workspace: Workspace
) -> None:
    go(workspace, NURSHA)
    text = tab.sheet.toPlainText()
    for number in (6, 12, 16):
        assert f"footnote {number}" in text
    assert 'href="http' not in tab.sheet.toHtml()
    tab.sheet.anchorClicked.emit(QUrl("unfold:kind/claim"))
    assert tab.uses is not None
    claim = next(row for row in tab.uses.work[NURSHA] if row.kind == "claim")
    assert claim.label in tab.sheet.toPlainText()


def test_who_is_quoted_through_whom_is_a_segment_of_its_own(
    tab: CitationsView, workspace: Workspace
) -> None:
    """Several quotations that are selected elsewhere are shown as chains, all of them lit."""
    cases = frozenset({footnote(2), footnote(4), footnote(18)})
    state = workspace.state._replace(current=footnote(2), selected=cases)
    workspace.set_state(state)
    turn()
    assert tab.segment.value == "quoted"
    assert cases <= set(listed(tab))
    assert footnote(1) not in listed(tab)
    assert cases <= tab.drawing.lit
    go(workspace, footnote(1))
    assert tab.segment.value == "cited"


def test_nothing_left_is_said_in_words(tab: CitationsView, workspace: Workspace) -> None:
    narrow(workspace, Values("source_type", frozenset({"government"})))
    tab.segments.button("unused").click()
    assert not listed(tab)
    assert tab.stack.currentIndex() == 1
    narrow(workspace)
    assert tab.stack.currentIndex() == 0


def test_stands_before_the_index_and_again_costs_no_new_layout(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.answers = None
    made = CitationsView(workspace, load_theme("dark"))
    qtbot.addWidget(made)
    made.show()
    turn()
    made.show_state(workspace.state)
    assert listed(made)[:18] == [footnote(n) for n in range(1, 19)]
    qtbot.waitUntil(lambda: made.uses is not None)
    refreshed: list[object] = []
    monkeypatch.setattr(made.drawing, "show_scene", refreshed.append)
    made.show_state(workspace.state.at(footnote(5)))
    assert not refreshed
    assert made.drawing.current == footnote(5)
