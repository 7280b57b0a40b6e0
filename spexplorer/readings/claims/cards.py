"""The words of the claims tab: records as cards, arguments and pairs made of them, holders by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.kinds import kind_of
from spexplorer.readings.claims.arguments import (
    BETWEEN,
    NOBODY,
    OTHER,
    SAME,
    Arguments,
    PairGroup,
)
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language


class RecordCard(NamedTuple):
    """What a card says: what sort of record it is, its words in full, and the stance of a claim."""

    key: str
    caption: str
    words: str
    stance: str = ""
    faint: bool = False
    """For a record that the filter leaves out."""
    possible: bool = False
    """For a record that passes the filter only possibly."""


class Argument(NamedTuple):
    """A claim with both sides; `passages` is how many sentences it rests on."""

    claim: RecordCard
    support: tuple[RecordCard, ...]
    against: tuple[RecordCard, ...]
    passages: int

    def summary(self, tr: Language) -> str:
        """The argument in a sentence."""
        support = tr.counted(len(self.support), "{n} record supports it", "{n} records support it")
        against = tr.counted(len(self.against), "{n} stands against it", "{n} stand against it")
        return tr(
            "{claim} {support}, {against}.",
            claim=self.claim.words,
            support=support,
            against=against,
        )


class HeadedPairs(NamedTuple):
    """A headed group of pairs that contradict each other."""

    heading: str
    pairs: tuple[tuple[RecordCard, RecordCard], ...]


class ClaimCards:
    """Writes cards; `passing` are the claims that the filter lets through, the others are faint."""

    def __init__(
        self,
        tr: Language,
        reader: Reader,
        arguments: Arguments,
        is_certain: Callable[[str], bool],
    ) -> None:
        self._tr = tr
        self._reader = reader
        self._arguments = arguments
        self._is_certain = is_certain
        self.passing: frozenset[str] = frozenset()

    def stance_label(self, stance: str) -> str:
        """What a stance is called."""
        return self._reader.term("stance", stance)

    def holder_label(self, holder: str) -> str:
        """What a holder is called, also where none is recorded."""
        if holder == NOBODY:
            return self._tr("Holder not recorded")
        return self._arguments.label(holder)

    def argument(self, uid: str) -> Argument:
        """A claim with what supports it and what stands against it."""
        against = [*self._arguments.against(uid), *self._arguments.notes(uid)]
        return Argument(
            self.card(uid),
            tuple(self.card(one) for one in self._arguments.supports(uid)),
            tuple(self.card(one) for one in against),
            len({item.passage for item in self._arguments.claims[uid].evidence}),
        )

    def headed(self, group: PairGroup) -> HeadedPairs:
        """The pairs of one sort under their heading."""
        tr = self._tr
        count = tr.number(len(group.pairs))
        headings = {
            SAME: tr("Held by the same  {n}", n=count),
            BETWEEN: tr("Between different holders  {n}", n=count),
            OTHER: tr("Against a figure, an agreement or an event  {n}", n=count),
        }
        pairs = tuple((self.card(one), self.card(other)) for one, other in group.pairs)
        return HeadedPairs(headings[group.sort], pairs)

    def card(self, uid: str) -> RecordCard:
        """A record as a card: a claim by holder and stance, another by its kind and detail."""
        claim = self._arguments.claims.get(uid)
        if claim is not None:
            caption = self._tr(
                "{holder} · {stance}",
                holder=self.holder_label(claim.holder or NOBODY),
                stance=self.stance_label(claim.stance),
            )
            faint = uid not in self.passing
            possible = not faint and not self._is_certain(uid)
            return RecordCard(uid, caption, claim.statement, claim.stance, faint, possible)
        row = self._arguments.row(uid)
        kind = kind_label(self._tr, kind_of(uid))
        if row is None:
            return RecordCard(uid, kind, uid)
        caption = (
            self._tr("{kind} · {detail}", kind=kind, detail=row.detail) if row.detail else kind
        )
        return RecordCard(uid, caption, row.label)

    def detail(self, uid: str) -> str:
        """Stance, and how much stands for and against a claim; its holder stands above the group."""
        tr = self._tr
        support, against = len(self._arguments.supports(uid)), len(self._arguments.against(uid))
        parts = [self.stance_label(self._arguments.claims[uid].stance)]
        if support:
            parts.append(tr.counted(support, "supported by {n}", "supported by {n}"))
        else:
            parts.append(tr("no support named"))
        if against:
            parts.append(tr.counted(against, "{n} against it", "{n} against it"))
        return " · ".join(parts)

    def heading(self, claims: int, pairs: int, possible: int) -> str:
        """What is shown, in words."""
        tr = self._tr
        holders = len({self._arguments.holder(uid) for uid in self.passing})
        words = tr(
            "{claims} of {holders}; {pairs}.",
            claims=tr.counted(claims, "{n} claim", "{n} claims"),
            holders=tr.counted(holders, "{n} holder", "{n} holders"),
            pairs=tr.counted(
                pairs, "{n} pair contradicts each other", "{n} pairs contradict each other"
            ),
        )
        if not possible:
            return words
        maybe = tr.counted(
            possible, "{n} passes the filter only possibly.", "{n} pass the filter only possibly."
        )
        return tr("{found} {maybe}", found=words, maybe=maybe)
