"""Rows of a long list, read page by page as a view asks for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, overload

from spexplorer.domain.listing import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from spexplorer.exploring.passes import Passing
    from spexplorer.exploring.postings import Mask
    from spexplorer.workspace.workspace import Workspace

_PAGE: Final = 128
"""Rows read at once: a few screens, under a millisecond."""

_KEPT: Final = 40
"""So many pages stay in memory, the last used ones."""


class Pages(Sequence[Row]):
    """A sequence of rows of which only the record numbers are held, eight bytes a record."""

    def __init__(
        self,
        numbers: NDArray[np.int64],
        read: Callable[[Sequence[int]], list[Row]],
        certain: Mask | None = None,
    ) -> None:
        """`certain`: one boolean a row, whether it passes for certain; None where all do."""
        self._numbers = numbers
        self._read = read
        self._certain = certain
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return self._read(self._numbers[at].tolist())
        page, place = divmod(range(len(self))[at], _PAGE)
        return self._page(page)[place]

    def __iter__(self) -> Iterator[Row]:
        for at in range(len(self)):
            yield self[at]

    def _page(self, page: int) -> list[Row]:
        if page not in self._pages:
            first = page * _PAGE
            self._pages[page] = self._read(self._numbers[first : first + _PAGE].tolist())
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page]

    def is_certain(self, at: int) -> bool:
        """Whether the record of a row passes for certain."""
        return self._certain is None or bool(self._certain[at])

    def place(self, number: int) -> int | None:
        """The row of a record, by its record number; None when it is not among them."""
        found = (self._numbers == number).nonzero()[0]
        return int(found[0]) if len(found) else None


def no_pages() -> Pages:
    """No rows at all."""
    from numpy import int64, zeros  # not before the first paint

    return Pages(zeros(0, dtype=int64), lambda _numbers: [])


def pages_of(
    workspace: Workspace, places: NDArray[np.int32], passing: Passing | None = None
) -> Pages:
    """The rows at some positions of the index, marked by what passes for certain."""
    index = workspace.index
    assert index is not None
    certain = None
    if passing is not None and passing.certain is not passing.possible:
        certain = passing.certain[places]
    return Pages(index.numbers[places], workspace.reader.rows_at, certain)


def passing_pages(workspace: Workspace, kind: str) -> Pages:
    """The records of a kind that pass, in list order; needs the index."""
    index, passing = workspace.index, workspace.passing()
    assert index is not None
    assert passing is not None
    places = index.listed(kind)
    return pages_of(workspace, places[passing.possible[places]], passing)
