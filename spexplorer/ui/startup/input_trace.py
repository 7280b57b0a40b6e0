"""When a person last did something: spans of a trace run from the input to the painted frame.

Only installed when a trace is written, since it looks at every event of the application.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from spexplorer.support.trace import Trace

_INPUTS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)
_LATEST: Final = 2_000_000
"""Microseconds after which what happens is no longer put down to the last input."""


class InputTrace(QObject):
    """Knows the moment of the last input, and writes a `scroll` span for every turn of the wheel."""

    def __init__(self, trace: Trace, parent: QObject) -> None:
        super().__init__(parent)
        self._trace = trace
        self._last = 0
        self._waiting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the time of an input; nothing is kept from anybody."""
        if event.type() in _INPUTS and watched.isWindowType():
            self._last = self._trace.now()
            if event.type() == QEvent.Type.Wheel and not self._waiting:
                self._waiting = True
                QTimer.singleShot(0, partial(self._scrolled, self._last))
        return False

    def _scrolled(self, began: int) -> None:
        """Zero timers fire once waiting paints are done: the frame is painted."""
        self._waiting = False
        self._trace.span("scroll", began)

    def began(self) -> int:
        """When what happens now began: at the last input, or now where nobody did anything."""
        now = self._trace.now()
        return self._last if now - self._last < _LATEST else now
