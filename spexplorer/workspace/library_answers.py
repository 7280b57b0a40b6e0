"""The open library and what it answers: the part of the workspace that knows no state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from spexplorer.support.errors import AppError
from spexplorer.workspace.tasks import Tasks

if TYPE_CHECKING:
    from spexplorer.domain.counts import Count
    from spexplorer.domain.listing import Row
    from spexplorer.exploring.answers import Answers
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.measures import Measure
    from spexplorer.exploring.passes import Passing
    from spexplorer.operations.reader import Reader

_T = TypeVar("_T")

_LARGE: Final = 50_000
"""Records from which on filters are answered on a worker thread."""


class LibraryAnswers(QObject):
    """Reads a library, and asks the answers of the filter that is shown.

    `answers` are None before the index is there; `failed` carries an exception that a person should be
    told of.
    """

    failed = Signal(object)

    def __init__(self, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reader = reader
        self.tasks = Tasks(self)
        self.answers: Answers | None = None
        self.asked: tuple[tuple[Measure, str], ...] = ()

    @property
    def index(self) -> Index | None:
        """The index; None until it is built."""
        return self.answers.index if self.answers is not None else None

    def announce_measures(self, asked: Iterable[tuple[Measure, str]]) -> None:
        """Tell what the charts count, each with the key it leaves out: worked out ahead of them."""
        self.asked = tuple(asked)

    @property
    def is_large(self) -> bool:
        """Whether counting the whole library takes longer than a frame."""
        return self.answers is not None and len(self.answers.index) > _LARGE

    @property
    def expects_much(self) -> bool:
        """The same before there is an index, whose building then takes its time."""
        return sum(self.reader.counts.values()) > _LARGE

    def later(
        self,
        group: str,
        work: Callable[[], _T],
        done: Callable[[_T], None],
        *,
        long: bool = False,
    ) -> None:
        """Do what takes its time in a large library off the interface thread, else at once.

        Newer work of a group calls the earlier work off. For `long` see Tasks.
        """
        ticket = self.tasks.ticket(group)
        if self.is_large:
            self.tasks.start(work, done, self.failed.emit, ticket, long=long)
            return
        try:
            result = work()
        except AppError as error:
            self.failed.emit(error)
            return
        done(result)

    def passing(self, without: str = "") -> Passing | None:
        """What passes the filter, leaving out the constraint of one key; None before the index."""
        return self.answers.passing(without) if self.answers is not None else None

    def visible(self, kind: str, without: str = "") -> list[Row]:
        """The rows of a kind that pass (certainly or possibly), in list order; not for huge kinds."""
        return self.passing_rows(self.reader.rows(kind), without)

    def passing_rows(self, rows: list[Row], without: str = "") -> list[Row]:
        """Those of some rows that pass (certainly or possibly)."""
        passing = self.passing(without)
        if self.answers is None or passing is None or not self.answers.filter.constraints:
            return rows
        mask = passing.possible[self.answers.index.at(row.number for row in rows)]
        return [row for row, passes in zip(rows, mask, strict=True) if passes]

    def is_certain(self, record_id: str) -> bool:
        """Whether a record passes for certain (False: only possibly)."""
        passing = self.passing()
        if passing is None or self.answers is None or not self.answers.filter.constraints:
            return True
        at = self.answers.index.position.get(record_id)
        return at is None or bool(passing.certain[at])

    def total(self, kinds: Sequence[str]) -> Count | None:
        """How many records of some kinds pass; None before the index."""
        return self.answers.total(kinds) if self.answers is not None else None
