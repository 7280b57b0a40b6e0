"""A rule of the source audit, and the records it looks at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import ClassVar, NamedTuple

from spexplorer.domain.findings import Claim, Statistic
from spexplorer.domain.happenings import Agreement, Event
from spexplorer.domain.records import Record
from spexplorer.domain.works import Citation, Passage, Work
from spexplorer.words.language import Language


class Suspicion(NamedTuple):
    """What a rule found: the records it concerns, the first one most, and a plain sentence."""

    records: tuple[str, ...]
    explanation: str


class Catalogue:
    """The records that are audited, by id, and what the footnotes say of them."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.works: dict[str, Work] = {}
        self.citations: list[Citation] = []
        self.passages: dict[str, Passage] = {}
        self.statistics: dict[str, Statistic] = {}
        self.claims: dict[str, Claim] = {}
        self.values: list[Statistic | Event | Agreement] = []
        for one in records:
            match one:
                case Work():
                    self.works[one.id] = one
                case Citation():
                    self.citations.append(one)
                case Passage():
                    self.passages[one.id] = one
                case Claim():
                    self.claims[one.id] = one
                case Statistic() | Event() | Agreement():
                    self.values.append(one)
                    if isinstance(one, Statistic):
                        self.statistics[one.id] = one
        self.citations.sort(key=lambda one: (one.work, one.number))

    @cached_property
    def footnotes(self) -> dict[tuple[str, int], Citation]:
        """The citation of each footnote, by its work and number."""
        return {(one.work, one.number): one for one in self.citations}

    def citations_behind(self, record: Record) -> list[Citation]:
        """The footnotes a record rests on: those among its evidence, and those marked in its sentences."""
        found: dict[str, Citation] = {}
        for evidence in record.evidence:
            if (passage := self.passages.get(evidence.passage)) is None:
                continue
            own = (passage.footnote,) if passage.footnote else passage.footnote_marks
            for number in own:
                if citation := self.footnotes.get((passage.work, number)):
                    found[citation.id] = citation
        return list(found.values())

    def values_by_sources(self) -> dict[tuple[str, ...], list[str]]:
        """The ids of all stated values by the works their footnotes cite; () for those without."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for one in self.values:
            if not self._is_stated(one) or (isinstance(one, Statistic) and one.derived_from):
                continue
            cited = {str(c.cited_work) for c in self.citations_behind(one) if c.cited_work}
            found[tuple(sorted(cited))].append(one.id)
        return dict(found)

    def _is_stated(self, record: Record) -> bool:
        """Whether a sentence of the text states it, and not a footnote alone as its own dates are."""
        passages = (self.passages.get(one.passage) for one in record.evidence)
        return any(one is not None and not one.footnote for one in passages)

    def title(self, work: str) -> str:
        """The title of a work, its id where it has none."""
        found = self.works.get(work)
        return found.title if found else work


class AuditRule(ABC):
    """A rule; made once for a library."""

    severity: ClassVar[str] = "warning"
    """"error", "warning" or "hint"."""

    def __init__(self, tr: Language) -> None:
        self.tr = tr

    @abstractmethod
    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        """What is to be said of a whole library."""
