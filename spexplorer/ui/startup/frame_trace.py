"""Spans of a trace from what a person did to the painted frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer

from spexplorer.ui.guard import guarded

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
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


@guarded
class InputTrace(QObject):
    """Knows the moment of the last input, and writes a `scroll` span for every turn of the wheel.

    Only installed when a trace is written, since it looks at every event of the application.
    """

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


class PaintTrace:
    """Writes a span from what a person did to the painted frame: zero timers fire once paints are done.

    `began` tells when that was; until somebody knows better it is now.
    """

    def __init__(self, trace: Trace, state: LinkState) -> None:
        self._trace = trace
        self._shown = state
        self.began: Callable[[], int] = trace.now

    def state_shown(self, state: LinkState) -> None:
        """Another state is about to be painted."""
        last, self._shown = self._shown, state
        if state != last:
            name = "tab" if state.tab != last.tab else "select"
            self._span("brush" if name == "select" and state.filter != last.filter else name)

    def brushed(self, _brushed: object) -> None:
        """A move of a brush was answered and is about to be painted."""
        self._span("brush")

    def _span(self, name: str) -> None:
        if self._trace.is_on:
            QTimer.singleShot(0, partial(self._trace.span, name, self.began()))
