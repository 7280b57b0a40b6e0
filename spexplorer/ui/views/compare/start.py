"""What stands in the tab Compare before two sides are chosen: what to choose, and pairs to try."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import ElidedButton
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.readings.comparison.suggestions import SuggestedPair

_LETTERS: Final = 100
"""The greatest width in characters: longer lines are hard to read."""


class StartPanel(QWidget):
    """`chosen` carries a SuggestedPair. The hint says what is missing; pairs are offered at the start."""

    chosen = Signal(object)

    def __init__(self, pairs: Sequence[SuggestedPair]) -> None:
        super().__init__()
        self.hint = PlainLabel()
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setObjectName("muted")
        self.buttons: list[ElidedButton] = []
        self._pairs = list(pairs)
        self._offers = QWidget()
        self._column = QVBoxLayout(self._offers)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        head = PlainLabel(tr("Pairs to try"))
        head.setObjectName("title")
        head.setContentsMargins(0, 2 * GRID, 0, 0)
        self._column.addWidget(head)
        body = QWidget()
        body.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addStretch(1)
        whole.addWidget(self.hint)
        whole.addWidget(self._offers)
        whole.addStretch(2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(body, 100)
        layout.addStretch(1)
        for pair in pairs:
            self._offer(pair, len(self.buttons))

    def add_first(self, pair: SuggestedPair) -> None:
        """Offer another pair, above the others; the same one once."""
        if pair not in self._pairs:
            self._pairs.insert(0, pair)
            self._offer(pair, 0)

    def _offer(self, pair: SuggestedPair, at: int) -> None:
        button = ElidedButton()
        button.setObjectName("link")
        button.say(
            tr(
                "{what}: {left} ⇄ {right}",
                what=pair.title,
                left=pair.left_words,
                right=pair.right_words,
            )
        )
        button.clicked.connect(partial(self._choose, pair))
        self.buttons.insert(at, button)
        self._column.insertWidget(at + 1, button)

    def _choose(self, pair: SuggestedPair, _checked: object = None) -> None:
        self.chosen.emit(pair)

    def say(self, words: str, *, at_the_start: bool) -> None:
        """Say what is missing; at the start also what to try."""
        self.hint.setText(words)
        self._offers.setVisible(at_the_start and bool(self._pairs))
