"""Merge many groups of records by a rule: rehearsed first, then done in one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QTreeWidget,
    QTreeWidgetItem,
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
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog, fit_columns
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.operations.duplicates.finding import DuplicateGroup
    from spexplorer.operations.library_writer import Committed, Rehearsed
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 110, 28
_MOST = 2_000
"""Groups that are listed; all are merged."""


class RuleMergeDialog(Dialog):
    """Says what a rule would merge and what it leaves out, and merges. `merged` carries the groups."""

    merged = Signal(object)

    def __init__(
        self, window: MainWindow, groups: Sequence[DuplicateGroup], parent: QWidget
    ) -> None:
        super().__init__(parent, tr("Merge by a rule"))
        self._window, self._groups = window, list(groups)
        self._plan: MergePlan | None = None
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
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.merge_button = buttons.addButton(tr("&Merge"), role.ActionRole)
        buttons.addButton(tr("Close"), role.RejectRole)
        self.merge_button.clicked.connect(unticked(self.merge))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        for widget in (self.rules, note, self.summary):
            column.addWidget(widget)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)
        self.rehearse()

    def rehearse(self) -> None:
        """Work out what the rule that is chosen would do, and try it on the library."""
        self._plan = None
        self._set_ready(tr("Rehearsing …"))
        self.tree.clear()
        workspace, groups = self._window.workspace, self._groups
        source, rule = workspace.reader.snapshot, Rule(self.rules.currentData())
        ticket = workspace.tasks.ticket("merge-by-rule")

        def work() -> MergePlan:
            return plan_merges(source, groups, rule)

        workspace.tasks.start(work, self._take, self._failed, ticket, long=True)

    def _take(self, plan: MergePlan) -> None:
        from spexplorer.operations.editing import merge_all

        self._plan = plan
        reader = self._window.workspace.reader
        listed = [(group, tr("merged into one")) for group in plan.groups]
        listed += [
            (one.group, left_out_in_words(tr, one.group.records[0].partition(":")[0], one.fields))
            for one in plan.left_out
        ]
        for group, words in listed[:_MOST]:
            line = group_line(tr, reader, group)
            item = QTreeWidgetItem([line.label, line.number, words])
            item.setToolTip(0, plain_tip(line.label))
            item.setToolTip(2, plain_tip(words))
            self.tree.addTopLevelItem(item)
        if not plan.merges:
            self._set_ready(plan_in_words(tr, plan))
            return
        self._window.workspace.editing.rehearse(
            merge_all(plan.merges), partial(self._rehearsed, plan), self._failed
        )

    def _rehearsed(self, plan: MergePlan, _rehearsed: Rehearsed) -> None:
        if plan is self._plan:
            self._set_ready(plan_in_words(tr, plan))

    def _set_ready(self, words: str) -> None:
        self.summary.setText(words)
        number = len(self._plan.groups) if self._plan is not None else 0
        self.merge_button.setEnabled(number > 0)
        self.merge_button.setText(
            tr.counted(number, "&Merge {n} group", "&Merge {n} groups") if number else tr("&Merge")
        )

    def _failed(self, error: Exception) -> None:
        self._plan = None
        self._set_ready(str(error))

    def merge(self) -> None:
        """Merge what was rehearsed, as one step."""
        from spexplorer.operations.editing import merge_all

        plan = self._plan
        if plan is None or not plan.merges:
            return
        self.merge_button.setEnabled(False)

        def done(_committed: Committed) -> None:
            number = len(plan.groups)
            words = tr.counted(number, "{n} group is merged.", "{n} groups are merged.")
            self._window.hint(words)
            self.merged.emit(list(plan.groups))
            self.accept()

        self._window.workspace.editing.run(merge_all(plan.merges), done, self._failed)
