"""The apparatus of a library: sentences with their marks, footnotes, the works behind them.

`gather` reads it once from whole records; `chain` then says what hangs together with any record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from spexplorer.domain.works import Citation, Passage, Work


class MarkState(Enum):
    """How the raised number in the sentence came over into the copy."""

    PRINTED = "printed"
    MISREAD = "misread"
    LOST = "lost"
    UNPLACED = "unplaced"


class Standing(Enum):
    """How a work stands to the footnotes, from the closest to the farthest."""

    CITED = "cited"
    THROUGH = "through"
    INSIDE = "inside"
    TEXT = "text"
    NOWHERE = "nowhere"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Foot:
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
class Source:
    """A work: the footnotes that cite or name it, the sentences that name it without a footnote."""

    record: Work
    standing: Standing
    feet: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the work."""
        return self.record.id


@dataclass(frozen=True)
class Apparatus:
    """All footnotes in their order, all works by how close they stand, the sentences in reading order."""

    feet: tuple[Foot, ...]
    sources: tuple[Source, ...]
    sentences: tuple[Passage, ...]
    foot: dict[str, Foot]
    source: dict[str, Source]
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
        if source is None or source.standing is Standing.PAPER:
            return frozenset()
        found = {work_id, *source.sentences}
        for foot_id in source.feet:
            foot = self.foot[foot_id]
            found |= {foot_id, *foot.covers}
            if source.standing is not Standing.CITED and foot.record.cited_work:
                found.add(foot.record.cited_work)
            if source.standing is Standing.CITED:
                found |= set(foot.through)
        return frozenset(found)

    def _of_passage(self, passage_id: str) -> set[str]:
        feet = self.covered_by.get(passage_id, ())
        found = {passage_id, *self.named_in.get(passage_id, ())}
        for foot_id in feet:
            found |= self._ahead(foot_id)
        return found
