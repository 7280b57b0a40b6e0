"""The drawing of a network under pointer and keys: zoomed, moved, pointed at, walked and chosen.

What stands still is painted once into a picture, in steps of a few milliseconds. What is pointed at comes
over it, so that a moving pointer never paints the whole again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

from spexplorer.readings.network.scene import NetworkScene
from spexplorer.readings.network.words import edge_words, node_words
from spexplorer.ui.drawing.canvas import Canvas
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.network.painter import NetworkPainter, PaintedView
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from spexplorer.exploring.network import NetworkPicture
    from spexplorer.readings.network.camera import Floats, PlaneCamera
    from spexplorer.readings.network.names import PlacedName
    from spexplorer.readings.network.scene import LineRun
    from spexplorer.ui.style.theme import Theme

_REST_MS: Final = 90
"""Time without a move after which the picture is painted finely again."""
_TURN_SECONDS: Final = 0.012
"""Time the fine picture is painted for in one turn of the event loop."""
_ROUGH_RUNS: Final = 8
"""Runs of lines that are painted while the picture moves."""
_ARROWS: Final = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@guarded
class NetworkCanvas(Canvas):
    """Places are nodes, keys are record ids. `opened` carries an id to be shown on its own tab.

    `cleared` tells of a click on empty space.
    """

    opened = Signal(object)
    cleared = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Drawing of the network"), theme)
        self.scene: NetworkScene | None = None
        self.current: str | None = None
        self._camera: PlaneCamera | None = None
        self._is_moved = False
        self._is_moving = False
        self._nothing = ""
        self._runs: list[LineRun] = []
        self._radii: list[int] = []
        self._made_painter: NetworkPainter | None = None
        self._still: QPixmap | None = None
        self._fine: QPixmap | None = None
        self._layers: Iterator[Callable[[QPainter], None]] = iter(())
        self._grip: QPointF | None = None
        self._pressed: int | None = None
        self._is_dragged = False
        self._refine = self._timer(0, self._paint_further)
        self._rest = self._timer(_REST_MS, self._come_to_rest)
        self.setWhatsThis(plain_tip(self.hint()))
        self.setMinimumSize(GRID * 40, GRID * 30)

    def _timer(self, milliseconds: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(run)
        return timer

    # -- what is shown --------------------------------------------------------------------------

    def show_picture(self, picture: NetworkPicture | None, current: str | None) -> None:
        """Show a picture, and mark the current record; another picture is fitted into the window."""
        before = self.scene.picture if self.scene is not None else None
        if picture is not before:
            same = picture is not None and before is not None and picture.nodes is before.nodes
            self.scene = NetworkScene(picture) if picture is not None else None
            self.hovered = None
            if not same:
                self._camera, self._is_moved = None, False
            self._measure()
        self.show_current(current)

    def show_current(self, current: str | None) -> None:
        """Mark the current record."""
        if current != self.current:
            self.current = current
            self.repaint_all()

    def say(self, words: str) -> None:
        """Say why nothing is drawn, in the middle of the empty drawing."""
        if words != self._nothing:
            self._nothing = words
            self.update()

    def _measure(self) -> None:
        scene = self.scene
        self._runs = scene.runs() if scene is not None else []
        self._size_marks()

    def _size_marks(self) -> None:
        if self.scene is not None:
            height = self._painter().line_height
            self._radii = self.scene.radii(height, self.width(), self.height())
        self.repaint_all()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        self.refresh()

    def refresh(self) -> None:
        self._made_painter = None
        if not self._is_moved:
            self._camera = None
        self._measure()

    def repaint_all(self) -> None:
        """Paint again what stands still."""
        self._still = self._fine = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._is_moved:
            self._camera = None
        self._size_marks()

    @property
    def is_finished(self) -> bool:
        """Whether the picture is painted finely, with its names."""
        return self._still is not None and self._still is self._fine

    def _painter(self) -> NetworkPainter:
        if self._made_painter is None:
            ratio = self.devicePixelRatioF()
            self._made_painter = NetworkPainter(self.theme, self.sized(), ratio)
        return self._made_painter

    def _view(self, scene: NetworkScene) -> PaintedView:
        if self._camera is None:
            painter = self._painter()
            aside, margin = painter.margin(scene, self.width()), painter.line_height * 1.5
            box = (aside, margin, self.width() - aside, self.height() - margin)
            self._camera = scene.camera(box)
        return PaintedView(scene, self._camera, self.width(), self.height(), self.current)

    # -- the view -------------------------------------------------------------------------------

    def spots(self) -> tuple[Floats, Floats]:
        """Where the nodes are on the screen, in pixels."""
        if self.scene is None:
            return np.zeros(0), np.zeros(0)
        return self._view(self.scene).camera.screen(self.scene.x, self.scene.y)

    def names(self) -> list[PlacedName]:
        """The nodes that are named in the present view, and where."""
        if self.scene is None:
            return []
        among = None
        if (focus := self.focus) is not None:
            among = [focus, *(other for other, _ in self.scene.neighbours[focus])]
        return self._painter().placed(self._view(self.scene), self._radii, among)

    def mark_reaches(self) -> list[float]:
        """How far the mark of each node reaches, in pixels."""
        if self.scene is None:
            return []
        view, painter = self._view(self.scene), self._painter()
        return [painter.reach(view, node, radius) for node, radius in enumerate(self._radii)]

    def fit(self) -> None:
        """Show the whole picture."""
        self._camera, self._is_moved = None, False
        self.repaint_all()

    def zoom(self, steps: float, about: QPointF | None = None) -> None:
        """Closer (positive) or farther, about a point of the screen or the middle."""
        if self.scene is not None and len(self.scene):
            point = about or QPointF(self.rect().center())
            camera = self._view(self.scene).camera
            self._move_to(camera.zoomed(steps, point.x(), point.y()), rests=False)

    def _push(self, across: float, down: float) -> None:
        if self.scene is not None:
            self._move_to(self._view(self.scene).camera.moved(across, down), rests=False)

    def _move_to(self, camera: PlaneCamera, *, rests: bool) -> None:
        """Show another part of the picture; while it moves it is painted roughly."""
        if not rests:
            self._is_moving = True
            self._rest.start()
        self._camera, self._is_moved = camera, True
        self.repaint_all()

    def _come_to_rest(self) -> None:
        self._rest.stop()
        if self._is_moving:
            self._is_moving = False
            self.repaint_all()

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.scene is None or not len(self.scene):
                self._paint_nothing(painter)
                return
            view = self._view(self.scene)
            if self._still is None:
                self._still = self._rough_picture(view)
                if not self._is_moving:
                    self._refine.start()
            painter.drawPixmap(0, 0, self._still)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.focus is not None:
                self._painter().paint_focus(painter, view, self._radii, self.focus)
            self._painter().paint_rings(painter, view, self._radii, self.focus)
            if self.hasFocus():
                painter.setPen(QPen(self.theme.colour("accent"), 1))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.setPen(self.theme.colour("muted"))
        aside = int(self.metrics().height())
        room = self.rect().adjusted(aside, aside, -aside, -aside)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self._nothing)

    def _blank_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self.theme.colour("surface"))
        return pixmap

    def _rough_picture(self, view: PaintedView) -> QPixmap:
        """The picture with its strongest lines, jagged and without names."""
        pixmap = self._blank_picture()
        with QPainter(pixmap) as painter:
            for run in [run for run in self._runs if not run.is_faded][:_ROUGH_RUNS]:
                self._painter().paint_run(painter, view, run)
            self._painter().paint_nodes(painter, view, self._radii)
        return pixmap

    def _paint_further(self) -> None:
        """Paint some more of the fine picture, so that nobody waits for all of it."""
        if self.scene is None or self._still is None:
            return
        if self._fine is None:
            self._fine = self._blank_picture()
            view = self._view(self.scene)
            self._layers = self._painter().layers(view, self._runs, self._radii)
        end = perf_counter() + _TURN_SECONDS
        with QPainter(self._fine) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            while perf_counter() < end:
                layer = next(self._layers, None)
                if layer is None:
                    self._still = self._fine
                    self.update()
                    return
                layer(painter)
        self._refine.start()

    # -- pointing -------------------------------------------------------------------------------

    @property
    def focus(self) -> int | None:
        """The node that stands out: pointed at, here or elsewhere, or reached by keys."""
        return self.scene.place_of(self.hovered) if self.scene is not None else None

    def mark_at(self, point: QPointF) -> int | None:
        """The node under a point, or the nearest within reach."""
        if self.scene is None or not len(self.scene):
            return None
        x, y = self.spots()
        apart = np.hypot(x - point.x(), y - point.y())
        node = int(apart.argmin())
        return node if apart[node] <= self._radii[node] + GRID else None

    def key_of(self, place: int) -> str | None:
        return self.scene.id_of(place) if self.scene is not None else None

    def words_of(self, place: int) -> str:
        """A node in words, and its line to the current record or to the middle."""
        scene = self.scene
        if scene is None:
            return ""
        words = node_words(tr, scene.picture, place, scene.degrees[place])
        start = scene.place_of(self.current)
        start = 0 if start is None and scene.picture.stretches else start
        for other, at in scene.neighbours[place]:
            if other == start:
                link = edge_words(tr, scene.edges[at], start)
                words += f"\n{scene.picture.rows[start].label} — {link}"
                if scene.is_faded(at):
                    words += " " + tr("(does not pass the filter)")
        return words

    def event(self, event: QEvent) -> bool:
        """Beside all nodes the tool tip tells what pointer and keys do."""
        if (
            isinstance(event, QHelpEvent)
            and event.type() == QEvent.Type.ToolTip
            and self.mark_at(QPointF(event.pos())) is None
        ):
            QToolTip.showText(event.globalPos(), plain_tip(self.hint()), self)
            return True
        return super().event(event)

    @staticmethod
    def hint() -> str:
        """What the pointer and keys do here."""
        return tr(
            "Wheel: zoom. Drag: move the picture or a node. Click: choose. Double click or Enter:"
            " open. Arrows: walk. Home: fit."
        )

    def show_pointed(self, key: str | None) -> None:
        """Make a record stand out with its neighbours."""
        super().show_pointed(key)
        if (node := self.focus) is not None:
            self.setAccessibleDescription(self.words_of(node))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        node = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._is_dragged = event.position(), False
            self._pressed = node
        elif event.button() == Qt.MouseButton.RightButton and node is not None:
            self.choose(node)  # the window shows the menu of the current record

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            over = self.mark_at(event.position()) is not None
            shape = Qt.CursorShape
            self.setCursor(shape.PointingHandCursor if over else shape.OpenHandCursor)
            super().mouseMoveEvent(event)
            return
        point, moved = event.position(), event.position() - self._grip
        if not self._is_dragged and moved.manhattanLength() <= GRID:
            return
        self._is_dragged, self._grip = True, point
        if self._pressed is None:
            self._push(moved.x(), moved.y())
        elif self.scene is not None:
            camera = self._view(self.scene).camera
            self.scene.move(self._pressed, *camera.plane(point.x(), point.y()))
            self._move_to(camera, rests=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._grip is None:
            return
        self._grip = None
        if self._is_dragged:
            self._come_to_rest()
        elif self._pressed is not None:
            self.choose(self._pressed)
        else:
            self._point(None)
            self.cleared.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The first click may have put another picture under the pointer: what it met counts.
        if self._pressed is not None:
            self.opened.emit(self.current)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point(None)
        super().focusOutEvent(event)

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk to the nearest node that way, with Shift they move the picture; + − Home."""
        key, keys = Qt.Key(event.key()), Qt.Key
        here = self.reached()
        if key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across, down = _ARROWS[key]
            step = self.metrics().height() * 3
            self._push(-across * step, -down * step)
        elif key in (keys.Key_Plus, keys.Key_Equal, keys.Key_Minus):
            self.zoom(-1 if key == keys.Key_Minus else 1)
        elif key == keys.Key_Home:
            self.fit()
        elif key in (keys.Key_Return, keys.Key_Enter) and here is not None:
            self.opened.emit(self.key_of(here))
        elif key == keys.Key_Escape and self.focus is not None:
            self._point(None)
        else:
            super().keyPressEvent(event)

    def reached(self) -> int | None:
        """Where the keys are: the node that stands out, or else the current one."""
        if self.scene is None:
            return None
        return self.focus if self.focus is not None else self.scene.place_of(self.current)

    def step(self, event: QKeyEvent) -> int | None:
        """The nearest node in a direction; the first step goes to the one with most links."""
        key, here, scene = Qt.Key(event.key()), self.reached(), self.scene
        if key not in _ARROWS or scene is None or not len(scene):
            return None
        if here is None:
            return scene.most_linked()
        there = scene.nearest_ahead(here, self._view(scene).camera, *_ARROWS[key])
        return here if there is None else there

    def walk_to(self, place: int) -> None:
        super().walk_to(place)
        self._point(place)
        x, y = self.spots()
        point = QPointF(float(x[place]), float(y[place]))
        inside = self.rect().adjusted(GRID, GRID, -GRID, -GRID)
        if not inside.contains(point.toPoint()) and self._camera is not None:
            away = QPointF(self.rect().center()) - point
            self._move_to(self._camera.moved(away.x(), away.y()), rests=True)
