"""Agents and places: the authority records that other records name."""

from __future__ import annotations

from dataclasses import dataclass

from spexplorer.domain.records import NameForm, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Record):
    """A person, organisation, state, people or medium, with the forms of its name."""

    agent_type: str
    name: str
    variants: tuple[NameForm, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A place with the forms of its name; WGS 84 degrees, null where the source needs none."""

    name: str
    variants: tuple[NameForm, ...] = ()
    place_type: str
    latitude: float | None = None
    longitude: float | None = None
    description: str | None = None
