"""Brushing a period: the charts follow on the way, the filter at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from spexplorer.domain.filters import Mode, Period
from spexplorer.domain.time_window import snap_days
from spexplorer.ui.views.timeline.canvas import Stroke
from spexplorer.ui.views.timeline.look import Look
from spexplorer.readings.timeline.chronology import Stage
from spexplorer.readings.timeline.words import stroke_words

if TYPE_CHECKING:
    from spexplorer.workspace.workspace import Workspace


class Brushing:
    """Tells the workspace what is brushed on the timeline."""

    def __init__(
        self, workspace: Workspace, stage: Stage, look: Look, wanted: Callable[[int, int], Period]
    ) -> None:
        """`wanted` makes a period of two days, with how events shall stand to it."""
        self._workspace = workspace
        self._stage = stage
        self._look = look
        self._wanted = wanted

    def prepare(self) -> None:
        """A brush may follow: have the charts ready for it."""
        stage = self._stage
        days = snap_days(stage.window, stage.scale)
        edges = None if days is None else np.array(days, dtype=np.int64)
        self._workspace.prepare_brush("period", edges)

    def move(self, stroke: Stroke) -> None:
        """The brush is under way."""
        period = self._period(stroke)
        self._look.brush_words = stroke_words(self._stage, period)
        self._workspace.brush(period, stroke.mode)

    def end(self, stroke: Stroke) -> None:
        """The brush has come to rest."""
        self._workspace.narrow(self._period(stroke), stroke.mode)

    def leave(self) -> None:
        """Called off: what the filter holds is shown again."""
        self._workspace.leave_brush()

    def put(self, period: Period) -> None:
        """A typed period takes the place of what is held."""
        self._workspace.narrow(period, Mode.REPLACE)

    def _period(self, stroke: Stroke) -> Period:
        return self._wanted(stroke.first, stroke.last)
