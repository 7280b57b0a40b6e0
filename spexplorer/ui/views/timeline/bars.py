"""Paints how many events of a dense lane are when: certain ones full, possible ones pale, others faint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from spexplorer.readings.timeline.scale import Floats, Ints
from spexplorer.ui.views.timeline.glyphs import shade_of
from spexplorer.ui.views.timeline.look import Look
from spexplorer.readings.timeline.scene import Bars
from spexplorer.readings.timeline.chronology import Stage

Seen = Callable[[float, float], bool]
PALE: Final = 0.42
"""How opaque a bar of events is that pass only possibly."""
_LEAST = 2.0
"""The height of a bar of one, in pixels."""


def draw_bars(painter: QPainter, stage: Stage, look: Look, seen: Seen) -> None:
    """The bars of all dense lanes that are in sight, to one scale.

    Heights are the root of the number, so that one is seen beside a thousand; the scale is that of
    the next power of two, so that it stands still while the drawing is moved a little. What does not
    pass may be cut off.
    """
    width, shift = look.width - look.header, stage.shift
    strips = [bars for bars in stage.scene().bars if seen(bars.y, bars.height) and len(bars.x)]
    inside = [(bars.x + bars.cell > shift) & (bars.x < shift + width) for bars in strips]
    peaks = [
        int(bars.tally.possible[on].max(initial=1)) for bars, on in zip(strips, inside, strict=True)
    ]
    most = 1 << (max(peaks, default=1) - 1).bit_length()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    for bars, on in zip(strips, inside, strict=True):
        x = bars.x[on] - shift
        certain, possible, shown = (counts[on] for counts in bars.tally)
        full = _shade(stage, look, bars.lane)
        pale = QColor(full)
        pale.setAlphaF(PALE)
        # A layer is painted only where it looks out behind the next.
        faint = np.where(shown > possible, shown, 0)
        _draw(painter, bars, x, (faint, most), look.theme.colour("grid"))
        _draw(painter, bars, x, (np.where(possible > certain, possible, 0), most), pale)
        _draw(painter, bars, x, (certain, most), full)
    painter.restore()


def _shade(stage: Stage, look: Look, lane: str) -> QColor:
    """The colour of a lane, where its marks have one; else that of all charts."""
    theme = look.theme
    if stage.grouping == "event_type" and lane:
        return shade_of(theme, lane)
    return theme.vector(lane) if lane in theme.vectors else theme.colour("accent")


def _draw(
    painter: QPainter, bars: Bars, x: Floats, counted: tuple[Ints, int], colour: QColor
) -> None:
    """The bars of some counts, the last of which is as high as the strip."""
    counts, most = counted
    some = counts > 0
    if not some.any():
        return
    heights = np.maximum(_LEAST, np.sqrt(np.minimum(counts[some] / most, 1)) * bars.height)
    base, wide = bars.y + bars.height, max(1.0, bars.cell - 1)
    painter.setBrush(colour)
    painter.drawRects(
        [
            QRectF(left, base - height, wide, height)
            for left, height in zip(x[some].tolist(), heights.tolist(), strict=True)
        ]
    )
