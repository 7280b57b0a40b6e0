"""A concept among its neighbours: what is broader, narrower and related, each in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.readings.instruments.tree import TreeNode, TreePassing, children_of

if TYPE_CHECKING:
    from spexplorer.words.language import Language

BROADER, ITSELF, NARROWER, RELATED = "broader", "itself", "narrower", "related"


class Neighbour(NamedTuple):
    """A concept in the map: its role for the one shown, and whether it passes the filter."""

    id: str
    label: str
    role: str
    passes: bool
    words: str


class ConceptNeighbours:
    """The relations of the concepts of a library, each told from both of its ends."""

    def __init__(self, nodes: Sequence[TreeNode]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._narrower = children_of(nodes)
        self._related: dict[str, list[str]] = {}
        for node in nodes:
            for other in node.related:
                if other in self._nodes:
                    for one, two in ((node.id, other), (other, node.id)):
                        if two not in self._related.setdefault(one, []):
                            self._related[one].append(two)

    def __contains__(self, record_id: object) -> bool:
        """Whether it is a concept of this library."""
        return record_id in self._nodes

    def best_connected(self) -> str | None:
        """The concept with most narrower and related ones; None in a library without concepts."""
        return max(
            self._nodes,
            key=lambda uid: len(self._related.get(uid, ())) + len(self._narrower.get(uid, ())),
            default=None,
        )

    def around(self, tr: Language, record_id: str, passing: TreePassing) -> list[Neighbour]:
        """A concept and its neighbours, in the order broader, itself, narrower, related."""
        above: list[str] = []
        step = self._nodes[record_id].parent
        while step is not None and step not in above:
            above.insert(0, step)
            step = self._nodes[step].parent
        found = [
            *((uid, BROADER) for uid in above),
            (record_id, ITSELF),
            *((node.id, NARROWER) for node in self._narrower.get(record_id, ())),
            *((uid, RELATED) for uid in self._related.get(record_id, ())),
        ]
        return [self._neighbour(tr, uid, role, passing.passes(uid)) for uid, role in found]

    def _neighbour(self, tr: Language, record_id: str, role: str, passes: bool) -> Neighbour:
        node = self._nodes[record_id]
        patterns = {
            BROADER: tr("{name} (broader)", name=node.label),
            ITSELF: tr("{name} (shown now)", name=node.label),
            NARROWER: tr("{name} (narrower)", name=node.label),
            RELATED: tr("{name} (related)", name=node.label),
        }
        lines = [patterns[role], node.detail, "" if passes else tr("Does not pass the filter")]
        return Neighbour(
            record_id, node.label, role, passes, "\n".join(line for line in lines if line)
        )
