"""Reads the apparatus from the records of a library, and what rests on its footnotes and works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spexplorer.domain.works import Citation, Passage, Work
from spexplorer.ui.views.citations.apparatus import Apparatus, Foot, Source, Standing

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Reader

STATEMENTS = ("claim", "statistic", "event", "agreement", "instrument")
"""The kinds that state something and are counted where they rest on a footnote or use a work."""

_KINDS = (*STATEMENTS, "note")

_RESTS = "evidence.passage"
"""How a record names a passage it rests on."""

_Through = dict[str, tuple[str, ...]]


_MANY_WORKS = 5000
"""In a library of more works only those of the apparatus are read: nobody looks through the others here."""


_MOST_RESTING = 2000
"""So many records of a sort are read that rest on one passage or use one work."""


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
) -> Foot:
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
    return Foot(
        record=citation,
        sentence=sentence,
        printed=printed,
        covers=tuple(sorted(covers, key=order.__getitem__)),
        own=_own_passages(citation, passages),
        target=target,
        through=through.get(citation.id, ()),
    )


def _source(
    work: Work, feet: Sequence[Foot], passages: Mapping[str, Passage], paper: str
) -> Source:
    uid: str = work.id
    if uid == paper:
        return Source(work, Standing.PAPER)
    evidence = {e.passage for e in work.evidence if e.passage in passages}
    text = tuple(p for p in passages if p in evidence and passages[p].footnote is None)
    if citing := tuple(foot.id for foot in feet if foot.record.cited_work == uid):
        return Source(work, Standing.CITED, citing)
    if through := tuple(foot.id for foot in feet if uid in foot.through):
        return Source(work, Standing.THROUGH, through, text)
    if inside := tuple(foot.id for foot in feet if evidence.intersection(foot.own)):
        return Source(work, Standing.INSIDE, inside, text)
    return Source(work, Standing.TEXT if text else Standing.NOWHERE, (), text)


def _place(
    source: Source, feet: Mapping[str, int], order: Mapping[str, int]
) -> tuple[int, int, int, str]:
    """What works sort by: how close they stand, their first footnote, sentence, and title."""
    return (
        list(Standing).index(source.standing),
        min((feet[foot] for foot in source.feet), default=len(feet)),
        min((order[sentence] for sentence in source.sentences), default=len(order)),
        source.record.title.casefold(),
    )


@dataclass(frozen=True, slots=True)
class Uses:
    """What rests on what, as rows of the lists: read by the links of passages and works.

    `footnote`: footnote id -> the statements resting on it or on the sentences it stands behind.
    `work`: work id -> the statements that use it. `note`: id -> the observations on a footnote,
    its passages included, or on a work. `unread`: id -> how many links to statements were not read,
    where there are very many.
    """

    footnote: Mapping[str, tuple[Row, ...]]
    work: Mapping[str, tuple[Row, ...]]
    note: Mapping[str, tuple[Row, ...]]
    unread: Mapping[str, int] = field(default_factory=dict)

    def unused(self, source: Source) -> bool:
        """Whether no footnote cites a work and no record uses it."""
        free = source.standing not in (Standing.CITED, Standing.PAPER)
        return free and not self.work.get(source.id)


def read_uses(reader: Reader, apparatus: Apparatus) -> Uses:
    """Read the links of every passage a footnote stands behind, of the footnotes and the works."""
    inward = _read_inward(reader, apparatus)
    footnote: dict[str, tuple[Row, ...]] = {}
    work: dict[str, tuple[Row, ...]] = {}
    notes: dict[str, tuple[Row, ...]] = {}
    unread: dict[str, int] = {}
    for foot in apparatus.feet:
        behind = [inward[passage] for passage in (*foot.covers, *foot.own)]
        footnote[foot.id] = _distinct(row for one in behind for row in one.resting)
        own = [inward[uid] for uid in (foot.id, *foot.own)]
        notes[foot.id] = _distinct(row for one in own for row in one.notes)
        unread[foot.id] = sum(one.unread_resting for one in behind)
    for source in apparatus.sources:
        using = inward[source.id]
        work[source.id], notes[source.id] = _distinct(using.stating), _distinct(using.notes)
        unread[source.id] = using.unread
    return Uses(footnote, work, notes, {uid: number for uid, number in unread.items() if number})


@dataclass(slots=True)
class _Inward:
    """What points at a record: statements (`resting` are those with it for evidence), observations.

    And how many statements were not read, of all and of those that rest on it.
    """

    stating: list[Row] = field(default_factory=list)
    resting: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    unread: int = 0
    unread_resting: int = 0


def _read_inward(reader: Reader, apparatus: Apparatus) -> dict[str, _Inward]:
    """What points at each passage a footnote stands behind, at each footnote and each work."""
    found = {uid: _Inward() for uid in (*apparatus.covered_by, *apparatus.foot, *apparatus.source)}
    read: Counter[tuple[str, str, str, int]] = Counter()
    for target, predicate, total, row in reader.pointing(found, _KINDS, _MOST_RESTING):
        one = found[target]
        if predicate == "target":
            one.notes.append(row)
        if row.kind in STATEMENTS:
            read[target, predicate, row.kind, total] += 1
            one.stating.append(row)
            if predicate == _RESTS:
                one.resting.append(row)
    for (target, predicate, _, total), number in read.items():
        found[target].unread += total - number
        if predicate == _RESTS:
            found[target].unread_resting += total - number
    return found


def _distinct(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each record once, kind by kind."""
    found = {row.id: row for row in rows}
    return tuple(sorted(found.values(), key=lambda row: _KINDS.index(row.kind)))


class Material:
    """The apparatus, what rests on it, and the record numbers of its footnotes and works."""

    def __init__(self, reader: Reader) -> None:
        self.apparatus = read_apparatus(reader)
        self.uses = read_uses(reader, self.apparatus)
        ids = (*self.apparatus.foot, *self.apparatus.source)
        self.numbers = {row.id: row.number for uid in ids if (row := reader.row(uid)) is not None}
        self.computed = reader.derived()
        """The numbers of the records computed from others, which need no footnote."""
        self.further = reader.counts["work"] - len(self.apparatus.sources)
        """Works that were left out."""
