"""What is drawn on the stage beside the events, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFont

from spexplorer.domain.filters import Period
from spexplorer.ui.style.theme import Theme
from spexplorer.readings.timeline.eras import EraBand


@dataclass
class Look:
    """What is drawn on the stage beside the events, and how: pixels of the viewport.

    `current`, `pointed` and `selected` are places in the list order; `periods` are those of the
    filter, each with whether it is taken away; `brush` is what is being brushed, in days, and
    `brush_words` what is said of it; `strip` is the height of the eras within the axis.
    """

    theme: Theme
    font: QFont
    header: float = 0.0
    axis: float = 0.0
    scrolled: float = 0.0
    width: float = 0.0
    height: float = 0.0
    current: int | None = None
    pointed: int | None = None
    selected: frozenset[int] = frozenset()
    periods: Sequence[tuple[Period, bool]] = ()
    brush: tuple[float, float] | None = None
    brush_words: str = ""
    strip: float = 0.0
    eras: Sequence[EraBand] = ()
