"""A range as typed dates, how events stand to it, and a date to go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.filters import Period, Relation
from spexplorer.readings.timeline.words import (
    TypedDates,
    several_words,
    typed_date,
    typed_range,
    typed_words,
)
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.icons import icon
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.choices import Dropdown
from spexplorer.ui.widgets.layouts import FlowLayout, set_style_name
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

_RELATIONS: Final = (Relation.OVERLAPS, Relation.STARTS_IN, Relation.ENDS_IN)

_ICON = 16
"""Pixels of an icon at the usual text size."""


class LibraryDays(NamedTuple):
    """What an empty box stands for: the first and the last day of the library."""

    first: int
    last: int


@guarded
class PeriodBar(QWidget):
    """Boxes and buttons that set, show and drop the period.

    `wanted` carries a Period, `dropped` that there shall be none; `date_wanted` (first, last) of
    the date to go to; `brush_toggled` whether dragging brushes.
    """

    wanted = Signal(object)
    dropped = Signal()
    date_wanted = Signal(object, object)
    brush_toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bounds = LibraryDays(1, 1)
        self._held: tuple[tuple[Period, bool], ...] = ()
        self.relation = Dropdown()
        for relation, words in zip(
            _RELATIONS, (tr("overlaps"), tr("begins in"), tr("ends in")), strict=True
        ):
            self.relation.addItem(words, relation)
        self.relation.setAccessibleName(tr("How events stand to the range"))
        self.surely = QCheckBox(tr("certainly"))
        self.surely.setToolTip(
            tr("Leave out events whose dates only possibly stand so to the range")
        )
        self.begin = self._box(tr("e.g. 2002"), tr("From: a date in words or EDTF"), 12)
        self.end = self._box(tr("e.g. 2006"), tr("To: a date in words or EDTF"), 12)
        self.date = self._box(tr("e.g. 2003-06"), tr("Go to a date (Ctrl+G)"), 11)
        self.brush = QToolButton()
        self.brush.setCheckable(True)
        self.brush.setText(tr("Choose by dragging"))
        self.brush.setToolTip(tr("Drag in the drawing to choose a range (or Shift and drag)"))
        self.drop = QToolButton()
        self.drop.setToolTip(tr("Take the range away"))
        self.drop.setAccessibleName(tr("Take the range away"))
        self.drop.setIcon(icon("close", theme))
        self.said = PlainLabel()
        self.said.setWordWrap(True)
        self.said.setVisible(False)
        self._measure()
        self._lay_out()
        self._connect()

    @staticmethod
    def _box(example: str, name: str, letters: int) -> QLineEdit:
        box = QLineEdit()
        box.setPlaceholderText(example)
        box.setAccessibleName(name)
        box.setToolTip(plain_tip(name))
        box.setProperty("letters", letters)
        return box

    def _measure(self) -> None:
        """The boxes are as wide as what is typed into them, at any text size."""
        metrics = self.fontMetrics()
        for box in (self.begin, self.end, self.date):
            typed = metrics.averageCharWidth() * int(box.property("letters"))
            example = metrics.horizontalAdvance(box.placeholderText())
            box.setFixedWidth(max(typed, example) + 6 * GRID)
        side = max(_ICON, metrics.height())
        self.drop.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _lay_out(self) -> None:
        self.flow = FlowLayout(gap=GRID)
        name = PlainLabel(tr("Ra&nge:"))
        name.setBuddy(self.relation)
        self.flow.addWidget(self._group(name, self.surely, self.relation))
        self.flow.addWidget(self._group(self.begin, PlainLabel("–"), self.end, self.drop))
        self.flow.addWidget(self.brush)
        where = PlainLabel(tr("Go t&o:"))
        where.setBuddy(self.date)
        self.flow.addWidget(self._group(where, self.date))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self.flow)
        layout.addWidget(self.said)

    @staticmethod
    def _group(*widgets: QWidget) -> QWidget:
        """Controls and their label, which are not parted at the end of a line."""
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for widget in widgets:
            row.addWidget(widget)
        return group

    def _connect(self) -> None:
        for box in (self.begin, self.end):
            box.textEdited.connect(self._explain)
            box.returnPressed.connect(self._apply)
        self.relation.activated.connect(self._apply)
        self.surely.clicked.connect(self._apply)
        self.date.returnPressed.connect(self._go)
        self.drop.clicked.connect(self._drop)
        self.brush.toggled.connect(self.brush_toggled)

    # -- showing --------------------------------------------------------------------------------

    def show_periods(self, held: Sequence[tuple[Period, bool]]) -> None:
        """Show the period of the filter in the boxes; several, of which some are taken away, in words."""
        self.drop.setEnabled(bool(held))
        if tuple(held) == self._held:
            return
        self._held = tuple(held)
        alone = len(held) == 1 and not held[0][1]
        self._show_one(held[0][0] if alone else None)
        if held and not alone:
            self._say(TypedDates(held[0][0].first, held[0][0].last, several_words(tr, held)))

    def _show_one(self, period: Period | None) -> None:
        if period is None:
            self.begin.clear()
            self.end.clear()
            self._say(None)
            return
        self.relation.setCurrentIndex(_RELATIONS.index(period.relation))
        self.surely.setChecked(period.surely)
        for box, day, least in ((self.begin, period.first, True), (self.end, period.last, False)):
            beyond = day < self.bounds.first if least else day > self.bounds.last
            box.setText("" if beyond else typed_words(tr, day, begins=least))
            box.setCursorPosition(0)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self.drop.setIcon(icon("close", theme))

    def period(self, first: int, last: int) -> Period:
        """The period of two days, with how events shall stand to it."""
        relation = Relation(self.relation.currentData())
        return Period(first, last, relation, self.surely.isChecked())

    # -- typing ---------------------------------------------------------------------------------

    def _typed(self) -> TypedDates:
        return typed_range(tr, self.begin.text(), self.end.text(), *self.bounds)

    def _explain(self) -> None:
        """While typing: how it is understood. What is unfinished is no error yet."""
        empty = not (self.begin.text().strip() or self.end.text().strip())
        typed = self._typed()
        self._say(None if empty else typed, soft=True)

    def _apply(self) -> None:
        empty = not (self.begin.text().strip() or self.end.text().strip())
        if empty:
            if self._held:
                self.dropped.emit()
            return
        typed = self._typed()
        self._say(typed)
        if typed.first is not None and typed.last is not None:
            self.wanted.emit(self.period(typed.first, typed.last))

    def _drop(self) -> None:
        self._say(None)
        self.dropped.emit()

    def ask_date(self) -> None:
        """Wait for a date to go to."""
        self.date.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.date.selectAll()

    def _go(self) -> None:
        if not self.date.text().strip():
            return
        typed = typed_date(tr, self.date.text())
        self._say(typed)
        if typed.first is not None:
            self.date_wanted.emit(typed.first, typed.last)

    def _say(self, typed: TypedDates | None, *, soft: bool = False) -> None:
        """Tell how a text was read, or what is wrong with it."""
        wrong = typed is not None and typed.first is None
        self.said.setText(typed.words if typed is not None else "")
        self.said.setVisible(typed is not None)
        set_style_name(self.said, "warning" if wrong and not soft else "muted")
