"""A chart with its words: a small one in a strip, or a card with legend, summary, source and table twin."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.support.printable import on_screen, shortened
from spexplorer.ui.drawing.chart_picture import legend_entries
from spexplorer.ui.drawing.legend import Legend, legend_lines
from spexplorer.ui.drawing.plot import Plot
from spexplorer.ui.drawing.plot_frame import height_for_labels
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.icons import icon
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.labels import OneLine
from spexplorer.ui.widgets.layouts import set_style_name
from spexplorer.ui.widgets.text import markup_tip, plain_tip

if TYPE_CHECKING:
    from spexplorer.ui.drawing.chart import ChartData, Series
    from spexplorer.ui.drawing.chart_table import ChartTable

_LONGEST_NAME: Final = 200
"""Letters of the name of a series in a tool tip."""

_LINES_FOR_LEGEND: Final = 9
_LINES_FOR_WORDS: Final = 8
_LINES_FOR_SOURCE: Final = 11
_LINES_FOR_MORE: Final = 14
"""Heights of a card, in lines of text, from which on it has room for its words."""
_LINES_OF_HEAD: Final = 2.2
"""Height of the title with its buttons and of the margins."""
_LINES_OF_ALL: Final = 5
"""Two of legend, two of words, one of source."""


@guarded
class ChartCard(QFrame):
    """Shows a ChartData, compact (title and bars) or with all that is said of it.

    `picked`, `moving`, `grasped`, `cleared` and `hovered` are those of its Plot; `menu_wanted` carries
    the place (on the screen) where the menu of the chart is asked for; `opening` asks for the full card.
    """

    picked = Signal(object)
    moving = Signal(object)
    grasped = Signal()
    cleared = Signal()
    hovered = Signal(object)
    menu_wanted = Signal(object)
    opening = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        # All cards of a row are equally wide, whatever they show.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.data: ChartData | None = None
        self.is_compact = False
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
            (self.plot.opening, self.opening),
        ):
            signal.connect(own)
        self.plot.pointed.connect(self._show_pointed)
        self.plot.looked_at.connect(self._show_looked_at)
        self.table: ChartTable | None = None
        self._scrolled: _ScrolledPlot | None = None
        self._lay_out()
        self.restyle(theme)

    @staticmethod
    def _button(words: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(plain_tip(words))
        button.setAccessibleName(words)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._title, 1)
        top.addWidget(self._as_table)
        top.addWidget(self._more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._column.setSpacing(GRID // 2)
        self._column.addLayout(top)
        self._column.addWidget(self._legend)
        self._column.addWidget(self.plot, 1)
        self._column.addWidget(self._words)
        self._column.addWidget(self._source)

    def set_compact(self, compact: bool) -> None:
        """Whether it is a cell of a strip: its title and small bars."""
        if compact == self.is_compact:
            return
        self.is_compact = compact
        self._as_table.setChecked(False)
        for button in (self._as_table, self._more):
            button.setVisible(not compact)
        for part in (self._legend, self._words, self._source):
            part.setVisible(False)
        self._title.show_fleeting("")
        self.plot.set_compact(compact)
        set_style_name(self, "chartcell" if compact else "card")
        self._make_room()

    def tab_stops(self) -> tuple[QWidget, ...]:
        """What the Tab key comes to, in its order."""
        return self._as_table, self._more, self.plot

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
            label.setToolTip(markup_tip(about))
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
        """Say what the keyboard is at: below the chart, or where a strip has its title."""
        if self.is_compact:
            self._title.show_fleeting(words)
        else:
            self._words.setText(words or (_footer(self.data) if self.data is not None else ""))

    def _show_looked_at(self, words: str) -> None:
        if self.is_compact:
            self._title.show_fleeting(words)

    # -- room -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Title and drawing: what is said about it gives way."""
        hint = super().minimumSizeHint()
        shown = [part for part in (self._legend, self._words, self._source) if not part.isHidden()]
        said = sum(part.minimumSizeHint().height() + self._column.spacing() for part in shown)
        return QSize(hint.width(), hint.height() - said)

    def _make_room(self) -> None:
        """In a low card the drawing comes first; what has no room stands in the tool tip too."""
        if self.is_compact:
            self._unscroll()
            return
        line = max(1, self.fontMetrics().height())
        lines = self.height() / line
        several = bool(self._legend.entries)
        # The head of the table names the series too, and its rows can do with the room.
        drawn = not self._as_table.isChecked()
        # Bars that lie want a line each for their labels, before anything is said below them.
        lying = height_for_labels(self.data, self.fontMetrics()) if self.data is not None else 0
        spare = (self.height() - lying) / line - _LINES_OF_HEAD if lying and drawn else lines
        # However many lines a card is high by its text: its buttons and margins do not grow with that.
        gap = self._column.spacing()
        left = (self.height() - self.minimumSizeHint().height()) // (line + gap)
        with_legend = drawn and several and lines >= _LINES_FOR_LEGEND and spare >= 1 and left >= 2
        self._legend.setVisible(with_legend)
        roomy = lines >= _LINES_FOR_MORE and spare >= _LINES_OF_ALL
        inner, metrics = self.width() - 5 * GRID, QFontMetricsF(self.font())
        two_lines = roomy and legend_lines(self._legend.entries, inner, metrics) > 1
        self._legend.set_most_lines(2 if two_lines else 1)
        self._words.setVisible(lines >= _LINES_FOR_WORDS and spare >= 1 + several and left >= 1)
        self._words.take_lines(2 if roomy else 1)
        has_line = left >= 2 + with_legend
        self._source.setVisible(lines >= _LINES_FOR_SOURCE and spare >= 2 + several and has_line)
        if lying and drawn:
            self._scroll(lying, needed=spare < 0)

    def _scroll(self, height: int, *, needed: bool) -> None:
        """Keep a height (pixels) for the labels, scrolled once the card is too low for them."""
        if needed and self._scrolled is None:
            at = self._column.indexOf(self.plot)
            self._scrolled = _ScrolledPlot(self.plot)
            self._column.insertWidget(at, self._scrolled, 1)
        if self._scrolled is not None:
            self.plot.setMinimumHeight(height)

    def _unscroll(self) -> None:
        """Put a plot that was scrolled back into the card, as low as the strip has it."""
        if self._scrolled is None:
            return
        at = self._column.indexOf(self._scrolled)
        self._scrolled.takeWidget()
        self._column.removeWidget(self._scrolled)
        self._column.insertWidget(at, self.plot, 1)
        self._scrolled.hide()
        self._scrolled.deleteLater()
        self._scrolled = None
        self.plot.set_least_size()
        self.plot.show()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        size = max(16, self.fontMetrics().height())
        self._as_table.setIconSize(QSize(size, size))
        self._as_table.setIcon(icon("table", theme, "muted", size=size))
        for button in (self._as_table, self._more):
            button.setFixedWidth(size + 3 * GRID)
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
        (self._scrolled or self.plot).setVisible(not on)
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
        self._column.insertWidget(self._column.indexOf(self._scrolled or self.plot) + 1, table, 1)
        return table

    def _copy(self) -> None:
        from spexplorer.ui.drawing.chart_tools import copy_data

        if self.data is not None:
            copy_data(self.data)

    def _ask_for_menu(self) -> None:
        self.menu_wanted.emit(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button and the menu key open the menu of the chart."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            corner = self.plot if self._more.isHidden() else self._more
            self.menu_wanted.emit(corner.mapToGlobal(QPoint(0, corner.height())))
        else:
            self.menu_wanted.emit(event.globalPos())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opening.emit()
        event.accept()


class _ScrolledPlot(QScrollArea):
    """Holds a plot as high as its labels ask for; follows the bar that the keyboard is at."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setMinimumHeight(plot.minimumHeight())  # as low as a chart that is not scrolled
        self.setWidget(plot)
        plot.show()  # it was hidden as it left the card
        plot.pointed.connect(self._follow)

    def _follow(self, words: str) -> None:
        at = self._plot.walked_to()
        if words and at is not None:
            margin = round(self._plot.pixels_per_key()) + 3 * GRID
            self.ensureVisible(0, round(at.y()), 0, margin)


def _footer(data: ChartData) -> str:
    """How many, and what the chart says in a sentence."""
    total = ", ".join(filter(None, (data.unit, data.total)))
    return " · ".join(filter(None, (total, data.summary)))


def _about(data: ChartData) -> str:
    """Everything a chart says of itself, for the tool tip of its title."""
    about = tr("{source}. Unit: {unit}", source=on_screen(data.provenance), unit=data.unit)
    return (
        f"<p>{escape(on_screen(_footer(data)))}</p><p>{legend_of(data)}</p><p>{escape(about)}</p>"
    )


def legend_of(data: ChartData) -> str:
    """The series in their colours: a full square for bars, an open one for what is only possible."""
    return " &nbsp; ".join(
        f'<span style="color: {series.colour.name()}">{_mark_of(series)}</span>&nbsp;'
        f"{escape(shortened(series.name, _LONGEST_NAME))}"
        for series in data.series
    )


def _mark_of(series: Series) -> str:
    """The sign of a series, so that it is told apart by more than its colour."""
    if series.line:
        return "┄" if series.faint else "●"
    return "▨" if series.faint else "■"
