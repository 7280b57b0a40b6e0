"""The matrix of instruments by assessment, and the same table for concepts, read and worded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.counts import Count
from spexplorer.readings.instruments.tree import (
    FIELD_SCHEME,
    FieldGroup,
    TreeNode,
    TreePassing,
    crosswalk_words,
    groups_of,
    read_nodes,
)
from spexplorer.readings.instruments.uses import NOT_USED, UseCounter, UseTally, kinds_in_words
from spexplorer.words.facets import count_in_words

if TYPE_CHECKING:
    from spexplorer.domain.concepts import Assessment
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

SAID, ATTRIBUTED, INFERRED = "explicit", "attributed", "inferred"
"""On what an assessment rests: said in the sentence, attributed to another, or inferred from it."""

_LINKS: Final = {"instrument": "instruments", "concept": "related"}
"""Kind -> the predicate of the links by which other records use it."""


class AssessmentMark(NamedTuple):
    """One assessment in a cell of the matrix: what it rests on, and the whole of it in words."""

    basis: str
    holder: str
    words: str


class Verdict(NamedTuple):
    """A column of the matrix: a verdict of the vocabulary, and how many instruments have it."""

    code: str
    label: str
    number: Count
    wanted: bool


class ConceptTrees:
    """The instruments and concepts of a library with their uses, as one tab shows them."""

    def __init__(self, reader: Reader) -> None:
        self.nodes = {kind: read_nodes(reader, kind) for kind in _LINKS}
        self.groups: dict[str, list[FieldGroup]] = {
            kind: groups_of(reader, nodes) for kind, nodes in self.nodes.items()
        }
        self.uses = {
            kind: UseCounter(reader.links_to(kind, (predicate,)), self.nodes[kind])
            for kind, predicate in _LINKS.items()
        }
        held = {
            record_id
            for node in (*self.nodes["instrument"], *self.nodes["concept"])
            for record_id in (node.holder, *(a.holder for a in node.assessments))
            if record_id is not None
        }
        self.holders = {record_id: reader.label(record_id) for record_id in held}
        self.fields = dict(reader.terms(FIELD_SCHEME))
        scheme = reader.schemes().get(FIELD_SCHEME)
        self.field_name = scheme.label if scheme is not None else ""
        """What the library calls a field of influence."""
        terms = reader.terms("verdict")
        given = {a.verdict for node in self.nodes["instrument"] for a in node.assessments}
        order = [*(code for code in terms if code in given), *sorted(given - set(terms))]
        self.verdicts = {code: terms.get(code, code) for code in order}
        """Code -> label of the verdicts that are given, in the order of the vocabulary."""

    def marks(self, tr: Language, node: TreeNode) -> dict[str, tuple[AssessmentMark, ...]]:
        """Verdict -> its assessments of an instrument, what is said outright first."""
        found: dict[str, list[AssessmentMark]] = {}
        for one in sorted(node.assessments, key=_weight):
            found.setdefault(one.verdict, []).append(self._mark(tr, one))
        return {verdict: tuple(marks) for verdict, marks in found.items()}

    def _mark(self, tr: Language, one: Assessment) -> AssessmentMark:
        holder = self.holders[one.holder] if one.holder else tr("holder not stated")
        verdict, basis = self.verdicts[one.verdict], basis_words(tr, one.basis)
        words = tr("{verdict} – {holder}, {basis}", verdict=verdict, holder=holder, basis=basis)
        return AssessmentMark(one.basis, holder, f"{words}. {one.reason}" if one.reason else words)

    def columns(self, passing: TreePassing, wanted: Collection[str]) -> tuple[Verdict, ...]:
        """The verdicts with the instruments that pass and have them; `wanted`: those narrowed to."""
        low, high = dict.fromkeys(self.verdicts, 0), dict.fromkeys(self.verdicts, 0)
        for node in self.nodes["instrument"]:
            if passing.passes(node.id):
                for verdict in {one.verdict for one in node.assessments}:
                    high[verdict] += 1
                    low[verdict] += not passing.only_possibly(node.id)
        return tuple(
            Verdict(code, label, Count(low[code], high[code]), code in wanted)
            for code, label in self.verdicts.items()
        )

    def heading(
        self, tr: Language, kind: str, passing: TreePassing, wanted: Collection[str] = ()
    ) -> str:
        """How many pass and, of instruments, how many are assessed and by how many holders.

        Where verdicts are `wanted`, those who give another one are not counted.
        """
        shown = [node for node in self.nodes[kind] if passing.passes(node.id)]
        possible = sum(passing.only_possibly(node.id) for node in shown)
        if kind == "concept":
            words = tr.counted(len(shown), "{n} concept", "{n} concepts")
        else:
            given = {
                node.id: [one for one in node.assessments if not wanted or one.verdict in wanted]
                for node in shown
            }
            assessed = [node for node in shown if given[node.id]]
            holders = {one.holder for node in assessed for one in given[node.id]}
            every = tr.counted(len(shown), "{n} instrument", "{n} instruments")
            words = tr.counted(
                len(holders),
                "{assessed} of {instruments} assessed, by {n} holder",
                "{assessed} of {instruments} assessed, by {n} holders",
                assessed=tr.number(len(assessed)),
                instruments=every,
            )
            if not holders:
                words = tr("{instruments}, none of them assessed", instruments=every)
        if possible:
            maybe = tr.counted(possible, "{n} passes only possibly", "{n} pass only possibly")
            words = tr("{found}; {maybe}", found=words, maybe=maybe)
        return words

    def in_words(self, tr: Language, node: TreeNode, tally: UseTally, passing: TreePassing) -> str:
        """All that a row shows and what it leaves out, for its tooltip and for reading aloud."""
        parts = [node.label]
        if node.field:
            field = self.fields.get(node.field, node.field)
            parts.append(tr("{scheme}: {term}", scheme=self.field_name, term=field))
        parts += [mark.words for marks in self.marks(tr, node).values() for mark in marks]
        if node.holder:
            parts.append(tr("Held by {name}", name=self.holders[node.holder]))
        if node.crosswalk:
            parts.append(" · ".join(crosswalk_words(tr, one) for one in node.crosswalk))
        parts.append(kinds_in_words(tr, tally))
        if tally.below != tally.own:
            below = count_in_words(tr, tally.below)
            parts.append(tr("{n} linked records with its narrower ones", n=below))
        if not passing.passes(node.id):
            parts.append(tr("Shown only for what is below it"))
        elif passing.only_possibly(node.id):
            parts.append(tr("Passes the filter only possibly"))
        return "\n".join(parts)


def basis_words(tr: Language, basis: str) -> str:
    """What an assessment rests on, as the legend says it."""
    words = {
        SAID: tr("said in the sentence"),
        ATTRIBUTED: tr("attributed to another"),
        INFERRED: tr("inferred"),
    }
    return words.get(basis, basis)


def tally_of(tallies: dict[str, UseTally], record_id: str) -> UseTally:
    """The tally of a node; nothing before it is counted."""
    return tallies.get(record_id, NOT_USED)


def widest(tallies: dict[str, UseTally], nodes: Sequence[TreeNode]) -> int:
    """The most uses that any node has: the end of the bars."""
    return max((tally_of(tallies, node.id).own.possible for node in nodes), default=0)


def _weight(one: Assessment) -> int:
    bases = (SAID, ATTRIBUTED, INFERRED)
    return bases.index(one.basis) if one.basis in bases else len(bases)
