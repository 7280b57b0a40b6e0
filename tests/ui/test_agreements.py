"""The tab of agreements: register, life strip, filters by party and day, relations and exports agree."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from event_loop import turn
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.changes import ChangeSet
from spexplorer.domain.filters import Filter, Match, Period, Values, Words
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.reader import Reader
from spexplorer.readings.tables import GroupHeading, TableLine
from spexplorer.ui.drawing.glyphs import draw_glyph, glyph_of
from spexplorer.ui.lists.roles import POSSIBLE_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.agreements import view
from spexplorer.ui.views.agreements.page import AgreementsView
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SUBCOMMITTEE = "agreement:2005-subcommittee"
MINISTRIES = "agreement:2003-06-03-education-ministries"
QUOTA = "agreement:student-exchange-quota"
CHINA, KAZAKHSTAN = "agent:china", "agent:kazakhstan"
CHINAS_GOVERNMENT, KAZAKHSTANS_GOVERNMENT = (
    "agent:government-of-china",
    "agent:government-of-kazakhstan",
)


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> AgreementsView:
    made = AgreementsView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 640)
    workspace.changed.connect(made.show_state)
    workspace.hovered.connect(made.show_hovered)
    made.show()
    qtbot.waitExposed(made)
    turn()
    made.show_state(workspace.state)
    return made


@pytest.fixture
def own(qapp, bundled: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the library that may be written to."""
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    make_ready(path)
    path.chmod(0o644)
    made = Workspace(Reader(path))
    made.start_indexing()
    yield made
    made.close()


def rename(workspace: Workspace, record_id: str, title: str, qtbot: QtBot) -> None:
    """Give an agreement another title in a library that is shown."""
    qtbot.waitUntil(lambda: workspace.answers is not None)
    with closing(sqlite3.connect(workspace.reader.path)) as connection:
        connection.execute(
            "UPDATE agreement SET title = ? WHERE id = (SELECT id FROM record WHERE uid = ?)",
            (title, record_id),
        )
        connection.commit()
    generation = workspace.generation
    workspace.read_again(ChangeSet(frozenset({record_id})))
    qtbot.waitUntil(lambda: workspace.generation == generation + 1)


def narrow(workspace: Workspace, *constraints) -> None:
    workspace.set_filter(Filter(constraints))
    turn()


def go(workspace: Workspace, record_id: str) -> None:
    workspace.go(record_id)
    turn()


def lines(tab: AgreementsView) -> list[TableLine | GroupHeading]:
    return list(tab.table.records.content.rows(0, len(tab.table.records.content)))


def shown(tab: AgreementsView) -> list[str]:
    return [line.id for line in lines(tab) if isinstance(line, TableLine)]


def headings(tab: AgreementsView) -> dict[str, int]:
    return {line.words: line.number for line in lines(tab) if isinstance(line, GroupHeading)}


def column(tab: AgreementsView, key: str) -> int:
    return next(at for at, one in enumerate(tab.table.records.columns) if one.key == key)


def row_of(tab: AgreementsView, record_id: str) -> int:
    return tab.table.records.index_of(record_id).row()


def record(tab: AgreementsView, record_id: str):
    return tab.workspace.reader.record(record_id)


def choose_parties(tab: AgreementsView, *parties: str, match: Match = Match.ANY) -> None:
    """As somebody does who ticks parties and then says how to match."""
    panel = tab.controls.parties.panel()
    names = {tab.workspace.reader.label(party) for party in parties}
    for item in panel.items():
        if item.text(0) in names:
            item.setCheckState(0, Qt.CheckState.Checked)
            turn()
    panel.matches.button(match.value).click()
    turn()


def test_every_type_of_date_has_a_shape_of_its_own(qapp, workspace: Workspace) -> None:
    def drawn(type_: str) -> bytes:
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        with QPainter(image) as painter:
            glyph = glyph_of("agreement_date", type_)
            draw_glyph(painter, glyph, QRectF(4, 4, 16, 16), Qt.GlobalColor.black)
        return bytes(image.constBits())

    types = list(workspace.reader.terms("agreement_date"))
    assert len({drawn(type_) for type_ in types}) == len(types)


def test_the_filter_narrows_register_and_heading(tab, workspace) -> None:
    assert view.kinds == ("agreement",)
    assert len(shown(tab)) == workspace.reader.counts["agreement"]
    narrow(workspace, Values("form", frozenset({"programme"})))
    assert {record(tab, uid).form for uid in shown(tab)} == {"programme"}
    assert f"{len(shown(tab))} agreements, decisions and programmes" in tab.heading.text()


def test_possible_ones_are_told_apart(tab, workspace) -> None:
    narrow(workspace, Period(day_number(2003, 1, 1), day_number(2013, 12, 31)))
    possible = {
        uid: tab.table.records.index(row_of(tab, uid), 0).data(POSSIBLE_ROLE) for uid in shown(tab)
    }
    assert possible[MINISTRIES] is False
    assert possible["agreement:world-heritage-nomination"] is True
    assert f"{sum(possible.values())} only possibly" in tab.heading.text()


def test_nothing_passes_is_said(tab, workspace) -> None:
    narrow(workspace, Words("zzzzqqqq"))
    assert not shown(tab)
    assert not tab.table.isVisible()
    said = [one.text() for one in tab.findChildren(QLabel) if one.isVisible()]
    assert any("Nothing passes the filter" in text for text in said)
    narrow(workspace)
    assert tab.table.isVisible()


def test_the_legend_and_what_being_listed_means_are_one_button_away(tab, qtbot) -> None:
    assert not tab.legend.isVisible()
    qtbot.mouseClick(tab.controls.legend, Qt.MouseButton.LeftButton)
    assert tab.legend.isVisible()
    assert "Signed" in tab.legend.accessibleName()
    said = [one.text() for one in tab.findChildren(QLabel) if one.isVisible()]
    assert "Being listed does not imply binding force." in said


def test_groups_are_chosen_and_the_strip_keeps_beside_them(tab) -> None:
    for at in range(1, tab.controls.grouping.count()):
        tab.controls.grouping.setCurrentIndex(at)
        assert sum(headings(tab).values()) == len(shown(tab)) == 31
        for uid in shown(tab)[:3]:
            tab.strip.show_pointed(uid)
            place = tab.strip.row_rect(row_of(tab, uid)).center()
            assert tab.strip.key_of(tab.strip.mark_at(place)) == uid


def test_choosing_a_row_goes_to_it(tab, workspace, qtbot) -> None:
    index = tab.table.records.index_of(SUBCOMMITTEE, column(tab, "title"))
    tab.table.reveal(index.row())
    cell = tab.table.visualRect(index).center()
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert workspace.state.current == SUBCOMMITTEE
    assert workspace.state.selected == {SUBCOMMITTEE}


def test_current_is_marked_in_register_and_strip(tab, workspace) -> None:
    go(workspace, MINISTRIES)
    assert tab.table.selected_ids() == [MINISTRIES]
    rect = tab.strip.row_rect(row_of(tab, MINISTRIES))
    ground, seen = tab.theme.colour("selection"), tab.strip.grab().toImage()
    assert seen.pixelColor(2, int(rect.top() + 3)) == ground
    assert seen.pixelColor(2, int(rect.bottom() + 3)) != ground


def test_several_rows_are_one_selection_and_copied_as_a_table(tab, workspace, qtbot) -> None:
    tab.table.setFocus()
    first = shown(tab)[:3]
    go(workspace, first[0])
    down = (tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(*down)
    qtbot.keyClick(*down)
    assert workspace.state.selected == frozenset(first)
    tab.table.horizontalHeader().moveSection(0, 1)
    qtbot.keyClick(tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert copied[0][:2] == ["Short title", "Date"]
    assert [line[0] for line in copied[1:]] == [record(tab, uid).title for uid in first]
    assert len({len(line) for line in copied}) == 1


def test_typing_ahead_looks_among_titles(tab, workspace, qtbot) -> None:
    go(workspace, shown(tab)[0])
    tab.table.setFocus()
    qtbot.keyClicks(tab.table, "Belt")
    assert workspace.state.current == "agreement:belt-and-road"


def test_a_badge_toggles_its_facet(tab, workspace, qtbot) -> None:
    index = tab.table.records.index_of(MINISTRIES, column(tab, "form"))
    place = tab.table.visualRect(index)
    badge = QPoint(place.left() + 16, place.center().y())
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=badge)
    assert workspace.state.filter.values("form") == {"agreement"}
    assert workspace.state.current is None
    turn()
    tab.table.setFocus()
    tab.table.setCurrentIndex(tab.table.records.index(0, column(tab, "form")))
    qtbot.keyClick(tab.table, Qt.Key.Key_Space)
    assert not workspace.state.filter.values("form")


def test_sorting_the_register_sorts_the_strip(tab) -> None:
    tab.table.ask_for_order("title")
    titles = [record(tab, uid).title.casefold() for uid in shown(tab)]
    assert titles == sorted(titles)
    for row in (0, 5):
        place = tab.strip.mark_at(tab.strip.row_rect(row).center())
        assert tab.strip.key_of(place) == shown(tab)[row]


# -- parties ------------------------------------------------------------------------------------


def test_any_of_goes_through_the_shared_facet(tab, workspace) -> None:
    choose_parties(tab, KAZAKHSTAN)
    assert workspace.state.filter.values("actor") == {KAZAKHSTAN}
    assert all(KAZAKHSTAN in record(tab, uid).parties for uid in shown(tab))


def test_all_of_and_exactly_between_narrow_every_tab_and_can_be_cleared(
    tab, workspace, qtbot
) -> None:
    both = frozenset({CHINAS_GOVERNMENT, KAZAKHSTANS_GOVERNMENT})
    choose_parties(tab, *both, match=Match.ALL)
    every = set(shown(tab))
    assert every
    assert all(both <= set(record(tab, uid).parties) for uid in every)
    words = "all of Government of China, Government of Kazakhstan"
    assert words in tab.controls.parties.button.toolTip()
    assert workspace.state.filter.get("actor") == Values("actor", both, Match.ALL)
    choose_parties(tab, match=Match.EXACTLY)
    assert set(shown(tab)) < every
    assert all(set(record(tab, uid).parties) == both for uid in shown(tab))
    assert tab.controls.parties.clear.isVisible()
    qtbot.mouseClick(tab.controls.parties.clear, Qt.MouseButton.LeftButton)
    turn()
    assert not workspace.state.filter.constraints
    assert len(shown(tab)) == 31


def test_the_panel_opens_and_shows_what_is_chosen(tab, workspace) -> None:
    panel = tab.controls.parties.panel()
    panel.open_below(tab.controls.parties.button)
    assert not workspace.state.filter.constraints
    choose_parties(tab, KAZAKHSTAN, match=Match.EXACTLY)
    item = next(i for i in panel.items() if i.text(0) == "Kazakhstan")
    assert item.checkState(0) is Qt.CheckState.Checked
    said = tab.controls.parties.button.toolTip()
    assert said.startswith("Parties: exactly between Kazakhstan")
    panel.search.setText("kaz")
    seen = [i.text(0) for i in panel.items() if not i.isHidden()]
    assert seen
    assert all("kaz" in name.casefold() for name in seen)


# -- in force on a day --------------------------------------------------------------------------


def test_in_force_on_a_day_is_behind_a_button_and_splits_the_register(tab, workspace) -> None:
    day = tab.controls.day
    assert not day.box.isVisible()
    day.switch.click()
    assert day.box.isVisible()
    day.slider.setValue(2012)
    groups = headings(tab)
    assert sum(groups.values()) == 31
    assert groups["Not known"] > 0
    assert next(iter(groups)) == "In force or operating"
    assert "On 31 December 2012" in tab.heading.text()
    assert not tab.controls.grouping.isEnabled()
    reasons = {line.id: line.cells["reason"] for line in lines(tab) if line.id}
    assert reasons[SUBCOMMITTEE].startswith("Since 2005")
    credentials = reasons["agreement:2006-12-20-credentials"]
    assert credentials.startswith("Made 20 December 2006")
    day.switch.click()
    assert not headings(tab)
    assert "reason" not in [one.key for one in tab.table.records.columns]


def test_a_day_that_is_not_understood_is_said(tab, qtbot) -> None:
    day = tab.controls.day
    day.switch.click()
    for text, said in (("once upon a time", "not understood"), ("1 June 2012", "On 1 June 2012")):
        day.box.clear()
        qtbot.keyClicks(day.box, text)
        assert said in tab.heading.text()
        assert len(shown(tab)) == 31


# -- the strip ----------------------------------------------------------------------------------


def test_rows_of_the_strip_stand_beside_those_of_the_register(tab, workspace) -> None:
    tab.table.verticalScrollBar().setValue(100)
    for row in (6, 9):
        cell = tab.table.visualRect(tab.table.records.index(row, 0))
        top = tab.table.viewport().mapTo(tab, cell.topLeft()).y()
        beside = tab.strip.row_rect(row)
        assert tab.strip.mapTo(tab, beside.topLeft().toPoint()).y() == top
        assert beside.height() == cell.height()


def test_keys_walk_the_strip_and_choose(tab, workspace, qtbot) -> None:
    go(workspace, shown(tab)[3])
    tab.strip.setFocus()
    qtbot.waitUntil(tab.strip.hasFocus)
    qtbot.keyClick(tab.strip, Qt.Key.Key_Down)
    assert tab.strip.reached() == (4, 0)
    assert record(tab, shown(tab)[4]).title in tab.strip.accessibleDescription()
    qtbot.keyClick(tab.strip, Qt.Key.Key_Right)
    assert "said of about 2018" in tab.strip.accessibleDescription()
    qtbot.keyClick(tab.strip, Qt.Key.Key_Return)
    assert workspace.state.current == shown(tab)[4]
    qtbot.keyClick(tab.strip, Qt.Key.Key_End)
    last = len(lines(tab)) - 1
    assert tab.strip.reached()[0] == last
    assert last in tab.table.rows_in_sight()


def test_pointing_in_the_strip_marks_the_register(tab, workspace, qtbot) -> None:
    row = row_of(tab, MINISTRIES)
    qtbot.mouseMove(tab.strip, tab.strip.row_rect(row).toRect().center())
    cell = tab.table.visualRect(tab.table.records.index(row, 0))
    seen = tab.table.viewport().grab().toImage()
    ground = tab.theme.colour("accent_soft")
    assert seen.pixelColor(cell.right() - 2, cell.top() + 3) == ground
    assert seen.pixelColor(cell.right() - 2, cell.bottom() + 4) != ground
    assert "2003-06-03" in tab.strip.words_of((row, 0))


# -- relations ----------------------------------------------------------------------------------


def press(graph: QWidget, qtbot: QtBot, key: str) -> None:
    place = next(mark.rect for mark in graph.marks if mark.key == key).center().toPoint()
    qtbot.mouseClick(graph, Qt.MouseButton.LeftButton, pos=place)


def open_relations(tab: AgreementsView, qtbot: QtBot) -> dict[str, str]:
    if not tab.controls.relations.isChecked():
        tab.controls.relations.click()
    qtbot.waitUntil(lambda: bool(tab.graph.marks))
    return {mark.key: mark.words for mark in tab.graph.marks}


def test_relations_are_counted_on_a_button_and_drawn_when_it_is_pressed(
    tab, workspace, qtbot
) -> None:
    assert not tab.controls.relations.isEnabled()
    go(workspace, MINISTRIES)
    assert tab.controls.relations.isEnabled()
    assert not tab.graph.isVisible()
    words = open_relations(tab, qtbot)
    assert tab.graph.isVisible()
    assert tab.controls.relations.text() == f"{len(words) - 1} relations"
    assert words[QUOTA].startswith("is the framework of · Agreement")
    assert "event:2003-06-03-education-agreement" in words


def test_relations_are_walked_by_clicks_and_keys(tab, workspace, qtbot) -> None:
    go(workspace, MINISTRIES)
    words = open_relations(tab, qtbot)
    press(tab.graph, qtbot, QUOTA)
    assert workspace.state.current == QUOTA
    go(workspace, MINISTRIES)
    tab.graph.setFocus()
    qtbot.keyClick(tab.graph, Qt.Key.Key_Right)
    qtbot.keyClick(tab.graph, Qt.Key.Key_Return)
    assert workspace.state.current in words
    assert workspace.state.current != MINISTRIES


def test_a_related_event_is_shown_beside_the_graph_it_was_chosen_in(tab, workspace, qtbot) -> None:
    workspace.announce_tabs({"event": "timeline", "agreement": "agreements"})
    go(workspace, MINISTRIES)
    open_relations(tab, qtbot)
    press(tab.graph, qtbot, "event:2003-06-03-education-agreement")
    turn()
    assert workspace.state.current == "event:2003-06-03-education-agreement"
    assert workspace.state.tab == "agreements"
    assert tab.graph.isVisible()


# -- the whole ----------------------------------------------------------------------------------


def test_the_same_state_costs_no_rows(tab, workspace, qtbot) -> None:
    with qtbot.assertNotEmitted(tab.table.records.modelReset):
        go(workspace, SUBCOMMITTEE)
        turn()
        tab.show_state(workspace.state)


def test_survives_a_narrow_tab_another_theme_and_a_record_that_is_filtered_out(
    tab, workspace
) -> None:
    go(workspace, SUBCOMMITTEE)
    tab.resize(520, 400)
    tab.restyle(load_theme("dark"))
    narrow(workspace, Values("level", frozenset({"party"})))
    assert not tab.table.selected_ids()
    assert not tab.grab().isNull()


def test_title_and_form_fill_the_register_at_first_sight(tab) -> None:
    table = tab.table
    keys = ("date", "title", "form")
    assert sum(table.columnWidth(column(tab, k)) for k in keys) <= table.viewport().width()
    letter = table.fontMetrics().averageCharWidth()
    assert table.columnWidth(column(tab, "title")) >= letter * 30


def test_register_and_sheet_are_saved_with_their_evidence(
    tab, workspace, tmp_path, monkeypatch
) -> None:
    def place(name: str) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))

    place("agreements")
    tab.export.table.trigger()
    with (tmp_path / "agreements.csv").open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert [row[-1] for row in rows] == shown(tab)
    assert {row[header.index("Dates")] for row in rows} >= {"not known", "Dated 2003-06-03"}
    assert all(row[header.index("Evidence")] for row in rows)
    assert not tab.export.sheet.isEnabled()
    go(workspace, rows[0][-1])
    for name, action in (("list.pdf", tab.export.list), ("sheet.pdf", tab.export.sheet)):
        place(name)
        assert action.isEnabled()
        action.trigger()
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    page = tab.export.list_page()
    assert all(record(tab, uid).title.split("'")[0] in page for uid in shown(tab))
    assert "does not imply binding force" in page
    told: list[object] = []
    workspace.failed.connect(told.append)
    place("missing/agreements.csv")
    tab.export.table.trigger()
    assert "cannot be written" in str(told[0])


def test_a_library_that_changed_is_read_again(own, qtbot) -> None:
    tab = AgreementsView(own, load_theme("light"))
    qtbot.addWidget(tab)
    tab.show_state(own.state)
    number = len(shown(tab))
    rename(own, MINISTRIES, "Renamed agreement", qtbot)
    assert tab.refresh(ChangeSet(frozenset({MINISTRIES})))
    tab.show_state(tab.present())
    titles = {line.id: line.cells["title"] for line in lines(tab) if line.id}
    assert titles[MINISTRIES] == "Renamed agreement"
    assert "Renamed agreement" in tab.export.list_page()
    assert tab.refresh(ChangeSet(frozenset({"event:x"})))
    tab.show_state(tab.present())
    assert len(shown(tab)) == number


def test_what_is_exported_says_by_what_it_is_narrowed(tab, workspace) -> None:
    narrow(workspace, Values("form", frozenset({"programme"})))
    assert "Form of agreement: Programme" in tab.export.list_page()
