"""The tool bar: back and forward, the search field, what the filter is, undo and redo, the panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.shell.chips import Chips
from spexplorer.ui.shell.panel_layout import CHARTS, FACETS, RECORD
from spexplorer.ui.shell.search_box import SearchBox
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_caption, plain_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.link_state import LinkState
    from spexplorer.support.trace import Trace
    from spexplorer.ui.shell.undo import Undo
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_LARGEST_SHARE: Final = 0.33
"""The search field never asks for more of the bar."""

_SEARCHED: Final = 50
"""So many letters of a search are in sight."""

_LEAST_SEARCHED: Final = 12
"""As many letters where the commands leave no room for more."""

_MARGIN: Final = 2 * GRID
"""What the style sheet leaves at both ends of the bar."""


@guarded
class NavigationBar(QToolBar):
    """Built without faces for its commands, whose room is kept: those come with `furnish`."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        trace: Trace,
        tabs: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """`tabs` gives the title of a tab by its id."""
        super().__init__(tr("Navigation"), parent)
        self._workspace = workspace
        self._theme = theme
        self._tabs = tabs
        self.undoing: Undo | None = None
        self._is_placed = False  # a bar that is in no window yet has no width to speak of
        self.setObjectName("navigation")
        self.setMovable(False)
        self._size_icons()
        self.back = self._command("back")
        self.back.triggered.connect(workspace.back)
        self.forward = self._command("forward")
        self.forward.triggered.connect(workspace.forward)
        self.search = SearchBox(workspace, theme, trace, self)
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._size_search()
        self.addWidget(self.search)
        self.chips = Chips(workspace)
        self.chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(self.chips)
        self.clear_all = self._command("clear")
        self.clear_all.triggered.connect(workspace.clear)
        self.addSeparator()
        self.new = self._command("new")
        self.undo = self._command("undo")
        self.redo = self._command("redo")
        self.undo_change, self.redo_change = QAction(self), QAction(self)
        self.addSeparator()
        self.panels = {name: self._command(name) for name in (FACETS, CHARTS, RECORD)}

    def _command(self, name: str) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        self.addAction(action)
        return action

    def furnish(self) -> None:
        """Give the commands their words, keys and icons: QIcon and keys cost 10 ms to be known."""
        from spexplorer.ui.shell.undo import Undo

        self.undoing = Undo(self._workspace, self._tabs, self)
        for action, act in (
            (self.undo, self.undoing.undo),
            (self.redo, self.undoing.redo),
            (self.undo_change, self.undoing.undo_change),
            (self.redo_change, self.undoing.redo_change),
        ):
            action.triggered.connect(unticked(act))
        self.undoing.told.connect(self._workspace.told)
        self._workspace.editing.turned.connect(self._name_steps)
        for action, keys in (
            (self.back, "Alt+Left"),
            (self.forward, "Alt+Right"),
            (self.clear_all, "Ctrl+Shift+Escape"),
            (self.undo, "Ctrl+Z"),
            (self.redo, "Ctrl+Shift+Z Ctrl+Y"),
            (self.undo_change, "Ctrl+Alt+Z"),
            (self.redo_change, "Ctrl+Alt+Shift+Z"),
            (self.new, "Ctrl+N"),
        ):
            action.setShortcuts([QKeySequence(key) for key in keys.split(" ")])
        for name, (text, plain, key) in _panel_words().items():
            self.panels[name].setShortcut(QKeySequence(key))
            self._name(self.panels[name], text, plain, "")
        self._name(self.clear_all, tr("C&lear all filters"), tr("Clear all filters"), "")
        self._name(self.new, tr("&New record …"), tr("New record"), "")
        self._draw()
        self.show_state(self._workspace.state)

    def _draw(self) -> None:
        from spexplorer.ui.style.icons import icon

        size = self._size_icons()
        for action in (self.back, self.forward, self.clear_all, self.undo, self.redo):
            action.setIcon(icon(action.objectName(), self._theme, may_rest=True, size=size))
        self.new.setIcon(icon("plus", self._theme, size=size))
        for name, action in self.panels.items():
            action.setIcon(icon(f"panel-{name}", self._theme, size=size))

    def _size_icons(self) -> int:
        """Icons grow with the text; gives their size."""
        size = max(20, round(self.fontMetrics().height() * 1.25))
        self.setIconSize(QSize(size, size))
        return size

    def _size_search(self) -> None:
        """Wide enough for a few words, and never half of the bar."""
        letters = self.fontMetrics().averageCharWidth()
        wide = letters * _SEARCHED
        if self._is_placed:
            wide = min(wide, round(self.width() * _LARGEST_SHARE), self._left_by_commands())
            wide = max(wide, letters * _LEAST_SEARCHED)
        self.search.setMinimumWidth(wide)
        self.search.set_room(wide)

    def _left_by_commands(self) -> int:
        """The width beside the commands, none of which may be pushed out, and the narrowest filter.

        Told by the hint of the whole bar: to ask for a command's button by `widgetForAction` lets
        PySide look through every class of widget, which costs 30 ms of a start.
        """
        search = max(self.search.sizeHint().width(), self.search.minimumWidth())
        commands = self.sizeHint().width() - search - self.chips.sizeHint().width()
        narrowest = self.chips.minimumSizeHint().width()
        return self.contentsRect().width() - 2 * _MARGIN - commands - narrowest

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_placed = True
        self._size_search()

    def show_state(self, state: LinkState) -> None:
        """Say what the filter of a state is, and what can be done."""
        self.chips.show_state(state)
        self.search.show_state(state)
        self.clear_all.setEnabled(bool(state.filter.constraints))
        self.back.setEnabled(self._workspace.can_go_back())
        self.forward.setEnabled(self._workspace.can_go_forward())
        self._name_steps()

    @Slot()
    def _name_steps(self) -> None:
        """Name what undo, redo, back and forward would do now."""
        if self.undoing is None:
            return  # not furnished yet
        words = self.undoing.words()
        for action, text, plain, step in (
            (self.undo, tr("&Undo"), tr("Undo"), words.undo),
            (self.redo, tr("&Redo"), tr("Redo"), words.redo),
            (self.undo_change, tr("Undo the last chan&ge"), "", words.undo_change),
            (self.redo_change, tr("Re&do the last change"), "", words.redo_change),
        ):
            action.setEnabled(bool(step))
            self._name(action, text, plain or text.replace("&", ""), step)
        self._name(self.back, tr("&Back"), tr("Back from"), words.back)
        self._name(self.forward, tr("&Forward"), tr("Forward to"), words.forward)

    @staticmethod
    def _name(action: QAction, text: str, plain: str, step: str) -> None:
        """Give a command the words of the step that it takes back or does."""
        keys = action.shortcut().toString()
        words = tr("{command}: {step}", command=plain, step=step) if step else plain
        action.setText(
            tr("{command}: {step}", command=text, step=plain_caption(step)) if step else text
        )
        action.setToolTip(plain_tip(f"{words} ({keys})"))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.search.restyle(theme)
        self._size_search()
        if self.undoing is not None:
            self._draw()


def _panel_words() -> dict[str, tuple[str, str, str]]:
    """The commands that open and close the panels: menu text, tip and key."""
    return {
        FACETS: (tr("&Facets"), tr("Facets: filter by value"), "F7"),
        CHARTS: (tr("&Linked charts"), tr("Linked charts"), "F8"),
        RECORD: (tr("Re&cord"), tr("Record: the chosen record"), "F9"),
    }
