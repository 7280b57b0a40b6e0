"""The drawing of a network: lines, nodes and names, painted once and shown until the view moves.

What stands still lies in one picture of the window. What is pointed at comes over it: a veil, then the
node, its neighbours and the lines between them, so that a moving pointer never paints the whole again.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap

from spexplorer.ui.guard import guarded
from spexplorer.ui.views.network.lettering import Raster
from spexplorer.ui.views.network.names import NamedStage
from spexplorer.ui.views.network.shapes import Look, shape, stamp_side
from spexplorer.ui.views.network.stage import Run, breadth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spexplorer.ui.style.theme import Theme

_ROUGH: Final = 8
"""So many runs of lines are painted while the picture moves."""

_AT_ONCE: Final = 40
"""So many names are painted in one piece."""

_FAINT: Final = 0.13
"""How much of its colour a line has that does not pass."""


@guarded
class PaintedStage(NamedStage):
    """Paints a picture; a class built on it answers pointer and keys."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._nothing = ""
        self._layers: Iterator[Callable[[QPainter], None]] = iter(())
        self._refine = QTimer(self)
        self._refine.setSingleShot(True)
        self._refine.setInterval(0)
        self._refine.timeout.connect(self._finely)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.picture is None or not len(self.picture.nodes):
                self._paint_nothing(painter)
                return
            if self._still is None:
                self._still = self._roughly()
                if not self.moving:
                    self._refine.start()
            painter.drawPixmap(0, 0, self._still)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.focus is not None:
                self._paint_focus(painter, self.focus)
            self._paint_marks(painter)

    def say(self, words: str) -> None:
        """Say why nothing is drawn; the words stand in the middle of the empty drawing."""
        if words != self._nothing:
            self._nothing = words
            self.update()

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.setPen(self.theme.colour("muted"))
        aside = int(self.unit())
        room = self.rect().adjusted(aside, aside, -aside, -aside)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self._nothing)

    def _ground(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self.theme.colour("surface"))
        return pixmap

    def _roughly(self) -> QPixmap:
        """The picture with its strongest lines, jagged and without names."""
        pixmap = self._ground()
        with QPainter(pixmap) as painter:
            self.spots()
            for run in [run for run in self._lines if not run.faded][:_ROUGH]:
                self._paint_run(painter, run)
            self._paint_dots(painter)
        return pixmap

    def _finely(self) -> None:
        """Paint some more of the smooth picture, so that nobody waits for all of it."""
        if self.picture is None or self._still is None or not len(self.picture.nodes):
            return
        if self._fine is None:
            self._fine = self._ground()
            self._layers = self._refined()
        layer = next(self._layers, None)
        if layer is not None:
            with QPainter(self._fine) as painter:
                painter.setFont(self.font())
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                layer(painter)
            self._refine.start()
            return
        self._still = self._fine
        self.update()

    def _refined(self) -> Iterator[Callable[[QPainter], None]]:
        """What is painted smoothly, one layer over the other; each takes a few milliseconds."""
        assert self.picture is not None
        for run in self._lines:
            yield partial(self._paint_run, run=run)
        yield self._paint_dots
        raster = Raster(self.width(), self.height())
        yield partial(self._paint_groups, raster=raster)
        spots, first = self._spots()
        yield _nothing_more
        names = self._lettered(spots, first, raster)
        on_path = set(self.picture.path)
        for at in range(0, len(names), _AT_ONCE):
            yield partial(self._paint_names, names=names[at : at + _AT_ONCE], bold=on_path)

    def _paint_dots(self, painter: QPainter) -> None:
        """The path and the nodes, over the lines."""
        assert self.picture is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_path(painter)
        on_path = set(self.picture.path)
        order = sorted(range(len(self.picture.nodes) - 1, -1, -1), key=self.passes)
        self._paint_nodes(painter, order, {n for n in order if on_path and n not in on_path})

    def _faint(self) -> QPen:
        """The pen of a line that does not pass."""
        colour = QColor(self.theme.colour("muted"))
        colour.setAlphaF(_FAINT)
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        return pen

    def _pen(self, broad: int, *, direct: bool, strong: bool = False) -> QPen:
        colour = QColor(self.theme.colour("accent" if strong else "muted"))
        if not strong:
            colour.setAlphaF((0.75, 0.5, 0.32)[broad] * (1.0 if direct else 0.6))
        pen = QPen(colour, (2.6, 1.7, 1.1)[broad] * (1.2 if strong else 1))
        pen.setCosmetic(True)
        if strong and not direct:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _paint_run(self, painter: QPainter, run: Run) -> None:
        assert self.camera is not None
        camera = self.camera
        painter.save()
        painter.translate(camera.shift_x, camera.shift_y)
        painter.scale(camera.scale_x, camera.scale_y)
        painter.setPen(self._faint() if run.faded else self._pen(run.broad, direct=run.direct))
        painter.drawLines(run.lines)
        painter.restore()

    def _paint_path(self, painter: QPainter) -> None:
        """The chosen path, broad."""
        assert self.picture is not None
        path = self.picture.path
        painter.setPen(QPen(self.theme.colour("accent"), 3))
        painter.drawLines([self._line(a, b) for a, b in pairwise(path)])

    def _paint_nodes(self, painter: QPainter, nodes: list[int], aside: set[int]) -> None:
        assert self.picture is not None
        x, y = (values.tolist() for values in self.spots())
        width, height, certain = self.width(), self.height(), self.picture.certain.tolist()
        rows, passes, path = self.picture.rows, self.picture.passes.tolist(), self.picture.path
        for node in nodes:
            radius = self.radius(node)
            if -radius < x[node] < width + radius and -radius < y[node] < height + radius:
                out = not passes[node]
                look = Look(certain[node], node in aside or (out and not path), out)
                stamp = self._stamps.get(rows[node].kind, radius, look)
                half = stamp_side(radius) / 2
                painter.drawPixmap(QPointF(x[node] - half, y[node] - half), stamp)

    def _paint_focus(self, painter: QPainter, node: int) -> None:
        """The node pointed at with all its neighbours, before everything else."""
        assert self.picture is not None
        veil = QColor(self.theme.colour("surface"))
        veil.setAlphaF(0.72)
        painter.fillRect(self.rect(), veil)
        others = self._neighbours[node]
        for other, at in others:
            edge = self._edges[at]
            strong = self._pen(breadth(edge.weight), direct=bool(edge.steps), strong=True)
            painter.setPen(self._pen(2, direct=False) if self.is_faded(at) else strong)
            painter.drawLine(self._line(node, other))
        near = [node, *(other for other, _ in others)]
        self._paint_nodes(painter, near[::-1], set())
        painter.setFont(self.font())
        raster = Raster(self.width(), self.height())
        self._paint_names(painter, self._names(raster, near), {node})

    def _paint_marks(self, painter: QPainter) -> None:
        """Rings round the current record and round the one pointed at or reached by keys."""
        assert self.picture is not None
        x, y = self.spots()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for node, name in ((self.place_of(self.current), "text"), (self.focus, "accent")):
            if node is not None:
                painter.setPen(QPen(self.theme.colour(name), 2))
                middle = QPointF(float(x[node]), float(y[node]))
                reach = self.radius(node) + (4 if name == "text" else 7)
                painter.drawPath(shape(self.picture.rows[node].kind, middle, reach))
        if self.hasFocus():
            painter.setPen(QPen(self.theme.colour("accent"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _nothing_more(_painter: QPainter) -> None:
    """A step that only thinks."""
