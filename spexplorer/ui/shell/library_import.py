"""Import of the JSON of a library: what it would bring is rehearsed and told before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from spexplorer.readings.library_import import import_remarks, import_summary, imported_words
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import ActionButtons, Dialog, busy_bar
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from pathlib import Path

    from spexplorer.formats.library_json import LibraryDocument
    from spexplorer.operations.library_writer import Committed, Operation, Rehearsed
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 90, 20


class LibraryImportDialog(Dialog):
    """Says what an export of a library would bring, and takes it in as one step of the history."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        super().__init__(window, tr("Import another library"))
        self._window, self._path = window, path
        self._operation: Operation | None = None
        self._faults: list[str] = []
        self._is_closed = False
        self.finished.connect(unticked(self._close))
        self.make_room(_LETTERS, _LINES)
        self.summary = PlainLabel(tr("Reading …"))
        self.summary.setWordWrap(True)
        self.remarks = QPlainTextEdit()
        self.remarks.setReadOnly(True)
        self.remarks.setTabChangesFocus(True)
        self.remarks.setAccessibleName(tr("What is to be said of its records"))
        self.progress = busy_bar(tr("Progress of the import"))
        self.buttons = ActionButtons(self, tr("&Import"), self._import)
        self.import_button = self.buttons.action_button
        self.import_button.setEnabled(False)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        for widget in (self.summary, self.remarks, self.progress, self.buttons):
            column.addWidget(widget)
        self._window.workspace.tasks.start(self._read, self._take, self._fail, long=True)

    def _close(self) -> None:
        self._is_closed = True

    def _read(self) -> LibraryDocument:
        from spexplorer.formats.library_json import read

        return read(self._path)

    def _take(self, document: LibraryDocument) -> None:
        if self._is_closed:
            return
        from spexplorer.operations.editing import import_records

        editing = self._window.workspace.editing
        if not editing.is_possible:
            from spexplorer.ui.shell.editing_commands import say_why_not

            self.reject()
            say_why_not(self._window, "")
            return
        self._faults = document.faults
        self._operation = import_records(
            document.records, self._path.name, document.about, document.distinct
        )
        editing.rehearse(self._operation, self._rehearsed, self._fail)

    def _rehearsed(self, rehearsed: Rehearsed) -> None:
        if self._is_closed:
            return
        report = rehearsed.outcome
        self.progress.hide()
        self.summary.setText(import_summary(tr, self._path.name, report))
        self.remarks.setPlainText("\n".join(import_remarks(tr, report, self._faults)))
        number = len(report.added)
        if number:
            self.import_button.setText(counted(number, "&Import {n} record", "&Import {n} records"))
            self.import_button.setEnabled(True)
            self.import_button.setFocus()

    def _import(self) -> None:
        if self._operation is not None:
            self.summary.setText(tr("Importing …"))
            self.progress.show()
            self.import_button.setEnabled(False)
            self._window.workspace.editing.run(self._operation, self._done, self._fail)

    def _done(self, committed: Committed) -> None:
        self._window.tell(imported_words(tr, committed.outcome))
        if not self._is_closed:
            self.accept()

    def _fail(self, error: Exception) -> None:
        if self._is_closed:
            return
        self.progress.hide()
        self.import_button.setEnabled(False)
        self.summary.setText(str(error))
