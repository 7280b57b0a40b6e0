"""The tools above a source: which work, as text or pages, how large, and what to find in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.choices import Choice, Dropdown, Segments
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

if TYPE_CHECKING:
    from spexplorer.readings.copies import WorkChoice

ZOOMS: Final = (0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0)
_WORK_LETTERS: Final = 30
_FIND_LETTERS: Final = 26


@guarded
class SourceTools(QWidget):
    """`work_chosen` carries the id of a work, `mode_chosen` "text" or "pages", `zoom_chosen` a factor.

    `sought` carries the words to be found, `stepped` 1 or -1 for the next or the one before.
    """

    work_chosen = Signal(object)
    mode_chosen = Signal(object)
    zoom_chosen = Signal(object)
    sought = Signal(str)
    stepped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.zoom = 1.0
        letters = self.fontMetrics().averageCharWidth()
        self.work = Dropdown()
        self.work.setAccessibleName(tr("The source that is shown"))
        self.work.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.work.setMinimumContentsLength(_WORK_LETTERS)
        self.work.activated.connect(self._choose_work)
        self.modes = Segments(tr("Show the source as"))
        self.modes.show_choices([Choice("text", tr("Text")), Choice("pages", tr("Pages"))], "text")
        self.modes.chosen.connect(self.mode_chosen)
        self.smaller = self._button("−", tr("Smaller"), lambda: self.step_zoom(-1))
        self.normal = self._button("", tr("Normal size"), lambda: self.set_zoom(1.0))
        self.larger = self._button("+", tr("Larger"), lambda: self.step_zoom(1))
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in the source (Ctrl+F)"))
        self.field.setAccessibleName(tr("Find in the source"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(letters * _FIND_LETTERS)
        self.field.textChanged.connect(self.sought)
        self.field.installEventFilter(self)
        self.earlier = self._button("▲", tr("The one before (Shift+Enter)"), lambda: self.step(-1))
        self.later = self._button("▼", tr("The next one (Enter)"), lambda: self.step(1))
        self.found = PlainLabel()
        self.found.setObjectName("muted")
        line = FlowLayout(self)
        for part in (
            *(self.work, self.modes, self.smaller, self.normal, self.larger),
            *(self.field, self.earlier, self.later, self.found),
        ):
            line.addWidget(part)
        self._show_zoom()
        self.show_found(0, 0)

    def _button(self, text: str, name: str, act: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(plain_tip(name))
        button.setAccessibleName(name)
        button.clicked.connect(unticked(act))  # type: ignore[arg-type]
        return button

    # -- work and mode ----------------------------------------------------------------------------

    def show_works(self, works: Sequence[WorkChoice], current: str) -> None:
        """Offer works, one of them chosen; nothing is announced by this."""
        if [self.work.itemData(at) for at in range(self.work.count())] != [w.id for w in works]:
            self.work.clear()
            for one in works:
                self.work.addItem(one.label, one.id)
        self.work.setCurrentIndex(self.work.findData(current))
        self.work.setToolTip(plain_tip(self.work.currentText()))
        self.work.setVisible(len(works) > 0)

    def _choose_work(self, at: int) -> None:
        self.work_chosen.emit(self.work.itemData(at))

    def show_mode(self, mode: str, *, has_text: bool, has_pages: bool) -> None:
        """Show which of the two ways is on, and what of the tools is of use."""
        self.modes.setVisible(has_pages)
        self.modes.mark(mode)
        for part in (self.smaller, self.normal, self.larger, self.field, self.earlier, self.later):
            part.setVisible(has_text)
        self.found.setVisible(has_text and bool(self.found.text()))

    # -- zoom -------------------------------------------------------------------------------------

    def step_zoom(self, step: int) -> None:
        """The next larger or smaller size."""
        nearest = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - self.zoom))
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + step))])

    def set_zoom(self, zoom: float) -> None:
        """A size of one's own."""
        if zoom != self.zoom:
            self.zoom = zoom
            self._show_zoom()
            self.zoom_chosen.emit(zoom)

    def _show_zoom(self) -> None:
        self.normal.setText(tr("{n} %", n=tr.number(round(self.zoom * 100))))

    # -- finding ----------------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Go to the next hit, or the one before."""
        self.stepped.emit(step)

    def show_found(self, at: int, number: int) -> None:
        """Say how many hits there are, and which of them is shown."""
        typed = bool(self.field.text().strip())
        if number:
            words = tr("{at} of {n}", at=tr.number(at), n=tr.number(number))
        else:
            words = tr("not found") if typed else ""
        self.found.setText(words)
        self.found.setVisible(bool(words))
        self.found.setAccessibleName(
            counted(number, "{n} place found", "{n} places found") if typed else ""
        )
        for button in (self.earlier, self.later):
            button.setEnabled(number > 0)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter in the field goes on to the next hit, with Shift to the one before."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return False
