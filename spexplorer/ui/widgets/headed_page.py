"""A page with a heading above the rest, which is scrolled away with it where the window is low."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.widgets.scrolled_body import ScrolledBody
from spexplorer.ui.widgets.turning_splitter import scrolling


def lay_out_headed(
    page: QWidget, heading: Sequence[QWidget], rest: QWidget
) -> tuple[QWidget, QScrollArea]:
    """Fill a page; gives what holds the heading, and the area that the whole is scrolled in.

    The heading alone would fill a low window: only its being scrolled away leaves the rest in sight.
    """
    top = QWidget()
    head = QVBoxLayout(top)
    head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
    head.setSpacing(GRID)
    for part in heading:
        head.addWidget(part)
    body = ScrolledBody()
    inside = QVBoxLayout(body)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    inside.addWidget(top)
    inside.addWidget(rest, 1)
    area = scrolling(body)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(area)
    return top, area
