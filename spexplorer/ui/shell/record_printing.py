"""A record on paper: the page of the inspector, whole, in light colours."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from spexplorer.support.errors import EnvironmentProblem
from spexplorer.ui.drawing.picture_export import paper_document
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.print_support import high_resolution_printer

if TYPE_CHECKING:
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
    """Print, and tell what became of it where a file should have: Qt prints nowhere without a word."""
    name = printer.outputFileName()
    before = _written(name)
    document.print_(printer)
    if name and _written(name) != before:
        tell(tr("Saved to {file}", file=name))
    elif name:
        tell(EnvironmentProblem(tr("{file} cannot be written; choose another folder.", file=name)))


def _written(name: str) -> int:
    """When a file was written last, in nanoseconds; nothing for one there is not."""
    try:
        return Path(name).stat().st_mtime_ns
    except OSError:
        return 0
