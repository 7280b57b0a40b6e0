"""The status bar: how many records pass, which library this is, what is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from spexplorer.domain.kinds import KINDS
from spexplorer.ui.filter_words import filter_in_words
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace


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
        self.addWidget(self.count, 1)
        for label in (library, QLabel(tr("All changes saved")), self._task):
            self.addPermanentWidget(label)

    def show_state(self, state: LinkState) -> None:
        """Count what passes; passages are places, not records, and are left out."""
        listed = [kind for kind in KINDS if kind != "passage"]
        everything = f"{sum(self._workspace.reader.counts[kind] for kind in listed):,}"
        count = self._workspace.total(listed)
        if count is None or not state.filter.constraints:
            self.count.setText(tr("{n} records", n=everything))
        else:
            maybe = tr(" ({n} possibly)", n=count.only_possible) if count.only_possible else ""
            shown = f"{count.possible:,}"
            self.count.setText(
                tr("{n} of {all} records{maybe}", n=shown, all=everything, maybe=maybe)
            )
        self.count.setToolTip(filter_in_words(self._workspace, state.filter))

    def show_busy(self, running: int) -> None:
        """Say that something is under way on a worker thread."""
        self._task.setText(tr("Working …") if running else "")
