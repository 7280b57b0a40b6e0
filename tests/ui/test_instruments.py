"""The tab of instruments: the matrix of assessments in its tree, and the concepts with their map."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from event_loop import turn
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QMenu, QToolButton, QTreeView

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.changes import EVERYTHING, ChangeSet
from spexplorer.domain.filters import Filter, Period, Words
from spexplorer.domain.link_state import LinkState
from spexplorer.readings.instruments.matrix import ConceptTrees
from spexplorer.readings.instruments.tree import read_nodes
from spexplorer.readings.instruments.uses import LINKED, UseCounter
from spexplorer.ui.lists.roles import ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.instruments import view
from spexplorer.ui.views.instruments.concept_map import ConceptMap
from spexplorer.ui.views.instruments.page import ALL, ASSESSED, CONCEPTS, InstrumentsView
from spexplorer.ui.views.instruments.tree_model import MARKS_ROLE, PASSES_ROLE, ConceptTreeModel
from spexplorer.words.language import PLAIN
from spexplorer.workspace.workspace import Workspace


@pytest.fixture
def tab(follow, workspace: Workspace) -> InstrumentsView:
    return follow(workspace, InstrumentsView(workspace, load_theme("light")), (900, 620))


def narrow(workspace: Workspace, wanted: Filter) -> LinkState:
    workspace.set_filter(wanted)
    turn()
    return workspace.state


def table_of(tab: InstrumentsView) -> QTreeView:
    return next(table for table in tab.findChildren(QTreeView) if table.isVisibleTo(tab))


def show(tab: InstrumentsView, mode: str) -> None:
    tab.modes.button(mode).click()


def indexes(table: QTreeView, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    """Every row, from above to below."""
    model, above = table.model(), parent or QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        yield index
        yield from indexes(table, index)


def rows_of(tab: InstrumentsView) -> dict[str, bool]:
    """Id -> whether the row stands for itself, of every row that is a record."""
    table = table_of(tab)
    return {at.data(ID_ROLE): at.data(PASSES_ROLE) for at in indexes(table) if at.data(ID_ROLE)}


def row_of(tab: InstrumentsView, record_id: str) -> QModelIndex:
    return next(at for at in indexes(table_of(tab)) if at.data(ID_ROLE) == record_id)


def heads_of(table: QTreeView) -> dict[str, int]:
    """Head -> column."""
    model, across = table.model(), Qt.Orientation.Horizontal
    return {model.headerData(at, across): at for at in range(model.columnCount())}


def said(tab: InstrumentsView) -> str:
    return " ".join(label.text() for label in tab.findChildren(QLabel) if label.isVisibleTo(tab))


def test_is_home_of_instruments_and_concepts() -> None:
    assert view.kinds == ("instrument", "concept")


@pytest.mark.parametrize("kind", ["instrument", "concept"])
def test_the_model_is_a_model_whatever_is_shown_of_it(workspace: Workspace, kind: str) -> None:
    model = ConceptTreeModel(ConceptTrees(workspace.reader), kind)
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    _tester = QAbstractItemModelTester(model, strict)
    for found in (frozenset({"instrument:tea-ceremony", "concept:soft-charm"}), frozenset(), None):
        model.show(model.shown._replace(found=found))
        assert bool(model.rowCount()) == (found != frozenset())


def test_the_assessed_come_first_and_stand_in_their_tree(tab, workspace) -> None:
    records = workspace.reader.records("instrument")
    assessed = {record.id for record in records if record.assessments}
    assert {uid for uid, stands in rows_of(tab).items() if stands} == assessed
    holders = len({one.holder for record in records for one in record.assessments})
    said_of_all = f"{len(assessed)} of {len(records)} instruments assessed, by {holders} holders"
    assert said_of_all in said(tab)
    show(tab, ALL)
    assert set(rows_of(tab)) == {record.id for record in records}


def test_the_groups_are_the_fields_of_the_library_in_its_order(tab, workspace) -> None:
    table = table_of(tab)
    heads = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    assert heads == list(workspace.reader.terms("vector").values())


def test_every_assessment_is_a_mark_in_the_column_of_its_verdict(tab, workspace) -> None:
    show(tab, ALL)
    table = table_of(tab)
    heads = heads_of(table)
    for record in workspace.reader.records("instrument"):
        row = row_of(tab, record.id)
        for code, label in workspace.reader.terms("verdict").items():
            given = [one for one in record.assessments if one.verdict == code]
            if label not in heads:
                assert not given
                continue
            marks = row.siblingAtColumn(heads[label]).data(MARKS_ROLE)
            assert sorted(mark.basis for mark in marks) == sorted(one.basis for one in given)


def test_a_mark_says_who_judges_and_why_and_several_holders_are_told(tab, workspace) -> None:
    trade = row_of(tab, "instrument:trade")
    cell = trade.siblingAtColumn(heads_of(table_of(tab))["Significant"])
    words = cell.data(Qt.ItemDataRole.ToolTipRole)
    assert "Sun Wei Dong" in words
    assert "attributed to another" in words
    assert "major trading partner" in words
    whole = trade.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Sun Wei Dong" in whole
    assert "The authors" in whole


def test_filter_narrows_the_matrix(tab, workspace) -> None:
    show(tab, ALL)
    narrow(workspace, Filter().toggled("vector", "media"))
    visible = {row.id for row in workspace.visible("instrument")}
    assert 0 < len(visible) < workspace.reader.counts["instrument"]
    assert {uid for uid, stands in rows_of(tab).items() if stands} == visible


def test_ancestors_of_what_passes_stay_and_do_not_stand_for_themselves(tab, workspace) -> None:
    show(tab, ALL)
    period = Period(day_number(2002, 1, 1), day_number(2002, 12, 31))
    narrow(workspace, Filter((period,)))
    rows = rows_of(tab)
    tree = {record.id: record for record in workspace.reader.records("instrument")}
    assert all(tree[uid].broader in rows for uid in rows if tree[uid].broader)
    above = [uid for uid, stands in rows.items() if not stands]
    assert above
    visible = {row.id for row in workspace.visible("instrument")}
    assert not visible & set(above)


def test_what_passes_only_possibly_is_told_apart(tab, workspace) -> None:
    show(tab, ALL)
    period = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    narrow(workspace, Filter((period,)))
    possible = {at.data(ID_ROLE) for at in indexes(table_of(tab)) if at.data(POSSIBLE_ROLE)}
    assert possible
    assert possible == {
        row.id for row in workspace.visible("instrument") if not workspace.is_certain(row.id)
    }
    assert f"{len(possible)} pass only possibly" in said(tab)
    numbers = [at.siblingAtColumn(1).data() or "" for at in indexes(table_of(tab))]
    assert any("–" in number for number in numbers), "uses from – to"


def test_counts_agree_with_the_links_of_the_library(workspace) -> None:
    reader = workspace.reader
    records = {kind: reader.records(kind) for kind in LINKED}
    links = reader.links_to("instrument", ("instruments",))
    uses = UseCounter(links, read_nodes(reader, "instrument"))
    whole = uses.tallies(None, None)
    assert whole == uses.tallies(workspace.index, workspace.passing())
    uid = "instrument:confucius-institutes"
    expected = [
        sum(uid in record.instruments for record in records[kind])
        for kind in ("event", "claim", "statistic", "agreement")
    ]
    assert [count.possible for count in whole[uid].kinds] == expected
    assert whole[uid].below.possible > whole[uid].own.possible
    narrow(workspace, Filter().toggled("kind", "event"))
    only_events = uses.tallies(workspace.index, workspace.passing())[uid]
    assert [count.possible for count in only_events.kinds] == [expected[0], 0, 0, 0]


def test_search_keeps_ancestors_and_finds_other_scripts(tab) -> None:
    show(tab, ALL)
    search = tab.findChild(QLineEdit)
    search.setText("heritage cooperation")
    rows = rows_of(tab)
    assert [uid for uid, stands in rows.items() if stands] == ["instrument:cultural-heritage"]
    assert not rows["instrument:culture"]
    search.setText("电影")
    assert rows_of(tab)["instrument:film"]
    search.setText("qqqqq")
    assert "No name holds “qqqqq”" in said(tab)
    search.clear()
    assert all(rows_of(tab).values())


def test_what_a_person_closes_stays_closed(tab, workspace) -> None:
    table = table_of(tab)
    film = row_of(tab, "instrument:film")
    table.collapse(film)
    narrow(workspace, Filter().toggled("vector", "culture"))
    assert not table.isExpanded(row_of(tab, "instrument:film"))
    assert table.isExpanded(row_of(tab, "instrument:culture"))


def test_the_current_record_is_marked_and_in_sight(tab, workspace) -> None:
    workspace.go("instrument:tea-ceremony")
    turn()
    table = table_of(tab)
    assert table.currentIndex().data(ID_ROLE) == "instrument:tea-ceremony"
    workspace.go("instrument:confucius-institutes")
    turn()
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))


def test_arrow_keys_walk_the_rows_and_choose(tab, workspace, qtbot) -> None:
    workspace.go("instrument:film")
    turn()
    table = table_of(tab)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert workspace.state.current == table.currentIndex().data(ID_ROLE) != "instrument:film"


def test_a_record_that_is_not_assessed_is_shown_all_the_same(tab, workspace) -> None:
    bare = next(r.id for r in workspace.reader.records("instrument") if not r.assessments)
    workspace.go(bare)
    turn()
    assert tab.modes.button(ALL).isChecked()
    assert table_of(tab).currentIndex().data(ID_ROLE) == bare


def test_a_click_on_the_head_of_a_verdict_narrows_everything_to_it(tab, workspace, qtbot) -> None:
    table = table_of(tab)
    heads = table.header()
    assert isinstance(heads, QHeaderView)
    column = heads_of(table)["Effective"]
    point = QPoint(
        heads.sectionViewportPosition(column) + heads.sectionSize(column) // 2, heads.height() // 2
    )
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=point)
    turn()
    assert workspace.state.filter.values("verdict") == {"effective"}
    expected = {
        record.id
        for record in workspace.reader.records("instrument")
        if any(one.verdict == "effective" for one in record.assessments)
    }
    assert {uid for uid, stands in rows_of(tab).items() if stands} == expected
    spoken = table.model().headerData(
        column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
    )
    assert f"{len(expected)} instruments" in spoken
    assert "narrowed to it" in spoken


def test_the_verdicts_are_reached_by_the_keyboard(tab, workspace) -> None:
    button = next(b for b in tab.findChildren(QToolButton) if b.accessibleName() == "Assessments")
    button.click()
    menu = next(m for m in button.findChildren(QMenu) if m.isVisible())
    menu.actions()[0].trigger()
    menu.close()
    turn()
    assert len(workspace.state.filter.values("verdict")) == 1


def test_enter_on_a_field_of_influence_narrows_to_it(tab, workspace, qtbot) -> None:
    table = table_of(tab)
    table.setFocus()
    table.setCurrentIndex(row_of(tab, "instrument:media"))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert workspace.state.filter.values("vector") == {"media"}


def test_a_current_concept_shows_the_concepts(tab, workspace, qtbot) -> None:
    workspace.go("concept:attraction")
    turn()
    assert tab.modes.button(CONCEPTS).isChecked()
    assert table_of(tab).currentIndex().data(ID_ROLE) == "concept:attraction"
    drawing = tab.findChild(ConceptMap)
    assert drawing.isVisibleTo(tab)
    roles = {box.neighbour.id: box.neighbour.role for box in drawing.boxes}
    assert roles["concept:soft-power"] == "broader"
    assert roles["concept:soft-charm"] == "narrower"
    assert roles["concept:persuasion"] == "related"
    drawing.setFocus()
    qtbot.keyClick(drawing, Qt.Key.Key_Left)
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert workspace.state.current == "concept:soft-power"
    workspace.go("instrument:film")
    turn()
    assert tab.modes.button(ASSESSED).isChecked()
    assert not drawing.isVisibleTo(tab)


def test_nothing_passing_says_so(tab, workspace) -> None:
    narrow(workspace, Filter((Words("zzzzqqqq"),)))
    assert "Nothing passes" in said(tab)
    narrow(workspace, Filter())
    assert "Nothing passes" not in said(tab)
    assert rows_of(tab)


def test_no_head_is_cut_where_there_is_little_room(tab, qtbot) -> None:
    table = table_of(tab)
    heads = table.header()
    for width in (1400, 900, 600):
        tab.resize(width, 620)
        qtbot.wait(1)
        last = heads.count() - 1
        assert heads.sectionViewportPosition(last) + heads.sectionSize(last) <= heads.width()
        letters = heads.fontMetrics()
        longest = max(letters.horizontalAdvance(head) for head in ("Significant", "Not adapted"))
        assert min(heads.sectionSize(last), 999) >= longest or heads.height() >= longest


def test_the_words_of_the_matrix_know_no_window(workspace) -> None:
    trees = ConceptTrees(workspace.reader)
    film = next(node for node in trees.nodes["instrument"] if node.id == "instrument:film")
    marks = trees.marks(PLAIN, film)
    assert [mark.basis for mark in marks["strategic"]] == ["inferred"]


def test_only_a_change_of_what_it_shows_makes_it_anew(tab) -> None:
    assert tab.refresh(ChangeSet(frozenset({"work:a", "place:b"})))
    assert not tab.refresh(ChangeSet(frozenset({"instrument:film"})))
    assert not tab.refresh(EVERYTHING)
