"""Good questions to start from, as the library states them: each is a link state."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.filters import Filter, Period, Values
from spexplorer.domain.link_state import LinkState


class Question(NamedTuple):
    """A question and the state that answers it."""

    text: str
    state: LinkState


def questions_of(about: dict[str, str]) -> list[Question]:
    """The questions of a library; one that cannot be read is left out."""
    try:
        listed = json.loads(about.get("questions", "[]"))
    except json.JSONDecodeError:
        return []
    return [q for q in map(_question, listed if isinstance(listed, list) else []) if q is not None]


def _question(plain: Any) -> Question | None:
    try:
        wanted = Filter()
        for facet, values in plain.get("facets", {}).items():
            wanted = wanted.with_constraint(Values(facet, frozenset(values)))
        if "period" in plain:
            bounds = parse(plain["period"]).bounds
            if bounds.start_min is None or bounds.end_max is None:
                return None
            wanted = wanted.with_constraint(Period(bounds.start_min, bounds.end_max))
        state = LinkState(filter=wanted, tab=plain["tab"])
        return Question(plain["text"], state.at(plain.get("current")))
    except (EdtfError, KeyError, TypeError, AttributeError):
        return None
