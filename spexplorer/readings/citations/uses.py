"""What rests on the footnotes, sentences and works of a library: read by their links, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spexplorer.readings.citations.apparatus import (
    Apparatus,
    SourceWork,
    WorkStanding,
    read_apparatus,
)

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Reader

STATEMENTS = ("claim", "statistic", "event", "agreement", "instrument")
"""The kinds that state something and are counted where they rest on a footnote or use a work."""

_KINDS = (*STATEMENTS, "note")

_RESTS = "evidence.passage"
"""How a record names a passage it rests on."""

_MOST_RESTING = 2000
"""So many records of a kind are read that rest on one passage or use one work."""


@dataclass(frozen=True, slots=True)
class ApparatusUses:
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

    def unused(self, source: SourceWork) -> bool:
        """Whether no footnote cites a work and no record uses it."""
        free = source.standing not in (WorkStanding.CITED, WorkStanding.PAPER)
        return free and not self.work.get(source.id)


def read_uses(reader: Reader, apparatus: Apparatus) -> ApparatusUses:
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
    return ApparatusUses(
        footnote, work, notes, {uid: number for uid, number in unread.items() if number}
    )


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


class ApparatusReading:
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
