"""How the tab is divided: register and strip row beside row with their key, the sheet below them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from spexplorer.ui.lists.record_list import empty_label
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.widgets.panes import scrolling


class Panes(NamedTuple):
    """The whole, the stack of rows (0) and the empty state (1), and the pane of the sheet."""

    whole: QSplitter
    stack: QStackedWidget
    below: QSplitter


def panes_of(
    register: QWidget,
    strip: QWidget,
    legend: QWidget,
    sheet: QWidget,
    graph: QWidget,
    empty: str | None,
) -> Panes:
    """Put the parts in their places; the sheet is hidden until there is something on it.

    `empty` is what stands where there are no rows, if it is not a filter that leaves none.
    """
    stack = QStackedWidget()
    stack.addWidget(_beside(register, strip, (620, 380)))
    stack.addWidget(empty_label(empty))
    above = QWidget()
    column = QVBoxLayout(above)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    column.addWidget(stack, 1)
    column.addWidget(legend)
    below = _beside(sheet, scrolling(graph), (400, 600))
    below.hide()
    whole = QSplitter(Qt.Orientation.Vertical)
    whole.addWidget(above)
    whole.addWidget(below)
    whole.setCollapsible(0, False)
    whole.setSizes([300, 220])
    for at, share in enumerate((3, 2)):
        whole.setStretchFactor(at, share)
    # The height follows from the tab, not from what the panes would like to have.
    whole.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    return Panes(whole, stack, below)


def _beside(left: QWidget, right: QWidget, sizes: tuple[int, int]) -> QSplitter:
    pair = QSplitter(Qt.Orientation.Horizontal)
    pair.addWidget(left)
    pair.addWidget(right)
    pair.setChildrenCollapsible(False)
    pair.setSizes(list(sizes))
    return pair
