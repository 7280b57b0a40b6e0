"""Questions to start from, as the library states them or every library allows: each leads to a link state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spexplorer.domain.filters import Filter, Mode, Period, Values

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState


class Question(NamedTuple):
    """A question in words, and what is said of its answer: tab, period, facets, current record."""

    text: str
    answer: dict[str, Any]
    selected: frozenset[str] = frozenset()
    """Records that are selected besides the current one."""


class AnsweredQuestion(NamedTuple):
    """A question with its answer in a sentence or a few names, and what the answer rests on."""

    question: Question
    answer: str
    note: str = ""


_LONGEST: Final = 64
"""The longest name in an answer, in characters."""


def shortened(name: str) -> str:
    """A name that is too long for a list of names, cut after a word."""
    if len(name) <= _LONGEST:
        return name
    return name[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def questions_of(about: dict[str, str]) -> list[Question]:
    """The questions of a library; one that is not a table with a text is left out."""
    import json  # not before the first paint

    try:
        listed = json.loads(about.get("questions", "[]"))
    except ValueError:
        return []
    plain = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [Question(one["text"], one) for one in plain if isinstance(one.get("text"), str)]


def filter_for(question: Question) -> Filter:
    """What a question narrows everything to; what cannot be understood narrows nothing."""
    from spexplorer.domain.edtf import EdtfError, parse

    wanted = Filter()
    answer = question.answer
    for facet, values in dict(answer.get("facets") or {}).items():
        wanted = wanted.with_constraint(Values(facet, frozenset(map(str, values))))
    try:
        bounds = parse(str(answer["period"])).bounds if "period" in answer else None
    except EdtfError:
        bounds = None
    if bounds is not None and bounds.start_min is not None and bounds.end_max is not None:
        wanted = wanted.with_constraint(Period(bounds.start_min, bounds.end_max))
    return wanted


def tab_for(question: Question) -> str:
    """The tab that shows the answer."""
    return str(question.answer.get("tab", "overview"))


def state_for(question: Question, here: LinkState) -> LinkState:
    """The state that answers a question.

    What a question does not speak of (what is compared, how the network is looked at) stays as `here`.
    """
    state = here.narrowed(filter_for(question))._replace(mode=Mode.REPLACE)
    state = state.at(question.answer.get("current"), tab_for(question))
    return state._replace(selected=state.selected | question.selected)
