"""What the register offers on a row and on its header: menus, and its rows as a table to copy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.agreements.material import Column
from spexplorer.ui.views.agreements.model import Heading, column_title

if TYPE_CHECKING:
    from spexplorer.ui.views.agreements.material import Entry
    from spexplorer.ui.views.agreements.register import Register


def row_menu(register: Register, entry: Entry | None) -> QMenu:
    """Copying the rows, and narrowing by the form or the level of one."""
    menu = QMenu(register)
    number = len(register.selected_entries()) or register.register.number()
    words = counted(number, "Copy {n} row as a table", "Copy {n} rows as a table")
    copy = menu.addAction(words, register.copy_rows)
    copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    if entry is not None:
        menu.addSeparator()
        for facet, label in (("form", entry.form), ("level", entry.level)):
            value = str(getattr(entry.agreement, facet))
            action = menu.addAction(tr("Filter by “{value}”, on or off", value=label))
            action.triggered.connect(partial(_toggle, register, facet, value))
    return menu


def _toggle(register: Register, facet: str, value: str, *_: object) -> None:
    register.toggled.emit(facet, value)


def column_menu(register: Register) -> QMenu:
    """Which columns are shown; the title always is, the reason when a day is asked for."""
    menu = QMenu(register)
    for column in Column:
        if column in (Column.TITLE, Column.ANSWER):
            continue
        action = menu.addAction(column_title(column))
        action.setCheckable(True)
        action.setChecked(not register.isColumnHidden(column))
        action.toggled.connect(partial(_show_column, register, column))
    return menu


def _show_column(register: Register, column: Column, shown: object) -> None:
    register.setColumnHidden(column, not shown)


def rows_as_text(register: Register) -> str:
    """The selected rows, or all without a selection, as tab-separated lines under a header."""
    model, header = register.register, register.horizontalHeader()
    places = sorted(Column, key=header.visualIndex)
    columns = [column for column in places if not register.isColumnHidden(column)]
    every = [line for line in model.lines if not isinstance(line, Heading)]
    lines = ["\t".join(column_title(column) for column in columns)]
    for entry in register.selected_entries() or every:
        cells = (model.text(entry, column) for column in columns)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines)
