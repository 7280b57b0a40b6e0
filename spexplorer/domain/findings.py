"""Statistics, claims and editorial notes: what is asserted, argued and observed."""

from __future__ import annotations

from dataclasses import dataclass

from spexplorer.domain.records import (
    AgentId,
    EdtfText,
    InstrumentId,
    PlaceId,
    Record,
    RecordId,
    StatisticId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a statistic was computed: the formula in words or symbols, and the figures it used."""

    formula: str
    inputs: tuple[StatisticId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic(Record):
    """One quantity asserted by a source, or derived from others.

    `value` alone is a point; with `value_high` it is a closed range. `unit` is a term of the
    vocabulary; percentages are stored as printed (12 for 12 %).
    """

    measure: str
    value: float | None = None
    value_high: float | None = None
    unit: str
    qualifier: str = "exact"
    as_of: EdtfText | None = None
    place: PlaceId | None = None
    derived_from: Derivation | None = None
    series: str | None = None
    holder: AgentId | None = None
    instruments: tuple[InstrumentId, ...] = ()
    related: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """An argument, evaluation or conclusion in the library's own words, and who holds it."""

    statement: str
    holder: AgentId | None = None
    stance: str = "descriptive"
    instruments: tuple[InstrumentId, ...] = ()
    supported_by: tuple[RecordId, ...] = ()
    contradicts: tuple[RecordId, ...] = ()
    related: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """An editorial observation on a record, or a reader's own note.

    `as_printed` quotes a few words at most; `reading` is what is meant; `confidence` is high,
    medium or low.
    """

    target: RecordId | None = None
    note_type: str
    as_printed: str | None = None
    reading: str | None = None
    basis: str | None = None
    confidence: str | None = None
    explanation: str
