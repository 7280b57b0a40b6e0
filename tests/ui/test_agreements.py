"""The tab of agreements: register, life strip, filters by party and day, sheet and graph agree."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import Filter, Match, Period, Values, Words
from spexplorer.domain.happenings import Agreement, AgreementDate
from spexplorer.ui.lists.rows import POSSIBLE_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.agreements import view
from spexplorer.ui.views.agreements.glyphs import draw_glyph
from spexplorer.ui.views.agreements.life import Manner, Standing, bar_of, life_of, standing_on
from spexplorer.ui.views.agreements.material import Column, Entry
from spexplorer.ui.views.agreements.model import Heading
from spexplorer.ui.views.agreements.page import AgreementsView
from spexplorer.ui.views.agreements.parties import Mode, PartyFilter
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SUBCOMMITTEE = "agreement:2005-subcommittee"
MINISTRIES = "agreement:2003-06-03-education-ministries"
QUOTA = "agreement:student-exchange-quota"
CHINA, KAZAKHSTAN = "agent:china", "agent:kazakhstan"


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> AgreementsView:
    made = AgreementsView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 640)
    workspace.changed.connect(made.show_state)
    workspace.hovered.connect(made.show_hovered)
    made.show()
    qtbot.waitExposed(made)
    workspace._publish()
    made.show_state(workspace.state)
    return made


def narrow(workspace: Workspace, *constraints) -> None:
    workspace.set_filter(Filter(constraints))
    workspace._publish()


def go(workspace: Workspace, record_id: str) -> None:
    workspace.go(record_id)
    workspace._publish()


def shown(tab: AgreementsView) -> list[Entry]:
    return [line for line in tab.model.lines if isinstance(line, Entry)]


def headings(tab: AgreementsView) -> dict[str, int]:
    return {line.words: line.number for line in tab.model.lines if isinstance(line, Heading)}


def years(first: int, last: int) -> Period:
    return Period(day_number(first, 1, 1), day_number(last, 12, 31))


def agreement(status: str = "unknown", as_of: str | None = None, **dates: str) -> Agreement:
    return Agreement(
        id="agreement:x", title="X", form="agreement", level="other", status=status,
        status_as_of=as_of, dates=tuple(AgreementDate(type=t, date=d) for t, d in dates.items()),
    )  # fmt: skip


def on(record: Agreement, year: int) -> Standing:
    return standing_on(life_of(record), day_number(year, 12, 31)).standing


def test_unknown_is_never_no() -> None:
    running = agreement("operating", "2018~", established="2004")
    assert [on(running, year) for year in (2003, 2004, 2012, 2018, 2019)] == [
        Standing.NOT_YET, Standing.IN_FORCE, Standing.IN_FORCE, Standing.IN_FORCE, Standing.UNKNOWN,
    ]  # fmt: skip
    # Signing is not entering into force: between signature and the status nothing is known.
    signed = agreement("in-force", "2018~", signed="2003-06-03")
    assert [on(signed, year) for year in (2002, 2010, 2018)] == [
        Standing.NOT_YET, Standing.UNKNOWN, Standing.IN_FORCE,
    ]  # fmt: skip
    assert on(agreement("unknown", None, established="2002"), 2010) is Standing.UNKNOWN
    assert on(agreement("operating", "2018~", operating_since="2003?"), 2010) is Standing.UNKNOWN
    assert on(agreement("operating", "2018~", operating_since="../2018"), 1990) is Standing.UNKNOWN
    assert on(agreement("operating", "2018~"), 2010) is Standing.UNKNOWN


def test_intended_and_completed_are_told_apart() -> None:
    assert on(agreement("expected", "2018~"), 2012) is Standing.NOT_YET
    assert on(agreement("expected", "2018~"), 2019) is Standing.UNKNOWN
    held = agreement("completed", "2013", held="2013")
    assert [on(held, year) for year in (2012, 2013, 2014)] == [
        Standing.NOT_YET, Standing.UNKNOWN, Standing.OVER,
    ]  # fmt: skip
    # A series may have been held before the first time that is told of.
    assert on(agreement("operating", "2018~", held="2011"), 2009) is Standing.UNKNOWN


def test_bar_is_sure_only_where_the_status_says_so() -> None:
    def manners(record: Agreement) -> list[Manner]:
        return [stretch.manner for stretch in bar_of(life_of(record))]

    fading = [Manner.FADING_IN, Manner.SURE, Manner.FADING_OUT]
    assert manners(agreement("operating", "2018~", established="2004")) == fading
    assert manners(agreement("in-force", "2018~", signed="2003-06-03"))[0] is Manner.UNSAID
    assert manners(agreement("unknown", None, established="2002")) == [Manner.FADING_OUT]
    assert manners(agreement("completed", "2013", held="2013")) == []
    year = bar_of(life_of(agreement("operating", "2018~", established="2004")))
    assert year[0][:2] == (day_number(2004, 1, 1), day_number(2004, 12, 31))


def test_every_type_of_date_has_a_shape_of_its_own(qapp, workspace: Workspace) -> None:
    def drawn(type_: str) -> bytes:
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw_glyph(painter, type_, QPointF(12, 12), 16, Qt.GlobalColor.black, Qt.GlobalColor.white)
        painter.end()
        return bytes(image.constBits())

    types = list(workspace.reader.terms("agreement_date"))
    assert len({drawn(type_) for type_ in types}) == len(types)


def test_filter_narrows_register_and_heading(tab, workspace) -> None:
    assert view.kinds == ("agreement",)
    assert len(shown(tab)) == workspace.reader.counts["agreement"]
    assert "does not imply binding force" in tab.heading.text()
    narrow(workspace, Values("form", frozenset({"programme"})))
    assert {entry.agreement.form for entry in shown(tab)} == {"programme"}
    assert f"{len(shown(tab))} agreements, decisions and programmes" in tab.heading.text()
    assert "Form of agreement: Programme" in tab.heading.text()


def test_possible_ones_are_told_apart(tab, workspace) -> None:
    narrow(workspace, years(2003, 2013))
    possible = {
        entry.id: tab.model.index(tab.model.row_of(entry.id), 0).data(POSSIBLE_ROLE)
        for entry in shown(tab)
    }
    assert possible[MINISTRIES] is False
    assert possible[QUOTA] is True
    assert f"{sum(possible.values())} of them only possibly" in tab.heading.text()


def test_nothing_passes_is_said(tab, workspace) -> None:
    narrow(workspace, Words("zzzzqqqq"))
    assert not shown(tab)
    assert tab._stack.currentIndex() == 1
    narrow(workspace)
    assert tab._stack.currentIndex() == 0


@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_unknown_dates_come_last_in_either_order(tab, order) -> None:
    tab.register.sortByColumn(Column.DATE, order)
    starts = [e.life.first.low if e.life.first else None for e in shown(tab)]
    known = [start for start in starts if start is not None]
    assert starts[: len(known)] == known
    assert known == sorted(known, reverse=order == Qt.SortOrder.DescendingOrder)


def test_groups_hold_every_agreement_once(tab, workspace) -> None:
    for at in range(1, tab.grouping.count()):
        tab.grouping.setCurrentIndex(at)
        assert sum(headings(tab).values()) == len({entry.id for entry in shown(tab)}) == 36
    assert list(headings(tab))[-2:] == ["Year not certain", "No date known"]


def test_choosing_a_row_goes_to_it_and_opens_its_sheet(tab, workspace, qtbot) -> None:
    row = tab.model.row_of(SUBCOMMITTEE)
    cell = tab.register.visualRect(tab.model.index(row, Column.TITLE)).center()
    qtbot.mouseClick(tab.register.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert workspace.state.current == SUBCOMMITTEE
    workspace._publish()
    assert tab._below.isVisible()
    assert "Meets every year" in tab.sheet.toPlainText()
    assert "Deputy ministers of culture" in tab.sheet.toPlainText()


def test_current_is_marked_in_register_and_strip(tab, workspace) -> None:
    go(workspace, MINISTRIES)
    assert [entry.id for entry in tab.register.selected_entries()] == [MINISTRIES]
    row = tab.model.row_of(MINISTRIES)
    ground = tab.theme.colour("selection")
    seen = tab.strip.grab().toImage()
    y = int(tab.strip.row_rect(row).top() + 3)
    assert seen.pixelColor(2, y) == ground
    assert seen.pixelColor(2, y + int(tab.strip.row_rect(row).height())) != ground


def test_several_rows_are_one_selection_and_copied_as_a_table(tab, workspace, qtbot) -> None:
    tab.register.setFocus()
    go(workspace, tab.model.lines[0].id)
    down = (tab.register, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(*down)
    qtbot.keyClick(*down)
    ids = [line.id for line in tab.model.lines[:3]]
    assert workspace.state.selected == frozenset(ids)
    tab.register.horizontalHeader().moveSection(0, 1)
    qtbot.keyClick(tab.register, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][:2] == ["Short title", "Date"]
    assert [line[0] for line in lines[1:]] == [e.agreement.title for e in tab.model.lines[:3]]
    assert len({len(line) for line in lines}) == 1


def test_typing_ahead_looks_among_titles(tab, workspace, qtbot) -> None:
    go(workspace, tab.model.lines[0].id)
    tab.register.setCurrentIndex(tab.model.index(0, Column.LEVEL))
    tab.register.keyboardSearch("Belt")
    assert workspace.state.current == "agreement:belt-and-road"


def test_a_badge_toggles_its_facet(tab, workspace, qtbot) -> None:
    row = tab.model.row_of(MINISTRIES)
    place = tab.register.visualRect(tab.model.index(row, Column.FORM))
    badge = QPoint(place.left() + 12, place.center().y())
    qtbot.mouseClick(tab.register.viewport(), Qt.MouseButton.LeftButton, pos=badge)
    assert workspace.state.filter.values("form") == {"agreement"}
    assert workspace.state.current is None
    workspace._publish()
    tab.register.setCurrentIndex(tab.model.index(0, Column.FORM))
    qtbot.keyClick(tab.register, Qt.Key.Key_Space)
    assert not workspace.state.filter.values("form")


def test_any_of_goes_through_the_shared_facet(tab, workspace) -> None:
    tab._want_parties(PartyFilter(Mode.ANY, frozenset({KAZAKHSTAN})))
    workspace._publish()
    assert workspace.state.filter.values("actor") == {KAZAKHSTAN}
    assert all(KAZAKHSTAN in entry.agreement.parties for entry in shown(tab))


def test_all_of_and_exactly_between_narrow_every_tab_and_can_be_cleared(
    tab, workspace, qtbot
) -> None:
    both = frozenset({CHINA, KAZAKHSTAN})
    tab._want_parties(PartyFilter(Mode.ALL, both))
    workspace._publish()
    every = {entry.id for entry in shown(tab)}
    assert every
    assert all(both <= set(entry.agreement.parties) for entry in shown(tab))
    assert "all of China, Kazakhstan" in tab.heading.text()
    assert workspace.state.filter.get("actor") == Values("actor", both, Match.ALL)
    tab._want_parties(PartyFilter(Mode.EXACTLY, both))
    workspace._publish()
    exact = {entry.id for entry in shown(tab)}
    assert exact < every
    assert all(set(entry.agreement.parties) == both for entry in shown(tab))
    assert tab.parties.clear.isVisible()
    qtbot.mouseClick(tab.parties.clear, Qt.MouseButton.LeftButton)
    workspace._publish()
    assert not workspace.state.filter.constraints
    assert len(shown(tab)) == 36


def test_the_panel_ticks_parties_and_changes_mode(tab, workspace) -> None:
    panel = tab.parties.panel()
    panel.open_below(tab.parties.button)
    assert not workspace.state.filter.constraints
    item = next(i for i in panel.items() if i.text(0) == "Kazakhstan")
    item.setCheckState(0, Qt.CheckState.Checked)
    assert workspace.state.filter.values("actor") == {KAZAKHSTAN}
    workspace._publish()
    panel.modes.button("exactly").click()
    wanted = Values("actor", frozenset({KAZAKHSTAN}), Match.EXACTLY)
    assert workspace.state.filter.get("actor") == wanted
    assert tab.parties.button.toolTip().startswith("Parties: exactly between Kazakhstan")
    assert item.checkState(0) is Qt.CheckState.Checked


def test_in_force_on_a_day_splits_with_unknown_as_unknown(tab, workspace) -> None:
    assert not tab.day.switch.isChecked()
    tab.day.slider.setValue(2012)
    assert tab.day.switch.isChecked()
    groups = headings(tab)
    assert sum(groups.values()) == 36
    assert groups["Not known"] > 0
    assert next(iter(groups)) == "In force or operating"
    assert "On 31 December 2012" in tab.heading.text()
    answers = {e.id: tab.model.answer(e.id).standing for e in shown(tab)}
    assert answers[SUBCOMMITTEE] is Standing.IN_FORCE
    assert answers[MINISTRIES] is Standing.UNKNOWN
    assert not tab.register.isColumnHidden(Column.ANSWER)
    tab.day.switch.setChecked(False)
    assert not headings(tab)


def test_a_day_that_is_not_understood_is_said(tab) -> None:
    tab.day.box.setText("once upon a time")
    tab.day._typed()
    assert "not understood" in tab.heading.text()
    assert len(shown(tab)) == 36
    tab.day.box.setText("1 June 2012")
    tab.day._typed()
    assert "On 1 June 2012" in tab.heading.text()


def test_rows_of_the_strip_stand_beside_those_of_the_register(tab, workspace) -> None:
    tab.register.verticalScrollBar().setValue(100)
    for row in (6, 9):
        cell = tab.register.visualRect(tab.model.index(row, 0))
        top = tab.register.viewport().mapTo(tab, cell.topLeft()).y()
        beside: QRectF = tab.strip.row_rect(row)
        assert tab.strip.mapTo(tab, beside.topLeft().toPoint()).y() == top
        assert beside.height() == cell.height()


def test_keys_walk_the_strip_and_choose(tab, workspace, qtbot) -> None:
    go(workspace, tab.model.lines[3].id)
    tab.strip.setFocus()
    qtbot.waitUntil(tab.strip.hasFocus)
    qtbot.keyClick(tab.strip, Qt.Key.Key_Down)
    assert tab.strip.reached() == (4, 0)
    assert shown(tab)[4].agreement.title in tab.strip.accessibleDescription()
    qtbot.keyClick(tab.strip, Qt.Key.Key_Right)
    assert "said of about 2018" in tab.strip.accessibleDescription()
    qtbot.keyClick(tab.strip, Qt.Key.Key_Return)
    assert workspace.state.current == shown(tab)[4].id
    qtbot.keyClick(tab.strip, Qt.Key.Key_End)
    assert tab.strip.reached()[0] == len(tab.model.lines) - 1
    assert (
        tab.register.rowViewportPosition(len(tab.model.lines) - 1)
        < tab.register.viewport().height()
    )


def test_pointing_in_the_strip_marks_the_register(tab, workspace, qtbot) -> None:
    rect = tab.strip.row_rect(2).toRect()
    qtbot.mouseMove(tab.strip, rect.center())
    assert tab.register.cells.pointed == tab.model.lines[2].id
    assert "2003-06-03" in tab.strip.words_of((2, 0))


def test_graph_shows_typed_relations_and_walks_to_them(tab, workspace, qtbot) -> None:
    go(workspace, MINISTRIES)
    qtbot.waitUntil(lambda: bool(tab.graph.marks))
    words = {mark.key: mark.words for mark in tab.graph.marks}
    assert words[QUOTA].startswith("is the framework of · Agreement")
    assert "event:2003-06-03-education-agreement" in words
    press(tab.graph, qtbot, QUOTA)
    assert workspace.state.current == QUOTA
    go(workspace, MINISTRIES)
    tab.graph.setFocus()
    qtbot.keyClick(tab.graph, Qt.Key.Key_Right)
    qtbot.keyClick(tab.graph, Qt.Key.Key_Return)
    assert workspace.state.current in words
    assert workspace.state.current != MINISTRIES


def test_a_related_event_is_shown_beside_the_sheet_whose_links_answer(
    tab, workspace, qtbot
) -> None:
    workspace.announce_tabs({"event": "timeline", "agreement": "agreements"})
    go(workspace, MINISTRIES)
    qtbot.waitUntil(lambda: bool(tab.graph.marks))
    press(tab.graph, qtbot, "event:2003-06-03-education-agreement")
    workspace._publish()
    assert workspace.state.current == "event:2003-06-03-education-agreement"
    assert workspace.state.tab == "agreements"
    assert "as many as 100" in tab.sheet.toPlainText()
    tab.sheet.unfolded.emit("level:inter-agency")
    assert workspace.state.filter.values("level") == {"inter-agency"}


def test_the_same_state_costs_no_rows(tab, workspace, qtbot) -> None:
    with qtbot.assertNotEmitted(tab.model.modelReset):
        go(workspace, SUBCOMMITTEE)
        workspace._publish()
        tab.show_state(workspace.state)


def test_survives_a_narrow_tab_another_theme_and_a_record_that_is_filtered_out(
    tab, workspace
) -> None:
    go(workspace, SUBCOMMITTEE)
    tab.resize(520, 400)
    tab.restyle(load_theme("dark"))
    narrow(workspace, Values("level", frozenset({"party"})))
    assert not tab.register.selected_entries()
    assert "Subcommittee" in tab.sheet.toPlainText()
    tab.grab()


def press(graph: QWidget, qtbot: QtBot, key: str) -> None:
    place = next(mark.rect for mark in graph.marks if mark.key == key).center().toPoint()
    qtbot.mouseClick(graph, Qt.MouseButton.LeftButton, pos=place)


def test_the_title_has_the_room_and_a_day_shows_its_reasons_whole(tab, workspace, qtbot) -> None:
    register = tab.register
    letter = register.fontMetrics().averageCharWidth()
    shown = register.columnWidth(Column.DATE) + register.columnWidth(Column.TITLE)
    assert shown + register.columnWidth(Column.FORM) == register.viewport().width()
    assert register.columnWidth(Column.TITLE) > letter * 36
    tab.day.switch.click()
    seen = sum(register.columnWidth(c) for c in (Column.DATE, Column.TITLE, Column.ANSWER))
    assert seen <= register.viewport().width()
    tab.day.switch.click()
    register.setColumnWidth(Column.TITLE, letter * 20)
    tab.resize(tab.width() + 200, tab.height())
    assert register.columnWidth(Column.TITLE) == letter * 20


def test_the_sheet_names_the_sentences_it_rests_on(tab, workspace) -> None:
    entry = next(e for e in tab.material.entries.values() if e.agreement.evidence)
    workspace.go(entry.id)
    workspace._publish()
    label = workspace.reader.label(entry.agreement.evidence[0].passage)
    assert label in tab.sheet.toPlainText()


def test_register_and_sheet_are_saved_with_their_evidence(
    tab, workspace, tmp_path, monkeypatch
) -> None:
    def place(name: str) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))

    place("agreements")
    tab.export.table.trigger()
    with (tmp_path / "agreements.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert len(rows) == len(tab.material.entries)
    assert {row[header.index("Dates")] for row in rows} >= {"not known", "Dated 2003-06-03"}
    assert all(row[header.index("Evidence")] for row in rows)
    assert not tab.export.sheet.isEnabled()
    workspace.go(rows[0][-1])
    workspace._publish()
    for name, action in (("list.pdf", tab.export.list), ("sheet.pdf", tab.export.sheet)):
        place(name)
        assert action.isEnabled()
        action.trigger()
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    page = tab.export.list_page()
    assert all(
        entry.agreement.title.split("'")[0] in page for entry in tab.material.entries.values()
    )
    told: list[object] = []
    workspace.failed.connect(told.append)
    place("missing/agreements.csv")
    tab.export.table.trigger()
    assert "cannot be written" in str(told[0])
