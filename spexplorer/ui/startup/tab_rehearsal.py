"""Laying out and drawing a page nobody sees yet, so that its first sight is as quick as any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.view import View

_STRIPS: Final = 4
"""A hidden page is drawn in so many steps: whole it takes 40 ms."""


def give_size(view: View, shown: QWidget | None) -> None:
    """Give a view that is hidden the size of the page that is shown, and so all that it holds."""
    from PySide6.QtWidgets import QSplitter  # not before the first paint

    page = view.parentWidget()
    if page is None or shown is None or view.isVisible():
        return
    if page is not shown:
        page.resize(shown.size())
    view.resize(shown.size())
    for splitter in view.findChildren(QSplitter):
        splitter.refresh()  # what came since may need more room: only one that is seen looks by itself
    view.grab(QRect(0, 0, 1, 1))


def rehearse(view: View, shown: QWidget | None) -> Iterator[None]:
    """Lay out and draw a hidden view at the size of the page that is shown, step by step."""
    from spexplorer.ui.drawing.canvas import Canvas

    give_size(view, shown)
    for drawing in view.findChildren(Canvas):
        yield
        yield from drawing.lay_out_ahead()
    height = view.height() // _STRIPS + 1
    for top in range(0, view.height(), height):
        yield
        if view.isVisible():
            return
        view.grab(QRect(0, top, view.width(), height))
