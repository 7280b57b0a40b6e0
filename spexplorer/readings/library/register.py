"""The register of one kind: the values of its columns, and its rows in any order.

Everything here may run on any thread but for `RegisterRows`, which reads with the reader it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from spexplorer.domain.listing import Row
from spexplorer.exploring.orders import (
    Codes,
    Days,
    Order,
    Rank,
    TitleOrder,
    arranged,
    codes_of,
    days_of,
    kept,
    rank_codes,
    rank_days,
    rank_details,
    titles_of,
)
from spexplorer.readings.library.columns import SPECS, RegisterColumn, ValueSource, years_in_words
from spexplorer.readings.tables import TableContent

if TYPE_CHECKING:
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.passes import Passing
    from spexplorer.exploring.postings import Mask
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.tables import SortKey

_ORDERS = 4
"""So many whole orders are kept, the newest ones."""


class KindRegister:
    """Values are read at once (`read`), the rank of a column when asked for (`rank`)."""

    def __init__(self, index: Index, path: Path, kind: str) -> None:
        self.index = index
        self.path = path
        self.kind = kind
        self.specs: Sequence[RegisterColumn] = SPECS[kind]
        self.codes: dict[str, Codes] = {}
        self.labels: dict[str, list[str]] = {}
        self.days: Days | None = None
        self.titles: TitleOrder | None = None
        self._ranks: dict[str, Rank] = {}
        self._orders: dict[tuple[SortKey, ...], Order] = {}

    def read(self, label: Callable[[str, str], str]) -> KindRegister:
        """Read what stands in the columns; `label` names a value of a facet."""
        for spec in self.specs:
            if spec.source is ValueSource.DAYS:
                self.days = days_of(self.index, self.kind)
            elif spec.source is ValueSource.FACET:
                codes = codes_of(self.index, spec.key, self.kind)
                self.labels[spec.key] = [label(spec.key, value) for value in codes.values]
                self.codes[spec.key] = codes
        return self

    def number_of(self, column: str, value: str) -> int:
        """How many records have a value in a column of few values."""
        codes = self.codes.get(column)
        if codes is None or value not in codes.values:
            return 0
        return int(np.count_nonzero(codes.of == codes.values.index(value)))

    def ranked(self, key: str) -> bool:
        """Whether the rank of a column is there."""
        return key in self._ranks

    def unranked(self) -> list[str]:
        """The columns of which the rank is not there yet, the quickly made ones first."""
        slow = (ValueSource.TITLE, ValueSource.DETAIL)
        wanting = [spec for spec in self.specs if spec.key not in self._ranks]
        return [s.key for s in sorted(wanting, key=lambda spec: spec.source in slow)]

    def rank(self, key: str) -> str:
        """Work out the rank of a column; gives the key."""
        match next(spec for spec in self.specs if spec.key == key).source:
            case ValueSource.TITLE:
                self.titles = titles_of(self.index, self.kind)
                rank = self.titles.rank
            case ValueSource.DETAIL:
                rank = rank_details(self.index, self.kind)
            case ValueSource.DAYS:
                assert self.days is not None
                rank = rank_days(self.days)
            case ValueSource.FACET:
                rank = rank_codes(self.codes[key], self.labels[key])
        self._ranks[key] = rank
        return key

    def ordered(self, order: tuple[SortKey, ...]) -> Order:
        """Every record in an order of which all ranks are there."""
        found = self._orders.get(order)
        if found is None:
            keys = [(self._ranks[part.column], part.descending) for part in order]
            found = arranged(self.index.listed(self.kind), keys)
            self._orders[order] = found
            for old in list(self._orders)[:-_ORDERS]:
                self._orders.pop(old, None)
        return found

    def arranged(self, order: tuple[SortKey, ...], passing: Passing | None) -> Arranged:
        """What passes, in an order; everything for None."""
        every = self.ordered(order)
        if passing is None:
            return Arranged(self, order, every, None, 0, is_narrowed=False)
        rows = kept(every, passing.possible)
        if passing.certain is passing.possible:
            return Arranged(self, order, rows, None, 0)
        sure = int(np.count_nonzero(passing.certain[rows]))
        return Arranged(self, order, rows, passing.certain, len(rows) - sure)


class Arranged(NamedTuple):
    """Rows by position in an order; `certain` is a mask over all records, None if all rows are."""

    register: KindRegister
    order: tuple[SortKey, ...]
    rows: Order
    certain: Mask | None
    only_possible: int
    is_narrowed: bool = True

    def row_of(self, position: int | None) -> int | None:
        """Where a record stands among the rows."""
        if position is None:
            return None
        found = np.flatnonzero(self.rows == position)
        return int(found[0]) if len(found) else None

    def next_row(self, mask: Mask, after: int) -> int | None:
        """The first row behind one (-1: from the top) that a mask marks, round at the end."""
        marked = np.flatnonzero(mask[self.rows])
        if not len(marked):
            return None
        return int(marked[np.searchsorted(marked, after, side="right") % len(marked)])

    def place_among(self, mask: Mask, row: int) -> tuple[int, int]:
        """Which of the marked rows one is (from 0), and how many there are."""
        marked = np.flatnonzero(mask[self.rows])
        return int(np.searchsorted(marked, row)), len(marked)


class RegisterRows(TableContent):
    """What the table shows of an arrangement."""

    def __init__(self, arranged: Arranged, reader: Reader) -> None:
        self.arranged = arranged
        self._reader = reader
        self._register = arranged.register

    def __len__(self) -> int:
        return len(self.arranged.rows)

    def rows(self, first: int, last: int) -> Sequence[Row]:
        """Some rows, read by record number."""
        numbers = self._register.index.numbers[self.arranged.rows[first:last]].tolist()
        found = self._reader.rows_at(numbers)
        if len(found) == len(numbers):
            return found
        there = {row.number: row for row in found}
        return [there.get(number, Row(number, "", "", "", "")) for number in numbers]

    def text(self, at: int, row: Row, column: str) -> str:
        """Titles and details stand in the row itself, the rest in columns."""
        if column == ValueSource.TITLE.value:
            return row.label
        if column == ValueSource.DETAIL.value:
            return row.detail
        position = int(self.arranged.rows[at])
        if column == ValueSource.DAYS.value:
            years = self._register.days.years(position) if self._register.days else None
            return years_in_words(*years[:2], doubtful=years[2]) if years else ""
        code = int(self._register.codes[column].of[position])
        return self._register.labels[column][code] if code >= 0 else ""

    def is_certain(self, at: int) -> bool:
        """Whether the record passes for certain."""
        certain = self.arranged.certain
        return certain is None or bool(certain[self.arranged.rows[at]])


class PreviewRows(TableContent):
    """The first rows in list order, until there is an index: titles and details only."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, first: int, last: int) -> Sequence[Row]:
        """Some of the rows."""
        return self._rows[first:last]

    def text(self, at: int, row: Row, column: str) -> str:
        """What is not in the row itself is not known yet."""
        known = {ValueSource.TITLE.value: row.label, ValueSource.DETAIL.value: row.detail}
        return known.get(column, "")

    def row_of_id(self, record_id: str | None) -> int | None:
        """Where a record stands among the rows."""
        return next((at for at, row in enumerate(self._rows) if row.id == record_id), None)
