"""Where the window goes next: to a period, an event, the members of a cluster, the nearest event."""

from __future__ import annotations

from collections.abc import Sequence

from spexplorer.ui.views.timeline.scale import Window, dense_window
from spexplorer.ui.views.timeline.stage import Badge, Stage


def in_sight(stage: Stage, period: tuple[float, float] | None) -> Window:
    """This window unless it shows nothing of a period, or of what passes: then one that does."""
    if period is not None and not stage.window.meets(*period):
        first, last = max(period[0], stage.limits.first), min(period[1], stage.limits.last)
        return Window(first, last).padded(0.3) if first < last else stage.window
    if stage.lit.any() and not stage.within():
        return dense_window(stage.marks.anchor[stage.lit], stage.limits)
    return stage.window


def revealing(stage: Stage, record_id: str) -> Window:
    """The nearest window in which enough of an event is in sight; this one if it is."""
    at = stage.marks.at.get(record_id)
    if at is None:
        return stage.window
    mark = stage.marks.all[at]
    left, right = mark.inside(stage.limits)
    edge = stage.window.days * 0.06
    if left < stage.window.last - edge and right > stage.window.first + edge:
        return stage.window
    if left == right and stage.window.first <= left <= stage.window.last:
        return stage.window
    day = left if left >= stage.window.last - edge else right
    return stage.window.moved(day - stage.window.middle)


def spread(stage: Stage, badge: Badge) -> Window | None:
    """What to look at to see the members of a cluster apart; None when no zoom does that."""
    anchors = stage.marks.anchor[list(badge.cluster.members)]
    first, last = float(anchors.min()), float(anchors.max())
    wanted = Window(first, last + 1).padded(0.15).within(stage.limits)
    if last - first < 1 or wanted.days > 0.7 * stage.window.days:
        return None
    return wanted


def beside(stage: Stage, side: int) -> Window:
    """The window moved to the nearest event that passes before (-1) or after (1) it."""
    marks, window = stage.marks, stage.window
    if side < 0:
        days = marks.right[stage.lit & (marks.right <= window.first)]
    else:
        days = marks.left[stage.lit & (marks.left >= window.last)]
    if not len(days):
        return window
    return window.moved(float(days.max() if side < 0 else days.min()) - window.middle)


def stepped(stage: Stage, ids: Sequence[str], current: str | None, step: int) -> str | None:
    """The event `step` further in time order than the current one; without one, the first in sight."""
    if not ids:
        return None
    if current in ids:
        return ids[min(max(0, ids.index(current) + step), len(ids) - 1)]
    marks, first = stage.marks, stage.window.first
    seen = (uid for uid in ids if uid in marks.at and marks.anchor[marks.at[uid]] >= first)
    return next(seen, ids[0])
