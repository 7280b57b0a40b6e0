"""Buttons: elided, wrapped, with a menu of exports; and what a button runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from spexplorer.support.errors import AppError
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


def unticked(run: Callable[[], object]) -> Callable[..., None]:
    """A slot for `triggered` or `clicked` that drops the checked state before it calls `run`."""

    def slot(_checked: bool = False) -> None:
        run()

    return slot


def key_within(widget: QWidget, keys: str, act: Callable[[], object]) -> None:
    """Do something by a key while the keyboard is within a widget."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)


_ELIDED_PADDING = 8 * GRID


@guarded
class ElidedButton(QPushButton):
    """Takes at most the width its words need, and cuts them in a narrower place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, words: str, tip: str = "") -> None:
        """Show words; the tooltip is them and what is added."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(f"{words}\n{tip}" if tip else words))
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._words) + _ELIDED_PADDING
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(
            _ELIDED_PADDING + self.fontMetrics().height() * 3, super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - _ELIDED_PADDING + GRID
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


_MARGIN_X = GRID - 1
_MARGIN_Y = GRID + 1


@guarded
class WrappingButton(QPushButton):
    """Takes at most the width its words need, and more lines in a narrower place."""

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._asked: tuple[int, str] | None = None
        self._height = 0
        self.setObjectName("link")
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Kept for the last width: a layout asks some thirty times for each."""
        asked = width, self.font().key()
        if asked != self._asked:
            room = QRect(0, 0, max(1, width - 2 * _MARGIN_X), 10_000)
            lines = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._words)
            self._asked, self._height = asked, lines.height() + 2 * _MARGIN_Y
        return self._height

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._words) + 2 * _MARGIN_X + 2
        return QSize(width, metrics.height() + 2 * _MARGIN_Y)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(8 * line, line + 2 * _MARGIN_Y)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setPen(self._theme.colour("link"))
            inner = self.rect().adjusted(_MARGIN_X, _MARGIN_Y, -_MARGIN_X, -_MARGIN_Y)
            painter.drawText(inner, Qt.TextFlag.TextWordWrap, self._words)


class ExportButton(QToolButton):
    """`failed` carries the AppError of a file that could not be written."""

    failed = Signal(object)

    def __init__(self, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(tr("Export ▾"))
        self.setToolTip(plain_tip(tip))
        self.setAccessibleName(tip)
        self._menu = QMenu(self)
        self.clicked.connect(self._open)

    def offer(self, words: str, run: Callable[[], object]) -> QAction:
        """Put a way into the menu."""
        action = self._menu.addAction(words)
        action.triggered.connect(unticked(run))
        return action

    def guard(self, write: Callable[[], object]) -> None:
        """Write a file; what goes wrong is told."""
        try:
            write()
        except AppError as error:
            self.failed.emit(error)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
