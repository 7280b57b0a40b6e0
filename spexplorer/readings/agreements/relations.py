"""The relations of an agreement to other records, seen from it, each other record once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.happenings import Agreement
from spexplorer.domain.kinds import kind_of
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

_RELATED = "related"
_INVERSES = frozenset({
    frozenset({"framework_of", "implements"}),
    frozenset({"framework_of", "part_of"}),
})  # fmt: skip
"""Relations that say the same thing from the two ends."""

_MOST = 200
"""The most relations of one sort that are read: each is a whole record."""


class RelatedRecord(NamedTuple):
    """Another record and its relation to the agreement.

    `words` say it from the agreement (“implements”) or, inward, from the other record (“implements
    this”); `typed` is False where it is only said to be related.
    """

    record: str
    kind: str
    type: str
    label: str
    words: str
    caption: str
    typed: bool
    outward: bool


def relations_of(tr: Language, reader: Reader, agreement: Agreement) -> list[RelatedRecord]:
    """Typed relations first, then those that are only said to be related."""
    found: dict[str, RelatedRecord] = {}
    for relation in agreement.relations:
        _add(tr, found, _related(tr, reader, relation.target, relation.type, outward=True))
    sorts = [sort for sort in reader.linked(agreement.id, _MOST) if not sort.outward]
    for link in (link for sort in sorts for link in sort.links):
        if link.predicate == "relations.target":
            for type_ in _types_back(reader, link.row.id, agreement.id):
                _add(tr, found, _related(tr, reader, link.row.id, type_, outward=False))
        elif link.predicate == _RELATED and link.row.kind == "event":
            _add(tr, found, _related(tr, reader, link.row.id, _RELATED, outward=False))
    return sorted(found.values(), key=lambda one: not one.typed)


def _types_back(reader: Reader, source: str, target: str) -> list[str]:
    record = reader.record(source)
    if not isinstance(record, Agreement):
        return []
    return [relation.type for relation in record.relations if relation.target == target]


def _related(
    tr: Language, reader: Reader, record_id: str, type_: str, *, outward: bool
) -> RelatedRecord:
    typed = type_ != _RELATED
    words = reader.term("agreement_relation", type_) if typed else tr("related")
    if typed and not outward:
        words = tr("{relation} this", relation=words)
    kind, label = kind_of(record_id), reader.label(record_id)
    caption = _caption(tr, words, kind)
    return RelatedRecord(record_id, kind, type_, label, words, caption, typed, outward)


def _caption(tr: Language, words: str, kind: str) -> str:
    """What stands above a name: “implements · Agreement”."""
    return f"{words} · {kind_label(tr, kind)}"


def _add(tr: Language, found: dict[str, RelatedRecord], new: RelatedRecord) -> None:
    """A typed relation says more than “related”; two typed ones are both said."""
    held = found.get(new.record)
    if held is None or (new.typed and not held.typed):
        found[new.record] = new
    elif new.typed and not _say_the_same(held, new):
        words = f"{held.words}; {new.words}"
        found[new.record] = held._replace(words=words, caption=_caption(tr, words, held.kind))


def _say_the_same(one: RelatedRecord, other: RelatedRecord) -> bool:
    """Whether two relations to a record say the same thing, perhaps from its two ends."""
    if one.outward == other.outward:
        return one.type == other.type
    return frozenset({one.type, other.type}) in _INVERSES
