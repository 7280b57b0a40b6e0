"""Which agreements have some parties: any of them, all of them, or exactly them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from spexplorer.domain.happenings import Agreement


class Mode(Enum):
    """How an agreement must stand to the chosen parties."""

    ANY = "any"
    ALL = "all"
    EXACTLY = "exactly"


class PartyFilter(NamedTuple):
    """The mode and the chosen parties, by their ids.

    “Any of” is the shared facet `actor`; the other two are more than a facet can say and stay here.
    """

    mode: Mode = Mode.ANY
    chosen: frozenset[str] = frozenset()

    @property
    def is_local(self) -> bool:
        """Whether the register itself has to keep agreements out."""
        return bool(self.chosen) and self.mode is not Mode.ANY

    def keeps(self, agreement: Agreement) -> bool:
        """Whether an agreement is kept; what the shared filter does is not asked again."""
        if not self.is_local:
            return True
        parties = frozenset(agreement.parties)
        return self.chosen == parties if self.mode is Mode.EXACTLY else self.chosen <= parties
