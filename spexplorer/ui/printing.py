"""A record on paper: the page of the inspector, whole, in light colours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from spexplorer.ui.text import tr
from spexplorer.ui.theme import load_theme

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from spexplorer.operations.reading import Reader
    from spexplorer.ui.main_window import MainWindow


def document_of(reader: Reader, record_id: str) -> QTextDocument | None:
    """The page of a record for paper, its long lists unfolded; None where there is no such record."""
    from spexplorer.ui.citing_views import library_line
    from spexplorer.ui.record_page import RecordPage

    record = reader.record(record_id)
    if record is None:
        return None
    page = RecordPage(reader, load_theme("light"))
    page.is_whole = True
    document = QTextDocument()
    document.setHtml(page.html(record, foot=library_line(reader)))
    document.setMetaInformation(
        QTextDocument.MetaInformation.DocumentTitle, reader.label(record_id)
    )
    return document


def print_record(window: MainWindow, record_id: str) -> None:
    """Ask for a printer and print a record."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    document = document_of(window.workspace.reader, record_id)
    if document is None:
        window.tell(tr("There is no record {id} in this library.", id=record_id))
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(window.workspace.reader.label(record_id))
    dialog = QPrintDialog(printer, window)
    dialog.accepted.connect(partial(_print, document, printer))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()


def _print(document: QTextDocument, printer: QPrinter) -> None:
    document.print_(printer)
