"""The slim line above the drawing, and the buttons that move it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from spexplorer.readings.timeline.lanes import GROUPINGS
from spexplorer.readings.timeline.words import lanes_words
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.icons import icon
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.labels import ElidedLabel
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import plain_tip

_FACTOR: Final = {"minus": 1.25, "plus": 0.8}
"""By how much time more a button shows."""
_LETTERS: Final = 12
"""Letters of the summary that have room beside the buttons."""
_STEP: Final = {"earlier": -1, "later": 1}


class MoveButtons(QWidget):
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
        self.buttons = {
            "earlier": _button(tr("The event before, in time order (↑)")),
            "later": _button(tr("The next event in time order (↓)")),
            "minus": _button(tr("Show more time (−)")),
            "plus": _button(tr("Show less time (+)")),
            "fit": _button(tr("Fit to where most events are (Home)")),
            "whole": _button(tr("The whole span (Shift+Home)")),
        }
        for name, button in self.buttons.items():
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


@guarded
class TimelineHeader(QWidget):
    """What is shown, and quiet buttons: lanes, range, legend, list, export.

    `grouped` carries what the lanes are to be made by; `changed` comes when a switch was used.
    """

    grouped = Signal(str)
    changed = Signal()

    def __init__(self, export: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = ElidedLabel()
        self.summary.setObjectName("title")
        self.summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.lanes = _button(tr("What the lanes are made by, and what they show"))
        self.range = _button(
            tr("Choose a range of dates, or go to a date (Ctrl+G)"), tr("Range"), checkable=True
        )
        self.legend = _button(tr("What the marks mean"), tr("Legend"), checkable=True)
        self.list = _button(tr("The same events as a list"), tr("List"), checkable=True)
        self.export = _button(
            tr("Copy, cite or save the chronology: PNG, SVG, PDF, CSV"), tr("Export ▾")
        )
        self.groupings: dict[str, QAction] = {}
        self.all_rows = _switch(tr("Show every row of crowded lanes"))
        self.eras = _switch(tr("Show eras: long political and historical events as bands"))
        for button, menu in ((self.lanes, self._lanes_menu()), (self.export, export)):
            button.clicked.connect(partial(self._open, button, menu))
        self._words, self._buttons = QWidget(), QWidget()
        words, buttons = QHBoxLayout(self._words), FlowLayout(self._buttons, GRID)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2 * GRID)
        words.addWidget(self.summary)
        for button in (self.lanes, self.range, self.legend, self.list, self.export):
            buttons.addWidget(button)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._box.addWidget(self._words, 1)
        self._box.addWidget(self._buttons)
        for button in (self.range, self.legend, self.list):
            button.clicked.connect(self.changed)
        for action in (self.all_rows, self.eras):
            action.triggered.connect(self.changed)

    def _lanes_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for grouping in GROUPINGS:
            action = _switch(_capital(lanes_words(tr, grouping)))
            group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(partial(self._choose, grouping))
            self.groupings[grouping] = action
        menu.addSeparator()
        menu.addActions([self.all_rows, self.eras])
        return menu

    @staticmethod
    def _open(button: QToolButton, menu: QMenu, _on: bool = False) -> None:
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _choose(self, grouping: str, _on: bool = False) -> None:
        self.show_grouping(grouping)
        self.grouped.emit(grouping)

    def show_grouping(self, grouping: str) -> None:
        """Say what the lanes are made by."""
        self.groupings[grouping].setChecked(True)
        self.lanes.setText(tr("{lanes} ▾", lanes=_capital(lanes_words(tr, grouping))))

    @property
    def grouping(self) -> str:
        """What the lanes are made by."""
        return next(key for key, action in self.groupings.items() if action.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons go below the words where these would have no room beside them."""
        super().resizeEvent(event)
        least = self._words.sizeHint().width() + self.fontMetrics().averageCharWidth() * _LETTERS
        fits = self.width() >= least + self._buttons.sizeHint().width()
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if fits else directions.TopToBottom)

    def switches(self) -> dict[str, QToolButton | QAction]:
        """The switches a reader expects to find as they were, by name."""
        return {
            "rows": self.all_rows, "eras": self.eras, "range": self.range, "legend": self.legend,
            "list": self.list,
        }  # fmt: skip


def _button(tip: str, text: str = "", *, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setToolTip(plain_tip(tip))
    button.setAccessibleName(tip)
    button.setText(text)
    button.setCheckable(checkable)
    return button


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _switch(text: str) -> QAction:
    action = QAction(text)
    action.setCheckable(True)
    return action
