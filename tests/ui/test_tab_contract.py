"""What every tab keeps, over all that are discovered and three libraries: none, the paper, ten thousand.

A new tab is held to it without a line being added here.
"""

from __future__ import annotations

import gc
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from million import generate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from spexplorer.domain.filters import Filter, Values
from spexplorer.domain.kinds import KINDS
from spexplorer.domain.records import RecordId
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.reader import Reader
from spexplorer.ui.startup.tab_factory import discover
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.view import View, ViewSpec
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TABS = {spec.view_id: spec for spec in discover()}
LIBRARIES = ("empty", "paper", "ten thousand")


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory, bundled: Path) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("contract")
    new_library(folder / "empty.spex")
    many = folder / "many.spex"
    generate(many, 8_000, 2_000)
    return {"empty": folder / "empty.spex", "paper": bundled, "ten thousand": many}


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest, libraries: dict[str, Path]) -> Path:
    return libraries[request.param]


Open = Callable[[Path], Workspace]
Show = Callable[[ViewSpec, Workspace], View]


@pytest.fixture
def open_library(qapp: QApplication) -> Iterator[Open]:
    made: list[Workspace] = []

    def opened(path: Path) -> Workspace:
        workspace = Workspace(Reader(path))
        made.append(workspace)
        workspace.start_indexing()
        turn_until(lambda: workspace.answers is not None)
        return workspace

    yield opened
    for workspace in made:
        workspace.close()


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(spec: ViewSpec, workspace: Workspace) -> View:
        made = make(spec, workspace)
        qtbot.addWidget(made)
        made.resize(1000, 640)
        made.show()
        made.show_state(made.present())
        rest(workspace)
        return made

    return shown


def make(spec: ViewSpec, workspace: Workspace) -> View:
    theme = load_theme("light")
    if spec.prepare is None:
        return spec.make(workspace, theme)
    return spec.make(workspace, theme, spec.prepare(workspace.reader))


def turn_until(is_so: Callable[[], bool], turns: int = 10_000) -> None:
    for _ in range(turns):
        QCoreApplication.processEvents()
        if is_so():
            return
        time.sleep(0.002)  # asleep between events as a window is: else workers hardly run
    pytest.fail("it did not come to rest")


def rest(workspace: Workspace) -> None:
    """Until no task is under way and the event loop has nothing left to do at once."""
    for _ in range(3):
        turn_until(lambda: not workspace.tasks.are_running)
        for _ in range(10):
            QCoreApplication.processEvents()


def states_to_visit(workspace: Workspace, spec: ViewSpec) -> Iterator[None]:
    """A filter, a record of each kind the tab is the home of, and one that is not there."""
    scheme = next(iter(workspace.reader.terms("event_type")), None)
    if scheme is not None:
        workspace.set_filter(Filter().with_constraint(Values("event_type", frozenset({scheme}))))
        yield
        workspace.clear()
        yield
    for kind in spec.kinds or KINDS:
        for row in workspace.reader.rows(kind)[:1]:
            workspace.go(row.id, stay=True)
            yield
    gone = RecordId("event:gone-since")
    workspace.set_state(workspace.state._replace(current=gone, selected=frozenset({gone})))
    yield


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_shows_every_library_and_what_has_gone(tab, library, open_library, show) -> None:
    workspace = open_library(library)
    view = show(TABS[tab], workspace)
    workspace.changed.connect(view.show_state)
    failures: list[object] = []
    workspace.failed.connect(failures.append)
    for _ in states_to_visit(workspace, TABS[tab]):
        rest(workspace)
        assert not view.grab().isNull()
    workspace.changed.disconnect(view.show_state)
    assert failures == []


class Paints(QObject):
    """Counts how often anything of a view is painted."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self.number = 0
        for widget in (view, *view.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.number += event.type() is QEvent.Type.Paint
        return False


@pytest.mark.parametrize("tab", TABS)
def test_the_same_state_again_paints_nothing(tab, bundled, open_library, show) -> None:
    workspace = open_library(bundled)
    view = show(TABS[tab], workspace)
    paints = Paints(view)
    view.show_state(view.present())
    rest(workspace)
    assert paints.number == 0


def said_by(view: View) -> list[str]:
    """What a screen reader would be told of everything in sight, in order."""
    return [name_of(w) for w in view.findChildren(QWidget) if w.isVisible() and name_of(w)]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


# The stretch of time that the timeline shows is remembered apart (tests/ui/test_timeline.py).
@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "timeline"])
def test_what_a_tab_shows_follows_from_the_state_alone(tab, bundled, open_library, show) -> None:
    """So a state that comes back after a restart brings back what was seen."""
    first = open_library(bundled)
    view = show(TABS[tab], first)
    first.changed.connect(view.show_state)
    first.toggle("event_type", next(iter(first.reader.terms("event_type"))))
    for row in [r for kind in TABS[tab].kinds for r in first.reader.rows(kind)][2:3]:
        first.go(row.id, stay=True)
    rest(first)
    first.changed.disconnect(view.show_state)
    second = open_library(bundled)
    second.set_state(first.state, remember=False)
    rest(second)
    assert said_by(show(TABS[tab], second)) == said_by(view)


CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)


@pytest.mark.parametrize("tab", TABS)
def test_every_control_has_a_name_and_a_key_that_reaches_it(
    tab, library, open_library, show
) -> None:
    workspace = open_library(library)
    view = show(TABS[tab], workspace)
    for _ in states_to_visit(workspace, TABS[tab]):
        rest(workspace)
        bare = [w for w in controls(view) if not name_of(w)]
        unreached = [w for w in controls(view) if not reachable(w)]
        assert not bare, [(type(w).__name__, w.objectName()) for w in bare]
        assert not unreached, [(type(w).__name__, name_of(w)) for w in unreached]


def controls(view: View) -> Iterator[QWidget]:
    for widget in view.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, QHeaderView):  # every command of a header is in the menu of its table
            continue
        inside = isinstance(widget.parent(), (QComboBox, QLineEdit))  # Qt's own part of a field
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(
            widget, QScrollArea
        )
        if (isinstance(widget, CONTROLS) or takes_keys) and not inside:
            yield widget


def reachable(widget: QWidget) -> bool:
    """By Tab, by a key of its own, or because it hands the keyboard on."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return True
    if not isinstance(widget, QAbstractButton):
        return False
    # Of exclusive choices one takes the keyboard; the arrow keys lead from it to the others.
    beside = widget.group().buttons() if widget.group() is not None else []
    return not widget.shortcut().isEmpty() or any(
        other.focusPolicy() & Qt.FocusPolicy.TabFocus for other in beside
    )


@pytest.mark.parametrize("tab", TABS)
def test_the_models_of_a_tab_keep_the_rules_of_qt(tab, library, open_library, show, qtlog) -> None:
    workspace = open_library(library)
    view = show(TABS[tab], workspace)
    workspace.changed.connect(view.show_state)
    models = {v.model() for v in view.findChildren(QAbstractItemView) if v.model() is not None}
    mode = QAbstractItemModelTester.FailureReportingMode.Warning  # Fatal ends the process
    testers = [QAbstractItemModelTester(model, mode) for model in models]
    for _ in states_to_visit(workspace, TABS[tab]):
        rest(workspace)
    workspace.changed.disconnect(view.show_state)
    for tester in testers:
        tester.deleteLater()
    assert [r.message for r in qtlog.records if "FAIL!" in r.message] == []


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_leaves_nothing_behind(tab, bundled, open_library, qapp) -> None:
    workspace = open_library(bundled)
    before = set(qapp.topLevelWidgets()), len(workspace.findChildren(QObject))
    view = make(TABS[tab], workspace)
    view.resize(900, 600)
    view.show()
    view.show_state(view.present())
    rest(workspace)
    seen = weakref.ref(view)
    view.close()
    view.deleteLater()
    del view
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in range(5):
        QCoreApplication.processEvents()
    gc.collect()
    assert seen() is None
    assert set(qapp.topLevelWidgets()) <= before[0]
    assert len(workspace.findChildren(QObject)) == before[1]
