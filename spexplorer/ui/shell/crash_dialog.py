"""After a run that ended without closing its window: what was kept, and the way back to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from spexplorer import __version__
from spexplorer.operations.drafts import drafts_of
from spexplorer.support.files import is_there
from spexplorer.support.log import last_crash
from spexplorer.support.runs import CrashedRun, crash_report
from spexplorer.ui.shell.draft_offers import words_of
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.ui.shell.program import Program

_LETTERS: Final = 84
_SHOWN_DRAFTS: Final = 5


class CrashDialog(Dialog):
    """Accepted when a person wants to be where they were; the report may be copied either way."""

    def __init__(self, program: Program, run: CrashedRun) -> None:
        window = program.window
        super().__init__(window, tr("The program ended unexpectedly"))
        self.make_room(_LETTERS)
        here = window.workspace.reader.path
        self.others = [
            path for name in run.libraries if is_there(path := Path(name)) and path != here
        ]
        words = PlainLabel("\n\n".join(self._sentences(here)))
        words.setWordWrap(True)
        report = crash_report(run, last_crash(run.began), f"{__version__}, Qt {qVersion()}")
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(tr("Report"))
        self.report.setMaximumHeight(8 * self.fontMetrics().height())
        note = PlainLabel(
            tr("The report names no person, folder or library. Nothing is ever sent.")
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.back_button = buttons.addButton(tr("&Go back to where I was"), role.AcceptRole)
        self.afresh_button = buttons.addButton(tr("&Start afresh"), role.RejectRole)
        copy = buttons.addButton(tr("&Copy the report"), role.ActionRole)
        copy.clicked.connect(unticked(self._copy))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.back_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setSpacing(3 * GRID)
        for part in (words, self.report, note, buttons):
            column.addWidget(part)

    def _sentences(self, here: Path) -> list[str]:
        said = [
            tr(
                "Last time the program ended without closing its window. All that was saved is there."
            ),
        ]
        if self.others:
            names = ", ".join(path.name for path in self.others)
            said.append(tr("These libraries were open as well: {names}.", names=names))
        drafts = [draft for path in (here, *self.others) for draft in drafts_of(path)]
        if drafts:
            listed = "\n".join(f"• {words_of(one)}" for one in drafts[:_SHOWN_DRAFTS])
            said.append(tr("Forms that were not saved yet are kept:\n{forms}", forms=listed))
        return said

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def offer_last_state(program: Program, run: CrashedRun) -> None:
    """Ask whether to go back to where the window stood when the last run ended."""
    dialog = CrashDialog(program, run)

    def go_back() -> None:
        program.go_back()
        for path in dialog.others:
            program.open_library(path)

    dialog.accepted.connect(go_back)
    dialog.finished.connect(unticked(partial(_offer_drafts, program)))
    dialog.open()


def _offer_drafts(program: Program) -> None:
    program.offer_drafts()
