"""Records side by side, field by field: which one is kept, and whose values it takes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.operations.duplicates.resolving import BOTH
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.panes import scrolling
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from spexplorer.readings.duplicates import FieldChoice, SideBySide

_COLUMN_LETTERS: Final = 26
_MOST_COLUMNS: Final = 8
"""Records that stand side by side; what is chosen among them holds for a group of more."""
_LONGEST: Final = 400
"""Letters of a value that are shown; the whole is in its tool tip."""


@guarded
class ChoiceCell(QWidget):
    """A radio button whose words wrap; a click on them chooses as well."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setAccessibleName(name)
        self.words = PlainLabel(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")
        self.words.setWordWrap(True)
        self.words.setToolTip(plain_tip(words))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.words)
        self._column.addStretch(1)
        line.addLayout(self._column, 1)

    def say_more(self, words: str) -> None:
        """Say something less important below the words."""
        more = PlainLabel(words)
        more.setObjectName("muted")
        more.setWordWrap(True)
        self._column.insertWidget(1, more)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by a click on the words."""
        self.button.setFocus(Qt.FocusReason.MouseFocusReason)
        self.button.click()
        event.accept()


class MergeGrid(QWidget):
    """`shown` carries the id of a record that a person wants to look at."""

    shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._sides: SideBySide | None = None
        self._keep = QButtonGroup(self)
        self._groups: dict[str, QButtonGroup] = {}
        self.only_differing = QCheckBox(tr("Show &only what differs"))
        self.only_differing.setChecked(True)
        self.only_differing.toggled.connect(self._fill)
        self._inside = QWidget()
        self._area = scrolling(self._inside)
        self._area.setCornerWidget(QWidget())
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.more = self._label("", "muted")
        column.addWidget(self._area, 1)
        column.addWidget(self.more)
        column.addWidget(self.only_differing)

    def show_records(self, sides: SideBySide | None) -> None:
        """Show the records of a group; the best one is marked to be kept."""
        self._sides = sides
        self._fill()

    @property
    def keep(self) -> int:
        """The place of the record that is kept."""
        return max(0, self._keep.checkedId())

    def keep_record(self, place: int) -> None:
        """Mark the record that is to be kept."""
        if (button := self._keep.button(place)) is not None:
            button.setChecked(True)

    def choices(self) -> dict[str, int]:
        """What was chosen, by field: the place of a record, or BOTH."""
        found = {}
        for key, group in self._groups.items():
            checked = group.checkedButton()
            if checked is not None:
                found[key] = int(checked.property("choice"))
        return found

    def choose(self, key: str, choice: int) -> None:
        """Choose the value of a record for a field, or BOTH."""
        for button in self._groups[key].buttons():
            if button.property("choice") == choice:
                button.setChecked(True)

    def _fill(self) -> None:
        chosen, keep = self.choices(), self._keep.checkedId()
        is_same = self._inside.property("records") == self._ids()
        self._keep, self._groups = QButtonGroup(self), {}
        inside = QWidget()
        inside.setProperty("records", self._ids())
        grid = QGridLayout(inside)
        grid.setContentsMargins(GRID, GRID, GRID, GRID)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(2 * GRID)
        if self._sides is not None:
            self._fill_heads(grid, self._sides)
            fields = self._sides.fields
            wanted = [f for f in fields if f.differs or not self.only_differing.isChecked()]
            for row, field in enumerate(wanted, start=1):
                self._fill_row(grid, row, field)
            if not wanted:
                words = tr("Every field says the same.")
                grid.addWidget(self._label(words, "muted"), 1, 1, 1, len(self._sides.sides))
            grid.setRowStretch(len(wanted) + 1, 1)
        hidden = max(0, len(self._ids()) - _MOST_COLUMNS)
        self.more.setVisible(hidden > 0)
        one, many = (
            "{n} more record of this group is not shown; it is merged as well.",
            "{n} more records of this group are not shown; they are merged as well.",
        )
        self.more.setText(tr.counted(hidden, one, many))
        self._inside = inside
        self._area.setWidget(inside)
        if is_same:
            for key, choice in chosen.items():
                if key in self._groups:
                    self.choose(key, choice)
            self.keep_record(keep)

    def _ids(self) -> list[str]:
        return [side.id for side in self._sides.sides] if self._sides is not None else []

    def _fill_heads(self, grid: QGridLayout, sides: SideBySide) -> None:
        wide = self.fontMetrics().averageCharWidth() * _COLUMN_LETTERS
        grid.addWidget(self._label(tr("Keep"), "fieldlabel"), 0, 0, Qt.AlignmentFlag.AlignTop)
        for place, side in enumerate(sides.sides[:_MOST_COLUMNS]):
            name = tr("Keep {label}, record {n}", label=side.label, n=tr.number(place + 1))
            cell = ChoiceCell(name, side.label)
            cell.words.setObjectName("title")
            cell.say_more("\n".join([side.id, side.detail]))
            cell.setMinimumWidth(wide)
            cell.button.toggled.connect(partial(self._kept, place))
            self._keep.addButton(cell.button, place)
            grid.addWidget(cell, 0, place + 1)
            grid.setColumnStretch(place + 1, 1)
        self.keep_record(0)

    def _kept(self, place: int, is_on: bool) -> None:
        """The values of the record that is kept are chosen where nothing else speaks for another."""
        if not is_on or self._sides is None:
            return
        for field in self._sides.fields:
            group = self._groups.get(field.key)
            if group is not None and not field.joins:
                self.choose(field.key, _first_choice(field, place))

    def _fill_row(self, grid: QGridLayout, row: int, field: FieldChoice) -> None:
        label = self._label(field.label, "fieldlabel")
        if field.contradicts:
            label.setText(tr("{field} (differs)", field=field.label))
            label.setObjectName("problem")
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        if not field.differs:
            grid.addWidget(self._label(field.words[0], "muted"), row, 1, 1, len(field.words))
            return
        group = self._groups[field.key] = QButtonGroup(self)
        columns = field.words[:_MOST_COLUMNS]
        for place, words in enumerate(columns):
            if not words:
                grid.addWidget(self._label(tr("nothing"), "muted"), row, place + 1)
                continue
            cell = ChoiceCell(f"{field.label}: {words}", words)
            cell.button.setProperty("choice", place)
            group.addButton(cell.button)
            grid.addWidget(cell, row, place + 1)
        if field.takes_both and len(group.buttons()) > 1:
            words = tr("all of them") if field.joins else tr("both")
            cell = ChoiceCell(f"{field.label}: {words}", words)
            cell.button.setProperty("choice", BOTH)
            group.addButton(cell.button)
            grid.addWidget(cell, row, len(columns) + 1)
        self.choose(field.key, _first_choice(field, 0))

    @staticmethod
    def _label(words: str, style: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setObjectName(style)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label


def _first_choice(field: FieldChoice, keep: int) -> int:
    """What a field begins with: lists are joined; else what says most; what the kept record says."""
    said = [place for place, words in enumerate(field.words) if words]
    if field.joins and len(said) > 1:
        return BOTH
    return keep if keep in said and field.contradicts else field.richest
