"""The card of the chosen authority: a button that keeps what concerns it, and its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spexplorer.domain.authorities import Agent, Place
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.people.name_sheet import NameSheet
from spexplorer.ui.widgets.buttons import ElidedButton
from spexplorer.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_KEEPING = (
    "Filters every tab. Records without actors or places of their own stay when they are linked to"
    " one that has this one."
)
_Shown = tuple[str | None, "Filter", Theme, frozenset[str], bool]


class AuthorityCard(QWidget):
    """Keeps showing the last authority while other kinds of record are current."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._record: Agent | Place | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._shown: _Shown | None = None
        self._writer = NameSheet(workspace)
        self.keep = ElidedButton()
        self.keep.clicked.connect(self._toggle)
        self.sheet = Sheet(tr("The chosen name: its forms, and what names it"))
        self.sheet.followed.connect(workspace.go)
        self.sheet.unfolded.connect(self._unfold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.sheet, 1)

    @property
    def is_filled(self) -> bool:
        """Whether an authority has been chosen."""
        return self._record is not None

    def show_state(self, state: LinkState) -> None:
        """Show the current record when it is an authority."""
        if state.current is not None and (self._record is None or state.current != self._record.id):
            record = self._workspace.reader.record(state.current)
            if isinstance(record, Agent | Place):
                self._record, self._unfolded = record, frozenset()
        own = self._record.id if self._record else None
        wanted = (own, state.filter, self._theme, self._unfolded, self._workspace.index is not None)
        if wanted != self._shown:
            same = self._shown is not None and self._shown[0] == own
            self._shown = wanted
            self._write(state, keep_place=same)

    def _write(self, state: LinkState, *, keep_place: bool) -> None:
        record = self._record
        if record is None:
            return
        if record.id in state.filter.values(self._facet(record)):
            words = tr("Show what does not concern {name} as well", name=record.name)
            self.keep.say(words, tr("Takes this filter away again"))
        else:
            words = tr("Keep only what concerns {name}", name=record.name)
            self.keep.say(words, tr(_KEEPING))
        self.sheet.write(
            self._writer.html(record, self._theme, self._unfolded), keep_place=keep_place
        )

    @staticmethod
    def _facet(record: Agent | Place) -> str:
        return "actor" if isinstance(record, Agent) else "place"

    def _toggle(self) -> None:
        if self._record is not None:
            self._workspace.toggle(self._facet(self._record), self._record.id)

    def _unfold(self, role: str) -> None:
        self._unfolded |= {role}
        self.show_state(self._workspace.state)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.show_state(self._workspace.state)
