"""The apparatus of a library: sentences with their marks, footnotes, the works behind them.

`read_apparatus` reads it once from whole records; `chain` then says what belongs together with any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from spexplorer.domain.works import Citation, Passage, Work

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader

_MANY_WORKS = 5000
"""In a library of more works only those of the apparatus are read: nobody looks through the others here."""

_Through = dict[str, tuple[str, ...]]


class MarkState(Enum):
    """How the raised number in the sentence came over into the copy."""

    PRINTED = "printed"
    MISREAD = "misread"
    LOST = "lost"
    UNPLACED = "unplaced"


class WorkStanding(Enum):
    """How a work stands to the footnotes, from the closest to the farthest."""

    CITED = "cited"
    THROUGH = "through"
    INSIDE = "inside"
    TEXT = "text"
    NOWHERE = "nowhere"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: what it points at, the sentences it stands behind (in reading order), its mark.

    `printed` is the mark as the copy has it ("" when it is lost, None when no sentence carries it);
    `own` are the passages of the footnote itself; `through` the works known through it alone.
    """

    record: Citation
    sentence: Passage | None
    printed: str | None
    covers: tuple[str, ...]
    own: tuple[str, ...]
    target: str | None
    through: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the footnote."""
        return self.record.id

    @property
    def mark(self) -> MarkState:
        """How the mark came over into the copy."""
        if self.sentence is None:
            return MarkState.UNPLACED
        if not self.printed:
            return MarkState.LOST
        return MarkState.PRINTED if self.printed == str(self.record.number) else MarkState.MISREAD


@dataclass(frozen=True, slots=True)
class SourceWork:
    """A work: the footnotes that cite or name it, the sentences that name it without a footnote."""

    record: Work
    standing: WorkStanding
    feet: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the work."""
        return self.record.id


@dataclass(frozen=True)
class Apparatus:
    """All footnotes in their order, all works by how close they stand, the sentences in reading order."""

    feet: tuple[Footnote, ...]
    sources: tuple[SourceWork, ...]
    sentences: tuple[Passage, ...]
    foot: dict[str, Footnote]
    source: dict[str, SourceWork]
    passage: dict[str, Passage]
    covered_by: dict[str, tuple[str, ...]]
    """Passage id -> ids of the footnotes it rests on or belongs to."""
    named_in: dict[str, tuple[str, ...]]
    """Passage id -> ids of the works it names without a footnote."""

    def chain(self, record_id: str | None, evidence: Iterable[str] = ()) -> frozenset[str]:
        """All that hangs together with a record, itself included; empty when nothing does.

        A record that is neither footnote, work nor passage hangs on the passages of its `evidence`.
        """
        if record_id is None:
            return frozenset()
        kind = record_id.partition(":")[0]
        if kind == "citation":
            return self._of_foot(record_id)
        if kind == "work":
            return self._of_source(record_id)
        found: set[str] = set()
        for passage in (record_id,) if kind == "passage" else evidence:
            found |= self._of_passage(passage)
        return frozenset(found)

    def _of_foot(self, foot_id: str) -> frozenset[str]:
        if foot_id not in self.foot:
            return frozenset()
        takers = {other.id for other in self.feet if other.target == foot_id}
        return frozenset({*self._ahead(foot_id), *self.foot[foot_id].covers, *takers})

    def _ahead(self, foot_id: str) -> set[str]:
        """The footnote and what it leads on to: the note it takes up, its work, what is behind that."""
        foot = self.foot[foot_id]
        ahead = {foot_id, foot.target, foot.record.cited_work, *foot.through}
        return {one for one in ahead if one is not None}

    def _of_source(self, work_id: str) -> frozenset[str]:
        source = self.source.get(work_id)
        if source is None or source.standing is WorkStanding.PAPER:
            return frozenset()
        found = {work_id, *source.sentences}
        for foot_id in source.feet:
            foot = self.foot[foot_id]
            found |= {foot_id, *foot.covers}
            if source.standing is not WorkStanding.CITED and foot.record.cited_work:
                found.add(foot.record.cited_work)
            if source.standing is WorkStanding.CITED:
                found |= set(foot.through)
        return frozenset(found)

    def _of_passage(self, passage_id: str) -> set[str]:
        feet = self.covered_by.get(passage_id, ())
        found = {passage_id, *self.named_in.get(passage_id, ())}
        for foot_id in feet:
            found |= self._ahead(foot_id)
        return found


def read_apparatus(reader: Reader) -> Apparatus:
    """Read the footnotes, works and passages of a library."""
    citations = [r for r in reader.records("citation") if isinstance(r, Citation)]
    many = reader.counts["work"] > _MANY_WORKS
    found_works = reader.works_of_apparatus() if many else reader.records("work")
    works = [r for r in found_works if isinstance(r, Work)]
    passages: dict[str, Passage] = {
        r.id: r for r in reader.records("passage") if isinstance(r, Passage)
    }
    order = {passage: at for at, passage in enumerate(passages)}
    through = _known_through(citations, works, passages)
    feet = tuple(_foot(one, citations, passages, order, through) for one in citations)
    paper = reader.about.get("main_work", "")
    numbered = {foot.id: at for at, foot in enumerate(feet)}
    found = [_source(work, feet, passages, paper) for work in works]
    sources = tuple(sorted(found, key=lambda source: _place(source, numbered, order)))
    return Apparatus(
        feet=feet,
        sources=sources,
        sentences=tuple(p for p in passages.values() if p.footnote is None),
        foot={foot.id: foot for foot in feet},
        source={source.id: source for source in sources},
        passage=passages,
        covered_by=_turned((foot.id, (*foot.covers, *foot.own)) for foot in feet),
        named_in=_turned((source.id, source.sentences) for source in sources),
    )


def _turned(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """From owner -> passages to passage -> owners."""
    found: dict[str, tuple[str, ...]] = {}
    for owner, passages in pairs:
        for passage in passages:
            found[passage] = (*found.get(passage, ()), owner)
    return found


def _own_passages(citation: Citation, passages: Mapping[str, Passage]) -> tuple[str, ...]:
    return tuple(
        uid
        for uid, passage in passages.items()
        if passage.footnote == citation.number and passage.work == citation.work
    )


def _known_through(
    citations: Sequence[Citation], works: Sequence[Work], passages: Mapping[str, Passage]
) -> _Through:
    """Footnote id -> works that no footnote cites and that are known through this one alone.

    Their evidence holds the footnote itself with the role "cites".
    """
    cited: set[str | None] = {citation.cited_work for citation in citations}
    found: _Through = {}
    for citation in citations:
        own = set(_own_passages(citation, passages))
        found[citation.id] = tuple(
            work.id
            for work in works
            if work.id not in cited
            and any(e.passage in own and e.role == "cites" for e in work.evidence)
        )
    return found


def _foot(
    citation: Citation,
    citations: Sequence[Citation],
    passages: Mapping[str, Passage],
    order: Mapping[str, int],
    through: _Through,
) -> Footnote:
    covers: set[str] = {
        e.passage
        for e in citation.evidence
        if e.role == "cites" and e.passage in passages and passages[e.passage].footnote is None
    }
    sentence = passages.get(citation.mark_passage or "")
    printed = None
    if sentence is not None:
        covers.add(sentence.id)
        marks = dict(zip(sentence.footnote_marks, sentence.mark_as_printed, strict=False))
        printed = marks.get(citation.number, "")
    target = next(
        (c.id for c in citations if c.work == citation.work and c.number == citation.target_number),
        None,
    )
    return Footnote(
        record=citation,
        sentence=sentence,
        printed=printed,
        covers=tuple(sorted(covers, key=order.__getitem__)),
        own=_own_passages(citation, passages),
        target=target,
        through=through.get(citation.id, ()),
    )


def _source(
    work: Work, feet: Sequence[Footnote], passages: Mapping[str, Passage], paper: str
) -> SourceWork:
    uid: str = work.id
    if uid == paper:
        return SourceWork(work, WorkStanding.PAPER)
    evidence = {e.passage for e in work.evidence if e.passage in passages}
    text = tuple(p for p in passages if p in evidence and passages[p].footnote is None)
    if citing := tuple(foot.id for foot in feet if foot.record.cited_work == uid):
        return SourceWork(work, WorkStanding.CITED, citing)
    if through := tuple(foot.id for foot in feet if uid in foot.through):
        return SourceWork(work, WorkStanding.THROUGH, through, text)
    if inside := tuple(foot.id for foot in feet if evidence.intersection(foot.own)):
        return SourceWork(work, WorkStanding.INSIDE, inside, text)
    return SourceWork(work, WorkStanding.TEXT if text else WorkStanding.NOWHERE, (), text)


def _place(
    source: SourceWork, feet: Mapping[str, int], order: Mapping[str, int]
) -> tuple[int, int, int, str]:
    """What works sort by: how close they stand, their first footnote, sentence, and title."""
    return (
        list(WorkStanding).index(source.standing),
        min((feet[foot] for foot in source.feet), default=len(feet)),
        min((order[sentence] for sentence in source.sentences), default=len(order)),
        source.record.title.casefold(),
    )
