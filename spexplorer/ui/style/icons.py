"""The icon family, drawn in the colours of a theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from spexplorer.support.folders import resources
from spexplorer.ui.style.theme import Theme


def icon(
    name: str, theme: Theme, colour: str = "text", *, may_rest: bool = False, size: int = 24
) -> QIcon:
    """An icon of `resources/icons` in a colour of the theme; `may_rest` for what can be disabled.

    `size` is the largest it is shown at, in pixels at 100 %.
    """
    made = QIcon(_drawn(name, theme.colours[colour], max(24, size)))
    if may_rest:
        # Faint rather than in a colour of its own: in high contrast all colours are strong.
        faint = _drawn(name, theme.colours[colour], max(24, size), opacity=0.35)
        made.addPixmap(faint, QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=128)
def _drawn(name: str, colour: str, size: int, opacity: float = 1.0) -> QPixmap:
    svg = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
    pixmap = QPixmap(QSize(2 * size, 2 * size))
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setOpacity(opacity)
        renderer.render(painter, QRectF(0, 0, 2 * size, 2 * size))
    pixmap.setDevicePixelRatio(2.0)
    return pixmap
