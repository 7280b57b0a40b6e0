"""Tabs that stay as they are while pages nobody sees are laid out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QTabWidget, QWidget


class CalmTabs(QTabWidget):
    """QTabWidget answers each layout of any of its pages with painting all of the one in sight.

    That is of use only where the tabs need another size: what was made out of sight would cost the page
    in sight a paint a step.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._laid_out_for: tuple[QSize, QSize] | None = None
        self._least = QSize()

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.LayoutRequest:
            return super().event(event)
        given = self.size(), self.tabBar().sizeHint()
        if given != self._laid_out_for:
            self._laid_out_for = given
            return super().event(event)
        if (least := self.minimumSizeHint()) != self._least:
            self._least = least
            self.updateGeometry()  # a page that needs more room gets it from whoever holds the tabs
        return True
