"""Counts that carry their uncertainty."""

from __future__ import annotations

from typing import NamedTuple


class Count(NamedTuple):
    """A count with its uncertainty: certainly so many, at most so many."""

    certain: int
    possible: int

    @property
    def only_possible(self) -> int:
        """How many are possible but not certain."""
        return self.possible - self.certain
