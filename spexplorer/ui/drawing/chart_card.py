"""A chart with its words: title, summary, unit, source, and a table twin that can be walked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from spexplorer.ui.drawing.chart_picture import legend_entries
from spexplorer.ui.drawing.legend import Legend, legend_lines
from spexplorer.ui.drawing.plot import Plot
from spexplorer.ui.drawing.plot_frame import height_for_labels
from spexplorer.ui.style.icons import icon
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.labels import OneLine

if TYPE_CHECKING:
    from spexplorer.ui.drawing.chart import ChartData, Series
    from spexplorer.ui.drawing.chart_table import ChartTable
    from spexplorer.ui.drawing.rolling_chart import Rolling

_LINES_FOR_LEGEND = 9
_LINES_FOR_WORDS = 8
_LINES_FOR_SOURCE = 11
_LINES_FOR_MORE = 14
_LINES_OF_HEAD = 2.2
"""What the title with its buttons and the margins take."""
_LINES_OF_ALL = 5
"""Two of legend, two of words, one of source."""


class ChartCard(QFrame):
    """Shows a ChartData.

    `picked`, `moving`, `grasped`, `cleared` and `hovered` are those of its Plot; `menu_wanted` carries
    the place (on the screen) where the menu of the chart is asked for.
    """

    picked = Signal(object)
    moving = Signal(object)
    grasped = Signal()
    cleared = Signal()
    hovered = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.data: ChartData | None = None
        self._title = OneLine("title")
        self._as_table = self._button(tr("Show as a table"))
        self._as_table.setCheckable(True)
        self._as_table.toggled.connect(self._show_twin)
        self._more = self._button(tr("Copy, save, print or cite this chart"))
        self._more.setText("⋯")
        self._more.clicked.connect(self._ask_for_menu)
        self._legend = Legend(tr("Legend"), theme, most_lines=1)
        self._words = OneLine("muted", lines=2)
        self._source = OneLine("muted")
        self.plot = Plot(theme)
        for signal, own in (
            (self.plot.picked, self.picked),
            (self.plot.moving, self.moving),
            (self.plot.grasped, self.grasped),
            (self.plot.cleared, self.cleared),
            (self.plot.hovered, self.hovered),
        ):
            signal.connect(own)
        self.plot.pointed.connect(self._show_pointed)
        self.table: ChartTable | None = None
        self._rolling: Rolling | None = None
        self._lay_out()
        self.restyle(theme)

    @staticmethod
    def _button(words: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._title, 1)
        top.addWidget(self._as_table)
        top.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        layout.addWidget(self._legend)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self._words)
        layout.addWidget(self._source)

    # -- showing --------------------------------------------------------------------------------

    def show_data(self, data: ChartData) -> None:
        """Show a chart; an equal one costs nothing."""
        if data == self.data:
            self.plot.draw(data)  # a brush may have moved what is drawn
            self._words.show_fleeting("")
            return
        alike = self.data is not None and data.shaped_like(self.data)
        self.data = data
        self._title.setText(data.title)
        self._words.show_fleeting("")
        self._words.setText(_footer(data))
        if not alike:
            self._legend.show_entries(legend_entries(data.series))
            source = tr("Source: {source}", source=data.source) if data.source else ""
            self._source.setText(source)
            self._make_room()
        about = _about(data)
        for label in (self._title, self._legend, self._words, self._source):
            label.setToolTip(about)
        self.plot.setAccessibleName(f"{data.title}. {data.summary}. {data.provenance}")
        self.plot.draw(data)
        if self.table is not None and self._as_table.isChecked():
            self.table.show_data(data)

    def show_live(self, data: ChartData) -> None:
        """Show what a moving brush leaves: bars, n and summary; all else follows when it rests."""
        if self._as_table.isChecked():
            self.show_data(data)
        else:
            self.plot.change(data)
            self._words.show_fleeting(_footer(data))

    def mark(self, keys: tuple[str, ...]) -> None:
        """Outline the keys that the hovered record stands under."""
        self.plot.mark(keys)

    def _show_pointed(self, words: str) -> None:
        self._words.setText(words or (_footer(self.data) if self.data is not None else ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Title and drawing: what is said about it gives way."""
        hint = super().minimumSizeHint()
        shown = [part for part in (self._legend, self._words, self._source) if not part.isHidden()]
        said = sum(part.minimumSizeHint().height() + self._gap() for part in shown)
        return QSize(hint.width(), hint.height() - said)

    def _gap(self) -> int:
        layout = self.layout()
        return layout.spacing() if layout is not None else 0

    def _make_room(self) -> None:
        """In a low card the drawing comes first; what has no room stands in the tool tip too."""
        line = max(1, self.fontMetrics().height())
        lines = self.height() / line
        several = self.data is not None and len(self.data.series) > 1
        # The head of the table names the series too, and its rows can do with the room.
        drawn = not self._as_table.isChecked()
        # Bars that lie want a line each for their labels, before anything is said below them.
        lying = height_for_labels(self.data, self.fontMetrics()) if self.data is not None else 0
        spare = (self.height() - lying) / line - _LINES_OF_HEAD if lying and drawn else lines
        # However many lines a card is high by its text: its buttons and margins do not grow with that.
        left = (self.height() - self.minimumSizeHint().height()) // (line + self._gap())
        with_legend = drawn and several and lines >= _LINES_FOR_LEGEND and spare >= 1 and left >= 2
        self._legend.setVisible(with_legend)
        inner = self.width() - 5 * GRID
        roomy = lines >= _LINES_FOR_MORE and spare >= _LINES_OF_ALL
        metrics = QFontMetricsF(self.font())
        several_lines = legend_lines(self._legend.entries, inner, metrics) > 1
        self._legend.set_most_lines(2 if roomy and several_lines else 1)
        self._words.setVisible(lines >= _LINES_FOR_WORDS and spare >= 1 + several and left >= 1)
        self._words.take_lines(2 if roomy else 1)
        has_line = left >= 2 + with_legend
        self._source.setVisible(lines >= _LINES_FOR_SOURCE and spare >= 2 + several and has_line)
        if lying and drawn:
            self._roll(lying, needed=spare < 0)

    def _roll(self, height: int, *, needed: bool) -> None:
        """Keep a height (pixels) for the labels, scrolled once the card is too low for them."""
        if needed and self._rolling is None:
            from spexplorer.ui.drawing.rolling_chart import Rolling

            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            at = layout.indexOf(self.plot)
            self._rolling = Rolling(self.plot)
            layout.insertWidget(at, self._rolling, 1)
        if self._rolling is not None:
            self.plot.setMinimumHeight(height)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        size = max(16, self.fontMetrics().height())
        self._as_table.setIconSize(QSize(size, size))
        self._as_table.setIcon(icon("table", theme, "muted", size=size))
        self._legend.restyle(theme)
        self.plot.restyle(theme)

    # -- the twin and the menu ------------------------------------------------------------------

    def _show_twin(self, on: bool) -> None:
        if on and self.table is None:
            self.table = self._made_table()
        if self.table is None:
            return
        if on and self.data is not None:
            self.table.show_data(self.data)
        (self._rolling or self.plot).setVisible(not on)
        self.table.setVisible(on)
        self._make_room()
        (self.table if on else self.plot).setFocus()

    def _made_table(self) -> ChartTable:
        """The twin, made when it is first asked for."""
        from spexplorer.ui.drawing.chart_table import ChartTable

        table = ChartTable(self)
        table.picked.connect(self.picked)
        table.cleared.connect(self.cleared)
        table.hovered.connect(self.hovered)
        table.copied.connect(self._copy)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self._rolling or self.plot) + 1, table, 1)
        return table

    def _copy(self) -> None:
        from spexplorer.ui.drawing.chart_tools import copy_data

        if self.data is not None:
            copy_data(self.data)

    def _ask_for_menu(self) -> None:
        self.menu_wanted.emit(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button and the menu key open the menu of the chart."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(
            self._more.mapToGlobal(QPoint(0, self._more.height())) if by_key else event.globalPos()
        )
        event.accept()


def _footer(data: ChartData) -> str:
    """How many, and what the chart says in a sentence."""
    total = ", ".join(filter(None, (data.unit, data.total)))
    return " · ".join(filter(None, (total, data.summary)))


def _about(data: ChartData) -> str:
    """Everything a chart says of itself, for the tool tip of its title."""
    about = tr("{source}. Unit: {unit}", source=data.provenance, unit=data.unit)
    return f"<p>{escape(_footer(data))}</p><p>{legend_of(data)}</p><p>{escape(about)}</p>"


def legend_of(data: ChartData) -> str:
    """The series in their colours: a full square for bars, an open one for what is only possible."""
    return " &nbsp; ".join(
        f'<span style="color: {series.colour.name()}">{_mark_of(series)}</span>&nbsp;'
        f"{escape(series.name)}"
        for series in data.series
    )


def _mark_of(series: Series) -> str:
    """The sign of a series, so that it is told apart by more than its colour."""
    if series.line:
        return "┄" if series.faint else "●"
    return "▨" if series.faint else "■"
