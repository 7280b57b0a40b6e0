"""Backups of the library: what there is, by day, size and content, and the way back to one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QMessageBox,
    QTreeWidget,
    QVBoxLayout,
)

from spexplorer.operations.backups import back_up, backups_of, restore
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel, tree_item

if TYPE_CHECKING:
    from pathlib import Path

    from spexplorer.operations.backups import Backup
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 84, 22
_BACKUP: Final = Qt.ItemDataRole.UserRole
_MEGABYTE: Final = 1_000_000


class BackupsDialog(Dialog):
    """Lists the backups of the open library, the newest first; restores the one that is chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Backups"))
        self._window = window
        self._library = window.workspace.reader.path
        self.make_room(_LETTERS, _LINES)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Backups of this library"))
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderLabels([tr("Made"), tr("Records and passages"), tr("Size"), tr("Why")])
        self.note = PlainLabel(
            tr("A library that has changed is backed up by itself while nothing else is done; five recent "
               "and four weekly backups are kept. Restoring one keeps the present state first.")
        )  # fmt: skip
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.now_button = buttons.addButton(tr("Back up &now"), role)
        self.restore_button = buttons.addButton(tr("&Restore this one …"), role)
        self.now_button.clicked.connect(unticked(self._back_up))
        self.restore_button.clicked.connect(unticked(self._ask))
        buttons.rejected.connect(self.reject)
        self.tree.currentItemChanged.connect(unticked(self._show_choices))
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(self.tree, 1)
        column.addWidget(self.note)
        column.addWidget(buttons)
        self._read()

    def _read(self) -> None:
        library = self._library

        def work() -> list[Backup]:
            return backups_of(library)

        self._window.workspace.tasks.start(work, self._fill, self._fail, long=True)

    def _fill(self, backups: list[Backup]) -> None:
        self.tree.clear()
        for one in backups:
            records = one.contents.records
            cells = [
                one.at.astimezone().strftime("%Y-%m-%d %H:%M"),
                tr.number(records) if records >= 0 else tr("not known"),
                tr("{n} MB", n=tr.number(one.size / _MEGABYTE, 1)),
                tr("kept when another was restored") if one.is_before_restore else "",
            ]
            item = tree_item(*cells)
            item.setData(0, _BACKUP, one)
            self.tree.addTopLevelItem(item)
        letters = self.fontMetrics().averageCharWidth()
        for column, wide in enumerate((22, 12, 12)):
            self.tree.setColumnWidth(column, letters * wide)
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self._show_choices()

    def _show_choices(self) -> None:
        may = self._window.workspace.editing.is_possible
        self.restore_button.setEnabled(may and self.tree.currentItem() is not None)

    def _back_up(self) -> None:
        library = self._library

        def work() -> Backup:
            return back_up(library)

        def told(made: Backup) -> None:
            self._window.hint(tr("The library is backed up at {path}.", path=made.path))
            self._read()

        self._window.workspace.tasks.start(work, told, self._fail, long=True)

    def _ask(self) -> None:
        item = self.tree.currentItem()
        if item is None:
            return
        chosen = item.data(0, _BACKUP)
        box = QMessageBox(self)
        box.setWindowTitle(tr("Restore a backup"))
        box.setText(
            tr("Shall the library become what it was on {day}? What it is now is kept among the backups.",
               day=item.text(0))
        )  # fmt: skip
        yes = box.addButton(tr("&Restore"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("&Leave it"), QMessageBox.ButtonRole.RejectRole)
        box.finished.connect(unticked(partial(self._answered, box, yes, chosen.path)))
        box.open()

    def _answered(self, box: QMessageBox, yes: object, backup: Path) -> None:
        if box.clickedButton() is yes:
            self.restore(backup)

    def restore(self, backup: Path) -> None:
        """Let the library be what a backup is; the window reads it again."""
        library = self._library

        def work() -> Path | None:
            return restore(backup, library)

        def told(_kept: Path | None) -> None:
            self._window.tell(
                tr(
                    "The library is what the backup was; what it was before is kept among the backups."
                )
            )
            self._window.reading_wanted.emit()
            self._read()

        self._window.workspace.tasks.start(work, told, self._fail, long=True)

    def _fail(self, error: Exception) -> None:
        self.note.setText(str(error))


def show_backups(window: MainWindow) -> None:
    """Open the backups."""
    BackupsDialog(window).open()
