"""What stands in the tab Compare before two sides are chosen: how to choose them, and pairs to try."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.compare.side import choice_of
from spexplorer.ui.widgets.buttons import ElidedButton

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.views.compare.pairs import Pair

_LETTERS = 100
"""Nothing stands wider than so many letters: longer lines are hard to read."""


class StartPanel(QWidget):
    """`chosen` carries a Pair. The hint says what is missing; pairs are offered while nothing is chosen."""

    chosen = Signal(object)

    def __init__(self, reader: Reader, pairs: Sequence[Pair]) -> None:
        super().__init__()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setObjectName("muted")
        self.buttons: list[ElidedButton] = []
        self._ways = self._made(reader, pairs)
        body = QWidget()
        body.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addStretch(1)
        whole.addWidget(self.hint)
        whole.addWidget(self._ways)
        whole.addStretch(2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(body, 100)
        layout.addStretch(1)

    def _made(self, reader: Reader, pairs: Sequence[Pair]) -> QWidget:
        """How sides are chosen, step by step, and the pairs to try."""
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for words in (
            tr(
                "1. Type a name in any script, or years, into the field “Left”; Enter takes the best hit."
            ),
            tr("2. Do the same at “Right”. “Current record” puts in what the inspector shows."),
            tr("3. What only one side has is marked ◀ or ▶, what differs ≠, what is the same =."),
        ):
            step = QLabel(words)
            step.setWordWrap(True)
            column.addWidget(step)
        if pairs:
            head = QLabel(tr("Pairs to try"))
            head.setObjectName("title")
            head.setContentsMargins(0, 2 * GRID, 0, 0)
            column.addWidget(head)
        for pair in pairs:
            self._offer(reader, pair, column)
        return ways

    def _offer(self, reader: Reader, pair: Pair, column: QVBoxLayout) -> None:
        left, right = choice_of(reader, pair.left).words(), choice_of(reader, pair.right).words()
        button = ElidedButton()
        button.setObjectName("link")
        button.say(f"{tr(pair.sort)}: {left} ⇄ {right}")
        button.clicked.connect(partial(self._choose, pair))
        self.buttons.append(button)
        column.addWidget(button)

    def _choose(self, pair: Pair, _checked: object = None) -> None:
        self.chosen.emit(pair)

    def say(self, words: str, *, at_the_start: bool) -> None:
        """Say what is missing; at the start also how sides are chosen, and what to try."""
        self.hint.setText(words)
        self._ways.setVisible(at_the_start)
