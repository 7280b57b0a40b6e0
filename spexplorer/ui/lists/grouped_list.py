"""A list of records in headed groups, every row as high as its words: nothing of it is cut off.

Only where there are very many rows do they stand in two lines each: measuring all would be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer.ui.lists.row_table import paint_ground
from spexplorer.ui.lists.rows import DETAIL_ROLE, ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.panes import reveal_through

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
_HIGH = 100_000
_SMALL = 0.9
"""The size of the second line in that of the first."""

_MANY = 600
"""From so many rows on they are of one height, their words cut; the tooltip has them whole."""

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 20
"""The Entry itself."""

Glyph = Callable[[QPainter, Theme, QRectF, QColor | None], None]
"""Draws a small sign into a square; in one colour where the row is the current one."""


class Entry(NamedTuple):
    """A row: a heading when it has no id.

    `tip` is shown when it is pointed at; `spoken` is heard in the place of the detail.
    """

    id: str
    label: str
    detail: str = ""
    tip: str = ""
    possible: bool = False
    glyph: Glyph | None = None
    spoken: str = ""


class _Entries(QAbstractListModel):
    """Entries, replaced as a whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self._at: dict[str, int] = {}

    def replace(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self._at = {entry.id: at for at, entry in enumerate(entries) if entry.id}
        self.endResetModel()

    def index_of(self, record_id: str | None) -> QModelIndex:
        """The index of a record, invalid when it is not listed."""
        at = self._at.get(record_id or "")
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.entries[index.row()].id:
            return Qt.ItemFlag.NoItemFlags  # the arrow keys pass over a heading
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.label
            case Qt.ItemDataRole.ToolTipRole:
                return entry.tip or f"{entry.label}\n{entry.detail}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                detail = entry.spoken or entry.detail
                return f"{entry.label} – {detail}" if detail else entry.label
            case value if value == ENTRY_ROLE:
                return entry
            case value if value == ID_ROLE:
                return entry.id
            case value if value == DETAIL_ROLE:
                return entry.detail
            case value if value == POSSIBLE_ROLE:
                return entry.possible
        return None


class _Fonts(NamedTuple):
    plain: QFont
    small: QFont
    bold: QFont


class _EntryDelegate(QStyledItemDelegate):
    """Words and their detail, both wrapped, behind a sign; what passes only possibly in italics."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self.wraps = True
        self._view = view
        self._heights: dict[tuple[str, int, bool, str], int] = {}

    def _fonts(self, font: QFont, *, italic: bool = False) -> _Fonts:
        plain, small, bold = QFont(font), QFont(font), QFont(font)
        plain.setItalic(italic)
        small.setItalic(italic)
        small.setPointSizeF(font.pointSizeF() * _SMALL)
        bold.setBold(True)
        return _Fonts(plain, small, bold)

    def _height(self, text: str, room: int, font: QFont) -> int:
        """How high a text stands wrapped at `room` pixels; remembered, since every layout asks."""
        if not self.wraps:
            return QFontMetrics(font).height()
        key = (text, room, font.bold(), f"{font.pointSizeF()}{font.family()}")
        if key not in self._heights:
            region = QRect(0, 0, room, _HIGH)
            self._heights[key] = QFontMetrics(font).boundingRect(region, _WRAP, text).height()
        return self._heights[key]

    def _inner(self, entry: Entry, width: int, font: QFont) -> QRect:
        """Where the words stand in a row that begins at 0, 0; their height follows from the text."""
        if not entry.id:
            return QRect(2 * GRID, 2 * GRID, width - 4 * GRID, _HIGH)
        sign = QFontMetrics(font).height() + GRID if entry.glyph is not None else 0
        return QRect(2 * GRID + sign, GRID, width - sign - 4 * GRID, _HIGH)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        fonts = self._fonts(option.font)
        width = self._view.viewport().width()
        if not self.wraps:
            plain, small = (QFontMetrics(font).height() for font in fonts[:2])
            return QSize(width, plain + small + 3 * GRID)
        room = self._inner(entry, width, option.font).width()
        if not entry.id:
            return QSize(width, self._height(entry.label, room, fonts.bold) + 3 * GRID)
        height = self._height(entry.label, room, fonts.plain)
        if entry.detail:
            height += self._height(entry.detail, room, fonts.small) + GRID // 2
        return QSize(width, height + 2 * GRID + GRID // 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = self._inner(entry, rect.width(), option.font).translated(rect.topLeft())
        fonts = self._fonts(option.font, italic=entry.possible)
        if entry.id:
            chosen = paint_state(painter, self.theme, rect, option.state)
            self._sign(painter, entry, rect, option.font, chosen)
            self._words(painter, entry, inner, fonts, chosen)
        else:
            painter.setPen(self.theme.colour("accent"))
            self._write(painter, inner, fonts.bold, entry.label)
        painter.restore()

    def _sign(
        self, painter: QPainter, entry: Entry, rect: QRect, font: QFont, chosen: bool
    ) -> None:
        if entry.glyph is None:
            return
        line = QFontMetrics(font).height()
        size = line * 0.75
        place = QRectF(rect.left() + 2 * GRID, rect.top() + GRID + (line - size) / 2, size, size)
        painter.setFont(font)
        ink = self.theme.colour("selection_text") if chosen else None
        entry.glyph(painter, self.theme, place, ink)

    def _words(
        self, painter: QPainter, entry: Entry, inner: QRect, fonts: _Fonts, chosen: bool
    ) -> None:
        painter.setPen(self.theme.colour("selection_text" if chosen else "text"))
        self._write(painter, inner, fonts.plain, entry.label)
        below = self._height(entry.label, inner.width(), fonts.plain) + GRID // 2
        painter.setPen(self.theme.colour("selection_text" if chosen else "muted"))
        self._write(painter, inner.translated(0, below), fonts.small, entry.detail)

    def _write(self, painter: QPainter, room: QRect, font: QFont, text: str) -> None:
        painter.setFont(font)
        if not self.wraps:
            cut = Qt.TextElideMode.ElideRight
            text = QFontMetrics(font).elidedText(text, cut, room.width())
        painter.drawText(room, _WRAP, text)


class GroupedList(QWidget):
    """`chosen` carries the id of the record a person chose, `entered` that under the pointer or None.

    `field` narrows the list to rows in which all the words typed occur, their tooltips included.
    """

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._every: Sequence[Entry] = ()
        self._current: str | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in this list (Ctrl+F)"))
        self.field.setAccessibleName(tr("{name}: find in this list", name=name))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._find)
        self.found = QLabel()
        self.found.setObjectName("muted")
        self.found.setWordWrap(True)
        self.found.hide()
        self.model = _Entries(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A scroll bar that comes and goes would change the width that the heights follow from.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(name)
        self._delegate = _EntryDelegate(theme, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.clicked.connect(self._choose)
        self.view.entered.connect(self._enter)
        self.view.viewport().installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in (self.field, self.found):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)

    def show_entries(self, entries: Sequence[Entry], current: str | None) -> None:
        """Show other entries and mark the current record; nothing is announced by this."""
        self._every = entries
        self._find()
        self.show_current(current)

    def _find(self) -> None:
        """Show the rows that have the words typed, under their headings."""
        words = self.field.text().casefold().split()
        shown = finding(self._every, words) if words else self._every
        self._quiet = True
        self._delegate.wraps = len(shown) < _MANY
        self.view.setUniformItemSizes(not self._delegate.wraps)
        self.model.replace(shown)
        self._quiet = False
        rows = sum(bool(entry.id) for entry in shown)
        every = sum(bool(entry.id) for entry in self._every)
        self.found.setVisible(bool(words))
        self.found.setText(tr("{n} of {all} have these words", n=f"{rows:,}", all=f"{every:,}"))
        self.show_current(self._current)

    def show_current(self, current: str | None) -> None:
        """Mark the current record, and scroll to it; words that hide one chosen elsewhere are let go."""
        is_new, self._current = current != self._current, current
        hidden = self.field.text() and not self.model.index_of(current).isValid()
        if is_new and hidden and any(entry.id == current for entry in self._every):
            self.field.clear()  # shows all, and the current one among them
            return
        quiet, self._quiet = self._quiet, True
        index = self.model.index_of(current)
        self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)
        self._quiet = quiet

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self.view.viewport().update()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.entered.emit(None)
        return False

    def _enter(self, index: _Index) -> None:
        self.entered.emit(index.data(ID_ROLE) or None)

    def _choose(self, index: _Index, _previous: object = None) -> None:
        if not self._quiet and index.isValid() and index.data(ID_ROLE):
            self.chosen.emit(index.data(ID_ROLE))
            if self.view.hasFocus():
                # The list itself scrolls in this turn; where the page is low, it is scrolled too.
                QTimer.singleShot(0, self, self._reveal_row)

    def _reveal_row(self) -> None:
        row = self.view.visualRect(self.view.currentIndex())
        reveal_through(self.view.viewport(), row)


def finding(entries: Sequence[Entry], words: Sequence[str]) -> list[Entry]:
    """The rows in which all words occur (given without capitals), each group with its heading."""
    found: list[Entry] = []
    heading: Entry | None = None
    for entry in entries:
        if not entry.id:
            heading = entry
            continue
        text = f"{entry.label} {entry.spoken or entry.detail} {entry.tip}".casefold()
        if all(word in text for word in words):
            if heading is not None:
                found.append(heading)
                heading = None
            found.append(entry)
    return found


def paint_state(painter: QPainter, theme: Theme, rect: QRect, state: QStyle.StateFlag) -> bool:
    """What lies under a row; gives whether it is the current one, which a bar tells as well."""
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    pointed = bool(state & QStyle.StateFlag.State_MouseOver)
    paint_ground(painter, theme, rect, chosen=chosen, pointed=pointed)
    if chosen:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
    return chosen
