"""The one exporter of pictures: PNG at twice the size, SVG, PDF, and the clipboard.

A tab describes what it shows as an `ExportPicture`; title, legend and caption are part of every export:

    picture = ExportPicture(title, drawing_size, paint, theme, font, legend.entries, caption_lines)
    save_picture(picture, path)            # by the ending of the path; raises EnvironmentProblem
    copy_picture(picture)
    export_actions(menu, parent, tr("Save the chart"), make_picture, failed, told)   # fills a menu

`make_picture(paper)` gives the picture in the colours of the window, or (for PDF) in those of paper.
PDF goes through QPdfWriter, which asks no print service.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from spexplorer.support.errors import AppError, EnvironmentProblem
from spexplorer.support.files import drafted, unwritable
from spexplorer.support.printable import without_controls
from spexplorer.ui.drawing.legend import LegendEntry, legend_height, paint_legend
from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.print_support import high_resolution_printer
from spexplorer.ui.widgets.text import nothing_loaded

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from spexplorer.ui.style.theme import Theme

_PIXELS_PER_UNIT: Final = 2.0
"""Resolution of a PNG, so that it stays sharp in print."""

_MARGIN: Final = 16
_TALLEST: Final = 12_000
"""Pixels; a higher picture is cut, since it would take more memory than it is worth."""
_PAGE_WIDTH_MM: Final = 277.0
"""Width of A4 landscape less its margins; a page is as high as its picture."""

_WRAP: Final = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class ExportPicture:
    """A drawing with its title, legend and caption.

    `paint` draws into a region of `drawing` size (pixels at 100 %), whose top left corner is the
    painter's origin; the painter has the picture's font and a ground in the theme's `surface`.
    """

    title: str
    drawing: QSize
    paint: Callable[[QPainter], None]
    theme: Theme
    font: QFont
    legend: Sequence[LegendEntry] = ()
    caption: Sequence[str] = ()

    def size(self) -> QSize:
        """Size of the whole, in pixels at 100 %."""
        high = self._top() + self.drawing.height() + self._foot()
        return QSize(self.drawing.width() + 2 * _MARGIN, min(round(high), _TALLEST))

    def draw(self, painter: QPainter) -> None:
        """Draw the whole at its natural size."""
        room = QRectF(QPointF(0, 0), QSizeF(self.size()))
        painter.fillRect(room, self.theme.colour("surface"))
        painter.translate(_MARGIN, _MARGIN)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(self._bold())
        painter.setPen(self.theme.colour("text"))
        width = float(self.drawing.width())
        painter.drawText(QRectF(0, 0, width, self._title_height()), _WRAP, self.title)
        painter.translate(0, self._title_height())
        painter.setFont(self._pixel_font())
        if self.legend:
            paint_legend(painter, self.legend, QRectF(0, 0, width, 1e5), self.theme)
            painter.translate(0, self._legend_height())
        painter.save()
        self.paint(painter)
        painter.restore()
        painter.translate(0, self.drawing.height() + self._line() / 2)
        painter.setPen(self.theme.colour("muted"))
        words = QRectF(0, 0, width, self._words_height())
        painter.drawText(words, _WRAP, "\n".join(self.caption))

    def description(self) -> str:
        """The caption as one line."""
        return " ".join(self.caption)

    def _pixel_font(self) -> QFont:
        """The font in pixels: points would follow the resolution of the paper."""
        font = QFont(self.font)
        font.setPixelSize(QFontInfo(self.font).pixelSize())
        return font

    def _bold(self) -> QFont:
        font = self._pixel_font()
        font.setBold(True)
        return font

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._pixel_font())

    def _line(self) -> float:
        return self._metrics().height()

    def _title_height(self) -> float:
        room = QRectF(0, 0, self.drawing.width(), 1e5)
        return QFontMetricsF(self._bold()).boundingRect(room, _WRAP, self.title).height() + 6

    def _legend_height(self) -> float:
        if not self.legend:
            return 0.0
        high = legend_height(self.legend, self.drawing.width(), self._metrics())
        return high + self._line() / 2

    def _words_height(self) -> float:
        room, words = QRectF(0, 0, self.drawing.width(), 1e5), "\n".join(self.caption)
        return self._metrics().boundingRect(room, _WRAP, words).height() if words else 0.0

    def _top(self) -> float:
        return _MARGIN + self._title_height() + self._legend_height()

    def _foot(self) -> float:
        return self._line() / 2 + self._words_height() + _MARGIN


# -- writing ----------------------------------------------------------------------------------------


def save_picture(picture: ExportPicture, path: Path) -> None:
    """Write a picture as PNG, SVG or PDF, by the ending of the path; raises EnvironmentProblem.

    When writing fails, a file that was there stays as it was.
    """
    writers = {".svg": _write_svg, ".pdf": _write_pdf}
    write = writers.get(path.suffix.lower(), _write_png)
    save_drawn(path, partial(write, picture))


def copy_picture(picture: ExportPicture) -> None:
    """Put a picture on the clipboard."""
    QGuiApplication.clipboard().setImage(image_of(picture))


def image_of(picture: ExportPicture) -> QImage:
    """A picture at twice its size."""
    image = QImage(picture.size() * _PIXELS_PER_UNIT, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_PIXELS_PER_UNIT)
    with QPainter(image) as painter:
        picture.draw(painter)
    return image


def _write_png(picture: ExportPicture, device: QBuffer) -> bool:
    return image_of(picture).save(device, "PNG")  # type: ignore[call-overload, no-any-return]


def _write_svg(picture: ExportPicture, device: QBuffer) -> bool:
    """Lines and letters that can be edited."""
    from PySide6.QtSvg import QSvgGenerator

    size = picture.size()
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setResolution(screen_resolution())
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(picture.title)
    generator.setDescription(picture.description())
    with QPainter(generator) as painter:
        picture.draw(painter)
    # Qt writes control characters of a text as they are, and no XML may hold them.
    device.close()
    device.setData(without_controls(bytes(device.data().data())))
    return True


def _write_pdf(picture: ExportPicture, device: QBuffer) -> bool:
    """One page, as wide as A4 landscape less its margins and as high as the picture."""
    size = picture.size()
    paper = QSizeF(_PAGE_WIDTH_MM, _PAGE_WIDTH_MM * size.height() / size.width())
    writer = QPdfWriter(device)
    writer.setTitle(picture.title)
    # All was measured on the screen: at another resolution text would have another size.
    writer.setResolution(screen_resolution())
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    writer.setPageSize(QPageSize(paper, QPageSize.Unit.Millimeter))
    with QPainter(writer) as painter:
        scale = writer.width() / size.width()
        painter.scale(scale, scale)
        picture.draw(painter)
    return True


def save_drawn(path: Path, write: Callable[[QBuffer], bool]) -> None:
    """Write what Qt draws into a buffer; raises EnvironmentProblem, and then leaves no trace."""
    with drafted(path) as draft:
        draft.touch()  # Qt does not say why it cannot write a file; this does
        content = QByteArray()
        device = QBuffer(content)
        device.open(QIODevice.OpenModeFlag.WriteOnly)
        drawn = write(device)
        content = device.data()
        device.close()
        draft.write_bytes(content.data())
        if not drawn or not draft.stat().st_size:
            raise unwritable(path, tr("it could not be drawn"))


def screen_resolution() -> int:
    """The dots per inch that text is measured with."""
    return round(QGuiApplication.primaryScreen().logicalDotsPerInchY())


@guarded
class PaperDocument(QTextDocument):
    """A page that loads nothing."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever fetched."""
        return nothing_loaded(kind)


def paper_document(html: str) -> QTextDocument:
    """A page of rich text for paper, in the system's own text size whatever that of the window is."""
    document = PaperDocument()
    document.setDefaultFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    document.setHtml(html)
    return document


# -- asking -----------------------------------------------------------------------------------------


def ask_place(parent: QWidget, title: str, name: str, ending: str) -> Path | None:
    """Where a file shall lie, with its ending; None when a person changed their mind."""
    kind = f"{ending.upper()} (*.{ending})"
    place, _ = QFileDialog.getSaveFileName(parent, title, f"{name}.{ending}", kind)
    if not place:
        return None
    path = Path(place)
    return path if path.suffix.lower() == f".{ending}" else Path(f"{place}.{ending}")


def file_name(title: str) -> str:
    """A title as the name of a file on any system."""
    kept = "".join(letter if letter.isalnum() else " " for letter in title)
    return "-".join(kept.lower().split())[:80] or "picture"


def export_actions(
    menu: QMenu,
    parent: QWidget,
    title: str,
    make: Callable[[bool], ExportPicture],
    failed: Callable[[AppError], object],
    told: Callable[[str], object],
) -> None:
    """Add the ways in which a picture leaves: a copy, PNG, SVG and PDF.

    `title` heads the file dialog. `make` is given True for paper, whose colours are light. What went
    wrong is given to `failed`, what was done to `told`.
    """

    def copy() -> None:
        picture = make(False)
        copy_picture(picture)
        told(tr("The picture of “{title}” is on the clipboard.", title=picture.title))

    def save(ending: str) -> None:
        picture = make(ending == "pdf")
        path = ask_place(parent, title, file_name(picture.title), ending)
        if path is None:
            return
        try:
            save_picture(picture, path)
        except AppError as error:
            failed(error)
        else:
            told(tr("Saved to {file}", file=path))

    for name, text, run in (
        ("copy-image", tr("Copy as &image"), copy),
        ("png", tr("Save as &PNG …"), partial(save, "png")),
        ("svg", tr("Save as &SVG …"), partial(save, "svg")),
        ("pdf", tr("Save as P&DF …"), partial(save, "pdf")),
    ):
        action = menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(unticked(run))


def print_picture(
    picture: ExportPicture, parent: QWidget, failed: Callable[[AppError], object]
) -> None:
    """Ask for a printer and print a picture across a page."""
    printer = high_resolution_printer()
    from PySide6.QtPrintSupport import QPrintDialog  # once the print service is told where to look

    dialog = QPrintDialog(printer, parent)

    def draw() -> None:
        if not _draw_on_page(picture, printer):
            words = tr("The printer does not take the picture; save it as PDF instead.")
            failed(EnvironmentProblem(words))

    dialog.accepted.connect(draw)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()


def _draw_on_page(picture: ExportPicture, printer: QPrinter) -> bool:
    printer.setDocName(picture.title)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    size, page = picture.size(), printer.pageRect(printer.Unit.DevicePixel)
    scale = min(page.width() / size.width(), page.height() / size.height())
    painter.scale(scale, scale)
    picture.draw(painter)
    return painter.end()
