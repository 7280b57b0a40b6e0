"""The dialogs of saved views: name one, put them in order, paste an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.address import START
from spexplorer.support.errors import AppError
from spexplorer.support.printable import on_screen
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.layouts import set_style_name
from spexplorer.ui.widgets.text import PlainLabel, plain_tip
from spexplorer.words.filters import filter_in_words
from spexplorer.workspace.saved_views import read_address

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.saved_views import SavedView, SavedViews
    from spexplorer.workspace.workspace import Workspace

_BUTTONS = QDialogButtonBox.StandardButton


class _Question(Dialog):
    """A field with a sentence above it and one below, which says what is wrong or will happen."""

    def __init__(self, parent: QWidget | None, title: str, words: str, label: str) -> None:
        super().__init__(parent, title)
        self.make_room(64)
        intro = PlainLabel(words)
        intro.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setAccessibleName(label)
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        self.buttons = QDialogButtonBox(_BUTTONS.Ok | _BUTTONS.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        for part in (intro, self.field, self.note):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Show a sentence below the field; screen readers read it with the field."""
        set_style_name(self.note, "warning" if wrong else "muted")
        self.note.setText(words)
        layout = self.layout()
        if layout is not None and words:
            # Wrapped words ask for height by width, which a window does not give by itself.
            self.setMinimumHeight(layout.heightForWidth(max(self.width(), self.minimumWidth())))
        self.field.setAccessibleDescription(words)


@guarded
class SaveDialog(_Question):
    """Keeps the present state by a name; `done` is told in a sentence what was kept."""

    def __init__(
        self,
        workspace: Workspace,
        views: SavedViews,
        done: Callable[[object], None],
        parent: QWidget | None,
    ) -> None:
        self._state = workspace.state
        self._views = views
        self._done = done
        shown = filter_in_words(tr, workspace.reader, self._state.filter)
        super().__init__(
            parent,
            tr("Save this view"),
            tr(
                "Keeps the tab, the record, what is compared, how the network is looked at, and the "
                "filter: {words}.",
                words=shown,
            ),
            tr("Name of the view"),
        )
        self.field.setText(shown[:80] if self._state.filter.constraints else "")
        self.field.setPlaceholderText(tr("A name you will know it by"))
        self.field.selectAll()
        self.field.textChanged.connect(self._check)
        self.buttons.button(_BUTTONS.Ok).setText(tr("Save"))
        self._check(self.field.text())

    def _check(self, text: str) -> None:
        name = " ".join(text.split())
        self.buttons.button(_BUTTONS.Ok).setEnabled(bool(name))
        there = self._views.get(name) is not None
        self.say(tr("A view of this name is there; saving replaces it.") if there else "")

    def accept(self) -> None:
        """Keep the view; what goes wrong is said in the dialog."""
        try:
            view = self._views.save(self.field.text(), self._state)
        except AppError as error:
            self.say(str(error), wrong=True)
            return
        self._done(tr("Saved as “{name}”; it stands in the menu Saved views.", name=view.name))
        super().accept()


@guarded
class AddressDialog(_Question):
    """Asks for an address. `wanted` carries its LinkState."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            tr("Go to address"),
            tr("Paste the address of a view; it begins with {start}", start=START),
            tr("Address of a view"),
        )
        self.field.setPlaceholderText(START)
        copied = QGuiApplication.clipboard().text().strip()
        if copied.startswith(START):
            self.field.setText("".join(copied.split("\n")))
            self.field.selectAll()
        self.field.textEdited.connect(lambda _text: self.say(""))
        self.buttons.button(_BUTTONS.Ok).setText(tr("Go"))

    def accept(self) -> None:
        """Go there; an address that cannot be read is told of in the dialog."""
        try:
            state: LinkState = read_address(self.field.text())
        except AppError as error:
            self.say(str(error), wrong=True)
            return
        super().accept()
        self.wanted.emit(state)


class ManageDialog(Dialog):
    """The views in their order. `wanted` carries the name of a view to go to.

    F2 renames, Delete deletes and can be taken back, Alt+Up and Alt+Down move, Enter goes there.
    """

    wanted = Signal(object)

    def __init__(self, views: SavedViews, workspace: Workspace, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Saved views"))
        self._views = views
        self._workspace = workspace
        self._removed: list[tuple[SavedView, int]] = []
        self.make_room(84, 20)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Saved views in their order"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.itemChanged.connect(self._rename)
        self.list.itemActivated.connect(lambda _item: self._go())
        self.list.currentRowChanged.connect(self._refresh_buttons)
        self.words = PlainLabel()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self._make_buttons()
        self._lay_out()
        self._fill(0)

    def _make_buttons(self) -> None:
        self.go_there = self._button(tr("Go there"), self._go, "", tr("Enter"))
        self.rename = self._button(tr("Rename"), self._edit, "", "F2")
        self.up = self._button(tr("Move up"), lambda: self._move(-1), "Alt+Up", "Alt+↑")
        self.down = self._button(tr("Move down"), lambda: self._move(1), "Alt+Down", "Alt+↓")
        self.delete = self._button(tr("Delete"), self._delete, "Del", tr("Delete key"))
        self.undo = self._button(tr("Undo deletion"), self._undo, "Ctrl+Z", "Ctrl+Z")

    def _button(self, text: str, run: Callable[[], object], keys: str, shown: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(plain_tip(f"{text} ({shown})"))
        button.setAutoDefault(False)
        button.clicked.connect(unticked(run))
        if keys:
            # On the list alone: while a name is typed, Delete deletes a letter.
            key = QShortcut(QKeySequence(keys), self.list)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(button.click)
        return button

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(GRID)
        for button in (self.go_there, self.rename, self.up, self.down, self.delete, self.undo):
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addLayout(side)
        close = QDialogButtonBox(_BUTTONS.Close)
        close.button(_BUTTONS.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(middle, 1)
        layout.addWidget(self.words)
        layout.addWidget(close)

    def _fill(self, current: int, said: str = "") -> None:
        """List the views anew and mark one; below them stands a sentence."""
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for view in self._views.views:
            item = QListWidgetItem(on_screen(view.name))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(min(current, self.list.count() - 1))
        self.list.blockSignals(blocked)
        self._refresh_buttons(said=said)

    def _refresh_buttons(self, _row: int = 0, said: str = "") -> None:
        at, count = self.list.currentRow(), self.list.count()
        for button in (self.go_there, self.rename, self.delete):
            button.setEnabled(at >= 0)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < count - 1)
        self.undo.setEnabled(bool(self._removed))
        self._say(said or self._about(at))

    def _about(self, at: int) -> str:
        """What the marked view narrows the library to."""
        if at < 0:
            return tr("No view is saved yet; Ctrl+B saves what is shown.")
        try:
            state = self._views.state(self._views.views[at].name)
        except AppError as error:
            return str(error)
        return tr(
            "Filter: {words}", words=filter_in_words(tr, self._workspace.reader, state.filter)
        )

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.list.setAccessibleDescription(words)

    def _name(self) -> str | None:
        at = self.list.currentRow()
        return self._views.views[at].name if 0 <= at < len(self._views.views) else None

    # -- the commands ---------------------------------------------------------------------------

    def _go(self) -> None:
        name = self._name()
        if name is not None:
            self.accept()
            self.wanted.emit(name)

    def _edit(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    def _rename(self, item: QListWidgetItem) -> None:
        at = self.list.row(item)
        name = self._views.views[at].name
        said = self._tried(lambda: self._views.rename(name, item.text()))
        self._fill(at, said)

    def _move(self, step: int) -> None:
        name, at = self._name(), self.list.currentRow() + step
        if name is not None:
            said = self._tried(lambda: self._views.move(name, at))
            self._fill(at, said)

    def _delete(self) -> None:
        name, at = self._name(), self.list.currentRow()
        view = self._views.get(name) if name is not None else None
        if view is None:
            return
        said = self._tried(lambda: self._views.remove(view.name))
        if not said:
            self._removed.append((view, at))
            said = tr("Deleted “{name}”; Ctrl+Z takes it back.", name=view.name)
        self._fill(at, said)

    def _undo(self) -> None:
        if not self._removed:
            return
        view, at = self._removed[-1]
        said = self._tried(lambda: self._views.put(view, at))
        if not said:
            self._removed.pop()
        self._fill(at, said)

    @staticmethod
    def _tried(change: Callable[[], object]) -> str:
        """Make a change; gives the sentence of what stood in its way, "" when it was made."""
        try:
            change()
        except AppError as error:
            return str(error)
        return ""
