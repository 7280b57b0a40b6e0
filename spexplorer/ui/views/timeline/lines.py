"""Two lines of controls where three would be needed: the date to go to changes its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer

from spexplorer.ui.style.theme import GRID

if TYPE_CHECKING:
    from spexplorer.ui.views.timeline.period_bar import PeriodBar
    from spexplorer.ui.views.timeline.tools import Switches

_HEADING: Final = 12
"""The heading keeps so many letters beside the switches."""

_CLOSE: Final = 1
"""Pixels between the switches where the date stands among them; they have air of their own."""


class ControlLines(QObject):
    """Puts the date to go to behind the range, or before the heading where that saves a line."""

    def __init__(self, bar: PeriodBar, switches: Switches) -> None:
        super().__init__(bar)
        self._bar, self._switches = bar, switches
        self._is_lent = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._share)
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._soon.start(0)  # once all parts have the size that their text asks for
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        """Decide for the width there is."""
        lends = self._saves_a_line(self._bar.width())
        if lends == self._is_lent:
            return
        self._is_lent = lends
        going, flow, row = self._bar.going, self._bar.flow, self._switches.row
        had_focus = self._bar.date.hasFocus()
        if lends:
            flow.removeWidget(going)
            row.insertWidget(0, going)
            row.setSpacing(_CLOSE)
        else:
            row.removeWidget(going)
            flow.addWidget(going)
            row.setSpacing(GRID)
        going.show()
        if had_focus:
            self._bar.date.setFocus()

    def _saves_a_line(self, width: int) -> bool:
        """Whether the range fills a line without the date, and heading and switches fit beside that."""
        going = self._bar.going.sizeHint().width()
        range_alone = self._bar.flow.sizeHint().width()
        switches = self._switches.minimumSizeHint().width()
        if not self._is_lent:
            range_alone -= going + GRID
            gaps = self._switches.row.count()
            switches += going + _CLOSE * gaps - GRID * (gaps - 1)
        letters = self._switches.fontMetrics().averageCharWidth() * _HEADING
        return range_alone <= width < range_alone + going + GRID and switches + letters <= width
