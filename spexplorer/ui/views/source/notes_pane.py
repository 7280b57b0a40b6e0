"""The reader's highlights and notes on a source, listed in one place, with the way out of the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spexplorer.operations.copy_reading import readable
from spexplorer.readings.tables import GroupHeading, ListEntry
from spexplorer.support.errors import AppError
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import ExportButton, unticked

if TYPE_CHECKING:
    from spexplorer.operations.annotations import ReaderNote
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


class NotesPane(QWidget):
    """`chosen` and `edit_wanted` carry the id of a note, `export_wanted` "jsonld" or "md"."""

    chosen = Signal(object)
    edit_wanted = Signal(object)
    export_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._current: str | None = None
        self.list = GroupedList(tr("Your highlights and notes"), theme)
        self.list.chosen.connect(self._choose)
        self.edit = QPushButton(tr("Edit the note …"))
        self.edit.clicked.connect(unticked(self._edit))
        self.export = ExportButton(tr("Write your highlights and notes into a file"))
        self.export.offer(tr("As W3C Web Annotations (JSON-LD) …"), lambda: self._out("jsonld"))
        self.export.offer(tr("As Markdown …"), lambda: self._out("md"))
        line = QHBoxLayout()
        line.addWidget(self.edit)
        line.addWidget(self.export)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.list, 1)
        column.addLayout(line)

    def show_notes(self, notes: Sequence[ReaderNote]) -> None:
        """List notes; those whose words are not in the present copy stand apart."""
        here = [one for one in notes if one.start is not None]
        lost = [one for one in notes if one.start is None]
        entries: list[ListEntry | GroupHeading] = []
        for words, members in (
            (tr("In this copy"), here),
            (tr("Not found in this copy"), lost),
        ):
            if members:
                entries.append(GroupHeading("", words, len(members)))
            for one in members:
                quoted = readable(one.exact)
                entries.append(ListEntry(one.id, one.body or quoted, quoted if one.body else ""))
        if self._current not in {one.id for one in notes}:
            self._current = None
        self.edit.setEnabled(self._current is not None)
        self.list.show_entries(entries, self._current)

    def _choose(self, key: str) -> None:
        self._current = key
        self.edit.setEnabled(True)
        self.list.show_current(key)
        self.chosen.emit(key)

    def _edit(self) -> None:
        if self._current is not None:
            self.edit_wanted.emit(self._current)

    def _out(self, format_code: str) -> None:
        self.export_wanted.emit(format_code)


def export_notes(
    parent: QWidget,
    workspace: Workspace,
    work: str,
    notes: Sequence[ReaderNote],
    format_code: str,
) -> None:
    """Ask for a file and write the notes on a work into it."""
    from spexplorer.operations.annotations import write_json_ld, write_markdown

    kinds = {"jsonld": tr("Web Annotations (*.jsonld)"), "md": tr("Markdown (*.md)")}
    name, _ = QFileDialog.getSaveFileName(
        parent,
        tr("Write your notes"),
        str(Path.home() / f"notes.{format_code}"),
        kinds[format_code],
    )
    if not name:
        return
    path = Path(name)
    try:
        if format_code == "jsonld":
            write_json_ld(path, work, notes)
        else:
            write_markdown(path, workspace.reader.label(work), notes, tr("page {n}"))
    except AppError as error:
        workspace.failed.emit(error)
        return
    workspace.told.emit(tr("Your notes were written to {file}.", file=path))
