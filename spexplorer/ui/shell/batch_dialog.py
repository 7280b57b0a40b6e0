"""A change of many records at once: rehearsed in a table of before and after, then made in one step."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QProgressBar,
    QSplitter,
    QVBoxLayout,
)

from spexplorer.domain.kinds import KIND_LABELS, LISTED
from spexplorer.operations.editing.batches import BatchOutcome, batch, delete_many
from spexplorer.readings.batches import (
    Action,
    BatchTable,
    as_csv,
    batch_columns,
    batch_table,
    done_words,
)
from spexplorer.readings.tables import ListedLines
from spexplorer.support.errors import AppError, CalledOff
from spexplorer.ui.forms.batch_change import BatchChange
from spexplorer.ui.forms.editors import QuietChoice
from spexplorer.ui.forms.tools import LibraryTools
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.panes import scrolling
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from spexplorer.exploring.index import Index
    from spexplorer.operations.library_writer import Committed, Operation, Rehearsed
    from spexplorer.ui.shell.main_window import MainWindow

    Numbers = NDArray[np.int32]

_LETTERS, _LINES = 120, 36
_LEAST_ROWS: Final = 5


class _Scope(NamedTuple):
    """Records of one kind that a change may be made to."""

    kind: str
    number: int
    ids: Callable[[], list[str]]
    words: str


@guarded
class BatchDialog(Dialog):
    """Asks what is to be changed in which records, shows what that does, and does it."""

    _told = Signal(object)
    """From the writer: how many records are done."""
    changed = Signal()
    """All is on disk."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Change many records"))
        self._window = window
        self._table: BatchTable | None = None
        self._operation: Operation | None = None
        self._outcome = BatchOutcome(0, 0)
        self._is_busy = self._is_called_off = False
        self.make_room(_LETTERS, _LINES)
        self._scopes = scopes_of(window)
        self.scope = QuietChoice()
        self.scope.setAccessibleName(tr("Which records"))
        for one in self._scopes:
            self.scope.addItem(one.words)
        reader = window.workspace.reader
        self.change = BatchChange(self._scope.kind, reader, LibraryTools(window.workspace).tools())
        self.table = RecordTable(tr("Before and after"), window.theme, wraps=True)
        self.table.show_columns(batch_columns(tr), "batch")
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the change"))
        self.progress.hide()
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.rehearse_button = self.buttons.addButton(tr("&Rehearse"), role.ActionRole)
        self.apply_button = self.buttons.addButton(tr("&Change"), role.ActionRole)
        self.save_button = self.buttons.addButton(tr("Save the &table …"), role.ActionRole)
        self.close_button = self.buttons.addButton(tr("Close"), role.RejectRole)
        self.rehearse_button.setToolTip(tr("Shows what would be changed; nothing is changed yet"))
        self.rehearse_button.clicked.connect(unticked(self.rehearse))
        self.apply_button.clicked.connect(unticked(self.apply))
        self.save_button.clicked.connect(unticked(self._save_table))
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.scope.currentIndexChanged.connect(unticked(self._show_scope))
        self.change.edited.connect(self._forget)
        self._told.connect(self._show_progress)
        self._forget()
        self.rehearse_button.setDefault(True)
        self.change.action.setFocus()

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        for part, share in ((scrolling(self.change), 2), (self.table, 3)):
            part.setMinimumHeight(self.fontMetrics().height() * _LEAST_ROWS)
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, share)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(self.scope)
        column.addWidget(parts, 1)
        column.addWidget(self.summary)
        column.addWidget(self.progress)
        column.addWidget(self.buttons)

    @property
    def _scope(self) -> _Scope:
        return self._scopes[max(0, self.scope.currentIndex())]

    def _show_scope(self) -> None:
        self.change.show_kind(self._scope.kind)
        self._forget()

    # -- rehearsing -------------------------------------------------------------------------------

    def _forget(self) -> None:
        """What was rehearsed is no longer what is asked for."""
        self._operation = None
        self._show(None)
        self.summary.setText(
            tr(
                "Rehearse first: the table shows every value before and after; nothing is changed yet."
            )
        )
        self.change.say_problem("")
        self._show_buttons()

    def rehearse(self) -> None:
        """Show what the change would do."""
        planned = self.change.planned()
        self.change.say_problem(planned.problem)
        if planned.problem or self._is_busy:
            return
        scope = self._scope
        try:
            ids, told = scope.ids(), self._tell_progress
            operation = (
                delete_many(ids, told=told)
                if planned.deletes
                else batch(ids, planned.changes, leaves_out=True, told=told)
            )
        except AppError as error:  # a regular expression that is none
            self.change.say_problem(str(error))
            return
        self._operation = operation
        self._begin(tr("Rehearsing …"))
        self._window.workspace.editing.rehearse(operation, self._rehearsed, self._failed)

    def _rehearsed(self, rehearsed: Rehearsed) -> None:
        self._end()
        table = batch_table(tr, self._window.workspace.reader, rehearsed)
        self._show(table)
        self.summary.setText(table.summary)
        self._outcome = rehearsed.outcome
        self._show_buttons()
        if self.apply_button.isEnabled():
            self.apply_button.setFocus()

    def _show(self, table: BatchTable | None) -> None:
        self._table = table
        self.table.setVisible(table is not None and bool(table.lines))
        self.table.show_content(ListedLines() if table is None else table.content(), (), None)

    # -- changing ---------------------------------------------------------------------------------

    def apply(self) -> None:
        """Make the change that was rehearsed."""
        if self._operation is None or self._is_busy:
            return
        self._begin(tr("Deleting …") if self._outcome.is_deletion else tr("Changing …"))
        self._window.workspace.editing.run(self._operation, self._applied, self._failed)

    def _applied(self, committed: Committed) -> None:
        self._end()
        words = done_words(tr, committed.outcome)
        if committed.outcome != self._outcome:
            words = tr(
                "{words} Not all is as it was rehearsed, since the library was changed meanwhile: the"
                " history (Ctrl+H) shows what was done.",
                words=words,
            )
        self.summary.setText(words)
        self._window.hint(words)
        self._operation = None
        self._show_buttons()
        self.close_button.setFocus()
        self.changed.emit()

    # -- progress ---------------------------------------------------------------------------------

    def _tell_progress(self, count: int) -> None:
        """On the thread of the writer: say how far it is, and end it where it was called off."""
        if self._is_called_off:
            raise CalledOff(tr("Called off; nothing was changed."))
        self._told.emit(count)

    def _show_progress(self, count: int) -> None:
        self.progress.setValue(count)

    def _begin(self, words: str) -> None:
        self._is_busy, self._is_called_off = True, False
        self.summary.setText(words)
        self.progress.setRange(0, max(1, self._scope.number))
        self.progress.setValue(0)
        self.progress.show()
        self.close_button.setText(tr("Call off"))
        self._show_buttons()

    def _end(self) -> None:
        self._is_busy = False
        self.progress.hide()
        self.close_button.setText(tr("Close"))
        self.close_button.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self._end()
        self._operation = None
        self.summary.setText(str(error))
        self._show_buttons()

    def _show_buttons(self) -> None:
        number = self._outcome.changed if self._operation is not None and not self._is_busy else 0
        for widget in (self.scope, self.change, self.rehearse_button):
            widget.setEnabled(not self._is_busy)
        self.apply_button.setEnabled(number > 0)
        deletes = self.change.chosen is Action.DELETE
        one, many = "&Change {n} record", "&Change {n} records"
        if deletes:
            one, many = "&Delete {n} record", "&Delete {n} records"
        bare = tr("&Delete") if deletes else tr("&Change")
        self.apply_button.setText(tr.counted(number, one, many) if number else bare)
        has_lines = self._table is not None and bool(self._table.lines)
        self.save_button.setEnabled(has_lines and not self._is_busy)

    def reject(self) -> None:
        """Leave; what is under way is called off first."""
        if self._is_busy:
            self._is_called_off = True
            self.close_button.setEnabled(False)
        else:
            super().reject()

    # -- the log ----------------------------------------------------------------------------------

    def _save_table(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the table"), "changes.csv", tr("CSV (*.csv)")
        )
        if name:
            self.write_table(Path(name))

    def write_table(self, path: Path) -> None:
        """Write the whole table of before and after to a file."""
        from spexplorer.support.files import replacing_bytes

        assert self._table is not None
        try:
            with replacing_bytes(path, sparing=[self._window.workspace.reader.path]) as stream:
                text = as_csv(batch_columns(tr), self._table.lines[:])
                stream.write(text.encode("utf-8-sig"))
        except AppError as error:
            self.summary.setText(str(error))
        else:
            self.summary.setText(tr("Saved to {file}.", file=path))


def scopes_of(window: MainWindow) -> list[_Scope]:
    """What there is to choose from: the chosen records, what the filter leaves, everything, by kind."""
    workspace = window.workspace
    found: list[_Scope] = []
    view = window.tabs.seen(workspace.state.tab)
    for chosen in view.chosen_records() if view is not None else ():
        if chosen.kind in LISTED:
            one, many = "The chosen record: {n} of {kinds}", "The {n} chosen records: {kinds}"
            words = tr.counted(chosen.number, one, many, kinds=tr(KIND_LABELS[chosen.kind]))
            found.append(_Scope(chosen.kind, chosen.number, chosen.ids, words))
    answers, passing = workspace.answers, workspace.passing()
    if answers is None:
        return found
    index, is_narrowed = answers.index, bool(workspace.state.filter.constraints)
    here = [scope.kind for scope in found]
    every = [(kind, index.listed(kind)) for kind in dict.fromkeys((*here, *LISTED))]
    if passing is not None and is_narrowed:
        left = [(kind, rows[passing.possible[rows]]) for kind, rows in every]
        found += _scopes(window, index, left, "What the filter leaves: {kinds} ({n})")
    return found + _scopes(window, index, every, "All: {kinds} ({n})")


def _scopes(
    window: MainWindow, index: Index, rows: list[tuple[str, Numbers]], words: str
) -> list[_Scope]:
    """Rows of the index by their kinds, as what a change may be made to."""
    return [
        _Scope(
            kind,
            len(positions),
            partial(_ids_at, window, index.numbers[positions]),
            tr(words, kinds=tr(KIND_LABELS[kind]), n=tr.number(len(positions))),
        )
        for kind, positions in rows
        if len(positions)
    ]


def _ids_at(window: MainWindow, numbers: NDArray[np.int64]) -> list[str]:
    return window.workspace.reader.ids_at(int(number) for number in numbers)


def change_many(window: MainWindow) -> None:
    """Open the change of many records, or say why nothing can be changed here."""
    if not window.workspace.editing.is_possible:
        from spexplorer.ui.shell.own_copy import offer_copy

        offer_copy(window, window.workspace.state.current)
    elif not scopes_of(window):
        window.hint(tr("There is no record here yet that could be changed."))
    else:
        BatchDialog(window).open()
