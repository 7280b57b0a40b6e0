"""How high the linked charts are: known before they are made, so that nothing moves when they come."""

from __future__ import annotations

from typing import Final

_STRIP_LINES: Final = 2
_STRIP_PIXELS: Final = 24
"""Height of the strip, in lines of text and pixels: 56 pixels at 100 %."""

_CARD_LINES: Final = 19
_LARGEST_SHARE: Final = 0.31
"""Initial height of the cards: lines of text, but at most a share of the window."""


def strip_height(line: int) -> int:
    """The height of the strip, in pixels, by that of a line of text."""
    return _STRIP_LINES * line + _STRIP_PIXELS


def cards_height(line: int, window: int) -> int:
    """The initial height of the cards in a window of a height."""
    return min(_CARD_LINES * line, round(_LARGEST_SHARE * window))
