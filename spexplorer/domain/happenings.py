"""Events and agreements: what happened, and what was agreed, decided or set up.

The words for agreements are those of the Vienna Convention on the Law of Treaties (1969) and the
UN Treaty Collection.
"""

from __future__ import annotations

from dataclasses import dataclass

from spexplorer.domain.records import AgentId, EdtfText, InstrumentId, PlaceId, Record, RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Anything that happened or holds over a time; `date` may be an interval or null."""

    title: str
    event_type: str
    date: EdtfText | None = None
    date_printed: str | None = None
    date_basis: str = "stated"
    description: str | None = None
    place: PlaceId | None = None
    agents: tuple[AgentId, ...] = ()
    instruments: tuple[InstrumentId, ...] = ()
    related: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDate:
    """A typed date of an agreement: signed, adopted, established, in_force, submitted ..."""

    type: str
    date: EdtfText


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRelation:
    """How an agreement stands to another record: implements, amends, framework_of ..."""

    type: str
    target: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """An agreement, decision, commission, programme, initiative or nomination."""

    title: str
    form: str
    level: str
    parties: tuple[AgentId, ...] = ()
    dates: tuple[AgreementDate, ...] = ()
    subject: str | None = None
    provisions: str | None = None
    status: str = "unknown"
    status_as_of: EdtfText | None = None
    relations: tuple[AgreementRelation, ...] = ()
    instruments: tuple[InstrumentId, ...] = ()
    place: PlaceId | None = None
