"""Work done in small steps while a person does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from spexplorer.ui.guard import guarded

_QUIET_MS: Final = 300
"""Milliseconds without a key, a button or a wheel before work begins or goes on."""

_PAUSE: Final = 8
"""Milliseconds between two steps, in which the window paints and hears."""

DOING = (
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.Wheel,
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
)  # fmt: skip
"""A pointer that moves is not among them: its way to a tab is the time to make that tab."""


@guarded
class IdleSteps(QObject):
    """Takes the steps of some work; whatever a person does in the window puts them off.

    `done` comes once, when there is none left.
    """

    done = Signal()

    def __init__(self, widget: QWidget, work: Callable[[], Iterator[None]]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._work = work
        self._steps: Iterator[None] | None = None
        self.is_done = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    @Slot()
    def start(self) -> None:
        """Begin with the work; it stands still as soon as the person does something."""
        if self._steps is None:
            self._steps = self._work()
            # The window hears all input first: one object to watch instead of every widget.
            if (heard := self._widget.window().windowHandle()) is not None:
                heard.installEventFilter(self)
            self._timer.start(_PAUSE)  # input puts it off, as it does every later step

    def go_on(self) -> None:
        """What the next step waits for is there: take it now, unless a person is doing something."""
        if self._timer.isActive() and self._timer.interval() == _PAUSE:
            self._timer.start(0)

    def put_off(self) -> None:
        """Something is happening: wait until it is quiet again."""
        if self._timer.isActive():
            self._timer.start(_QUIET_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in DOING:
            self.put_off()
        return False

    def _step(self) -> None:
        if self._steps is None or not self._widget.isVisible():
            return  # a window that was closed has no library to read from
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start(_QUIET_MS)
            return
        try:
            next(self._steps)
        except StopIteration:
            self.is_done = True
            self.done.emit()
            heard = self._widget.window().windowHandle()
            if heard is not None:
                heard.removeEventFilter(self)
            return
        self._timer.start(_PAUSE)


@guarded
class FirstInput(QObject):
    """`came` comes with the first key, button or wheel that a window hears, and never again."""

    came = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        if (heard := window.windowHandle()) is not None:
            heard.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in DOING:
            watched.removeEventFilter(self)
            self.came.emit()
        return False
