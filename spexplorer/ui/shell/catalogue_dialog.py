"""The check of the catalogue: what its rules found; a choice goes to the field, the window stays usable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QTreeWidget,
    QVBoxLayout,
)

from spexplorer.readings.catalogue_check import (
    SEVERITIES,
    FindingLine,
    finding_lines,
    rule_choices,
)
from spexplorer.support.errors import AppError, CalledOff
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import key_within, unticked
from spexplorer.ui.widgets.dialogs import Dialog, fit_columns
from spexplorer.ui.widgets.text import PlainLabel, plain_tip, tree_item

if TYPE_CHECKING:
    from spexplorer.operations.catalogue_check import CatalogueFinding
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 120, 30
_LINE: Final = Qt.ItemDataRole.UserRole
_MOST: Final = 2_000
"""Findings that are listed at once; the choice of a rule shows others, the file has all."""


@guarded
class CatalogueDialog(Dialog):
    """Lists what is to be looked at in the catalogue. Enter or a double click goes to the field."""

    _told = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Check the catalogue"))
        self.setModal(False)
        self._window = window
        self._findings: list[CatalogueFinding] = []
        self._is_busy = self._is_called_off = False
        self.make_room(_LETTERS, _LINES)
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.rules = QComboBox()
        self.rules.setAccessibleName(tr("Which findings"))
        self.rules.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.rules.activated.connect(unticked(self._fill))
        self.tree = self._make_tree()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the check"))
        self._lay_out()
        self._told.connect(self._show_progress)
        self.check()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(tr("Findings"))
        tree.setHeaderLabels(
            [tr("Severity"), tr("Record"), tr("Field"), tr("What is to be looked at")]
        )
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        fit_columns(tree, (False, True, False, True))
        tree.itemDoubleClicked.connect(unticked(self.go))
        tree.currentItemChanged.connect(unticked(self._show_choices))
        for key in ("Return", "Enter"):
            key_within(tree, key, self.go)
        return tree

    def _lay_out(self) -> None:
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.go_button = self.buttons.addButton(tr("&Go to the field"), role.ActionRole)
        self.again_button = self.buttons.addButton(tr("&Check again"), role.ActionRole)
        self.save_button = self.buttons.addButton(tr("&Save the list …"), role.ActionRole)
        self.close_button = self.buttons.addButton(tr("Close"), role.RejectRole)
        self.go_button.clicked.connect(unticked(self.go))
        self.again_button.clicked.connect(unticked(self.check))
        self.save_button.clicked.connect(unticked(self._save))
        self.buttons.rejected.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.rules)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.tree, 1)
        column.addWidget(self.buttons)

    # -- checking ---------------------------------------------------------------------------------

    def check(self) -> None:
        """Look through the whole catalogue."""
        if self._is_busy:
            return
        self._set_busy(True)
        self.summary.setText(tr("Looking through the records …"))
        workspace, told = self._window.workspace, self._tell
        source, total = workspace.reader.snapshot, sum(workspace.reader.counts.values())
        self.progress.setRange(0, max(1, total))

        def work() -> list[CatalogueFinding]:
            from spexplorer.operations.catalogue_check import check_catalogue

            return list(check_catalogue(source, tr, told))

        workspace.tasks.start(work, self._take, self._failed, long=True)

    def _tell(self, done: int) -> None:
        if self._is_called_off:
            raise CalledOff(tr("The check was called off."))
        self._told.emit(done)

    def _show_progress(self, done: int) -> None:
        self.progress.setValue(done)

    def _take(self, findings: list[CatalogueFinding]) -> None:
        order = list(SEVERITIES)
        self._findings = sorted(findings, key=lambda one: order.index(one.severity))
        self._set_busy(False)
        chosen = self.rules.currentData()
        self.rules.clear()
        for code, words in rule_choices(tr, self._findings):
            self.rules.addItem(words, code)
        self.rules.setCurrentIndex(max(0, self.rules.findData(chosen)))
        self._fill()
        self.tree.setFocus()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.summary.setText(str(error))

    def _set_busy(self, busy: bool) -> None:
        self._is_busy, self._is_called_off = busy, False
        self.progress.setVisible(busy)
        for widget in (self.rules, self.tree, self.again_button):
            widget.setEnabled(not busy)
        self.close_button.setText(tr("Call off") if busy else tr("Close"))
        self._show_choices()

    def reject(self) -> None:
        """Leave; a check that is under way is called off first."""
        if self._is_busy:
            self._is_called_off = True
        else:
            super().reject()

    # -- the findings -----------------------------------------------------------------------------

    def _fill(self) -> None:
        rule = self.rules.currentData() or ""
        wanted = [one for one in self._findings if rule in ("", one.rule)]
        self.tree.clear()
        for line in finding_lines(tr, self._window.workspace.reader, wanted[:_MOST]):
            item = tree_item(line.severity, line.record, line.label, line.explanation)
            item.setData(0, _LINE, line)
            for column in (1, 3):
                item.setToolTip(column, plain_tip(item.text(column)))
            self.tree.addTopLevelItem(item)
        words = tr.counted(len(wanted), "{n} finding.", "{n} findings.")
        if len(wanted) > _MOST:
            words = tr("{words} The first {n} are listed.", words=words, n=tr.number(_MOST))
        self.summary.setText(words if wanted else tr("The rules found nothing to look at."))
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self._show_choices()

    def _show_choices(self) -> None:
        self.go_button.setEnabled(self._line() is not None and not self._is_busy)
        self.save_button.setEnabled(bool(self._findings) and not self._is_busy)

    def _line(self) -> FindingLine | None:
        item = self.tree.currentItem()
        line = item.data(0, _LINE) if item is not None else None
        return line if isinstance(line, FindingLine) else None

    def go(self) -> None:
        """Open the record that is chosen at the field; where nothing can be changed it is only shown."""
        line = self._line()
        if line is None:
            return
        from spexplorer.ui.shell.editing_commands import edit_field

        edit_field(self._window, line.finding.record, line.field)

    # -- the file ---------------------------------------------------------------------------------

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the list"), "findings.csv", tr("CSV (*.csv);;JSON (*.json)")
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write all findings to a file: JSON by its ending, else CSV."""
        from spexplorer.operations.catalogue_check import write_findings
        from spexplorer.support.files import replacing_bytes

        try:
            with replacing_bytes(path, sparing=[self._window.workspace.reader.path]) as stream:
                write_findings(self._findings, stream, as_json=path.suffix.lower() == ".json")
        except AppError as error:
            self.summary.setText(str(error))
        else:
            self.summary.setText(tr("Saved to {file}.", file=path))


def show_findings(window: MainWindow) -> None:
    """Open the check of the catalogue."""
    CatalogueDialog(window).show()
