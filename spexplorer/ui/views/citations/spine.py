"""The paper as a spine: one bar a sentence, in reading order, as long as what rests on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPolygonF

from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.mark_canvas import Mark
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.citations.chain_canvas import SECTION, ChainCanvas
from spexplorer.ui.views.citations.frame import Frame
from spexplorer.ui.views.citations.scene import Scene


class SpineCanvas(ChainCanvas):
    """A drawing at the left of which the paper stands; `scene` and `frame` are None before the first one."""

    scene: Scene | None = None
    frame: Frame | None = None

    def drawn(self) -> set[str]:
        """Footnotes and works, and every sentence on the spine."""
        scene = self.scene
        if scene is None:
            return set()
        sentences = {passage.id for passage in scene.apparatus.sentences}
        return sentences | {foot.id for foot in scene.feet} | {one.id for one in scene.sources}

    def sentence_at(self, point: QPointF) -> str | None:
        """The sentence of which the bar on the spine is at a point."""
        frame = self.frame
        if frame is None or not 0 <= point.x() <= frame.columns.spine.right + GRID:
            return None
        reach = max(frame.unit / 2, 1.0)
        near = (uid for uid, y in frame.sentences.items() if abs(y - point.y()) <= reach)
        return next(near, None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        sentence = self.sentence_at(event.position())
        if sentence is not None and self.mark_at(event.position()) is None:
            self.chosen.emit(sentence)
        else:
            super().mousePressEvent(event)

    def put_spine(self, scene: Scene, frame: Frame) -> None:
        """Set the headings of the sections, each a mark, and the bars of their sentences."""
        column = frame.columns.spine
        for section, y in frame.sections:
            rect = QRectF(column.x, y, column.width, frame.row - GRID)
            short = section.partition(":")[0]
            self.put_line(rect, short, (), colour="muted", small=True)
            words = tr("{section}: click to narrow everything to this section", section=short)
            self.marks.append(Mark(SECTION + section, rect, words))
        rect = QRectF(column.x, frame.head, column.width + GRID, frame.height - frame.head)
        self.pieces.append(Piece(rect, partial(self._paint_spine, scene, frame)))

    def _paint_spine(self, scene: Scene, frame: Frame, painter: QPainter) -> None:
        """One bar a sentence: filled under a footnote, a thin outline colour without one."""
        column = frame.columns.spine
        most = max(scene.resting.values(), default=0) or 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for passage, y in frame.sentences.items():
            covered = bool(scene.apparatus.covered_by.get(passage))
            strong = covered != scene.only_free
            colour = self.theme.colour("accent" if strong else "possible")
            colour.setAlphaF(self.strength((passage,)))
            length = max(1.0, column.width * scene.resting.get(passage, 0) / most)
            thick = max(1.0, frame.unit - 0.7)
            painter.fillRect(QRectF(column.x, y - thick / 2, length, thick), colour)
            if passage in self.lit and not covered:
                self._point_at(painter, column.x + length + 2, y)

    def _point_at(self, painter: QPainter, x: float, y: float) -> None:
        """A small arrow at a sentence of the chain that no footnote leads to."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("text"))
        corners = (QPointF(x, y), QPointF(x + 2 * GRID, y - GRID), QPointF(x + 2 * GRID, y + GRID))
        painter.drawPolygon(QPolygonF(list(corners)))
        painter.restore()
