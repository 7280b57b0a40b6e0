"""What every record has, and the value types that fields are made of.

A record class is the single description of its kind: storage, the JSON export and the text sources
read its annotations (see `fields`), so a field is declared once. Ids are NewTypes so that a place can
never be passed for an agent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

EdtfText = NewType("EdtfText", str)
"""A date in Extended Date/Time Format (ISO 8601-2), verbatim."""

RecordId = NewType("RecordId", str)
WorkId = NewType("WorkId", str)
AgentId = NewType("AgentId", str)
PlaceId = NewType("PlaceId", str)
ConceptId = NewType("ConceptId", str)
InstrumentId = NewType("InstrumentId", str)
StatisticId = NewType("StatisticId", str)
PassageId = NewType("PassageId", str)

ID_KINDS: dict[str, str] = {
    "WorkId": "work",
    "AgentId": "agent",
    "PlaceId": "place",
    "ConceptId": "concept",
    "InstrumentId": "instrument",
    "StatisticId": "statistic",
    "PassageId": "passage",
    "RecordId": "",
}
"""Name of an id type -> the kind it points at; "" for any kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage a record rests on, and how: states, supports, mentions, cites or contradicts."""

    passage: PassageId
    role: str = "states"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """One form of a name: in a language (BCP 47) and script (ISO 15924), by a romanisation scheme.

    `basis` says where the form comes from: printed, reconstructed or supplied.
    """

    form: str
    language: str | None = None
    script: str | None = None
    scheme: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has. `created` and `modified` are ISO 8601 instants in UTC."""

    id: RecordId
    origin: str = ""
    evidence: tuple[Evidence, ...] = ()
    tags: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
