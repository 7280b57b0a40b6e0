"""How wide the columns of the register are: the title takes what room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from spexplorer.ui.views.agreements.material import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

_WIDTHS: Final = {
    Column.DATE: 22, Column.TITLE: 36, Column.FORM: 20, Column.LEVEL: 23,
    Column.PARTIES: 34, Column.STATUS: 24, Column.ANSWER: 40,
}  # fmt: skip
"""In average letters."""
_WIDEST: Final = 80
"""A title is not read better in more letters than this."""
_FITTED: Final = (Column.DATE, Column.TITLE, Column.ANSWER)


class Fitting(QObject):
    """Fits the columns of a table to its room until a person sets widths of their own."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._own = False
        self._fits = False
        table.horizontalHeader().sectionResized.connect(self._resized)

    def begin(self) -> None:
        """Take the first widths from the text size."""
        letter = self._table.fontMetrics().averageCharWidth()
        self._fits = True
        for column, letters in _WIDTHS.items():
            self._table.setColumnWidth(column, letter * letters)
        self._fits = self._own = False
        self.fit()

    def fit(self) -> None:
        """Beside the title stands the form or, when a day is asked for, the reason of the answer.

        The reason is what was asked for: it is whole, if need be by scrolling sideways.
        """
        if self._own:
            return
        table = self._table
        letter, room = table.fontMetrics().averageCharWidth(), table.viewport().width()
        date = min(letter * _WIDTHS[Column.DATE], max(room * 3 // 10, letter * 10))
        rest = room - date
        least = min(rest, letter * _WIDTHS[Column.TITLE])
        asked = max(table.sizeHintForColumn(Column.ANSWER), letter * 16)
        reason = min(letter * _WIDTHS[Column.ANSWER], asked)
        if table.isColumnHidden(Column.ANSWER):
            title = max(least, rest - letter * _WIDTHS[Column.FORM])
        else:
            title = rest - reason
        self._fits = True
        table.setColumnWidth(Column.DATE, date)
        table.setColumnWidth(Column.TITLE, max(letter * 16, min(title, letter * _WIDEST)))
        if not table.isColumnHidden(Column.ANSWER):
            table.setColumnWidth(Column.ANSWER, reason)
        self._fits = False

    def show_answers(self, *, shown: bool) -> None:
        """Show or hide the column that says why."""
        if self._table.isColumnHidden(Column.ANSWER) == shown:
            self._fits = True
            self._table.setColumnHidden(Column.ANSWER, not shown)
            self._fits = False
            self.fit()

    def _resized(self, column: int, _old: int, _new: int) -> None:
        self._own = self._own or (not self._fits and column in _FITTED)
