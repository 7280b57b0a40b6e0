"""What passes the filter, put together for the list, the drawing and the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from typing import TYPE_CHECKING

from spexplorer.ui.translation import tr
from spexplorer.ui.views.citations.apparatus import Source
from spexplorer.ui.views.citations.gather import STATEMENTS, Material, Uses
from spexplorer.ui.views.citations.material import (
    UNSOURCED_KINDS,
    Mode,
    Shown,
    drawn_order,
    sources_of,
)
from spexplorer.ui.views.citations.scene import Scene
from spexplorer.ui.views.citations.wording import Wording
from spexplorer.words.facets import value_label

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.workspace.workspace import Workspace


_MOST = 1000
"""So many statements without a footnote are listed."""


class Visible:
    """Asks the workspace what passes."""

    def __init__(self, workspace: Workspace, material: Material, wording: Wording) -> None:
        self._workspace = workspace
        self._material = material
        self._apparatus = material.apparatus
        self._wording = wording
        self.uses: Uses = material.uses

    def _passing(self, ids: Sequence[str], without: str = "") -> frozenset[str]:
        """Those of some footnotes and works that pass, certainly or possibly."""
        index, passing = self._workspace.index, self._workspace.passing(without)
        if index is None or passing is None:
            return frozenset(ids)
        places = index.at(self._material.numbers[uid] for uid in ids)
        return frozenset(compress(ids, passing.possible[places]))

    def certain(self, record_id: str) -> bool:
        """Whether a record passes for certain."""
        index, passing = self._workspace.index, self._workspace.passing()
        number = self._material.numbers.get(record_id)
        if index is None or passing is None or number is None:
            return self._workspace.is_certain(record_id)
        return bool(passing.certain[index.at([number])[0]])

    def shown(self, mode: Mode) -> Shown:
        """What passes the filter, of what the segment asks for."""
        feet = self._passing(list(self._apparatus.foot))
        rows, number = self.statements() if mode is Mode.UNSOURCED else ((), 0)
        return Shown(
            mode,
            tuple(foot for foot in self._apparatus.feet if foot.id in feet),
            self.sources(mode),
            rows,
            number,
        )

    def sources(self, mode: Mode, without: str = "") -> tuple[Source, ...]:
        """The works of a segment that pass, leaving out the constraint of one key."""
        works = self._passing(list(self._apparatus.source), without)
        return tuple(s for s in sources_of(mode, self._apparatus, self.uses) if s.id in works)

    def statements(self) -> tuple[tuple[Row, ...], int]:
        """The first statements without a footnote, kind by kind, and how many there are in all.

        None before the index is there.
        """
        index, passing = self._workspace.index, self._workspace.passing()
        if index is None or passing is None:
            return (), 0
        free = passing.possible.copy()
        free[index.at(self._material.computed)] = False
        resting = {row.number for rows in self.uses.footnote.values() for row in rows}
        free[index.at(resting)] = False
        lists = [index.listed(kind) for kind in UNSOURCED_KINDS]
        kept = [listed[free[listed]] for listed in lists]
        first = [int(index.numbers[at]) for places in kept for at in places[:_MOST].tolist()]
        rows = self._workspace.reader.rows_at(first[:_MOST])
        return tuple(rows), sum(len(places) for places in kept)

    def scene(self, shown: Shown, possible: frozenset[str]) -> Scene:
        """What the drawing draws; `possible` are the ids that pass only possibly."""
        sources = drawn_order(shown.sources, self._apparatus)
        works = self._passing(list(self._apparatus.source))
        stubs = frozenset(f.id for f in shown.feet if f.record.cited_work not in works)
        tips = {source.id: self._wording.source_tip(source) for source in sources}
        for foot in shown.feet:
            cited = self._apparatus.source.get(foot.record.cited_work or "")
            resting = self.uses.footnote[foot.id]
            tips[foot.id] = self._wording.foot_tip(foot, cited.record if cited else None, resting)
        return Scene(
            self._apparatus, shown.feet, sources, self.resting(), self.rests(), tips, stubs,
            possible, only_free=shown.mode is Mode.UNSOURCED,
        )  # fmt: skip

    def resting(self) -> Counter[str]:
        """Sentence -> how many statements that pass rest on it."""
        found: Counter[str] = Counter()
        index, passing = self._workspace.index, self._workspace.passing()
        if index is not None and passing is not None:
            for kind in STATEMENTS:
                found.update(index.resting(passing, kind))
        return found

    def rests(self) -> dict[str, tuple[int, int]]:
        """Footnote -> how many statements that rest on it pass, and how many there are."""
        index, passing = self._workspace.index, self._workspace.passing()
        return {
            foot: (
                len(rows) if index is None or passing is None else sum(
                    passing.possible[index.at(row.number for row in rows)].tolist()
                ),
                len(rows),
            )
            for foot, rows in self.uses.footnote.items()
        }  # fmt: skip

    def values(self, mode: Mode, facet: str) -> dict[str, tuple[str, int]]:
        """Value -> its label and how many works have it, leaving out the facet's own constraint.

        Every value of the library's works is there, in the order of its vocabulary.
        """
        every = [getattr(source.record, facet) for source in self._apparatus.sources]
        here = Counter(getattr(source.record, facet) for source in self.sources(mode, facet))
        order = [*self._workspace.reader.terms(facet), *sorted(filter(None, set(every)))]
        return {
            value: (value_label(tr, self._workspace.reader, facet, value), here[value])
            for value in dict.fromkeys(order)
            if value in every
        }
