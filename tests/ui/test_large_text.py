"""At twice the text size in a small window every part keeps room for its words."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionToolButton,
    QTreeView,
    QTreeWidget,
    QWidget,
)

from spexplorer.domain.filters import Mode
from spexplorer.ui.drawing.chart_card import ChartCard
from spexplorer.ui.panels.evidence_dialog import EvidenceDialog
from spexplorer.ui.panels.mode_menu import ModeMenu
from spexplorer.ui.shell import window_commands as commands
from spexplorer.ui.shell.help import HelpDialog, KeysDialog
from spexplorer.ui.shell.saved_views_dialogs import AddressDialog, ManageDialog
from spexplorer.ui.shell.settings_dialog import SettingsDialog
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.widgets.choices import Segments
from spexplorer.ui.widgets.panes import DetailSplitter
from spexplorer.ui.widgets.sheet import Sheet
from spexplorer.workspace.saved_views import SavedViews


@pytest.fixture
def large(program, settle):
    program.appearance.resize_to(2.0)
    program.window.resize(1100, 700)
    settle()
    return program.window


def test_the_names_of_facets_are_told_apart(large, program, settle):
    program.workspace.show_tab("timeline")
    settle()
    tree = next(t for t in large.findChildren(QTreeWidget) if t.accessibleName() == "Facets")
    letters = tree.fontMetrics().averageCharWidth()
    named = tree.visualItemRect(tree.topLevelItem(0).child(0))
    room = tree.columnWidth(0) - named.left() - tree.fontMetrics().height()
    assert room >= 5 * letters


def _panels(window):
    facets, inspector, charts = window.docks()
    return facets, inspector, charts


@pytest.mark.parametrize("size", [(1100, 700), (1280, 800)])
def test_no_tab_makes_a_small_window_larger(program, settle, size):
    program.appearance.resize_to(2.0)
    program.window.resize(*size)
    settle()
    for view_id in program.window.view_ids():
        program.workspace.show_tab(view_id)
        settle()
        least = program.window.minimumSizeHint()
        assert least.width() <= size[0], view_id
        assert least.height() <= size[1], view_id
        assert (program.window.width(), program.window.height()) == size, view_id


def test_the_keyboard_comes_to_every_panel_in_sight(large, program, settle):
    step_pane = partial(commands.step_pane, large, 1)
    for name in large.panels.docks:  # asked for by hand: there is no room for them by themselves
        large.actions_by_name[name].trigger()
    settle()
    panels = {dock.objectName() for dock in large.docks() if dock.isVisible()}
    assert panels == set(large.panels.docks)
    reached = set()
    for _ in range(5):
        step_pane()
        settle()
        focused = large.focusWidget()
        reached |= {dock.objectName() for dock in large.docks() if dock.isAncestorOf(focused)}
    assert reached == panels


@pytest.fixture
def cards(large, settle):
    """The cards of the linked charts, asked for by hand: in a low window they are folded away."""
    large.panels.open("charts")
    large.charts.set_open(True)
    settle()
    found = large.charts_dock.findChildren(ChartCard)
    assert found and all(card.isVisible() for card in found)
    return found


@pytest.mark.parametrize("mode", Mode)
def test_the_way_of_combining_is_read_whole(large, program, cards, settle, mode):
    modes = large.findChild(ModeMenu)
    before = modes.geometry()
    program.workspace.set_mode(mode)
    settle()
    assert modes.geometry() == before  # nothing moves when another way is chosen
    assert modes.visibleRegion().boundingRect() == modes.rect()
    option = QStyleOptionToolButton()
    modes.initStyleOption(option)
    room = modes.style().subControlRect(
        QStyle.ComplexControl.CC_ToolButton, option, QStyle.SubControl.SC_ToolButton, modes
    )
    assert room.width() >= modes.fontMetrics().horizontalAdvance(modes.text()) + 2 * GRID


def test_every_bar_that_lies_has_its_name_in_a_low_window(cards, qtbot):
    lying = [card for card in cards if card.data is not None and card.data.horizontal]
    assert lying
    for card in lying:
        qtbot.waitUntil(lambda card=card: _names_all(card))
        card.plot.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(card.plot, Qt.Key.Key_End)
        last = card.plot.point_of(card.data.keys[-1]).toPoint()
        shown = card.plot.parentWidget()
        assert shown.rect().contains(card.plot.mapTo(shown, last))


def _names_all(card):
    plot = card.plot
    labels = plot._frame.key_labels(card.data, plot.fontMetrics())
    return len(labels) == len(card.data.keys)


def test_linked_charts_show_more_than_their_titles(large, settle):
    large.panels.restore_all()
    large.charts.set_open(True)
    settle()
    drawing = large.charts_dock.findChild(ChartCard).plot.viewport()
    assert drawing.visibleRegion().boundingRect().height() >= 3 * large.fontMetrics().height()


def test_the_verdicts_are_all_in_sight_in_a_small_window(large, program, settle):
    program.window.resize(1280, 720)
    program.workspace.show_tab("instruments")
    settle()
    program.workspace.go("instrument:confucius-institutes")
    settle()
    table = next(t for t in program.window.current_view().findChildren(QTreeView) if t.isVisible())
    heads, last = table.header(), table.header().count() - 1
    assert heads.sectionViewportPosition(last) + heads.sectionSize(last) <= table.viewport().width()
    row = table.visualRect(table.currentIndex())
    assert row.isValid()
    assert table.viewport().rect().intersects(row)


def test_the_network_is_drawn_above_what_is_said_of_it_where_it_is_low(large, program, settle):
    program.workspace.show_tab("network")
    settle()
    view = program.window.current_view()
    assert view.canvas.height() >= 9 * large.fontMetrics().height()
    assert view.canvas.y() < view.said.y()


def test_the_legend_of_the_network_stands_below_the_drawing(large, program, settle):
    program.workspace.show_tab("network")
    settle()
    view = program.window.current_view()
    assert view.canvas.geometry().bottom() < view.legend.y()


def test_a_long_name_of_a_library_gives_way(large, settle):
    named = next(
        label
        for label in large.statusBar().findChildren(QLabel)
        if label.accessibleName().startswith("China")
    )
    assert large.statusBar().minimumSizeHint().width() < 1000
    named.setFixedWidth(named.minimumSizeHint().width())
    settle()
    assert named.text().endswith("…")
    assert named.accessibleName() in named.toolTip()


@pytest.mark.parametrize(
    "make",
    [
        lambda window: HelpDialog(window, "manual"),
        lambda window: KeysDialog(window, window.menuBar(), window.theme),
        lambda window: EvidenceDialog(
            window.workspace, window.theme, window.workspace.visible("event")[0].id, window
        ),
        lambda window: ManageDialog(SavedViews(""), window.workspace, window),
        AddressDialog,
        SettingsDialog,
    ],
)
def test_no_dialog_is_larger_than_the_screen(large, settle, make):
    dialog = make(large)
    dialog.show()
    settle()
    screen = dialog.screen().availableSize()
    assert dialog.frameGeometry().width() <= screen.width()
    assert dialog.frameGeometry().height() <= screen.height()
    dialog.close()


@pytest.mark.parametrize("view_id", ["agreements", "timeline", "network"])
def test_a_page_that_is_scrolled_can_be_scrolled_to_its_end(large, program, settle, view_id):
    program.workspace.show_tab(view_id)
    settle()
    body = large.current_view().findChild(QScrollArea).widget()
    parts = [body.layout().itemAt(at) for at in range(body.layout().count())]
    assert all(part.geometry().bottom() <= body.height() for part in parts if not part.isEmpty())


def test_rows_of_the_claims_are_seen_below_the_heads_of_their_columns(large, program, settle):
    program.workspace.show_tab("claims")
    settle()
    matrix = large.current_view().matrix
    seen = matrix.visibleRegion().boundingRect()
    heads = [mark.rect for mark in matrix.marks if mark.key.startswith("stance")]
    rows = [mark.rect for mark in matrix.marks if mark.key.startswith("cell")]
    assert heads
    assert all(seen.contains(head.toRect()) for head in heads)
    assert seen.bottom() >= rows[0].top() + 2 * large.fontMetrics().height()
    assert all(stance in said for stance, said in _said_heads(matrix))


def _said_heads(matrix):
    """What each column is called, and what its head says however short it is written."""
    marks = [mark for mark in matrix.marks if mark.key.startswith("stance")]
    return [
        (matrix._stance_label(stance), mark.words)
        for stance, mark in zip(matrix.crossing.stances, marks, strict=True)
    ]


def test_the_keys_scroll_the_page_as_well_as_the_pane(large, program, qtbot, settle):
    program.workspace.show_tab("claims")
    settle()
    view = large.current_view()
    view.matrix.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view.matrix, Qt.Key.Key_End)
    settle()
    last = view.matrix.marks[-1].rect.toRect()
    assert view.matrix.visibleRegion().boundingRect().contains(last)
    listed = view.register.view
    listed.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown):
        qtbot.keyClick(listed, key)
        settle()
        row = listed.visualRect(listed.currentIndex())
        seen = listed.viewport().visibleRegion().boundingRect()
        assert seen.top() <= row.top() <= seen.bottom()


def test_the_matrix_of_claims_has_the_width_for_all_its_columns(program, settle):
    program.window.resize(1100, 700)
    program.workspace.show_tab("claims")
    settle()
    matrix = program.window.current_view().matrix
    assert matrix.parentWidget().width() >= matrix.natural_width()


@pytest.mark.parametrize("size", [(1100, 700), (1024, 640)])
def test_no_part_of_a_page_lies_beyond_what_can_be_scrolled_to(large, program, settle, size):
    large.resize(*size)
    for view_id in large.view_ids():
        program.workspace.show_tab(view_id)
        settle()
        lost = [part for part in large.current_view().findChildren(QWidget) if _is_cut(part)]
        assert [(part.accessibleName(), part.geometry()) for part in lost] == [], view_id


def _is_cut(part):
    """Whether a part reaches below what holds it, which is not scrolled."""
    holder = part.parentWidget()
    scrolled = isinstance(holder.parentWidget(), QAbstractScrollArea)
    return part.isVisible() and not scrolled and part.geometry().bottom() > holder.height()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("height", [0, 150, 200])
def test_no_card_of_the_linked_charts_is_cut_however_low_they_are(program, settle, scale, height):
    window = program.window
    program.appearance.resize_to(scale)
    window.resize(1100, 800)
    window.panels.open("charts")
    window.charts.set_open(True)
    settle()
    for wanted in (400, height):  # what has found room on the way down gives way again
        window.resizeDocks([window.charts_dock], [wanted], Qt.Orientation.Vertical)
        settle()
    for card in window.charts_dock.findChildren(ChartCard):
        strip = card.parentWidget().parentWidget()
        assert card.mapTo(strip, card.rect().bottomLeft()).y() < strip.height(), card.data.title
        parts = card.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for part in parts:
            fits = part.height() >= (part.minimumHeight() or part.minimumSizeHint().height())
            assert part.isHidden() or fits, part.objectName()
            assert part.isHidden() or part.geometry().bottom() <= card.height(), part.objectName()
        assert card.plot.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_list_of_keys_is_read_without_scrolling_sideways(program, settle, scale):
    program.appearance.resize_to(scale)
    dialog = KeysDialog(program.window, program.window.menuBar(), program.window.theme)
    dialog.show()
    settle()
    table = dialog.table
    assert table.horizontalScrollBar().maximum() == 0
    assert table.horizontalHeader().length() <= table.viewport().width()
    for at in range(table.records.rowCount()):
        for column in range(3):
            room = QRect(0, 0, table.columnWidth(column) - 4 * GRID, 10_000)
            text = table.records.text(at, column)
            words = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
            assert words.height() <= table.rowHeight(at), text
            assert words.width() <= room.width(), text
    dialog.close()


def test_boxes_to_tick_grow_with_the_text(program, settle):
    tree = next(t for t in program.window.findChildren(QTreeWidget) if t.isVisible())
    measure = QStyle.PixelMetric.PM_IndicatorWidth
    before = tree.style().pixelMetric(measure, None, tree)
    program.appearance.resize_to(2.0)
    settle()
    assert tree.style().pixelMetric(measure, None, tree) >= 1.8 * before


def test_a_button_that_does_nothing_now_looks_so(program, settle):
    dialog = ManageDialog(SavedViews(""), program.workspace, program.window)
    dialog.show()
    settle()
    button = dialog.go_there
    assert not button.isEnabled()
    resting = button.grab().toImage()
    button.setEnabled(True)
    settle()
    assert button.grab().toImage() != resting
    dialog.close()


def test_the_fields_of_the_library_are_read_at_another_text_size(program, settle):
    program.workspace.show_tab("library")
    settle()
    program.appearance.resize_to(2.0)
    settle()
    row = program.window.current_view().tools.row
    assert (
        row.width() >= row.fontMetrics().horizontalAdvance(row.text()) + 20
    )  # the style's padding


@pytest.mark.parametrize("view_id", ["citations", "claims", "statistics"])
def test_a_heading_that_would_fill_a_low_window_can_be_scrolled_away(
    large, program, settle, view_id
):
    large.resize(1024, 640)
    program.workspace.show_tab(view_id)
    settle()
    view = large.current_view()
    area = view.findChild(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    settle()
    choices = next(part for part in view.findChildren(Segments) if part.isVisible())
    assert choices.visibleRegion().isEmpty()
    assert area.viewport().height() >= view.height() - 2


def test_values_stand_below_their_names_in_a_narrow_sheet(qtbot):
    sheet = Sheet("Sheet")
    qtbot.addWidget(sheet)
    letter = sheet.fontMetrics().averageCharWidth()
    sheet.resize(letter * 24, 300)
    sheet.show()
    sheet.write('<table><tr><td class="muted">Status</td><td>Operating</td></tr></table>')
    assert _lines_of(sheet, "Status") < _lines_of(sheet, "Operat")
    sheet.resize(letter * 80, 300)
    assert _lines_of(sheet, "Status") == _lines_of(sheet, "Operat")


def _lines_of(sheet, words):
    """How far down (pixels) words stand on a sheet."""
    return sheet.cursorRect(sheet.document().find(words)).top()


def test_some_lines_of_a_sheet_are_read(large, program, settle):
    program.workspace.show_tab("statistics")
    settle()
    program.workspace.go(program.workspace.visible("statistic")[0].id, stay=True)
    settle()
    sheet = next(part for part in large.current_view().findChildren(Sheet) if part.isVisible())
    assert sheet.height() >= 6 * large.fontMetrics().height()


@pytest.mark.parametrize(("view_id", "kind"), [("observations", "note"), ("timeline", "event")])
def test_some_lines_of_a_record_are_read(large, program, settle, view_id, kind):
    program.workspace.show_tab(view_id)
    program.workspace.go(program.workspace.visible(kind)[0].id, stay=True)
    large.actions_by_name["inspector"].trigger()  # by hand: it would leave the tab too little room
    settle()
    page = large.record.viewport()
    assert page.visibleRegion().boundingRect() == page.rect()
    assert page.height() >= 6 * large.fontMetrics().height()
    assert page.width() >= 17 * large.fontMetrics().averageCharWidth()
    assert large.record.horizontalScrollBar().maximum() == 0


def test_what_a_choice_would_show_is_said_below_the_drawing_not_on_it(large, program, settle):
    program.workspace.show_tab("claims")
    settle()
    invitation = large.current_view().findChild(DetailSplitter).invitation
    assert invitation.isVisible()
    holder = invitation.parentWidget()
    for at in range(holder.layout().count()):
        part = holder.layout().itemAt(at).widget()
        if part is not invitation:
            assert part.geometry().bottom() < invitation.y()
            for inner in part.findChildren(QWidget):
                where = inner.mapTo(holder, inner.rect().bottomLeft()).y()
                shown = inner.isVisible() and not inner.visibleRegion().isEmpty()
                assert not shown or where < invitation.y() or _is_scrolled(inner, holder)


def _is_scrolled(part, within):
    while part is not within:
        part = part.parentWidget()
        if isinstance(part, QAbstractScrollArea):
            return True
    return False
