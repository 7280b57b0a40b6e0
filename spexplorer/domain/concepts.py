"""Concepts and instruments of soft power, related as in SKOS."""

from __future__ import annotations

from dataclasses import dataclass

from spexplorer.domain.records import AgentId, ConceptId, InstrumentId, NameForm, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Record):
    """A theoretical or methodological concept, defined in the library's own words."""

    pref_label: str
    variants: tuple[NameForm, ...] = ()
    definition: str | None = None
    broader: ConceptId | None = None
    related: tuple[ConceptId, ...] = ()
    holder: AgentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A verdict on an instrument: whose, on what basis (explicit, attributed, inferred) and why."""

    verdict: str
    holder: AgentId | None = None
    basis: str = "explicit"
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """A mapping to another scheme's term; `match` is a SKOS mapping (exact, close, broad)."""

    scheme: str
    term: str
    match: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Record):
    """An instrument, channel or resource of soft power, in a tree by `broader`."""

    name: str
    variants: tuple[NameForm, ...] = ()
    vector: str
    broader: InstrumentId | None = None
    description: str | None = None
    assessments: tuple[Assessment, ...] = ()
    crosswalk: tuple[Crosswalk, ...] = ()
