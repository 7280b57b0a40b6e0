"""A library that cannot be opened or is damaged: what is wrong, and what can be done about it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.operations.backups import backups_of, restore
from spexplorer.operations.examination import rebuild
from spexplorer.support.errors import DamagedLibraryError, ForeignFileError
from spexplorer.support.files import LIBRARY_ENDING, is_there
from spexplorer.support.folders import user_library
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel
from spexplorer.workspace.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from spexplorer.operations.backups import Backup
    from spexplorer.operations.salvage import Salvaged
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS: Final = 88


@guarded
class TroubleDialog(Dialog):
    """Says in one sentence what is wrong with a file, with a button for each remedy.

    Accepted when a library is to be opened: `chosen`, without changes where `reads_only` is set.
    """

    def __init__(self, parent: QWidget | None, path: Path, error: Exception) -> None:
        is_damaged = _can_be_mended(path, error)
        super().__init__(
            parent, tr("Damaged library") if is_damaged else tr("The library cannot be opened")
        )
        self._path = path
        self._tasks = Tasks(self)
        self.chosen: Path | None = None
        self.reads_only = False
        self.make_room(_LETTERS)
        self.sentence = PlainLabel(str(error))
        self.sentence.setWordWrap(True)
        self.outcome = PlainLabel()
        self.outcome.setWordWrap(True)
        self.outcome.hide()
        self._remedies = QGridLayout()
        self._remedies.setColumnStretch(1, 1)
        self._remedies.setHorizontalSpacing(3 * GRID)
        self._remedies.setVerticalSpacing(2 * GRID)
        if is_damaged:
            self._add_remedies()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        self._add_ways_on()
        column = QVBoxLayout(self)
        column.setSpacing(3 * GRID)
        column.addWidget(self.sentence)
        column.addLayout(self._remedies)
        column.addWidget(self.outcome)
        column.addWidget(self._buttons)

    def _add_remedies(self) -> None:
        self.rebuild_button = self._add(
            tr("Write the &indexes anew"),
            tr("Search data, sort keys and indexes are written anew from the records."),
            self._rebuild,
        )
        self.restore_button = self._add(
            tr("&Restore a backup"),
            tr("The damaged file is kept beside it."),
            self._restore,
        )
        self.backups = QComboBox()
        self.backups.setAccessibleName(tr("Backups of this library"))
        self._remedies.addWidget(self.backups, self._remedies.rowCount(), 1)
        self.salvage_button = self._add(
            tr("&Save what can be read …"),
            tr("Goes row by row into a new library; the damaged file is not changed."),
            self._ask_for_target,
        )
        self.read_button = self._add(
            tr("Open it rea&d-only"),
            tr("What can be read is shown; nothing is written into the file."),
            self._read_only,
        )
        self.restore_button.setEnabled(False)
        self._tasks.start(partial(backups_of, self._path), self._list_backups, self._fail)

    def _add(self, words: str, what: str, act: Callable[[], object]) -> QPushButton:
        """A button for one remedy, and beside it what it does."""
        button, label = QPushButton(words), PlainLabel(what)
        label.setObjectName("muted")
        label.setWordWrap(True)
        button.setAccessibleDescription(what)
        button.setAutoDefault(False)
        button.clicked.connect(unticked(act))
        row = self._remedies.rowCount()
        self._remedies.addWidget(button, row, 0)
        self._remedies.addWidget(label, row, 1)
        return button

    def _add_ways_on(self) -> None:
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.open_button = self._buttons.addButton(tr("&Open the library"), role)
        self.open_button.clicked.connect(unticked(self.accept))
        self.open_button.hide()
        other = self._buttons.addButton(tr("Open &another library …"), role)
        other.clicked.connect(unticked(self._choose_other))
        if self._path.absolute() != user_library().absolute():
            own = self._buttons.addButton(tr("Open &my own library"), role)
            own.clicked.connect(unticked(partial(self._open, user_library())))

    # -- what is done ------------------------------------------------------------------------------

    def _list_backups(self, backups: list[Backup]) -> None:
        for one in backups:
            words, records = one.at.astimezone().strftime("%Y-%m-%d %H:%M"), one.contents.records
            if records >= 0:
                words = tr.counted(records, "{day}, {n} record", "{day}, {n} records", day=words)
            self.backups.addItem(words, one.path)
        if not backups:
            self.backups.addItem(tr("There is no backup"))
        self.backups.setEnabled(bool(backups))
        self.restore_button.setEnabled(bool(backups))

    def _rebuild(self) -> None:
        words = tr("The indexes of {file} were written anew.", file=self._path.name)
        self._do(partial(rebuild, self._path), words)

    def _restore(self) -> None:
        words = tr("{file} is what the backup was.", file=self._path.name)
        self._do(partial(restore, self.backups.currentData(), self._path), words)

    def _do(self, work: Callable[[], object], words: str) -> None:
        def told(_result: object) -> None:
            self._tell(words, self._path)

        self._set_busy(True)
        self._tasks.start(work, told, self._fail)

    def _ask_for_target(self) -> None:
        proposal = self._path.with_name(f"{self._path.stem}-saved{LIBRARY_ENDING}")
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save what can be read"), str(proposal), tr("Libraries (*.spex)")
        )
        if name:
            self.salvage_to(Path(name))

    def salvage_to(self, target: Path) -> None:
        """Save what can be read into a new library."""
        from spexplorer.operations.salvage import salvage
        from spexplorer.readings.salvage_report import salvage_report

        def told(found: Salvaged) -> None:
            self._tell("\n".join(salvage_report(tr, found, target)), target)

        self._set_busy(True)
        self._tasks.start(partial(salvage, self._path, target), told, self._fail)

    def _tell(self, words: str, path: Path) -> None:
        """Say what was done; the library it was done for can be opened."""
        self._set_busy(False)
        self._say(words)
        self.chosen = path
        self.open_button.show()
        self.open_button.setFocus()

    def _fail(self, error: Exception) -> None:
        self._set_busy(False)
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))

    def _set_busy(self, busy: bool) -> None:
        self._say(tr("Working …") if busy else "")
        for button in self.findChildren(QPushButton):
            button.setEnabled(not busy)
        if not busy and hasattr(self, "backups"):
            self.restore_button.setEnabled(self.backups.isEnabled())

    # -- where it goes on ---------------------------------------------------------------------------

    def _read_only(self) -> None:
        self.reads_only = True
        self._open(self._path)

    def _open(self, path: Path) -> None:
        self.chosen = path
        self.accept()

    def _choose_other(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Open a library"),
            str(self._path.absolute().parent),
            tr("Libraries (*.spex);;All files (*)"),
        )
        if name:
            self._open(Path(name))

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the wrapped words need at this width."""
        if (layout := self.layout()) is not None:
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.minimumWidth()))
        super().showEvent(event)

    def done(self, result: int) -> None:
        """Wait for what is under way: a remedy is done whole or not at all."""
        self._tasks.wait()
        super().done(result)


def show_trouble(window: MainWindow, path: Path, error: Exception) -> None:
    """Offer in a window what can be done about a library, this one or another that was to be opened."""
    dialog = TroubleDialog(window, path, error)

    def go_on() -> None:
        chosen = dialog.chosen
        if chosen is None:
            return
        if chosen.absolute() != window.workspace.reader.path.absolute():
            wanted = window.read_only_wanted if dialog.reads_only else window.path_wanted
            wanted.emit(chosen)
        elif dialog.reads_only:
            window.workspace.writer.refuse(read_only_words())
        else:
            window.reading_wanted.emit()

    dialog.accepted.connect(go_on)
    dialog.open()


def read_only_words() -> str:
    """Why nothing can be changed in a damaged library."""
    return tr("This library is damaged and was opened read-only; nothing can be changed in it.")


def _can_be_mended(path: Path, error: Exception) -> bool:
    """Whether a file is a library that something happened to."""
    if isinstance(error, ForeignFileError):
        return path.suffix == LIBRARY_ENDING and is_there(path) and path.is_file()
    return isinstance(error, DamagedLibraryError)
