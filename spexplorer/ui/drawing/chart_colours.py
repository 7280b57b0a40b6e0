"""A chart in the colours of another theme: what goes on paper is light, whatever the window is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from spexplorer.ui.drawing.chart import ChartData
    from spexplorer.ui.style.theme import Theme


def in_colours_of(data: ChartData, worn: Theme, wanted: Theme) -> ChartData:
    """A chart that was made in one theme as it would be in another; unknown colours stay."""
    if worn.name == wanted.name:
        return data
    # What a bar stands for has the colour of a vector or a verdict; a whole series one of its own.
    single = _by_name(
        (worn.colours, wanted.colours),
        (worn.verdicts, wanted.verdicts),
        (worn.vectors, wanted.vectors),
    )
    shades = zip(worn.shades, wanted.shades, strict=True)
    whole = single | {_name(QColor(one)): QColor(other) for one, other in shades}
    whole |= _by_name((worn.colours, wanted.colours))
    series = tuple(
        replace(
            one,
            colour=whole.get(_name(one.colour), one.colour),
            colours=tuple(single.get(_name(colour), colour) for colour in one.colours),
        )
        for one in data.series
    )
    return replace(data, series=series)


def _by_name(*pairs: tuple[Mapping[str, str], Mapping[str, str]]) -> dict[str, QColor]:
    """Colour of one theme -> that of the other with the same name; later pairs win."""
    return {
        _name(QColor(worn)): QColor(wanted[name])
        for one, wanted in pairs
        for name, worn in one.items()
        if name in wanted
    }


def _name(colour: QColor) -> str:
    return colour.name(QColor.NameFormat.HexArgb)
