"""What passes a constraint, certainly or possibly, and the algebra by which strokes combine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spexplorer.domain.filters import Match, Mode, Period, Relation, Values
from spexplorer.exploring.postings import Mask, Postings
from spexplorer.storage.columns import UNBOUNDED_HIGH, UNBOUNDED_LOW, DateBounds


@dataclass(frozen=True, slots=True)
class Passing:
    """Which records pass, by position: `possible` includes `certain`."""

    certain: Mask
    possible: Mask


def among(constraint: Values, values: list[str], postings: Postings) -> Passing:
    """Who stands under the wanted values."""
    wanted = [at for at, value in enumerate(values) if value in constraint.values]
    if constraint.match is not Match.ANY and len(wanted) < len(constraint.values):
        wanted = []  # a value nobody has cannot be among all of anybody's
    mask = postings.matching(wanted, constraint.match)
    return Passing(mask, mask)


def within(period: Period, bounds: DateBounds, postings: Postings) -> Passing:
    """Who has a date that stands to a period as it asks."""
    marked = in_period(bounds, period)
    return Passing(postings.having(marked.certain), postings.having(marked.possible))


def combine(mode: Mode, left: Passing | None, right: Passing) -> Passing:
    """The algebra of strokes, with uncertainty: what is certain stays certain in every world."""
    match mode:
        case Mode.SUBTRACT:
            if left is None:
                return Passing(~right.possible, ~right.certain)
            return Passing(left.certain & ~right.possible, left.possible & ~right.certain)
        case Mode.ADD if left is not None:
            return Passing(left.certain | right.certain, left.possible | right.possible)
        case Mode.INTERSECT if left is not None:
            return Passing(left.certain & right.certain, left.possible & right.possible)
    return right


def in_period(dates: DateBounds, period: Period) -> Passing:
    """Which dates stand to a period as it asks, certainly and possibly."""
    first, last = period.first, period.last
    if first > last:
        nothing = np.zeros(len(dates), dtype=np.bool_)
        return Passing(nothing, nothing)
    # A mark at one end leaves the other as certain as it is.
    starts_within = (dates.start_min >= first) & (dates.start_max <= last) & ~dates.doubtful_start
    ends_within = (dates.end_min >= first) & (dates.end_max <= last) & ~dates.doubtful_end
    match period.relation:
        case Relation.OVERLAPS:
            touches = (dates.start_max <= last) & (dates.end_min >= first)
            touches &= ~(dates.scattered | dates.doubtful)
            certain = starts_within | ends_within | touches
            possible = (dates.start_min <= last) & (dates.end_max >= first)
        case Relation.STARTS_IN:
            has_start = dates.start_max > UNBOUNDED_LOW
            certain = starts_within & has_start
            possible = (dates.start_min <= last) & (dates.start_max >= first) & has_start
        case Relation.ENDS_IN:
            has_end = dates.end_min < UNBOUNDED_HIGH
            certain = ends_within & has_end
            possible = (dates.end_min <= last) & (dates.end_max >= first) & has_end
    sure = certain & possible
    return Passing(sure, sure if period.surely else possible)
