"""Scrolling all that stands round a part: a page that is scrolled may hold panes that are scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def reveal_through(part: QWidget, rect: QRect, margin: int = 0) -> None:
    """Scroll every area round a part so that a region of it (in its own pixels) is in sight.

    Of a region that is larger than an area the beginning is seen.
    """
    holder = part.parentWidget()
    while holder is not None:
        inside = holder.widget() if isinstance(holder, QScrollArea) else None
        if isinstance(holder, QScrollArea) and inside is not None:
            there = QRect(part.mapTo(inside, QPoint(rect.x(), rect.y())), rect.size())
            holder.ensureVisible(there.right(), there.bottom(), margin, margin)
            holder.ensureVisible(there.left(), there.top(), margin, margin)
        holder = holder.parentWidget()
