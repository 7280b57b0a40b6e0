"""The footnote round trip as a drawing: sentence ← mark → footnote → work, and what rests on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from spexplorer.domain.figures import figure
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.mark_canvas import Mark
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.citations.apparatus import Foot, Source, Standing
from spexplorer.ui.views.citations.frame import Column, Frame, frame_for, narrowest
from spexplorer.ui.views.citations.glyphs import draw_mark, draw_type
from spexplorer.ui.views.citations.scene import Scene
from spexplorer.ui.views.citations.spine import SpineCanvas
from spexplorer.ui.views.citations.strokes import Stroke, arc_back, curve, elbow
from spexplorer.ui.views.citations.wording import Wording, mark_words, place_short, place_words

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROOM_FOR_LANGUAGE = 26
"""In a column of works of fewer letters the language stands in the list and the tooltip only."""


class RoundTrip(SpineCanvas):
    """Draws a scene: the paper at the left, its footnotes in the middle, the works at the right."""

    def __init__(
        self,
        wording: Wording,
        chain: Callable[[str | None], frozenset[str]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        name = tr("Drawing: sentences, footnotes and the works they rest on")
        super().__init__(name, chain, theme, parent)
        self._wording = wording

    def show_scene(self, scene: Scene) -> None:
        """Draw something else."""
        self.scene = scene
        self.refresh()
        self.light()

    def natural_width(self) -> float:
        """The least width in pixels that the drawing can do with."""
        return narrowest(QFontMetricsF(self.font()))

    # -- laying out -----------------------------------------------------------------------------

    def lay_out(self, width: float) -> float:
        """Lines first, so that texts lie on top of them."""
        scene = self.scene
        if scene is None:
            return 0.0
        metrics = QFontMetricsF(self.font())
        frame = frame_for(metrics, width, scene.feet, scene.sources, scene.apparatus.sentences)
        self.frame = frame
        self._put_heads(frame)
        self.put_spine(scene, frame)
        for foot in scene.feet:
            self._put_lines(scene, frame, foot)
        for source in scene.sources:
            self._put_source_lines(scene, frame, source)
        for foot in scene.feet:
            self._put_sentence(frame, foot)
            self._put_foot(scene, frame, foot)
        for source in scene.sources:
            self._put_source(scene, frame, source)
        return frame.height

    def _put_heads(self, frame: Frame) -> None:
        c = frame.columns
        heads = (
            (Column(c.spine.x, c.place.x - c.spine.x - GRID), tr("The paper")),
            (Column(c.place.x, c.place.width), tr("Sentence")),
            (Column(c.mark.x, c.number.x - c.mark.x - 1), tr("Mark")),
            (Column(c.number.x, c.relation.right - c.number.x), tr("Footnote")),
            (Column(c.rests.x, c.works.x - c.rests.x - GRID), tr("Records")),
            (c.works, tr("Work")),
        )
        for column, text in heads:
            rect = QRectF(column.x, GRID, column.width, frame.head - 3 * GRID)
            self.put_line(rect, text, (), colour="muted", small=True)

    # -- the lines ------------------------------------------------------------------------------

    def _put_lines(self, scene: Scene, frame: Frame, foot: Foot) -> None:
        """From the spine to the row of a footnote, on to its work, back to the note it takes up."""
        c, y = frame.columns, frame.feet[foot.id]
        spine = [frame.sentences[p] for p in foot.covers if p in frame.sentences]
        if spine:
            edge = c.spine.right + 2
            self.put_stroke(Stroke.bracket(edge, min(spine), max(spine)), (foot.id,))
        if foot.sentence is not None:
            start = QPointF(c.spine.right + 2, frame.sentences.get(foot.sentence.id, y))
            path = curve(start, QPointF(c.place.x - 2, y))
            self.put_stroke(Stroke(path), (foot.id, foot.sentence.id))
        begin = QPointF(c.lane.x, y)
        work = foot.record.cited_work
        if work in frame.sources:
            path = curve(begin, QPointF(c.works.x - 2, frame.sources[work]))
            self.put_stroke(Stroke.of_relation(path, foot.record.relation), (foot.id, work))
        elif foot.id in scene.stubs:
            stub = QRectF(c.lane.x, y - frame.row / 2, c.works.x - c.lane.x, frame.row)
            self.put_line(stub, tr("outside the filter"), (foot.id,), colour="muted", small=True)
        if foot.target in frame.feet:
            path = arc_back(begin, QPointF(c.lane.x, frame.feet[foot.target]), c.lane.width * 1.8)
            self.put_stroke(Stroke.op_cit(path), (foot.id, foot.target))

    def _put_source_lines(self, scene: Scene, frame: Frame, source: Source) -> None:
        """From what a work is known through: a footnote, the reporting work, or a bare sentence."""
        y, x = frame.sources[source.id], frame.columns.works.x
        if source.standing is Standing.CITED:
            return
        for foot_id in source.feet:
            parent = scene.apparatus.foot[foot_id].record.cited_work
            through = source.standing is Standing.THROUGH
            if through and parent in frame.sources:
                indent = frame.row * 0.45
                path = elbow(
                    QPointF(x + indent, frame.sources[parent] + indent), QPointF(x + frame.row, y)
                )
                self.put_stroke(Stroke.through(path), (parent, source.id))
            elif foot_id in frame.feet:
                path = curve(QPointF(frame.columns.lane.x, frame.feet[foot_id]), QPointF(x - 2, y))
                made = Stroke.through(path) if through else Stroke.named(path)
                self.put_stroke(made, (foot_id, source.id))
        if source.standing is Standing.TEXT:
            for passage in source.sentences:
                start = QPointF(frame.columns.spine.right + 2, frame.sentences[passage])
                self.put_stroke(Stroke.named(curve(start, QPointF(x - 2, y))), (passage, source.id))

    # -- the rows -------------------------------------------------------------------------------

    def _put_sentence(self, frame: Frame, foot: Foot) -> None:
        c, y = frame.columns, frame.feet[foot.id]
        keys = (foot.id, foot.sentence.id) if foot.sentence else (foot.id,)
        box = QRectF(c.mark.x, y - frame.row * 0.36, c.mark.width, frame.row * 0.72)

        def draw(painter: QPainter) -> None:
            painter.setOpacity(self.strength(keys))
            painter.setFont(self.sized(0.85))
            draw_mark(painter, self.theme, foot.mark, foot.printed, box)

        self.pieces.append(Piece(box.adjusted(-2, -2, 2, 2), draw))
        if foot.sentence is None:
            return
        rect = QRectF(c.place.x, y - frame.row / 2, c.place.width, frame.row)
        self.put_line(rect, place_short(foot.sentence), keys, small=True, align=_RIGHT)
        resting = self.scene.resting.get(foot.sentence.id, 0) if self.scene else 0
        words = "\n".join(
            (
                place_words(foot.sentence),
                tr("Footnote {n}", n=foot.record.number) + ": " + mark_words(foot),
                counted(
                    resting,
                    "{n} record rests on this sentence",
                    "{n} records rest on this sentence",
                ),
            )
        )
        place = QRectF(c.place.x, rect.y(), c.mark.right - c.place.x + 2, frame.row)
        self.marks.append(Mark(foot.sentence.id, place.adjusted(0, 1, 1, -1), words))

    def _put_foot(self, scene: Scene, frame: Frame, foot: Foot) -> None:
        c, y = frame.columns, frame.feet[foot.id]
        keys, possible = (foot.id,), foot.id in scene.possible
        side = min(c.number.width, frame.row * 0.92)
        ring = QRectF(c.number.x + (c.number.width - side) / 2, y - side / 2, side, side)
        self.pieces.append(
            Piece(
                ring.adjusted(-2, -2, 2, 2),
                partial(self._paint_number, ring, str(foot.record.number), keys, possible),
            )
        )
        relation = QRectF(c.relation.x, y - frame.row / 2, c.relation.width, frame.row)
        self.put_line(relation, self._wording.relation(foot), keys, italic=possible)
        self._put_rests(scene, frame, foot)
        rect = QRectF(c.number.x, y - frame.row / 2, c.rests.right - c.number.x, frame.row)
        self.marks.append(Mark(foot.id, rect.adjusted(0, 1, 0, -1), scene.tips.get(foot.id, "")))

    def _paint_number(
        self, ring: QRectF, number: str, keys: tuple[str, ...], possible: bool, painter: QPainter
    ) -> None:
        painter.setOpacity(self.strength(keys))
        style = Qt.PenStyle.DashLine if possible else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self.theme.colour("accent"), 1.4, style))
        painter.setBrush(self.theme.colour("surface"))
        painter.drawEllipse(ring)
        painter.setPen(self.theme.colour("text"))
        painter.setFont(self.sized(0.8, bold=not possible, italic=possible))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, number)

    def _put_rests(self, scene: Scene, frame: Frame, foot: Foot) -> None:
        """A bar with its number: filled what passes the filter, in outline all there is."""
        if foot.id not in scene.rests:
            return
        column, y = frame.columns.rests, frame.feet[foot.id]
        passing, everything = scene.rests[foot.id]
        letters = QFontMetricsF(self.sized(0.9)).horizontalAdvance("00") + GRID
        number = QRectF(column.x, y - frame.row / 2, letters, frame.row)
        self.put_line(number, figure(passing), (foot.id,), small=True, align=_RIGHT)
        most = max((total for _, total in scene.rests.values()), default=0) or 1
        room = column.width - letters - GRID
        if room < letters:
            return
        bar = QRectF(number.right() + GRID, y - frame.row * 0.16, room, frame.row * 0.32)

        def draw(painter: QPainter) -> None:
            painter.setOpacity(self.strength((foot.id,)))
            whole, part = QRectF(bar), QRectF(bar)
            whole.setWidth(bar.width() * everything / most)
            part.setWidth(bar.width() * passing / most)
            painter.fillRect(part, self.theme.colour("certain"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("certain"), 1))
            if passing < everything:
                painter.drawRect(whole)

        self.pieces.append(Piece(bar.adjusted(-1, -1, 1, 1), draw))

    def _put_source(self, scene: Scene, frame: Frame, source: Source) -> None:
        column, y, row = frame.columns.works, frame.sources[source.id], frame.row
        keys, possible = (source.id,), source.id in scene.possible
        parents = {scene.apparatus.foot[foot].record.cited_work for foot in source.feet}
        under = source.standing is Standing.THROUGH and bool(parents & set(frame.sources))
        left = column.x + (row * 1.1 if under else 0)
        glyph = QRectF(left + GRID, y - row * 0.22, row * 0.44, row * 0.44)

        def draw(painter: QPainter) -> None:
            painter.setOpacity(self.strength(keys))
            draw_type(painter, self.theme, source.record.source_type, glyph)

        self.pieces.append(Piece(glyph.adjusted(-2, -2, 2, 2), draw))
        roomy = column.width > self.metrics().averageCharWidth() * _ROOM_FOR_LANGUAGE
        language = self._wording.language_short(source.record) if roomy else ""
        letters = QFontMetricsF(self.sized(0.9)).horizontalAdvance(language) + GRID
        text = glyph.right() + 2 * GRID
        room = column.right - text - letters - GRID
        title = QRectF(text, y - row / 2, max(room, row), row)
        self.put_line(title, self._wording.short(source.record), keys, italic=possible)
        aside = QRectF(title.right() + GRID, y - row / 2, letters, row)
        self.put_line(aside, language, keys, colour="muted", small=True, align=_RIGHT)
        rect = QRectF(left, y - row / 2 + 1, column.right - left, row - 2)
        self.marks.append(Mark(source.id, rect, scene.tips.get(source.id, "")))
