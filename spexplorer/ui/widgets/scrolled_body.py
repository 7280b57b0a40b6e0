"""What is never lower than its parts need: a page that is scrolled as a whole, a pane of one."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class WholePane(QWidget):
    """A pane that is never lower than its parts are at its width, with words and buttons in their lines.

    A splitter asks a pane for its least height alone, which knows nothing of lines that wrap.
    """

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        layout = self.layout()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and layout is not None:
            high = layout.minimumHeightForWidth(self.width())
            if high != self.minimumHeight():
                self.setMinimumHeight(high)
        return answer


class ScrolledBody(QWidget):
    """Stands in a scroll area and is never lower than its parts are, with words and buttons in their lines.

    A scroll area asks a layout what it likes best, and that counts nothing for a part that takes the rest.
    The width is always taken as beside a scroll bar: one that comes and goes would have the page laid out
    for ever.
    """

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._keep_room()
        return answer

    def _keep_room(self) -> None:
        layout, viewport = self.layout(), self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if layout is None or not isinstance(area, QScrollArea):
            return
        bar = area.verticalScrollBar().sizeHint().width()
        high = layout.minimumHeightForWidth(area.width() - bar)
        if high != self.minimumHeight():
            self.setMinimumHeight(high)
