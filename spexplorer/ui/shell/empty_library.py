"""What every tab of a library without records shows: what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from spexplorer.domain.kinds import LISTED
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def is_empty(reader: Reader) -> bool:
    """Whether a library has no record that a tab could show."""
    return not any(reader.counts[kind] for kind in LISTED)


class EmptyLibraryView(View):
    """Invites to add a record: `new_wanted`; or to open a library: `other_wanted`, `bundled_wanted`."""

    new_wanted = Signal()
    other_wanted = Signal()
    bundled_wanted = Signal()

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        title = PlainLabel(tr("This library is empty"))
        title.setObjectName("heading")
        words = PlainLabel(
            tr(
                "It has no records yet. Add the first one here (Ctrl+N). To look round meanwhile, open "
                "another library, or the one that comes with the program; or drop a .spex file on this "
                "window."
            )
        )
        words.setObjectName("muted")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setMaximumWidth(self.fontMetrics().averageCharWidth() * 90)
        self.new = QPushButton(tr("New record …"))
        self.new.clicked.connect(unticked(self.new_wanted.emit))
        self.other = QPushButton(tr("Open another library …"))
        self.other.clicked.connect(unticked(self.other_wanted.emit))
        self.bundled = QPushButton(tr("Open the bundled library"))
        self.bundled.clicked.connect(unticked(self.bundled_wanted.emit))
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        buttons.addWidget(self.new)
        buttons.addWidget(self.bundled)
        buttons.addWidget(self.other)
        line = QHBoxLayout()  # an alignment of its own would give it the height of fewer lines
        line.addStretch(1)
        line.addWidget(words, 1000)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(4 * GRID)
        layout.addStretch(2)
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(line)
        layout.addLayout(buttons)
        layout.setAlignment(buttons, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setFocusProxy(self.new)

    def show_state(self, state: LinkState) -> None:
        """An empty library looks the same in every state."""
