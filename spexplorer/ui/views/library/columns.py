"""Which columns the register of a kind has, and where their values come from."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.readings.tables import Column
from spexplorer.ui.translation import tr
from spexplorer.words.facets import value_label

if TYPE_CHECKING:
    from spexplorer.workspace.workspace import Workspace


class Source(Enum):
    """Where the values of a column come from."""

    TITLE = "title"
    DETAIL = "detail"
    DAYS = "days"
    FACET = "facet"


class Spec(NamedTuple):
    """A column: its key (of a facet, the facet), title, first width in letters, whether shown at first."""

    key: str
    title: str
    letters: int
    shown: bool = True

    @property
    def source(self) -> Source:
        """Where its values come from."""
        try:
            return Source(self.key)
        except ValueError:
            return Source.FACET


_SUPPORT = Spec("support", "Support", 26)
_DATE = Spec("days", "Year", 15)

SPECS: dict[str, tuple[Spec, ...]] = {
    "work": (
        Spec("title", "Title", 44), Spec("detail", "Contributors, date, in", 26),
        Spec("days", "Issued", 10), Spec("language", "Language", 11),
        Spec("source_type", "Source type", 20), Spec("type", "Type", 18),
    ),
    "event": (Spec("title", "Event", 48), _DATE, Spec("event_type", "Type", 22), _SUPPORT),
    "agreement": (
        Spec("title", "Agreement", 48), _DATE, Spec("form", "Form", 22), Spec("level", "Level", 22),
        _SUPPORT,
    ),
    "statistic": (Spec("title", "Measure", 44), Spec("detail", "Value", 30), _DATE, _SUPPORT),
    "claim": (
        Spec("title", "Claim", 56), Spec("detail", "Held by", 34), Spec("stance", "Stance", 16),
        _SUPPORT,
    ),
    "agent": (Spec("title", "Name", 36), Spec("agent_type", "Type", 16), Spec("detail", "About", 60)),
    "place": (Spec("title", "Name", 36), Spec("place_type", "Type", 16), Spec("detail", "About", 60)),
    "instrument": (
        Spec("title", "Instrument", 40), Spec("vector", "Field", 18), Spec("detail", "About", 50),
        _SUPPORT,
    ),
    "concept": (Spec("title", "Concept", 36), Spec("detail", "Definition", 70), _SUPPORT),
    "citation": (Spec("title", "Footnote", 60), Spec("detail", "Relation", 20)),
    "passage": (
        Spec("title", "Passage", 40), Spec("section", "Section", 30), Spec("detail", "Page", 12),
    ),
    "note": (Spec("title", "Observation", 60), Spec("note_type", "Type", 26)),
}  # fmt: skip
"""Kind -> its columns; the first always is the title."""


def columns_of(kind: str) -> list[Column]:
    """The columns of a kind as the table takes them."""
    return [Column(s.key, tr(s.title), s.letters, s.shown) for s in SPECS[kind]]


def label_of(workspace: Workspace, facet: str, value: str) -> str:
    """What a value of a column is called."""
    if facet == "type":
        return workspace.reader.term("work_type", value)
    return value_label(tr, workspace.reader, facet, value)


def years_in_words(first: int | None, last: int | None, *, doubtful: bool) -> str:
    """“2013”, “1990–1999” for some time in them, “–2009”, “2011–”; “?” where the date is in doubt."""
    if first == last:
        words = "" if first is None else f"{first}"
    else:
        words = f"{'' if first is None else first}–{'' if last is None else last}"
    return f"{words}?" if doubtful and words else words
