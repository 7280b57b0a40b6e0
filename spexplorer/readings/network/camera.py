"""How the plane of a picture is seen: scaled, moved, and the places of its nodes on the screen."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

_ZOOM_STEP: Final = 1.25
_MAX_ZOOM: Final = 40.0
_MIN_ZOOM: Final = 0.4


class PlaneCamera(NamedTuple):
    """Screen = plane * scale + shift, for each axis apart; `zoom` is 1 where the picture fits."""

    scale_x: float
    scale_y: float
    shift_x: float
    shift_y: float
    zoom: float = 1.0

    def screen(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Places on the screen in pixels."""
        return x * self.scale_x + self.shift_x, y * self.scale_y + self.shift_y

    def plane(self, x: float, y: float) -> tuple[float, float]:
        """The place in the plane under a point of the screen."""
        return (x - self.shift_x) / self.scale_x, (y - self.shift_y) / self.scale_y

    def zoomed(self, steps: float, x: float, y: float) -> PlaneCamera:
        """Closer or farther, with a point of the screen staying where it is."""
        zoom = min(max(self.zoom * _ZOOM_STEP**steps, _MIN_ZOOM), _MAX_ZOOM)
        factor = zoom / self.zoom
        return PlaneCamera(
            self.scale_x * factor,
            self.scale_y * factor,
            x + (self.shift_x - x) * factor,
            y + (self.shift_y - y) * factor,
            zoom,
        )

    def moved(self, across: float, down: float) -> PlaneCamera:
        """The picture pushed by pixels."""
        return self._replace(shift_x=self.shift_x + across, shift_y=self.shift_y + down)


def camera_fitting(x: Floats, y: Floats, view: Box, *, stretches: bool) -> PlaneCamera:
    """The camera that shows all places in a view; width and height apart, as far as is sensible."""
    left, top, right, bottom = view
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    if not len(x):
        return PlaneCamera(1.0, 1.0, middle_x, middle_y)
    scale_x = max(right - left, 1.0) / max(float(np.ptp(x)), 1e-6)
    scale_y = max(bottom - top, 1.0) / max(float(np.ptp(y)), 1e-6)
    most = 6.0 if stretches else 1.6
    scale_x, scale_y = min(scale_x, scale_y * most), min(scale_y, scale_x * most)
    if len(x) == 1:
        scale_x = scale_y = 1.0
    return PlaneCamera(
        scale_x,
        scale_y,
        middle_x - scale_x * float(x.max() + x.min()) / 2,
        middle_y - scale_y * float(y.max() + y.min()) / 2,
    )
