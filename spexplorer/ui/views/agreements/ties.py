"""The typed relations of an agreement, seen from it, each other record once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.happenings import Agreement
from spexplorer.domain.kinds import kind_of
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader

_PLAIN = "related"
_INVERSES = frozenset({
    frozenset({"framework_of", "implements"}),
    frozenset({"framework_of", "part_of"}),
})  # fmt: skip
"""Relations that say the same thing from the two ends."""

_MOST = 200
"""So many ties of one sort are read: each is a whole record."""


class Tie(NamedTuple):
    """Another record and how it is tied to the agreement.

    `words` say it from the agreement (“implements”) or, inward, from the other record (“implements
    this”); `typed` is False where it is only said to be related.
    """

    record: str
    kind: str
    type: str
    label: str
    words: str
    typed: bool
    outward: bool


def ties_of(reader: Reader, agreement: Agreement) -> list[Tie]:
    """Typed ties first, then those that are only said to be related."""
    found: dict[str, Tie] = {}
    for relation in agreement.relations:
        _keep(found, _tie(reader, relation.target, relation.type, outward=True))
    sorts = [sort for sort in reader.linked(agreement.id, _MOST) if not sort.outward]
    for link in (link for sort in sorts for link in sort.links):
        if link.predicate == "relations.target":
            for type_ in _types_back(reader, link.row.id, agreement.id):
                _keep(found, _tie(reader, link.row.id, type_, outward=False))
        elif link.predicate == "related" and link.row.kind == "event":
            _keep(found, _tie(reader, link.row.id, _PLAIN, outward=False))
    return sorted(found.values(), key=lambda tie: not tie.typed)


def _types_back(reader: Reader, source: str, target: str) -> list[str]:
    record = reader.record(source)
    if not isinstance(record, Agreement):
        return []
    return [relation.type for relation in record.relations if relation.target == target]


def _tie(reader: Reader, target: str, type_: str, *, outward: bool) -> Tie:
    typed = type_ != _PLAIN
    words = reader.term("agreement_relation", type_) if typed else tr("related")
    if typed and not outward:
        words = tr("{relation} this", relation=words)
    return Tie(target, kind_of(target), type_, reader.label(target), words, typed, outward)


def _keep(found: dict[str, Tie], tie: Tie) -> None:
    """A typed tie says more than “is related to”; two typed ones are both said."""
    held = found.get(tie.record)
    if held is None or (tie.typed and not held.typed):
        found[tie.record] = tie
    elif tie.typed and not _same(held, tie):
        found[tie.record] = held._replace(words=f"{held.words}; {tie.words}")


def _same(one: Tie, other: Tie) -> bool:
    """Whether two ties to a record say the same thing, perhaps from its two ends."""
    if one.outward == other.outward:
        return one.type == other.type
    return frozenset({one.type, other.type}) in _INVERSES
