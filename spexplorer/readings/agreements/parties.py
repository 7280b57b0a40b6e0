"""Which agreements have some parties: any of them, all of them, or exactly them."""

from __future__ import annotations

from typing import NamedTuple

from spexplorer.domain.filters import Match
from spexplorer.domain.happenings import Agreement
from spexplorer.words.language import Language


class PartyFilter(NamedTuple):
    """How agreements match the chosen parties, and the parties by their ids.

    All of it is the shared facet `actor`; “all of” and “exactly” are looked at again here, because an
    agreement may name actors that are no parties of it.
    """

    match: Match = Match.ANY
    chosen: frozenset[str] = frozenset()

    def keeps(self, agreement: Agreement) -> bool:
        """Whether an agreement is kept; what “any of” does is not asked again."""
        if not self.chosen or self.match is Match.ANY:
            return True
        parties = frozenset(agreement.parties)
        return self.chosen == parties if self.match is Match.EXACTLY else self.chosen <= parties


def match_words(tr: Language, match: Match) -> str:
    """What a way to match is called."""
    return {
        Match.ANY: tr("any of"),
        Match.ALL: tr("all of"),
        Match.EXACTLY: tr("exactly between"),
    }[match]


def match_explained(tr: Language, match: Match) -> str:
    """What a way to match keeps."""
    return {
        Match.ANY: tr("One of the parties is enough"),
        Match.ALL: tr("Every one of the parties, and perhaps others"),
        Match.EXACTLY: tr("These parties and no others"),
    }[match]


def chosen_in_words(tr: Language, match: Match, names: list[str]) -> str:
    """Chosen parties in words: “all of China, Kazakhstan”."""
    if not names:
        return tr("any")
    if len(names) > _NAMED:
        number = tr.number(len(names))
        return {
            Match.ANY: tr("any of {n} parties", n=number),
            Match.ALL: tr("all of {n} parties", n=number),
            Match.EXACTLY: tr("exactly between {n} parties", n=number),
        }[match]
    listed = tr.joined(names)
    return {
        Match.ANY: tr("any of {parties}", parties=listed),
        Match.ALL: tr("all of {parties}", parties=listed),
        Match.EXACTLY: tr("exactly between {parties}", parties=listed),
    }[match]


_NAMED = 3
"""Parties that are named before they are counted."""
