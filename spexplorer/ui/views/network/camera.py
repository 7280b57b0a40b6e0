"""How the plane of a picture is seen: scaled, moved, and the places of its nodes on the screen."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

Floats = NDArray[np.float64]

_STEP: Final = 1.25
"""How much closer one step of the zoom is."""
_CLOSEST: Final = 40.0
_FARTHEST: Final = 0.4
"""How much closer and farther than fitting one may go."""


class Camera(NamedTuple):
    """Screen = plane * scale + shift, for each axis apart; `zoom` is 1 where the picture fits."""

    scale_x: float
    scale_y: float
    shift_x: float
    shift_y: float
    zoom: float = 1.0

    def seen(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Places on the screen in pixels."""
        return x * self.scale_x + self.shift_x, y * self.scale_y + self.shift_y

    def plane(self, point: QPointF) -> tuple[float, float]:
        """The place in the plane under a point of the screen."""
        return (
            (point.x() - self.shift_x) / self.scale_x,
            (point.y() - self.shift_y) / self.scale_y,
        )

    def zoomed(self, steps: float, about: QPointF) -> Camera:
        """Closer or farther, with the point of the screen staying where it is."""
        zoom = min(max(self.zoom * _STEP**steps, _FARTHEST), _CLOSEST)
        factor = zoom / self.zoom
        return Camera(
            self.scale_x * factor,
            self.scale_y * factor,
            about.x() + (self.shift_x - about.x()) * factor,
            about.y() + (self.shift_y - about.y()) * factor,
            zoom,
        )

    def moved(self, across: float, down: float) -> Camera:
        """The picture pushed by pixels."""
        return self._replace(shift_x=self.shift_x + across, shift_y=self.shift_y + down)


def fitting(x: Floats, y: Floats, view: QRectF, *, stretches: bool) -> Camera:
    """The camera that shows all places in a view; width and height apart, as far as is sensible."""
    if not len(x):
        return Camera(1.0, 1.0, view.center().x(), view.center().y())
    across = max(float(np.ptp(x)), 1e-6)
    down = max(float(np.ptp(y)), 1e-6)
    scale_x, scale_y = view.width() / across, view.height() / down
    most = 6.0 if stretches else 1.6
    scale_x, scale_y = min(scale_x, scale_y * most), min(scale_y, scale_x * most)
    if len(x) == 1:
        scale_x = scale_y = 1.0
    return Camera(
        scale_x,
        scale_y,
        view.center().x() - scale_x * float(x.max() + x.min()) / 2,
        view.center().y() - scale_y * float(y.max() + y.min()) / 2,
    )
