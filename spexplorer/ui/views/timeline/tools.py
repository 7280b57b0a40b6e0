"""The buttons of the tab, and what stands back where there is little room."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from spexplorer.ui.icons import icon
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme

_ZOOM: Final = (
    ("minus", "Show more time (−)"),
    ("plus", "Show less time (+)"),
    ("fit", "Fit to where most events are (Home)"),
)
_STEP: Final = {"minus": 1.25, "plus": 0.8}
"""By how much time more a button shows."""


class ZoomTools(QWidget):
    """`zoomed` carries a factor of the time shown; `fit` asks for where most events are."""

    zoomed = Signal(float)
    fit = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons = {name: _button(tr(tip)) for name, tip in _ZOOM}
        for name, button in self.buttons.items():
            button.setProperty("step", _STEP.get(name))
            button.clicked.connect(self._clicked)
            row.addWidget(button)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Draw the icons in another theme, as large as the text."""
        side = round(self.fontMetrics().height() * 1.1)
        for name, button in self.buttons.items():
            button.setIcon(icon(name, theme))
            button.setIconSize(QSize(side, side))

    def _clicked(self) -> None:
        step = self.sender().property("step")
        if step is None:
            self.fit.emit()
        else:
            self.zoomed.emit(step)


class Switches(QWidget):
    """Behind a heading: the whole span, all rows, and whether legend and list are there.

    Where there is little room legend and list stand back until a person asks for them; `shared`
    comes when that may have changed.
    """

    shared = Signal()

    def __init__(self, heading: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = _button(tr("The whole span (Shift+Home)"), tr("Whole span"))
        self.all_rows = _button(tr("Show every row of every lane"), tr("All rows"), on=False)
        self.eras = _button(
            tr("Long political and historical events as bands behind the others"),
            tr("Eras"),
            on=False,
        )
        self.legend = _button(tr("What the marks mean"), tr("Legend"), on=True)
        self.list = _button(tr("The same events as a list"), tr("List"), on=True)
        self._wanted: dict[QToolButton, bool] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(heading, 1)
        for button in (self.whole, self.all_rows, self.eras, self.legend, self.list):
            row.addWidget(button)
        for button in (self.legend, self.list):
            button.clicked.connect(self._clicked)

    def share(self, size: QSize, metrics: QFontMetrics) -> None:
        """Decide what has room on a tab of a size, unless a person has decided."""
        roomy = {
            self.list: size.width() > metrics.averageCharWidth() * 110,
            self.legend: size.height() > metrics.height() * 24,
        }
        for button, has_room in roomy.items():
            button.setChecked(self._wanted.get(button, has_room))
        self.shared.emit()

    def _clicked(self) -> None:
        self._wanted = {
            **self._wanted,
            **{b: b.isChecked() for b in (self.legend, self.list) if b is self.sender()},
        }
        self.shared.emit()


def _button(tip: str, text: str = "", *, on: bool | None = None) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setText(text)
    if on is not None:
        button.setCheckable(True)
        button.setChecked(on)
    return button
