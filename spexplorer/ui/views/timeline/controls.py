"""The buttons of the tab, and what stands back where there is little room."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from spexplorer.ui.style.icons import icon
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr

_ZOOM: Final = (
    ("earlier", "The event before, in time order (↑)"),
    ("later", "The next event in time order (↓)"),
    ("minus", "Show more time (−)"),
    ("plus", "Show less time (+)"),
    ("fit", "Fit to where most events are (Home)"),
    ("whole", "The whole span (Shift+Home)"),
)
_FACTOR: Final = {"minus": 1.25, "plus": 0.8}
"""By how much time more a button shows."""
_STEP: Final = {"earlier": -1, "later": 1}


class MoveTools(QWidget):
    """`stepped` carries a step along the events, `zoomed` a factor of the time shown.

    `fit` asks for where most events are, `whole` for the whole span.
    """

    stepped = Signal(object)
    zoomed = Signal(float)
    fit = Signal()
    whole = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons = {name: _button(tr(tip)) for name, tip in _ZOOM}
        for name, button in self.buttons.items():
            button.setAutoRaise(True)
            button.clicked.connect(partial(self._click, name))
            row.addWidget(button)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Draw the icons in another theme, as large as the text."""
        side = round(self.fontMetrics().height() * 1.1)
        for name, button in self.buttons.items():
            button.setIcon(icon(name, theme))
            button.setIconSize(QSize(side, side))

    def _click(self, name: str) -> None:
        if name in _STEP:
            self.stepped.emit(_STEP[name])
        elif name in _FACTOR:
            self.zoomed.emit(_FACTOR[name])
        else:
            (self.fit if name == "fit" else self.whole).emit()


class Switches(QWidget):
    """Behind a heading: all rows, eras, and whether legend and list are there.

    Where there is little room legend and list stand back until a person asks for them; `shared`
    comes when that may have changed.
    """

    shared = Signal()

    def __init__(self, heading: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all_rows = _button(tr("Show every row of every lane"), tr("All rows"), on=False)
        self.eras = _button(
            tr("Long political and historical events as bands behind the others"),
            tr("Eras"),
            on=False,
        )
        self.export = _button(
            tr("Copy, cite or save the chronology: PNG, SVG, PDF, CSV"), tr("Export ▾")
        )
        self.legend = _button(tr("What the marks mean"), tr("Legend"), on=True)
        self.list = _button(tr("The same events as a list"), tr("List"), on=True)
        self._wanted: dict[QToolButton, bool] = {}
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(heading, 1)
        for button in (self.all_rows, self.eras, self.legend, self.list, self.export):
            row.addWidget(button)
        for button in (self.legend, self.list):
            button.clicked.connect(self._clicked)

    def kept(self) -> dict[str, QToolButton]:
        """The switches a reader expects to find as they were, by name."""
        return {
            "rows": self.all_rows, "eras": self.eras, "legend": self.legend, "list": self.list,
        }  # fmt: skip

    def put(self, button: QToolButton, on: bool) -> None:
        """Put a switch as it was when a person last used it."""
        if button in (self.legend, self.list):
            self._wanted[button] = on
        button.setChecked(on)

    def share(self, size: QSize, metrics: QFontMetrics) -> None:
        """Decide what has room on a tab of a size, unless a person has decided."""
        roomy = {
            self.list: size.width() > metrics.averageCharWidth() * 110,
            self.legend: size.height() > metrics.height() * 36,
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
