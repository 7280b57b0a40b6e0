"""Merge many groups of records by a rule: rehearsed first, then done in one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QProgressBar,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.operations.duplicates.resolving import MergePlan, Rule, plan_merges
from spexplorer.readings.duplicates import (
    RULE_LABELS,
    group_line,
    left_out_in_words,
    plan_in_words,
)
from spexplorer.support.errors import CalledOff
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog, fit_columns
from spexplorer.ui.widgets.text import PlainLabel, plain_tip, tree_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.operations.duplicates.finding import DuplicateGroup
    from spexplorer.operations.library_writer import Committed, Operation, Rehearsed
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 110, 28
_MOST = 2_000
"""Groups that are listed; all are merged."""


@guarded
class RuleMergeDialog(Dialog):
    """Says what a rule would merge and what it leaves out, and merges. `merged` carries the groups."""

    merged = Signal(object)
    _told = Signal(object)
    """From the writer: how many groups are done."""

    def __init__(
        self, window: MainWindow, groups: Sequence[DuplicateGroup], parent: QWidget
    ) -> None:
        super().__init__(parent, tr("Merge by a rule"))
        self._window, self._groups = window, list(groups)
        self._plan: MergePlan | None = None
        self._is_busy = self._is_called_off = False
        self.make_room(_LETTERS, _LINES)
        self.rules = QComboBox()
        self.rules.setAccessibleName(tr("Which groups are merged"))
        for rule, label in RULE_LABELS.items():
            self.rules.addItem(tr(label), rule.value)
        self.rules.currentIndexChanged.connect(unticked(self.rehearse))
        note = PlainLabel(
            tr("A group is merged only where no field contradicts another: each says the same, or one says"
               " it more precisely. Lists are joined. The record that says most is kept.")
        )  # fmt: skip
        note.setWordWrap(True)
        note.setObjectName("muted")
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("What would be done"))
        self.tree.setHeaderLabels([tr("Records"), tr("How many"), tr("What becomes of them")])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        fit_columns(self.tree, (True, False, True))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the merge"))
        self._lay_out(note)
        self._told.connect(self.progress.setValue)
        self.rehearse()

    def _lay_out(self, note: PlainLabel) -> None:
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.merge_button = buttons.addButton(tr("&Merge"), role.ActionRole)
        self.close_button = buttons.addButton(tr("Close"), role.RejectRole)
        self.merge_button.clicked.connect(unticked(self.merge))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        for widget in (self.rules, note, self.summary):
            column.addWidget(widget)
        column.addWidget(self.tree, 1)
        column.addWidget(self.progress)
        column.addWidget(buttons)

    def rehearse(self) -> None:
        """Work out what the rule that is chosen would do, and try it on the library."""
        self._plan = None
        self._set_busy(True, tr("Rehearsing …"))
        self.tree.clear()
        workspace, groups = self._window.workspace, self._groups
        source, rule = workspace.reader.snapshot, Rule(self.rules.currentData())
        ticket = workspace.tasks.ticket("merge-by-rule")

        def work() -> MergePlan:
            return plan_merges(source, groups, rule)

        failed = partial(self._failed, None)
        workspace.tasks.start(work, self._take, failed, ticket, long=True)

    def _take(self, plan: MergePlan) -> None:
        self._plan = plan
        reader = self._window.workspace.reader
        listed = [(group, tr("merged into one")) for group in plan.groups]
        listed += [
            (one.group, left_out_in_words(tr, one.group.records[0].partition(":")[0], one.fields))
            for one in plan.left_out
        ]
        for group, words in listed[:_MOST]:
            line = group_line(tr, reader, group)
            item = tree_item(line.label, line.number, words)
            item.setToolTip(0, plain_tip(line.label))
            item.setToolTip(2, plain_tip(words))
            self.tree.addTopLevelItem(item)
        if not plan.merges:
            self._set_busy(False, plan_in_words(tr, plan))
            return
        self._window.workspace.editing.rehearse(
            self._operation(plan), partial(self._rehearsed, plan), partial(self._failed, plan)
        )

    def _operation(self, plan: MergePlan) -> Operation:
        from spexplorer.operations.editing import merge_all

        self.progress.setRange(0, len(plan.merges))
        return merge_all(plan.merges, self._tell)

    def _tell(self, done: int) -> None:
        """On the thread of the writer: say how far it is, and end it where it was called off."""
        if self._is_called_off:
            raise CalledOff(tr("Called off; nothing was changed."))
        self._told.emit(done)

    def _rehearsed(self, plan: MergePlan, _rehearsed: Rehearsed) -> None:
        if plan is self._plan:
            self._set_busy(False, plan_in_words(tr, plan))

    def _set_busy(self, busy: bool, words: str) -> None:
        self._is_busy, self._is_called_off = busy, False
        self.summary.setText(words)
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        self.rules.setEnabled(not busy)
        self.close_button.setText(tr("Call off") if busy else tr("Close"))
        number = len(self._plan.groups) if self._plan is not None and not busy else 0
        self.merge_button.setEnabled(number > 0)
        self.merge_button.setText(
            tr.counted(number, "&Merge {n} group", "&Merge {n} groups") if number else tr("&Merge")
        )

    def _failed(self, plan: MergePlan | None, error: Exception) -> None:
        if plan is self._plan:
            self._plan = None
            self._set_busy(False, str(error))

    def reject(self) -> None:
        """Leave; what is under way is called off first."""
        if self._is_busy and self._plan is not None:
            self._is_called_off = True
        else:
            super().reject()

    def merge(self) -> None:
        """Merge what was rehearsed, as one step."""
        plan = self._plan
        if plan is None or not plan.merges or self._is_busy:
            return
        self._set_busy(True, tr("Merging …"))

        def done(_committed: Committed) -> None:
            number = len(plan.groups)
            words = tr.counted(number, "{n} group is merged.", "{n} groups are merged.")
            self._window.hint(words)
            self.merged.emit(list(plan.groups))
            self.accept()

        editing = self._window.workspace.editing
        editing.run(self._operation(plan), done, partial(self._failed, plan))
