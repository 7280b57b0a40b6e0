"""Agents and places: the authority records that other records name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from spexplorer.domain.records import AgentId, EdtfText, Identifier, Info, NameForm, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office a person held: its title, the body it belongs to, and from when to when."""

    title: Annotated[
        str,
        Info(
            "Office",
            "What the office is called: President, Minister.",
            facet=(34, "Office", "office"),
        ),
    ]
    body: Annotated[
        str | None, Info("Body", "The state, ministry or organisation it is an office of.")
    ] = None
    since: Annotated[
        EdtfText | None, Info("From", "When the person took the office.", key="from")
    ] = None
    until: Annotated[EdtfText | None, Info("To", "When the person left it.", key="to")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Record):
    """A person, organisation, state, people or medium, with the forms of its name."""

    agent_type: Annotated[str, Info("Type", "What sort of agent it is.", scheme="agent_type")]
    name: Annotated[
        str, Info("Name", "The preferred form, by which lists name the agent.", naming=True)
    ]
    family: Annotated[
        str | None, Info("Family name", "The name a person is filed under in bibliographies.")
    ] = None
    given: Annotated[str | None, Info("Given names", "First name, patronymic and initials.")] = None
    dropping_particle: Annotated[
        str | None,
        Info("Particle, dropped", "A particle left out where the family name stands alone."),
    ] = None
    non_dropping_particle: Annotated[
        str | None, Info("Particle, kept", "A particle that always stands with the family name.")
    ] = None
    suffix: Annotated[str | None, Info("Suffix", "What follows a name: Jr., III.")] = None
    variants: Annotated[
        tuple[NameForm, ...],
        Info("Other forms", "Other forms of the name, by language, script and scheme."),
    ] = ()
    existed: Annotated[
        EdtfText | None,
        Info("Lived or existed", "From birth to death, or while an organisation existed."),
    ] = None
    offices: Annotated[
        tuple[Office, ...], Info("Offices", "The offices a person held, and when.")
    ] = ()
    identifiers: Annotated[
        tuple[Identifier, ...], Info("Identifiers", "How others identify the agent: VIAF, ISNI.")
    ] = ()
    related: Annotated[tuple[AgentId, ...], Info("See also", "Agents to look at as well.")] = ()
    description: Annotated[
        str | None, Info("Description", "Who or what it is, in your own words.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A place with the forms of its name; WGS 84 degrees, null where the source needs none."""

    name: Annotated[
        str, Info("Name", "The preferred form, by which lists name the place.", naming=True)
    ]
    variants: Annotated[
        tuple[NameForm, ...],
        Info("Other forms", "Other forms of the name, by language, script and scheme."),
    ] = ()
    place_type: Annotated[str, Info("Type", "What sort of place it is.", scheme="place_type")]
    latitude: Annotated[
        float | None, Info("Latitude", "Degrees north of the equator (WGS 84).")
    ] = None
    longitude: Annotated[float | None, Info("Longitude", "Degrees east of Greenwich (WGS 84).")] = (
        None
    )
    identifiers: Annotated[
        tuple[Identifier, ...],
        Info("Identifiers", "How others identify the place: GeoNames, Wikidata."),
    ] = ()
    description: Annotated[
        str | None, Info("Description", "What place it is, in your own words.")
    ] = None
