"""The tab People & places: names, their use, the map of places are one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from event_loop import turn
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QTextBrowser

from spexplorer.domain.authorities import Agent
from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import Period, Values, Words
from spexplorer.domain.listing import Row
from spexplorer.operations.reader import Reader
from spexplorer.readings.names.projection import Conic
from spexplorer.readings.names.words import grouped_names, use_number
from spexplorer.readings.record import read_record
from spexplorer.readings.tables import GroupHeading, ListEntry
from spexplorer.support.folders import bundled_library
from spexplorer.ui.lists.roles import ID_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.people import view
from spexplorer.ui.views.people.page import PeopleView
from spexplorer.ui.views.people.place_map import PlaceMap
from spexplorer.ui.widgets.choices import Segments
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

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
    turn()
    made.show_state(workspace.state)
    return made


def go(workspace: Workspace, record_id: str) -> None:
    workspace.go(record_id)
    turn()


def narrow(workspace: Workspace, constraint: Constraint) -> None:
    workspace.narrow(constraint)
    turn()


def listed(tab: PeopleView) -> list[str]:
    model = tab.list.model
    return [model.index(at).data(ID_ROLE) for at in range(model.rowCount())]


def segment(tab: PeopleView, group: str) -> str:
    return tab.segments.button(group).text()


def place_map(tab: PeopleView) -> PlaceMap:
    assert tab.map is not None
    return tab.map.map


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
    assert tab.segments.button("state").isChecked()
    assert tab.list.view.currentIndex().row() == listed(tab).index("agent:china")
    assert tab.bars._current == "agent:china"
    go(workspace, "place:almaty")
    assert tab.segments.button("places").isChecked()
    assert place_map(tab)._current == "place:almaty"


def test_bars_count_each_naming_record_once(tab: PeopleView, workspace: Workspace) -> None:
    go(workspace, "agent:china")
    most = tab.counted.most_used[0]
    naming = {
        link.row.id
        for link in workspace.reader.every_link(most.id)
        if not link.outward
        and link.row.kind not in ("note", "citation", "passage", "agent", "place")
    }
    assert most.possible == most.certain == len(naming)
    assert [use.possible for use in tab.counted.most_used] == sorted(
        (use.possible for use in tab.counted.most_used), reverse=True
    )


def test_a_filter_narrows_names_bars_and_counts_and_keeps_doubt_apart(
    tab: PeopleView, workspace: Workspace
) -> None:
    go(workspace, "agent:china")
    before = tab.counted.most_used[0]
    narrow(workspace, HU_ERA)
    after = next(use for use in tab.counted.most_used if use.id == before.id)
    assert after.certain < after.possible < before.possible
    assert use_number(tr, after) == f"{after.certain}–{after.possible}"
    assert set(listed(tab)) == {use.id for use in tab.counted.most_used}
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
    assert tab.map is not None
    absent = {use.id for use in tab.map._absent}
    assert on_map | absent == {row.id for row in workspace.reader.rows("place")}
    assert not on_map & absent
    text = tab.map._unplaced.toPlainText()
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
    row = tab.bars._rect(1)
    for x in (20, 30, 40):
        qtbot.mouseMove(tab.bars, QPoint(x, row.center().y()))
    QCoreApplication.sendEvent(tab.bars, QEvent(QEvent.Type.Leave))
    assert told == [tab.bars._uses[1].id, None]


def test_keys_and_clicks_on_bars_choose(
    tab: PeopleView, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(tab.bars, Qt.Key.Key_Down)
    qtbot.keyClick(tab.bars, Qt.Key.Key_Space)
    assert workspace.state.current == tab.counted.most_used[1].id
    third = tab.bars._rect(2).center()
    qtbot.mouseClick(tab.bars, Qt.MouseButton.LeftButton, pos=QPoint(third.x(), third.y()))
    assert workspace.state.current == tab.counted.most_used[2].id


def test_the_button_keeps_what_concerns_a_name_and_lets_go_again(
    tab: PeopleView, workspace: Workspace, qtbot: QtBot
) -> None:
    go(workspace, "agent:china")
    chosen = workspace.state.current
    qtbot.mouseClick(tab.keep, Qt.MouseButton.LeftButton)
    turn()
    assert workspace.state.filter.get("actor") == Values("actor", frozenset({chosen}))
    assert tab.keep.accessibleName().startswith("Show what does not concern")
    qtbot.mouseClick(tab.keep, Qt.MouseButton.LeftButton)
    assert workspace.state.filter.constraints == ()
    go(workspace, "place:almaty")
    qtbot.mouseClick(tab.keep, Qt.MouseButton.LeftButton)
    assert workspace.state.filter.values("place") == {"place:almaty"}


def test_the_page_of_a_name_has_every_form_and_what_names_it(workspace: Workspace) -> None:
    """The one place for a record: the panel beside the tabs, with the forms of the name folded."""
    record = workspace.reader.record("agent:china")
    assert isinstance(record, Agent)
    reading = read_record(tr, workspace.reader, record)
    forms = next(group for group in reading.groups if group.key == "variants")
    assert forms.starts_folded
    text = "\n".join("".join(run.text for run in line) for line in forms.lines)
    assert all(form.form in text for form in record.variants)
    assert "Hanyu Pinyin" in text or "pinyin" in text.lower()
    titles = [group.title for group in reading.groups]
    assert any("took part" in title for title in titles)
    assert "Agreements of this party" in titles


def test_no_record_is_shown_twice(tab: PeopleView, workspace: Workspace) -> None:
    go(workspace, "agent:china")
    assert not [sheet for sheet in tab.findChildren(QTextBrowser) if sheet.isVisible()]


def test_back_keeps_panel_and_tab_on_one_record(program, settle) -> None:
    workspace = program.workspace
    workspace.show_tab("people")
    settle()
    footnote = workspace.reader.rows("citation")[7].id
    workspace.go(footnote, stay=True)
    settle()
    workspace.go("agent:xi-jinping")
    settle()
    view_ = program.window.current_view()
    assert view_.list.view.currentIndex().data(ID_ROLE) == "agent:xi-jinping"
    assert view_.keep.isVisible()
    program.window.actions_by_name["back"].trigger()
    settle()
    assert workspace.state.current == footnote
    assert view_.list.view.currentIndex().data(ID_ROLE) != "agent:xi-jinping"
    assert not view_.keep.isVisible()
    assert workspace.reader.label(footnote) in program.window.record.toPlainText()


def test_the_right_button_chooses_a_bar(
    tab: PeopleView, workspace: Workspace, qtbot: QtBot
) -> None:
    """So that the menu of the window is about it."""
    second = tab.bars._rect(1).center()
    qtbot.mouseClick(tab.bars, Qt.MouseButton.RightButton, pos=second)
    assert workspace.state.current == tab.counted.most_used[1].id


def test_names_are_listed_by_office_and_by_role_where_there_are_any(
    qtbot: QtBot, railways: Path, tab: PeopleView
) -> None:
    assert tab.groupings.isVisible()  # the paper names offices and roles
    workspace = Workspace(Reader(railways))
    other = PeopleView(workspace, load_theme("light"))
    qtbot.addWidget(other)
    other.show()
    other.show_state(workspace.state)
    assert other.groupings.isVisible()
    other.groupings.button("office").click()
    entries = other.grouped.entries
    assert isinstance(entries[0], GroupHeading)
    assert (entries[0].words, entries[1].id) == ("Head of traffic", "agent:engineer")
    other.groupings.button("role").click()
    heads = [entry.words for entry in other.grouped.entries if isinstance(entry, GroupHeading)]
    assert heads[0] == workspace.reader.term("participant_role", "recipient")
    workspace.close()


def test_names_stand_under_each_of_their_values() -> None:
    rows = [Row(n, f"agent:{n}", "agent", f"Name {n}", "") for n in range(3)]
    offices = {0: ("President", "Envoy"), 2: ("Envoy",)}
    entries = grouped_names(rows, offices, str, "Without an office", lambda uid: uid != "agent:2")
    assert [entry.words if isinstance(entry, GroupHeading) else entry.id for entry in entries] == [
        "Envoy",
        "agent:0",
        "agent:2",
        "President",
        "agent:0",
        "Without an office",
        "agent:1",
    ]
    assert [e.possible for e in entries if isinstance(e, ListEntry)] == [False, True, False, False]


def test_a_name_is_found_in_any_script(tab: PeopleView, workspace: Workspace) -> None:
    go(workspace, "agent:china")
    for sought in ("中国", "zhongguo", "қытай", "prc"):
        tab.search.setText(sought)
        assert "agent:china" in listed(tab)
    tab.search.setText("қытай халық")
    assert listed(tab) == ["agent:china"]
    go(workspace, "agent:kazakhstan")
    assert tab.search.text() == ""
    assert "agent:kazakhstan" in listed(tab)


def test_nothing_passing_is_said(tab: PeopleView, workspace: Workspace) -> None:
    narrow(workspace, Words("qqqzzz"))
    assert listed(tab) == []
    assert "Nothing passes" in tab.empty.text()


def test_names_stand_there_before_the_index(qtbot: QtBot) -> None:
    workspace = Workspace(Reader(bundled_library()))
    tab = PeopleView(workspace, load_theme("dark"))
    qtbot.addWidget(tab)
    turn()
    tab.show_state(workspace.state)
    assert listed(tab)
    assert tab.counted.most_used[0].possible > 0
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
    with qtbot.assertNotEmitted(tab.segments.chosen):
        tab.segments.mark("medium")
    with qtbot.waitSignal(tab.segments.chosen) as chosen:
        tab.segments.button("people").click()
    assert chosen.args == ["people"]
