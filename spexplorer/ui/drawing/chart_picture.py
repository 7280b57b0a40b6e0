"""A chart as a picture for paper or a document: title, legend, marks, and its caption."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from spexplorer.ui.drawing.legend import LegendEntry, line_sample, swatch
from spexplorer.ui.drawing.picture_export import ExportPicture
from spexplorer.ui.drawing.plot_frame import Frame, height_for_labels, top_of
from spexplorer.ui.drawing.plot_painting import paint_axes, paint_marks
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFont

    from spexplorer.ui.drawing.chart import ChartData, Series
    from spexplorer.ui.drawing.legend import Sample
    from spexplorer.ui.style.theme import Theme

_WIDTH: Final = 92
_HEIGHT: Final = 20
"""Size of the drawing in average letters and in lines."""


def chart_picture(data: ChartData, theme: Theme, font: QFont, filter_words: str) -> ExportPicture:
    """A chart with everything that is said of it, under a filter in words."""
    metrics = QFontMetrics(font)
    high = max(metrics.height() * _HEIGHT, round(1.3 * height_for_labels(data, metrics)))
    size = QSize(metrics.averageCharWidth() * _WIDTH, high)
    return ExportPicture(
        data.title,
        size,
        partial(_paint, data, theme, size),
        theme,
        font,
        legend_entries(data.series),
        caption_of(data, filter_words),
    )


def _paint(data: ChartData, theme: Theme, size: QSize, painter: QPainter) -> None:
    if not data.keys:
        return
    # Measured on the screen: the painter's font is in pixels, whatever the paper.
    metrics = QFontMetrics(painter.font())
    frame = Frame(data, QRectF(0, 0, size.width(), size.height()), metrics, top_of(data))
    paint_axes(painter, data, frame, theme, metrics)
    paint_marks(painter, data, frame, theme)


def legend_entries(series: Sequence[Series]) -> list[LegendEntry]:
    """What the series of a chart look like; nothing where there is only one."""
    return [LegendEntry(one.name, _sample_of(one)) for one in series] if len(series) > 1 else []


def _sample_of(series: Series) -> Sample:
    if not series.line:
        return swatch(series.colour, faint=series.faint)
    style = Qt.PenStyle.DashLine if series.faint else Qt.PenStyle.SolidLine
    return line_sample(series.colour, style, dot=True)


def caption_of(data: ChartData, filter_words: str) -> list[str]:
    """What a chart says, how many it counts and of what, under which filter and from where."""
    return [
        " · ".join(filter(None, (data.summary, data.total, data.unit, data.doubt))),
        tr("Filter: {filter}", filter=filter_words),
        tr("Source: {source}", source=data.provenance),
    ]


# -- colours of paper ---------------------------------------------------------------------------------


def in_colours_of(data: ChartData, worn: Theme, wanted: Theme) -> ChartData:
    """A chart that was made in one theme as it would be in another; unknown colours stay."""
    if worn.name == wanted.name:
        return data
    # What a bar stands for has the colour of a vector or a verdict; a whole series one of its own.
    single = _by_name(
        (worn.colours, wanted.colours),
        (worn.codes["verdict"], wanted.codes["verdict"]),
        (worn.codes["vector"], wanted.codes["vector"]),
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
