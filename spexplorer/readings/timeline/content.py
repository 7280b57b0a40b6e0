"""What the tab draws, made from the index: at once where there is little, else on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.time_window import Window
from spexplorer.readings.timeline.eras import EraBand, eras_of
from spexplorer.readings.timeline.events import Events
from spexplorer.readings.timeline.evidence import EvidenceMarks, marks_of
from spexplorer.readings.timeline.filtered import FilteredEvents, filtered_by
from spexplorer.readings.timeline.lanes import Lane, lanes_by
from spexplorer.readings.timeline.scale import FoldedScale, limits_of

if TYPE_CHECKING:
    from spexplorer.exploring.answers import Answers


class EventsOfLibrary(NamedTuple):
    """What a library has in time, whatever the filter."""

    events: Events
    limits: Window
    folded: FoldedScale
    days: tuple[int, int]
    eras: Sequence[EraBand]
    evidence: EvidenceMarks


class Wanted(NamedTuple):
    """What is to be shown: the answers to a filter, in lanes by a facet (its values in `order`)."""

    answers: Answers
    grouping: str
    order: Sequence[str]


class TimelineContent(NamedTuple):
    """What is shown."""

    wanted: Wanted
    library: EventsOfLibrary
    lanes: Sequence[Lane]
    shown: FilteredEvents


def events_of(wanted: Wanted) -> EventsOfLibrary:
    """Read the events of an index."""
    events = Events(wanted.answers.index)
    limits = limits_of(events.touch_left, events.touch_right)
    folded = FoldedScale(limits, events.anchor)
    evidence = marks_of(wanted.answers.index, events)
    return EventsOfLibrary(events, limits, folded, events.days(), eras_of(events), evidence)


def load(wanted: Wanted, before: TimelineContent | None) -> TimelineContent:
    """Make what is shown; what was made `before` and still holds is kept."""
    index = wanted.answers.index
    same = before is not None and before.wanted.answers.index is index
    kept = before if same else None
    library = kept.library if kept else events_of(wanted)
    alike = kept if kept and kept.wanted.grouping == wanted.grouping else None
    events = library.events
    lanes = alike.lanes if alike else lanes_by(wanted.grouping, index, events, wanted.order)
    shown = filtered_by(wanted.answers, events, lanes, library.limits, library.folded)
    return TimelineContent(wanted, library, lanes, shown)
