"""What a drawing of a network shows: the picture, the camera it is seen by, its lines and places."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.views.network.camera import Camera, fitting
from spexplorer.ui.views.network.shapes import Stamps

if TYPE_CHECKING:
    import numpy as np

    from spexplorer.exploring.network import NetworkEdge, NetworkPicture

_STRONG: Final = (4, 2)
"""From so many links on a line is drawn broad, or of middle breadth."""


_A_RUN: Final = 60
"""So many lines are painted at once."""


class Run(NamedTuple):
    """Lines of one breadth, in the plane; direct links, or only records in common, or faded ones."""

    broad: int
    direct: bool
    faded: bool
    lines: list[QLineF]


def breadth(weight: int) -> int:
    """How broad a line of some weight is drawn: 0 broad, 1, or 2 fine."""
    return next((at for at, least in enumerate(_STRONG) if weight >= least), 2)


@guarded
class Stage(QWidget):
    """Holds a picture; the classes built on it name, paint, and answer pointer and keys."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.picture: NetworkPicture | None = None
        self.camera: Camera | None = None
        self.current: str | None = None
        self.focus: int | None = None
        self.moving = False
        self._moved = False
        self._places: dict[str, int] = {}
        self._edges: tuple[NetworkEdge, ...] = ()
        self._neighbours: list[list[tuple[int, int]]] = []
        self._degrees: list[int] = []
        self._radii: list[int] = []
        self._lines: list[Run] = []
        self._stamps = Stamps(theme, self.devicePixelRatioF())
        self._still: QPixmap | None = None
        self._fine: QPixmap | None = None
        self._seen: tuple[np.ndarray, np.ndarray] | None = None
        self.setMinimumSize(GRID * 40, GRID * 30)

    # -- what is shown --------------------------------------------------------------------------

    def show_picture(self, picture: NetworkPicture | None, current: str | None) -> None:
        """Show a picture, and mark the current record; another picture is fitted into the window."""
        if picture is not self.picture:
            same = picture is not None and self.picture is not None
            same = same and picture.nodes is self.picture.nodes  # type: ignore[union-attr]
            self.picture = picture
            self.focus = None
            if not same:
                self.camera, self._moved = None, False
            self._take(picture)
            self._lay_lines()
            self.repaint_all()
        self.show_current(current)

    def _take(self, picture: NetworkPicture | None) -> None:
        rows = picture.rows if picture is not None else ()
        self._places = {row.id: at for at, row in enumerate(rows)}
        self._neighbours = [[] for _ in rows]
        self._edges = (*picture.edges, *picture.faded) if picture is not None else ()
        for at, edge in enumerate(self._edges):
            self._neighbours[edge.a].append((edge.b, at))
            self._neighbours[edge.b].append((edge.a, at))
        self._degrees = picture.degrees() if picture is not None else []
        self._radii = []

    def show_current(self, current: str | None) -> None:
        """Mark the current record."""
        if current != self.current:
            self.current = current
            self.repaint_all()

    def place_of(self, record_id: str | None) -> int | None:
        """Which node a record is; None when it is not drawn."""
        return self._places.get(record_id or "")

    def degree(self, node: int) -> int:
        """How many others of the picture a node is linked with by lines that pass."""
        return self._degrees[node]

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        self.theme = theme
        self._stamps = Stamps(theme, self.devicePixelRatioF())
        self._radii = []
        if not self._moved:
            self.camera = None
        self.repaint_all()

    def repaint_all(self) -> None:
        """Paint again what stood still."""
        self._still = self._fine = self._seen = None
        self.update()

    def fit(self) -> None:
        """Show the whole picture."""
        self.camera, self._moved = None, False
        self.repaint_all()

    def look(self, camera: Camera) -> None:
        """Show another part of the picture."""
        self.camera, self._moved = camera, True
        self.repaint_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._moved:
            self.camera = None
        self.repaint_all()

    def unit(self) -> float:
        """The height of a line of text in pixels, of which all sizes are made."""
        return float(QFontMetricsF(self.font()).height())

    def spots(self) -> tuple[np.ndarray, np.ndarray]:
        """Where the nodes are on the screen, in pixels."""
        assert self.picture is not None
        if self.camera is None:
            margin = self.unit() * 1.5
            aside = max(self.aside(), margin)
            view = QRectF(self.rect()).adjusted(aside, margin, -aside, -margin)
            self.camera = fitting(
                self.picture.x, self.picture.y, view, stretches=self.picture.stretches
            )
        if self._seen is None:
            self._seen = self.camera.seen(self.picture.x, self.picture.y)
        return self._seen

    def aside(self) -> float:
        """How much room, in pixels, is kept left and right of a picture that fits."""
        return 0.0

    def radius(self, node: int) -> int:
        """How large a node is drawn, by how many others it is linked with, faded lines too."""
        if not self._radii:
            linked = [len(others) for others in self._neighbours]
            unit, most = self.unit(), max(linked, default=1) or 1
            self._radii = [round(unit * (0.26 + 0.34 * sqrt(d / most))) for d in linked]
        return self._radii[node]

    def passes(self, node: int) -> bool:
        """Whether a node passes the filter, certainly or possibly."""
        return self.picture is None or bool(self.picture.passes[node])

    def is_faded(self, edge: int) -> bool:
        """Whether a line does not pass."""
        return self.picture is not None and edge >= len(self.picture.edges)

    def _lay_lines(self) -> None:
        """The lines of the picture in the plane, in runs of one breadth: faded, then the strongest."""
        self._lines = []
        if self.picture is None:
            return
        x, y = self.picture.x.tolist(), self.picture.y.tolist()
        runs: dict[tuple[bool, int, bool], list[QLineF]] = {}
        for at, edge in enumerate(self._edges):
            line = QLineF(x[edge.a], y[edge.a], x[edge.b], y[edge.b])
            key = (
                (True, 2, True)
                if self.is_faded(at)
                else (False, breadth(edge.weight), not edge.steps)
            )
            runs.setdefault(key, []).append(line)
        for (faded, broad, joined), lines in sorted(
            runs.items(), key=lambda run: (not run[0][0], run[0])
        ):
            for first in range(0, len(lines), _A_RUN):
                self._lines.append(Run(broad, not joined, faded, lines[first : first + _A_RUN]))

    def move_node(self, node: int, point: QPointF) -> None:
        """Put a node somewhere else on the screen; its lines follow."""
        assert self.picture is not None
        assert self.camera is not None
        self.picture.x[node], self.picture.y[node] = self.camera.plane(point)
        self._lay_lines()
        self.repaint_all()

    def _line(self, one: int, other: int) -> QLineF:
        x, y = self.spots()
        return QLineF(float(x[one]), float(y[one]), float(x[other]), float(y[other]))
