"""Answers to one filter: an unchanging snapshot that any thread may ask, and that remembers."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from spexplorer.domain.counts import Count
from spexplorer.domain.filters import Constraint, Filter
from spexplorer.domain.kinds import LISTED
from spexplorer.exploring.measures import EVERYTHING, Measure
from spexplorer.exploring.tiles import Resolution, Tiles, brush_classes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spexplorer.exploring.index import Index
    from spexplorer.exploring.measures import Counts
    from spexplorer.exploring.passes import Passing


class Answers:
    """What a library answers under a filter. Masks and counts are worked out once each."""

    def __init__(self, index: Index, wanted: Filter) -> None:
        self.index = index
        self.filter = wanted
        self._passing: dict[str, Passing] = {}
        self._counts: dict[tuple[Measure, str], Counts] = {}
        self._totals: dict[frozenset[str], Count] = {}
        self._lock = Lock()

    @classmethod
    def nothing(cls, index: Index, wanted: Filter) -> Answers:
        """What is answered when a question cannot be: nothing passes."""
        made = cls(index, wanted)
        keys = ["", *(constraint.key for constraint in wanted.constraints)]
        made._passing = dict.fromkeys(keys, index.nothing())
        return made

    def under(self, wanted: Filter) -> Answers:
        """What the same library answers under another filter."""
        return Answers(self.index, wanted)

    def prepare(self, asked: Iterable[tuple[Measure, str]] = ()) -> Answers:
        """Work out what every view asks first; raises what reading the library raises.

        `asked` are the measures of the charts, each with the key it leaves out.
        """
        self.index.postings("kind")
        self.passing()
        for constraint in self.filter.constraints:
            self.passing(constraint.key)
        for measure, without in asked:
            self.count(measure, without)
        if self.filter.constraints:
            self.total(LISTED)
        return self

    def passing(self, without: str = "") -> Passing:
        """What passes, leaving out the constraint of one key."""
        key = without if self.filter.get(without) is not None else ""
        with self._lock:
            if key not in self._passing:
                self._passing[key] = self.index.passing(self.filter, key)
            return self._passing[key]

    def count(self, measure: Measure, without: str = "") -> Counts:
        """The counts of a measure, leaving out the constraint of one key."""
        key = measure, without if self.filter.get(without) is not None else ""
        found = self._counts.get(key)
        if found is None:
            found = self._counts[key] = self.index.count(measure, self.passing(without))
        return found

    def counts(self, facet: str, without: str = "", kind: str | None = None) -> dict[str, Count]:
        """Value of a facet -> how many records stand under it."""
        return self.index.counts(facet, self.passing(without), kind)

    def total(self, kinds: Iterable[str]) -> Count:
        """How many records of some kinds pass."""
        wanted = frozenset(kinds)
        if wanted not in self._totals:
            self._totals[wanted] = self.index.total(self.passing(), wanted)
        return self._totals[wanted]

    def tiles(self, key: str, measures: Iterable[Measure], resolution: Resolution) -> Tiles:
        """What answers the moves of a brush on a key."""
        return Tiles(self.index, key, self.passing(key), measures, resolution)

    def make_ready(self, key: str, measures: Iterable[Measure], resolution: Resolution) -> None:
        """Work out ahead what tiles for a key need, whatever the filter will be by then."""
        brush_classes(self.index, key, measures, resolution)


class Brushed:
    """What a moving brush leaves of the library, counted from tiles."""

    def __init__(self, tiles: Tiles, stroke: Constraint) -> None:
        self.constraint = stroke
        self._tiles = tiles
        self._passing = tiles.passing(stroke)

    def count(self, measure: Measure) -> Counts | None:
        """The counts of a measure under the brush; None where there is no tile for it."""
        return self._tiles.count(measure, self._passing) if self._tiles.has(measure) else None

    def total(self) -> Count | None:
        """How many records of all kinds are left; None where there is no tile for it."""
        counts = self.count(EVERYTHING)
        return None if counts is None else counts.total()
