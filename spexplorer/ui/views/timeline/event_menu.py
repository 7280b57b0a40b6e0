"""The menu of an event, by the right button or the menu key, and the commands of the tab below it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from spexplorer.domain.filters import Period
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.ui.views.timeline.page import TimelineView


def event_menu(tab: TimelineView, at: int | None) -> QMenu:
    """What can be done with an event (None: with the drawing alone); it deletes itself once closed."""
    menu = QMenu(tab)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if at is not None:
        row = tab.stage.titles.row(at)
        words = ", ".join(part for part in (row.label, row.detail) if part)
        copy = partial(QGuiApplication.clipboard().setText, words)
        menu.addAction(tr("Copy title and date"), copy)
        if not tab.stage.events.undated[at]:
            period = _time_of(tab, at)
            menu.addAction(tr("Show what happened meanwhile"), partial(tab.brushing.put, period))
        menu.addSeparator()
    menu.addAction(tr("Fit"), tab.tools.fit.emit)
    menu.addAction(tr("Whole span"), tab.tools.whole.emit)
    menu.addSeparator()
    for action in tab.exporting.menu.actions():
        menu.addAction(action)
    return menu


def _time_of(tab: TimelineView, at: int) -> Period:
    """All that an event may touch, cut where it goes on without end."""
    events, limits = tab.stage.events, tab.stage.limits
    first = max(float(events.touch_left[at]), limits.first)
    last = min(float(events.touch_right[at]), limits.last)
    return tab.bar.period(int(first), max(int(first), int(last) - 1))
