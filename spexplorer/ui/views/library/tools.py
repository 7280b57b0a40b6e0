"""The controls above the register: which kind, find, go to a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from spexplorer.readings.library.heading import NAMES
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.choices import Dropdown
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFocusEvent, QKeyEvent

_CLEARING = 7
"""Characters of room for the button that clears the field, and its edges."""
_EDGES = 5
_DIGITS = 12
"""More digits than any row number has are not read."""


@guarded
class FindField(QLineEdit):
    """`next_wanted` carries what is sought, `keep_wanted` what the library is to be narrowed to."""

    next_wanted = Signal(object)
    keep_wanted = Signal(object)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        words = self.text().strip()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if words:
                keep = event.modifiers() & Qt.KeyboardModifier.ControlModifier
                (self.keep_wanted if keep else self.next_wanted).emit(words)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


@guarded
class RowField(QLineEdit):
    """Says which row is current, and takes the number of another.

    `wanted` carries the place of a row (from 0), or None for a number that there is no row of.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0
        self._row: int | None = None
        self.setAccessibleName(tr("Go to row"))
        self.setToolTip(tr("Go to row (Ctrl+G): type its number, then Enter."))

    def show_row(self, row: int | None, rows: int) -> None:
        """Show which row is current; nothing is announced by this."""
        self._row, self.rows = row, rows
        self.setEnabled(rows > 0)
        self._write()

    def _write(self) -> None:
        number = "–" if self._row is None else f"{self._row + 1:,}"
        words = tr("Row {n} of {all}", n=number, all=f"{self.rows:,}")
        if self.text() != words:
            self.setText(words)
            self._measure()

    def _measure(self) -> None:
        """As wide as the longest it will say, so that it does not move while rows are walked."""
        metrics = self.fontMetrics()
        widest = tr("Row {n} of {all}", n=f"{self.rows:,}", all=f"{self.rows:,}")
        self.setFixedWidth(metrics.horizontalAdvance(widest) + metrics.averageCharWidth() * _EDGES)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            number = self._number()
            known = number is not None and 1 <= number <= self.rows
            self.wanted.emit(number - 1 if number is not None and known else None)
            self._write()
            self.selectAll()
        elif event.key() == Qt.Key.Key_Escape:
            self._write()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _number(self) -> int | None:
        """What was typed, “12” and “1,200” and also “Row 12 of 51”."""
        found = re.search(r"\d[\d,. ]*", self.text())
        digits = re.sub(r"\D", "", found[0]) if found else ""
        return int(digits[:_DIGITS]) if digits else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._write()


@guarded
class Tools(QWidget):
    """`kind_chosen` carries a kind, `row_wanted` the place of a row (from 0)."""

    kind_chosen = Signal(object)
    row_wanted = Signal(object)

    def __init__(self, counts: Mapping[str, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = Dropdown()
        self.kinds.setAccessibleName(tr("What is listed"))
        for kind in NAMES:
            self.kinds.addItem("", kind)
        self.show_counts(counts)
        self.kinds.activated.connect(self._choose_kind)
        self.field = FindField()
        self.field.setPlaceholderText(tr("Find in the register (Ctrl+F)"))
        self.field.setAccessibleName(tr("Find in the register"))
        self.field.setToolTip(
            tr("Enter goes to the next record found, in any script; Ctrl+Enter keeps only these.")
        )
        self.field.setClearButtonEnabled(True)
        self.row = RowField()
        self.row.wanted.connect(self._choose_row)
        self.said = PlainLabel()
        self.said.setObjectName("muted")
        flow = FlowLayout(self, 2 * GRID)
        for widget in (self.kinds, self.field, self.row, self.said):
            flow.addWidget(widget)
        self.measure()
        self.show_row(None, 0)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say beside each kind how many records it has."""
        for at, (kind, name) in enumerate(NAMES.items()):
            number = tr.number(counts.get(kind, 0))
            self.kinds.setItemText(at, tr("{kind} ({n})", kind=tr(name), n=number))

    def measure(self) -> None:
        """Take the width of the field from the text size."""
        metrics = self.fontMetrics()
        hint = metrics.horizontalAdvance(self.field.placeholderText())
        self.field.setMinimumWidth(hint + metrics.averageCharWidth() * _CLEARING)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.measure()

    def show_row(self, row: int | None, rows: int) -> None:
        """Show which row is current; nothing is announced by this."""
        self.row.show_row(row, rows)

    def say(self, words: str) -> None:
        """Say what came of something, beside the controls."""
        self.said.setText(words)
        self.said.setAccessibleName(words)

    def _choose_kind(self, at: int) -> None:
        self.kind_chosen.emit(self.kinds.itemData(at))

    def _choose_row(self, row: object) -> None:
        if row is None:
            self.say(tr("There are rows 1 to {n}; type a number.", n=f"{self.row.rows:,}"))
        else:
            self.say("")
            self.row_wanted.emit(row)
