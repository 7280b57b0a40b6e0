"""The trees of instruments and concepts as values: nodes in tree order, and which of them pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.concepts import Assessment, Concept, Crosswalk, Instrument
from spexplorer.support.printable import as_label

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

FIELD_SCHEME: Final = "vector"
"""The vocabulary of the fields of influence that instruments are grouped by."""

_MATCHES: Final = {
    "exact": "exact match", "close": "close match", "broad": "broad match",
    "narrow": "narrow match", "related": "related match",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One instrument or concept of a tree. `parent` is an id of the same tree or None.

    `field` is the code of the field of influence of an instrument, "" for a concept.
    """

    id: str
    number: int
    label: str
    names: tuple[str, ...]
    field: str
    parent: str | None
    detail: str
    assessments: tuple[Assessment, ...]
    related: tuple[str, ...]
    holder: str | None
    evidence: int
    crosswalk: tuple[Crosswalk, ...] = ()


class TreePassing(NamedTuple):
    """What of a tree is shown: ids that pass the filter, ids that pass for certain; None stands for all."""

    possible: frozenset[str] | None = None
    certain: frozenset[str] | None = None

    def passes(self, record_id: str) -> bool:
        """Whether a record passes the filter, certainly or possibly."""
        return self.possible is None or record_id in self.possible

    def only_possibly(self, record_id: str) -> bool:
        """Whether a record passes, but not for certain."""
        return self.certain is not None and record_id not in self.certain and self.passes(record_id)


class FieldGroup(NamedTuple):
    """A field of influence with the roots of its instruments; concepts have one group without a code.

    Where the only root has the name of the field, the root stands for the group: `node` is that root
    and `roots` are the nodes below it.
    """

    code: str
    label: str
    node: TreeNode | None
    roots: tuple[TreeNode, ...]


def read_nodes(reader: Reader, kind: str) -> list[TreeNode]:
    """The instruments or concepts of a library, each after its broader one, siblings in order."""
    records = reader.records(kind)
    numbers = {row.id: row.number for row in reader.rows(kind)}
    nodes = [_node(record, numbers) for record in records]
    if kind == "instrument":
        order = {code: at for at, code in enumerate(reader.terms(FIELD_SCHEME))}
        nodes.sort(key=lambda node: order.get(node.field, len(order)))
    children = children_of(nodes)
    ordered: list[TreeNode] = []
    waiting = children.get(None, [])[::-1]
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(children.get(node.id, [])[::-1])
    reached = {node.id for node in ordered}
    # Nodes that are broader than themselves in a circle hang on no root: they stand as roots.
    return ordered + [replace(node, parent=None) for node in nodes if node.id not in reached]


def children_of(nodes: Sequence[TreeNode]) -> dict[str | None, list[TreeNode]]:
    """Parent -> its narrower nodes, in order; the roots under None."""
    children: dict[str | None, list[TreeNode]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node)
    return children


def groups_of(reader: Reader, nodes: Sequence[TreeNode]) -> list[FieldGroup]:
    """The roots of a tree by field of influence, in the order of the vocabulary."""
    children = children_of(nodes)
    by_field: dict[str, list[TreeNode]] = {}
    for root in children.get(None, []):
        by_field.setdefault(root.field, []).append(root)
    groups = []
    for code, roots in by_field.items():
        label = reader.term(FIELD_SCHEME, code) if code else ""
        only = roots[0] if len(roots) == 1 else None
        if only is not None and code and only.label.casefold() == label.casefold():
            groups.append(FieldGroup(code, label, only, tuple(children.get(only.id, []))))
        else:
            groups.append(FieldGroup(code, label, None, tuple(roots)))
    return groups


def found_by(nodes: Sequence[TreeNode], words: str) -> frozenset[str]:
    """The nodes one of whose names, in any script, holds some words."""
    from spexplorer.operations.highlights import WordsSought  # not before something is typed

    sought = WordsSought(words)
    return frozenset(node.id for node in nodes if any(map(sought.are_in, node.names)))


def crosswalk_words(tr: Language, mapping: Crosswalk) -> str:
    """A mapping to the term of another scheme, and how near it is: “AidData: exchange (broad match)”."""
    match = tr(_MATCHES[mapping.match]) if mapping.match in _MATCHES else mapping.match
    return tr("{scheme}: {term} ({match})", scheme=mapping.scheme, term=mapping.term, match=match)


def _node(record: Record, numbers: Mapping[str, int]) -> TreeNode:
    """A record as a node; `numbers` has the record number of every record of its kind."""
    holder, field = None, ""
    assessments: tuple[Assessment, ...] = ()
    crosswalk: tuple[Crosswalk, ...] = ()
    related: tuple[str, ...] = ()
    match record:
        case Instrument():
            label, detail, field = record.name, record.description, record.vector
            assessments, crosswalk = record.assessments, record.crosswalk
        case Concept():
            label, detail, related = record.pref_label, record.definition, record.related
            holder = record.holder
        case _:
            raise TypeError(f"{record.id} is neither an instrument nor a concept.")
    return TreeNode(
        id=record.id,
        number=numbers[record.id],
        label=as_label(label),
        names=(label, *(variant.form for variant in record.variants)),
        field=field,
        parent=record.broader if record.broader in numbers else None,
        detail=detail or "",
        assessments=assessments,
        related=related,
        holder=holder,
        evidence=len({item.passage for item in record.evidence}),
        crosswalk=crosswalk,
    )
