"""The groups of a form: a heading that folds, and fields in one column or two."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from spexplorer.domain.fields import Shape
from spexplorer.readings.forms.layout import repeats_rows
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from spexplorer.domain.fields import Field
    from spexplorer.readings.forms.layout import FormField, FormSection
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


@guarded
class FormPage(QWidget):
    """The groups of a form. The first paint waits for those in sight alone; the others follow it."""

    def __init__(
        self,
        sections: Callable[[], Sequence[FormSection]],
        row: Callable[[Field, float], FieldRow],
    ) -> None:
        """`sections` gives the groups as they are now; `row` the row of a field, for some lines of text."""
        super().__init__()
        self._sections, self._row = sections, row
        self._boxes: dict[str, SectionBox] = {}
        self._rows: dict[str, FieldRow] = {}
        self._further: Turns | None = None
        self._is_whole = False
        self.setObjectName("formpage")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 3 * GRID, 2 * GRID)
        self._column.setSpacing(4 * GRID)
        self._column.addStretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_whole and self._further is None:
            self._further = Turns(self._make_further(), self)

    def _make_further(self) -> Iterator[None]:
        """Make what the first paint did not wait for, a group or the rows of a field a turn."""
        for groups in range(1, len(self._sections()) + 1):
            yield
            self._show(inf, groups)
            for row in list(self._rows.values()):
                if row.is_waiting:
                    yield
                    row.make_waiting()
        self._is_whole = True

    def complete(self) -> None:
        """Make all groups that are not there yet."""
        if not self._is_whole:
            self.lay_out()

    def unfold(self) -> None:
        """Unfold all groups."""
        for box in self._boxes.values():
            box.unfold()

    def lay_out(self, room: float = inf) -> None:
        """Put the fields into their groups: those that have room in some lines of text."""
        self._is_whole = room == inf
        self._show(room)

    def _show(self, room: float, groups: int | None = None) -> None:
        """Show the first groups; a folded one makes no fields."""
        for section in self._sections()[:groups]:
            if room <= 0:
                break
            box = self._boxes.get(section.key)
            if box is None:
                box = SectionBox(section.title, starts_folded=section.starts_folded)
                box.turned.connect(self.lay_out)
                self._boxes[section.key] = box
                self._column.insertWidget(self._column.count() - 1, box)
            if box.is_folded:
                continue
            rows: list[FieldRow] = []
            for field in section.fields:
                if room > 0:
                    rows.append(self._row(field, room))
                    room -= rows[-1].lines
            box.show_rows(rows)
            for row in rows:  # a group of one field is headed by its name
                self._rows[row.name] = row
                is_only = len(section.fields) == 1 and row.wanted.label == section.title
                row.label.setVisible(not is_only)
