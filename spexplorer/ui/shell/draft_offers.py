"""Forms that were left unfinished, also by a crash: offered again."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout

from spexplorer.domain.kinds import KIND_LABEL
from spexplorer.operations.drafts import Draft, drafts_of, drop_draft
from spexplorer.support.printable import on_screen
from spexplorer.ui.shell.panel_layout import RECORD
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 70, 18
_DRAFT: Final = Qt.ItemDataRole.UserRole


def offer_drafts(window: MainWindow) -> None:
    """Offer what was left unfinished, in a strip that stops nobody."""
    if not window.workspace.editing.is_possible:
        return
    drafts = drafts_of(window.workspace.reader.path)
    if not drafts:
        return
    words = (
        tr("A form was left unfinished: {what}.", what=words_of(drafts[0]))
        if len(drafts) == 1
        else tr("{n} forms were left unfinished.", n=tr.number(len(drafts)))
    )
    if len(drafts) == 1:
        window.message.say(words, offer=(tr("Go on with it"), partial(go_on, window, drafts[0])))
    else:
        window.message.say(words, offer=(tr("Show them"), partial(show_drafts, window)))


def words_of(draft: Draft) -> str:
    """What a draft is called: its title or its kind, and when it was typed."""
    kind = tr(KIND_LABEL.get(draft.kind, draft.kind))
    title = tr("{kind} “{title}”", kind=kind, title=draft.title) if draft.title else kind
    try:
        at = datetime.fromisoformat(draft.at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return title
    return tr("{title}, {time}", title=title, time=at)


def go_on(window: MainWindow, draft: Draft) -> None:
    """Open the form of a draft."""
    if window.record_panel is not None:
        window.panels.open(RECORD)
        if draft.record:
            window.workspace.go(draft.record, stay=True)
        window.record_panel.go_on_with(draft)


def show_drafts(window: MainWindow) -> None:
    """Open the list of unfinished forms."""
    DraftsDialog(window).open()


class DraftsDialog(Dialog):
    """Lists the unfinished forms of a library."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Unfinished forms"))
        self._window = window
        self.make_room(_LETTERS, _LINES)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Unfinished forms"))
        self.none = PlainLabel(tr("There are none."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.go_on_button = buttons.addButton(tr("&Go on with it"), role)
        self.drop_button = buttons.addButton(tr("&Throw away"), role)
        self.go_on_button.clicked.connect(unticked(self._go_on))
        self.drop_button.clicked.connect(unticked(self._drop))
        self.list.itemActivated.connect(unticked(self._go_on))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(self.list)
        column.addWidget(self.none)
        column.addWidget(buttons)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for draft in drafts_of(self._window.workspace.reader.path):
            item = QListWidgetItem(on_screen(words_of(draft)))
            item.setData(_DRAFT, draft)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        there = self.list.count() > 0
        self.none.setVisible(not there)
        for button in (self.go_on_button, self.drop_button):
            button.setEnabled(there)

    def _chosen(self) -> Draft | None:
        item = self.list.currentItem()
        draft = item.data(_DRAFT) if item is not None else None
        return draft if isinstance(draft, Draft) else None

    def _go_on(self) -> None:
        if (draft := self._chosen()) is not None:
            self.accept()
            go_on(self._window, draft)

    def _drop(self) -> None:
        if (draft := self._chosen()) is not None:
            drop_draft(self._window.workspace.reader.path, draft.key)
            self._fill()
