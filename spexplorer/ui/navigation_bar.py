"""The tool bar: back and forward, the search field, what the filter is, and clearing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from spexplorer.ui.chips import Chips
from spexplorer.ui.search_box import SearchBox
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.support.trace import Trace
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace


class NavigationBar(QToolBar):
    """Built without faces for its commands, whose room is kept: those come with `furnish`."""

    def __init__(
        self, workspace: Workspace, theme: Theme, trace: Trace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Navigation"), parent)
        self._workspace = workspace
        self._theme = theme
        self._is_furnished = False
        self.setObjectName("navigation")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.back = self._command("back")
        self.back.triggered.connect(workspace.back)
        self.forward = self._command("forward")
        self.forward.triggered.connect(workspace.forward)
        self.search = SearchBox(workspace, theme, trace, self)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.addWidget(self.search)
        self.chips = Chips(workspace)
        self.chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(self.chips)
        self.clear_all = self._command("clear")
        self.clear_all.triggered.connect(workspace.clear)

    def _command(self, name: str) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        self.addAction(action)
        return action

    def furnish(self) -> None:
        """Give the commands their words, keys and icons: QIcon and keys cost 10 ms to be known."""
        for action, text, keys in (
            (self.back, tr("Back"), "Alt+Left"),
            (self.forward, tr("Forward"), "Alt+Right"),
            (self.clear_all, tr("Clear all filters"), "Ctrl+Shift+Escape"),
        ):
            action.setText(text)
            action.setShortcut(keys)
            action.setToolTip(f"{text} ({keys})")
        self._is_furnished = True
        self._draw()

    def _draw(self) -> None:
        from spexplorer.ui.icons import icon

        for action in (self.back, self.forward, self.clear_all):
            action.setIcon(icon(action.objectName(), self._theme, may_rest=True))

    def show_state(self, state: LinkState) -> None:
        """Say what the filter of a state is, and what can be done."""
        self.chips.show_state(state)
        self.back.setEnabled(self._workspace.can_go_back())
        self.forward.setEnabled(self._workspace.can_go_forward())
        self.clear_all.setEnabled(bool(state.filter.constraints))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.search.restyle(theme)
        if self._is_furnished:
            self._draw()
