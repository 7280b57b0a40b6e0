"""The status bar: how many records pass, which library this is, what is under way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from spexplorer.domain.kinds import LISTED
from spexplorer.ui.filter_words import filter_in_words
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.operations.answering import Brushed
    from spexplorer.operations.passing import Count
    from spexplorer.workspace.workspace import Workspace

_REST_MS: Final = 120
"""A brush that has not moved for so long rests: then all of a large library is counted."""


class StatusLine(QStatusBar):
    """Counts at the left, the library and the tasks at the right."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        about = workspace.reader.about
        self.count = QLabel()
        self.count.setAccessibleName(tr("Records shown"))
        library = QLabel(f"{about.get('name', '')} · {about.get('version', '')}")
        library.setToolTip(str(workspace.reader.path))
        self._task = QLabel()
        self._brush: Brushed | None = None
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_MS)
        self._resting.timeout.connect(self._count_brush)
        workspace.brushed.connect(self._show_brushed)
        self.addWidget(self.count, 1)
        for label in (library, QLabel(tr("All changes saved")), self._task):
            self.addPermanentWidget(label)

    def show_state(self, state: LinkState) -> None:
        """Count what passes; passages are places, not records, and are left out."""
        self._resting.stop()
        self._brush = None
        passes = self._workspace.total(LISTED) if state.filter.constraints else None
        self._say(passes)
        self.count.setToolTip(filter_in_words(self._workspace, state.filter))

    def _say(self, passes: Count | None) -> None:
        everything = f"{sum(self._workspace.reader.counts[kind] for kind in LISTED):,}"
        if passes is None:
            self.count.setText(tr("{n} records", n=everything))
            return
        maybe = tr(" ({n} possibly)", n=f"{passes.only_possible:,}") if passes.only_possible else ""
        shown = f"{passes.possible:,}"
        self.count.setText(tr("{n} of {all} records{maybe}", n=shown, all=everything, maybe=maybe))

    def _show_brushed(self, brushed: Brushed | None) -> None:
        """Count while a brush moves; in a large library when it rests."""
        if brushed is None:
            self.show_state(self._workspace.state)
            return
        passes = brushed.total()
        if passes is not None:
            self._say(passes)
        else:
            self._brush = brushed
            self._resting.start()

    def _count_brush(self) -> None:
        """Count what a brush that rests leaves of a large library."""
        answers, brushed = self._workspace.answers, self._brush
        if answers is not None and brushed is not None:
            wanted = answers.filter.with_constraint(brushed.constraint)
            work = partial(answers.under(wanted).total, LISTED)
            self._workspace.later("status", work, partial(self._say_if_brushed, brushed))

    def _say_if_brushed(self, brushed: Brushed, passes: Count) -> None:
        if brushed is self._brush:
            self._say(passes)

    def show_busy(self, running: int) -> None:
        """Say that something is under way on a worker thread."""
        self._task.setText(tr("Working …") if running else "")
