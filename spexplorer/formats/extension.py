"""The fields that a format has no place for, as plain values that travel beside what it has.

Formats with room for the fields of others (CSL-JSON, BibLaTeX, MARC, MODS) carry them there, so that a
record comes back whole; what another program changed in the format's own fields is kept.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.fields import fields_of
from spexplorer.domain.plain import PlainError, from_plain, to_plain
from spexplorer.domain.records import AgentId
from spexplorer.domain.works import Contributor, Work
from spexplorer.formats.interchange import OF_THE_LIBRARY, Entry, LookUp, Remark

NAME: Final = "spexplorer"
"""What the extension is called in formats that name their fields."""


def rest_of(work: Work, carried: Collection[str], look_up: LookUp) -> dict[str, Any]:
    """The id and the fields of a work that are not `carried`, with the agents it names, as plain values."""
    plain = to_plain(work)
    rest = {"id": plain["id"]} | {
        field.key: plain[field.key]
        for field in fields_of(Work)
        if field.name not in carried
        and field.name not in OF_THE_LIBRARY
        and plain[field.key] not in (None, [], "")
    }
    rest["contributors"] = plain["contributors"]
    agents = {part.agent: look_up(part.agent) for part in work.contributors}
    rest["agents"] = [
        {key: value for key, value in to_plain(agent).items() if key in _OF_AGENTS and value}
        for agent in agents.values()
        if isinstance(agent, Agent)
    ]
    return {key: value for key, value in rest.items() if value != []}


_OF_AGENTS: Final = frozenset(
    (
        *("id", "agent_type", "name", "family", "given", "dropping_particle"),
        *("non_dropping_particle", "suffix", "variants", "identifiers"),
    )
)


def text_of_rest(rest: dict[str, Any]) -> str:
    """The rest as one line of JSON."""
    return json.dumps(rest, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def with_rest(entry: Entry, rest: Any) -> Entry:
    """An entry with the fields that travelled in the extension; what it has itself stays.

    `rest` is what `rest_of` gave, or its JSON; anything else is told of and left.
    """
    try:
        values = json.loads(rest) if isinstance(rest, str) else rest
        return _restored(entry, dict(values))
    except (PlainError, ValueError, TypeError, KeyError, RecursionError):
        remark = Remark(
            "The fields of this program that came with it are damaged and were left out."
        )
        return entry._replace(remarks=(*entry.remarks, remark))


def _restored(entry: Entry, rest: dict[str, Any]) -> Entry:
    work, *named = entry.records
    assert isinstance(work, Work)
    agents = [from_plain(agent) for agent in rest.pop("agents", ())]
    contributors = rest.pop("contributors", [])
    stand_in = {"id": work.id, "type": "document", "title": "-"}
    came = from_plain(stand_in | {"contributors": contributors} | rest)
    assert isinstance(came, Work)
    values = {
        field.name: getattr(came, field.name)
        for field in fields_of(Work)
        if field.key in rest and field.name not in OF_THE_LIBRARY
    }
    people = {str(agent.id): agent for agent in agents if isinstance(agent, Agent)}
    if contributors and _same_names(work, named, came.contributors, people):
        values["contributors"] = came.contributors
        named = list(people.values())
    return entry._replace(records=(replace(work, **values), *named))


def _same_names(
    work: Work, named: list[Any], came: tuple[Contributor, ...], people: dict[str, Agent]
) -> bool:
    """Whether nobody changed the names in the format's own fields: as many, and the same family names."""
    here = {agent.id: agent for agent in named}
    if any(part.agent not in people for part in came):
        return False
    return sorted(_key(here[part.agent]) for part in work.contributors) <= sorted(
        _key(people[part.agent]) for part in came
    ) and {_key(here[p.agent]) for p in work.contributors} <= {_key(people[p.agent]) for p in came}


def _key(agent: Agent) -> str:
    return (agent.family or agent.name).casefold()


def agent_of(look_up: LookUp, agent_id: AgentId) -> Agent | None:
    """The agent of an id, None where it is not there."""
    found = look_up(agent_id)
    return found if isinstance(found, Agent) else None
