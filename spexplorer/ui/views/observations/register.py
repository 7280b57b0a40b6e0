"""The register: observations grouped by type, each as printed, as read, and explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.observations.material import Entry
from spexplorer.ui.views.observations.register_painting import LINE_ROLE, RegisterDelegate

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MEASURED: Final = 40
"""So many lines are measured in one step."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a group: type, its words, how many there are, and whether it is kept alone."""

    code: str
    words: str
    count: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One observation in the register; `confidence` in words."""

    entry: Entry
    confidence: str
    is_certain: bool


RegisterRow = Heading | Line


class RegisterModel(QAbstractListModel):
    """Headings and lines in one list, so that the arrow keys and screen readers meet both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[RegisterRow] = ()
        self._at: dict[str, int] = {}

    def replace(self, rows: Sequence[RegisterRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self._at = {
            row.entry.id if isinstance(row, Line) else f"type {row.code}": at
            for at, row in enumerate(rows)
        }
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == LINE_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words if isinstance(row, Heading) else printed_and_read(row.entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Heading):
            return _offer(row)
        return None

    def index_of(self, record_id: str | None) -> QModelIndex:
        """The index of an observation, invalid when it is not among the rows."""
        at = self._at.get(record_id or "")
        return QModelIndex() if at is None else self.index(at)

    def index_of_type(self, code: str) -> QModelIndex:
        """The index of the head of a group."""
        return self.index_of(f"type {code}")


def printed_and_read(entry: Entry) -> str:
    """“as printed → reading”, or the one of the two there is."""
    return " → ".join(part for part in (entry.note.as_printed, entry.note.reading) if part)


def _offer(heading: Heading) -> str:
    if heading.kept:
        return tr("Click to show the other types as well")
    return tr("Click to keep only what concerns observations of this type")


def _spoken(row: RegisterRow) -> str:
    if isinstance(row, Heading):
        number = counted(row.count, "{n} observation", "{n} observations")
        return f"{row.words}, {number}. {_offer(row)}"
    note = row.entry.note
    parts = []
    if note.as_printed:
        parts.append(tr("printed: {words}", words=note.as_printed))
    if note.reading:
        parts.append(tr("read: {words}", words=note.reading))
    parts.append(tr("confidence: {words}", words=row.confidence))
    if not row.is_certain:
        parts.append(tr("passes the filter only possibly"))
    return f"{'; '.join(parts)}. {note.explanation}"


class Register(QListView):
    """`chosen` carries the id of an observation, `toggled` the type whose head was chosen.

    `pointed` carries the id under the pointer, or None.
    """

    chosen = Signal(object)
    toggled = Signal(object)
    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._model = RegisterModel(self)
        self.setModel(self._model)
        self._delegate = RegisterDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A scroll bar that comes and goes would change the width, and with it every height.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Register of observations"))
        self.selectionModel().currentChanged.connect(self._choose)
        self.clicked.connect(self._click)
        self.entered.connect(self._enter)

    def register_rows(self) -> Sequence[RegisterRow]:
        """The rows shown, headings included."""
        return self._model.rows

    def ahead(
        self, entries: Sequence[Entry], confidence_of: Callable[[str], str]
    ) -> Iterator[None]:
        """Measure how high lines are at the present width: most of what a first showing takes."""
        for start in range(0, len(entries), _MEASURED):
            piece = entries[start : start + _MEASURED]
            self._delegate.measure(_line(entry, confidence_of, certain=True) for entry in piece)
            yield

    def show_rows(self, rows: Sequence[RegisterRow], current: str | None) -> None:
        """Show rows, staying at the same height where that is possible."""
        self._quiet = True
        place = self.verticalScrollBar().value()
        self._model.replace(rows)
        self.executeDelayedItemsLayout()  # or the scroll bar would not reach down to `place` yet
        self.verticalScrollBar().setValue(place)
        self._quiet = False
        self.show_current(current)

    def show_current(self, current: str | None) -> None:
        """Mark the current observation and scroll to it; nothing is announced by this."""
        self._quiet = True
        index = self._model.index_of(current)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        elif not index.isValid():
            self.setCurrentIndex(QModelIndex())
        self._quiet = False

    def show_type(self, code: str) -> None:
        """Scroll to the head of a group."""
        index = self._model.index_of_type(code)
        if index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        self._delegate.theme = theme
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _row(self, index: _Index) -> RegisterRow | None:
        return self._model.rows[index.row()] if index.isValid() else None

    def _choose(self, index: _Index, _previous: object = None) -> None:
        row = self._row(index)
        if not self._quiet and isinstance(row, Line):
            self.chosen.emit(row.entry.id)

    def _click(self, index: _Index) -> None:
        row = self._row(index)
        if isinstance(row, Heading):
            self.toggled.emit(row.code)
        else:
            self._choose(index)

    def _enter(self, index: _Index) -> None:
        row = self._row(index)
        self.pointed.emit(row.entry.id if isinstance(row, Line) else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space on the head of a group does what a click does."""
        row = self._row(self.currentIndex())
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if Qt.Key(event.key()) in keys and isinstance(row, Heading):
            self.toggled.emit(row.code)
        else:
            super().keyPressEvent(event)


def rows_of(
    entries: Sequence[Entry],
    types: Sequence[tuple[str, str]],
    counts: dict[str, int],
    kept: frozenset[str],
    confidence_of: Callable[[str], str],
    is_certain: Callable[[str], bool],
) -> list[RegisterRow]:
    """The rows of a register: (type, words) in order, each head with its lines."""
    lines: dict[str, list[Line]] = {code: [] for code, _ in types}
    for entry in entries:
        line = _line(entry, confidence_of, certain=is_certain(entry.id))
        lines[entry.note.note_type].append(line)
    rows: list[RegisterRow] = []
    for code, words in types:
        if counts.get(code) or code in kept:
            rows.append(Heading(code, words, counts.get(code, 0), code in kept))
            rows += lines[code]
    return rows


def _line(entry: Entry, confidence_of: Callable[[str], str], *, certain: bool) -> Line:
    words = confidence_of(entry.note.confidence) if entry.note.confidence else tr("Not stated")
    return Line(entry, words, certain)
