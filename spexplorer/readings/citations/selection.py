"""What passes the filter, put together for the list, the drawing and its legend, segment by segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import compress
from typing import TYPE_CHECKING

from spexplorer.readings.citations.apparatus import (
    Apparatus,
    Footnote,
    MarkState,
    SourceWork,
    WorkStanding,
)
from spexplorer.readings.citations.uses import STATEMENTS, ApparatusReading, ApparatusUses
from spexplorer.readings.citations.words import ApparatusWords
from spexplorer.words.facets import value_label

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from spexplorer.domain.listing import Row
    from spexplorer.exploring.answers import Answers
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

UNSOURCED_KINDS = ("claim", "statistic", "event", "agreement")
"""The kinds asked for a footnote: what they say could have a source."""


class WorkSegment(Enum):
    """The segments."""

    CITED = "cited"
    QUOTED = "quoted"
    NAMED = "named"
    UNUSED = "unused"
    UNSOURCED = "unsourced"
    ALL = "all"


_STANDINGS = {
    WorkSegment.CITED: (WorkStanding.CITED, WorkStanding.THROUGH),
    WorkSegment.QUOTED: (WorkStanding.CITED, WorkStanding.THROUGH),
    WorkSegment.UNSOURCED: (WorkStanding.CITED, WorkStanding.THROUGH),
    WorkSegment.NAMED: (WorkStanding.THROUGH, WorkStanding.INSIDE, WorkStanding.TEXT),
    WorkSegment.UNUSED: tuple(WorkStanding),
    WorkSegment.ALL: tuple(WorkStanding),
}


@dataclass(frozen=True)
class ShownApparatus:
    """What is shown: footnotes and works that pass, statements without a footnote, in list order."""

    mode: WorkSegment
    feet: tuple[Footnote, ...]
    sources: tuple[SourceWork, ...]
    statements: tuple[Row, ...] = ()
    unsourced: int = 0
    """How many statements have no footnote; of very many only the first are `statements`."""


def sources_of(
    mode: WorkSegment, apparatus: Apparatus, uses: ApparatusUses | None
) -> tuple[SourceWork, ...]:
    """The works of a segment, whatever the filter; unused ones are known once the links are read."""
    found = [s for s in apparatus.sources if s.standing in _STANDINGS[mode]]
    if mode is WorkSegment.QUOTED:
        chained = {uid for foot in quoting(apparatus) for uid in apparatus.chain(foot.id)}
        found = [s for s in found if s.id in chained]
    if mode is WorkSegment.UNUSED:
        found = [s for s in found if uses is not None and uses.unused(s)]
    return tuple(found)


def quoting(apparatus: Apparatus) -> tuple[Footnote, ...]:
    """The footnotes that quote or report a work through another one."""
    return tuple(
        foot for foot in apparatus.feet if foot.through or foot.record.relation == "quotes_via"
    )


def mode_of(
    record_id: str, mode: WorkSegment, apparatus: Apparatus, uses: ApparatusUses | None
) -> WorkSegment:
    """The segment that shows a footnote or a work: the present one if it does, else the narrowest."""
    if record_id in apparatus.foot:
        quotes = any(foot.id == record_id for foot in quoting(apparatus))
        hides = mode in (WorkSegment.NAMED, WorkSegment.UNUSED)
        hides = hides or (mode is WorkSegment.QUOTED and not quotes)
        return WorkSegment.CITED if hides else mode
    for one in (mode, WorkSegment.CITED, WorkSegment.NAMED):
        if any(source.id == record_id for source in sources_of(one, apparatus, uses)):
            return one
    return WorkSegment.ALL


def drawn_order(sources: Sequence[SourceWork], apparatus: Apparatus) -> tuple[SourceWork, ...]:
    """The works as the drawing has them: what is known through a work stands under that work."""
    here = {source.id: source for source in sources}
    placed: dict[str, SourceWork] = {}
    for source in sources:
        if source.standing is WorkStanding.PAPER:
            continue
        placed.setdefault(source.id, source)
        if source.standing is WorkStanding.CITED:
            for foot_id in source.feet:
                for behind in apparatus.foot[foot_id].through:
                    if behind in here:
                        placed[behind] = here[behind]
    return tuple(placed.values())


@dataclass(frozen=True)
class RoundTripScene:
    """What is drawn.

    `resting` counts records by sentence; `rests` by footnote, those that pass and all;
    `stubs` are footnotes of which the work is outside the filter; `possible` ids pass only possibly.
    """

    apparatus: Apparatus
    feet: tuple[Footnote, ...] = ()
    sources: tuple[SourceWork, ...] = ()
    resting: Mapping[str, int] = field(default_factory=dict)
    rests: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    tips: Mapping[str, str] = field(default_factory=dict)
    stubs: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    only_free: bool = False


_MOST = 1000
"""So many statements without a footnote are listed."""


class VisibleApparatus:
    """What of an apparatus passes the filter that `answers` hold; all of it while there are none."""

    def __init__(
        self, tr: Language, reader: Reader, reading: ApparatusReading, words: ApparatusWords
    ) -> None:
        self._tr = tr
        self._reader = reader
        self._reading = reading
        self._apparatus = reading.apparatus
        self._words = words
        self.uses: ApparatusUses = reading.uses
        self.answers: Answers | None = None

    def _passing(self, ids: Sequence[str], without: str = "") -> frozenset[str]:
        """Those of some footnotes and works that pass, certainly or possibly."""
        if self.answers is None:
            return frozenset(ids)
        places = self.answers.index.at(self._reading.numbers[uid] for uid in ids)
        return frozenset(compress(ids, self.answers.passing(without).possible[places]))

    def certain(self, record_id: str) -> bool:
        """Whether a record passes for certain."""
        if self.answers is None:
            return True
        number = self._reading.numbers.get(record_id)
        index, passing = self.answers.index, self.answers.passing()
        at = index.position.get(record_id) if number is None else index.at([number])[0]
        return at is None or bool(passing.certain[at])

    def shown(self, mode: WorkSegment) -> ShownApparatus:
        """What passes the filter, of what the segment asks for."""
        passing = self._passing(list(self._apparatus.foot))
        feet = quoting(self._apparatus) if mode is WorkSegment.QUOTED else self._apparatus.feet
        rows = self.statements() if mode is WorkSegment.UNSOURCED else ()
        return ShownApparatus(
            mode,
            tuple(foot for foot in feet if foot.id in passing),
            self.sources(mode),
            rows,
            self.number_of_statements() if rows else 0,
        )

    def sources(self, mode: WorkSegment, without: str = "") -> tuple[SourceWork, ...]:
        """The works of a segment that pass, leaving out the constraint of one key."""
        works = self._passing(list(self._apparatus.source), without)
        return tuple(s for s in sources_of(mode, self._apparatus, self.uses) if s.id in works)

    def statements(self) -> tuple[Row, ...]:
        """The first statements without a footnote, kind by kind; none before the index is there."""
        places = [at for kept in self._free_statements() for at in kept[:_MOST].tolist()]
        if self.answers is None or not places:
            return ()
        numbers = self.answers.index.numbers
        return tuple(self._reader.rows_at(int(numbers[at]) for at in places[:_MOST]))

    def number_of_statements(self) -> int:
        """How many statements have no footnote; none before the index is there."""
        return sum(map(len, self._free_statements()))

    def _free_statements(self) -> list[NDArray[np.int32]]:
        """The positions of the statements without a footnote, kind by kind in list order."""
        if self.answers is None:
            return []
        index, passing = self.answers.index, self.answers.passing()
        free = passing.possible.copy()
        free[index.at(self._reading.computed)] = False
        resting = {row.number for rows in self.uses.footnote.values() for row in rows}
        free[index.at(resting)] = False
        lists = [index.listed(kind) for kind in UNSOURCED_KINDS]
        return [listed[free[listed]] for listed in lists]

    def scene(self, shown: ShownApparatus, possible: frozenset[str]) -> RoundTripScene:
        """What the drawing draws; `possible` are the ids that pass only possibly."""
        sources = drawn_order(shown.sources, self._apparatus)
        works = self._passing(list(self._apparatus.source))
        stubs = frozenset(f.id for f in shown.feet if f.record.cited_work not in works)
        tips = {source.id: self._words.source_tip(source) for source in sources}
        for foot in shown.feet:
            cited = self._apparatus.source.get(foot.record.cited_work or "")
            resting = self.uses.footnote[foot.id]
            tips[foot.id] = self._words.foot_tip(foot, cited.record if cited else None, resting)
        return RoundTripScene(
            self._apparatus, shown.feet, sources, self.resting(), self.rests(), tips, stubs,
            possible, only_free=shown.mode is WorkSegment.UNSOURCED,
        )  # fmt: skip

    def resting(self) -> Counter[str]:
        """Sentence -> how many statements that pass rest on it."""
        found: Counter[str] = Counter()
        if self.answers is not None:
            for kind in STATEMENTS:
                found.update(self.answers.index.resting(self.answers.passing(), kind))
        return found

    def rests(self) -> dict[str, tuple[int, int]]:
        """Footnote -> how many statements that rest on it pass, and how many there are."""
        found = {foot: (len(rows), len(rows)) for foot, rows in self.uses.footnote.items()}
        if self.answers is not None:
            index, possible = self.answers.index, self.answers.passing().possible
            for foot, rows in self.uses.footnote.items():
                passing = int(possible[index.at(row.number for row in rows)].sum())
                found[foot] = passing, len(rows)
        return found

    def values(self, mode: WorkSegment, facet: str) -> dict[str, tuple[str, int]]:
        """Value -> its label and how many works have it, leaving out the facet's own constraint.

        Every value of the library's works is there, in the order of its vocabulary.
        """
        every = [getattr(source.record, facet) for source in self._apparatus.sources]
        here = Counter(getattr(source.record, facet) for source in self.sources(mode, facet))
        order = [*self._reader.terms(facet), *sorted(filter(None, set(every)))]
        return {
            value: (value_label(self._tr, self._reader, facet, value), here[value])
            for value in dict.fromkeys(order)
            if value in every
        }


def heading(tr: Language, shown: ShownApparatus, apparatus: Apparatus, possible: int) -> str:
    """What is shown, in words."""
    n = len(shown.sources)
    match shown.mode:
        case WorkSegment.CITED | WorkSegment.ALL:
            words = _cited_words(tr, shown)
        case WorkSegment.QUOTED:
            words = tr.counted(
                len(shown.feet),
                "{n} footnote quotes or reports somebody through another’s work.",
                "{n} footnotes quote or report somebody through another’s work.",
            )
        case WorkSegment.NAMED:
            words = tr.counted(
                n,
                "{n} work is named but not cited by any footnote.",
                "{n} works are named but not cited by any footnote.",
            )
        case WorkSegment.UNUSED:
            words = tr.counted(
                n,
                "{n} work is neither cited in a footnote nor used by a record.",
                "{n} works are neither cited in a footnote nor used by a record.",
            )
        case WorkSegment.UNSOURCED:
            words = _unsourced_words(tr, shown, apparatus)
    if possible:
        words += " " + tr.counted(
            possible, "{n} passes the filter only possibly.", "{n} pass the filter only possibly."
        )
    return words


def _unsourced_words(tr: Language, shown: ShownApparatus, apparatus: Apparatus) -> str:
    words = tr.counted(
        shown.unsourced,
        "{n} statement has no footnote behind it.",
        "{n} statements have no footnote behind them.",
    )
    if shown.unsourced > len(shown.statements):
        words += " " + tr("The first {n} are listed.", n=tr.number(len(shown.statements)))
    free = sum(1 for p in apparatus.sentences if p.id not in apparatus.covered_by)
    words += " " + tr(
        "{n} of {all} sentences stand outside every footnote.",
        n=tr.number(free),
        all=tr.number(len(apparatus.sentences)),
    )
    return words


def _cited_words(tr: Language, shown: ShownApparatus) -> str:
    cited = sum(source.standing is WorkStanding.CITED for source in shown.sources)
    through = sum(source.standing is WorkStanding.THROUGH for source in shown.sources)
    marks = Counter(foot.mark for foot in shown.feet)
    parts = [
        tr(
            "{feet} on {works}",
            feet=tr.counted(len(shown.feet), "{n} footnote", "{n} footnotes"),
            works=tr.counted(cited, "{n} cited work", "{n} cited works"),
        )
    ]
    if through:
        parts.append(
            tr.counted(
                through, "{n} more known only through it", "{n} more known only through them"
            )
        )
    if other := len(shown.sources) - cited - through:
        parts.append(tr.counted(other, "{n} further work", "{n} further works"))
    words = ", ".join(parts) + "."
    bad = [
        tr.counted(marks[state], one, many)
        for state, one, many in (
            (MarkState.MISREAD, "{n} mark misread", "{n} marks misread"),
            (MarkState.LOST, "{n} mark lost", "{n} marks lost"),
        )
        if marks[state]
    ]
    return words + (" " + tr("In the copy: {marks}.", marks=", ".join(bad)) if bad else "")
