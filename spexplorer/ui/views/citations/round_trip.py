"""The footnote round trip as a drawing: sentence ← mark → footnote → work, and what rests on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from spexplorer.domain.figures import figure
from spexplorer.readings.citations.apparatus import Footnote, SourceWork, WorkStanding
from spexplorer.readings.citations.selection import RoundTripScene
from spexplorer.readings.citations.words import (
    ApparatusWords,
    mark_words,
    place_short,
    place_words,
)
from spexplorer.support.printable import on_screen
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.glyphs import code_colour, draw_glyph, glyph_of
from spexplorer.ui.drawing.mark_canvas import Mark, MarkCanvas
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, SMALL, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.citations.frame import (
    RoundTripColumn,
    RoundTripFrame,
    frame_for,
    narrowest,
)
from spexplorer.ui.views.citations.strokes import (
    ChainStroke,
    arc_back,
    curve,
    draw_mark,
    draw_stroke,
    elbow,
)
from spexplorer.ui.widgets.panes import reveal_through

SECTION: Final = "section/"
"""What the key of a section's mark begins with."""

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROOM_FOR_LANGUAGE: Final = 26
"""In a column of works of fewer letters the language stands in the list and the tooltip only."""
_LEAST_FADE: Final = 0.45
"""How strongly the rest is drawn while the pointer follows one chain."""


@guarded
class RoundTrip(MarkCanvas):
    """Draws a scene: the paper at the left, its footnotes in the middle, the works at the right.

    `chain` says what belongs together with a record, itself included. The chain of the current record is
    drawn in the accent, and the rest as ever; only while the pointer follows another chain the rest
    steps back.
    """

    def __init__(
        self,
        words: ApparatusWords,
        chain: Callable[[str | None], frozenset[str]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        name = tr("Drawing: sentences, footnotes and the works they rest on")
        super().__init__(name, theme, parent)
        self._words = words
        self._chain = chain
        self.scene: RoundTripScene | None = None
        self.frame: RoundTripFrame | None = None
        self.lit: frozenset[str] = frozenset()
        self._is_pointed = False
        self._chosen: frozenset[str] = frozenset()

    def show_scene(self, scene: RoundTripScene) -> None:
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

    def _put_heads(self, frame: RoundTripFrame) -> None:
        c = frame.columns
        heads = (
            (RoundTripColumn(c.spine.x, c.place.x - c.spine.x - GRID), tr("The paper")),
            (RoundTripColumn(c.place.x, c.place.width), tr("Sentence")),
            (RoundTripColumn(c.mark.x, c.number.x - c.mark.x - 1), tr("Mark")),
            (RoundTripColumn(c.number.x, c.relation.right - c.number.x), tr("Footnote")),
            (RoundTripColumn(c.rests.x, c.works.x - c.rests.x - GRID), tr("Records")),
            (c.works, tr("Work")),
        )
        for column, text in heads:
            rect = QRectF(column.x, GRID, column.width, frame.head - 3 * GRID)
            self.put_line(rect, text, (), colour="muted", small=True)

    # -- the lines ------------------------------------------------------------------------------

    def _put_lines(self, scene: RoundTripScene, frame: RoundTripFrame, foot: Footnote) -> None:
        """From the spine to the row of a footnote, on to its work, back to the note it takes up."""
        c, y = frame.columns, frame.feet[foot.id]
        spine = [frame.sentences[p] for p in foot.covers if p in frame.sentences]
        if spine:
            edge = c.spine.right + 2
            self.put_stroke(ChainStroke.bracket(edge, min(spine), max(spine)), (foot.id,))
        if foot.sentence is not None:
            start = QPointF(c.spine.right + 2, frame.sentences.get(foot.sentence.id, y))
            path = curve(start, QPointF(c.place.x - 2, y))
            self.put_stroke(ChainStroke(path), (foot.id, foot.sentence.id))
        begin = QPointF(c.lane.x, y)
        work = foot.record.cited_work
        if work in frame.sources:
            path = curve(begin, QPointF(c.works.x - 2, frame.sources[work]))
            self.put_stroke(ChainStroke.of_relation(path, foot.record.relation), (foot.id, work))
        elif foot.id in scene.stubs:
            stub = QRectF(c.lane.x, y - frame.row / 2, c.works.x - c.lane.x, frame.row)
            self.put_line(stub, tr("outside the filter"), (foot.id,), colour="muted", small=True)
        if foot.target in frame.feet:
            path = arc_back(begin, QPointF(c.lane.x, frame.feet[foot.target]), c.lane.width * 1.8)
            self.put_stroke(ChainStroke.op_cit(path), (foot.id, foot.target))

    def _put_source_lines(
        self, scene: RoundTripScene, frame: RoundTripFrame, source: SourceWork
    ) -> None:
        """From what a work is known through: a footnote, the reporting work, or a bare sentence."""
        y, x = frame.sources[source.id], frame.columns.works.x
        if source.standing is WorkStanding.CITED:
            return
        for foot_id in source.feet:
            parent = scene.apparatus.foot[foot_id].record.cited_work
            through = source.standing is WorkStanding.THROUGH
            if through and parent in frame.sources:
                indent = frame.row * 0.45
                path = elbow(
                    QPointF(x + indent, frame.sources[parent] + indent), QPointF(x + frame.row, y)
                )
                self.put_stroke(ChainStroke.through(path), (parent, source.id))
            elif foot_id in frame.feet:
                path = curve(QPointF(frame.columns.lane.x, frame.feet[foot_id]), QPointF(x - 2, y))
                made = ChainStroke.through(path) if through else ChainStroke.named(path)
                self.put_stroke(made, (foot_id, source.id))
        if source.standing is WorkStanding.TEXT:
            for passage in source.sentences:
                start = QPointF(frame.columns.spine.right + 2, frame.sentences[passage])
                self.put_stroke(
                    ChainStroke.named(curve(start, QPointF(x - 2, y))), (passage, source.id)
                )

    # -- the rows -------------------------------------------------------------------------------

    def _put_sentence(self, frame: RoundTripFrame, foot: Footnote) -> None:
        c, y = frame.columns, frame.feet[foot.id]
        keys = (foot.id, foot.sentence.id) if foot.sentence else (foot.id,)
        box = QRectF(c.mark.x, y - frame.row * 0.36, c.mark.width, frame.row * 0.72)

        def draw(painter: QPainter) -> None:
            painter.setOpacity(self.strength(keys))
            painter.setFont(self.sized(SMALL))
            draw_mark(painter, self.theme, foot.mark, foot.printed, box)

        self.pieces.append(Piece(box.adjusted(-2, -2, 2, 2), draw))
        if foot.sentence is None:
            return
        rect = QRectF(c.place.x, y - frame.row / 2, c.place.width, frame.row)
        self.put_line(rect, place_short(tr, foot.sentence), keys, small=True, align=_RIGHT)
        resting = self.scene.resting.get(foot.sentence.id, 0) if self.scene else 0
        words = "\n".join(
            (
                place_words(tr, foot.sentence),
                tr("Footnote {n}", n=foot.record.number) + ": " + mark_words(tr, foot),
                counted(
                    resting,
                    "{n} record rests on this sentence",
                    "{n} records rest on this sentence",
                ),
            )
        )
        place = QRectF(c.place.x, rect.y(), c.mark.right - c.place.x + 2, frame.row)
        self.marks.append(Mark(foot.sentence.id, place.adjusted(0, 1, 1, -1), words))

    def _put_foot(self, scene: RoundTripScene, frame: RoundTripFrame, foot: Footnote) -> None:
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
        self.put_line(relation, self._words.relation(foot), keys, italic=possible)
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
        painter.setFont(self.sized(SMALL, bold=not possible, italic=possible))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, number)

    def _put_rests(self, scene: RoundTripScene, frame: RoundTripFrame, foot: Footnote) -> None:
        """A bar with its number: filled what passes the filter, in outline all there is."""
        if foot.id not in scene.rests:
            return
        column, y = frame.columns.rests, frame.feet[foot.id]
        passing, everything = scene.rests[foot.id]
        letters = QFontMetricsF(self.sized(SMALL)).horizontalAdvance("00") + GRID
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

    def _put_source(self, scene: RoundTripScene, frame: RoundTripFrame, source: SourceWork) -> None:
        column, y, row = frame.columns.works, frame.sources[source.id], frame.row
        keys, possible = (source.id,), source.id in scene.possible
        parents = {scene.apparatus.foot[foot].record.cited_work for foot in source.feet}
        under = source.standing is WorkStanding.THROUGH and bool(parents & set(frame.sources))
        left = column.x + (row * 1.1 if under else 0)
        glyph = QRectF(left + GRID, y - row * 0.22, row * 0.44, row * 0.44)

        def draw(painter: QPainter) -> None:
            painter.setOpacity(self.strength(keys))
            kind = source.record.source_type
            colour = code_colour(self.theme, "source_type", kind)
            draw_glyph(painter, glyph_of("source_type", kind), glyph, colour)

        self.pieces.append(Piece(glyph.adjusted(-2, -2, 2, 2), draw))
        roomy = column.width > self.metrics().averageCharWidth() * _ROOM_FOR_LANGUAGE
        language = self._words.language_short(source.record) if roomy else ""
        letters = self.metrics(self.sized(SMALL, bold=True)).horizontalAdvance(language) + GRID
        text = glyph.right() + 2 * GRID
        room = column.right - text - letters - 2 * GRID
        title = QRectF(text, y - row / 2, max(room, row), row)
        self.put_line(title, self._words.short(source.record), keys, italic=possible)
        aside = QRectF(title.right() + GRID, y - row / 2, letters, row)
        self.put_line(aside, language, keys, colour="muted", small=True, align=_RIGHT)
        rect = QRectF(left, y - row / 2 + 1, column.right - left, row - 2)
        self.marks.append(Mark(source.id, rect, scene.tips.get(source.id, "")))

    # -- the paper as a spine: one bar a sentence, as long as what rests on it ---------------------

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

    def put_spine(self, scene: RoundTripScene, frame: RoundTripFrame) -> None:
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

    def _paint_spine(self, scene: RoundTripScene, frame: RoundTripFrame, painter: QPainter) -> None:
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

    # -- the chain that is lit ----------------------------------------------------------------------

    def drawn(self) -> set[str]:
        """Footnotes and works, and every sentence on the spine."""
        scene = self.scene
        if scene is None:
            return set()
        sentences = {passage.id for passage in scene.apparatus.sentences}
        return sentences | {foot.id for foot in scene.feet} | {one.id for one in scene.sources}

    def show_current(self, key: str | None, chosen: frozenset[str] = frozenset()) -> None:
        """Mark the current record and light its chain, or those of several that are chosen."""
        if key != self.current:
            self.hovered = None
        self._chosen = chosen or frozenset({key} if key else ())
        super().show_current(key)
        self.light()

    def show_pointed(self, key: str | None) -> None:
        """Light the chain of what is pointed at, here or elsewhere."""
        super().show_pointed(key)
        self.light()

    def reveal_current(self) -> None:
        """Scroll to the current record, unless a person is walking the list beside the drawing."""
        found = next((mark.rect for mark in self.marks if mark.key == self.current), None)
        if found is not None and not isinstance(QApplication.focusWidget(), QAbstractItemView):
            reveal_through(self, found.toRect(), 2 * GRID)

    def light(self) -> None:
        """Light the chain of what is pointed at, else of what is chosen, if any of it is drawn."""
        key = self.hovered if self.hovered and not self.hovered.startswith(SECTION) else None
        pointed = self._chain(key) & self.drawn()
        chosen = frozenset[str]().union(*(self._chain(uid) for uid in self._chosen))
        lit = pointed or (chosen if chosen & self.drawn() else frozenset())
        if (lit, bool(pointed)) != (self.lit, self._is_pointed):
            self.lit, self._is_pointed = lit, bool(pointed)
            self.update()

    def put_stroke(self, stroke: ChainStroke, keys: tuple[str, ...]) -> None:
        """Set a line between some records: lit when they all are."""

        def draw(painter: QPainter) -> None:
            painter.setOpacity(self.strength(keys))
            draw_stroke(painter, self.theme, stroke, lit=self._is_lit(keys))

        self.pieces.append(Piece(stroke.path.boundingRect().adjusted(-6, -6, 6, 6), draw))

    # -- texts and strengths --------------------------------------------------------------------

    def put_line(
        self,
        rect: QRectF,
        text: str,
        keys: tuple[str, ...],
        *,
        colour: str = "text",
        small: bool = False,
        italic: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        """One line of text, cut at the width of its place; bold in the chain that is lit."""

        def draw(painter: QPainter) -> None:
            is_lit = bool(keys) and self._is_lit(keys)
            font = self.sized(SMALL if small else 1.0, bold=is_lit, italic=italic)
            shown = self.metrics(font).elidedText(
                on_screen(text), Qt.TextElideMode.ElideRight, rect.width() + 1
            )
            painter.setOpacity(self.strength(keys))
            painter.setFont(font)
            painter.setPen(self.theme.colour("accent" if is_lit else colour))
            painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)

        self.pieces.append(Piece(rect, draw))

    def _is_lit(self, keys: tuple[str, ...]) -> bool:
        return bool(self.lit) and all(key in self.lit for key in keys)

    def strength(self, keys: tuple[str, ...]) -> float:
        """How strongly something is drawn: only while the pointer follows a chain the rest steps back."""
        steps_back = self._is_pointed and keys and not self._is_lit(keys)
        return _LEAST_FADE if steps_back else 1.0
