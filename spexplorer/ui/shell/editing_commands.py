"""What the commands that change records do in a window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from spexplorer.domain.kinds import KIND_LABEL, LISTED
from spexplorer.ui.shell.panel_layout import RECORD
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.ui.forms.record_form import RecordForm
    from spexplorer.ui.shell.main_window import MainWindow


def edit_record(window: MainWindow, record_id: str) -> None:
    """Open the form of a record."""
    if window.record_panel is not None:
        window.panels.open(RECORD)
        window.workspace.go(record_id, stay=True)
        window.record_panel.edit(record_id)


def ask_form(window: MainWindow, kind: str, raw: dict[str, Any] | None) -> None:
    """Open the form of a new record that begins with some values; without a kind say why none opens."""
    if not kind or not window.workspace.editing.is_possible:
        say_why_not(window)
    elif window.record_panel is not None:
        window.panels.open(RECORD)
        window.record_panel.new(kind, raw)


def edit_field(window: MainWindow, record_id: str, field: str) -> None:
    """Open the form of a record at a field; where nothing can be changed the record is shown."""
    window.workspace.go(record_id, stay=True)
    if window.record_panel is not None and window.workspace.editing.is_possible:
        window.panels.open(RECORD)
        window.record_panel.edit(record_id, field)
    window.activateWindow()


def new_record(window: MainWindow, kind: str) -> None:
    """Open the form of a new record."""
    if window.record_panel is not None:
        window.panels.open(RECORD)
        window.record_panel.new(kind)


def duplicate_record(window: MainWindow, record_id: str) -> None:
    """Open the form of a new record with the values of another one."""
    if window.record_panel is not None:
        window.panels.open(RECORD)
        window.record_panel.duplicate(record_id)


def note_on(window: MainWindow, record_id: str) -> None:
    """Open the form of an observation on a record."""
    if window.record_panel is not None:
        window.panels.open(RECORD)
        window.record_panel.new("note", {"target": record_id})


def delete_record(window: MainWindow, record_id: str, *, merges: bool = False) -> None:
    """Ask what is to become of what points at a record, and delete it or merge it into another one."""
    if not window.workspace.editing.is_possible:
        say_why_not(window, record_id)
        return
    from spexplorer.ui.forms.deleting import DeleteDialog

    DeleteDialog(window.workspace, record_id, window.centre, window.hint, merges=merges).open()


def _change_many(window: MainWindow, _record_id: str) -> None:
    from spexplorer.ui.shell.batch_dialog import change_many

    change_many(window)


def change_record(window: MainWindow, verb: str, record_id: str) -> None:
    """Do what a command of a record asks for."""
    verbs: dict[str, Callable[[MainWindow, str], object]] = {
        "edit": edit_record,
        "duplicate": duplicate_record,
        "note": note_on,
        "batch": _change_many,
        "merge": partial(delete_record, merges=True),
        "delete": delete_record,
        "history": show_history,
    }
    verbs[verb](window, record_id)


def fill_new_menu(window: MainWindow, menu: QMenu) -> None:
    """Put the kinds into a menu, those of the present tab first."""
    menu.clear()
    here = [k for k in window.tabs.kinds(window.workspace.state.tab) if k in LISTED]
    kinds = [*here, *(kind for kind in LISTED if kind not in here), "passage"]
    for at, kind in enumerate(kinds):
        if (at and at == len(here)) or kind == "passage":
            menu.addSeparator()
        action = menu.addAction(tr(KIND_LABEL[kind]))
        action.setObjectName(f"new-{kind}")
        action.triggered.connect(unticked(partial(new_record, window, kind)))
    from spexplorer.ui.shell.templates import fill_template_menu

    menu.addSeparator()
    below = menu.addMenu(tr("From a &template"))
    below.aboutToShow.connect(partial(fill_template_menu, window, below))


def evidence_of_form(window: MainWindow, form: RecordForm) -> None:
    """Show what the record of a form rests on; a new one is told where that is entered."""
    if form.record is not None:
        window.record_commands(form.record.id).show_evidence()
    else:
        form.focus_field("evidence")
        window.hint(tr("The record is new: name the passages it rests on here."))


def choose_new(window: MainWindow) -> None:
    """Ask by a menu what sort of record is to be added; the kind of the present tab is marked."""
    menu = QMenu(window.centre)
    menu.setAccessibleName(tr("New record: choose its kind"))
    menu.aboutToHide.connect(menu.deleteLater)
    fill_new_menu(window, menu)
    button = window.tools.widgetForAction(window.tools.new)
    if button is not None and button.isVisible():
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    else:
        menu.popup(window.mapToGlobal(window.rect().center()))
    menu.setActiveAction(menu.actions()[0])


def save_form(window: MainWindow) -> None:
    """Save the form that is open."""
    form = window.record_panel.form if window.record_panel is not None else None
    if form is None:
        window.hint(tr("No form is open; F2 opens that of the record, Ctrl+N a new one."))
    else:
        form.save()


def save_and_next(window: MainWindow) -> None:
    """Save the form that is open, and go on with the next record."""
    form = window.record_panel.form if window.record_panel is not None else None
    if form is None:
        window.hint(tr("No form is open; F2 opens that of the record, Ctrl+N a new one."))
    else:
        form.save_and_next()


def show_history(window: MainWindow, record_id: str | None = None) -> None:
    """Open the history of a record, or of the library."""
    from spexplorer.ui.shell.history_dialog import HistoryDialog

    HistoryDialog(window, record_id).open()


def show_vocabularies(window: MainWindow) -> None:
    """Open the vocabularies of the library."""
    from spexplorer.ui.shell.vocabulary_dialog import VocabularyDialog

    VocabularyDialog(window).open()


def say_why_not(window: MainWindow, record_id: str | None = None) -> None:
    """Say why nothing can be edited here, and offer a copy."""
    from spexplorer.ui.shell.own_copy import offer_copy

    offer_copy(window, record_id)


def widen_for_form(window: MainWindow) -> None:
    """Give the panel of the record more room while it holds a form."""
    panel = window.record_panel
    has_form = panel is not None and panel.form is not None
    window.panels.widen(RECORD, has_form)
    window.edit_button.setVisible(not has_form)
    window.status.show_kept()
