"""The tab Network: the whole, what lies around a record, how two are linked, by pointer and keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from event_loop import turn
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollArea, QToolButton

from spexplorer.domain.address import address, state_of
from spexplorer.domain.fields import Shape, described_classes, fields_of
from spexplorer.domain.filters import Values, Words
from spexplorer.domain.link_state import REACH, WAYS, LinkState, Network
from spexplorer.exploring.network import PathStep
from spexplorer.readings.network.names import (
    NameRequest,
    NameSide,
    OccupiedSpace,
    place_names,
    take_marks,
)
from spexplorer.readings.network.words import step_words
from spexplorer.ui.lists.roles import ID_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.network import view
from spexplorer.ui.views.network.canvas import NetworkCanvas
from spexplorer.ui.views.network.page import NetworkView
from spexplorer.words.fields import link_label
from spexplorer.workspace.saved_views import LastPlace, SavedViews, fitted
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from spexplorer.domain.filters import Constraint
    from spexplorer.exploring.network import NetworkPicture
    from spexplorer.readings.network.camera import Box

EDUCATION = Values("vector", frozenset({"education"}))
CHINA, KAZAKHSTAN = "agent:china", "agent:kazakhstan"


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> NetworkView:
    made = view.make(workspace, load_theme("light"))
    assert isinstance(made, NetworkView)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    workspace.changed.connect(made.show_state)
    workspace.hovered.connect(made.show_hovered)
    made.show()
    made.show_state(workspace.state)
    await_picture(qtbot, made)
    return made


def await_picture(qtbot: QtBot, tab: NetworkView) -> None:
    qtbot.waitUntil(lambda: tab.is_answered, timeout=20_000)


def picture_of(tab: NetworkView) -> NetworkPicture | None:
    return tab.canvas.scene.picture if tab.canvas.scene is not None else None


def drawn(tab: NetworkView) -> set[str]:
    assert picture_of(tab) is not None
    return {row.id for row in picture_of(tab).rows}


def listed(tab: NetworkView) -> list[str]:
    model = tab.nodes.model
    return [model.index(at).data(ID_ROLE) for at in range(model.rowCount())]


def point_of(canvas: NetworkCanvas, record_id: str) -> QPoint:
    assert canvas.scene is not None
    node = canvas.scene.place_of(record_id)
    x, y = canvas.spots()
    return QPoint(round(x[node]), round(y[node]))


def go(workspace: Workspace, record_id: str) -> None:
    workspace.go(record_id, stay=True)
    turn()


def narrow(qtbot: QtBot, tab: NetworkView, constraint: Constraint) -> None:
    tab.workspace.narrow(constraint)
    turn()
    await_picture(qtbot, tab)


def around_one(qtbot: QtBot, tab: NetworkView, record_id: str) -> None:
    go(tab.workspace, record_id)
    tab.controls.choose_mode("ego")
    await_picture(qtbot, tab)


def path_between(qtbot: QtBot, tab: NetworkView, one: str, other: str) -> None:
    tab.controls.choose_mode("path")
    tab.panel.start.choose(one)
    tab.panel.end.choose(other)
    await_picture(qtbot, tab)


def test_drawing_and_list_show_the_same_records_and_words_count_them(tab: NetworkView) -> None:
    assert set(listed(tab)) == drawn(tab)
    assert len(listed(tab)) == len(drawn(tab)) > 200
    assert tab.said.text().startswith(f"{len(drawn(tab))} records")
    assert listed(tab)[0] == CHINA


def test_kinds_are_switched_on_and_off(qtbot: QtBot, tab: NetworkView) -> None:
    tab.controls.switch("work", on=False)
    tab.controls.switch("place", on=True)
    await_picture(qtbot, tab)
    kinds = {uid.partition(":")[0] for uid in drawn(tab)}
    assert kinds == {"agent", "instrument", "agreement", "place"}


def legend_of(tab: NetworkView) -> str:
    return " · ".join(entry.text for entry in tab.legend.entries)


def passing_ids(tab: NetworkView, among: set[str]) -> set[str]:
    passing, index = tab.workspace.passing(), tab.workspace.index
    assert passing is not None and index is not None
    return {uid for uid in among if passing.possible[index.position[uid]]}


def test_the_switch_leaves_out_what_does_not_pass(qtbot: QtBot, tab: NetworkView) -> None:
    before = drawn(tab)
    tab.controls.passing_only.click()
    narrow(qtbot, tab, EDUCATION)
    assert 0 < len(drawn(tab)) < len(before)
    assert passing_ids(tab, drawn(tab)) == drawn(tab) == set(listed(tab))
    assert "left out" in tab.said.text()
    narrow(qtbot, tab, Words("qqqzzz"))
    assert drawn(tab) == set() and listed(tab) == []
    assert "Nothing" in tab.said.text()


def test_a_filter_moves_nothing_and_only_what_passes_is_counted_and_listed(
    qtbot: QtBot, tab: NetworkView, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from spexplorer.exploring import network_pictures

    monkeypatch.setattr(network_pictures, "lay_out", None)  # a new layout would fail
    settle()
    tab.canvas.zoom(2)
    before = drawn(tab)
    places = {uid: point_of(tab.canvas, uid) for uid in before}
    narrow(qtbot, tab, EDUCATION)
    settle()
    assert places == {uid: point_of(tab.canvas, uid) for uid in drawn(tab)}
    passing = passing_ids(tab, before)
    assert 0 < len(passing) < len(before)
    assert set(listed(tab)) == passing
    assert tab.said.text().startswith(f"{len(passing)} records")
    assert f"{len(before) - len(passing)} records that do not pass" in tab.said.text()
    assert tab.nodes.heading.text() == f"What passes, by number of links · {len(passing)} records"
    assert "does not pass the filter" in legend_of(tab)
    tab.workspace.clear()
    turn()
    assert "pass the filter" not in tab.said.text()


def test_what_is_faded_has_no_name_but_is_pointed_at_and_says_so(
    qtbot: QtBot, tab: NetworkView
) -> None:
    narrow(qtbot, tab, EDUCATION)
    canvas, passing = tab.canvas, passing_ids(tab, drawn(tab))
    assert canvas.scene is not None
    names = {canvas.scene.id_of(name.node) for name in canvas.names()}
    assert names and names <= passing
    free = (uid for uid in sorted(drawn(tab) - passing) if uid == pointed_at(canvas, uid))
    out = next(free)
    node = canvas.scene.place_of(out)
    assert node is not None and not canvas.scene.passes(node)
    canvas.show_pointed(out)
    assert "does not pass the filter" in canvas.accessibleDescription()
    assert "does not pass the filter" in canvas.words_of(node)
    assert node in {name.node for name in canvas.names()}


def pointed_at(canvas: NetworkCanvas, record_id: str) -> str | None:
    """What is found at the place of a record; another one where both lie on each other."""
    node = canvas.mark_at(QPointF(point_of(canvas, record_id)))
    return None if node is None else canvas.key_of(node)


def test_a_drawing_tells_apart_what_passes_possibly_and_not_at_all(tab: NetworkView) -> None:
    from spexplorer.ui.views.network.painter import NodeStamps, NodeStyle

    stamps = NodeStamps(tab.theme, 1.0)
    styles = [
        NodeStyle(),
        NodeStyle(certain=False),
        NodeStyle(certain=False, beside=True, out=True),
        NodeStyle(beside=True),
    ]
    images = [stamps.get("agent", 12, style).toImage() for style in styles]
    assert all(a != b for at, a in enumerate(images) for b in images[at + 1 :])
    middles = [image.pixelColor(image.rect().center()) for image in images]
    ground = tab.theme.colour("surface")
    assert middles[1] == ground != middles[2]  # hollow, and filled


def test_another_look_before_a_filter_is_answered_is_not_kept_for_it(
    qtbot: QtBot, tab: NetworkView
) -> None:
    go(tab.workspace, "place:almaty")
    tab.workspace.narrow(EDUCATION)
    tab.controls.choose_mode("ego")
    turn()
    await_picture(qtbot, tab)
    assert set(listed(tab)) == passing_ids(tab, drawn(tab)) | {"place:almaty"} != drawn(tab)


def test_where_not_all_finds_room_only_what_passes_is_drawn(qtbot: QtBot, tab: NetworkView) -> None:
    tab.controls.choose_limit(40)
    await_picture(qtbot, tab)
    narrow(qtbot, tab, EDUCATION)
    assert passing_ids(tab, drawn(tab)) == drawn(tab)
    assert "Not everything that is linked finds room" in tab.said.text()


def test_round_a_record_the_others_keep_their_places(
    qtbot: QtBot, tab: NetworkView, settle: Callable[[], None]
) -> None:
    around_one(qtbot, tab, "place:almaty")
    settle()
    before = {uid: point_of(tab.canvas, uid) for uid in drawn(tab)}
    narrow(qtbot, tab, EDUCATION)
    settle()
    assert before == {uid: point_of(tab.canvas, uid) for uid in drawn(tab)}
    passing = passing_ids(tab, set(before)) - {"place:almaty"}
    assert passing < set(before) - {"place:almaty"}
    assert set(listed(tab)) == passing | {"place:almaty"}
    assert f": {len(passing)} at one link" in tab.said.text()
    tab.controls.passing_only.click()
    await_picture(qtbot, tab)
    assert drawn(tab) == passing | {"place:almaty"}


def test_the_same_state_has_the_same_picture_again(qtbot: QtBot, tab: NetworkView) -> None:
    first = picture_of(tab)
    narrow(qtbot, tab, Values("vector", frozenset({"education"})))
    assert picture_of(tab) is not first
    tab.workspace.clear()
    turn()
    assert picture_of(tab) is first


def test_a_newer_request_cancels_the_earlier_one(qtbot: QtBot, tab: NetworkView) -> None:
    made = []
    tab.pictures.made.connect(lambda request, _: made.append(request))
    for limit in (50, 60, 70):
        tab.controls.choose_limit(limit)
    await_picture(qtbot, tab)
    qtbot.wait(200)
    assert [request.limit for request in made] == [70]


def test_round_a_record_stand_the_records_it_is_linked_with(qtbot: QtBot, tab: NetworkView) -> None:
    around_one(qtbot, tab, "place:almaty")
    linked = {
        link.row.id
        for link in tab.workspace.reader.every_link("place:almaty")
        if link.row.kind in tab.controls.kinds
    }
    assert 3 < len(linked) <= tab.controls.limit
    assert drawn(tab) == linked | {"place:almaty"}
    assert listed(tab)[0] == "place:almaty"


def test_in_this_view_the_current_record_comes_to_the_middle(
    qtbot: QtBot, tab: NetworkView
) -> None:
    around_one(qtbot, tab, "place:almaty")
    go(tab.workspace, KAZAKHSTAN)
    await_picture(qtbot, tab)
    assert tab.canvas.scene.place_of(KAZAKHSTAN) == 0
    one = len(drawn(tab))
    tab.controls.choose_depth(2)
    await_picture(qtbot, tab)
    assert max(picture_of(tab).ring) == 2
    assert "at 2 links" in tab.said.text() and one


def test_a_click_on_a_neighbour_makes_it_the_middle_and_empty_space_keeps_it(
    qtbot: QtBot, tab: NetworkView
) -> None:
    around_one(qtbot, tab, "place:almaty")
    other = listed(tab)[1]
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(tab.canvas, left, pos=point_of(tab.canvas, other))
    turn()
    await_picture(qtbot, tab)
    assert tab.canvas.scene.place_of(other) == 0
    qtbot.mouseClick(tab.canvas, left, pos=QPoint(3, 3))
    turn()
    assert tab.workspace.state.current is None
    assert tab.canvas.scene.place_of(other) == 0


def test_the_path_is_said_step_by_step_and_every_step_is_reached(
    qtbot: QtBot, tab: NetworkView
) -> None:
    path_between(qtbot, tab, CHINA, KAZAKHSTAN)
    steps = tab.panel.steps.model
    assert steps.rowCount() == 3
    assert "2 links apart" in tab.panel.said.text()
    middle = steps.index(1).data(ID_ROLE)
    assert middle in {link.row.id for link in tab.workspace.reader.every_link(CHINA)}
    assert middle in {link.row.id for link in tab.workspace.reader.every_link(KAZAKHSTAN)}
    assert tab.panel.steps.rows[0].detail.endswith(" ↓")
    assert not any(" of ↓" in row.detail for row in tab.panel.steps.rows)
    tab.panel.steps.view.clicked.emit(steps.index(1))
    assert tab.workspace.state.current == middle


def test_equally_short_paths_are_stepped_through(qtbot: QtBot, tab: NetworkView) -> None:
    path_between(qtbot, tab, CHINA, KAZAKHSTAN)
    seen = set()
    for _ in range(tab.panel.number_of_paths):
        seen.add(tab.panel.steps.model.index(1).data(ID_ROLE))
        path = picture_of(tab).path
        assert picture_of(tab).rows[path[1]].id == tab.panel.steps.model.index(1).data(ID_ROLE)
        tab.panel.after.click()
    assert len(seen) == tab.panel.number_of_paths > 1


def test_that_there_is_no_path_is_said(qtbot: QtBot, tab: NetworkView) -> None:
    tab.controls.passing_only.click()
    path_between(qtbot, tab, CHINA, KAZAKHSTAN)
    narrow(qtbot, tab, Words("qqqzzz"))
    assert tab.panel.said.text().startswith("No chain of links")
    assert "through what passes the filter" in tab.panel.said.text()
    assert picture_of(tab) is None


def test_a_path_leads_through_the_whole_library_and_says_what_does_not_pass(
    qtbot: QtBot, tab: NetworkView
) -> None:
    path_between(qtbot, tab, CHINA, KAZAKHSTAN)
    assert "library" not in tab.panel.said.text()
    tab.panel.after.click()
    before, path = drawn(tab), picture_of(tab).path
    narrow(qtbot, tab, EDUCATION)
    assert (drawn(tab), picture_of(tab).path) == (before, path)  # where one stood
    passing = passing_ids(tab, before)
    on_path = [picture_of(tab).rows[node].id for node in path]
    out = sum(uid not in passing for uid in on_path)
    assert out and f"; {out} record" in tab.panel.said.text()
    for at, uid in enumerate(on_path):
        detail = tab.panel.steps.rows[at].detail
        assert ("does not pass the filter" in detail) == (uid not in passing)
    tab.controls.passing_only.click()
    await_picture(qtbot, tab)
    assert "Only through what passes the filter." in tab.panel.said.text()
    assert drawn(tab) - {CHINA, KAZAKHSTAN} <= passing_ids(tab, drawn(tab))


def test_a_field_finds_a_record_by_a_name_in_any_script(qtbot: QtBot, tab: NetworkView) -> None:
    tab.controls.choose_mode("path")
    tab.panel.end.line.setText("қытай")
    tab.panel.end.line.textEdited.emit("қытай")
    qtbot.waitUntil(lambda: bool(tab.panel.end._offered), timeout=5000)
    assert CHINA in tab.panel.end._offered.values()
    words, record = next(iter(tab.panel.end._offered.items()))
    tab.panel.end.line.completer().activated.emit(words)
    qtbot.waitUntil(lambda: tab.panel.end.record is not None, timeout=2000)
    assert tab.panel.end.record == record
    assert tab.panel.end.line.text() == tab.workspace.reader.label(record)


def test_from_takes_the_current_record(qtbot: QtBot, tab: NetworkView) -> None:
    go(tab.workspace, KAZAKHSTAN)
    tab.controls.choose_mode("path")
    assert tab.panel.start.record == KAZAKHSTAN
    go(tab.workspace, CHINA)
    tab.panel.end.here.click()
    await_picture(qtbot, tab)
    assert tab.panel.ends == (KAZAKHSTAN, CHINA)
    assert picture_of(tab) is not None


def looked_at(tab: NetworkView) -> Network:
    """How the tab stands, as a person sees it."""
    controls, panel = tab.controls, tab.panel
    modes = controls.modes
    return Network(
        next(way for way in WAYS if modes.button(way).isChecked()),
        next(n for n in REACH if controls.depths.button(str(n)).isChecked()),
        (panel.start.record, panel.end.record),
        passages=panel.passages.isChecked(),
        only=controls.passing_only.isChecked(),
    )


def test_back_and_forward_walk_the_ways_of_looking_and_the_ends(
    qtbot: QtBot, tab: NetworkView, workspace: Workspace
) -> None:
    go(workspace, KAZAKHSTAN)
    tab.controls.modes.button("ego").click()
    tab.controls.depths.button("2").click()
    tab.controls.modes.button("path").click()
    tab.panel.end.choose(CHINA)
    await_picture(qtbot, tab)
    led = drawn(tab)
    walked = [
        Network("path", 2, (KAZAKHSTAN, None)),
        Network("ego", 2),
        Network("ego"),
        Network(),
    ]
    for wanted in walked:
        workspace.back()
        turn()
        assert looked_at(tab) == wanted
        assert tab.panel.isVisible() == (wanted.mode == "path")
    await_picture(qtbot, tab)
    assert len(drawn(tab)) > 200
    for wanted in (*reversed(walked[:-1]), Network("path", 2, (KAZAKHSTAN, CHINA))):
        workspace.forward()
        turn()
        assert looked_at(tab) == wanted
    await_picture(qtbot, tab)
    assert drawn(tab) == led
    assert tab.panel.start.line.text() == workspace.reader.label(KAZAKHSTAN)


def test_how_it_is_looked_at_survives_address_saved_view_and_restart(
    qtbot: QtBot, tab: NetworkView, workspace: Workspace, follow
) -> None:
    path_between(qtbot, tab, CHINA, KAZAKHSTAN)
    tab.panel.passages.setChecked(True)
    await_picture(qtbot, tab)
    led, looked = drawn(tab), looked_at(tab)
    views = SavedViews("Library")
    views.save("link", workspace.state)
    LastPlace("Library").remember(workspace.state, workspace.past, workspace.future)
    last = LastPlace("Library").recall()
    assert last is not None
    for kept in (state_of(address(workspace.state)), views.state("link"), last.state):
        tab.controls.choose_mode("whole")
        tab.panel.start.choose(None)
        turn()
        await_picture(qtbot, tab)
        assert looked_at(tab) == looked._replace(mode="whole", ends=(None, KAZAKHSTAN))
        state, missing = fitted(kept, workspace.reader, ("overview", "network"))
        assert not missing
        workspace.set_state(state)
        turn()
        await_picture(qtbot, tab)
        assert (drawn(tab), looked_at(tab)) == (led, looked)
    again = follow(workspace, view.make(workspace, load_theme("light")), (1100, 700))
    assert isinstance(again, NetworkView)
    await_picture(qtbot, again)
    assert (drawn(again), looked_at(again)) == (led, looked)
    assert again.panel.isVisible()


def test_an_emptied_field_stays_empty(qtbot: QtBot, tab: NetworkView, workspace: Workspace) -> None:
    go(workspace, KAZAKHSTAN)
    tab.controls.choose_mode("path")
    assert tab.panel.start.record == KAZAKHSTAN
    tab.panel.start.line.selectAll()
    qtbot.keyClick(tab.panel.start.line, Qt.Key.Key_Delete)
    assert (tab.panel.start.record, tab.panel.start.line.text()) == (None, "")
    assert workspace.state.network == Network("path")


def test_back_from_a_field_leaves_the_keyboard_at_the_way_of_looking(
    qtbot: QtBot, tab: NetworkView, workspace: Workspace
) -> None:
    tab.resize(1100, 300)
    path_between(qtbot, tab, CHINA, KAZAKHSTAN)
    tab.panel.end.line.setFocus()
    for _ in range(3):
        workspace.back()
    turn()
    assert tab.controls.mode == "whole"
    assert tab.window().focusWidget() is tab.controls.modes.button("whole")
    assert tab.findChildren(QScrollArea)[0].verticalScrollBar().value() == 0


def test_what_is_being_typed_stays_while_the_state_changes(
    qtbot: QtBot, tab: NetworkView, workspace: Workspace
) -> None:
    path_between(qtbot, tab, CHINA, KAZAKHSTAN)
    tab.panel.end.line.setText("Con")
    go(workspace, CHINA)
    narrow(qtbot, tab, EDUCATION)
    assert tab.panel.end.line.text() == "Con"


def test_an_end_that_this_library_lacks_is_told_of_and_left_empty(
    qtbot: QtBot, tab: NetworkView, workspace: Workspace
) -> None:
    brought = LinkState(network=Network("path", ends=("agent:gone", CHINA)))
    state, missing = fitted(brought, workspace.reader, ("overview",))
    assert missing == ("agent:gone",)
    assert state.network.ends == (None, CHINA)
    workspace.set_state(brought)
    turn()
    assert (tab.panel.start.record, tab.panel.end.record) == (None, CHINA)
    assert "Choose two records" in tab.panel.said.text()


def test_arrows_walk_the_way_they_point_and_enter_opens(qtbot: QtBot, tab: NetworkView) -> None:
    pointed: list[str | None] = []
    tab.workspace.hovered.connect(pointed.append)
    tab.canvas.setFocus()
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Right)
    assert pointed == [CHINA]
    before = point_of(tab.canvas, CHINA).x()
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Right)
    reached = pointed[-1]
    assert reached is not None and point_of(tab.canvas, reached).x() > before
    assert tab.canvas.accessibleDescription().startswith(tab.workspace.reader.label(reached))
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Space)
    assert tab.workspace.state.current == reached
    tab.workspace.announce_tabs({reached.partition(":")[0]: "home"})
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Return)
    assert tab.workspace.state.tab == "home"


def test_keys_in_the_list_point_and_reach_every_node(qtbot: QtBot, tab: NetworkView) -> None:
    view_, pointed = tab.nodes.view, []
    tab.workspace.hovered.connect(pointed.append)
    for _ in range(4):
        qtbot.keyClick(view_, Qt.Key.Key_Down)
    assert tab.workspace.state.current is None
    assert pointed and tab.canvas.hovered == pointed[-1]
    qtbot.keyClick(view_, Qt.Key.Key_Space)
    assert tab.workspace.state.current == pointed[-1]


def test_the_wheel_goes_closer_about_the_pointer_and_home_fits(
    qtbot: QtBot, tab: NetworkView
) -> None:
    here = point_of(tab.canvas, CHINA)
    where, turn = QPointF(here), QPoint(0, 120)
    none, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    other = point_of(tab.canvas, KAZAKHSTAN)
    event = QWheelEvent(
        where, where, QPoint(), turn, none, no_key, Qt.ScrollPhase.NoScrollPhase, False
    )
    tab.canvas.wheelEvent(event)
    assert (point_of(tab.canvas, CHINA) - here).manhattanLength() <= 1
    far = (point_of(tab.canvas, KAZAKHSTAN) - here).manhattanLength()
    assert far > (other - here).manhattanLength()
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Home)
    assert point_of(tab.canvas, KAZAKHSTAN) == other


def drag(qtbot: QtBot, canvas: NetworkCanvas, start: QPoint, by: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, pos=start)
    qtbot.mouseMove(canvas, start + by / 2)
    qtbot.mouseMove(canvas, start + by)
    qtbot.mouseRelease(canvas, left, pos=start + by)


def test_a_drag_moves_a_node_or_the_whole_and_chooses_nothing(
    qtbot: QtBot, tab: NetworkView
) -> None:
    around_one(qtbot, tab, "place:almaty")
    first, second = listed(tab)[1:3]
    one, two = point_of(tab.canvas, first), point_of(tab.canvas, second)
    drag(qtbot, tab.canvas, one, QPoint(40, 30))
    assert (point_of(tab.canvas, first) - one - QPoint(40, 30)).manhattanLength() <= 1
    assert point_of(tab.canvas, second) == two
    drag(qtbot, tab.canvas, QPoint(3, 3), QPoint(20, 10))
    assert (point_of(tab.canvas, second) - two - QPoint(10, 5)).manhattanLength() <= 16
    assert point_of(tab.canvas, second) != two
    assert tab.workspace.state.current == "place:almaty"


def test_what_is_pointed_at_elsewhere_stands_out(tab: NetworkView) -> None:
    tab.workspace.hovered.emit(KAZAKHSTAN)
    assert tab.canvas.focus == tab.canvas.scene.place_of(KAZAKHSTAN)
    tab.workspace.hovered.emit(None)
    assert tab.canvas.focus is None


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def marks_of(canvas: NetworkCanvas) -> list[Box]:
    x, y = canvas.spots()
    reaches = canvas.mark_reaches()
    return [
        (x[at] - reach, y[at] - reach, x[at] + reach, y[at] + reach)
        for at, reach in enumerate(reaches)
    ]


@pytest.mark.parametrize("mode", ["whole", "ego", "path"])
def test_names_meet_neither_names_nor_marks(qtbot: QtBot, tab: NetworkView, mode: str) -> None:
    if mode == "ego":
        around_one(qtbot, tab, "place:almaty")
    if mode == "path":
        path_between(qtbot, tab, CHINA, KAZAKHSTAN)
    for _ in range(3):
        names = [name.box for name in tab.canvas.names()]
        assert len(names) >= 3
        assert not any(meet(a, b) for at, a in enumerate(names) for b in names[at + 1 :])
        marks = marks_of(tab.canvas)
        assert not [name for name in names if any(meet(name, mark) for mark in marks)]
        tab.canvas.zoom(1.5)


@settings(max_examples=150, deadline=None)
@given(
    nodes=st.lists(
        st.tuples(
            st.floats(-50, 850),
            st.floats(-50, 550),
            st.floats(2, 25),
            st.floats(10, 260),
            st.sampled_from(NameSide),
            st.booleans(),
        ),
        max_size=60,
    ),
    height=st.floats(8, 40),
)
def test_no_name_meets_another_or_any_mark_in_any_layout(
    nodes: list[tuple[float, float, float, float, NameSide, bool]], height: float
) -> None:
    space = OccupiedSpace(800, 500)
    take_marks(space, ((x, y, reach) for x, y, reach, *_ in nodes))
    names = place_names([NameRequest(at, *node) for at, node in enumerate(nodes)], space, height)
    boxes = [name.box for name in names]
    marks = [(x - r, y - r, x + r, y + r) for x, y, r, *_ in nodes]
    assert not any(meet(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :])
    assert not any(meet(box, mark) for box in boxes for mark in marks)
    assert all(box[0] >= 0 and box[2] <= 800 and box[1] >= 0 and box[3] <= 500 for box in boxes)


def test_who_has_most_links_is_named_outside_the_crowd_with_a_line_to_it() -> None:
    space = OccupiedSpace(800, 500)
    crowd = [(x, y, 8.0) for x in range(250, 551, 10) for y in range(150, 351, 10)]
    take_marks(space, crowd)
    middle = NameRequest(0, 400, 250, 8, 90, matters=True)
    assert not place_names([middle._replace(matters=False)], space, 20)
    (name,) = place_names([middle], space, 20)
    assert name.is_led
    assert not any(meet(name.box, (x - r, y - r, x + r, y + r)) for x, y, r in crowd)


def test_links_read_as_words_from_both_ends(tab: NetworkView) -> None:
    """ "Held by of" is no language: each kind of link has words for both ways."""
    graph = tab.pictures.graph
    assert graph is not None
    steps = {graph.how(slot) for slot in range(2 * graph.links)}
    for step in steps:
        words = step_words(tr, step)
        assert not words.endswith(" of of")
        assert words != step_words(tr, replace(step, outward=not step.outward)) or (
            step.predicate.startswith(("related", "relations"))
        )
    assert step_words(tr, PathStep("holder", outward=True)) == "held by"
    assert step_words(tr, PathStep("holder", outward=False)) == "holds"


def test_every_link_that_a_record_can_hold_has_its_words() -> None:
    for owner in described_classes():
        for field in fields_of(owner):
            if field.shape is Shape.LINK and field.name != "id":
                words = [link_label(tr, field.name, outward=way) for way in (True, False)]
                assert all(words)
                assert " of of" not in " ".join(words)


def test_what_is_drawn_is_chosen_behind_a_button_and_remembered(
    qtbot: QtBot, tab: NetworkView, workspace: Workspace
) -> None:
    actors = next(b for b in tab.findChildren(QToolButton) if b.accessibleName() == "Draw: Actors")
    assert not actors.isVisible()
    tab.controls.options.click()
    assert actors.isVisible()
    actors.click()
    again = view.make(workspace, load_theme("light"))
    assert isinstance(again, NetworkView)
    qtbot.addWidget(again)
    assert again.controls.options.isChecked()
    assert "agent" not in again.controls.kinds


def test_the_right_button_chooses_a_node(qtbot: QtBot, tab: NetworkView) -> None:
    """So that the menu of the window is about it."""
    qtbot.mouseClick(tab.canvas, Qt.MouseButton.RightButton, pos=point_of(tab.canvas, CHINA))
    assert tab.workspace.state.current == CHINA


def test_every_style_is_painted_without_a_word_of_error(qtbot: QtBot, tab: NetworkView) -> None:
    for theme in ("dark", "light"):
        tab.restyle(load_theme(theme))
        shade = tab.grab().toImage().pixelColor(tab.canvas.geometry().center())
        assert shade.isValid()
    qtbot.waitUntil(lambda: tab.canvas.is_finished, timeout=5000)
