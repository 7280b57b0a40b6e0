"""Filters answered on a worker, as in a large library, and brushes that move."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Mode, Period, Values, Words
from spexplorer.exploring import tiles
from spexplorer.exploring.answers import Answers, Brushed
from spexplorer.exploring.measures import Measure
from spexplorer.operations.reader import Reader, build_index
from spexplorer.workspace import library_answers as module
from spexplorer.workspace.workspace import Workspace

EVENTS = Measure("event", (), 30)
CULTURE = Values("vector", frozenset({"culture"}))


@pytest.fixture(scope="module")
def index(bundled):
    return build_index(bundled)


@pytest.fixture(params=[False, True], ids=["small", "large"])
def workspace(request, qapp, bundled, index, monkeypatch) -> Iterator[Workspace]:
    if request.param:
        monkeypatch.setattr(module, "_LARGE", 0)
    made = Workspace(Reader(bundled))
    made.announce_measures([(EVENTS, "period")])
    made.take_index(Answers(index, Filter()))
    yield made
    made.close()


def test_a_state_is_shown_once_its_filter_is_answered(workspace, qtbot):
    shown = []
    workspace.changed.connect(lambda state: shown.append((state, workspace.answers.filter)))
    workspace.narrow(CULTURE)
    qtbot.waitUntil(lambda: bool(shown) and bool(shown[-1][0].filter.constraints), timeout=5_000)
    assert all(state.filter == answered for state, answered in shown)
    rows = workspace.visible("instrument")
    assert rows
    assert workspace.answers.count(Measure("instrument")).possible.tolist() == [len(rows)]


def test_nothing_fails_while_a_library_is_made_ready(workspace, qtbot):
    failed = []
    workspace.failed.connect(failed.append)
    workspace.tasks.start(lambda: None, failed.append, failed.append)
    qtbot.waitUntil(lambda: failed == [None], timeout=5_000)
    qtbot.waitUntil(lambda: not workspace.tasks.are_running)
    qtbot.wait(50)
    assert failed == [None]


def test_of_several_filters_the_last_is_shown_and_a_tab_does_not_wait(workspace, qtbot):
    shown = []
    workspace.changed.connect(shown.append)
    for query in ("china", "kazakhstan", "silk road"):
        workspace.narrow(Words(query))
    workspace.show_tab("claims")
    qtbot.waitUntil(lambda: workspace.answers.filter == workspace.state.filter, timeout=5_000)
    qtbot.wait(30)
    assert shown[-1] == workspace.state
    assert shown[-1].filter == Filter((Words("silk road"),))
    assert {state.tab for state in shown} == {"claims"}
    assert len({state.filter for state in shown} - {Filter()}) == 1


def test_back_and_forward_lead_through_answered_filters(workspace, qtbot):
    def settled() -> bool:
        return workspace.answers.filter == workspace.state.filter

    workspace.narrow(CULTURE)
    qtbot.waitUntil(settled, timeout=5_000)
    workspace.back()
    qtbot.waitUntil(settled, timeout=5_000)
    assert workspace.answers.filter == Filter()
    workspace.forward()
    qtbot.waitUntil(settled, timeout=5_000)
    assert workspace.answers.filter == Filter((CULTURE,))


def test_a_library_that_cannot_be_asked_lets_nothing_pass_and_says_so(
    workspace, qtbot, monkeypatch
):
    from spexplorer.support.errors import LibraryError

    def broken(_query: str):
        raise LibraryError("The library is damaged; go back to a copy.")

    told = []
    workspace.failed.connect(told.append)
    monkeypatch.setattr(workspace.index.library, "found", broken)
    workspace.narrow(Words("china"))
    qtbot.waitUntil(lambda: bool(told), timeout=5_000)
    assert workspace.visible("event") == [], told


def test_a_moving_brush_counts_and_remembers_nothing(workspace, qtbot):
    answers: list[Brushed] = []
    workspace.brushed.connect(answers.append)
    before = workspace.state
    for year in (2001, 2002, 2003):
        period = Period(day_number(2000, 1, 1), day_number(year, 12, 31))
        workspace.brush(period)
    qtbot.waitUntil(lambda: bool(answers), timeout=5_000)
    qtbot.wait(30)
    assert len(answers) == 1  # of several moves in one turn the last counts
    assert workspace.state == before
    assert not workspace.can_go_back()
    counted = answers[0].count(EVENTS)
    workspace.narrow(period)
    qtbot.waitUntil(lambda: bool(workspace.answers.filter.constraints), timeout=5_000)
    narrowed = workspace.answers.count(EVENTS)
    assert counted.possible.tolist() == narrowed.possible.tolist()
    assert counted.certain.tolist() == narrowed.certain.tolist()


def test_another_brush_is_answered_where_it_ends_beside_the_edges_made_ready(
    workspace, qtbot, monkeypatch
):
    monkeypatch.setattr(tiles, "_FINE", 10)  # as where there are too many dates to keep each
    answers: list[Brushed] = []
    workspace.brushed.connect(answers.append)
    workspace.brush(CULTURE)
    qtbot.waitUntil(lambda: bool(answers), timeout=5_000)
    workspace.narrow(CULTURE)
    qtbot.waitUntil(lambda: workspace.answers.filter == Filter((CULTURE,)), timeout=5_000)
    decades = np.array([day_number(year, 1, 1) for year in range(1900, 2030, 10)])
    workspace.prepare_brush("period", decades)
    for last in (day_number(2006, 8, 9), day_number(2009, 12, 31)):  # beside an edge, and on one
        answers.clear()
        stroke = Period(day_number(2000, 1, 1), last)
        workspace.brush(stroke)
        qtbot.waitUntil(lambda: bool(answers), timeout=5_000)
        counted = answers[-1].count(EVENTS)
        wanted = Filter((CULTURE, stroke))
        exact = Answers(workspace.index, wanted).count(EVENTS)
        assert answers[-1].constraint == stroke
        assert counted.possible.tolist() == exact.possible.tolist()
        assert counted.certain.tolist() == exact.certain.tolist()


def test_a_stroke_combines_by_the_mode(workspace, qtbot):
    media = Values("vector", frozenset({"media"}))
    workspace.narrow(CULTURE)
    workspace.set_mode(Mode.ADD)
    assert workspace.state.mode is Mode.ADD
    workspace.narrow(media)
    assert workspace.state.filter.values("vector") == {"culture", "media"}
    workspace.narrow(media, Mode.SUBTRACT)
    assert workspace.state.filter.values("vector") == {"culture"}
    workspace.narrow(media, Mode.REPLACE)
    assert workspace.state.filter.values("vector") == {"media"}
