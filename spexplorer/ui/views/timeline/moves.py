"""Where the window goes next: to a period, an event, the members of a count, the nearest event."""

from __future__ import annotations

import numpy as np

from spexplorer.domain.time_window import Window
from spexplorer.readings.timeline.scene import Badge
from spexplorer.readings.timeline.chronology import Stage


def in_sight(stage: Stage, period: tuple[float, float] | None) -> Window:
    """This window unless it shows nothing of a period, or of what passes: then one that does."""
    if period is not None and not stage.window.meets(*period):
        first, last = max(period[0], stage.limits.first), min(period[1], stage.limits.last)
        return Window(first, last).padded(0.3) if first < last else stage.window
    if stage.shown.dated and not stage.within():
        return stage.shown.lit_home
    return stage.window


def revealing(stage: Stage, at: int) -> Window:
    """The nearest window in which enough of an event is in sight; this one if it is."""
    if stage.events.undated[at]:
        return stage.window
    left, right = stage.events.inside(at, stage.limits)
    edge = stage.window.days * 0.06
    if left < stage.window.last - edge and right > stage.window.first + edge:
        return stage.window
    if left == right and stage.window.first <= left <= stage.window.last:
        return stage.window
    day = left if left >= stage.window.last - edge else right
    return stage.window.moved(day - stage.window.middle)


def spread(stage: Stage, badge: Badge) -> Window | None:
    """What to look at to see the members of a count apart; None when no zoom does that."""
    anchors = stage.events.anchor[badge.members]
    first, last = float(anchors.min()), float(anchors.max())
    wanted = Window(first, last + 1).padded(0.15).within(stage.limits)
    if last - first < 1 or wanted.days > 0.7 * stage.window.days:
        return None
    return wanted


def beside(stage: Stage, side: int) -> Window:
    """The window moved to the nearest event that passes before (-1) or after (1) it."""
    shown, window = stage.shown, stage.window
    if side < 0:
        at = shown.before(window.first) - 1
        days = shown.rights[max(at, 0) :] if at >= 0 else shown.rights[:0]
    else:
        days = shown.lefts[len(shown.lefts) - shown.after(window.last) :]
    return window.moved(float(days[0]) - window.middle) if len(days) else window


def stepped(stage: Stage, current: int | None, step: int) -> int | None:
    """The event `step` further in time order than the current one; without one, the first in sight."""
    rows = stage.shown.rows
    if not len(rows):
        return None
    if current is not None:
        at = int(np.searchsorted(rows, current))
        if at < len(rows) and rows[at] == current:
            return int(rows[min(max(0, at + step), len(rows) - 1)])
    seen = np.flatnonzero(stage.events.anchor[rows] >= stage.window.first)
    return int(rows[seen[0]]) if len(seen) else int(rows[0])
