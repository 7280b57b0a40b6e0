"""What the marks mean, drawn with the strokes of the timeline itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.bars import PALE
from spexplorer.ui.views.timeline.glyphs import Shape, draw_badge, draw_shape
from spexplorer.readings.timeline.evidence import SIGN_WORDS

_WIDE = 2.6
_NARROW = 1.2
_SIGN = 0.7


class _Entry(NamedTuple):
    """A sample: which kind of mark, or a sign of one letter, and what it means."""

    kind: str
    words: str


_ENTRIES: Final = (
    _Entry("point", "known to the day or month"),
    _Entry("doubtful-point", "day or month uncertain"),
    _Entry("box", "some time in this year or period"),
    _Entry("doubtful-box", "about then, or uncertain"),
    _Entry("bar", "lasts; the line: certainly"),
    _Entry("on", "known to go on"),
    _Entry("fade", "beginning or end not known"),
    _Entry("badge", "several; click to see them apart"),
    _Entry("bars", "many: how many begin when; pale: possibly"),
)


_HEIGHTS: Final = ((0.3, 0.3), (0.5, 0.2), (1.0, 0.7), (0.8, 0.8), (0.4, 0.4))
"""The bars of the sample: all, and the certain ones of them."""


class Legend(QWidget):
    """One sample a meaning, set in lines as words are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[_Entry, ...] = _ENTRIES
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.explain(bars=False, signs=())

    def explain(self, *, bars: bool, signs: Sequence[str]) -> None:
        """Explain the bars of dense lanes where there are any, and the signs that occur."""
        marks = _ENTRIES if bars else _ENTRIES[:-1]
        self._entries = (*marks, *(_Entry(sign.strip(), SIGN_WORDS[sign]) for sign in signs))
        meanings = "; ".join(tr(entry.words) for entry in self._entries)
        self.setAccessibleName(tr("Legend: {meanings}", meanings=meanings))
        self.updateGeometry()
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return int(places[-1].bottom()) + GRID

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height())

    def _sample(self, kind: str) -> float:
        line = QFontMetricsF(self.font()).height()
        return line * (_SIGN if len(kind) == 1 else _NARROW if "point" in kind else _WIDE)

    def _places(self, width: float) -> list[QRectF]:
        """Where each entry stands: sample and words."""
        metrics, x, y = QFontMetricsF(self.font()), float(GRID), 0.0
        line, places = metrics.height() + GRID, []
        for entry in self._entries:
            long = (
                self._sample(entry.kind) + 2 * GRID + metrics.horizontalAdvance(tr(entry.words)) + 4
            )
            if x + long > width and x > GRID:
                x, y = float(GRID), y + line
            places.append(QRectF(x, y, long, line))
            x += long + 4 * GRID
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter, self.width(), self._theme)

    def draw(self, painter: QPainter, width: float, theme: Theme) -> None:
        """Draw the samples and what they mean in lines of a width."""
        for entry, place in zip(self._entries, self._places(width), strict=True):
            long = self._sample(entry.kind)
            rect = QRectF(place.x(), place.y() + 3, long, place.height() - 6)
            self._draw_sample(painter, entry.kind, rect, theme)
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                place.adjusted(long + 2 * GRID, 0, 0, 0),
                Qt.AlignmentFlag.AlignVCenter,
                tr(entry.words),
            )

    def _draw_sample(self, painter: QPainter, kind: str, rect: QRectF, theme: Theme) -> None:
        if len(kind) == 1:
            painter.setPen(theme.colour("text"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, kind)
            return
        if kind == "badge":
            draw_badge(painter, rect.adjusted(2, 0, -2, 0), "+7", theme, faint=False)
            return
        if kind == "bars":
            self._draw_bars(painter, rect, theme)
            return
        left, right, third = rect.left(), rect.right(), rect.width() / 2.5
        lasts = kind in ("bar", "on", "fade")
        sure0, sure1 = (left, right) if kind == "on" else (left + third, right - third / 2)
        shape = Shape(
            rect,
            sure0 if lasts and kind != "fade" else left,
            sure1 if lasts and kind != "fade" else left,
            third if kind in ("bar", "fade") else rect.width() / 4 if kind == "doubtful-box" else 0.0,
            third / 2 if kind == "bar" else rect.width() / 4 if kind == "doubtful-box" else 0.0,
            on0=False, on1=kind == "on", moment=not lasts, point="point" in kind,
            doubtful=kind.startswith("doubtful"),
        )  # fmt: skip
        draw_shape(painter, shape, theme.colour("accent"), dark=theme.dark)

    @staticmethod
    def _draw_bars(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        full, pale = theme.colour("accent"), theme.colour("accent")
        pale.setAlphaF(PALE)
        wide = rect.width() / len(_HEIGHTS)
        for number, (possible, certain) in enumerate(_HEIGHTS):
            for share, colour in ((possible, pale), (certain, full)):
                height = rect.height() * share
                x = rect.left() + number * wide
                painter.fillRect(QRectF(x, rect.bottom() - height, wide - 1, height), colour)
