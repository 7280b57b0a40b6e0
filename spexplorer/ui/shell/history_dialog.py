"""The history of a record or of the library: every step, field by field, and the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from spexplorer.readings.history import StepLine, read_history
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog, fit_columns
from spexplorer.ui.widgets.text import PlainLabel, plain_tip, tree_item

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.operations.library_writer import Operation
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 120, 32
_STEP: Final = Qt.ItemDataRole.UserRole
_FIELD: Final = Qt.ItemDataRole.UserRole + 1
_MOST: Final = 500
_MOST_LINES: Final = 200
"""Changes of one step that are listed: an import may have thousands."""


class HistoryDialog(Dialog):
    """Lists steps, the newest first, each with the fields it changed."""

    def __init__(self, window: MainWindow, record_id: str | None) -> None:
        self._record = record_id
        reader = window.workspace.reader
        title = (
            tr("History of the library")
            if record_id is None
            else tr("History of “{label}”", label=reader.label(record_id))
        )
        super().__init__(window, title)
        self._window = window
        self.make_room(_LETTERS, _LINES)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(title)
        self.tree.setHeaderLabels([tr("What"), tr("Before"), tr("After")])
        self.tree.setUniformRowHeights(True)
        fit_columns(self.tree, (True, True, True))
        self.tree.currentItemChanged.connect(unticked(self._show_choices))
        self.note = PlainLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.revert_button = buttons.addButton(tr("&Take this back"), role)
        self.revert_button.clicked.connect(unticked(self._revert))
        self.go_back_button = buttons.addButton(tr("&Go back to this step"), role)
        self.go_back_button.setToolTip(tr("Takes back every step that came after it"))
        self.go_back_button.clicked.connect(unticked(self._go_back))
        self.go_back_button.setVisible(record_id is None)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(self.tree)
        column.addWidget(self.note)
        column.addWidget(buttons)
        window.workspace.refreshed.connect(self._refresh)
        self._fill()

    def _refresh(self, _changes: ChangeSet) -> None:
        self._fill()

    def _fill(self) -> None:
        workspace = self._window.workspace
        reader = workspace.reader
        steps = read_history(tr, reader, reader.snapshot, self._record, _MOST)
        self.tree.clear()
        for step in steps:
            item = self._item(step)
            self.tree.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
            item.setExpanded(self._record is not None)
        self._say(
            tr("Nothing was changed yet.")
            if not steps
            else tr("A step can be taken back at any time; what stands against it is said.")
        )
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self._show_choices()

    def _item(self, step: StepLine) -> QTreeWidgetItem:
        by = tr("{who}, {when}", who=step.who, when=step.when) if step.who else step.when
        words = tr("{label} · {by}", label=step.label, by=by)
        if step.state:
            words = tr("{words} ({state})", words=words, state=step.state)
        item = tree_item(words)
        item.setData(0, _STEP, step)
        item.setToolTip(0, plain_tip(words))
        for line in step.lines[:_MOST_LINES]:
            below = tree_item(line.name, line.before, line.after)
            below.setData(0, _STEP, step)
            below.setData(0, _FIELD, line)
            for column, words in enumerate((line.name, line.before, line.after)):
                below.setToolTip(column, plain_tip(words))
            item.addChild(below)
        return item

    def _say(self, words: str) -> None:
        self.note.setText(words)

    def _chosen(self) -> StepLine | None:
        item = self.tree.currentItem()
        step = item.data(0, _STEP) if item is not None else None
        return step if isinstance(step, StepLine) else None

    def _show_choices(self) -> None:
        step, may = self._chosen(), self._window.workspace.editing.is_possible
        is_done = step is not None and step.is_done
        self.revert_button.setEnabled(may and is_done)
        self.go_back_button.setEnabled(may and is_done)

    # -- going back -------------------------------------------------------------------------------

    def _revert(self) -> None:
        """Take back the step that is chosen, or of it one field."""
        from spexplorer.operations.editing import revert

        item, step = self.tree.currentItem(), self._chosen()
        if item is None or step is None:
            return
        line = item.data(0, _FIELD)
        field = line.field if line is not None else None
        record = line.record if line is not None else self._record
        self._run(revert(step.number, record, field), tr("Taken back: {step}", step=step.label))

    def _go_back(self) -> None:
        """Take back all that came after the step that is chosen, the newest first."""
        step = self._chosen()
        if step is not None:
            self._take_back_to(step.number, step.label)

    def _take_back_to(self, number: int, label: str) -> None:
        from spexplorer.operations.editing import undo

        later = [step for step in self._done_numbers() if step > number]
        if later:
            said = tr("The library is as it was after: {step}", step=label)
            writer = self._window.workspace.writer
            writer.run(undo(min(later)), partial(self._tell, said), self._failed)

    def _done_numbers(self) -> list[int]:
        items = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        steps = (item.data(0, _STEP) for item in items if item is not None)
        return [step.number for step in steps if step.is_done]

    def _run(self, operation: Operation, said: str) -> None:
        self._window.workspace.editing.run(operation, partial(self._tell, said), self._failed)

    def _tell(self, said: str, _committed: object) -> None:
        if said:
            self._say(said)
            self._window.hint(said)

    def _failed(self, error: Exception) -> None:
        self._say(str(error))
