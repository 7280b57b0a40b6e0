"""The tab People & places: names, their use, the map of places and the sheet are one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import Period, Values, Words
from spexplorer.operations.reader import Reader
from spexplorer.support.folders import bundled_library
from spexplorer.ui.lists.roles import ID_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.people import view
from spexplorer.ui.views.people.page import PeopleView
from spexplorer.ui.views.people.place_map import PlaceMap
from spexplorer.ui.views.people.projection import Conic
from spexplorer.ui.widgets.choices import Segments
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from spexplorer.domain.filters import Constraint

HU_ERA = Period(day_number(2005, 1, 1), day_number(2012, 12, 31))


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> PeopleView:
    made = view.make(workspace, load_theme("light"))
    assert isinstance(made, PeopleView)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    workspace.changed.connect(made.show_state)
    made.show()
    workspace._publish()
    made.show_state(workspace.state)
    return made


def go(workspace: Workspace, record_id: str) -> None:
    workspace.go(record_id)
    workspace._publish()


def narrow(workspace: Workspace, constraint: Constraint) -> None:
    workspace.narrow(constraint)
    workspace._publish()


def listed(tab: PeopleView) -> list[str]:
    model = tab._list.model
    return [model.index(at).data(ID_ROLE) for at in range(model.rowCount())]


def segment(tab: PeopleView, group: str) -> str:
    return tab._segments.button(group).text()


def place_map(tab: PeopleView) -> PlaceMap:
    assert tab._map is not None
    return tab._map.map


def test_the_segments_count_every_name_of_the_library(
    tab: PeopleView, workspace: Workspace
) -> None:
    groups = ("person", "organisation", "state", "medium", "people")
    counts = [int(segment(tab, group).split()[-1]) for group in groups]
    assert sum(counts) == workspace.reader.counts["agent"]
    assert int(segment(tab, "places").split()[-1]) == workspace.reader.counts["place"]


def test_a_current_record_turns_to_its_group_and_is_marked(
    tab: PeopleView, workspace: Workspace
) -> None:
    go(workspace, "agent:china")
    assert tab._segments.button("state").isChecked()
    assert tab._list.view.currentIndex().row() == listed(tab).index("agent:china")
    assert tab._bars._current == "agent:china"
    go(workspace, "place:almaty")
    assert tab._segments.button("places").isChecked()
    assert place_map(tab)._current == "place:almaty"


def test_bars_count_each_naming_record_once(tab: PeopleView, workspace: Workspace) -> None:
    go(workspace, "agent:china")
    most = tab._found.most_used[0]
    naming = {
        link.row.id
        for link in workspace.reader.every_link(most.id)
        if not link.outward
        and link.row.kind not in ("note", "citation", "passage", "agent", "place")
    }
    assert most.possible == most.certain == len(naming)
    assert [use.possible for use in tab._found.most_used] == sorted(
        (use.possible for use in tab._found.most_used), reverse=True
    )


def test_a_filter_narrows_names_bars_and_counts_and_keeps_doubt_apart(
    tab: PeopleView, workspace: Workspace
) -> None:
    go(workspace, "agent:china")
    before = tab._found.most_used[0]
    narrow(workspace, HU_ERA)
    after = next(use for use in tab._found.most_used if use.id == before.id)
    assert after.certain < after.possible < before.possible
    assert after.number == f"{after.certain}–{after.possible}"
    assert set(listed(tab)) == {use.id for use in tab._found.most_used}
    assert " of 12" in segment(tab, "state")


def test_a_place_that_passes_only_possibly_is_drawn_apart(
    tab: PeopleView, workspace: Workspace
) -> None:
    go(workspace, "place:almaty")
    narrow(workspace, HU_ERA)
    drawn = {mark.spot.id: mark.spot.is_certain for mark in place_map(tab).marks()}
    assert {True, False} == set(drawn.values())
    assert all(workspace.is_certain(uid) == certain for uid, certain in drawn.items())


def test_every_place_is_on_the_map_or_named_as_not_placed(
    tab: PeopleView, workspace: Workspace
) -> None:
    go(workspace, "place:almaty")
    on_map = {mark.spot.id for mark in place_map(tab).marks()}
    assert tab._map is not None
    absent = {use.id for use in tab._map._absent}
    assert on_map | absent == {row.id for row in workspace.reader.rows("place")}
    assert not on_map & absent
    text = tab._map._unplaced.toPlainText()
    assert all(workspace.reader.label(uid) in text for uid in absent)


def test_names_on_the_map_do_not_meet_at_any_zoom(tab: PeopleView, workspace: Workspace) -> None:
    go(workspace, "place:almaty")
    drawing = place_map(tab)
    for _ in range(4):
        names = [mark.name for mark in drawing.marks() if mark.name is not None]
        assert len(names) > 3
        assert not any(a.intersects(b) for at, a in enumerate(names) for b in names[at + 1 :])
        drawing.zoom(2)


def test_keys_walk_the_map_and_choose(tab: PeopleView, workspace: Workspace, qtbot: QtBot) -> None:
    go(workspace, "place:kazakhstan")
    drawing = place_map(tab)
    qtbot.keyClick(drawing, Qt.Key.Key_Right)
    assert drawing._cursor not in (None, "place:kazakhstan")
    marks = {mark.spot.id: mark.true for mark in drawing.marks()}
    assert marks[drawing._cursor].x() > marks["place:kazakhstan"].x()
    scale = drawing._camera.scale
    qtbot.keyClick(drawing, Qt.Key.Key_Plus)
    assert drawing._camera.scale > scale
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert workspace.state.current == drawing._cursor


def test_a_bar_pointed_at_is_told_once_and_let_go_when_the_pointer_leaves(
    tab: PeopleView, workspace: Workspace, qtbot: QtBot
) -> None:
    told: list[str | None] = []
    workspace.hovered.connect(told.append)
    row = tab._bars._rect(1)
    for x in (20, 30, 40):
        qtbot.mouseMove(tab._bars, QPoint(x, row.center().y()))
    QCoreApplication.sendEvent(tab._bars, QEvent(QEvent.Type.Leave))
    assert told == [tab._bars._uses[1].id, None]


def test_keys_and_clicks_on_bars_choose(
    tab: PeopleView, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(tab._bars, Qt.Key.Key_Down)
    qtbot.keyClick(tab._bars, Qt.Key.Key_Space)
    assert workspace.state.current == tab._found.most_used[1].id
    third = tab._bars._rect(2).center()
    qtbot.mouseClick(tab._bars, Qt.MouseButton.LeftButton, pos=QPoint(third.x(), third.y()))
    assert workspace.state.current == tab._found.most_used[2].id


def test_the_button_keeps_what_concerns_a_name_and_lets_go_again(
    tab: PeopleView, workspace: Workspace, qtbot: QtBot
) -> None:
    go(workspace, "agent:china")
    chosen = workspace.state.current
    qtbot.mouseClick(tab._card.keep, Qt.MouseButton.LeftButton)
    workspace._publish()
    assert workspace.state.filter.get("actor") == Values("actor", frozenset({chosen}))
    assert tab._card.keep.accessibleName().startswith("Show what does not concern")
    qtbot.mouseClick(tab._card.keep, Qt.MouseButton.LeftButton)
    assert workspace.state.filter.constraints == ()
    go(workspace, "place:almaty")
    qtbot.mouseClick(tab._card.keep, Qt.MouseButton.LeftButton)
    assert workspace.state.filter.values("place") == {"place:almaty"}


def test_the_sheet_has_every_form_with_where_it_comes_from(
    tab: PeopleView, workspace: Workspace
) -> None:
    go(workspace, "agent:china")
    text = tab._card.sheet.toPlainText()
    record = workspace.reader.record("agent:china")
    assert all(form.form in text for form in record.variants)
    assert "simplified characters" in text
    assert "Hanyu Pinyin" in text
    assert "■ PRC printed in the source" in text
    assert "○ 中国 supplied by the cataloguer" in text
    assert "Took part in events" in text


def test_a_name_is_found_in_any_script(tab: PeopleView, workspace: Workspace) -> None:
    go(workspace, "agent:china")
    for sought in ("中国", "zhongguo", "қытай", "prc"):
        tab._find.setText(sought)
        assert "agent:china" in listed(tab)
    tab._find.setText("қытай халық")
    assert listed(tab) == ["agent:china"]
    go(workspace, "agent:kazakhstan")
    assert tab._find.text() == ""
    assert "agent:kazakhstan" in listed(tab)


def test_nothing_passing_is_said(tab: PeopleView, workspace: Workspace) -> None:
    narrow(workspace, Words("qqqzzz"))
    assert listed(tab) == []
    assert "Nothing passes" in tab._drawings.currentWidget().text()


def test_names_stand_there_before_the_index(qtbot: QtBot) -> None:
    workspace = Workspace(Reader(bundled_library()))
    tab = PeopleView(workspace, load_theme("dark"))
    qtbot.addWidget(tab)
    workspace._publish()
    tab.show_state(workspace.state)
    assert listed(tab)
    assert tab._found.most_used[0].possible > 0
    workspace.close()


@pytest.mark.parametrize("middle", [45.0, -30.0, 0.0])
def test_the_projection_keeps_directions_and_distances(middle: float) -> None:
    conic = Conic.around([(70.0, middle), (72.0, middle + 1), (68.0, middle - 1)])
    x, y = conic.plane(70.0, middle)
    assert conic.plane(70.0, middle + 5)[1] < y
    assert conic.plane(75.0, middle)[0] > x
    _, far = conic.plane(70.0, middle + 10)
    assert y - far == pytest.approx(10 * 3.14159265 / 180)


def test_segments_announce_only_what_a_person_chose(qtbot: QtBot, tab: PeopleView) -> None:
    segments = tab.findChild(Segments)
    assert segments is not None
    with qtbot.assertNotEmitted(tab._segments.chosen):
        tab._segments.mark("medium")
    with qtbot.waitSignal(tab._segments.chosen) as chosen:
        tab._segments.button("people").click()
    assert chosen.args == ["people"]
