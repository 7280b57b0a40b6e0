"""Which columns the register of a kind has, and where their values come from."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.readings.tables import Column
from spexplorer.words.facets import value_label

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language


class ValueSource(Enum):
    """Where the values of a column come from."""

    TITLE = "title"
    DETAIL = "detail"
    DAYS = "days"
    FACET = "facet"


class RegisterColumn(NamedTuple):
    """A column: its key (of a facet, the facet), title, initial width in characters, shown at first."""

    key: str
    title: str
    letters: int
    shown: bool = True

    @property
    def source(self) -> ValueSource:
        """Where its values come from."""
        try:
            return ValueSource(self.key)
        except ValueError:
            return ValueSource.FACET


_SUPPORT = RegisterColumn("support", "Support", 26)
_DATE = RegisterColumn("days", "Year", 15)

SPECS: dict[str, tuple[RegisterColumn, ...]] = {
    "work": (
        RegisterColumn("title", "Title", 44),
        RegisterColumn("detail", "Contributors, date, in", 26),
        RegisterColumn("days", "Issued", 10),
        RegisterColumn("language", "Language", 11),
        RegisterColumn("source_type", "Source type", 20),
        RegisterColumn("type", "Type", 18),
    ),
    "event": (
        RegisterColumn("title", "Event", 48),
        _DATE,
        RegisterColumn("event_type", "Type", 22),
        _SUPPORT,
    ),
    "agreement": (
        RegisterColumn("title", "Agreement", 48),
        _DATE,
        RegisterColumn("form", "Form", 22),
        RegisterColumn("level", "Level", 22),
        _SUPPORT,
    ),
    "statistic": (
        RegisterColumn("title", "Measure", 44),
        RegisterColumn("detail", "Value", 30),
        _DATE,
        _SUPPORT,
    ),
    "claim": (
        RegisterColumn("title", "Claim", 56),
        RegisterColumn("detail", "Held by", 34),
        RegisterColumn("stance", "Stance", 16),
        _SUPPORT,
    ),
    "agent": (
        RegisterColumn("title", "Name", 36),
        RegisterColumn("agent_type", "Type", 16),
        RegisterColumn("detail", "About", 60),
    ),
    "place": (
        RegisterColumn("title", "Name", 36),
        RegisterColumn("place_type", "Type", 16),
        RegisterColumn("detail", "About", 60),
    ),
    "instrument": (
        RegisterColumn("title", "Instrument", 40),
        RegisterColumn("vector", "Field", 18),
        RegisterColumn("detail", "About", 50),
        _SUPPORT,
    ),
    "concept": (
        RegisterColumn("title", "Concept", 36),
        RegisterColumn("detail", "Definition", 70),
        _SUPPORT,
    ),
    "citation": (RegisterColumn("title", "Footnote", 60), RegisterColumn("detail", "Relation", 20)),
    "passage": (
        RegisterColumn("title", "Passage", 40),
        RegisterColumn("section", "Section", 30),
        RegisterColumn("detail", "Page", 12),
    ),
    "note": (RegisterColumn("title", "Observation", 60), RegisterColumn("note_type", "Type", 26)),
}
"""Kind -> its columns; the first always is the title."""


_DATES: Final = {"work": "issued", "event": "date", "statistic": "as_of"}
"""Kind -> the field whose years a register shows."""


def field_of_column(kind: str, column: str) -> str:
    """The field that a column shows the value of; "" where it is made of several."""
    spec = next((one for one in SPECS[kind] if one.key == column), None)
    if spec is None or spec.source is ValueSource.DETAIL:
        return ""
    if spec.source is ValueSource.DAYS:
        return _DATES.get(kind, "")
    fields = fields_of(CLASSES[kind])
    if spec.source is ValueSource.TITLE:
        naming = [one.name for one in fields if one.info.naming]
        return naming[0] if naming else {"statistic": "measure", "claim": "statement"}.get(kind, "")
    return column if any(one.name == column for one in fields) else ""


def columns_of(tr: Language, kind: str) -> list[Column]:
    """The columns of a kind as the table takes them."""
    texts = (ValueSource.TITLE, ValueSource.DETAIL)
    return [
        Column(spec.key, tr(spec.title), spec.letters, spec.shown, fills=spec.source in texts)
        for spec in SPECS[kind]
    ]


def label_of(tr: Language, reader: Reader, facet: str, value: str) -> str:
    """What a value of a column is called."""
    if facet == "type":
        return reader.term("work_type", value)
    return value_label(tr, reader, facet, value)


def years_in_words(first: int | None, last: int | None, *, doubtful: bool) -> str:
    """“2013”, “1990–1999” for some time in them, “–2009”, “2011–”; “?” where the date is in doubt."""
    if first == last:
        words = "" if first is None else f"{first}"
    else:
        words = f"{'' if first is None else first}–{'' if last is None else last}"
    return f"{words}?" if doubtful and words else words
