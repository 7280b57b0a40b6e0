"""Concepts and instruments, related as in SKOS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from spexplorer.domain.records import AgentId, ConceptId, Info, InstrumentId, NameForm, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Record):
    """A theoretical or methodological concept, defined in the library's own words."""

    pref_label: Annotated[
        str, Info("Preferred label", "The name the concept goes by.", naming=True)
    ]
    variants: Annotated[
        tuple[NameForm, ...], Info("Other forms", "Other labels, also in other languages.")
    ] = ()
    definition: Annotated[str | None, Info("Definition", "What is meant, in your own words.")] = (
        None
    )
    broader: Annotated[ConceptId | None, Info("Broader", "The concept it belongs under.")] = None
    related: Annotated[tuple[ConceptId, ...], Info("Related", "Concepts that go with it.")] = ()
    holder: Annotated[AgentId | None, Info("Held by", "Whose concept it is.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A verdict on an instrument: whose, on what basis (explicit, attributed, inferred) and why."""

    verdict: Annotated[
        str,
        Info("Assessment", "What it is judged to be.", scheme="verdict", facet=(70, "Assessment")),
    ]
    holder: Annotated[AgentId | None, Info("Held by", "Who judges so.")] = None
    basis: Annotated[str, Info("Basis", "How the source says it.", scheme="assessment_basis")] = (
        "explicit"
    )
    reason: Annotated[str | None, Info("Reason", "Why, in your own words.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """A mapping to another scheme's term; `match` is a SKOS mapping (exact, close, broad)."""

    scheme: Annotated[str, Info("Scheme", "The other scheme.")]
    term: Annotated[str, Info("Term", "Its term.")]
    match: Annotated[str, Info("Match", "How near the two are to each other.", scheme="match")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Record):
    """An instrument, channel or resource, in a tree by `broader`."""

    name: Annotated[str, Info("Name", "The name the instrument goes by.", naming=True)]
    variants: Annotated[
        tuple[NameForm, ...], Info("Other forms", "Other names, also in other languages.")
    ] = ()
    vector: Annotated[
        str, Info("Field", "The field it works in.", scheme="vector", facet=(10, "Field"))
    ]
    broader: Annotated[InstrumentId | None, Info("Broader", "The instrument it belongs under.")] = (
        None
    )
    description: Annotated[str | None, Info("Description", "What it is, in your own words.")] = None
    assessments: Annotated[
        tuple[Assessment, ...], Info("Assessments", "How it is judged, by whom and why.")
    ] = ()
    crosswalk: Annotated[
        tuple[Crosswalk, ...], Info("Other schemes", "What other schemes call the same.")
    ] = ()
