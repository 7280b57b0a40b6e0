"""How a network is painted: lines, nodes, names, and what stands out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from spexplorer.readings.network.names import (
    OccupiedSpace,
    PlacedName,
    place_names,
    take_marks,
)
from spexplorer.readings.network.scene import LineRun, line_breadth
from spexplorer.readings.network.words import step_words, steps_from
from spexplorer.ui.drawing.glyphs import code_colour, glyph_of, outline
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.readings.network.camera import PlaneCamera
    from spexplorer.readings.network.scene import NetworkScene
    from spexplorer.ui.style.theme import Theme

_MAX_LETTERS: Final = 30
"""Longer names are cut in the drawing."""
_NAMES_IN_ONE_PIECE: Final = 40
_FAINT: Final = 0.13
"""The opacity of a line that does not pass."""
_SMALLER: Final = 0.7
"""The size of a node that does not pass, against one that does."""
_RING: Final = 4
"""Pixels between a mark and the ring around the current record."""


class NodeStyle(NamedTuple):
    """How a node is drawn: hollow unless certain, pale beside a path, small and grey when out.

    `out` is what does not pass the filter.
    """

    certain: bool = True
    beside: bool = False
    out: bool = False


def mark_outline_reach(kind: str) -> float:
    """How far the outline of a kind reaches from its middle, in radii."""
    box = outline(glyph_of("kind", kind).shape, QPointF(0, 0), 1.0).boundingRect()
    return max(-box.left(), box.right(), -box.top(), box.bottom())


class NodeStamps:
    """Pictures of nodes, painted once for each kind, size and style: cheaper than a path each."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio
        self._stamps: dict[tuple[str, int, NodeStyle], QPixmap] = {}

    def get(self, kind: str, radius: int, style: NodeStyle) -> QPixmap:
        """The square picture of a node; its side follows from the radius alone."""
        key = kind, radius, style
        if key not in self._stamps:
            self._stamps[key] = self._paint(kind, radius, style)
        return self._stamps[key]

    def _paint(self, kind: str, radius: int, style: NodeStyle) -> QPixmap:
        side = stamp_side(radius)
        pixmap = QPixmap(QSize(round(side * self._ratio), round(side * self._ratio)))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle, smaller = QPointF(side / 2, side / 2), _SMALLER if style.out else 1.0
            path = outline(glyph_of("kind", kind).shape, middle, radius * smaller)
            ground = self._theme.colour("surface")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawPath(path)  # lines must not shine through
            painter.setOpacity((0.4 if style.out else 0.25) if style.beside else 1.0)
            colour = code_colour(self._theme, "kind", kind)
            if style.out:
                colour = self._theme.colour("muted")
            solid = style.certain or style.out
            painter.setBrush(colour if solid else Qt.BrushStyle.NoBrush)
            dashed = QPen(colour, 1.6, Qt.PenStyle.DashLine)
            painter.setPen(QPen(ground, 1) if solid else dashed)
            painter.drawPath(path)
        return pixmap


def stamp_side(radius: int) -> int:
    """The side of the square picture of a node, in pixels."""
    return 2 * int(radius * 1.5 + 2)


class PaintedView(NamedTuple):
    """What is to be painted: a scene, how it is seen, the size in pixels, and the current record."""

    scene: NetworkScene
    camera: PlaneCamera
    width: int
    height: int
    current: str | None


class NetworkPainter:
    """Paints scenes in a theme and a font; keeps stamps and widths, and nothing of a scene."""

    def __init__(self, theme: Theme, font: QFont, ratio: float) -> None:
        self.theme = theme
        self._font = font
        self._metrics = QFontMetricsF(font)
        self.line_height = float(self._metrics.height())
        self._stamps = NodeStamps(theme, ratio)
        self._widths: dict[tuple[str, int], tuple[str, float]] = {}
        self._reaches: dict[str, float] = {}

    # -- measures -------------------------------------------------------------------------------

    def margin(self, scene: NetworkScene, width: int) -> float:
        """Room left and right of a picture that fits: for names outside of rings and below paths."""
        if not scene.picture.stretches:
            return self.line_height * 1.5
        letters = self._letters(scene, width)
        widths = (self._short(row.label, letters)[1] for row in scene.picture.rows[1:])
        widest = max(widths, default=0.0)
        aside = widest / 2 if scene.picture.path else widest + 2 * self.line_height
        return max(aside, self.line_height * 1.5)

    def _letters(self, scene: NetworkScene, width: int) -> int:
        """How many letters of a name are drawn; fewer where the rings need the room."""
        if not scene.picture.stretches:
            return _MAX_LETTERS
        room = width / 3.2 / self._metrics.averageCharWidth()
        return min(_MAX_LETTERS, max(8, int(room) - 4))

    def _short(self, label: str, letters: int) -> tuple[str, float]:
        """A name cut for the drawing, and its width in pixels."""
        if (label, letters) not in self._widths:
            cut = label if len(label) <= letters else label[: letters - 1].rstrip() + "…"
            self._widths[label, letters] = cut, self._metrics.horizontalAdvance(cut) + 4
        return self._widths[label, letters]

    def reach(self, view: PaintedView, node: int, radius: int) -> float:
        """How far the mark of a node reaches, with the ring of the current record."""
        kind = view.scene.picture.rows[node].kind
        if kind not in self._reaches:
            self._reaches[kind] = mark_outline_reach(kind)
        if view.scene.id_of(node) == view.current:
            radius += _RING
        return radius * self._reaches[kind] + 1

    # -- names ----------------------------------------------------------------------------------

    def placed(
        self,
        view: PaintedView,
        radii: Sequence[int],
        among: list[int] | None = None,
        draw_links: Callable[[OccupiedSpace], None] | None = None,
    ) -> list[PlacedName]:
        """Which nodes are named and where: on no other name, and on no mark that stands out.

        Words of links stand between the names that matter and the others: `draw_links` takes its room.
        """
        scene, letters = view.scene, self._letters(view.scene, view.width)
        space = OccupiedSpace(view.width, view.height)
        x, y = (values.tolist() for values in view.camera.screen(scene.x, scene.y))
        marks = range(len(scene)) if among is None else among
        take_marks(space, ((x[n], y[n], self.reach(view, n, radii[n])) for n in marks))

        def measured(node: int) -> tuple[float, float]:
            label = scene.picture.rows[node].label
            return self.reach(view, node, radii[node]), self._short(label, letters)[1]

        size = view.width, view.height
        requests = scene.name_requests(view.camera, size, view.current, measured, among)
        first = [request for request in requests if request.matters]
        names = place_names(first, space, self.line_height)
        if draw_links is not None:
            draw_links(space)
        rest = [request for request in requests if not request.matters]
        return names + place_names(rest, space, self.line_height)

    def paint_names(
        self, painter: QPainter, view: PaintedView, names: Sequence[PlacedName], bold: set[int]
    ) -> None:
        """The names where they were placed; current and bold ones on a ground of their own."""
        picture, letters = view.scene.picture, self._letters(view.scene, view.width)
        ground = QColor(self.theme.colour("surface"))
        ground.setAlphaF(0.78)
        plain, italic = QFont(self._font), QFont(self._font)
        italic.setItalic(True)
        self._paint_leaders(painter, view, [name for name in names if name.is_led])
        for name in names:
            row = picture.rows[name.node]
            rect = _rect(name.box)
            passes = view.scene.passes(name.node)
            if row.id == view.current or name.node in bold:
                painter.fillRect(rect, self.theme.colour("selection"))
                painter.setPen(self.theme.colour("selection_text"))
            else:
                painter.fillRect(rect, ground)
                painter.setPen(self.theme.colour("text" if passes else "muted"))
            painter.setFont(italic if passes and not picture.certain[name.node] else plain)
            text = self._short(row.label, letters)[0]
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_leaders(
        self, painter: QPainter, view: PaintedView, names: Sequence[PlacedName]
    ) -> None:
        """Lines from the marks to the names that stand far from them, told from the lines of links."""
        if not names:
            return
        x, y = view.camera.screen(view.scene.x, view.scene.y)
        for name in names:
            mark, box = QPointF(float(x[name.node]), float(y[name.node])), _rect(name.box)
            end = QPointF(
                min(max(mark.x(), box.left()), box.right()),
                min(max(mark.y(), box.center().y()), box.center().y()),
            )
            for colour, breadth in (("surface", 3.5), ("text", 1.2)):
                painter.setPen(QPen(self.theme.colour(colour), breadth))
                painter.drawLine(mark, end)

    def _paint_links(self, painter: QPainter, view: PaintedView, space: OccupiedSpace) -> None:
        """Words of the links on their lines: from the middle of the rings, or along a path."""
        painter.setFont(self._font)
        for start, edges in view.scene.named_lines():
            steps = steps_from(edges[0], start)[:2]
            words = tr.joined(list(dict.fromkeys(step_words(tr, step) for step in steps)))
            wide, high = self._metrics.horizontalAdvance(words) + 8, self.line_height
            for edge, share in product(edges[len(edges) // 2 :: 3], (0.5, 0.62, 0.4, 0.74)):
                middle = self._line(view, start, edge.b if edge.a == start else edge.a)
                at = middle.pointAt(share)
                rect = QRectF(at.x() - wide / 2, at.y() - high / 2, wide, high)
                box = (rect.left(), rect.top(), rect.right(), rect.bottom())
                if words and space.is_free(box):
                    space.take(box)
                    painter.fillRect(rect, self.theme.colour("raised"))
                    painter.setPen(self.theme.colour("muted"))
                    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
                    break

    # -- the still picture ----------------------------------------------------------------------

    def layers(
        self, view: PaintedView, runs: Sequence[LineRun], radii: Sequence[int]
    ) -> Iterator[Callable[[QPainter], None]]:
        """What is painted one over the other; each takes a few milliseconds."""
        for run in runs:
            yield partial(self.paint_run, view=view, run=run)
        yield partial(self.paint_nodes, view=view, radii=radii)
        names: list[PlacedName] = []

        def links_and_places(painter: QPainter) -> None:
            links = partial(self._paint_links, painter, view)
            names.extend(self.placed(view, radii, draw_links=links))

        yield links_and_places
        on_path = set(view.scene.picture.path)
        for at in range(0, len(names), _NAMES_IN_ONE_PIECE):
            some = names[at : at + _NAMES_IN_ONE_PIECE]
            yield partial(self.paint_names, view=view, names=some, bold=on_path)

    def paint_run(self, painter: QPainter, view: PaintedView, run: LineRun) -> None:
        """Lines of one breadth."""
        camera, scene = view.camera, view.scene
        painter.save()
        painter.translate(camera.shift_x, camera.shift_y)
        painter.scale(camera.scale_x, camera.scale_y)
        painter.setPen(
            self._faint_pen() if run.is_faded else self._pen(run.breadth, direct=run.is_direct)
        )
        x, y = scene.x, scene.y
        painter.drawLines([QLineF(x[e.a], y[e.a], x[e.b], y[e.b]) for e in run.edges])
        painter.restore()

    def paint_nodes(self, painter: QPainter, view: PaintedView, radii: Sequence[int]) -> None:
        """The path and the nodes, over the lines."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = view.scene.picture.path
        painter.setPen(QPen(self.theme.colour("accent"), 3))
        painter.drawLines([self._line(view, a, b) for a, b in pairwise(path)])
        order = sorted(range(len(view.scene) - 1, -1, -1), key=view.scene.passes)
        on_path = set(path)
        beside = {node for node in order if on_path and node not in on_path}
        self._paint_nodes(painter, view, radii, order, beside)

    def _paint_nodes(
        self,
        painter: QPainter,
        view: PaintedView,
        radii: Sequence[int],
        nodes: Sequence[int],
        beside: set[int],
    ) -> None:
        scene = view.scene
        x, y = (values.tolist() for values in view.camera.screen(scene.x, scene.y))
        certain, path = scene.picture.certain.tolist(), scene.picture.path
        for node in nodes:
            radius = radii[node]
            across, down = x[node], y[node]
            if -radius < across < view.width + radius and -radius < down < view.height + radius:
                out = not scene.passes(node)
                style = NodeStyle(certain[node], node in beside or (out and not path), out)
                stamp = self._stamps.get(scene.picture.rows[node].kind, radius, style)
                half = stamp_side(radius) / 2
                painter.drawPixmap(QPointF(across - half, down - half), stamp)

    def _faint_pen(self) -> QPen:
        """The pen of a line that does not pass."""
        colour = QColor(self.theme.colour("muted"))
        colour.setAlphaF(_FAINT)
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        return pen

    def _pen(self, breadth: int, *, direct: bool, strong: bool = False) -> QPen:
        colour = QColor(self.theme.colour("accent" if strong else "muted"))
        if not strong:
            colour.setAlphaF((0.75, 0.5, 0.32)[breadth] * (1.0 if direct else 0.6))
        pen = QPen(colour, (2.6, 1.7, 1.1)[breadth] * (1.2 if strong else 1))
        pen.setCosmetic(True)
        if strong and not direct:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _line(self, view: PaintedView, one: int, other: int) -> QLineF:
        x, y = view.camera.screen(view.scene.x, view.scene.y)
        return QLineF(float(x[one]), float(y[one]), float(x[other]), float(y[other]))

    # -- what stands out ------------------------------------------------------------------------

    def paint_focus(
        self, painter: QPainter, view: PaintedView, radii: Sequence[int], node: int
    ) -> None:
        """A node with all its neighbours before a veil over everything else."""
        veil, scene = QColor(self.theme.colour("surface")), view.scene
        veil.setAlphaF(0.72)
        painter.fillRect(QRectF(0, 0, view.width, view.height), veil)
        for other, at in scene.neighbours[node]:
            edge = scene.edges[at]
            strong = self._pen(line_breadth(edge.weight), direct=bool(edge.steps), strong=True)
            painter.setPen(self._pen(2, direct=False) if scene.is_faded(at) else strong)
            painter.drawLine(self._line(view, node, other))
        near = [node, *(other for other, _ in scene.neighbours[node])]
        self._paint_nodes(painter, view, radii, near[::-1], set())
        self.paint_names(painter, view, self.placed(view, radii, near), {node})

    def paint_rings(
        self, painter: QPainter, view: PaintedView, radii: Sequence[int], focus: int | None
    ) -> None:
        """Rings around the current record and around the one pointed at or reached by keys."""
        x, y = view.camera.screen(view.scene.x, view.scene.y)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        current = view.scene.place_of(view.current)
        for node, colour, away in ((current, "text", _RING), (focus, "accent", _RING + 3)):
            if node is not None:
                painter.setPen(QPen(self.theme.colour(colour), 2))
                shape = glyph_of("kind", view.scene.picture.rows[node].kind).shape
                middle = QPointF(float(x[node]), float(y[node]))
                painter.drawPath(outline(shape, middle, radii[node] + away))


def _rect(box: tuple[float, float, float, float]) -> QRectF:
    left, top, right, bottom = box
    return QRectF(left, top, right - left, bottom - top)
