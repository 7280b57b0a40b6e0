"""Statistics, claims and editorial notes: what is asserted, argued and observed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from spexplorer.domain.records import (
    AgentId,
    EdtfText,
    Info,
    InstrumentId,
    NameForm,
    PlaceId,
    Record,
    RecordId,
    StatisticId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a statistic was computed: the formula in words or symbols, and the figures it used."""

    formula: Annotated[str, Info("Formula", "How it was computed, in words or symbols.")]
    inputs: Annotated[
        tuple[StatisticId, ...], Info("Figures used", "The figures the formula takes.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic(Record):
    """One quantity asserted by a source, or derived from others.

    `value` alone is a point; with `value_high` it is a closed range. `unit` is a term of the
    vocabulary; percentages are stored as printed (12 for 12 %).
    """

    measure: Annotated[str, Info("Measure", "What is counted or measured.")]
    variants: Annotated[
        tuple[NameForm, ...], Info("Other names", "Other words for what is measured.")
    ] = ()
    value: Annotated[float | None, Info("Value", "The figure, or the lower end of a range.")] = None
    value_high: Annotated[float | None, Info("To", "The upper end of a range.")] = None
    unit: Annotated[str, Info("Unit", "What the figure counts.", scheme="unit")]
    qualifier: Annotated[
        str, Info("Qualifier", "How exactly the source gives it.", scheme="qualifier")
    ] = "exact"
    as_of: Annotated[EdtfText | None, Info("As of", "The time the figure is given for.")] = None
    place: Annotated[PlaceId | None, Info("Place", "The place the figure is given for.")] = None
    derived_from: Annotated[
        Derivation | None, Info("Computed as", "How it was computed from other figures.")
    ] = None
    series: Annotated[str | None, Info("Series", "Figures of one series are drawn together.")] = (
        None
    )
    holder: Annotated[AgentId | None, Info("Held by", "Who gives the figure.")] = None
    instruments: Annotated[
        tuple[InstrumentId, ...], Info("Instruments", "The instruments it tells of.")
    ] = ()
    related: Annotated[tuple[RecordId, ...], Info("Related", "Records that go with it.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """An argument, evaluation or conclusion in the library's own words, and who holds it."""

    statement: Annotated[str, Info("Statement", "What is claimed, in your own words.")]
    holder: Annotated[AgentId | None, Info("Held by", "Who claims it.")] = None
    stance: Annotated[
        str, Info("Stance", "What the claim does.", scheme="stance", facet=(120, "Stance of claim"))
    ] = "descriptive"
    instruments: Annotated[
        tuple[InstrumentId, ...], Info("Instruments", "The instruments it is about.")
    ] = ()
    supported_by: Annotated[
        tuple[RecordId, ...], Info("Supported by", "The records that speak for it.")
    ] = ()
    contradicts: Annotated[
        tuple[RecordId, ...], Info("Stands against", "The records it contradicts.")
    ] = ()
    related: Annotated[tuple[RecordId, ...], Info("Related", "Records that go with it.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """An editorial observation on a record, or a reader's own note.

    `as_printed` quotes a few words at most; `reading` is what is meant; `confidence` is high,
    medium or low.
    """

    target: Annotated[RecordId | None, Info("About", "The record it is a note on.")] = None
    note_type: Annotated[
        str,
        Info(
            "Type",
            "What sort of observation it is.",
            scheme="note_type",
            facet=(130, "Observation type"),
        ),
    ]
    as_printed: Annotated[
        str | None, Info("As printed", "What the source has, a few words at most.")
    ] = None
    reading: Annotated[str | None, Info("Reading", "What is meant.")] = None
    basis: Annotated[str | None, Info("Known from", "What the reading rests on.")] = None
    confidence: Annotated[
        str | None, Info("Confidence", "How sure it is.", scheme="note_confidence")
    ] = None
    explanation: Annotated[
        str, Info("Explanation", "What is the matter, in your own words; Markdown is understood.")
    ]
