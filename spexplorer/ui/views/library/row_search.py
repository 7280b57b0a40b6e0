"""Getting to a row: by the beginning of its title, by words anywhere; and copying rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from spexplorer.domain.filters import Filter, Words
from spexplorer.exploring.orders import beginning_with
from spexplorer.operations.reader import Reader
from spexplorer.readings.library.register import Arranged, RegisterRows
from spexplorer.readings.tables import Column, as_text
from spexplorer.support.errors import AppError
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from spexplorer.exploring.postings import Mask
    from spexplorer.ui.lists.record_table import RecordTable
    from spexplorer.ui.views.library.tools import Tools
    from spexplorer.workspace.workspace import Workspace

_COPIED = 100_000
"""At most so many rows are copied; a clipboard is no export."""
_COPIED_AT_ONCE = 500


class RowSearch:
    """Looks among the rows that are shown, as `arranged` says."""

    def __init__(self, table: RecordTable, tools: Tools, workspace: Workspace) -> None:
        self._table = table
        self._tools = tools
        self._workspace = workspace
        self._found: tuple[str, Mask] | None = None
        self.arranged: Arranged | None = None

    def jump(self, word: str, onward: object) -> None:
        """Go to the next title that begins with what was typed; `onward`, behind the current row."""
        shown = self.arranged
        titles = shown.register.titles if shown is not None else None
        if shown is None or titles is None:
            self._tools.say(tr("The titles are still being read; try again in a moment."))
            return
        register = shown.register
        try:
            mask = beginning_with(register.index, register.kind, titles, word)
        except AppError as error:
            self._workspace.failed.emit(error)
            return
        at = self._table.currentIndex().row()
        row = shown.next_row(mask, at if onward else at - 1)
        if row is None:
            self._tools.say(tr("No title here begins with “{typed}”.", typed=word))
        else:
            self._tools.say(tr("Titles from “{typed}”", typed=word))
            self._table.choose(row)

    def find(self, words: str) -> None:
        """Go to the next record a query finds."""
        shown = self.arranged
        if shown is None:
            self._tools.say(tr("The register is still being read; try again in a moment."))
        elif self._found is not None and self._found[0] == words:
            self._show(self._found)
        else:
            index, wanted = shown.register.index, Filter((Words(words),))
            self._workspace.later(
                "library find", lambda: (words, index.passing(wanted).possible), self._show
            )

    def _show(self, found: tuple[str, Mask]) -> None:
        self._found = found
        words, mask = found
        shown = self.arranged
        if shown is None or len(mask) != len(shown.register.index):
            return
        row = shown.next_row(mask, self._table.currentIndex().row())
        if row is None:
            self._tools.say(tr("“{words}” is not found among these rows.", words=words))
            return
        at, number = shown.place_among(mask, row)
        self._tools.say(tr("{at} of {n} found", at=f"{at + 1:,}", n=f"{number:,}"))
        self._table.choose(row)


class RowCopy:
    """Copies the selected rows as a table; many of them are read on a worker."""

    def __init__(self, table: RecordTable, tools: Tools, workspace: Workspace) -> None:
        self._table = table
        self._tools = tools
        self._workspace = workspace

    def copy(self) -> None:
        """Copy the selected rows, the columns that are shown, as tab-separated lines."""
        parts, content = self._table.selected_rows(), self._table.records.content
        number, columns = sum(map(len, parts)), self._table.shown_columns()
        done = partial(self._copied, number)
        if not number:
            self._tools.say(tr("Choose one or several rows first; then Ctrl+C copies them."))
        elif number <= _COPIED_AT_ONCE or not isinstance(content, RegisterRows):
            try:
                done(as_text(content, columns, parts))
            except AppError as error:
                self._workspace.failed.emit(error)
        else:
            self._tools.say(tr("Copying …"))
            reader, arranged = self._workspace.reader.beside(), content.arranged
            ranges = _first(parts)
            self._workspace.tasks.start(
                lambda: _read_as_text(arranged, columns, ranges, reader),
                done,
                self._workspace.failed.emit,
                self._workspace.tasks.ticket("library copy"),
                long=True,
            )

    def _copied(self, number: int, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        if number > _COPIED:
            words = tr(
                "The first {n} of {all} rows were copied.", n=f"{_COPIED:,}", all=f"{number:,}"
            )
        else:
            words = counted(number, "{n} row was copied.", "{n} rows were copied.")
        self._tools.say(words)


def _first(parts: list[range]) -> list[range]:
    """As many rows as are copied, from the top."""
    found, most = [], _COPIED
    for part in parts:
        found.append(part[:most])
        most -= len(found[-1])
    return [part for part in found if len(part)]


def _read_as_text(
    arranged: Arranged, columns: list[Column], parts: list[range], reader: Reader
) -> str:
    try:
        return as_text(RegisterRows(arranged, reader), columns, parts)
    finally:
        reader.close()
