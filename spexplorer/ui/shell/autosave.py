"""Keeps on disk where every window stands, so that a crash costs some seconds of it at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from spexplorer.ui.shell.program import Program

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from spexplorer.domain.link_state import LinkState
    from spexplorer.support.runs import ProgramRun

_EVERY_MS: Final = 2000


class Autosave(QObject):
    """Looks from time to time whether a window stands elsewhere than when it was kept last."""

    def __init__(self, app: QApplication, run: ProgramRun) -> None:
        super().__init__(app)
        self._app, self._run = app, run
        self._kept: dict[Program, LinkState] = {}
        timer = QTimer(self)
        timer.timeout.connect(self._look)
        timer.start(_EVERY_MS)
        app.aboutToQuit.connect(run.end)
        self._look()

    @Slot()
    def _look(self) -> None:
        programs = [one for one in self._app.findChildren(Program) if not one.is_closed]
        self._run.note(tuple(str(one.workspace.reader.path.absolute()) for one in programs))
        for program in programs:
            state = program.workspace.state
            if program.is_ready and self._kept.get(program) != state:
                self._kept[program] = state
                program.keep_place()
        self._kept = {one: state for one, state in self._kept.items() if one in programs}
