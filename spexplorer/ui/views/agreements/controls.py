"""The line of controls: grouping, parties, the day that is asked for, what is shown beside the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSlider, QToolButton, QWidget

from spexplorer.domain.edtf import civil, read_words
from spexplorer.readings.agreements.register import GROUPINGS, grouping_title
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.party_panel import PartyControl
from spexplorer.ui.widgets.choices import Dropdown
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from spexplorer.readings.agreements.register import AgreementRegister

_BOX_LETTERS: Final = 14
_SLIDER_LETTERS: Final = 36


@guarded
class DayControl(QWidget):
    """A button “In force on …” that shows a box for a day and a slider over years.

    `asked` carries a day number, or None when nothing is asked. A year or a month is read as its last
    day; `understood` is False where the box says nothing.
    """

    asked = Signal(object)

    def __init__(self, years: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.understood = True
        self.switch = _switch(tr("In force on …"), tr("In force on a day"))
        self.switch.setToolTip(tr("Group the agreements by whether they were in force on a day"))
        self.switch.toggled.connect(self._switched)
        self.box = QLineEdit()
        self.box.setAccessibleName(tr("In force on this day"))
        self.box.setToolTip(
            tr("A day such as 1 June 2012; a year or a month is read as its last day")
        )
        self.box.textEdited.connect(self._typed)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("In force at the end of this year"))
        self.slider.setPageStep(5)
        self.slider.valueChanged.connect(self._slid)
        self.show_years(years)
        layout = FlowLayout(self, 2 * GRID)
        for widget in (self.switch, self.box, self.slider):
            layout.addWidget(widget)
        self._measure()
        self._show_parts()

    def show_years(self, years: tuple[int, int]) -> None:
        """Let the slider reach from one year to another; it begins in the middle."""
        blocked = self.slider.blockSignals(True)
        self.slider.setRange(*years)
        if not self.box.text():
            self.slider.setValue((years[0] + years[1]) // 2)
            self.box.setText(str(self.slider.value()))
        self.slider.blockSignals(blocked)

    def day(self) -> int | None:
        """The day that is asked for; None while the button is off or the box says nothing."""
        if not self.switch.isChecked():
            return None
        edtf = read_words(self.box.text())
        return None if edtf is None else edtf.bounds.end_max

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.box.setFixedWidth(letter * _BOX_LETTERS + 6 * GRID)
        self.slider.setFixedWidth(letter * _SLIDER_LETTERS)
        self.updateGeometry()

    def _show_parts(self) -> None:
        for part in (self.box, self.slider):
            part.setVisible(self.switch.isChecked())

    def _switched(self) -> None:
        self._show_parts()
        if self.switch.isChecked():
            self.box.setFocus()
            self.box.selectAll()
        self._tell()

    def _typed(self) -> None:
        edtf = read_words(self.box.text())
        if edtf is not None and edtf.bounds.end_max is not None:
            blocked = self.slider.blockSignals(True)
            self.slider.setValue(civil(edtf.bounds.end_max)[0])
            self.slider.blockSignals(blocked)
        self._tell()

    def _slid(self, year: int) -> None:
        self.box.setText(str(year))
        self._tell()

    def _tell(self) -> None:
        day = self.day()
        self.understood = day is not None or not self.switch.isChecked()
        self.asked.emit(day)


class RegisterControls(QWidget):
    """Set in lines like words. `changed` comes when the grouping or the day is another."""

    changed = Signal()

    def __init__(self, register: AgreementRegister) -> None:
        super().__init__()
        self.grouping = Dropdown()
        for key in GROUPINGS:
            self.grouping.addItem(grouping_title(tr, key), key)
        self.grouping.setAccessibleName(tr("Grouping of the register"))
        self.grouping.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.parties = PartyControl(register)
        self.day = DayControl(register.years)
        self.day.asked.connect(self._ask)
        self.relations = _switch("", "")
        self.relations.setToolTip(
            tr("Draw what the chosen agreement implements, amends or belongs to")
        )
        self.show_relations(0)
        self.legend = _switch(tr("Legend"), tr("Show the legend of the life strip"))
        self.legend.setToolTip(tr("What the signs and lines beside the register mean"))
        flow = FlowLayout(self, 2 * GRID)
        for widget in (self.grouping, self.parties, self.day, self.relations, self.legend):
            flow.addWidget(widget)

    def show_register(self, register: AgreementRegister) -> None:
        """Offer the parties and the years of another reading of the library."""
        self.parties.show_register(register)
        self.day.show_years(register.years)

    def show_relations(self, number: int) -> None:
        """Say how many relations the chosen agreement has, which can be drawn."""
        words = tr.counted(number, "{n} relation", "{n} relations") if number else tr("Relations")
        self.relations.setText(words)
        self.relations.setAccessibleName(tr("{relations}: draw them", relations=words))
        self.relations.setEnabled(bool(number))

    def _ask(self, day: int | None) -> None:
        """While a day is asked for, its answers are the groups."""
        self.grouping.setEnabled(day is None)
        self.grouping.setToolTip(
            plain_tip("" if day is None else tr("Grouped by the answer for the day"))
        )
        self.changed.emit()


def _switch(words: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setCheckable(True)
    button.setAccessibleName(name)
    return button
