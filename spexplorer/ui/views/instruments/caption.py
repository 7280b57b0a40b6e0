"""Words in one or two lines of a fixed height, shortened where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.ui.style.theme import Theme
from spexplorer.ui.views.instruments.treemap_layout import fitted

_MIDDLE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Caption(QWidget):
    """Never wider than its place and never of another height; the tooltip has all the words."""

    def __init__(
        self,
        theme: Theme,
        *,
        lines: int = 1,
        colour: str = "muted",
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`colour` is a name of the theme."""
        super().__init__(parent)
        self._theme = theme
        self._lines = lines
        self._colour = colour
        self._bold = bold
        self.text = ""
        self.least = 0
        """The least height in pixels; a single line stands in the middle of it."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show other words."""
        if text != self.text:
            self.text = text
            self.setToolTip(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme and text size."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font())
        width = metrics.horizontalAdvance(self.text) if self._lines == 1 else 0.0
        return QSize(int(width) + 2, max(int(self._lines * metrics.height()) + 2, self.least))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self._font())
            painter.setPen(self._theme.colour(self._colour))
            metrics = QFontMetricsF(self._font())
            if self._lines == 1:
                line = metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
                painter.drawText(self.rect(), _MIDDLE_LEFT, line)
                return
            y = metrics.ascent()
            for line in fitted(self.text, metrics, QRectF(self.rect())):
                painter.drawText(QPointF(0, y), line)
                y += metrics.height()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(self._bold)
        return font
