"""Which agreements have some parties: any of them, all of them, or exactly them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from spexplorer.domain.filters import Match
from spexplorer.domain.happenings import Agreement


class Mode(Enum):
    """How an agreement must stand to the chosen parties."""

    ANY = "any"
    ALL = "all"
    EXACTLY = "exactly"


MODES = {Match.ANY: Mode.ANY, Match.ALL: Mode.ALL, Match.EXACTLY: Mode.EXACTLY}
"""How the shared facet matches -> the mode of this tab."""


def match_of(mode: Mode) -> Match:
    """How the shared facet has to match for a mode."""
    return next(match for match, one in MODES.items() if one is mode)


class PartyFilter(NamedTuple):
    """The mode and the chosen parties, by their ids.

    All of it is the shared facet `actor`; “all of” and “exactly” are looked at again here, because an
    agreement may name actors that are no parties of it.
    """

    mode: Mode = Mode.ANY
    chosen: frozenset[str] = frozenset()

    def keeps(self, agreement: Agreement) -> bool:
        """Whether an agreement is kept; what “any of” does is not asked again."""
        if not self.chosen or self.mode is Mode.ANY:
            return True
        parties = frozenset(agreement.parties)
        return self.chosen == parties if self.mode is Mode.EXACTLY else self.chosen <= parties
