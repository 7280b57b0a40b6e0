"""A drawing of things that hang together: the chain of what is chosen is lit, the rest is dimmed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication, QListView, QScrollArea, QWidget

from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.mark_canvas import MarkCanvas
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.views.citations.strokes import Stroke, draw_stroke

SECTION = "section/"
"""What the key of a section's mark begins with."""
_DIMMED = 0.3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChainCanvas(MarkCanvas):
    """`chain` says what hangs together with a record, itself included."""

    def __init__(
        self,
        name: str,
        chain: Callable[[str | None], frozenset[str]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, theme, parent)
        self._chain = chain
        self.lit: frozenset[str] = frozenset()

    def show_current(self, key: str | None) -> None:
        """Mark the current record and light its chain, wherever the pointer was left."""
        if key != self.current:
            self.hovered = None
        super().show_current(key)
        self.light()

    def show_pointed(self, key: str | None) -> None:
        """Light the chain of what is pointed at, here or elsewhere."""
        super().show_pointed(key)
        self.light()

    def reveal_current(self) -> None:
        """Scroll to the current record, once the room for the drawing has changed."""
        found = next((mark.rect for mark in self.marks if mark.key == self.current), None)
        if found is not None:
            self._reveal(found)

    def _reveal(self, rect: QRectF) -> None:
        """Scroll the areas round this one too, unless a person is walking the list in them."""
        super()._reveal(rect)
        if isinstance(QApplication.focusWidget(), QListView):
            return
        holder = self.parentWidget()
        while holder is not None:
            inside = holder.widget() if isinstance(holder, QScrollArea) else None
            if isinstance(holder, QScrollArea) and inside is not None and inside is not self:
                place = self.mapTo(inside, rect.center().toPoint())
                holder.ensureVisible(place.x(), place.y(), 0, int(rect.height()))
            holder = holder.parentWidget()

    def light(self) -> None:
        """Light the chain of what is pointed at, else of what is current, if any of it is drawn."""
        key = self.hovered if self.hovered and not self.hovered.startswith(SECTION) else None
        lit = self._chain(key) or self._chain(self.current)
        lit = lit if lit & self.drawn() else frozenset()
        if lit != self.lit:
            self.lit = lit
            self.update()

    def drawn(self) -> set[str]:
        """The keys of everything that is drawn."""
        return {mark.key for mark in self.marks}

    def put_stroke(self, stroke: Stroke, keys: tuple[str, ...]) -> None:
        """Set a line between some records: lit when they all are."""

        def draw(painter: QPainter) -> None:
            painter.setOpacity(self.strength(keys))
            draw_stroke(painter, self.theme, stroke, lit=bool(self.lit) and self._is_lit(keys))

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
        """One line of text, cut at the width of its place."""
        font = self.sized(0.9 if small else 1.0, italic=italic)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())

        def draw(painter: QPainter) -> None:
            painter.setOpacity(self.strength(keys))
            painter.setFont(font)
            painter.setPen(self.theme.colour(colour))
            painter.drawText(rect, align, shown)

        self.pieces.append(Piece(rect, draw))

    def _is_lit(self, keys: tuple[str, ...]) -> bool:
        return all(key in self.lit for key in keys)

    def strength(self, keys: tuple[str, ...]) -> float:
        """How strongly something is drawn: what does not hang together with the chosen is dimmed."""
        return 1.0 if not self.lit or not keys or self._is_lit(keys) else _DIMMED
