"""The chronology as a picture for paper or a document: all lanes at full height, legend and caption."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
)

from spexplorer.ui.views.timeline.painting import Painting

if TYPE_CHECKING:
    from spexplorer.ui.views.timeline.legend import Legend
    from spexplorer.ui.views.timeline.look import Look
    from spexplorer.readings.timeline.chronology import Stage

_MARGIN: Final = 16
_TALLEST: Final = 12_000
"""Units; beyond, a picture would take more memory than it is worth."""


class Chronology(NamedTuple):
    """The drawing as it is shown, with a title and the lines of its caption."""

    stage: Stage
    look: Look
    legend: Legend
    title: str
    caption: list[str]

    def size(self) -> QSize:
        """Its natural size, in pixels at 100 %."""
        high = self._head() + self._drawn() + self._foot() + 2 * _MARGIN
        return QSize(round(self.look.width) + 2 * _MARGIN, min(round(high), _TALLEST))

    def description(self) -> str:
        """The caption as one line."""
        return " ".join(self.caption)

    def draw(self, painter: QPainter) -> None:
        """Draw it at its natural size."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, size = self.look, self.size()
        painter.fillRect(QRectF(QPointF(0, 0), QSizeF(size)), look.theme.colour("surface"))
        painter.translate(_MARGIN, _MARGIN)
        painter.setFont(self._bold())
        painter.setPen(look.theme.colour("text"))
        painter.drawText(QRectF(0, 0, look.width, self._head()), self.title)
        painter.translate(0, self._head())
        painter.setFont(look.font)
        whole = replace(
            look, height=self._drawn(), scrolled=0.0, current=None, pointed=None, brush=None,
            selected=frozenset(),
        )  # fmt: skip
        painting = Painting(painter, self.stage, whole, QRectF(0, 0, look.width, whole.height))
        painting.paint_ground()
        painting.paint_over()
        painter.translate(0, whole.height + _MARGIN / 2)
        painter.setFont(look.font)
        self.legend.draw(painter, look.width, look.theme)
        self._paint_caption(painter)

    def _paint_caption(self, painter: QPainter) -> None:
        painter.setPen(self.look.theme.colour("muted"))
        top = self.legend.heightForWidth(int(self.look.width))
        room = QRectF(0, top, self.look.width, self._words_height())
        painter.drawText(room, Qt.TextFlag.TextWordWrap, "\n".join(self.caption))

    def _bold(self) -> QFont:
        font = QFont(self.look.font)
        font.setBold(True)
        return font

    def _head(self) -> float:
        return 1.6 * QFontMetricsF(self.look.font).height()

    def _drawn(self) -> float:
        return self.look.axis + self.stage.scene().height

    def _foot(self) -> float:
        legend = self.legend.heightForWidth(int(self.look.width))
        return _MARGIN / 2 + legend + self._words_height()

    def _words_height(self) -> float:
        metrics, words = QFontMetricsF(self.look.font), "\n".join(self.caption)
        room = QRectF(0, 0, self.look.width, 10_000)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
