"""Tabs that stay as they are while pages nobody sees are laid out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QTabWidget, QWidget


class CalmTabs(QTabWidget):
    """QTabWidget answers each layout of any of its pages with painting all of the one in sight.

    That is of use only where a page asks for another size: what was made out of sight would cost the
    page in sight a paint a step.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._laid_out_for: tuple[QSize, QSize, QSize] | None = None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            asked = self.size(), self.sizeHint(), self.minimumSizeHint()
            if asked == self._laid_out_for:
                return True
            self._laid_out_for = asked
        return super().event(event)
