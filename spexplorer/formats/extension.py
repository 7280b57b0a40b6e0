"""The fields that a format has no place for, as plain values that travel beside what it has.

Formats with room for the fields of others (CSL-JSON, BibLaTeX, MARC, MODS) carry them there, so that a
record comes back whole; what another program changed in the format's own fields is kept.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.plain import PlainError, from_plain, to_plain
from spexplorer.domain.records import AgentId
from spexplorer.domain.works import Contributor, Work
from spexplorer.formats.interchange import OF_THE_LIBRARY, Entry, LookUp, Remark

NAME: Final = "spexplorer"
"""What the extension is called in formats that name their fields."""


def rest_beside(work: Work, native: Entry, look_up: LookUp) -> dict[str, Any]:
    """What a format's own fields do not say of a work, as plain values.

    `native` is the entry that those fields alone are read as. Each field that differs comes with both
    values, so that a reader can tell whether another program changed the format's own.
    """
    own, read = to_plain(work), to_plain(native.records[0])
    left_out = OF_THE_LIBRARY | {"id", "contributors"}
    agents = {part.agent: look_up(part.agent) for part in work.contributors}
    return {
        "id": work.id,
        "fields": {
            key: [value, read[key]]
            for key, value in own.items()
            if key not in left_out and value != read[key]
        },
        "contributors": own["contributors"],
        "agents": [
            {key: value for key, value in to_plain(agent).items() if key in _OF_AGENTS and value}
            for agent in agents.values()
            if isinstance(agent, Agent)
        ],
    }


_OF_AGENTS: Final = frozenset(
    (
        *("id", "agent_type", "name", "family", "given", "dropping_particle"),
        *("non_dropping_particle", "suffix", "variants", "identifiers"),
    )
)


_NO_XML: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that JSON leaves as they are, and XML or UTF-8 cannot hold, or readers take for line ends."""


def text_of_rest(rest: dict[str, Any]) -> str:
    """The rest as one line of JSON."""
    text = json.dumps(rest, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def with_rest(entry: Entry, rest: Any) -> Entry:
    """An entry with the fields that travelled in the extension; what another program changed stays.

    `rest` is what `rest_beside` gave, or its JSON; anything else is told of and left.
    """
    try:
        values = json.loads(rest) if isinstance(rest, str) else rest
        return _restored(entry, values)
    except (PlainError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        remark = Remark(
            "The fields of this program that came with it are damaged and were left out."
        )
        return entry._replace(remarks=(*entry.remarks, remark))


def _restored(entry: Entry, rest: dict[str, Any]) -> Entry:
    work, *named = entry.records
    plain = to_plain(work)
    for key, (value, read) in rest["fields"].items():
        if key in plain and key not in OF_THE_LIBRARY and plain[key] == read:
            plain[key] = value
    agents = [from_plain(agent) for agent in rest.get("agents", ())]
    people = {str(agent.id): agent for agent in agents if isinstance(agent, Agent)}
    plain["id"] = rest["id"]
    whole = from_plain(plain)
    came = from_plain(plain | {"contributors": rest.get("contributors", [])})
    assert isinstance(whole, Work)
    assert isinstance(came, Work)
    if _same_names(whole, named, came.contributors, people):
        whole, named = came, list(people.values())
    return entry._replace(records=(whole, *named))


def _same_names(
    work: Work, named: list[Any], came: tuple[Contributor, ...], people: dict[str, Agent]
) -> bool:
    """Whether nobody changed the names in the format's own fields: each is one of those that came."""
    here = {agent.id: agent for agent in named}
    if any(part.agent not in people for part in came):
        return False
    ours = {_key(people[part.agent]) for part in came}
    return {_key(here[part.agent]) for part in work.contributors} <= ours


def _key(agent: Agent) -> str:
    return (agent.family or agent.name).casefold()


def agent_of(look_up: LookUp, agent_id: AgentId) -> Agent | None:
    """The agent of an id, None where it is not there."""
    found = look_up(agent_id)
    return found if isinstance(found, Agent) else None
