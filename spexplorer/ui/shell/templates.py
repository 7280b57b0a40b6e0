"""Templates in the window: forms are kept as templates, and new records begin with one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
)

from spexplorer.domain.kinds import KIND_LABEL
from spexplorer.operations.templates import (
    Template,
    drop_template,
    keep_template,
    raw_for,
    template_of,
    templates,
)
from spexplorer.support.errors import AppError
from spexplorer.support.printable import on_screen
from spexplorer.ui.shell.panel_layout import RECORD
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import key_within, unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel, plain_caption

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 60, 22
_TEMPLATE: Final = Qt.ItemDataRole.UserRole


def save_template(window: MainWindow) -> None:
    """Ask for a name, and keep what is typed into the open form by it."""
    form = window.record_panel.form if window.record_panel is not None else None
    if form is None:
        window.hint(tr("No form is open; F2 opens that of the record, Ctrl+N a new one."))
        return
    kind = form.kind
    name = _free_name(window.centre, kind, form.title())
    if not name:
        return
    try:
        keep_template(template_of(name, kind, form.raw()))
    except AppError as error:
        window.tell(error)
    else:
        said = tr("Kept as a template: {name}. New ▸ From a template begins with it.", name=name)
        window.hint(said)


def _free_name(parent: QWidget, kind: str, name: str, but: str = "") -> str:
    """A name that no other template of the kind has; "" where a person thinks better of it."""
    title, words = tr("Template"), tr("Name of the template:")
    taken = {one.name.casefold() for one in templates() if one.kind == kind and one.key != but}
    while True:
        name, is_given = QInputDialog.getText(parent, title, words, text=name)
        name = name.strip()
        if not is_given or not name:
            return ""
        if name.casefold() not in taken:
            return name
        words = tr("There is a template of this name already; give another name:")


def new_from_template(window: MainWindow, template: Template) -> None:
    """Open the form of a new record that begins as a template says."""
    reader = window.workspace.reader
    if window.record_panel is not None:
        window.panels.open(RECORD)
        raw = raw_for(template, lambda uid: reader.row(uid) is not None)
        window.record_panel.new(template.kind, raw)


def fill_template_menu(window: MainWindow, menu: QMenu) -> None:
    """Put the templates into a menu, and below them what keeps them in order."""
    menu.clear()
    for one in templates():
        words = tr("{name} ({kind})", name=one.name, kind=tr(KIND_LABEL[one.kind]))
        action = menu.addAction(plain_caption(words))
        action.triggered.connect(unticked(partial(new_from_template, window, one)))
    menu.addSeparator()
    save = menu.addAction(tr("&Save the open form as a template …"))
    save.triggered.connect(unticked(partial(save_template, window)))
    manage = menu.addAction(tr("&Manage templates …"))
    manage.triggered.connect(unticked(lambda: TemplatesDialog(window).open()))


class TemplatesDialog(Dialog):
    """Lists the templates: begin with one, rename it, delete it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Templates"))
        self._window = window
        self.make_room(_LETTERS, _LINES)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Templates"))
        self.list.itemActivated.connect(unticked(self._use))
        self.note = PlainLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.acts = []
        for words, act in (
            (tr("&New record"), self._use),
            (tr("&Rename …"), self._rename),
            (tr("&Delete"), self._delete),
        ):
            button = buttons.addButton(words, role)
            button.clicked.connect(unticked(act))
            self.acts.append(button)
        key_within(self.list, "F2", self._rename)
        key_within(self.list, "Del", self._delete)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(self.list)
        column.addWidget(self.note)
        column.addWidget(buttons)
        self._fill()

    def _fill(self) -> None:
        row = max(0, self.list.currentRow())
        self.list.clear()
        for one in templates():
            words = tr("{name} ({kind})", name=one.name, kind=tr(KIND_LABEL[one.kind]))
            item = QListWidgetItem(on_screen(words))
            item.setData(_TEMPLATE, one)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        for button in self.acts:
            button.setEnabled(self.list.count() > 0)
        self.note.setText(
            tr("They lie in your own folder and can be used in every library.")
            if self.list.count()
            else tr("There is none yet: open a form, fill it, and keep it as a template.")
        )

    def _chosen(self) -> Template | None:
        item = self.list.currentItem()
        held = item.data(_TEMPLATE) if item is not None else None
        return held if isinstance(held, Template) else None

    def _use(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.accept()
            new_from_template(self._window, chosen)

    def _rename(self) -> None:
        if (chosen := self._chosen()) is None:
            return
        name = _free_name(self, chosen.kind, chosen.name, but=chosen.key)
        if name:
            self._store(Template(name, chosen.kind, chosen.raw, chosen.key))

    def _delete(self) -> None:
        if (chosen := self._chosen()) is not None:
            drop_template(chosen)
            self._fill()
            self.note.setText(tr("Deleted: {name}.", name=chosen.name))

    def _store(self, template: Template) -> None:
        try:
            keep_template(template)
        except AppError as error:
            self.note.setText(str(error))
        else:
            self._fill()
