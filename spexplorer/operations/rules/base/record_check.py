"""A rule: looks at every record in turn, and tells at the end what only all of them show."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from typing import ClassVar, NamedTuple

from spexplorer.domain.records import Record
from spexplorer.words.language import Language


class Context(NamedTuple):
    """What rules know of the whole library.

    `linked` are the ids that records point at, `names` the folded forms of the names of all agents, `year`
    is this year.
    """

    tr: Language
    linked: Collection[str]
    names: Collection[str]
    year: int


class Found(NamedTuple):
    """What a rule found: in which record and, if it is of one, which field."""

    record: str
    field: str | None
    explanation: str


class RecordCheck(ABC):
    """A rule at work; made once for a library."""

    severity: ClassVar[str] = "warning"
    """"error", "warning" or "hint"."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tr = context.tr

    @abstractmethod
    def look(self, record: Record) -> Iterator[Found]:
        """What is to be said of a record."""

    def end(self) -> Iterator[Found]:
        """What is to be said once all were looked at."""
        return iter(())
