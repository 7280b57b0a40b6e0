"""Which lane an event stands in: by its type, vector, place or actor. No Qt here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.concepts import Instrument
from spexplorer.domain.records import InstrumentId
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.domain.happenings import Event
    from spexplorer.operations.reading import Reader
    from spexplorer.ui.views.timeline.marks import Marks

GROUPINGS: Final = ("event_type", "vector", "place", "actor")
"""What lanes can be made by; each is also the name of a facet."""

OTHERS: Final = ""
"""The key of the lane of what stands in no other."""

_MOST = 12
"""So many places or actors have a lane of their own."""


class Lane(NamedTuple):
    """A lane: the value of the facet it stands for (or OTHERS), its name, the numbers of its marks."""

    key: str
    label: str
    members: tuple[int, ...]


def lanes_by(grouping: str, reader: Reader, events: Sequence[Event], marks: Marks) -> list[Lane]:
    """The lanes in the order of their vocabulary, or by how many events they have.

    An event that has several values stands in each of their lanes.
    """
    if grouping == "vector":
        vectors = {
            InstrumentId(record.id): record.vector
            for record in reader.records("instrument")
            if isinstance(record, Instrument)
        }
    else:
        vectors = {}
    values: dict[str, tuple[str, ...]] = {
        event.id: _values(grouping, event, vectors) for event in events
    }
    if grouping in ("event_type", "vector"):
        names = reader.terms(grouping)
    else:
        often = Counter(key for keys in values.values() for key in keys)
        ranked = sorted(often, key=lambda key: (-often[key], key))[:_MOST]
        names = {key: reader.label(key) for key in ranked}
    return _lanes(names, values, marks)


def _values(grouping: str, event: Event, vectors: Mapping[InstrumentId, str]) -> tuple[str, ...]:
    match grouping:
        case "event_type":
            return (event.event_type,)
        case "vector":
            return tuple(dict.fromkeys(vectors[i] for i in event.instruments if i in vectors))
        case "place":
            return (event.place,) if event.place else ()
    return tuple(dict.fromkeys(event.agents))


def _lanes(
    names: Mapping[str, str], values: Mapping[str, tuple[str, ...]], marks: Marks
) -> list[Lane]:
    members: dict[str, list[int]] = {key: [] for key in names}
    members[OTHERS] = []
    for at, mark in enumerate(marks.all):
        known = [key for key in values[mark.id] if key in members]
        for key in known or [OTHERS]:
            members[key].append(at)
    labels = {**names, OTHERS: tr("Other or none")}
    return [Lane(key, labels[key], tuple(found)) for key, found in members.items() if found]
