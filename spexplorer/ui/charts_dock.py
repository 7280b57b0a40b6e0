"""The linked charts side by side at the foot of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from spexplorer.ui import chart as charts
from spexplorer.ui.chart import ChartSpec
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.widgets.chart_card import ChartCard

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_LINES = 19
_LARGEST_SHARE = 0.31
_NARROWEST = 34
"""A card is never narrower than so many letters; more cards than fit are scrolled to."""


class _Row(QWidget):
    """The cards side by side: as high as the dock, never higher than their words need."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1


class LinkedCharts(QScrollArea):
    """One card a chart. A click or brush narrows the filter; every chart shows what is left."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._shown: Filter | None = None
        self._cards: list[tuple[ChartSpec, ChartCard]] = []
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Linked charts"))
        body = _Row()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(GRID, 0, GRID, GRID)
        layout.setSpacing(2 * GRID)
        for spec in charts.discover():
            card = ChartCard(theme, ordered=spec.ordered)
            card.picked.connect(partial(self._pick, spec))
            layout.addWidget(card)
            self._cards.append((spec, card))
        self.setWidget(body)
        self._widen()

    def _widen(self) -> None:
        for _, card in self._cards:
            card.setMinimumWidth(self.fontMetrics().averageCharWidth() * _NARROWEST)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widen()

    def sizeHint(self) -> QSize:
        """High enough for a title, a legend, ten bars and a sentence, but never half the window."""
        wanted = self.fontMetrics().height() * _LINES
        return QSize(800, min(wanted, round(self.window().height() * _LARGEST_SHARE)))

    def show_state(self, state: LinkState) -> None:
        """Show what passes the filter, each chart leaving out its own constraint."""
        if self._workspace.index is None or state.filter == self._shown:
            return
        self._shown = state.filter
        for spec, card in self._cards:
            card.show_data(spec.data(self._workspace, self._theme, state))

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for _, card in self._cards:
            card.restyle(theme)
        self._shown = None
        self.show_state(self._workspace.state)

    def _pick(self, spec: ChartSpec, keys: list[str]) -> None:
        spec.pick(self._workspace, keys)
