"""The first tab: whole titles, tiles in even rows, and each of them leads somewhere."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period
from spexplorer.domain.link_state import Network
from spexplorer.exploring.answers import Answers
from spexplorer.operations.reader import Reader, build_index
from spexplorer.storage.migrate import create
from spexplorer.ui.drawing.source_map import PaperMap
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.agreements.page import AgreementsView
from spexplorer.ui.views.instruments.page import InstrumentsView
from spexplorer.ui.views.overview import OverviewView
from spexplorer.ui.views.timeline.page import TimelineView
from spexplorer.ui.widgets.buttons import WrappingButton
from spexplorer.ui.widgets.layouts import EvenLayout
from spexplorer.ui.widgets.number_tile import NumberTile
from spexplorer.workspace.workspace import Workspace


@pytest.fixture
def overview(program, settle):
    program.window.resize(1100, 700)
    program.workspace.show_tab("overview")
    settle()
    return program.window.current_view()


def test_no_title_or_question_is_cut(overview):
    links = overview.findChildren(WrappingButton)
    assert any("Central Asia and the Caucasus" in link.accessibleName() for link in links)
    for link in links:
        assert link.height() >= link.heightForWidth(link.width())


@pytest.mark.parametrize("width", [150, 300, 620, 2000])
def test_tiles_stand_in_rows_that_are_equally_full(overview, width):
    layout = next(tile.parentWidget().layout() for tile in overview.findChildren(NumberTile))
    assert isinstance(layout, EvenLayout)
    rows, columns = layout.shape(width)
    assert rows * columns == layout.count() == 12
    assert columns == 1 or columns * layout.minimumSize().width() <= width


def test_every_tile_leads_somewhere(program, settle, overview):
    tiles = {
        tile.accessibleName().split(":")[0]: tile for tile in overview.findChildren(NumberTile)
    }
    tiles["Passages"].click()
    assert program.window.focusWidget() is overview.findChild(PaperMap)
    tiles["Agreements"].click()
    settle()
    assert program.workspace.state.tab == "agreements"


def test_a_tile_says_what_is_only_possible_and_writes_no_number_it_has_no_room_for(
    program, settle, overview
):
    program.workspace.narrow(Period(day_number(2002, 1, 1), day_number(2006, 12, 31)))
    settle()
    tiles = {t.accessibleName().partition(":")[0]: t for t in overview.findChildren(NumberTile)}
    count = program.workspace.answers.counts("kind")["event"]
    assert count.only_possible
    assert tiles["Events"]._number == f"{count.certain}–{count.possible}"
    assert tiles["Events"].accessibleName() == (
        f"Events: certainly {count.certain} records, possibly {count.possible}"
    )
    tiles["Events"].show_number("332,617–355,168", "")
    for room in (60, 120, 400):
        font = tiles["Events"]._fitting(room)
        assert QFontMetrics(font).horizontalAdvance("332,617–355,168") <= room or room < 120


def test_an_empty_library_is_said_to_be_one_and_no_filter_is_blamed(qtbot, tmp_path):
    path = tmp_path / "mine.spex"
    db = create(path)
    db.table("origin").insert({"id": 1, "type": "user", "name": "Test", "version": "1"})
    db.conn.commit()
    db.close()
    workspace = Workspace(Reader(path))
    workspace._take_first(Answers(build_index(path), Filter()))
    theme = load_theme("light")
    for make in (OverviewView, TimelineView, InstrumentsView, AgreementsView):
        tab = make(workspace, theme)
        qtbot.addWidget(tab)
        tab.resize(900, 600)
        tab.show()
        tab.show_state(workspace.state)
        said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
        assert not any("filter" in words for words in said)
        assert any("library" in words for words in said)
        if make is OverviewView:
            assert "mine" in said
            assert "Good questions to start from" not in said
    workspace.close()


def test_a_question_keeps_what_it_does_not_speak_of(program, settle, overview):
    """What is compared and how the network is looked at are other tabs' business."""
    kept = ("instrument:film", None), Network("path", ends=("agent:china", None))
    workspace = program.workspace
    workspace.set_state(workspace.state._replace(sides=kept[0], network=kept[1]))
    settle()
    asked = next(b for b in overview.findChildren(WrappingButton) if "2002" in b.accessibleName())
    asked.click()
    settle()
    assert workspace.state.filter.get("period") is not None
    assert (workspace.state.sides, workspace.state.network) == kept
