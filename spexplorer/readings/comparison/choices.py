"""Which lines of a comparison are shown, and how they are copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ALL: Final = "all"
DIFFERENT: Final = "different"
SHARED: Final = "shared"


def tab_separated(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells as a spreadsheet takes them; a cell is one line of text."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
