"""How wide the labels of events are, measured once a type size, and only those that may be drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFont, QFontMetricsF

from spexplorer.readings.timeline.chronology import Stage

_KEPT = 20_000


class Widths:
    """Widths in pixels of the labels of a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._font = ""
        self._metrics: QFontMetricsF | None = None
        self._known: dict[str, float] = {}

    def learned(self, font: QFont) -> Callable[[Sequence[int]], list[float]]:
        """What gives the widths of events in a type."""
        if self._metrics is None or font.key() != self._font:
            self._font, self._metrics = font.key(), QFontMetricsF(font)
            self._known.clear()
        return self._of_events

    def of(self, text: str) -> float:
        """The width of a text."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = self._metrics.horizontalAdvance(text) + 2 if self._metrics is not None else 0.0
            self._known[text] = found
        return found

    def _of_events(self, places: Sequence[int]) -> list[float]:
        if not places:
            return []  # a tab made ahead is laid out before it has any events, or titles to read
        return [self.of(title) for title in self._stage.titles.titles(places)]
