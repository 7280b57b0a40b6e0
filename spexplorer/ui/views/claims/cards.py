"""The words of the claims tab: records as cards, their holders and stances by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.domain.figures import figure
from spexplorer.domain.kinds import kind_of
from spexplorer.ui.translation import tr
from spexplorer.ui.views.claims.arguments import (
    BETWEEN,
    NOBODY,
    OTHER,
    SAME,
    Arguments,
    PairGroup,
)
from spexplorer.ui.views.claims.contradictions import Side
from spexplorer.ui.views.claims.nodes import Node
from spexplorer.ui.views.claims.support import Argument
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.workspace.workspace import Workspace


class Cards:
    """Writes cards; `passing` are the claims that the filter lets through, the others are faint."""

    def __init__(self, workspace: Workspace, arguments: Arguments) -> None:
        self._workspace = workspace
        self._arguments = arguments
        self.passing: frozenset[str] = frozenset()

    def stance_label(self, stance: str) -> str:
        """What a stance is called."""
        return self._workspace.reader.term("stance", stance)

    def holder_label(self, holder: str) -> str:
        """What a holder is called, also where none is recorded."""
        return self._arguments.label(holder) if holder != NOBODY else tr("Holder not recorded")

    def argument(self, uid: str) -> Argument:
        """A claim with what supports it and what stands against it."""
        against = [*self._arguments.against(uid), *self._arguments.notes(uid)]
        return Argument(
            self.node(uid),
            tuple(self.node(one) for one in self._arguments.supports(uid)),
            tuple(self.node(one) for one in against),
            len({item.passage for item in self._arguments.claims[uid].evidence}),
        )

    def side(self, group: PairGroup) -> Side:
        """The pairs of one sort under their heading."""
        count = figure(len(group.pairs))
        headings = {
            SAME: tr("Held by the same  {n}", n=count),
            BETWEEN: tr("Between different holders  {n}", n=count),
            OTHER: tr("Against a figure, an agreement or an event  {n}", n=count),
        }
        pairs = tuple((self.node(one), self.node(other)) for one, other in group.pairs)
        return Side(headings[group.sort], pairs)

    def node(self, uid: str) -> Node:
        """A record as a card: a claim by holder and stance, another by its kind and detail."""
        claim = self._arguments.claims.get(uid)
        if claim is not None:
            caption = (
                f"{self.holder_label(claim.holder or NOBODY)} · {self.stance_label(claim.stance)}"
            )
            faint = uid not in self.passing
            possible = not faint and not self._workspace.is_certain(uid)
            return Node(uid, caption, claim.statement, claim.stance, faint, possible)
        row = self._arguments.row(uid)
        kind = kind_label(tr, kind_of(uid))
        if row is None:
            return Node(uid, kind, uid)
        return Node(uid, f"{kind} · {row.detail}" if row.detail else kind, row.label)
