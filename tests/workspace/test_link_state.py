"""The state every view is a function of: filters, history, and one publication a turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spexplorer.domain.filters import Filter, Period, Values, Words
from spexplorer.domain.link_state import LinkState
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import LibraryError
from spexplorer.workspace.workspace import Workspace

MEDIA = Values("vector", frozenset({"media"}))
LATE = Period(733_000, 736_000)


def test_a_filter_holds_one_constraint_of_a_key() -> None:
    wanted = Filter().with_constraint(MEDIA).with_constraint(LATE).with_constraint(Words("silk"))
    other = Values("vector", frozenset({"culture"}))
    assert wanted.with_constraint(other).get("vector") == other
    assert len(wanted.with_constraint(other).constraints) == 3
    assert wanted.without("period").get("period") is None
    assert wanted.without("nothing") == wanted
    assert wanted.values("vector") == {"media"}
    assert wanted.values("kind") == wanted.values("period") == frozenset()


def test_a_value_is_switched_on_and_off() -> None:
    once = Filter().toggled("vector", "media")
    assert once == Filter((MEDIA,))
    both = once.toggled("vector", "culture")
    assert both.values("vector") == {"media", "culture"}
    assert both.toggled("vector", "culture").toggled("vector", "media") == Filter()


def test_a_state_is_a_value() -> None:
    state = LinkState().at("event:e", "timeline")
    assert (state.current, state.selected, state.tab) == ("event:e", {"event:e"}, "timeline")
    assert state.at(None) == LinkState(tab="timeline")
    assert state.narrowed(Filter((MEDIA,))).current == "event:e"
    assert hash(state) == hash(LinkState().at("event:e", "timeline"))


@pytest.fixture
def workspace(bundled: Path, qapp) -> Iterator[Workspace]:
    made = Workspace(Reader(bundled))
    made.announce_tabs({"event": "timeline", "place": "places"})
    yield made
    made.close()


@pytest.fixture
def published(workspace: Workspace) -> list[LinkState]:
    states: list[LinkState] = []
    workspace.changed.connect(states.append)
    return states


def turn(qtbot) -> None:
    qtbot.wait(5)


def test_many_changes_of_a_turn_are_published_once(
    workspace: Workspace, published: list, qtbot
) -> None:
    workspace.go("event:tea-ceremonies")
    workspace.toggle("vector", "media")
    workspace.narrow(LATE)
    workspace.widen("vector")
    assert published == []
    assert workspace.state.filter == Filter((LATE,))
    turn(qtbot)
    assert published == [workspace.state]
    assert published[0].tab == "timeline"


def test_what_changes_nothing_is_not_published(
    workspace: Workspace, published: list, qtbot
) -> None:
    workspace.clear()
    workspace.toggle("vector", "media")
    workspace.toggle("vector", "media")
    turn(qtbot)
    assert published == []
    workspace.set_state(workspace.state)
    turn(qtbot)
    assert published == []


def test_back_and_forward_as_in_a_browser(workspace: Workspace, published: list, qtbot) -> None:
    assert not workspace.can_go_back()
    workspace.back()
    workspace.go("event:tea-ceremonies")
    workspace.go("place:astana")
    workspace.show_tab("overview")
    workspace.back()
    assert workspace.state.tab == "places"
    workspace.back()
    assert workspace.state.current == "event:tea-ceremonies"
    assert workspace.can_go_forward()
    workspace.forward()
    assert workspace.state.current == "place:astana"
    workspace.clear()  # changes nothing, so that the way forward stays
    assert workspace.can_go_forward()
    workspace.toggle("vector", "media")
    assert not workspace.can_go_forward()
    for _ in range(9):
        workspace.back()
    assert workspace.state == LinkState()
    assert not workspace.can_go_back()
    turn(qtbot)
    assert published == []  # back where the views are


def test_the_history_is_limited(workspace: Workspace) -> None:
    for number in range(300):
        workspace.show_tab(f"tab-{number}")
    steps = 0
    while workspace.can_go_back():
        workspace.back()
        steps += 1
    assert steps == 200


def test_a_record_may_be_shown_without_leaving_the_tab(workspace: Workspace) -> None:
    workspace.go("place:astana", stay=True)
    assert (workspace.state.current, workspace.state.tab) == ("place:astana", "overview")
    workspace.go("note:unannounced-kind")
    assert workspace.state.tab == "overview"


def test_before_the_index_everything_is_shown(workspace: Workspace) -> None:
    workspace.narrow(MEDIA)
    assert workspace.passing() is None
    assert workspace.total(["event"]) is None
    assert workspace.visible("event") == workspace.reader.rows("event")
    assert workspace.is_certain("event:tea-ceremonies")


def answered(workspace: Workspace) -> bool:
    return workspace.answers is not None and workspace.answers.filter == workspace.state.filter


def test_the_index_narrows_what_is_visible(workspace: Workspace, qtbot) -> None:
    with qtbot.waitSignal(workspace.indexed, timeout=10_000):
        workspace.start_indexing()
    everything = workspace.visible("event")
    workspace.narrow(MEDIA)
    qtbot.waitUntil(lambda: answered(workspace), timeout=5_000)
    some = workspace.visible("event")
    assert 0 < len(some) < len(everything)
    assert [row for row in everything if row in some] == some
    assert workspace.total(["event"]).possible == len(some)
    assert workspace.visible("event", without="vector") == everything
    assert workspace.is_certain("event:not-in-this-library")
    workspace.clear()
    qtbot.waitUntil(lambda: answered(workspace), timeout=5_000)
    assert workspace.visible("event") == everything


def test_a_file_that_goes_away_is_shown_as_it_was_until_it_is_read_again(
    bundled: Path, tmp_path: Path, qapp, qtbot
) -> None:
    path = tmp_path / "mine.spex"
    path.write_bytes(bundled.read_bytes())
    workspace = Workspace(Reader(path))
    told: list[Exception] = []
    workspace.failed.connect(told.append)
    try:
        with qtbot.waitSignal(workspace.indexed, timeout=10_000):
            workspace.start_indexing()
        path.unlink()
        workspace.narrow(Words("silk"))
        qtbot.waitUntil(lambda: answered(workspace), timeout=5_000)
        shown = workspace.visible("event")
        assert shown
        assert told == []
        with qtbot.waitSignal(workspace.failed, timeout=10_000):
            workspace.read_again()
        assert [type(error) for error in told] == [LibraryError]
        assert workspace.visible("event") == shown
        assert workspace.generation == 0
    finally:
        workspace.close()
