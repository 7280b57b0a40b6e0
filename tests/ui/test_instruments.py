"""The tab of instruments: tree, treemap, assessments and concepts are one view of one state."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import Filter, Period, Words
from spexplorer.domain.link_state import LinkState
from spexplorer.ui.lists.rows import ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.instruments import view
from spexplorer.ui.views.instruments.assessments import ENTRY_ROLE
from spexplorer.ui.views.instruments.material import LINKED, Linked, read_nodes
from spexplorer.ui.views.instruments.page import InstrumentsView
from spexplorer.ui.views.instruments.tree_model import STANDS_ROLE
from spexplorer.workspace.workspace import Workspace


@pytest.fixture
def tab(follow, workspace: Workspace) -> InstrumentsView:
    return follow(workspace, InstrumentsView(workspace, load_theme("light")), (900, 620))


def narrow(workspace: Workspace, wanted: Filter) -> LinkState:
    workspace.set_filter(wanted)
    workspace._publish()
    return workspace.state


def rows_of(tab: InstrumentsView, kind: str = "instrument") -> dict[str, bool]:
    """Id -> whether the row stands for itself, of every row of the filtered tree."""
    model = tab.trees[kind].filter
    found: dict[str, bool] = {}
    waiting = [model.index(row, 0) for row in range(model.rowCount())]
    while waiting:
        at = waiting.pop()
        found[at.data(ID_ROLE)] = at.data(STANDS_ROLE)
        waiting += [model.index(row, 0, at) for row in range(model.rowCount(at))]
    return found


def tiles_of(tab: InstrumentsView) -> dict[str, bool]:
    """Id -> whether it passes only possibly, of every cell of the treemap."""
    return {m.tile.id: m.tile.possible for m in tab.drawing.map.drawn() if m.tile is not None}


def test_is_home_of_instruments_and_concepts() -> None:
    assert view.kinds == ("instrument", "concept")


def test_filter_narrows_tree_treemap_and_assessments_alike(tab, workspace) -> None:
    assert len(rows_of(tab)) == len(tiles_of(tab)) == workspace.reader.counts["instrument"]
    narrow(workspace, Filter().toggled("vector", "media"))
    visible = {row.id for row in workspace.visible("instrument")}
    assert 0 < len(visible) < workspace.reader.counts["instrument"]
    assert {uid for uid, stands in rows_of(tab).items() if stands} == visible
    assert set(tiles_of(tab)) == visible
    assert {entry.id for entry in tab.assessments.model.entries} <= visible


def test_ancestors_of_what_passes_stay_in_the_tree_and_do_not_stand(tab, workspace) -> None:
    period = Period(day_number(2002, 1, 1), day_number(2002, 12, 31))
    narrow(workspace, Filter((period,)))
    rows = rows_of(tab)
    tree = {node.id: node for node in tab.nodes["instrument"]}
    assert all(tree[uid].parent in rows for uid in rows if tree[uid].parent)
    only_above = [uid for uid, stands in rows.items() if not stands]
    assert only_above
    assert not set(only_above) & set(tiles_of(tab))


def test_what_passes_only_possibly_is_drawn_apart(tab, workspace) -> None:
    period = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    narrow(workspace, Filter((period,)))
    possible = {uid for uid, only in tiles_of(tab).items() if only}
    assert possible
    assert possible == {uid for uid in tiles_of(tab) if not workspace.is_certain(uid)}
    tree = tab.trees["instrument"]
    some = tree.model.index_of(next(iter(possible)))
    assert some.data(POSSIBLE_ROLE)
    assert f"({len(possible)} possibly)" in tree.heading.text
    assert "(" in tab.drawing.heading.text


def test_counts_agree_with_the_links_of_the_library(workspace) -> None:
    reader = workspace.reader
    records = {kind: reader.records(kind) for kind in LINKED}
    links = reader.links_to("instrument", ("instruments",))
    linked = Linked(links, read_nodes(reader, "instrument"))
    whole = linked.tallies(None, None)
    assert whole == linked.tallies(workspace.index, workspace.passing())
    uid = "instrument:confucius-institutes"
    expected = [
        sum(uid in record.instruments for record in records[kind])
        for kind in ("event", "claim", "statistic", "agreement")
    ]
    assert [count.possible for count in whole[uid].kinds] == expected
    assert whole[uid].below.possible > whole[uid].own.possible
    narrow(workspace, Filter().toggled("kind", "event"))
    only_events = linked.tallies(workspace.index, workspace.passing())[uid]
    assert [count.possible for count in only_events.kinds] == [expected[0], 0, 0, 0]


def test_search_keeps_ancestors_and_finds_other_scripts(tab) -> None:
    tree = tab.trees["instrument"]
    tree.search.setText("gala concerts")
    rows = rows_of(tab)
    assert [uid for uid, stands in rows.items() if stands] == ["instrument:gala-concerts"]
    assert not rows["instrument:culture"]
    tree.search.setText("电影")
    assert rows_of(tab)["instrument:film"]
    tree.search.setText("qqqqq")
    assert not rows_of(tab)
    assert "qqqqq" in tree.empty.text()
    tree.search.clear()
    assert len(rows_of(tab)) == len(tab.nodes["instrument"])


def test_current_is_marked_in_tree_treemap_and_assessments(tab, workspace) -> None:
    workspace.go("instrument:tea-ceremony")
    workspace._publish()
    assert tab.trees["instrument"].tree.currentIndex().data(ID_ROLE) == "instrument:tea-ceremony"
    assert tab.drawing.map.reached() == "instrument:tea-ceremony"
    assert tab.assessments.list.currentIndex().data(ENTRY_ROLE).id == "instrument:tea-ceremony"


def test_arrow_keys_reach_every_cell_and_enter_chooses_or_narrows(tab, workspace, qtbot) -> None:
    drawing = tab.drawing.map
    drawing.setFocus()
    qtbot.keyClick(drawing, Qt.Key.Key_Home)
    reached = []
    for _ in drawing.drawn():
        reached.append(drawing.reached())
        qtbot.keyClick(drawing, Qt.Key.Key_Right)
    assert reached == [mark.key for mark in drawing.drawn()]
    chosen = drawing.reached()
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert workspace.state.current == chosen
    qtbot.keyClick(drawing, Qt.Key.Key_PageUp)
    head = drawing._mark(drawing.reached())
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert head.tile is None
    assert workspace.state.filter.values("vector") == {head.group.code}


def test_click_selects_and_double_click_on_a_vector_toggles(tab, workspace, qtbot) -> None:
    drawing = tab.drawing.map
    cell = next(mark for mark in drawing.drawn() if mark.tile is not None)
    point = cell.rect.center().toPoint()
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=point)
    assert workspace.state.current == cell.tile.id
    head = next(mark for mark in drawing.drawn() if mark.tile is None)
    qtbot.mouseDClick(drawing, Qt.MouseButton.LeftButton, pos=head.rect.center().toPoint())
    assert workspace.state.filter.values("vector") == {head.group.code}


def test_effective_instruments_are_listed_with_holder_and_reason(tab, workspace) -> None:
    tab.assessments.chips["effective"].click()
    workspace._publish()
    assert workspace.state.filter.values("verdict") == {"effective"}
    entries = tab.assessments.model.entries
    expected = {
        record.id
        for record in workspace.reader.records("instrument")
        if any(assessment.verdict == "effective" for assessment in record.assessments)
    }
    assert {entry.id for entry in entries} == expected
    assert all(entry.verdict == "effective" and entry.holder and entry.reason for entry in entries)
    verdicts = {m.tile.id: m.tile.verdict for m in tab.drawing.map.drawn() if m.tile is not None}
    assert {uid for uid, verdict in verdicts.items() if verdict == "effective"} == expected
    assert f"{len(expected)} so assessed" in tab.drawing.heading.text
    assert tab.assessments.chips["effective"].text().endswith(str(len(expected)))
    tab.assessments.list.setCurrentIndex(tab.assessments.model.index(0))
    assert workspace.state.current == entries[0].id


def test_a_current_concept_shows_the_concepts(tab, workspace, qtbot) -> None:
    workspace.go("concept:attraction")
    workspace._publish()
    assert tab.kind == "concept"
    assert tab.trees["concept"].tree.currentIndex().data(ID_ROLE) == "concept:attraction"
    panel = tab._concepts
    roles = {box.neighbour.id: box.neighbour.role for box in panel.map.boxes}
    assert roles["concept:soft-power"] == "broader"
    assert roles["concept:soft-charm"] == "narrower"
    assert roles["concept:persuasion"] == "related"
    panel.map.setFocus()
    qtbot.keyClick(panel.map, Qt.Key.Key_Left)
    qtbot.keyClick(panel.map, Qt.Key.Key_Return)
    assert workspace.state.current == "concept:soft-power"
    workspace.go("instrument:film")
    workspace._publish()
    assert tab.kind == "instrument"


def test_nothing_passing_says_so(tab, workspace) -> None:
    narrow(workspace, Filter((Words("zzzzqqqq"),)))
    assert tab.drawing.empty.isVisibleTo(tab)
    assert tab.trees["instrument"].empty.isVisibleTo(tab)
    assert tab.assessments.empty.isVisibleTo(tab)
    narrow(workspace, Filter())
    assert not tab.drawing.empty.isVisibleTo(tab)


def test_moving_on_lays_nothing_out_again(tab, workspace) -> None:
    before = tab.drawing.map.drawn()
    workspace.go("instrument:film")
    workspace._publish()
    assert tab.drawing.map.drawn() is before


def test_the_assessments_of_the_current_instrument_are_in_sight_below_its_card(
    tab, workspace, settle
):
    tab.resize(840, 400)
    workspace.go("instrument:confucius-institutes")
    settle()
    workspace._publish()
    settle()
    panel = tab.assessments
    assert tab.card.isVisible()
    at = panel.list.currentIndex()
    assert at.data(ID_ROLE) == "instrument:confucius-institutes"
    assert panel.list.viewport().rect().intersects(panel.list.visualRect(at))
