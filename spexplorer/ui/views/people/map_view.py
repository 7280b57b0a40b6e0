"""What of the map of places is seen: the marks of a view, and how the view moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF

from spexplorer.ui.drawing.canvas import Canvas
from spexplorer.ui.views.people.map_layout import Camera, Mark, Spot, fitting, placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme

_STEP = 1.3
"""How much closer one step of the zoom is."""


class MapView(Canvas):
    """`looked` comes when another part of the map is seen; drawing is for the class built on it."""

    looked = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, theme, parent)
        self._spots: list[Spot] = []
        self._home: Sequence[Spot] = ()
        self._marks: list[Mark] = []
        self._camera: Camera | None = None
        self._moved = False
        self._dirty = True
        self._current: str | None = None

    def marks(self) -> list[Mark]:
        """The marks of the present view, most used first."""
        if self._dirty and self.width() > 1:
            self._dirty = False
            if self._camera is None:
                self._camera = fitting(self._home, self._view(), self._unit() * 2)
            self._marks = placed(
                self._spots, self._camera, self._view(), self._unit(), self._size_of, self._current
            )
        return self._marks

    def beyond(self) -> list[Spot]:
        """The places that lie outside the present view."""
        return [mark.spot for mark in self.marks() if mark.beyond]

    def unnamed(self) -> int:
        """How many places in view have no room for their name."""
        return sum(mark.name is None for mark in self.marks() if not mark.beyond)

    # -- the view -------------------------------------------------------------------------------

    def _view(self) -> QRectF:
        return QRectF(self.rect()).adjusted(1, 1, -1, -1)

    def _unit(self) -> float:
        return float(QFontMetrics(self.font()).height())

    def _size_of(self, label: str) -> QSizeF:
        metrics = QFontMetricsF(self.font())
        return QSizeF(metrics.horizontalAdvance(label) + 2, metrics.height())

    def _look(self, camera: Camera | None) -> None:
        self._camera = camera
        self._dirty = True
        if self.isVisible():  # or the places would be laid out for a size that does not last
            self.looked.emit()
        self.update()

    def refresh(self) -> None:
        """A map nobody has moved keeps fitting; one that was moved keeps its middle and its scale."""
        self._look(self._camera if self._moved else None)

    def _move(self, camera: Camera) -> None:
        self._moved = True
        self._look(camera)

    def fit(self) -> None:
        """Show the region most places lie in."""
        self._moved = False
        self._look(None)

    def fit_all(self) -> None:
        """Show every placed place."""
        self._move(fitting(self._spots, self._view(), self._unit() * 3))

    def zoom(self, steps: float, about: QPointF | None = None) -> None:
        """Closer (positive) or farther, between the whole map and about a degree across."""
        self.marks()
        if self._camera is None:
            return
        least = fitting(self._spots, self._view(), 0).scale * 0.6
        wanted = self._camera.scale * _STEP**steps
        scale = min(max(wanted, least), self.width() / 0.02)
        view = self._view()
        self._move(self._camera.zoomed(scale / self._camera.scale, about or view.center(), view))

    def _bring_into_sight(self, record_id: str | None) -> None:
        mark = next((m for m in self.marks() if m.spot.id == record_id and m.beyond), None)
        if mark is not None and self._camera is not None:
            self._move(Camera(mark.spot.x, mark.spot.y, self._camera.scale))

    def _pan(self, across: float, down: float) -> None:
        """Move the view by pixels."""
        if self._camera is not None:
            scale = self._camera.scale
            self._move(
                Camera(self._camera.x + across / scale, self._camera.y + down / scale, scale)
            )
