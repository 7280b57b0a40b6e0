"""What a drawing shows while nothing but the pointer moves, painted once and kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget


class StillPicture:
    """The picture of one widget at the widget's own size and sharpness."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._key: object = None

    def show(
        self,
        painter: QPainter,
        widget: QWidget,
        key: object,
        paint: Callable[[QPainter], None],
    ) -> None:
        """Show the picture, painted again when `key`, the size or the sharpness changed.

        `key` is compared by equality; what is in it must not change afterwards.
        """
        ratio = widget.devicePixelRatioF()
        size = widget.size() * ratio
        whole = (key, size.width(), size.height(), ratio)
        if whole != self._key:
            self._key = whole
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(widget.palette().color(widget.backgroundRole()))
            with QPainter(self._picture) as inner:
                paint(inner)
        painter.drawPixmap(0, 0, self._picture)

    def drop(self) -> None:
        """Forget the picture, since what it shows has changed."""
        self._key = None
