"""What every linked chart keeps, over all that are discovered and three libraries, in strip and card.

A new chart is held to it without a line being added here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from shiboken6 import isValid

from spexplorer.domain.filters import Values
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.reader import Reader
from spexplorer.ui.charts import discover
from spexplorer.ui.drawing.chart import ordered_for
from spexplorer.ui.panels.charts_panel import LinkedCharts
from spexplorer.ui.style.theme import load_theme
from spexplorer.workspace.workspace import Workspace

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from million import generate

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Open = Callable[[str], LinkedCharts]


@pytest.fixture(scope="session")
def chart_libraries(
    tmp_path_factory: pytest.TempPathFactory, bundled: Path
) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("charts")

    def made(name: str) -> Path:
        path = folder / f"{name}.spex"
        if name == "paper":
            return bundled
        if not path.exists():
            new_library(path) if name == "empty" else generate(path, 8_000, 2_000)
        return path

    return made


@pytest.fixture
def charts(
    qapp: QApplication, qtbot: QtBot, chart_libraries: Callable[[str], Path], home: Path
) -> Iterator[Open]:
    made: list[Workspace] = []

    def opened(library: str) -> LinkedCharts:
        workspace = Workspace(Reader(chart_libraries(library)))
        made.append(workspace)
        workspace.start_indexing()
        qtbot.waitUntil(lambda: workspace.answers is not None, timeout=30_000)
        panel = LinkedCharts(workspace, load_theme("light"))
        qtbot.addWidget(panel)
        for _ in panel.furnish():
            pass
        for _ in panel.uncover():
            pass
        panel.resize(1300, 300)
        panel.show()
        panel.show_state(workspace.state)
        qtbot.waitUntil(lambda: all(card.data for _, card in panel.cards), timeout=30_000)
        return panel

    yield opened
    for workspace in made:
        workspace.close()


LIBRARIES = pytest.mark.parametrize("library", ["empty", "paper", "many"])


@LIBRARIES
def test_every_chart_is_built_and_drawn_in_strip_and_card(charts: Open, library: str) -> None:
    panel = charts(library)
    for is_open in (False, True):
        panel.set_open(is_open)
        for spec, card in panel.cards:
            data = card.data
            assert data is not None and data.title, spec.chart_id
            assert len(data.labels) == len(data.keys) == len(set(data.keys))
            assert all(len(series.values) == len(data.keys) for series in data.series)
            assert not data.keys or data.summary
            assert not card.grab().isNull()


@LIBRARIES
def test_the_same_state_again_redraws_nothing(charts: Open, library: str) -> None:
    panel = charts(library)
    before = [card.data for _, card in panel.cards]
    panel.show_state(panel._workspace.state)
    QApplication.processEvents()
    assert all(a is b for a, b in zip(before, [c.data for _, c in panel.cards], strict=True))


@LIBRARIES
def test_what_is_not_there_any_more_is_borne(charts: Open, library: str, qtbot: QtBot) -> None:
    panel = charts(library)
    workspace = panel._workspace
    workspace.hovered.emit("event:of-another-library")
    workspace.narrow(Values("vector", frozenset({"a value of another library"})))
    qtbot.waitUntil(lambda: bool(workspace.answers.filter.constraints), timeout=10_000)
    panel.show_state(workspace.state)
    QApplication.processEvents()
    assert all(not card.grab().isNull() for _, card in panel.cards)


@LIBRARIES
def test_every_control_has_a_name_and_every_chart_is_walked_by_keys(
    charts: Open, library: str
) -> None:
    panel = charts(library)
    panel.set_open(True)
    for button in panel.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.accessibleName() or button.text(), button
    for _, card in panel.cards:
        assert card.data is not None
        assert card.data.title in card.plot.accessibleName()
        assert card.plot.focusPolicy() & Qt.FocusPolicy.TabFocus
        card.plot.setFocus()
        for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
            QTest.keyClick(card.plot, key)
        if card.data.keys:
            assert card.data.labels[-1] in card.plot.accessibleDescription()


def test_every_table_twin_is_a_sound_model(charts: Open) -> None:
    panel = charts("paper")
    panel.set_open(True)
    for _, card in panel.cards:
        card.tab_stops()[0].click()
        model = card.table.model()
        tester = QAbstractItemModelTester(
            model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        assert model.rowCount() == len(card.data.keys)
        del tester


def test_the_table_button_stays_under_the_pointer_and_the_widths_come_back(charts: Open) -> None:
    panel = charts("paper")
    panel.keep_least_height()
    panel.set_open(True)
    QApplication.processEvents()
    card = next(card for spec, card in panel.cards if spec.chart_id == "years")
    button = card.tab_stops()[0]

    def places() -> list[QPoint]:
        QApplication.processEvents()
        return [button.mapTo(panel, QPoint()), *(QPoint(c.x(), c.width()) for _, c in panel.cards)]

    before = places()
    button.click()
    assert places() == before
    header = card.table.horizontalHeader()
    for column in range(1, card.table.model().columnCount()):
        name = card.table.model().headerData(column, Qt.Orientation.Horizontal)
        assert header.sectionSize(column) > header.fontMetrics().horizontalAdvance(name)
        right = header.sectionViewportPosition(column) + header.sectionSize(column)
        assert right <= card.table.viewport().width()
    button.click()
    assert places() == before


def test_a_closed_panel_leaves_nothing_behind(charts: Open) -> None:
    panel = charts("paper")
    workspace = panel._workspace
    panel.close()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(panel)
    workspace.hovered.emit("event:2013-09-silk-road-economic-belt")
    workspace.brushed.emit(None)


# -- the strip --------------------------------------------------------------------------------------


def test_the_strip_is_slim_and_opens_by_button_and_double_click(charts: Open, qtbot: QtBot) -> None:
    panel = charts("paper")
    assert not panel.is_open
    assert panel.height() <= 4 * panel.fontMetrics().height()
    assert all(card.is_compact for _, card in panel.cards)
    panel._fold.click()
    assert panel.is_open
    assert not any(card.is_compact for _, card in panel.cards)
    panel._fold.click()
    card = next(card for spec, card in panel.cards if spec.chart_id == "years")
    before = panel._workspace.state.filter
    QTest.mouseClick(card.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    QTest.mouseDClick(card.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    qtbot.waitUntil(lambda: panel.is_open, timeout=2_000)
    assert panel._workspace.state.filter == before
    assert charts("paper").is_open  # a later window shows the same


def test_small_charts_stand_whole_in_the_strip_also_after_they_were_opened(charts: Open) -> None:
    panel = charts("paper")
    panel.resize(panel.width(), 120)  # so low that lying bars are scrolled
    panel.set_open(True)
    QApplication.processEvents()
    panel.set_open(False)
    QApplication.processEvents()
    assert len({card.plot.height() for _, card in panel.cards}) == 1
    for _, card in panel.cards:
        foot = card.plot.mapTo(panel, QPoint(0, card.plot.height())).y()
        assert foot < panel.height(), "air below the bars"


def test_what_is_pointed_at_stands_in_the_title_of_a_small_chart(charts: Open) -> None:
    panel = charts("paper")
    card = next(card for spec, card in panel.cards if spec.chart_id == "years")
    card.plot.setFocus()
    QTest.keyClick(card.plot, Qt.Key.Key_End)
    assert card._title.shown.startswith("not known")
    QApplication.sendEvent(card.plot, QFocusEvent(QEvent.Type.FocusOut))
    assert card._title.shown == "Events by year"


def test_the_charts_that_matter_to_a_tab_stand_first() -> None:
    firsts = {tab: ordered_for(discover(), tab)[0].chart_id for tab in (
        "timeline", "instruments", "agreements", "citations", "statistics", "network",
    )}  # fmt: skip
    assert firsts == {
        "timeline": "years", "instruments": "vectors", "agreements": "agreements",
        "citations": "works", "statistics": "growth", "network": "years",
    }  # fmt: skip
