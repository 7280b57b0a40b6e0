"""Where everything of a chart lies, in pixels: marks, axes and their labels. No painting, no events."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt

from spexplorer.domain.figures import figure

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

    from spexplorer.ui.drawing.chart import ChartData

_WIDTH = 0.78
"""Width of a bar where neighbours are one apart."""

_LABEL_SHARE = 0.5
"""The labels of horizontal bars never take more than this share of the width."""

_GAP = 4
"""Pixels between an axis and its labels, and about the whole."""


class Label(NamedTuple):
    """A text of an axis and the place it is written in."""

    text: str
    place: QRectF


class Frame:
    """Maps keys and values of a chart to pixels. `marks` is the rectangle that the bars stand in.

    A `bare` one has no labels and no room for them: the small chart of a strip, whose bars stand.
    """

    def __init__(
        self,
        data: ChartData,
        room: QRectF,
        metrics: QFontMetrics,
        top: float,
        *,
        bare: bool = False,
    ) -> None:
        """`top` is the highest value that has to fit."""
        self.bare = bare
        self.horizontal = data.horizontal and not bare
        self.many = max(1, len(data.keys))
        self.low = 0.0 if data.from_zero else _floor_of(data)
        self.high = max(top, self.low + 1e-9)
        self.ticks = [] if bare else self._ticks(data, room, metrics)
        self.marks = room.adjusted(1, 2, -1, -2) if bare else self._inner(data, room, metrics)
        self._bars = [self._slot(at) for at in range(self.many)]

    def _ticks(self, data: ChartData, room: QRectF, metrics: QFontMetrics) -> list[float]:
        """Round values for the axis of numbers, as many as can be told apart."""
        widest = metrics.horizontalAdvance(figure(round(self.high))) + 4 * _GAP
        length = room.width() * (1 - _LABEL_SHARE) if self.horizontal else room.height()
        fitting = max(1, int(length / (widest if self.horizontal else 2 * metrics.height())))
        step = nice_step((self.high - self.low) / fitting)
        if data.from_zero and not data.line_values():
            step = max(1.0, step)  # things that are counted have no halves
        while step > self.high and step >= 2:
            step /= 2  # better one number in little room than none
        first = floor(self.low / step) + 1
        return [n * step for n in range(first, int(self.high / step) + 1)]

    def _inner(self, data: ChartData, room: QRectF, metrics: QFontMetrics) -> QRectF:
        numbers = max((metrics.horizontalAdvance(figure(v)) for v in self.ticks), default=0)
        words = 0
        if self.horizontal:
            widest = max((metrics.horizontalAdvance(text) for text in data.labels), default=0)
            # A letter's width has fractions: in exactly its room a text would be elided.
            words = min(widest + 2, round(room.width() * _LABEL_SHARE))
        left = (words if self.horizontal else numbers) + 2 * _GAP
        below = metrics.height() + _GAP
        above = metrics.height() // 2
        right = max(2 * _GAP, numbers // 2 + 1) if self.horizontal else 2 * _GAP
        width, height = room.width() - left - right, room.height() - above - below
        return QRectF(room.left() + left, room.top() + above, max(8.0, width), max(8.0, height))

    # -- from data to pixels ------------------------------------------------------------------------

    def along(self, at: float) -> float:
        """Where a key (a fraction lies between two) stands on the axis of keys."""
        start, length = (
            (self.marks.top(), self.marks.height())
            if self.horizontal
            else (self.marks.left(), self.marks.width())
        )
        return start + (at + 0.5) * length / self.many

    def across(self, value: float) -> float:
        """Where a value stands on the axis of numbers."""
        share = (value - self.low) / (self.high - self.low)
        if self.horizontal:
            return self.marks.left() + share * self.marks.width()
        return self.marks.bottom() - share * self.marks.height()

    def point(self, at: float, value: float) -> QPointF:
        """Where a value of a key is drawn."""
        along, across = self.along(at), self.across(value)
        return QPointF(across, along) if self.horizontal else QPointF(along, across)

    def span(self, first: float, last: float) -> QRectF:
        """The whole strip from one key to another, both included."""
        low, high = self.along(min(first, last) - 0.5), self.along(max(first, last) + 0.5)
        if self.horizontal:
            return QRectF(self.marks.left(), low, self.marks.width(), high - low)
        return QRectF(low, self.marks.top(), high - low, self.marks.height())

    def bar(self, at: int, base: float, value: float) -> QRectF:
        """The bar of a key from one value to another, on whole pixels so that edges are sharp."""
        low, thick = self._bars[at]
        start, end = round(self.across(base)), round(self.across(base + value))
        if value and start == end:
            end += 1 if self.horizontal else -1  # what is there is seen, however little it is
        if self.horizontal:
            return QRectF(start, low, end - start, thick)
        return QRectF(low, end, thick, start - end)

    def _slot(self, at: int) -> tuple[int, int]:
        """Where the bar of a key begins on the axis of keys, and how thick it is."""
        low = round(self.along(at - _WIDTH / 2))
        return low, max(1, round(self.along(at + _WIDTH / 2)) - low)

    # -- and back -----------------------------------------------------------------------------------

    def place(self, point: QPointF) -> float:
        """The key (with fraction) at a point; may lie outside the chart."""
        if self.horizontal:
            return (point.y() - self.marks.top()) * self.many / self.marks.height() - 0.5
        return (point.x() - self.marks.left()) * self.many / self.marks.width() - 0.5

    def key_at(self, point: QPointF) -> int | None:
        """The key whose strip (with its label) is at a point."""
        at = round(self.place(point))
        beyond = point.x() > self.marks.right() if self.horizontal else point.y() < self.marks.top()
        return at if 0 <= at < self.many and not beyond else None

    def pixels_per_key(self) -> float:
        """How long the strip of one key is."""
        return (self.marks.height() if self.horizontal else self.marks.width()) / self.many

    # -- the labels ---------------------------------------------------------------------------------

    def number_labels(self, metrics: QFontMetrics) -> list[Label]:
        """The round values, written beside or below the marks."""
        return [
            Label(text, self._number_place(value, metrics.horizontalAdvance(text), metrics))
            for value in self.ticks
            for text in [figure(value)]
        ]

    def _number_place(self, value: float, width: int, metrics: QFontMetrics) -> QRectF:
        at, high = self.across(value), metrics.height()
        if self.horizontal:
            return QRectF(at - width / 2 - 1, self.marks.bottom() + _GAP / 2, width + 2, high)
        return QRectF(self.marks.left() - width - _GAP - 1, at - high / 2, width + 1, high)

    def key_labels(self, data: ChartData, metrics: QFontMetrics) -> list[Label]:
        """The labels of the keys that fit beside one another."""
        if not data.keys or self.bare:
            return []
        if self.horizontal:
            return self._words_beside(data, metrics)
        texts = data.ticks or data.labels
        places = [self._below(at, text, metrics) for at, text in enumerate(texts)]
        chosen = _without_overlap(texts, places)
        return [Label(texts[at], places[at]) for at in chosen]

    def _words_beside(self, data: ChartData, metrics: QFontMetrics) -> list[Label]:
        # Capitals and tails must not touch; the air that a font keeps above them may be shared.
        letters = metrics.capHeight() + metrics.descent()
        every = max(1, ceil(letters / max(1.0, self.pixels_per_key()) - 0.08))
        room = round(self.marks.left() - 2 * _GAP)
        return [
            Label(
                metrics.elidedText(data.labels[at], Qt.TextElideMode.ElideRight, room),
                QRectF(_GAP, self.along(at) - metrics.height() / 2, room, metrics.height()),
            )
            for at in range(0, self.many, every)
        ]

    def _below(self, at: int, text: str, metrics: QFontMetrics) -> QRectF:
        width = metrics.horizontalAdvance(text) + 1
        left = min(self.along(at) - width / 2, self.marks.right() + 2 * _GAP - width)
        return QRectF(max(0.0, left), self.marks.bottom() + _GAP / 2, width, metrics.height())


def height_for_labels(data: ChartData, metrics: QFontMetrics) -> int:
    """Pixels that a chart of lying bars needs for a label beside every bar; 0 for standing bars."""
    if not data.horizontal:
        return 0
    letters = metrics.capHeight() + metrics.descent()
    return len(data.keys) * letters + metrics.height() + _GAP + metrics.height() // 2


def top_of(data: ChartData) -> float:
    """The highest value of a chart with some air above it; never nothing."""
    lines = data.line_values()
    highest = max([*data.totals(), *lines], default=0.0) or 1.0
    low = 0.0 if data.from_zero else min(lines, default=0.0)
    return highest + (highest - low) * 0.06


def _floor_of(data: ChartData) -> float:
    """Where an axis begins that does not begin at nothing: a little below the lowest value."""
    values = data.line_values()
    low, high = min(values, default=0.0), max(values, default=1.0)
    return low - (high - low) * 0.08


def nice_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, … that is not below a number."""
    power: float = 10 ** floor(log10(max(least, 1e-9)))
    return next(n * power for n in (1.0, 2.0, 5.0, 10.0) if n * power >= least * (1 - 1e-9))


def _without_overlap(texts: tuple[str, ...], places: list[QRectF]) -> list[int]:
    """The labels to write: the ends that are words, and between them years by 1, 2, 5, 10 or more."""
    numbers = {at: int(text) for at, text in enumerate(texts) if text.isdecimal()}
    ends = [at for at in (0, len(texts) - 1) if at not in numbers] if numbers else []
    inner = numbers or dict.fromkeys(range(len(texts)), 0)
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        chosen = [at for at, number in inner.items() if number % step == 0]
        if not _crowded(chosen, places):
            break
    else:
        chosen = [next(iter(inner))]
    kept = [at for at in chosen if not _crowded(sorted([at, *ends]), places)]
    return sorted({*kept, *ends}) if not _crowded(sorted(ends), places) else kept


def _crowded(chosen: list[int], places: list[QRectF]) -> bool:
    return any(places[a].right() + _GAP > places[b].left() for a, b in pairwise(chosen))
