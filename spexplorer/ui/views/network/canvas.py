"""The network under pointer and keys: closer and farther, moved, pointed at, walked and chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.network.painting import PaintedStage
from spexplorer.ui.views.network.wording import edge_words, node_words
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme

_ASIDE: Final = 2.0
"""How much more a step aside weighs than a step ahead when the next node is looked for."""
_REST_MS: Final = 90
"""After so long without a move the picture is painted finely again."""
_ARROWS: Final = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@guarded
class NetworkCanvas(PaintedStage):
    """`chosen` carries the id of a record, `opened` that of one to be shown on its own tab.

    `pointed` carries the id under the pointer or reached by keys, or None; `cleared` tells of a click on
    empty space.
    """

    chosen = Signal(object)
    opened = Signal(object)
    pointed = Signal(object)
    cleared = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._grip: QPointF | None = None
        self._pressed: int | None = None
        self._dragged = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Drawing of the network"))
        self.setWhatsThis(plain_tip(self.hint()))

    # -- pointing -------------------------------------------------------------------------------

    def node_at(self, point: QPointF) -> int | None:
        """The node under a point of the screen, or the nearest within reach."""
        if self.picture is None or not len(self.picture.nodes):
            return None
        x, y = self.spots()
        apart = np.hypot(x - point.x(), y - point.y())
        node = int(apart.argmin())
        return node if apart[node] <= self.radius(node) + GRID else None

    def point(self, node: int | None, *, tell: bool = True) -> None:
        """Make a node stand out with its neighbours."""
        if node == self.focus:
            return
        self.focus = node
        if node is not None and self.picture is not None:
            words = node_words(self.picture, node, self.degree(node))
            self.setAccessibleDescription(words)
        self.update()
        if tell:
            self.pointed.emit(self._id(node))

    def show_hovered(self, record_id: str | None) -> None:
        """Make the record stand out that is pointed at in another view."""
        self.point(self.place_of(record_id), tell=False)

    def _id(self, node: int | None) -> str | None:
        return None if node is None or self.picture is None else self.picture.rows[node].id

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._dragged = event.position(), False
            self._pressed = self.node_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._grip is None:
            node = self.node_at(point)
            shape = Qt.CursorShape
            self.setCursor(shape.OpenHandCursor if node is None else shape.PointingHandCursor)
            self.point(node)
            return
        moved = point - self._grip
        if not self._dragged and moved.manhattanLength() <= GRID:
            return
        self._dragged, self._grip = True, point
        if self.camera is None:
            return
        self._move()
        if self._pressed is not None:
            self.move_node(self._pressed, point)
        else:
            self.look(self.camera.moved(moved.x(), moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._grip is None:
            return
        self._grip = None
        if self._dragged:
            self._come_to_rest()
        elif self._pressed is not None:
            self.chosen.emit(self._id(self._pressed))
        else:
            self.point(None)
            self.cleared.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The first click may have put another picture under the pointer: what it met counts.
        if self._pressed is not None:
            self.opened.emit(self.current)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def zoom(self, steps: float, about: QPointF | None = None) -> None:
        """Closer (positive) or farther, about a point of the screen or the middle."""
        if self.picture is None or not len(self.picture.nodes):
            return
        self.spots()
        if self.camera is not None:
            self._move()
            self.look(self.camera.zoomed(steps, about or QPointF(self.rect().center())))

    def _move(self) -> None:
        """While it moves it is painted roughly."""
        self.moving = True
        self._rest.start()

    def _come_to_rest(self) -> None:
        self._rest.stop()
        if self.moving:
            self.moving = False
            self.repaint_all()

    def leaveEvent(self, event: QEvent) -> None:
        self.point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.point(None)
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tool tips name what is under the pointer, and what links it with the current record."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            node = self.node_at(QPointF(event.pos()))
            QToolTip.showText(
                event.globalPos(),
                plain_tip(self.hint() if node is None else self.words(node)),
                self,
            )
            return True
        return super().event(event)

    def words(self, node: int) -> str:
        """A node in words, and its line to the current record or to the middle."""
        assert self.picture is not None
        said = node_words(self.picture, node, self.degree(node))
        start = self.place_of(self.current)
        start = 0 if start is None and self.picture.stretches else start
        for other, at in self._neighbours[node]:
            if other == start:
                link = edge_words(self._edges[at], start)
                out = tr(" (does not pass the filter)") if self.is_faded(at) else ""
                said += f"\n{self.picture.rows[start].label} — {link}{out}"
        return said

    @staticmethod
    def hint() -> str:
        """What the pointer and keys do here."""
        return tr(
            "Wheel: closer. Drag: move the picture or a node. Click: choose. Double click or Enter:"
            " open. Arrows: walk. Home: fit."
        )

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk to the nearest node that way, with Shift they move the picture; + − Home."""
        key, keys = Qt.Key(event.key()), Qt.Key
        if self.picture is None or not len(self.picture.nodes):
            super().keyPressEvent(event)
        elif key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._push(*_ARROWS[key])
        elif key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif key in (keys.Key_Plus, keys.Key_Equal, keys.Key_Minus):
            self.zoom(-1 if key == keys.Key_Minus else 1)
        elif key == keys.Key_Home:
            self.fit()
        elif (
            key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and self._walked() is not None
        ):
            told = self.chosen if key == keys.Key_Space else self.opened
            told.emit(self._id(self._walked()))
        elif key == keys.Key_Escape and self.focus is not None:
            self.point(None)
        else:
            super().keyPressEvent(event)

    def _walked(self) -> int | None:
        """Where the keys are: the node that stands out, or else the current one."""
        return self.focus if self.focus is not None else self.place_of(self.current)

    def _push(self, dx: int, dy: int) -> None:
        self.spots()
        if self.camera is not None:
            step = self.unit() * 3
            self._move()
            self.look(self.camera.moved(-dx * step, -dy * step))

    def _walk(self, dx: int, dy: int) -> None:
        """To the nearest node in a direction; the first step goes to the one with most links."""
        here = self._walked()
        if here is None:
            every = range(len(self._degrees))
            self.point(max(every, key=lambda node: (self.passes(node), self._degrees[node])))
        else:
            x, y = self.spots()
            node = nearest_that_way(x, y, here, dx, dy)
            self.point(here if node is None else node)
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        if self.focus is None or self.camera is None:
            return
        x, y = self.spots()
        point = QPointF(float(x[self.focus]), float(y[self.focus]))
        if not self.rect().adjusted(GRID, GRID, -GRID, -GRID).contains(point.toPoint()):
            away = QPointF(self.rect().center()) - point
            self.look(self.camera.moved(away.x(), away.y()))


def nearest_that_way(x: np.ndarray, y: np.ndarray, here: int, dx: int, dy: int) -> int | None:
    """The nearest node ahead, steps aside weighing more than steps ahead; None when there is none."""
    across, down = x - x[here], y - y[here]
    ahead = across * dx + down * dy
    aside = np.abs(across * dy) + np.abs(down * dx)
    cost = np.where(ahead > 0.5, ahead + _ASIDE * aside, np.inf)
    cost[here] = np.inf
    node = int(cost.argmin())
    return node if np.isfinite(cost[node]) else None
