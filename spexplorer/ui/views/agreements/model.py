"""The register as a table: lines of agreements under headings, texts made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from spexplorer.ui.lists.rows import ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.agreements.life import Answer, Standing
from spexplorer.ui.views.agreements.material import Column, Entry, Material, sort_key

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LAST: Final = 1 << 30

BADGES: Final = {Column.FORM: "form", Column.LEVEL: "level"}
"""Columns whose values are badges, and the facet each of them stands for."""


class Heading(NamedTuple):
    """A line above a group: its words and how many agreements stand below it."""

    words: str
    number: int


Line = Heading | Entry


@dataclass(frozen=True)
class Shown:
    """What the register shows: which entries, how grouped, and the answers for a day if one is asked."""

    entries: Sequence[Entry] = ()
    grouping: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    possible: frozenset[str] = frozenset()


class RegisterModel(QAbstractTableModel):
    """Sorted and grouped lines; `lines` is what the life strip draws row by row."""

    def __init__(self, material: Material, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._material = material
        self._shown = Shown()
        self._at: dict[str, int] = {}
        self._column, self._order = Column.DATE, Qt.SortOrder.AscendingOrder
        self.lines: list[Line] = []

    def show(self, shown: Shown) -> None:
        """Show other entries, or the same ones grouped otherwise."""
        self.beginResetModel()
        self._shown = shown
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is not known comes last in either order."""
        self.beginResetModel()
        self._column, self._order = Column(column), order
        self._arrange()
        self.endResetModel()

    # -- arranging ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        entries = self._sorted(self._shown.entries)
        place = self._grouping()
        if place is None:
            self.lines = list(entries)
        else:
            self.lines = []
            entries.sort(key=lambda entry: place(entry)[0])
            for (_, words), group in groupby(entries, key=place):
                members = list(group)
                self.lines += [Heading(words, len(members)), *members]
        self._at = {line.id: at for at, line in enumerate(self.lines) if isinstance(line, Entry)}

    def _sorted(self, entries: Sequence[Entry]) -> list[Entry]:
        reasons = {key: answer.reason for key, answer in self._shown.answers.items()}
        keyed = [(sort_key(entry, self._column, reasons), entry) for entry in entries]
        known = [(key, entry) for key, entry in keyed if key is not None]
        down = self._order == Qt.SortOrder.DescendingOrder
        known.sort(key=lambda pair: pair[0], reverse=down)  # stable: ties keep the list's order
        return [entry for _, entry in known] + [entry for key, entry in keyed if key is None]

    def _grouping(self) -> Callable[[Entry], tuple[int, str]] | None:
        """For an entry the place and the words of its group; None without groups."""
        if self._shown.answers:
            return self._group_of_standing
        return {
            "form": self._group_of_form,
            "level": self._group_of_level,
            "year": self._group_of_year,
        }.get(self._shown.grouping)

    def _group_of_standing(self, entry: Entry) -> tuple[int, str]:
        standing = self._shown.answers[entry.id].standing
        return standing.value, standing_words(standing)

    def _group_of_form(self, entry: Entry) -> tuple[int, str]:
        return _place(self._material.forms, entry.agreement.form), entry.form

    def _group_of_level(self, entry: Entry) -> tuple[int, str]:
        return _place(self._material.levels, entry.agreement.level), entry.level

    def _group_of_year(self, entry: Entry) -> tuple[int, str]:
        if entry.year is not None:
            return entry.year, str(entry.year)
        if entry.life.first is None:
            return _LAST, tr("No date known")
        return _LAST - 1, tr("Year not certain")

    # -- what Qt asks for -----------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_title(Column(section))
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            first = tr("The first of its dates. ") if section == Column.DATE else ""
            return first + tr("Click to sort; what is not known comes last. Drag to move.")
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.lines[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], Column(index.column())
        if isinstance(line, Heading):
            return self._heading_data(line, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, column)
        if role == ID_ROLE:
            return line.id
        if role == POSSIBLE_ROLE:
            return line.id in self._shown.possible
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column_title(column)}: {self.text(line, column)}"
        return None

    @staticmethod
    def _heading_data(line: Heading, column: Column, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("Group {words}, {n}", words=line.words, n=line.number)
        if role == Qt.ItemDataRole.DisplayRole and column is Column.DATE:
            return line.words
        return None

    def _tip(self, entry: Entry, column: Column) -> str:
        tip = self.text(entry, column)
        if column is Column.PARTIES:
            tip = "\n".join(entry.parties)
        if column is Column.DATE:
            dates = [
                f"{date_type(self._material, d.type)}: {d.words} [{d.edtf}]"
                for d in entry.life.dates
            ]
            tip = "\n".join(dates) or tr("No date is given")
        if column in BADGES:
            tip = tr("{value}: click, or press Space, to show only these or all again", value=tip)
        if entry.id in self._shown.possible:
            tip += "\n" + tr("Passes the filter only possibly")
        return tip

    # -- for the view ---------------------------------------------------------------------------

    def text(self, entry: Entry, column: Column) -> str:
        """The words of a cell."""
        match column:
            case Column.DATE:
                return entry.date
            case Column.TITLE:
                return entry.agreement.title
            case Column.FORM:
                return entry.form
            case Column.LEVEL:
                return entry.level
            case Column.PARTIES:
                return ", ".join(entry.parties) or tr("not known")
            case Column.STATUS:
                return entry.status_words
            case Column.ANSWER:
                answer = self._shown.answers.get(entry.id)
                return answer.reason if answer else ""

    def entry(self, row: int) -> Entry | None:
        """The entry in a row; None for a heading or outside."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Entry) else None

    def number(self) -> int:
        """How many agreements are shown."""
        return len(self._shown.entries)

    def row_of(self, record_id: str | None) -> int | None:
        """The row of an agreement, or None when it is not shown."""
        return self._at.get(record_id or "")

    def is_possible(self, record_id: str) -> bool:
        """Whether an agreement passes the filter only possibly."""
        return record_id in self._shown.possible

    def answer(self, record_id: str) -> Answer | None:
        """How an agreement stood on the day that is asked for; None when none is."""
        return self._shown.answers.get(record_id)


def date_type(material: Material, type_: str) -> str:
    """What a type of date is called; “as of” is that of a status."""
    return tr("Status as of") if type_ == "as_of" else material.reader.term("agreement_date", type_)


def column_title(column: Column) -> str:
    """What stands above a column."""
    return {
        Column.DATE: tr("Date"),
        Column.TITLE: tr("Short title"),
        Column.FORM: tr("Form"),
        Column.LEVEL: tr("Level"),
        Column.PARTIES: tr("Parties"),
        Column.STATUS: tr("Status"),
        Column.ANSWER: tr("Why"),
    }[column]


def standing_words(standing: Standing) -> str:
    """How an agreement stood, in words."""
    return {
        Standing.IN_FORCE: tr("In force or operating"),
        Standing.NOT_YET: tr("Not yet"),
        Standing.OVER: tr("Over"),
        Standing.UNKNOWN: tr("Not known"),
    }[standing]


def heading_words(heading: Heading) -> str:
    """A heading with the number of agreements below it."""
    return f"{heading.words} · {counted(heading.number, '{n}', '{n}')}"


def _place(order: Sequence[str], code: str) -> int:
    return order.index(code) if code in order else len(order)
