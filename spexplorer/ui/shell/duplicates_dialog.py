"""Records that may be the same: groups side by side, merged, told apart or skipped."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.kinds import COMPARED, KIND_LABELS
from spexplorer.readings.duplicates import GroupLine, group_line, side_by_side
from spexplorer.support.errors import CalledOff
from spexplorer.ui.forms.merge_grid import MergeGrid
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import key_within, unticked
from spexplorer.ui.widgets.dialogs import Dialog, fit_columns
from spexplorer.ui.widgets.text import PlainLabel, plain_tip, tree_item

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.operations.duplicates.finding import DuplicateGroup
    from spexplorer.operations.library_writer import Committed, Operation
    from spexplorer.readings.duplicates import SideBySide
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 150, 40
_LINE: Final = Qt.ItemDataRole.UserRole
_MOST: Final = 5_000
"""Groups that are listed; what more there are comes once some of these are gone."""


@guarded
class DuplicatesDialog(Dialog):
    """Finds groups of like records and resolves them one by one. Without a group it says so."""

    _told = Signal(object)
    """From the worker: how many records of how many were compared."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Find duplicates"))
        self._window = window
        self._groups: list[DuplicateGroup] = []
        self._merged: list[DuplicateGroup] = []
        self._sides: SideBySide | None = None
        self._is_busy = self._is_called_off = False
        self._may_change = window.workspace.editing.is_possible
        self.make_room(_LETTERS, _LINES)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(tr("Which records"))
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.activated.connect(unticked(self._fill))
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Groups of records that may be the same"))
        self.tree.setHeaderLabels([tr("Records"), tr("How many"), tr("How sure"), tr("Why")])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        fit_columns(self.tree, (True, False, False, True))
        self.tree.currentItemChanged.connect(unticked(self._show_group))
        self.grid = MergeGrid()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the search"))
        self._lay_out()
        self._told.connect(self._show_progress)
        window.workspace.refreshed.connect(self._refresh)
        key_within(self, "Ctrl+Z", window.actions_by_name["undo-change"].trigger)
        self.search()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.kinds)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid, 1)
        line = QHBoxLayout()
        self.merge_button = self._button(tr("&Merge"), self.merge, line)
        self.distinct_button = self._button(tr("&Not the same"), self.set_apart, line)
        self.distinct_button.setToolTip(tr("Remembered in the library; they are not offered again"))
        self.skip_button = self._button(tr("S&kip"), self.skip, line)
        self.skip_button.setToolTip(tr("Leave this group for another time"))
        self.show_button = self._button(tr("Sho&w in the window"), self._show_record, line)
        line.addStretch(1)
        column.addLayout(line)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        for part, share in ((self.tree, 2), (right, 3)):
            part.setMinimumHeight(self.fontMetrics().height() * 5)
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, share)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.rule_button = self.buttons.addButton(tr("Merge by a &rule …"), role.ActionRole)
        self.again_button = self.buttons.addButton(tr("&Search again"), role.ActionRole)
        self.close_button = self.buttons.addButton(tr("Close"), role.RejectRole)
        self.rule_button.clicked.connect(unticked(self._merge_by_rule))
        self.again_button.clicked.connect(unticked(self.search))
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(parts, 1)
        column.addWidget(self.buttons)

    def _button(self, words: str, act: object, line: QHBoxLayout) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(unticked(act))  # type: ignore[arg-type]
        line.addWidget(button)
        return button

    # -- searching --------------------------------------------------------------------------------

    def search(self) -> None:
        """Look through the whole library."""
        if self._is_busy:
            return
        self._set_busy(True)
        self.summary.setText(tr("Comparing records …"))
        workspace, told = self._window.workspace, self._tell
        source = workspace.reader.snapshot

        def work() -> list[DuplicateGroup]:
            from spexplorer.operations.duplicates.finding import find_duplicates

            return find_duplicates(source, None, told)

        workspace.tasks.start(work, self._take, self._failed, long=True)

    def _tell(self, done: int, total: int) -> None:
        """On the worker: say how far it is, and end it where it was called off."""
        if self._is_called_off:
            raise CalledOff(tr("The search was called off."))
        self._told.emit((done, total))

    def _show_progress(self, count: tuple[int, int]) -> None:
        self.progress.setRange(0, max(1, count[1]))
        self.progress.setValue(count[0])

    def _take(self, groups: list[DuplicateGroup]) -> None:
        self._groups = groups
        self._set_busy(False)
        self._fill_kinds()
        self._fill()
        self.tree.setFocus()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._show_group()
        self.summary.setText(str(error))

    def _set_busy(self, busy: bool) -> None:
        self._is_busy, self._is_called_off = busy, False
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        for widget in (self.kinds, self.tree, self.grid, self.again_button):
            widget.setEnabled(not busy)
        self.close_button.setText(tr("Call off") if busy else tr("Close"))
        if busy:
            for button in (self.merge_button, self.distinct_button, self.skip_button):
                button.setEnabled(False)
            self.rule_button.setEnabled(False)

    def reject(self) -> None:
        """Leave; a search that is under way is called off first."""
        if self._is_busy:
            self._is_called_off = True
        else:
            super().reject()

    # -- the groups -------------------------------------------------------------------------------

    def _fill_kinds(self) -> None:
        before = self.kinds.currentData()
        numbers = Counter(group.records[0].partition(":")[0] for group in self._groups)
        self.kinds.clear()
        total = tr.number(len(self._groups))
        self.kinds.addItem(tr("All records ({n})", n=total), "")
        for kind in COMPARED:
            if numbers[kind]:
                number = tr.number(numbers[kind])
                words = tr("{kinds} ({n})", kinds=tr(KIND_LABELS[kind]), n=number)
                self.kinds.addItem(words, kind)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(before)))

    @property
    def groups(self) -> list[DuplicateGroup]:
        """The groups of the kind that is chosen."""
        kind = self.kinds.currentData() or ""
        return [one for one in self._groups if one.records[0].startswith(kind)]

    def _fill(self) -> None:
        self.tree.clear()
        reader = self._window.workspace.reader
        groups = self.groups
        for group in groups[:_MOST]:
            line = group_line(tr, reader, group)
            item = tree_item(line.label, line.number, line.score, line.reason)
            item.setData(0, _LINE, line)
            for column in (0, 3):
                item.setToolTip(column, plain_tip(item.text(column)))
            self.tree.addTopLevelItem(item)
        self._say_found()
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self._show_group()

    def _say_found(self) -> None:
        groups = self.groups
        records = sum(len(group.records) for group in groups)
        found = tr.counted(len(groups), "{n} group", "{n} groups")
        self.summary.setText(
            tr.counted(records, "{found}: {n} record", "{found}: {n} records", found=found)
            if groups
            else tr("No records were found that may be the same.")
        )

    def _line(self) -> GroupLine | None:
        item = self.tree.currentItem()
        line = item.data(0, _LINE) if item is not None else None
        return line if isinstance(line, GroupLine) else None

    def _show_group(self) -> None:
        line = self._line()
        reader = self._window.workspace.reader
        sides = None if line is None else side_by_side(tr, reader, line.group.records)
        self._sides = sides
        self.grid.show_records(sides)
        may = self._may_change and sides is not None and not self._is_busy
        for button in (self.merge_button, self.distinct_button):
            button.setEnabled(may)
        self.skip_button.setEnabled(line is not None)
        self.show_button.setEnabled(sides is not None)
        self.rule_button.setEnabled(self._may_change and bool(self._groups) and not self._is_busy)
        number = len(sides.records) if sides is not None else 0
        self.merge_button.setText(
            tr.counted(number, "&Merge {n} record", "&Merge {n} records")
            if number
            else tr("&Merge")
        )
        if not self._may_change:
            self.merge_button.setToolTip(tr("This library cannot be changed; save a copy first"))

    def _refresh(self, _changes: ChangeSet) -> None:
        """Records came or went: a group whose merge was taken back is listed again."""
        if self._is_busy:
            return
        reader = self._window.workspace.reader
        back = [
            group
            for group in self._merged
            if all((found := reader.record(uid)) and found.id == uid for uid in group.records)
        ]
        if back:
            self._merged = [one for one in self._merged if one not in back]
            self._groups = sorted([*self._groups, *back], key=lambda one: -one.score)
            self._fill_kinds()
            self._fill()
        self._show_group()

    # -- one group --------------------------------------------------------------------------------

    def merge(self) -> None:
        """Merge the group as it was chosen, in one step."""
        from spexplorer.operations.duplicates.resolving import merge_of
        from spexplorer.operations.editing import merge

        sides, line = self._sides, self._line()
        if sides is None or line is None:
            return
        keep = sides.sides[self.grid.keep].id
        wanted = merge_of(sides.records, keep, self.grid.choices())
        operation = merge(wanted.keep, wanted.gone, wanted.chosen)
        self._resolve(operation, tr("Merged: {label}"), merges=True)

    def set_apart(self) -> None:
        """Remember that the records of the group are not the same."""
        from spexplorer.operations.editing import set_apart

        if self._sides is not None:
            ids = [side.id for side in self._sides.sides]
            self._resolve(set_apart(ids), tr("Not the same: {label}"))

    def skip(self) -> None:
        """Leave the group until the next search."""
        if (line := self._line()) is not None:
            self._drop(line)

    def _resolve(self, operation: Operation, said: str, *, merges: bool = False) -> None:
        line = self._line()
        assert line is not None

        def done(_committed: Committed) -> None:
            self._window.hint(said.format(label=line.label))
            if merges:
                self._merged.append(line.group)
            self._drop(line)

        self._window.workspace.editing.run(operation, done, self._failed)

    def _drop(self, line: GroupLine) -> None:
        """Go on with the group behind one that is done with."""
        if line.group in self._groups:
            self._groups.remove(line.group)
        for at in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(at)
            if item is not None and item.data(0, _LINE) == line:
                self.tree.takeTopLevelItem(at)
                break
        self._fill_kinds()
        self._say_found()
        if self.tree.topLevelItemCount() == 0:
            self._fill()
        self._show_group()
        self.tree.setFocus()

    def _show_record(self) -> None:
        if self._sides is not None:
            self._window.workspace.go(self._sides.sides[self.grid.keep].id, stay=True)

    # -- many groups ------------------------------------------------------------------------------

    def _merge_by_rule(self) -> None:
        from spexplorer.ui.shell.rule_merge_dialog import RuleMergeDialog

        dialog = RuleMergeDialog(self._window, self.groups, self)
        dialog.merged.connect(self._drop_all)
        dialog.open()

    def _drop_all(self, groups: list[DuplicateGroup]) -> None:
        gone = set(groups)
        self._merged += groups
        self._groups = [one for one in self._groups if one not in gone]
        self._fill_kinds()
        self._fill()


def find_duplicates(window: MainWindow) -> None:
    """Open the search for duplicates."""
    DuplicatesDialog(window).show()
