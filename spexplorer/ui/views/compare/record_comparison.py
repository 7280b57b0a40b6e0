"""Two records value by value in the shared table: what, left, right, and how they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal

from spexplorer.readings.tables import Column, ListedLines, TableLine
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.readings.comparison.records import (
        ComparedRow,
        ComparedSection,
        ComparedValue,
        PairReading,
    )


class RecordComparisonTable(RecordTable):
    """`wanted` carries the id of the record that a cell names, on a click or Enter."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        name = tr("Comparison: what, left, right and difference")
        super().__init__(name, theme, parent, wraps=True, folds=True)
        self._rows: dict[str, ComparedRow] = {}
        self.clicked.connect(self._want)
        self.opened.connect(lambda _line: self._want(self.currentIndex()))

    def show_reading(self, reading: PairReading, wanted: str) -> None:
        """Show the lines that are wanted, under their sections."""
        sections = reading.only(wanted)
        self._rows = {
            _line_id(section, at): row
            for section in sections
            for at, row in enumerate(section.rows)
        }
        left, right = reading.titles
        columns = [
            Column("what", tr("What"), 22),
            Column("left", left, 40, fills=True, strong=True),
            Column("right", right, 40, fills=True, strong=True),
            Column("difference", tr("Difference"), 16),
        ]
        if tuple(columns) != self.records.columns:
            self.show_columns(columns, "")
        self.show_lines(_lines(sections, reading.titles))

    def _want(self, index: QModelIndex) -> None:
        row = self._rows.get(self.records.record_id(index.row()) or "")
        if row is None:
            return
        sides = {"left": (row.left, row.right), "right": (row.right, row.left)}
        key = self.records.columns[index.column()].key
        named = (side.record for side in sides.get(key, (row.left, row.right)) if side is not None)
        if record := next(filter(None, named), ""):
            self.wanted.emit(record)


def _line_id(section: ComparedSection, at: int) -> str:
    return f"{section.key}:{at}"


def _lines(sections: list[ComparedSection], titles: tuple[str, str]) -> ListedLines:
    lines, groups = [], {}
    for place, section in enumerate(sections):
        title = section.title
        if section.more:
            number = tr.number(section.more)
            title = tr("{section} ({n} more are not listed)", section=title, n=number)
        for at, row in enumerate(section.rows):
            line = _line(_line_id(section, at), row, titles)
            lines.append(line)
            groups[line.id] = place, title
    return ListedLines(lines, group_of=lambda line: groups[line.id])


def _line(line_id: str, row: ComparedRow, titles: tuple[str, str]) -> TableLine:
    left, right = _text(row.left), _text(row.right)
    spoken = tr(
        "{what}. {left}: {left_value}. {right}: {right_value}. {difference}",
        what=row.label,
        left=titles[0],
        left_value=left or tr("nothing"),
        right=titles[1],
        right_value=right or tr("nothing"),
        difference=row.difference,
    )
    cells = {"what": row.label, "left": left, "right": right, "difference": row.difference}
    return TableLine(line_id, cells, spoken=spoken)


def _text(value: ComparedValue | None) -> str:
    return value.text if value is not None else ""
