"""A chart with its words: title, summary, unit, source, and a table twin that can be walked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme, icon
from spexplorer.ui.widgets.plot import Plot

if TYPE_CHECKING:
    from spexplorer.ui.chart import ChartData


_LINES_FOR_LEGEND = 13
_LINES_FOR_WORDS = 9


class ChartCard(QFrame):
    """Shows a ChartData. `picked` carries the keys a person clicked or brushed."""

    picked = Signal(object)

    def __init__(self, theme: Theme, *, ordered: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._ordered = ordered
        self._data: ChartData | None = None
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._as_table = QToolButton()
        self._as_table.setCheckable(True)
        self._as_table.setText(tr("Table"))
        self._as_table.setToolTip(tr("Show as a table"))
        self._as_table.setAccessibleName(tr("Show as a table"))
        self._as_table.toggled.connect(self._show_twin)
        self._words = QLabel()
        self._words.setObjectName("muted")
        self._words.setWordWrap(True)
        self._legend = QLabel()
        self._legend.setObjectName("muted")
        self._legend.setWordWrap(True)
        self.plot = Plot(theme, ordered=ordered)
        self.plot.picked.connect(self.picked)
        self.plot.pointed.connect(self._words.setText)
        self._twin: QTableWidget | None = None
        self._lay_out()
        self.restyle(theme)

    @property
    def _table(self) -> QTableWidget:
        """The twin, made when it is first asked for."""
        if self._twin is None:
            self._twin = self._made_table()
            self._stack.addWidget(self._twin)
        return self._twin

    def _made_table(self) -> QTableWidget:
        table = QTableWidget()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.itemActivated.connect(self._pick_rows)
        copy = QShortcut(QKeySequence.StandardKey.Copy, table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy_table)
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._as_table)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.plot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        layout.addWidget(self._legend)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._words)

    def show_data(self, data: ChartData) -> None:
        """Show a chart; an equal one costs nothing."""
        if data == self._data:
            return
        self._data = data
        self._title.setText(data.title)
        about = tr("{source}. Unit: {unit}", source=data.source, unit=data.unit)
        self._title.setToolTip(
            f"<p>{escape(data.summary)}</p><p>{legend_of(data)}</p><p>{escape(about)}</p>"
        )
        self._words.setText(data.summary)
        self._legend.setText(legend_of(data))
        self._make_room()
        self.plot.setAccessibleName(f"{data.title}. {data.summary}. {data.source}")
        self.plot.setToolTip("")
        self.plot.draw(data)
        if self._as_table.isChecked():
            self._fill_table(data)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a low card the drawing comes first; the legend and the sentence stand in the tool tip too."""
        lines = self.height() / max(1, self.fontMetrics().height())
        several = self._data is not None and len(self._data.series) > 1
        self._legend.setVisible(several and lines >= _LINES_FOR_LEGEND)
        self._words.setVisible(lines >= _LINES_FOR_WORDS)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._as_table.setIcon(icon("table", theme, "muted"))
        self.plot.restyle(theme)

    def _show_twin(self, on: bool) -> None:
        if on and self._data is not None:
            self._fill_table(self._data)
        self._stack.setCurrentIndex(1 if on else 0)

    def _fill_table(self, data: ChartData) -> None:
        header, rows = data.table()
        self._table.setAccessibleName(tr("{title}, as a table", title=data.title))
        self._table.setColumnCount(len(header))
        self._table.setHorizontalHeaderLabels(header)
        self._table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self._table.setItem(at, column, item)
        self._table.resizeColumnsToContents()

    def _pick_rows(self) -> None:
        """Enter on selected rows picks as a click or brush does."""
        if self._data is None:
            return
        rows = sorted({index.row() for index in self._table.selectionModel().selectedRows()})
        keys = (
            self._data.keys[rows[0] : rows[-1] + 1]
            if self._ordered
            else [self._data.keys[rows[-1]]]
        )
        self.picked.emit(list(keys))

    def _copy_table(self) -> None:
        if self._data is not None:
            header, rows = self._data.table()
            QGuiApplication.clipboard().setText(
                "\n".join("\t".join(row) for row in [header, *rows])
            )


def legend_of(data: ChartData) -> str:
    """The series in their colours: a full square for bars, an open one for what is only possible."""
    marks = []
    for series in data.series:
        mark = ("┄" if series.faint else "●") if series.line else ("▨" if series.faint else "■")
        marks.append(
            f'<span style="color: {series.colour.name()}">{mark}</span>&nbsp;{escape(series.name)}'
        )
    return " &nbsp; ".join(marks)
