"""The claims tab: who says what, what supports it, what contradicts it."""

from itertools import pairwise

import pytest
from event_loop import turn
from PySide6.QtCore import Qt

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period, Words
from spexplorer.ui.drawing.mark_canvas import next_mark
from spexplorer.ui.lists.roles import DETAIL_ROLE, ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.claims import view
from spexplorer.ui.views.claims.page import CLAIMS, PAIRS, ClaimsView
from spexplorer.ui.widgets.labels import PageHeading

GROWTH = "claim:trade-grows-10-12-percent"


@pytest.fixture
def tab(workspace, qtbot):
    made = ClaimsView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    workspace.changed.connect(made.show_state)
    made.resize(1100, 800)
    made.show()
    turn()
    made.show_state(workspace.state)
    return made


def listed(tab):
    return [entry.id for entry in tab.register.entries if entry.id]


def click(tab, qtbot, key):
    mark = next(mark for mark in tab.matrix.marks if mark.key == key)
    qtbot.mouseClick(tab.matrix, Qt.MouseButton.LeftButton, pos=mark.rect.center().toPoint())


def some_cell(tab):
    """A cell of another than the first holder, with its holder and stance."""
    first = tab.matrix.crossing.holders[0]
    return next(pair for pair, _ in tab.matrix.crossing.passing if pair[0] != first)


def test_the_register_keeps_a_holder_s_claims_together_and_says_all_in_full(tab, workspace):
    holders = [tab.arguments.holder(uid) for uid in listed(tab)]
    assert len(listed(tab)) == len(workspace.reader.rows("claim"))
    changes = sum(one != other for one, other in pairwise(holders))
    assert changes == len(set(holders)) - 1
    index = tab.register.model.index_of(GROWTH)
    assert index.data() == tab.arguments.claims[GROWTH].statement
    detail = index.data(DETAIL_ROLE)
    assert "supported by 2" in detail
    assert "2 against it" in detail
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert tab.arguments.label(tab.arguments.holder(GROWTH)) in spoken


def test_the_numbers_of_the_matrix_are_the_claims(tab):
    assert sum(count for _, count in tab.matrix.crossing.passing) == len(listed(tab))


def test_a_cell_narrows_to_its_holder_and_stance_and_back(tab, workspace, qtbot):
    holder, stance = some_cell(tab)
    everything = tab.matrix.crossing.everything
    click(tab, qtbot, f"cell|{holder}|{stance}")
    turn()
    tab.show_state(workspace.state)
    assert workspace.state.filter.values("actor") == {holder}
    assert workspace.state.filter.values("stance") == {stance}
    assert {tab.arguments.holder(uid) for uid in listed(tab)} == {holder}
    assert {tab.arguments.claims[uid].stance for uid in listed(tab)} == {stance}
    assert tab.matrix.crossing.everything == everything, "the matrix keeps its context"
    click(tab, qtbot, f"cell|{holder}|{stance}")
    assert workspace.state.filter == Filter()


def test_heads_toggle_one_facet(tab, workspace, qtbot):
    holder, stance = some_cell(tab)
    click(tab, qtbot, f"stance|{stance}")
    assert workspace.state.filter.values("stance") == {stance}
    click(tab, qtbot, f"holder|{holder}")
    assert workspace.state.filter.values("actor") == {holder}
    click(tab, qtbot, f"stance|{stance}")
    assert workspace.state.filter.values("stance") == frozenset()


def test_choosing_a_claim_draws_both_sides(tab, workspace, qtbot):
    index = tab.register.model.index_of(GROWTH)
    tab.register.view.setCurrentIndex(index)
    assert workspace.state.current == GROWTH
    turn()
    tab.show_state(workspace.state)
    shown = tab.support.argument
    assert shown.claim.key == GROWTH
    assert {node.key for node in shown.support} == set(tab.arguments.claims[GROWTH].supported_by)
    assert set(tab.arguments.claims[GROWTH].contradicts) <= {node.key for node in shown.against}
    assert "stand against it" in tab.support.accessibleDescription()
    claim = next(mark for mark in tab.support.marks if mark.key == GROWTH)
    for node in shown.support:
        mark = next(mark for mark in tab.support.marks if mark.key == node.key)
        assert mark.rect.right() < claim.rect.left()
    for node in shown.against:
        mark = next(mark for mark in tab.support.marks if mark.key == node.key)
        assert mark.rect.left() > claim.rect.right()


def test_contradiction_holds_both_ways(tab):
    for uid, claim in tab.arguments.claims.items():
        for other in claim.contradicts:
            assert uid in tab.arguments.against(other)


def test_a_node_of_another_kind_is_current_while_its_claim_stays(tab, workspace, qtbot):
    workspace.go(GROWTH, stay=True)
    turn()
    tab.show_state(workspace.state)
    tab.support.setFocus()
    qtbot.keyClick(tab.support, Qt.Key.Key_Home)
    first = tab.support.marks[0].key
    qtbot.keyClick(tab.support, Qt.Key.Key_Return)
    turn()
    tab.show_state(workspace.state)
    assert workspace.state.current == first
    assert first != GROWTH
    assert tab.support.argument.claim.key == GROWTH
    assert tab.support.current == first


def test_contradictions_lists_every_pair_once(tab, qtbot):
    qtbot.mouseClick(tab.modes.button(PAIRS), Qt.MouseButton.LeftButton)
    drawn = [
        frozenset((one.key, other.key)) for group in tab.pairs.groups for one, other in group.pairs
    ]
    assert len(drawn) == len(set(drawn))
    wanted = {
        frozenset((uid, other))
        for uid, claim in tab.arguments.claims.items()
        for other in claim.contradicts
    }
    assert set(drawn) == wanted
    assert len(tab.pairs.marks) == 2 * len(drawn)


def test_pairs_follow_the_filter_and_draw_what_it_leaves_out_faintly(tab, workspace, qtbot):
    qtbot.mouseClick(tab.modes.button(PAIRS), Qt.MouseButton.LeftButton)
    before = sum(len(group.pairs) for group in tab.pairs.groups)
    workspace.toggle("stance", "critical")
    turn()
    tab.show_state(workspace.state)
    nodes = [pair for group in tab.pairs.groups for pair in group.pairs]
    assert 0 < len(nodes) < before
    for one, other in nodes:
        assert not (one.faint and other.faint)
        assert one.faint == (one.stance != "critical")


@pytest.mark.parametrize("which", ["matrix", "support", "pairs"])
def test_arrow_keys_reach_every_mark(tab, workspace, qtbot, which):
    workspace.go(GROWTH, stay=True)
    turn()
    tab.show_state(workspace.state)
    if which == "pairs":
        qtbot.mouseClick(tab.modes.button(PAIRS), Qt.MouseButton.LeftButton)
    marks = getattr(tab, which).marks
    reached, waiting = {0}, [0]
    while waiting:
        at = waiting.pop()
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = next_mark(marks, at, *step)
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert reached == set(range(len(marks)))
    assert len(marks) > 3


def test_claims_that_pass_only_possibly_are_told_apart(tab, workspace):
    workspace.narrow(Period(day_number(2005, 1, 1), day_number(2013, 12, 31)))
    turn()
    tab.show_state(workspace.state)
    marked = {
        index.data(ID_ROLE): index.data(POSSIBLE_ROLE)
        for index in (tab.register.model.index_of(uid) for uid in listed(tab))
    }
    assert any(marked.values())
    assert all(possible != workspace.is_certain(uid) for uid, possible in marked.items())


def test_a_filter_nothing_passes_says_so(tab, workspace, qtbot):
    workspace.narrow(Words("zzzzqqqq"))
    turn()
    tab.show_state(workspace.state)
    assert "Nothing passes" in tab._upper.currentWidget().text()
    assert "Nothing passes" in tab.findChild(PageHeading).text()
    workspace.clear()
    turn()
    tab.show_state(workspace.state)
    assert tab.modes.button(CLAIMS).isChecked()
    assert listed(tab)


def test_rows_are_as_high_as_their_statements(tab):
    heights = {
        tab.register.view.rowHeight(tab.register.model.index_of(uid).row()) for uid in listed(tab)
    }
    assert len(heights) > 2


def test_arrow_keys_pass_over_the_names_of_holders(tab, workspace, qtbot):
    firsts = [
        tab.register.entries[at + 1].id
        for at, entry in enumerate(tab.register.entries)
        if not entry.id
    ]
    before = listed(tab)[listed(tab).index(firsts[1]) - 1]
    tab.register.view.setCurrentIndex(tab.register.model.index_of(before))
    qtbot.keyClick(tab.register.view, Qt.Key.Key_Down)
    assert workspace.state.current == firsts[1]


def test_narrow_support_stands_below_the_claim(tab, workspace, qtbot):
    workspace.go(GROWTH, stay=True)
    turn()
    tab.show_state(workspace.state)
    tab.resize(tab.fontMetrics().averageCharWidth() * 70, 900)
    qtbot.waitUntil(lambda: tab.support.marks[0].key == GROWTH)
    claim, *others = tab.support.marks
    assert all(mark.rect.top() > claim.rect.bottom() for mark in others)


def test_it_is_the_home_of_claims():
    assert (view.view_id, view.order, view.icon, view.kinds) == ("claims", 70, "claims", ("claim",))
