"""The first tab: whole titles, tiles in even rows, and each of them leads somewhere."""

from __future__ import annotations

import pytest

from spexplorer.ui.widgets.even_layout import EvenLayout
from spexplorer.ui.widgets.number_tile import NumberTile
from spexplorer.ui.widgets.paper_map import PaperMap
from spexplorer.ui.widgets.wrapping_button import WrappingButton


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
