"""A chart as a picture for paper or a document: title, legend, marks, and what a caption must say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPainter

from spexplorer.ui.drawing.picture_export import appear
from spexplorer.ui.drawing.plot_frame import Frame, top_of
from spexplorer.ui.drawing.plot_painting import paint_axes, paint_marks
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.one_line import laid_out, paint_legend

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from spexplorer.ui.drawing.chart import ChartData
    from spexplorer.ui.style.theme import Theme

_WIDE: Final = 92
_HIGH: Final = 28
"""The size of a picture in letters and lines of its font."""

_MARGIN: Final = 16


class Picture(NamedTuple):
    """What is drawn: the chart, its colours and font, and the filter in words."""

    data: ChartData
    theme: Theme
    font: QFont
    filter_words: str

    def size(self) -> QSize:
        """Its natural size, in pixels at 100 %."""
        metrics = QFontMetrics(self.font)
        return QSize(metrics.averageCharWidth() * _WIDE, metrics.height() * _HIGH)

    def about(self) -> tuple[str, str]:
        """Its title, and what else a caption must say, as one line."""
        return self.data.title, " ".join(caption_of(self.data, self.filter_words))

    def draw(self, painter: QPainter) -> None:
        """Draw it at its natural size."""
        room = QRectF(QPointF(0, 0), QSizeF(self.size()))
        painter.fillRect(room, self.theme.colour("surface"))
        inner = room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.setFont(self.font)
        metrics = QFontMetrics(self.font)
        top = self._paint_head(painter, inner, metrics)
        bottom = self._paint_foot(painter, inner, metrics)
        if not self.data.keys:
            return
        marks = QRectF(inner.left(), top, inner.width(), max(40.0, bottom - top))
        frame = Frame(self.data, marks, metrics, top_of(self.data))
        paint_axes(painter, self.data, frame, self.theme, metrics)
        paint_marks(painter, self.data, frame, self.theme)

    def _paint_head(self, painter: QPainter, inner: QRectF, metrics: QFontMetrics) -> float:
        """Title and legend; gives where they end."""
        bold = QFont(self.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(self.theme.colour("text"))
        line = QRectF(inner.left(), inner.top(), inner.width(), 1.4 * metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignTop, self.data.title)
        painter.setFont(self.font)
        if len(self.data.series) < 2:
            return line.bottom()
        lines = laid_out(self.data.series, inner.width(), metrics)[-1].line + 1
        legend = QRectF(line.left(), line.bottom(), line.width(), lines * metrics.height() + 1)
        paint_legend(painter, self.data.series, legend, metrics, self.theme.colour("text"))
        return legend.bottom() + metrics.height() / 2

    def _paint_foot(self, painter: QPainter, inner: QRectF, metrics: QFontMetrics) -> float:
        """What the caption must say, at the foot; gives where it begins."""
        words = "\n".join(caption_of(self.data, self.filter_words))
        flags = Qt.TextFlag.TextWordWrap
        needed = metrics.boundingRect(QRect(0, 0, int(inner.width()), 10_000), flags, words)
        foot = QRectF(inner)
        foot.setTop(inner.bottom() - needed.height())
        painter.setPen(self.theme.colour("muted"))
        painter.drawText(foot, flags, words)
        return foot.top() - metrics.height() / 2


def caption_of(data: ChartData, filter_words: str) -> list[str]:
    """What a chart says, how many it counts and of what, under which filter and from where."""
    return [
        " · ".join(filter(None, (data.summary, data.total, data.unit, data.doubt))),
        tr("Filter: {filter}", filter=filter_words),
        tr("Source: {source}", source=data.provenance),
    ]


def save_pdf(picture: Picture, path: Path) -> None:
    """Write the picture as a page; raises EnvironmentProblem."""
    from PySide6.QtPrintSupport import QPrinter

    def write(draft: Path) -> bool:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(draft))
        return print_on(picture, printer)

    appear(path, write)


def _in_pixels(font: QFont) -> QFont:
    """A font as large as it is on the screen: points would follow the resolution of a printer."""
    fixed = QFont(font)
    fixed.setPixelSize(QFontInfo(font).pixelSize())
    return fixed


def print_on(picture: Picture, printer: QPrinter) -> bool:
    """Draw the picture across a page, as wide as its margins leave; False when it cannot be printed."""
    printer.setDocName(picture.data.title)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    picture = picture._replace(font=_in_pixels(picture.font))
    size = picture.size()
    page = printer.pageRect(printer.Unit.DevicePixel)
    scale = min(page.width() / size.width(), page.height() / size.height())
    painter.scale(scale, scale)
    picture.draw(painter)
    return painter.end()
