"""What a commit changed: tells whoever shows a library what to read again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spexplorer.domain.kinds import kind_of


class ChangeSet(NamedTuple):
    """The ids of the records that were added, changed or removed; everything where that is not known."""

    ids: frozenset[str] = frozenset()
    is_everything: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the changed records."""
        return frozenset(kind_of(uid) for uid in self.ids)

    def touches(self, kinds: Iterable[str]) -> bool:
        """Whether a record of any of some kinds may have changed."""
        return self.is_everything or not self.kinds.isdisjoint(kinds)

    def holds(self, record_id: str) -> bool:
        """Whether a record may have changed."""
        return self.is_everything or record_id in self.ids

    def __or__(self, other: ChangeSet) -> ChangeSet:
        """What both changed, one after the other."""
        if self.is_everything or other.is_everything:
            return EVERYTHING
        return ChangeSet(self.ids | other.ids)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self.is_everything or bool(self.ids)


NOTHING = ChangeSet()
EVERYTHING = ChangeSet(is_everything=True)
"""Another program wrote to the library: any record may have changed."""
