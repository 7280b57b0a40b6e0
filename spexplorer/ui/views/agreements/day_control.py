"""“In force on”: a switch, a box for a day in words and a slider over years."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSlider, QWidget

from spexplorer.domain.edtf import civil, read_words
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.life import year_start

_LETTERS = 14
_LONGEST = 56
"""The slider in average letters: some for every year of a library of our time."""


class DayControl(QWidget):
    """`asked` carries a day number, or None when nothing is asked.

    A year or a month is read as its last day; `understood` is False where the box says nothing.
    """

    asked = Signal(object)

    def __init__(self, years: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.understood = True
        self._quiet = False
        self.switch = QCheckBox(tr("In force on"))
        self.switch.setToolTip(tr("Split the agreements by how they stood on a day"))
        self.switch.toggled.connect(self._tell)
        self.box = QLineEdit()
        self.box.setAccessibleName(tr("In force on this day"))
        self.box.setToolTip(
            tr("A day such as 1 June 2012; a year or a month is read as its last day")
        )
        self.box.textEdited.connect(self._typed)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("In force at the end of this year"))
        self.slider.setRange(*years)
        self.slider.setPageStep(5)
        self.slider.valueChanged.connect(self._slid)
        self._quiet = True
        self.slider.setValue((years[0] + years[1]) // 2)
        self.box.setText(str(self.slider.value()))
        self._quiet = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        for widget in (self.switch, self.box, self.slider):
            layout.addWidget(widget)
        self.measure()

    def measure(self, room: int = 0) -> None:
        """Take the widths from the text size; the slider what is left of a room, in pixels."""
        letter = self.fontMetrics().averageCharWidth()
        self.box.setFixedWidth(letter * _LETTERS + 6 * GRID)
        left = room - self.switch.sizeHint().width() - self.box.width() - 4 * GRID
        wide = max(letter * _LETTERS, min(left, letter * _LONGEST))
        if wide != self.slider.width():
            self.slider.setFixedWidth(wide)
            self.updateGeometry()

    def day(self) -> int | None:
        """The day that is asked for; None while the switch is off or the box says nothing."""
        if not self.switch.isChecked():
            return None
        edtf = read_words(self.box.text())
        return None if edtf is None else edtf.bounds.end_max

    def _typed(self) -> None:
        edtf = read_words(self.box.text())
        if edtf is not None and edtf.bounds.end_max is not None:
            self._quiet = True
            self.slider.setValue(civil(edtf.bounds.end_max)[0])
            self._quiet = False
        self._ask()

    def _slid(self, year: int) -> None:
        if not self._quiet:
            self.box.setText(str(year))
            self._ask()

    def _ask(self) -> None:
        """Whoever moves the slider or types a day wants to know: the switch goes on."""
        if self.switch.isChecked():
            self._tell()
        else:
            self.switch.setChecked(True)

    def _tell(self) -> None:
        day = self.day()
        self.understood = day is not None or not self.switch.isChecked()
        self.asked.emit(day)


def end_of_year(year: int) -> int:
    """The day number of 31 December."""
    return year_start(year + 1) - 1
