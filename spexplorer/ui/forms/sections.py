"""The groups of a form: a heading that folds, and fields in one column or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from spexplorer.domain.fields import Shape
from spexplorer.readings.forms.layout import repeats_rows
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from spexplorer.readings.forms.layout import FormField
    from spexplorer.ui.forms.fields import FieldRow

_COLUMN_LETTERS: Final = 30
"""Two fields stand side by side where each has so many letters of room."""


def takes_a_line(wanted: FormField) -> bool:
    """Whether a field needs the whole width: texts, rows, names."""
    field = wanted.field
    is_name = field.info.naming or field.name in ("measure", "container_title", "url")
    return wanted.is_long or repeats_rows(field) or is_name or field.shape is Shape.PART


@guarded
class SectionBox(QWidget):
    """One group. `folded` when it was folded or unfolded."""

    turned = Signal()

    def __init__(self, title: str, *, starts_folded: bool) -> None:
        super().__init__()
        self._title = title
        self.is_folded = starts_folded
        self._rows: list[FieldRow] = []
        self._columns = 0
        self.heading = QPushButton(self)
        self.heading.setObjectName("section")
        self.heading.setVisible(bool(title))
        self.heading.clicked.connect(self._turn)
        self._inner = QWidget(self)
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(2 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.heading)
        column.addWidget(self._inner)
        self._say()

    def _say(self) -> None:
        sign = "▸" if self.is_folded else "▾"
        self.heading.setText(f"{sign} {self._title}")
        state = tr("folded") if self.is_folded else tr("open")
        self.heading.setAccessibleName(tr("{title}, {state}", title=self._title, state=state))
        self._inner.setVisible(not self.is_folded)

    def _turn(self) -> None:
        self.unfold(not self.is_folded)

    def unfold(self, folded: bool = False) -> None:
        """Unfold the group, or fold it."""
        if folded != self.is_folded:
            self.is_folded = folded
            self._say()
            self.turned.emit()

    def show_rows(self, rows: Sequence[FieldRow]) -> None:
        """Show fields in their order."""
        if list(rows) == self._rows:
            return
        for row in self._rows:
            self._grid.removeWidget(row)
            if row not in rows:
                row.hide()
        self._rows = list(rows)
        self._columns = 0
        self._fit()

    def _fit(self) -> None:
        letters = self.fontMetrics().averageCharWidth()
        columns = 2 if self.width() >= 2 * _COLUMN_LETTERS * letters else 1
        if columns == self._columns:
            return
        self._columns = columns
        line, at = 0, 0
        for row in self._rows:
            if takes_a_line(row.wanted) or columns == 1:
                line += at  # a field that stands alone in its line leaves it
                at = 0
                self._grid.addWidget(row, line, 0, 1, columns)
                line += 1
            else:
                self._grid.addWidget(row, line, at, Qt.AlignmentFlag.AlignTop)
                line, at = (line + 1, 0) if at else (line, 1)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))
        for row in self._rows:
            row.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
