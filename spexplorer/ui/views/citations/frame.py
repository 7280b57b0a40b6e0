"""Where everything stands in the drawing of the round trip: columns, rows, sentences on the spine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from PySide6.QtGui import QFontMetricsF

from spexplorer.domain.works import Passage
from spexplorer.readings.citations.apparatus import Footnote, SourceWork
from spexplorer.ui.style.theme import GRID

_NARROWEST = 56.0
_NARROW, _ROOMY = 84.0, 144.0
"""Widths of the drawing in letters between which the columns get more room; above it is the works'."""
_STRETCH = 1.5
"""Rows stand at most so many row heights apart."""
_SENTENCE = 1.9
"""Least height of a sentence on the spine, in pixels."""


class RoundTripColumn(NamedTuple):
    """Left edge and width in pixels."""

    x: float
    width: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class RoundTripColumns:
    """The columns of the drawing, from the sentences of the paper to the works."""

    spine: RoundTripColumn
    place: RoundTripColumn
    mark: RoundTripColumn
    number: RoundTripColumn
    relation: RoundTripColumn
    rests: RoundTripColumn
    lane: RoundTripColumn
    works: RoundTripColumn


@dataclass(frozen=True, slots=True)
class RoundTripFrame:
    """Vertical centres in pixels by id; `sections` are headings with the top of their line."""

    columns: RoundTripColumns
    row: float
    head: float
    height: float
    feet: dict[str, float]
    sources: dict[str, float]
    sentences: dict[str, float]
    sections: tuple[tuple[str, float], ...]
    unit: float


def narrowest(metrics: QFontMetricsF) -> float:
    """The least width in pixels that the drawing can do with."""
    return metrics.averageCharWidth() * _NARROWEST


def columns_for(metrics: QFontMetricsF, width: float) -> RoundTripColumns:
    """The columns for a width in pixels; in a narrow one the bars and the curves give way first."""
    letter = metrics.averageCharWidth()
    share = min(max((width / letter - _NARROW) / (_ROOMY - _NARROW), 0.0), 1.0)
    # Widths in letters, each with the gap in letters that follows it: in a narrow and a roomy drawing.
    plan = (
        ((7.5, 2.5), (16.0, 4.0)),
        ((8.5, 0.8), (9.0, 0.8)),
        ((4.6, 1.5), (4.6, 1.5)),
        ((3.4, 1.0), (3.4, 1.0)),
        ((11.5, 0.4), (12.5, 0.5)),
        ((3.2, 0.5), (8.5, 0.5)),
        ((2.2, 3.0), (3.0, 5.0)),
    )
    x, placed = 3.0 * GRID, []
    for narrow, roomy in plan:
        wide, gap = (a + (b - a) * share for a, b in zip(narrow, roomy, strict=True))
        placed.append(RoundTripColumn(x, wide * letter))
        x += (wide + gap) * letter
    placed.append(RoundTripColumn(x, max(width - x - GRID, letter * 8)))
    return RoundTripColumns(*placed)


def frame_for(
    metrics: QFontMetricsF,
    width: float,
    feet: Sequence[Footnote],
    sources: Sequence[SourceWork],
    sentences: Sequence[Passage],
) -> RoundTripFrame:
    """Lay out rows and sentences; the longest of the three columns gives the height."""
    row, line = metrics.height() + 2 * GRID, metrics.height() + GRID
    head = line * 1.6
    sections = [(name, list(group)) for name, group in groupby(sentences, key=_section)]
    spine = sum(line + max(len(group) * _SENTENCE, GRID) + GRID for _, group in sections)
    body = max(len(feet) * row, len(sources) * row, spine)
    unit = _SENTENCE
    if sentences:
        unit += (body - spine) / len(sentences)
    places: dict[str, float] = {}
    heads = []
    y = head
    for name, group in sections:
        heads.append((name[1], y))
        y += line
        for passage in group:
            places[passage.id] = y + unit / 2
            y += unit
        y += GRID
    return RoundTripFrame(
        columns_for(metrics, width),
        row,
        head,
        head + body + 2 * GRID,
        _rows([foot.id for foot in feet], head, body, row),
        _rows([source.id for source in sources], head, body, row),
        places,
        tuple(heads),
        unit,
    )


def _section(passage: Passage) -> tuple[str, str]:
    return passage.work, passage.section


def _rows(ids: Sequence[str], head: float, body: float, row: float) -> dict[str, float]:
    """Centres of rows that share a height evenly, but do not stand far apart."""
    if not ids:
        return {}
    pitch = min(body / len(ids), row * _STRETCH)
    return {uid: head + (at + 0.5) * pitch for at, uid in enumerate(ids)}
