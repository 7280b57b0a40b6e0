"""What narrows a library: constraints, each contributed by one facet, chart or field.

A constraint keeps a record that has a wanted value, and a record without that property when it is
linked to one that has it. Constraints of different properties must all hold; values of one property
are alternatives unless their `match` says otherwise. A further stroke on the same property combines
with what it holds by a mode (the selection algebra of glue: new, or, and, and not).

Named tuples rather than dataclasses: they stand in the way of the first paint, and making a dataclass
costs three times as much.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Relation(Enum):
    """How a dated record must stand to a period (Palladio's three ways)."""

    OVERLAPS = "overlaps"
    STARTS_IN = "starts in"
    ENDS_IN = "ends in"


class Match(Enum):
    """How the values of a record must meet the wanted ones."""

    ANY = "any of"
    ALL = "all of"
    EXACTLY = "exactly"


class Mode(Enum):
    """How a brush or click combines with what its property holds already."""

    REPLACE = "replace"
    ADD = "add"
    INTERSECT = "intersect"
    SUBTRACT = "subtract"


class Values(NamedTuple):
    """Records that have any, all or exactly the wanted values of a facet."""

    facet: str
    values: frozenset[str]
    match: Match = Match.ANY

    @property
    def key(self) -> str:
        """Only one constraint of a key holds at a time."""
        return self.facet


class Period(NamedTuple):
    """Records dated in a range of days, first and last included (proleptic Gregorian day numbers).

    With `surely` those that are only possibly dated so do not count.
    """

    first: int
    last: int
    relation: Relation = Relation.OVERLAPS
    surely: bool = False

    @property
    def key(self) -> str:
        """Only one period holds at a time."""
        return "period"


class Words(NamedTuple):
    """Records that a search query finds."""

    query: str

    @property
    def key(self) -> str:
        """Only one query holds at a time."""
        return "words"


class Combined(NamedTuple):
    """Two constraints of one key: records of either (ADD), of both (INTERSECT), or of the left only.

    SUBTRACT takes away what stands under the right: certain are those that certainly stand under the
    left and cannot stand under the right. Without a left it takes away from everything.
    """

    mode: Mode
    left: Constraint | None
    right: Constraint

    @property
    def key(self) -> str:
        """The key that both sides share."""
        return self.right.key


Constraint = Values | Period | Words | Combined


def combined(held: Constraint | None, stroke: Constraint, mode: Mode) -> Constraint:
    """What a property holds after a stroke; with nothing held all but SUBTRACT are a new start."""
    if mode is Mode.REPLACE or (held is None and mode is not Mode.SUBTRACT):
        return stroke
    if mode is Mode.ADD and isinstance(held, Values) and isinstance(stroke, Values):
        plain = held.match is stroke.match is Match.ANY
        return (
            held._replace(values=held.values | stroke.values)
            if plain
            else Combined(mode, held, stroke)
        )
    return Combined(mode, held, stroke)


class Filter(NamedTuple):
    """Constraints that must all hold, at most one of each key."""

    constraints: tuple[Constraint, ...] = ()

    def with_constraint(self, constraint: Constraint) -> Filter:
        """This filter with a constraint added, or put in the place of the one with its key."""
        others = self.without(constraint.key).constraints
        if isinstance(constraint, Values) and not constraint.values:
            return Filter(others)
        return Filter((*others, constraint))

    def without(self, key: str) -> Filter:
        """This filter without the constraint of a key."""
        return Filter(tuple(c for c in self.constraints if c.key != key))

    def get(self, key: str) -> Constraint | None:
        """The constraint of a key, if there is one."""
        return next((c for c in self.constraints if c.key == key), None)

    def struck(self, stroke: Constraint, mode: Mode) -> Filter:
        """This filter after a stroke of a brush that combines by a mode."""
        return self.with_constraint(combined(self.get(stroke.key), stroke, mode))

    def values(self, facet: str) -> frozenset[str]:
        """The wanted values of a facet; empty when the facet does not narrow anything."""
        return wanted_values(self.get(facet))

    def toggled(self, facet: str, value: str) -> Filter:
        """This filter with one value of a facet switched on or off."""
        return self.with_constraint(Values(facet, self.values(facet) ^ {value}))


def wanted_values(constraint: Constraint | None) -> frozenset[str]:
    """The values a constraint asks for, those it takes away left out."""
    match constraint:
        case Values(_, values):
            return values
        case Combined(Mode.SUBTRACT, left, right):
            return wanted_values(left) - wanted_values(right)
        case Combined(_, left, right):
            return wanted_values(left) | wanted_values(right)
    return frozenset()


def periods(constraint: Constraint | None) -> list[tuple[Period, bool]]:
    """Every period of a constraint, each with whether it is taken away, in the order of the strokes."""
    match constraint:
        case Period():
            return [(constraint, False)]
        case Combined(mode, left, right):
            taken = mode is Mode.SUBTRACT
            return [*periods(left), *((p, away ^ taken) for p, away in periods(right))]
    return []
