"""The columns of a record table: widths, places, which are shown; the menu for it; remembered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from spexplorer.readings.tables import Column, SortKey
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.workspace.settings import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.ui.lists.record_model import RecordModel

_PAUSE_MS = 400
"""So long after the last change the columns are written down."""
_WIDEST, _NARROWEST = 400, 3
"""Bounds of a remembered width in letters."""
_ROW_ACTIONS = "row actions"
_FILLS = 0.0
"""The remembered width of a column that takes what the others leave."""


class ColumnLayout:
    """Lays the columns of a table out in letters, so that they follow the text size.

    Columns that fill (the first, where none is said to) share what the others leave, until a person
    gives them a width. Where words wrap they may shrink to half their letters.
    """

    def __init__(self, table: QTableView, model: RecordModel, *, shrinks: bool = False) -> None:
        self._table = table
        self._model = model
        self._name = ""
        self._letter = self._letters_now()
        self._shrinks = shrinks
        self._filling: list[int] = [0]
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
        kept, columns = _kept(name), self._model.columns
        known = [column.key for column in columns]
        order = [key for key in kept if key in known]
        fill = [at for at, column in enumerate(columns) if column.fills] or [0]
        self._filling = []
        self._letter = self._letters_now()
        self._own_work = True
        for at, column in enumerate(columns):
            first = _FILLS if at in fill else column.letters
            letters, shown = kept.get(column.key, (first, column.shown))
            self._table.setColumnHidden(at, False)
            width = round(self._letter * (letters or column.letters))
            is_kept = column.key in kept
            self._table.setColumnWidth(at, width if is_kept else max(width, self._room(at)))
            self._table.setColumnHidden(at, not (shown or at == 0))
            if letters == _FILLS:
                self._filling.append(at)
        for place, key in enumerate([*order, *(key for key in known if key not in order)]):
            self._header.moveSection(self._header.visualIndex(known.index(key)), place)
        self._own_work = False
        self.fill()

    def _room(self, at: int) -> int:
        """What the title of a column needs, with the mark of a further sort key."""
        title = f"{self._model.columns[at].title} ↓2"
        return self._header.fontMetrics().horizontalAdvance(title) + 6 * GRID

    def fill(self) -> None:
        """Give the filling columns what the others leave, and never less than their own letters."""
        columns = self._model.columns
        visible = self.visible()
        filling = [at for at in self._filling if at in visible]
        if not columns or not filling:
            return
        fixed = [at for at in visible if at not in filling and not columns[at].beyond]
        others = sum(map(self._table.columnWidth, fixed))
        room = self._table.viewport().width() - others
        every = sum(columns[at].letters for at in filling)
        self._own_work = True
        for at in filling:
            letters = columns[at].letters
            least = self._letter * letters // (2 if self._shrinks else 1)
            share = room * letters // every
            room, every = room - max(least, share), every - letters
            self._table.setColumnWidth(at, max(least, share))
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
            self._filling = [one for one in self._filling if one != at]
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
            if at in self._filling:
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


def pop_up(menu: QMenu, where: QPoint) -> None:
    """Open a menu, and let go of it afterwards."""
    menu.exec(where)
    menu.deleteLater()


def selected_rows(table: QTableView) -> list[range]:
    """The selected rows as ranges from top to bottom; a million are one range."""
    chosen = table.selectionModel().selection()
    parts = {(chosen.at(n).top(), chosen.at(n).bottom() + 1) for n in range(chosen.count())}
    return [range(*part) for part in sorted(parts)]


class TableMenus:
    """What can be done with rows and columns, for whoever uses the keyboard as well."""

    def __init__(
        self,
        table: QTableView,
        records: RecordModel,
        columns: ColumnLayout,
        copy_rows: Callable[[], None],
        sort_by: Callable[[tuple[SortKey, ...]], None],
    ) -> None:
        self._table, self._records, self._columns = table, records, columns
        self._copy_rows, self._sort_by = copy_rows, sort_by

    def rows(self) -> QMenu:
        """What can be done with the rows: copying, sorting, choosing columns."""
        menu = QMenu(self._table)
        number = sum(map(len, selected_rows(self._table)))
        copy = menu.addAction(counted(number, "&Copy {n} row", "&Copy {n} rows"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setEnabled(number > 0)
        copy.triggered.connect(self._copy_rows)
        menu.addSeparator()
        menu.addMenu(self.sorting())
        menu.addMenu(self.columns())
        return menu

    def row_actions(self) -> list[QAction]:
        """The same as actions, for the menu of a record to end with."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for old in self._table.findChildren(QMenu, _ROW_ACTIONS, direct):
            old.deleteLater()
        menu = self.rows()
        menu.setObjectName(_ROW_ACTIONS)
        return [action for action in menu.actions() if not action.isSeparator()]

    def columns(self) -> QMenu:
        """Which columns are shown; the first always is."""
        menu = QMenu(tr("&Columns"), self._table)
        for at, column in enumerate(self._records.columns):
            if at == 0:
                continue
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self._table.isColumnHidden(at))
            action.toggled.connect(partial(self._columns.show, at))
        menu.addSeparator()
        menu.addAction(tr("As they were at &first"), self._columns.reset)
        return menu

    def sorting(self) -> QMenu:
        """Every order there is."""
        menu = QMenu(tr("&Sort by"), self._table)
        menu.addAction(tr("&List order"), partial(self._sort_by, ()))
        for column in self._records.columns:
            for descending, words in ((False, tr("{c} ↑")), (True, tr("{c} ↓"))):
                order = (SortKey(column.key, descending),)
                action = menu.addAction(words.format(c=column.title))
                action.setCheckable(True)
                action.setChecked(self._records.order == order)
                action.triggered.connect(partial(self._sort, order))
        return menu

    def _sort(self, order: tuple[SortKey, ...], *_: object) -> None:
        self._sort_by(order)


def set_up_rows(table: QTableView, *, several: bool, wraps: bool) -> None:
    """Whole rows, scrolled by pixels and painted by the table itself; one or several are chosen."""
    modes = QAbstractItemView.SelectionMode
    table.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setMouseTracking(True)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    if wraps:
        # A scroll bar that comes and goes would change the width that the heights follow from.
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    # Every pixel is painted by the cells: scrolling moves what is there and paints the rest.
    table.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


def set_up_header(table: QTableView, records: RecordModel) -> None:
    """Sections that can be clicked, moved and sized, and that cost nothing by the row."""
    table.setCornerWidget(QWidget())  # else a bright square where the scroll bars meet
    header = table.horizontalHeader()
    header.setSectionsMovable(True)
    header.setSectionsClickable(True)
    header.setHighlightSections(False)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    header.setAccessibleName(tr("Columns: click to sort, drag to move, right-click to hide"))
    header.setMinimumSectionSize(header.fontMetrics().averageCharWidth() * _NARROWEST)
    # The header would ask every row of the table whether it is selected, for each column.
    header.setSelectionModel(QItemSelectionModel(records, header))


def hide_header(table: QTableView, records: RecordModel) -> None:
    """A list: one column as wide as the view."""
    table.horizontalHeader().hide()
    table.horizontalHeader().setMinimumSectionSize(1)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    records.show_columns([Column("label", "", 1)])
