"""Saving what is drawn: a place is asked for, a file appears whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from spexplorer.support.files import drafted, unwritable
from spexplorer.ui.translation import tr

_TWICE: Final = 2.0
"""Pixels of a saved picture for each of its units, so that it stays sharp in print."""


class Drawn(Protocol):
    """A picture that can be saved."""

    def size(self) -> QSize:
        """Its natural size, in pixels at 100 %."""
        ...

    def draw(self, painter: QPainter) -> None:
        """Draw it at its natural size."""
        ...

    def about(self) -> tuple[str, str]:
        """Its title, and what else a caption must say, as one line."""
        ...


def ask_place(parent: QWidget, title: str, name: str, ending: str) -> Path | None:
    """Where a file shall lie, with its ending; None when a person changed their mind."""
    kind = f"{ending.upper()} (*.{ending})"
    place, _ = QFileDialog.getSaveFileName(parent, title, f"{name}.{ending}", kind)
    if not place:
        return None
    path = Path(place)
    return path if path.suffix.lower() == f".{ending}" else Path(f"{place}.{ending}")


def appear(path: Path, write: Callable[[Path], bool]) -> None:
    """Let Qt write a file under another name first; raises EnvironmentProblem, and leaves no trace."""
    with drafted(path) as draft:
        draft.touch()  # Qt does not say why it cannot write a file; this does
        if not write(draft) or not draft.stat().st_size:
            raise unwritable(path, tr("it could not be drawn"))


def save_drawn(path: Path, write: Callable[[QBuffer], bool]) -> None:
    """Write what Qt draws into a buffer; raises EnvironmentProblem, and then leaves no trace."""

    def keep(draft: Path) -> bool:
        kept = QByteArray()
        device = QBuffer(kept)
        device.open(QIODevice.OpenModeFlag.WriteOnly)
        drawn = write(device)
        device.close()
        draft.write_bytes(kept.data())
        return drawn

    appear(path, keep)


def screen_resolution() -> int:
    """The dots per inch that text is measured with; drawn with others it would have another size."""
    return round(QGuiApplication.primaryScreen().logicalDotsPerInchY())


def paper_document(html: str) -> QTextDocument:
    """A page of rich text for paper, in the system's own text size whatever that of the window is."""
    document = QTextDocument()
    document.setDefaultFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    document.setHtml(html)
    return document


def image_of(picture: Drawn) -> QImage:
    """The picture at twice its size."""
    image = QImage(picture.size() * _TWICE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_TWICE)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        picture.draw(painter)
    return image


def save_png(picture: Drawn, path: Path) -> None:
    """Write the picture; raises EnvironmentProblem, and then leaves no trace."""

    def write(device: QBuffer) -> bool:
        return image_of(picture).save(device, "PNG")  # type: ignore[call-overload, no-any-return]

    save_drawn(path, write)


def save_svg(picture: Drawn, path: Path) -> None:
    """Write the picture as lines and letters that can be edited; raises EnvironmentProblem."""
    from PySide6.QtSvg import QSvgGenerator

    def write(device: QBuffer) -> bool:
        size, (title, description) = picture.size(), picture.about()
        generator = QSvgGenerator()
        generator.setOutputDevice(device)
        generator.setResolution(screen_resolution())
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(title)
        generator.setDescription(description)
        with QPainter(generator) as painter:
            picture.draw(painter)
        return True

    save_drawn(path, write)
