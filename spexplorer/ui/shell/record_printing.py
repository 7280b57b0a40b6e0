"""A record on paper: the page of the inspector, whole, in light colours."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument

from spexplorer.support.errors import AppError
from spexplorer.ui.drawing.picture_export import (
    ask_place,
    file_name,
    paper_document,
    save_drawn,
)
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.print_support import high_resolution_printer

if TYPE_CHECKING:
    from PySide6.QtCore import QBuffer
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from spexplorer.operations.reader import Reader


def document_of(reader: Reader, record_id: str) -> QTextDocument | None:
    """The page of a record for paper, its long lists unfolded; None where there is no such record."""
    from spexplorer.readings.view_citation import catalogued_work, library_line
    from spexplorer.ui.panels.record_page import RecordPage

    record = reader.record(record_id)
    if record is None:
        return None
    page = RecordPage(reader, load_theme("light"))
    page.is_whole = True
    foot = "\n".join((catalogued_work(tr, reader), library_line(tr, reader)))
    document = paper_document(page.html(record, foot=foot))
    document.setMetaInformation(
        QTextDocument.MetaInformation.DocumentTitle, reader.label(record_id)
    )
    return document


def print_record(
    reader: Reader, record_id: str, above: QWidget, tell: Callable[[object], object]
) -> None:
    """Ask for a printer in a dialog above a window, print a record, and tell what became of it."""
    document = document_of(reader, record_id)
    if document is None:
        tell(tr("There is no record {id} in this library.", id=record_id))
        return
    printer = high_resolution_printer()
    printer.setDocName(reader.label(record_id))
    from PySide6.QtPrintSupport import QPrintDialog  # once the print service is told where to look

    dialog = QPrintDialog(printer, above)
    dialog.accepted.connect(partial(print_document, document, printer, tell))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()


def print_document(
    document: QTextDocument, printer: QPrinter, tell: Callable[[object], object]
) -> None:
    """Print; a file that was chosen in the dialog is written without any print service."""
    if name := printer.outputFileName():
        save_document(document, Path(name), tell)
    else:
        document.print_(printer)


def save_record(
    reader: Reader, record_id: str, above: QWidget, tell: Callable[[object], object]
) -> None:
    """Ask for a file, write a record to it as PDF, and tell what became of it."""
    document = document_of(reader, record_id)
    if document is None:
        tell(tr("There is no record {id} in this library.", id=record_id))
        return
    name = file_name(reader.label(record_id))
    path = ask_place(above, tr("Save the record as PDF"), name, "pdf")
    if path is not None:
        save_document(document, path, tell)


def save_document(document: QTextDocument, path: Path, tell: Callable[[object], object]) -> None:
    """Write a document as PDF without any print service, and tell what became of it."""

    def write(device: QBuffer) -> bool:
        writer = QPdfWriter(device)
        writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        document.print_(writer)
        return True

    try:
        save_drawn(path, write)
    except AppError as error:
        tell(error)
    else:
        tell(tr("Saved to {file}", file=path))
