"""Where the records of an index stand after some of them went and others came."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from spexplorer.storage.columns import Ints, Positions, positions_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Value = TypeVar("_Value", bound=np.generic)


class RecordMoves:
    """From the positions among older record numbers to those among newer ones, `numbers`."""

    def __init__(self, old: Ints, gone: Collection[int], came: Collection[int]) -> None:
        """`gone` are numbers that are there no more, `came` those that are new."""
        kept = old
        self._kept: NDArray[np.bool_] | None = None
        self._places: Positions | None = None
        if gone:
            self._kept = np.ones(len(old), dtype=np.bool_)
            self._kept[positions_of(old, np.array(sorted(gone), dtype=np.int64))] = False
            kept = old[self._kept]
        new = np.array(sorted(came), dtype=np.int64)
        before = np.searchsorted(kept, new)
        self.numbers = np.insert(kept, before, new) if came else kept
        self.size = len(self.numbers)
        is_after_all = bool((before == len(kept)).all())
        self.are_none_moved = not gone and is_after_all
        """Whether all that were there stand where they stood."""
        self.are_none = not gone and not came
        """Whether the same records are there."""
        if not self.are_none_moved:
            stay = np.ones(self.size, dtype=np.bool_)
            stay[np.searchsorted(self.numbers, new)] = False
            self._stay = stay
            self._places = np.full(len(old), -1, dtype=np.int32)
            self._places[slice(None) if self._kept is None else self._kept] = np.flatnonzero(stay)

    def at(self, numbers: Iterable[int]) -> Positions:
        """Where records stand now, by their numbers."""
        wanted = numbers if isinstance(numbers, np.ndarray) else np.fromiter(numbers, np.int64)
        return positions_of(self.numbers, wanted)

    def moved(self, positions: Positions) -> Positions:
        """Positions of before as they are now, -1 for records that are gone."""
        return positions if self._places is None else self._places[positions]

    def laid(self, values: NDArray[_Value], fill: Any) -> NDArray[_Value]:
        """Values by position as they stand now; those of new records are `fill`."""
        if self.are_none:
            return values
        found = np.full(self.size, fill, dtype=values.dtype)
        if self._places is None:
            found[: len(values)] = values
        else:
            found[self._stay] = values if self._kept is None else values[self._kept]
        return found
