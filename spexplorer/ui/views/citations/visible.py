"""What passes the filter, put together for the list, the drawing and the key."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from spexplorer.domain.filters import Filter, Values
from spexplorer.ui.facet_words import value_label
from spexplorer.ui.views.citations.apparatus import Apparatus, Source
from spexplorer.ui.views.citations.gather import STATEMENTS, Uses
from spexplorer.ui.views.citations.material import Mode, Shown, drawn_order, sources_of, unsourced
from spexplorer.ui.views.citations.scene import Scene
from spexplorer.ui.views.citations.wording import Wording

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.workspace.workspace import Workspace

_COMPUTED = Filter((Values("support", frozenset({"derived"})),))


class Visible:
    """Asks the workspace what passes; `uses` is None until the links are read."""

    def __init__(self, workspace: Workspace, apparatus: Apparatus, wording: Wording) -> None:
        self._workspace = workspace
        self._apparatus = apparatus
        self._wording = wording
        self.uses: Uses | None = None

    def shown(self, mode: Mode) -> Shown:
        """What passes the filter, of what the segment asks for."""
        feet = {row.id for row in self._workspace.visible("citation")}
        return Shown(
            mode,
            tuple(foot for foot in self._apparatus.feet if foot.id in feet),
            self.sources(mode),
            self.statements() if mode is Mode.UNSOURCED else (),
        )

    def sources(self, mode: Mode, without: str = "") -> tuple[Source, ...]:
        """The works of a segment that pass, leaving out the constraint of one key."""
        works = {row.id for row in self._workspace.visible("work", without)}
        return tuple(s for s in sources_of(mode, self._apparatus, self.uses) if s.id in works)

    def statements(self) -> tuple[Row, ...]:
        """The statements without a footnote; none before the links and the index are there."""
        index = self._workspace.index
        if self.uses is None or index is None:
            return ()
        computed = index.passing(_COMPUTED).certain & index.own("support")
        return unsourced(
            self._workspace.visible, self.uses, lambda uid: bool(computed[index.position[uid]])
        )

    def scene(self, shown: Shown, possible: frozenset[str]) -> Scene:
        """What the drawing draws; `possible` are the ids that pass only possibly."""
        sources = drawn_order(shown.sources, self._apparatus)
        works = {row.id for row in self._workspace.visible("work")}
        stubs = frozenset(f.id for f in shown.feet if f.record.cited_work not in works)
        tips = {source.id: self._wording.source_tip(source) for source in sources}
        for foot in shown.feet:
            cited = self._apparatus.source.get(foot.record.cited_work or "")
            resting = self.uses.footnote[foot.id] if self.uses else None
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
        if self.uses is None:
            return {}
        index, passing = self._workspace.index, self._workspace.passing()
        return {
            foot: (
                len(rows) if index is None or passing is None else sum(
                    bool(passing.possible[index.position[row.id]]) for row in rows
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
            value: (value_label(self._workspace, facet, value), here[value])
            for value in dict.fromkeys(order)
            if value in every
        }
