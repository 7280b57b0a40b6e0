"""The linked charts at the foot of the window: a slim strip that opens to cards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.filters import Filter, Mode, periods
from spexplorer.exploring.answers import Answers
from spexplorer.ui import charts
from spexplorer.ui.drawing.chart import ChartSpec, Scene, Stroke, ordered_for
from spexplorer.ui.drawing.chart_card import ChartCard
from spexplorer.ui.drawing.lean_pyqtgraph import make_classes
from spexplorer.ui.drawing.year_chart import year_edges
from spexplorer.ui.guard import guarded
from spexplorer.ui.panels import strip_height
from spexplorer.ui.panels.mode_menu import ModeMenu
from spexplorer.ui.panels.value_choices import ValueChoices
from spexplorer.ui.style.icons import icon
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.layouts import set_style_name
from spexplorer.ui.widgets.text import plain_tip
from spexplorer.ui.widgets.turns import Turns, take
from spexplorer.workspace.settings import charts_were_open, remember_charts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PySide6.QtGui import QEnterEvent, QResizeEvent, QWheelEvent

    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.counts import Count
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.answers import Brushed
    from spexplorer.exploring.measures import Counts
    from spexplorer.workspace.workspace import Workspace

_CARD_WIDTH: Final = 36
_CELL_WIDTH: Final = 25
"""Minimum widths of a card and of a cell of the strip, in characters; beyond, they are scrolled to."""

_CARD_LINES: Final = 19
_LARGEST_SHARE: Final = 0.31
"""Initial height of the cards: lines of text, but at most a share of the window."""

_NO_LIMIT: Final = 16_777_215
"""Qt's own maximum size."""

_PERIOD: Final = "period"

_Found = dict[str, tuple["Counts", "Counts", "Count"]]
"""Chart -> its counts, those of the whole library, and how many records are counted."""


@guarded
class _Row(QWidget):
    """The charts side by side; `needing` tells that they may need more or less room than before."""

    needing = Signal()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.needing.emit()
        return answer


@guarded
class _Strip(QScrollArea):
    """Charts that go on beyond the edge: the wheel goes along them, there is nothing above or below."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar, turned = self.horizontalScrollBar(), event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()


@guarded
class LinkedCharts(QWidget):
    """The linked charts: a slim strip of small charts, or opened to full cards.

    A click or brush narrows the filter; every chart shows what is left. Those that matter to the tab
    stand first. `told` carries a sentence about what was done with a chart, `opened` whether the cards
    are open.
    """

    told = Signal(str)
    opened = Signal(bool)

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._shown: Filter | None = None
        self._found: _Found = {}
        self._drawn: Turns | None = None
        self._whole: Answers | None = None
        self.cards: list[tuple[ChartSpec, ChartCard]] = []
        """Every linked chart and what shows it."""
        self.values = ValueChoices(workspace, self)
        self.values.turned.connect(self._redraw)
        self.values.told.connect(self.told)
        self._order: list[str] = []
        self._keeps_height = False
        self.is_open = charts_were_open()
        self.setAccessibleName(tr("Linked charts"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.modes = ModeMenu()
        self.modes.chosen.connect(workspace.set_mode)
        self._fold = QToolButton()
        self._fold.clicked.connect(unticked(self.toggle))
        self._body = body = _Row()
        self._row = QHBoxLayout(body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._strip = _Strip()
        self._strip.setFrameShape(QFrame.Shape.NoFrame)
        self._strip.setWidgetResizable(True)
        self._strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._strip.setWidget(body)
        body.needing.connect(self._keep_height)
        self._lay_out()
        workspace.brushed.connect(self._show_brushed)
        workspace.hovered.connect(self._show_hovered)
        workspace.refreshed.connect(self._take_changes)

    def _lay_out(self) -> None:
        tools = QVBoxLayout()
        tools.setContentsMargins(GRID, GRID, GRID, GRID)
        tools.setSpacing(0)
        tools.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        tools.addWidget(self.modes, 0, Qt.AlignmentFlag.AlignRight)
        tools.addStretch(1)
        policy = self.modes.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.modes.setSizePolicy(policy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 0)  # the edge above the strip
        layout.setSpacing(0)
        layout.addWidget(self._strip, 1)
        layout.addLayout(tools)
        self._show_height()

    def furnish(self) -> Iterator[None]:
        """Put the cards in, one a step."""
        yield from make_classes()
        for spec in charts.discover():
            self._add_card(spec)
            yield
        self._stand_in_order(self._workspace.state.tab)
        self._show_height()

    def _add_card(self, spec: ChartSpec) -> None:
        card = ChartCard(self._theme)
        card.setUpdatesEnabled(False)  # till all of them are there
        card.set_compact(not self.is_open)
        card.picked.connect(partial(self._pick, spec))
        card.moving.connect(partial(self._move, spec))
        card.grasped.connect(partial(self.take_up, spec.key))
        card.cleared.connect(partial(self._clear, spec))
        card.hovered.connect(self._workspace.hovered)
        card.menu_wanted.connect(partial(self._show_menu, card))
        card.opening.connect(partial(self.open_to, spec.chart_id))
        self._row.addWidget(card, 1)
        self.cards.append((spec, card))

    def _stand_in_order(self, tab: str) -> None:
        """Put the charts that matter to a tab first, for the eye and for the Tab key."""
        cards = {spec.chart_id: card for spec, card in self.cards}
        specs = ordered_for([spec for spec, _ in self.cards], tab)
        order = [spec.chart_id for spec in specs]
        if order == self._order or not order:
            return
        self._order = order
        before: QWidget | None = None
        for at, name in enumerate(order):
            card = cards[name]
            self._row.insertWidget(at, card, 1)
            for stop in card.tab_stops():
                if before is not None:
                    QWidget.setTabOrder(before, stop)
                before = stop
        self.setFocusProxy(cards[order[0]].plot)  # where the keyboard enters the panel
        self._strip.horizontalScrollBar().setValue(0)

    @Slot()
    def keep_least_height(self) -> None:
        """Never be lower than the cards allow; from when the window is ready, which nothing may put off."""
        self._keeps_height = True
        self._keep_height()

    def uncover(self) -> Iterator[None]:
        """Let the cards be painted; those of a large library one a step, as they are drawn."""
        for _, card in self.cards:
            card.setUpdatesEnabled(True)
            if self._workspace.is_large:
                yield

    # -- strip and cards ------------------------------------------------------------------------

    def toggle(self) -> None:
        """Open the strip to cards, or fold them."""
        self.set_open(not self.is_open)

    def open_to(self, chart_id: str) -> None:
        """Open the cards, with a chart in sight that has the keyboard."""
        self.set_open(True)
        card = next(card for spec, card in self.cards if spec.chart_id == chart_id)
        card.plot.setFocus(Qt.FocusReason.OtherFocusReason)
        self._strip.ensureWidgetVisible(card)

    def set_open(self, is_open: bool) -> None:
        """Show full cards, or the strip; a later window shows the same."""
        if is_open == self.is_open:
            return
        self.is_open = is_open
        remember_charts(is_open)
        for _, card in self.cards:
            card.set_compact(not is_open)
        self._show_height()
        self.opened.emit(is_open)

    def _show_height(self) -> None:
        """Take the height, the widths and the words of the strip or of the cards."""
        is_open, letters = self.is_open, self.fontMetrics().averageCharWidth()
        words = (
            tr("Fold the charts to a strip (Shift+F8)")
            if is_open
            else tr("Open the charts: legends, sources, tables (Shift+F8)")
        )
        self._fold.setToolTip(plain_tip(words))
        self._fold.setAccessibleName(words)
        size = max(16, self.fontMetrics().height())
        self._fold.setIconSize(QSize(size, size))
        self._fold.setIcon(
            icon("fold-charts" if is_open else "open-charts", self._theme, size=size)
        )
        set_style_name(self, "" if is_open else "chartstrip")
        self._row.setSpacing(2 * GRID if is_open else 0)
        self._row.setContentsMargins(*((2 * GRID, 0, GRID, GRID) if is_open else (0, 0, 0, 0)))
        for _, card in self.cards:
            card.setMinimumWidth(letters * (_CARD_WIDTH if is_open else _CELL_WIDTH))
        self._show_modes()
        if is_open:
            self.setMaximumHeight(_NO_LIMIT)
            self.setMinimumHeight(0)
            self._keep_height()
        else:
            self._strip.setMinimumHeight(0)
            self._fit_strip()
        self.updateGeometry()

    def _fit_strip(self) -> None:
        """Exactly as high as the small charts, with a scroll bar where they go on beyond the edge."""
        if not self.is_open:
            self.setFixedHeight(self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_strip()

    def _keep_height(self) -> None:
        self._fit_strip()
        if self._keeps_height and self.is_open:
            bar = self._strip.horizontalScrollBar().sizeHint().height()
            high = self._body.minimumSizeHint().height() + bar + GRID
            if high != self._strip.minimumHeight():
                self._strip.setMinimumHeight(high)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        if self.is_open:
            most = round(self.window().height() * _LARGEST_SHARE)
            return QSize(800, min(line * _CARD_LINES, most))
        tools = self._fold.sizeHint().height() + self.modes.sizeHint().height() + 2 * GRID
        is_wider = self._body.minimumSizeHint().width() > self._strip.width()
        bar = self._strip.horizontalScrollBar().sizeHint().height() if is_wider else 0
        return QSize(800, max(strip_height(line) + bar, tools))

    def _show_modes(self) -> None:
        """The ways of combining stand where somebody is at the charts, or has chosen another way."""
        state = self._workspace.state
        brushed = any(spec.key and state.filter.get(spec.key) for spec, _ in self.cards)
        here = self.is_open or self.underMouse() or self.isAncestorOf(self.window().focusWidget())
        self.modes.setVisible(here or brushed or state.mode is not Mode.REPLACE)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_modes()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_modes()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_height()

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Show what passes the filter, each chart leaving out its own constraint."""
        self.modes.show_mode(state.mode)
        self._stand_in_order(state.tab)
        self._show_modes()
        answers = self._workspace.answers
        if answers is None or answers.filter == self._shown:
            return
        # Where a filter is still being answered, the one before is shown until then.
        state = state.narrowed(answers.filter)
        self._shown = state.filter
        if self._whole is None or self._whole.index is not answers.index:
            self._whole = Answers(answers.index, Filter())
        work = partial(_count, [spec for spec, _ in self.cards], answers, self._whole)
        self._workspace.later("charts", work, partial(self._draw, state))

    def _draw(self, state: LinkState, found: _Found) -> None:
        """Draw all charts; those of a large library one a turn, since a person may be typing."""
        self._found = found
        at_once = not self._workspace.is_large
        self._drawn = take(self._drawing(state), self, self._drawn, at_once=at_once)

    def _drawing(self, state: LinkState) -> Iterator[None]:
        for spec, card in self.cards:
            counts, whole, n = self._found.get(spec.chart_id, (None, None, None))
            card.show_data(spec.draw(counts, self._scene(state, whole, n)))
            yield
        self._workspace.make_brushes_ready(
            {spec.key: self._edges_of(spec.key) for spec, _ in self.cards if spec.key}
        )

    def _scene(self, state: LinkState, whole: Counts | None, n: Count | None) -> Scene:
        return Scene(self._theme, state, self._workspace.reader, whole, n, self.values.chosen)

    def _show_brushed(self, brushed: Brushed | None) -> None:
        """A brush is moving: all charts but those that it belongs to follow it; None: it was given up."""
        if not self.isVisible() or self._shown is None:
            return
        if brushed is None:
            self._redraw()
            return
        stroke = brushed.constraint
        state = self._workspace.state
        state = state.narrowed(state.filter.with_constraint(stroke))
        for spec, card in self.cards:
            counts, whole, n = self._found.get(spec.chart_id, (None, None, None))
            own, live = spec.key == stroke.key, counts
            if spec.measure is not None and not own:
                live, everyone = (brushed.count(m) for m in (spec.measure, spec.measure.total()))
                n = everyone.total() if everyone is not None else n
            if live is not None or (own and spec.measure is None):
                card.show_live(spec.draw(live, self._scene(state, whole, n)))

    def _show_hovered(self, record_id: str | None) -> None:
        """Outline the bars that a record stands in."""
        answers = self._workspace.answers
        at = answers.index.position.get(record_id) if answers and record_id else None
        for spec, card in self.cards:
            keys: tuple[str, ...] = ()
            if card.data is not None and card.data.records:
                pairs = zip(card.data.keys, card.data.records, strict=True)
                keys = tuple(key for key, of in pairs if record_id is not None and of == record_id)
            elif at is not None and answers is not None and spec.measure is not None:
                cells = answers.index.cells(spec.measure)
                found = cells.maybe.cells[_rows_of(cells.maybe.records, at)]
                keys = tuple({cells.keys[cell][spec.axis] for cell in found.tolist()})
            card.mark(keys)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for _, card in self.cards:
            card.restyle(theme)
        self._show_height()
        self._shown = None
        self.show_state(self._workspace.state)

    # -- answering ------------------------------------------------------------------------------

    def _pick(self, spec: ChartSpec, stroke: Stroke) -> None:
        """Keys were chosen: open the record they stand for, or combine what they ask for."""
        card = next(card for one, card in self.cards if one is spec)
        if card.data is not None and card.data.records and stroke.click and len(stroke.keys) == 1:
            record = card.data.records[card.data.keys.index(stroke.keys[-1])]
            if record is not None:
                self._workspace.go(record)
            return
        constraint = spec.pick(stroke.keys)
        if constraint is None:
            self._redraw()
        elif stroke.click and self._workspace.state.filter.get(spec.key) == constraint:
            self._workspace.widen(spec.key)
        else:
            self._workspace.narrow(constraint, stroke.mode)
            if self._workspace.state.filter == self._shown:
                self._redraw()

    def _move(self, spec: ChartSpec, stroke: Stroke | None) -> None:
        constraint = spec.pick(stroke.keys) if stroke is not None else None
        if constraint is not None and stroke is not None:
            self._workspace.brush(constraint, stroke.mode)
        elif stroke is None:
            self._workspace.leave_brush()

    def _take_changes(self, _changes: ChangeSet) -> None:
        """The library has changed: draw anew, at once where a person sees it."""
        self._shown = None
        if self.isVisible():
            self.show_state(self._workspace.state)

    def _redraw(self) -> None:
        """A brush was called off, or another value is wanted: show the state again."""
        self._shown = None
        self.show_state(self._workspace.state)

    def take_up(self, key: str) -> None:
        """Make ready for a brush on the charts of a key."""
        if key:
            self._workspace.prepare_brush(key, self._edges_of(key))

    def _edges_of(self, key: str) -> NDArray[np.int64] | None:
        """The days at which a brush over any chart of years, or what is brushed already, may end."""
        if key != _PERIOD:
            return None
        days = {
            day
            for period, _ in periods(self._workspace.state.filter.get(_PERIOD))
            for day in (period.first, period.last + 1)
        }
        for spec, card in self.cards:
            if spec.key == _PERIOD and spec.measure is not None and card.data is not None:
                days.update(year_edges(card.data.keys))
        return np.array(sorted(days), dtype=np.int64)

    def _clear(self, spec: ChartSpec) -> None:
        if spec.key and self._workspace.state.filter.get(spec.key) is not None:
            self._workspace.widen(spec.key)

    def _show_menu(self, card: ChartCard, at: QPoint) -> None:
        from spexplorer.ui.drawing.chart_tools import ChartTools, chart_menu

        if card.data is not None:
            tell = self.told.emit
            menu = chart_menu(ChartTools(self._workspace, card.data, self._theme, card, tell))
            self.values.offer(menu, card.data.alternatives)
            menu.popup(at)


def _count(specs: list[ChartSpec], answers: Answers, whole: Answers) -> _Found:
    """The counts of all charts; on a worker thread where the library is large."""
    found: _Found = {}
    for spec in specs:
        if spec.measure is not None:
            everyone = answers.count(spec.measure.total(), spec.key)
            found[spec.chart_id] = (
                answers.count(spec.measure, spec.key),
                whole.count(spec.measure),
                everyone.total(),
            )
    return found


def _rows_of(records: NDArray[np.int32], at: int) -> slice:
    """Where a record stands in records that ascend."""
    return slice(*np.searchsorted(records, [at, at + 1]).tolist())
