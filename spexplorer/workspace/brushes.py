"""A brush while it moves: tiles made ready for its property, and every move answered from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from spexplorer.domain.filters import Constraint, Filter
    from spexplorer.exploring.tiles import Tiles
    from spexplorer.workspace.library_answers import LibraryAnswers


class Brushes(QObject):
    """Answers the moves of one brush at a time; of several in one turn of the loop the last counts.

    `answered` carries what a moving brush leaves (Brushed), or None when it was given up.
    """

    answered = Signal(object)

    def __init__(self, library: LibraryAnswers) -> None:
        super().__init__(library)
        self._library = library
        self._stroke: Constraint | None = None
        self._tiles: Tiles | None = None
        self._made_for: tuple[str, Filter, bytes | None] | None = None
        self._edges: dict[str, NDArray[np.int64] | None] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._answer)

    def move(self, stroke: Constraint) -> None:
        """The brush now stands for this constraint."""
        self._stroke = stroke
        self._soon.start()

    def end(self) -> None:
        """The brush has come to rest; what was not answered yet need not be."""
        self._stroke = None

    def leave(self) -> None:
        """The brush was given up: what moved with it goes back to the filter as it is."""
        self._stroke = None
        self.answered.emit(None)

    def forget(self) -> None:
        """The library has changed: what was made ready belongs to an earlier state."""
        self._stroke, self._tiles, self._made_for = None, None, None

    def prepare(self, key: str, edges: NDArray[np.int64] | None = None) -> None:
        """Make tiles for a key, on a worker where the library is large; at once if they are there."""
        answers = self._library.answers
        if answers is None:
            return
        self._edges[key] = edges
        wanted = key, answers.filter.without(key), None if edges is None else edges.tobytes()
        if wanted == self._made_for:
            return
        self._made_for, self._tiles = wanted, None
        measures = [measure for measure, _ in self._library.asked]
        # Small kinds of a large library hang on a million others: they would make a move ten times as dear.
        small = not self._library.is_large

        def work() -> Tiles:
            from spexplorer.exploring.measures import EVERYTHING
            from spexplorer.exploring.tiles import Resolution

            if small:
                measures.append(EVERYTHING)
            return answers.tiles(key, measures, Resolution(edges))

        self._library.later("tiles", work, self._take)

    def make_ready(self, edges: Mapping[str, NDArray[np.int64] | None]) -> None:
        """In a large library, work out ahead what brushes on some keys along their edges will need."""
        answers = self._library.answers
        if answers is None or not self._library.is_large:
            return
        measures = [measure for measure, _ in self._library.asked]

        def work() -> None:
            from spexplorer.exploring.tiles import Resolution

            for key, own in edges.items():
                answers.make_ready(key, measures, Resolution(own))

        self._library.later("brushes", work, lambda _: None)

    def _take(self, tiles: Tiles) -> None:
        self._tiles = tiles
        if self._stroke is not None:
            self._soon.start()

    def _answer(self) -> None:
        stroke = self._stroke
        if stroke is None or self._library.answers is None:
            return
        from spexplorer.exploring.answers import Brushed
        from spexplorer.exploring.tiles import Resolution

        edges = self._edges.get(stroke.key)
        # A typed period, or one brushed at another zoom, ends beside the edges that were made ready:
        # from there on every day is told apart.
        self.prepare(stroke.key, edges if Resolution(edges).holds(stroke) else None)
        if self._tiles is None:
            return  # answered once the tiles are there
        self._stroke = None
        self.answered.emit(Brushed(self._tiles, stroke))
