"""What is drawn on the stage beside the events, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFont

from spexplorer.domain.filters import Period
from spexplorer.ui.theme import Theme


@dataclass
class Look:
    """What is drawn on the stage beside the events, and how: pixels of the viewport."""

    theme: Theme
    font: QFont
    header: float
    axis: float
    scrolled: float
    width: float
    height: float
    is_certain: Callable[[str], bool]
    current: str | None = None
    pointed: str | None = None
    period: Period | None = None
    brush: tuple[float, float] | None = None
    walked: bool = False
