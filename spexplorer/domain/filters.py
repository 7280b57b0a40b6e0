"""What narrows a library: constraints, each contributed by one facet, chart or field.

A constraint keeps a record that has a wanted value, and a record without that property when it is
linked to one that has it. Constraints of different properties must all hold; values of one property
are alternatives.

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


class Values(NamedTuple):
    """Records that have one of some values of a facet."""

    facet: str
    values: frozenset[str]

    @property
    def key(self) -> str:
        """Only one constraint of a key holds at a time."""
        return self.facet


class Period(NamedTuple):
    """Records dated in a range of days, first and last included (proleptic Gregorian day numbers)."""

    first: int
    last: int
    relation: Relation = Relation.OVERLAPS

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


Constraint = Values | Period | Words


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

    def values(self, facet: str) -> frozenset[str]:
        """The wanted values of a facet; empty when the facet does not narrow anything."""
        found = self.get(facet)
        return found.values if isinstance(found, Values) else frozenset()

    def toggled(self, facet: str, value: str) -> Filter:
        """This filter with one value of a facet switched on or off."""
        return self.with_constraint(Values(facet, self.values(facet) ^ {value}))
