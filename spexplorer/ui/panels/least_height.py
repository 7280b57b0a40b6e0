"""The panel of the linked charts is never so low that its cards are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea, QWidget


class LeastHeight(QObject):
    """Gives a strip that is scrolled sideways alone the height that its content cannot do without."""

    def __init__(self, strip: QScrollArea, content: QWidget) -> None:
        super().__init__(strip)
        self._strip, self._content = strip, content
        content.installEventFilter(self)
        self._keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep()
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        strip = self._strip
        bar = strip.horizontalScrollBar().sizeHint().height()
        high = self._content.minimumSizeHint().height() + bar + 2 * strip.frameWidth()
        if high != strip.minimumHeight():
            strip.setMinimumHeight(high)
