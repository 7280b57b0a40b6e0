"""A rule of the source audit, and the records it looks at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import ClassVar, Final, NamedTuple

from spexplorer.domain.authorities import Agent, Place
from spexplorer.domain.findings import Claim, Note, Statistic
from spexplorer.domain.happenings import Agreement, Event
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import title_of
from spexplorer.domain.works import Citation, Passage, Work
from spexplorer.words.language import Language

_LETTERS: Final = 140
"""Letters of a title that a sentence names a record by."""

_STATING: Final = frozenset({"states"})
_CITING: Final = frozenset({"states", "supports", "cites"})
"""How a footnote bears a value."""


class Alike(NamedTuple):
    """Records whose names are spelt almost alike."""

    records: tuple[str, ...]


def _none_alike(_kind: str) -> Iterable[Alike]:
    return ()


class Suspicion(NamedTuple):
    """What a rule found: the records it concerns, the first one most, and a plain sentence.

    `about` is what makes it the same finding when the audit runs again: the records, unless others may
    join them without that it becomes another one.
    """

    records: tuple[str, ...]
    explanation: str
    about: tuple[str, ...] = ()

    @property
    def subject(self) -> tuple[str, ...]:
        """What the finding is known by."""
        return self.about or self.records


class Catalogue:
    """The records that are audited, by id, and what the footnotes say of them."""

    def __init__(
        self, records: Iterable[Record], alike: Callable[[str], Iterable[Alike]] = _none_alike
    ) -> None:
        """`alike` gives the records of a kind whose names are spelt almost alike."""
        self.alike = alike
        self.records: dict[str, Record] = {}
        self.works: dict[str, Work] = {}
        self.citations: list[Citation] = []
        self.passages: dict[str, Passage] = {}
        self.statistics: dict[str, Statistic] = {}
        self.claims: dict[str, Claim] = {}
        self.notes: list[Note] = []
        self.named: list[Agent | Place | Work] = []
        self.values: list[Statistic | Event | Agreement] = []
        for one in records:
            self.records[one.id] = one
            if isinstance(one, Agent | Place | Work):
                self.named.append(one)
            match one:
                case Note():
                    self.notes.append(one)
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

    @cached_property
    def _serving(self) -> dict[str, list[Citation]]:
        """Passage -> the footnotes that the catalogue says it rests on, beside those marked in it."""
        found: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            for evidence in citation.evidence:
                if evidence.role == "cites":
                    found[evidence.passage].append(citation)
        return found

    def citations_behind(self, record: Record) -> list[Citation]:
        """The footnotes that are among the evidence of a record or marked in its sentences."""
        found: dict[str, Citation] = {}
        for evidence in record.evidence:
            passage = self.passages.get(evidence.passage)
            if passage is None or evidence.role == "contradicts":
                continue
            found.update({one.id: one for one in self._marked(passage)})
        return list(found.values())

    def _sources_of(self, record: Record) -> set[str]:
        """The works that footnotes cite for the sentences that state a value, or for the value itself."""
        found: set[str] = set()
        for evidence in record.evidence:
            passage = self.passages.get(evidence.passage)
            if passage is None or evidence.role not in (_CITING if passage.footnote else _STATING):
                continue
            behind = (*self._marked(passage), *self._serving[passage.id])
            found |= {str(citation.cited_work) for citation in behind if citation.cited_work}
        return found

    def _marked(self, passage: Passage) -> list[Citation]:
        """The footnote that a passage is, or the ones marked in it."""
        numbers = (passage.footnote,) if passage.footnote else passage.footnote_marks
        found = (self.footnotes.get((passage.work, number)) for number in numbers)
        return [one for one in found if one is not None]

    def values_by_sources(self) -> dict[tuple[str, ...], list[str]]:
        """The ids of all stated values by the works their footnotes cite; () for those without."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for one in self.values:
            if not self._is_stated(one) or (isinstance(one, Statistic) and one.derived_from):
                continue
            found[tuple(sorted(self._sources_of(one)))].append(one.id)
        return dict(found)

    def _is_stated(self, record: Record) -> bool:
        """Whether a sentence of the text states it, of something else than the work that says so.

        The days of the sources themselves stand in footnotes alone.
        """
        citing = {str(one.work) for one in self.citations}
        if citing.intersection(getattr(record, "related", ())):
            return False
        passages = (
            self.passages.get(one.passage) for one in record.evidence if one.role == "states"
        )
        return any(one is not None and not one.footnote for one in passages)

    def title(self, record: str) -> str:
        """What a record is called, its id where it is not among those that are audited."""
        found = self.records.get(record)
        text = " ".join(title_of(found).split()).rstrip(".") if found else record
        return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1].rstrip()}…"


class AuditRule(ABC):
    """A rule; made once for a library."""

    severity: ClassVar[str] = "warning"
    """"error", "warning" or "hint"."""
    title: ClassVar[str]
    """What its findings are called together."""
    looks_for: ClassVar[str]
    """What it looks for, in plain words."""
    may_err: ClassVar[str]
    """What it can be wrong about."""

    def __init__(self, tr: Language) -> None:
        self.tr = tr

    @abstractmethod
    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        """What is to be said of a whole library."""
