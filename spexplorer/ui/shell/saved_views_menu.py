"""The menu of saved views: keep what is shown by a name, come back to it, hand its address on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from spexplorer.domain.address import address
from spexplorer.support.errors import AppError
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_caption
from spexplorer.workspace.saved_views import SavedViews, fitted, library_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_WITH_KEYS: Final = 9
_LONGEST: Final = 60
"""A name longer than so many letters is cut in the menu."""


class SavedViewsMenu(QMenu):
    """`told` carries a sentence or an AppError that a person should read.

    `tabs` are the ids of the tabs there are. `commands` are the fixed actions by name, for the list of
    keys. The views follow as actions of their own, the first nine with Alt+1 to Alt+9.
    """

    told = Signal(object)

    def __init__(
        self, workspace: Workspace, tabs: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("&Saved views"), parent)
        self._workspace = workspace
        self._tabs = tuple(tabs)
        self.views = SavedViews(library_name(workspace.reader.about), self)
        self.commands: dict[str, QAction] = {}
        self._listed: list[QAction] = []
        self._command("save-view", tr("&Save this view …"), self.save, "Ctrl+B")
        self._command("manage-views", tr("&Manage views …"), self.manage, "Ctrl+Shift+B")
        self.addSeparator()
        self._command("copy-address", tr("&Copy address of this view"), self.copy, "Ctrl+Shift+L")
        self._command("go-to-address", tr("&Go to address …"), self.ask, "Ctrl+L")
        self.addSeparator()
        self.views.changed.connect(self.refresh)
        # The file is read behind the first paint, not before it.
        QTimer.singleShot(0, self, self.refresh)

    def _command(self, name: str, text: str, run: Callable[[], object], keys: str) -> None:
        self.commands[name] = self._action(text, run, keys)
        self.commands[name].setObjectName(name)

    def _action(self, text: str, run: Callable[[], object], keys: str) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(unticked(run))
        self.addAction(action)
        return action

    def refresh(self) -> None:
        """List the views as they are now."""
        for action in self._listed:
            self.removeAction(action)
            action.deleteLater()
        self._listed = []
        for at, view in enumerate(self.views.views):
            keys = f"Alt+{at + 1}" if at < _WITH_KEYS else ""
            name = view.name if len(view.name) <= _LONGEST else f"{view.name[:_LONGEST]}…"
            name = plain_caption(name).replace("\t", " ")
            self._listed.append(self._action(name, partial(self.go, view.name), keys))
        if not self._listed:
            words = (
                tr("The file of saved views is damaged; the next view you save puts it aside")
                if self.views.is_damaged
                else tr("No view is saved yet")
            )
            self._listed.append(self._action(words, self.save, ""))
            self._listed[0].setEnabled(False)

    def _above(self) -> QWidget | None:
        """The window that dialogs stand over; a menu is a window of its own to Qt."""
        parent = self.parentWidget()
        return None if parent is None else parent.window()

    # -- what the commands do -------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a name and keep the present state by it."""
        from spexplorer.ui.shell.saved_views_dialogs import SaveDialog

        SaveDialog(self._workspace, self.views, self.told.emit, self._above()).open()

    def manage(self) -> None:
        """Rename, reorder and delete views."""
        from spexplorer.ui.shell.saved_views_dialogs import ManageDialog

        dialog = ManageDialog(self.views, self._workspace, self._above())
        dialog.wanted.connect(self.go)
        dialog.open()

    def copy(self) -> None:
        """Put the address of the present state on the clipboard."""
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(address(self._workspace.state))
        self.told.emit(
            tr("The address of this view is on the clipboard; Ctrl+L goes to an address.")
        )

    def ask(self) -> None:
        """Ask for an address and go there."""
        from spexplorer.ui.shell.saved_views_dialogs import AddressDialog

        dialog = AddressDialog(self._above())
        dialog.wanted.connect(self.show_state)
        dialog.open()

    def go(self, name: str) -> None:
        """Go to a saved view."""
        try:
            state = self.views.state(name)
        except AppError as error:
            self.told.emit(error)
            return
        self.show_state(state)

    def show_state(self, state: LinkState) -> None:
        """Go to a state, and tell what of it this library or program does not have."""
        try:
            found = fitted(state, self._workspace.reader, self._tabs)
        except AppError as error:
            self.told.emit(error)
            return
        self._workspace.set_state(found.state)
        if found.missing:
            words = counted(
                len(found.missing),
                "This view names something that is not here; it was left out",
                "This view names {n} things that are not here; they were left out",
            )
            self.told.emit(f"{words}: {', '.join(found.missing[:5])}")
