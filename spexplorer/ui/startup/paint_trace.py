"""Spans of a trace from what a person did to the painted frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.support.trace import Trace


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
