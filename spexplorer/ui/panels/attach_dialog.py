"""Attach a copy of a source: which work it is, where the file is to lie, and what was found in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from spexplorer.operations.attaching import AttachingCalledOff
from spexplorer.readings.copies import found_words, progress_words, proposed_work, work_choices
from spexplorer.support.errors import AppError
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import ActionButtons, Dialog
from spexplorer.ui.widgets.labels import ElidedLabel
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.operations.attaching import Attachment
    from spexplorer.workspace.copies import AttachProgress
    from spexplorer.workspace.workspace import Workspace

_LETTERS: Final = 92
_LONGEST: Final = 110
"""Letters of a work's name in the choice."""


class AttachDialog(Dialog):
    """Asks for a work and a file, attaches it, and says what was found.

    `attached` carries the Attachment; `reading_wanted` the id of a work whose copy is to be read.
    """

    attached = Signal(object)
    reading_wanted = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget,
        file: Path | None = None,
        work: str | None = None,
    ) -> None:
        """`file` and `work` are proposed; without a work the current record proposes one."""
        super().__init__(parent, tr("Attach your copy of a source"))
        self._workspace = workspace
        self._file = file
        self._attachment: Attachment | None = None
        self.make_room(_LETTERS)
        proposed = work or proposed_work(workspace.reader, workspace.state.current)
        self._make_fields(proposed)
        self._make_foot()
        self._lay_out()
        workspace.copies.progressed.connect(self._show_progress)
        self.rejected.connect(unticked(self._call_off))
        self._show_file()

    # -- building ---------------------------------------------------------------------------------

    def _make_fields(self, proposed: str | None) -> None:
        self.explanation = PlainLabel(
            tr(
                "The library ships no sentence of its sources. In your own copy they are found and shown"
                " behind every value. The copy stays yours: its text goes neither into the library nor"
                " anywhere else."
            )
        )
        self.explanation.setObjectName("muted")
        self.explanation.setWordWrap(True)
        self.work = QComboBox()
        self.work.setAccessibleName(tr("The work it is a copy of"))
        self.work.setEditable(True)
        self.work.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.work.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.work.setMinimumContentsLength(40)
        for choice in work_choices(self._workspace.reader, proposed):
            label = choice.label
            short = label if len(label) <= _LONGEST else f"{label[:_LONGEST].rstrip()}…"
            self.work.addItem(short, choice.id)
        if (completer := self.work.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.file = ElidedLabel()
        self.choose = QPushButton(tr("&Choose …"))
        self.choose.setAccessibleName(tr("Choose the file of the copy"))
        self.choose.clicked.connect(unticked(self._choose_file))
        self.leave = QRadioButton(tr("&Leave the file where it is"))
        self.leave.setChecked(True)
        self.beside = QRadioButton(tr("Copy the file &beside the library"))

    def _make_foot(self) -> None:
        self.outcome = PlainLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.outcome.hide()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of attaching"))
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.buttons = ActionButtons(self, tr("&Attach"), self._attach)
        self.attach_button = self.buttons.action_button
        self.read_button = self.buttons.addButton(
            tr("&Read it"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.read_button.hide()
        self.read_button.clicked.connect(unticked(self._read))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(self.choose)
        places = QVBoxLayout()
        places.addWidget(self.leave)
        places.addWidget(self.beside)
        self.form = QWidget()
        fields = QFormLayout(self.form)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setVerticalSpacing(2 * GRID)
        fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        fields.addRow(tr("&Work"), self.work)
        fields.addRow(tr("File"), line)
        fields.addRow(tr("Place"), places)
        column = QVBoxLayout(self)
        column.setSpacing(3 * GRID)
        column.addWidget(self.explanation)
        column.addWidget(self.form)
        column.addWidget(self.outcome)
        column.addWidget(self.progress)
        column.addStretch(1)
        column.addWidget(self.buttons)

    # -- choosing ---------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        name = ask_for_copy(self)
        if name:
            self._file = Path(name)
            self._show_file()

    def _show_file(self) -> None:
        self.file.say(str(self._file) if self._file else tr("PDF, text, DOCX, HTML or EPUB"))
        self.attach_button.setEnabled(self._file is not None and self.work.count() > 0)
        (self.attach_button if self._file else self.choose).setFocus()

    def _chosen_work(self) -> str | None:
        at = self.work.findText(self.work.currentText())
        return self.work.itemData(at) if at >= 0 else None

    # -- attaching --------------------------------------------------------------------------------

    def _attach(self) -> None:
        work = self._chosen_work()
        if work is None:
            self._say(tr("There is no work of this name here; choose one of the list."))
            return
        if self._file is None or self._workspace.copies.is_attaching:
            return
        self._set_busy(True)
        self._say(tr("Reading …"))
        self._workspace.copies.attach(
            work,
            self._file,
            self._if_open(self._done),
            self._if_open(self._fail),
            beside=self.beside.isChecked(),
        )

    def _if_open(self, deliver: Callable[..., object]) -> Callable[[object], object]:
        """What is told to this dialog only while there is one."""
        return lambda what: deliver(what) if isValid(self) else None

    def _show_progress(self, progress: AttachProgress) -> None:
        if self.progress.isHidden():
            return
        self.progress.setRange(0, progress.of)
        self.progress.setValue(progress.done)
        self._say(progress_words(tr, *progress))

    def _set_busy(self, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self.form.setEnabled(not busy)
        self.attach_button.setEnabled(not busy)

    def _done(self, attachment: Attachment) -> None:
        self._attachment = attachment
        self._set_busy(False)
        self.form.hide()
        self.explanation.hide()
        self.attach_button.hide()
        self._say(found_words(tr, attachment))
        self.read_button.show()
        self.read_button.setDefault(True)
        self.read_button.setFocus()
        self.buttons.cancel_button.setText(tr("Close"))
        self.adjustSize()
        self.attached.emit(attachment)

    def _fail(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, AttachingCalledOff):
            self._say(tr("Attaching was called off; nothing is kept of it."))
        elif isinstance(error, AppError):
            self._say(str(error))
        else:
            self._workspace.failed.emit(error)

    def _say(self, words: str) -> None:
        self.outcome.setText(words)
        self.outcome.setAccessibleName(words)
        self.outcome.show()

    def _read(self) -> None:
        if self._attachment is not None:
            self.reading_wanted.emit(self._attachment.work)
        self.accept()

    def _call_off(self) -> None:
        if self._workspace.copies.is_attaching:
            self._workspace.copies.call_off()


def ask_for_copy(parent: QWidget) -> str:
    """Ask for the file of a copy; "" when none is chosen."""
    kinds = tr("Copies (*.pdf *.txt *.docx *.html *.htm *.xhtml *.epub);;All files (*)")
    name, _ = QFileDialog.getOpenFileName(parent, tr("Choose your copy"), "", kinds)
    return name


def open_attach_dialog(
    workspace: Workspace, parent: QWidget, file: Path | None = None, work: str | None = None
) -> AttachDialog:
    """Open the dialog; a copy that is to be read is shown on the tab Source."""
    dialog = AttachDialog(workspace, parent, file, work)
    dialog.reading_wanted.connect(workspace.read_source)
    dialog.attached.connect(lambda made: workspace.told.emit(found_words(tr, made)))
    dialog.open()
    return dialog
