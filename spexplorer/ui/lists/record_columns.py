"""The columns of a record table: widths, places, which are shown; the menu for it; remembered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from spexplorer.ui.lists.record_model import RecordModel, Sorted
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.workspace.settings import settings

if TYPE_CHECKING:
    from spexplorer.ui.lists.record_table import RecordTable

_PAUSE_MS = 400
"""So long after the last change the columns are written down."""
_WIDEST, _NARROWEST = 400, 3
"""Bounds of a remembered width in letters."""
_FILLS = 0.0
"""The remembered width of a first column that takes what the others leave."""


class Columns:
    """Lays the columns of a table out in letters, so that they follow the text size.

    The first column takes what the others leave, until a person gives it a width.
    """

    def __init__(self, table: QTableView, model: RecordModel) -> None:
        self._table = table
        self._model = model
        self._name = ""
        self._letter = self._letters_now()
        self._fills = True
        self._own_work = False
        self._header = table.horizontalHeader()
        self._header.sectionResized.connect(self._resized)
        self._header.sectionMoved.connect(self._changed)
        self._soon = QTimer(table)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.remember)

    def _letters_now(self) -> int:
        return max(1, self._table.fontMetrics().averageCharWidth())

    # -- laying out -----------------------------------------------------------------------------

    def lay_out(self, name: str) -> None:
        """Give the columns of the model their widths and places, those remembered under a name."""
        if self._soon.isActive():
            self.remember()
        self._name = name
        kept = _kept(name)
        known = [column.key for column in self._model.columns]
        order = [key for key in kept if key in known]
        self._letter = self._letters_now()
        self._own_work = True
        for at, column in enumerate(self._model.columns):
            letters, shown = kept.get(
                column.key, (_FILLS if at == 0 else column.letters, column.shown)
            )
            self._table.setColumnHidden(at, False)
            width = round(self._letter * (letters or column.letters))
            self._table.setColumnWidth(
                at, width if column.key in kept else max(width, self._room(at))
            )
            self._table.setColumnHidden(at, not (shown or at == 0))
            if at == 0:
                self._fills = letters == _FILLS
        for place, key in enumerate([*order, *(key for key in known if key not in order)]):
            self._header.moveSection(self._header.visualIndex(known.index(key)), place)
        self._own_work = False
        self.fill()

    def _room(self, at: int) -> int:
        """What the title of a column needs, with the mark of a further sort key."""
        title = f"{self._model.columns[at].title} ↓2"
        return self._header.fontMetrics().horizontalAdvance(title) + 6 * GRID

    def fill(self) -> None:
        """Give the first column what the others leave, and never less than its own letters."""
        if not self._fills or not self._model.columns:
            return
        others = sum(self._table.columnWidth(at) for at in self.visible() if at != 0)
        least = self._letter * self._model.columns[0].letters
        self._own_work = True
        self._table.setColumnWidth(0, max(least, self._table.viewport().width() - others))
        self._own_work = False

    def follow_text_size(self) -> None:
        """Keep the widths in letters when the text size changes."""
        before, self._letter = self._letter, self._letters_now()
        if before == self._letter:
            return
        self._own_work = True
        for at in self.visible():
            self._table.setColumnWidth(at, self._table.columnWidth(at) * self._letter // before)
        self._own_work = False
        self.fill()

    def _resized(self, at: int, _old: int, new: int) -> None:
        if not self._own_work and new:
            self._fills = self._fills and at != 0
            self._changed()
            self.fill()

    def _changed(self, *_: object) -> None:
        if not self._own_work:
            self._soon.start()

    # -- what is shown --------------------------------------------------------------------------

    def visible(self, *, also_hidden: bool = False) -> list[int]:
        """The columns from left to right."""
        places = range(self._header.count())
        columns = [self._header.logicalIndex(place) for place in places]
        return [at for at in columns if also_hidden or not self._table.isColumnHidden(at)]

    def show(self, at: int, shown: object) -> None:
        """Show or hide a column."""
        self._table.setColumnHidden(at, not shown)
        self._changed()
        self.fill()

    # -- remembering ----------------------------------------------------------------------------

    def remember(self) -> None:
        """Write the columns down; where the settings cannot be written nothing is remembered."""
        self._soon.stop()
        if not self._name:
            return
        kept, parts = _kept(self._name), []
        for at in self.visible(also_hidden=True):
            column, hidden = self._model.columns[at], self._table.isColumnHidden(at)
            letters = kept.get(column.key, (column.letters, True))[0]
            if not hidden:
                letters = self._table.columnWidth(at) / self._letter
            if at == 0 and self._fills:
                letters = _FILLS
            parts.append(f"{column.key}:{letters:.1f}:{'hidden' if hidden else 'shown'}")
        settings().setValue(f"columns/{self._name}", ";".join(parts))

    def reset(self) -> None:
        """As they were at first."""
        self._soon.stop()
        settings().remove(f"columns/{self._name}")
        self.lay_out(self._name)


def _kept(name: str) -> dict[str, tuple[float, bool]]:
    """Key -> letters and whether shown, from left to right; what cannot be read is left out."""
    found = {}
    for part in str(settings().value(f"columns/{name}", "")).split(";"):
        key, _, rest = part.partition(":")
        letters, _, shown = rest.partition(":")
        try:
            width = float(letters)
        except ValueError:
            continue
        if (width == _FILLS or _NARROWEST <= width <= _WIDEST) and shown in ("shown", "hidden"):
            found[key] = width, shown == "shown"
    return found


def popped(menu: QMenu, where: QPoint) -> None:
    """Open a menu, and let go of it afterwards."""
    menu.exec(where)
    menu.deleteLater()


def row_menu(table: RecordTable) -> QMenu:
    """What can be done with the rows: copying, sorting, choosing columns."""
    menu = QMenu(table)
    number = sum(map(len, table.selected_rows()))
    copy = menu.addAction(counted(number, "&Copy {n} row", "&Copy {n} rows"))
    copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    copy.setEnabled(bool(number))
    copy.triggered.connect(table.copy_wanted)
    menu.addSeparator()
    menu.addMenu(sort_menu(table))
    menu.addMenu(column_menu(table))
    return menu


def column_menu(table: RecordTable) -> QMenu:
    """Which columns are shown; the first always is."""
    menu = QMenu(tr("&Columns"), table)
    for at, column in enumerate(table.records.columns):
        if at == 0:
            continue
        action = menu.addAction(column.title)
        action.setCheckable(True)
        action.setChecked(not table.isColumnHidden(at))
        action.toggled.connect(partial(table.layout_of.show, at))
    menu.addSeparator()
    menu.addAction(tr("As they were at &first"), table.layout_of.reset)
    return menu


def sort_menu(table: RecordTable) -> QMenu:
    """Every order there is, for whoever uses the keyboard."""
    menu = QMenu(tr("&Sort by"), table)
    menu.addAction(tr("&List order"), partial(table.sort_wanted.emit, ()))
    for column in table.records.columns:
        for descending, words in ((False, tr("{c} ↑")), (True, tr("{c} ↓"))):
            order = (Sorted(column.key, descending),)
            action = menu.addAction(words.format(c=column.title))
            action.setCheckable(True)
            action.setChecked(table.records.order == order)
            action.triggered.connect(partial(_sort, table, order))
    return menu


def _sort(table: RecordTable, order: tuple[Sorted, ...], *_: object) -> None:
    table.sort_wanted.emit(order)


def set_up_header(header: QHeaderView) -> None:
    """Sections that can be clicked, moved and sized, and that cost nothing by the row."""
    header.setSectionsMovable(True)
    header.setSectionsClickable(True)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    header.setAccessibleName(tr("Columns: click to sort, drag to move, right-click to hide"))
    header.setMinimumSectionSize(header.fontMetrics().averageCharWidth() * _NARROWEST)
