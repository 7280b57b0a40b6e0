"""What stands about the tabs: facets, the record, the linked charts."""

from __future__ import annotations

from typing import Final

_STRIP_LINES: Final = 1.75
_STRIP_BARS: Final = 36


def strip_height(line: int) -> int:
    """The least height of the slim strip of charts: its titles in lines of text, and its bars in pixels."""
    return round(line * _STRIP_LINES) + _STRIP_BARS
