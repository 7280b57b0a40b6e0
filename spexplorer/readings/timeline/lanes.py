"""Which lane an event stands in: by its type, vector, place or actor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.readings.timeline.scale import Ints

if TYPE_CHECKING:
    from spexplorer.exploring.index import Index
    from spexplorer.readings.timeline.events import Events
    from spexplorer.words.language import Language

GROUPINGS: Final = ("event_type", "vector", "instrument", "place", "actor")
"""What lanes can be made by; each is also the name of a facet."""

OTHERS: Final = ""
"""The key of the lane of what stands in no other."""

_MOST = 12
"""How many instruments, places or actors have a lane of their own."""


class Lane(NamedTuple):
    """A lane: the value of the facet it stands for (or OTHERS), and its dated events by anchor."""

    key: str
    members: Ints


def lanes_by(grouping: str, index: Index, events: Events, order: Sequence[str]) -> list[Lane]:
    """The lanes in a given order of values, or (where it is empty) by how many events they have.

    An event that has several values stands in each of their lanes.
    """
    values, records, codes = index.pairs(grouping, "event")
    places = events.places(records.astype(np.int64))
    drawn = (places >= 0) & ~events.undated[places]
    places, codes = places[drawn], codes[drawn]
    by_code = np.lexsort((events.anchor[places], codes))
    places, codes = places[by_code], codes[by_code]
    starts = np.searchsorted(codes, np.arange(len(values) + 1))
    counts = np.diff(starts)
    number = {value: at for at, value in enumerate(values)}
    if order:
        wanted = [number[value] for value in order if value in number]
    else:
        wanted = sorted(range(len(values)), key=lambda at: (-counts[at], values[at]))[:_MOST]
    lanes = [Lane(values[at], places[starts[at] : starts[at + 1]]) for at in wanted if counts[at]]
    return [lane for lane in (*lanes, _others(lanes, events)) if len(lane.members)]


def _others(lanes: Sequence[Lane], events: Events) -> Lane:
    left = ~events.undated
    for lane in lanes:
        left[lane.members] = False
    members = np.flatnonzero(left)
    return Lane(OTHERS, members[np.argsort(events.anchor[members], kind="stable")])


def lane_names(
    tr: Language, lanes: Sequence[Lane], terms: Mapping[str, str], label: Callable[[str], str]
) -> dict[str, str]:
    """What the lanes are called, by the vocabulary or by the label of the record they stand for."""
    names = {lane.key: terms[lane.key] if terms else label(lane.key) for lane in lanes if lane.key}
    return {**names, OTHERS: tr("Other or none")}
