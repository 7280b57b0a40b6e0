"""Squarified treemaps (Bruls, Huizing, van Wijk 2000): rectangles of given areas, near to squares."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF


def squarify(weights: Sequence[float], rect: QRectF) -> list[QRectF]:
    """One rectangle a weight (all > 0, largest first), which together fill `rect`."""
    total = sum(weights)
    if not total or rect.width() <= 0 or rect.height() <= 0:
        return [QRectF(rect.topLeft(), rect.topLeft()) for _ in weights]
    scale = rect.width() * rect.height() / total
    areas = [weight * scale for weight in weights]
    placed: list[QRectF] = []
    left = QRectF(rect)
    while len(placed) < len(areas):
        row = _row(areas[len(placed) :], min(left.width(), left.height()))
        left = _place(row, left, placed)
    return placed


def _row(areas: Sequence[float], side: float) -> list[float]:
    """The first areas that, laid along a side together, come nearest to squares."""
    row = [areas[0]]
    for area in areas[1:]:
        if _worst([*row, area], side) > _worst(row, side):
            break
        row.append(area)
    return row


def _worst(row: Sequence[float], side: float) -> float:
    """The worst ratio of the sides of rectangles of these areas laid along a side."""
    total = sum(row)
    return max(side * side * max(row) / (total * total), total * total / (side * side * min(row)))


def _place(row: Sequence[float], left: QRectF, placed: list[QRectF]) -> QRectF:
    """Lay a row along the shorter side of what is left; gives what is left after it."""
    total = sum(row)
    if left.width() >= left.height():
        breadth = min(total / left.height(), left.width())
        y = left.top()
        for area in row:
            height = area / breadth
            placed.append(QRectF(left.left(), y, breadth, height))
            y += height
        return left.adjusted(breadth, 0, 0, 0)
    breadth = min(total / left.width(), left.height())
    x = left.left()
    for area in row:
        width = area / breadth
        placed.append(QRectF(x, left.top(), width, breadth))
        x += width
    return left.adjusted(0, breadth, 0, 0)
