"""What the tab draws, made from the index: at once where there is little, else on a worker. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.time_window import Window
from spexplorer.ui.drawing.time_scale import FoldedScale, limits_of
from spexplorer.ui.views.timeline.crowd import Shown, shown_by
from spexplorer.ui.views.timeline.eras import EraBand, eras_of
from spexplorer.ui.views.timeline.events import Events
from spexplorer.ui.views.timeline.lanes import Lane, lanes_by
from spexplorer.ui.views.timeline.standing import Standing, standing_of

if TYPE_CHECKING:
    from spexplorer.exploring.answers import Answers


class Material(NamedTuple):
    """What a library has in time, whatever the filter."""

    events: Events
    limits: Window
    folded: FoldedScale
    days: tuple[int, int]
    eras: Sequence[EraBand]
    standing: Standing


class Wanted(NamedTuple):
    """What is to be shown: the answers to a filter, in lanes by a facet (its values in `order`)."""

    answers: Answers
    grouping: str
    order: Sequence[str]


class Loaded(NamedTuple):
    """What is shown."""

    wanted: Wanted
    material: Material
    lanes: Sequence[Lane]
    shown: Shown


def material_of(wanted: Wanted) -> Material:
    """Read the events of an index."""
    events = Events(wanted.answers.index)
    limits = limits_of(events.touch_left, events.touch_right)
    folded = FoldedScale(limits, events.anchor)
    standing = standing_of(wanted.answers.index, events)
    return Material(events, limits, folded, events.days(), eras_of(events), standing)


def load(wanted: Wanted, before: Loaded | None) -> Loaded:
    """Make what is shown; what was made `before` and still holds is kept."""
    same = before is not None and before.wanted.answers.index is wanted.answers.index
    kept = before if same else None
    material = kept.material if kept else material_of(wanted)
    alike = kept if kept and kept.wanted.grouping == wanted.grouping else None
    events = material.events
    lanes = (
        alike.lanes
        if alike
        else lanes_by(wanted.grouping, wanted.answers.index, events, wanted.order)
    )
    shown = shown_by(wanted.answers, events, lanes, material.limits, material.folded)
    return Loaded(wanted, material, lanes, shown)
