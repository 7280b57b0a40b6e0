"""Where the cells of the treemap lie, and which words fit into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from spexplorer.domain.counts import Count
from spexplorer.ui.drawing.squarify import squarify
from spexplorer.ui.style.theme import GRID

_LEAST = 0.4
"""The weight of what nothing is linked to: seen, but smaller than a cell of one record."""

_LETTERS = 8
"""A name shortened to fewer signs says nothing and is left out."""


@dataclass(frozen=True, slots=True)
class Tile:
    """An instrument as a cell. `possible` when it passes the filter only possibly."""

    id: str
    label: str
    count: Count
    verdict: str
    possible: bool
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """A vector with its cells, largest first; `count` has every record once."""

    code: str
    label: str
    count: Count
    active: bool
    tiles: tuple[Tile, ...]


@dataclass(slots=True)
class Mark:
    """A drawn cell, or the head of a group (`tile` is None), in pixels."""

    group: Group
    tile: Tile | None
    rect: QRectF
    lines: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The id of the instrument or the code of the vector."""
        return self.tile.id if self.tile else self.group.code


def lay_out(
    groups: Sequence[Group], area: QRectF, metrics: QFontMetricsF, bold: QFontMetricsF
) -> list[Mark]:
    """The heads and cells in an area: each head before its cells, cells in reading order."""
    ordered = sorted(groups, key=lambda group: -_weight(group))
    marks: list[Mark] = []
    boxes = squarify([_weight(group) for group in ordered], area)
    for group, box in zip(ordered, boxes, strict=True):
        marks += _group(group, box.adjusted(0, 0, -GRID / 2, -GRID / 2), metrics, bold)
    return marks


def _weight(group: Group) -> float:
    return sum(max(tile.count.possible, _LEAST) for tile in group.tiles)


def _group(group: Group, box: QRectF, metrics: QFontMetricsF, bold: QFontMetricsF) -> list[Mark]:
    head_height = min(bold.height() + GRID, box.height() / 2)
    head = QRectF(box.left(), box.top(), box.width(), head_height)
    words = f"{group.label} · {group.count.possible:,}"
    if bold.horizontalAdvance(words) > head.width() - 3 * GRID:
        words = group.label
    width = head.width() - 3 * GRID
    line = bold.elidedText(words, Qt.TextElideMode.ElideRight, width)
    marks = [Mark(group, None, head, [line] if len(line) > 2 else [])]
    rest = box.adjusted(0, head_height, 0, 0)
    weights = [max(tile.count.possible, _LEAST) for tile in group.tiles]
    cells = [
        Mark(group, tile, rect.adjusted(0, 0, -1, -1))
        for tile, rect in zip(group.tiles, squarify(weights, rest), strict=True)
    ]
    for cell in cells:
        assert cell.tile is not None
        cell.lines = fitted(cell.tile.label, metrics, text_room(cell.rect))
    cells.sort(key=lambda cell: (round(cell.rect.top()), cell.rect.left()))
    return marks + cells


def text_room(rect: QRectF) -> QRectF:
    """Where in a cell its name may stand; the mark of the assessment is below it."""
    margin = min(GRID, rect.width() / 8)
    return rect.adjusted(margin, margin / 2, -margin, -margin / 2)


def fitted(text: str, metrics: QFontMetricsF, room: QRectF) -> list[str]:
    """The text in lines broken between words; shortened, or nothing where it says too little."""
    allowed = int(room.height() // metrics.height())
    if allowed < 1 or room.width() < metrics.averageCharWidth() * 4:
        return []
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < allowed:
        if len(lines) == allowed - 1:
            taken = len(words)
        else:
            taken = 1
            while taken < len(words) and _fits(words[: taken + 1], metrics, room):
                taken += 1
        line = " ".join(words[:taken])
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        if lines and shown != line and len(shown) < _LETTERS:
            lines[-1] = metrics.elidedText(
                f"{lines[-1]}…", Qt.TextElideMode.ElideRight, room.width()
            )
            break
        lines.append(shown)
        words = words[taken:]
        if shown != line:
            break
    shortened = lines[0].endswith("…") and not text.startswith(lines[0])
    return [] if shortened and len(lines[0]) < _LETTERS else lines


def _fits(words: Sequence[str], metrics: QFontMetricsF, room: QRectF) -> bool:
    return metrics.horizontalAdvance(" ".join(words)) <= room.width()
