"""The list beside the drawing: the same events in time order, each row fetched when it is seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer.readings.timeline.chronology import Chronology
from spexplorer.readings.timeline.filtered import CERTAIN
from spexplorer.readings.timeline.scale import Ints
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.row_table import RowPainter, RowTable
from spexplorer.ui.lists.rows import DETAIL_ROLE, ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.selection import extends
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

PLACE_ROLE = Qt.ItemDataRole.UserRole + 10
"""The place of an event in the list order of its library (see `Events`)."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NOTHING: Ints = np.zeros(0, dtype=np.int64)


@guarded
class EventRows(QAbstractListModel):
    """What passes of a chronology: by rank where a period is held, else in time order."""

    def __init__(self, chronology: Chronology, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chronology = chronology
        self._rows = self._order = _NOTHING

    def renew(self) -> None:
        """Take what the chronology shows now."""
        self.beginResetModel()
        self._rows = self._chronology.shown.listed
        self._order = np.argsort(self._rows, kind="stable")
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        at = self.place(index)
        if role == PLACE_ROLE:
            return at
        if role == POSSIBLE_ROLE:
            return not self._chronology.shown.certain[at]
        if role not in _WORDS:
            return None
        titles = self._chronology.titles
        row = titles.row(at)
        if role == Qt.ItemDataRole.DisplayRole:
            return titles.title(at)
        if role == ID_ROLE:
            return row.id
        if role == DETAIL_ROLE:
            return row.detail
        parts = (row.label, row.detail, titles.sign_words(at))
        words = " – ".join(part for part in parts if part)
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def place(self, index: _Index) -> int:
        """The place of the event at an index."""
        return int(self._rows[index.row()])

    def index_of(self, at: int | None) -> QModelIndex:
        """The index of an event, invalid when it is not among the rows."""
        if at is None:
            return QModelIndex()
        place = int(np.searchsorted(self._rows, at, sorter=self._order))
        row = int(self._order[place]) if place < len(self._order) else -1
        return self.index(row) if row >= 0 and self._rows[row] == at else QModelIndex()


_WORDS = (
    Qt.ItemDataRole.DisplayRole, ID_ROLE, DETAIL_ROLE,
    Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
)  # fmt: skip


@guarded
class _Delegate(QStyledItemDelegate):
    """Draws a row in two lines; what passes only possibly is drawn in italics."""

    def __init__(self, chronology: Chronology, theme: Theme, view: RowTable) -> None:
        super().__init__(view)
        self._chronology = chronology
        self._view = view
        self.theme = theme
        self.selected: frozenset[int] = frozenset()
        self.colour: Callable[[int], QColor] = lambda _: QColor()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        at = index.data(PLACE_ROLE)
        chosen = index == self._view.currentIndex() or at in self.selected
        painter.save()
        row = RowPainter(painter, self.theme, option.rect, option.font)
        row.ground(chosen=chosen, pointed=index == self._view.pointed)
        row.mark(self.colour(at))
        row.words(
            index.data(),
            index.data(DETAIL_ROLE) or "",
            chosen=chosen,
            possible=bool(index.data(POSSIBLE_ROLE)),
        )
        painter.restore()


@guarded
class _Table(RowTable):
    """Clicks and arrows with Ctrl or Shift extend the selection."""

    picked = Signal(object, object)
    stepped = Signal(object)
    all_wanted = Signal()
    let_go = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and extends(event.modifiers()):
            self.picked.emit(index.data(PLACE_ROLE), event.modifiers())
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.stepped.emit(step)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)


@guarded
class EventList(QWidget):
    """The list with its heading. Events are told by their places.

    `chosen`: one was chosen; `picked`: (place, modifiers) one is to join the selection; `entered`: the
    one under the pointer or None; `stepped`: the selection is to grow by a step; `all_wanted`: what
    is in sight of the drawing is to be selected; `let_go`: Esc.
    """

    chosen = Signal(object)
    picked = Signal(object, object)
    entered = Signal(object)
    stepped = Signal(object)
    all_wanted = Signal()
    let_go = Signal()

    def __init__(self, chronology: Chronology, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chronology = chronology
        self._quiet = False
        self.heading = PlainLabel(tr("In time order"))
        self.heading.setObjectName("muted")
        self.heading.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.model = EventRows(chronology, self)
        self.view = _Table(tr("In time order"))
        self._delegate = _Delegate(chronology, theme, self.view)
        self._set_up(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.view)

    def _set_up(self, view: _Table) -> None:
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.selectionModel().currentChanged.connect(self._choose)
        view.entered.connect(self._point)
        view.picked.connect(self.picked)
        view.stepped.connect(self.stepped)
        view.let_go.connect(self.let_go)
        view.all_wanted.connect(self.all_wanted)

    def set_colouring(self, colour: Callable[[int], QColor]) -> None:
        """Set what colour marks the row of an event, by its place."""
        self._delegate.colour = colour

    def renew(self) -> None:
        """Take what the chronology shows now."""
        self._quiet = True
        self.model.renew()
        shown = self._chronology.shown
        ranked = bool((shown.rank[shown.rows] != CERTAIN).any())
        self.heading.setText(tr("The certain first") if ranked else tr("In time order"))
        self._quiet = False

    def show_current(self, at: int | None, selected: frozenset[int]) -> None:
        """Mark the current event and the selection; scroll to the current one if it is out of sight."""
        self._quiet = True
        if self._delegate.selected != selected:
            self._delegate.selected = selected
            self.view.viewport().update()
        index = self.model.index_of(at)
        if index != self.view.currentIndex():
            self.view.setCurrentIndex(index)
            if index.isValid():
                self.view.scrollTo(index)
        self._quiet = False

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self.view.viewport().update()

    def _point(self, index: QModelIndex) -> None:
        self.entered.emit(index.data(PLACE_ROLE))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.entered.emit(None)

    def _choose(self, index: _Index, _previous: object = None) -> None:
        if not self._quiet and index.isValid():
            self.chosen.emit(index.data(PLACE_ROLE))
