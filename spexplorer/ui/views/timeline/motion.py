"""Moves from one window to another so that the eye can follow: even in scale, about the day that stays."""

from __future__ import annotations

import math
import sys
import time
from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from spexplorer.domain.time_window import Window

DURATION_MS: Final = 170
"""Duration of a movement; 0 shows its end at once."""

_TOO_SLOW: Final = 0.030
"""Seconds a picture may take; where it takes longer only the end of a movement is shown."""


def between(start: Window, end: Window, share: float) -> Window:
    """The window at a share of the movement from one to another, exactly these at 0 and 1.

    The length changes by a constant factor a step (van Wijk and Nuij 2003), and the day that has the
    same place in both windows keeps it: under a wheel that is the day under the pointer.
    """
    if share <= 0 or share >= 1:
        return start if share <= 0 else end
    ratio = end.days / start.days
    if abs(math.log(ratio)) < 1e-6:
        return start.moved((end.first - start.first) * share)
    days = start.days * ratio**share
    part = (days - start.days) / (end.days - start.days)
    first = start.first + (end.first - start.first) * part
    return Window(first, first + days)


class WindowMotion(QObject):
    """`at` carries the windows in between. A new movement begins where the last one was stopped."""

    at = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._start = self._end = Window(0, 1)
        self._too_slow = False
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._step)

    @property
    def target(self) -> Window | None:
        """The window at the end of the movement; None at rest."""
        return self._end if self._animation.state() == QVariantAnimation.State.Running else None

    def go(self, start: Window, end: Window) -> None:
        """Go from one window to another; at once where motion is unwanted or pictures take long."""
        self.stop()
        self._start, self._end = start, end
        if DURATION_MS and not self._too_slow and not _motion_is_unwanted():
            self._animation.setDuration(DURATION_MS)
            self._animation.start()
        else:
            self._show(end)

    def stop(self) -> None:
        """Stop at the present window."""
        self._animation.stop()

    def _step(self, share: float) -> None:
        if self._too_slow and share < 1:
            self._animation.stop()
            share = 1.0
        self._show(between(self._start, self._end, share))

    def _show(self, window: Window) -> None:
        began = time.perf_counter()
        self.at.emit(window)
        self._too_slow = time.perf_counter() - began > _TOO_SLOW


def _motion_is_unwanted() -> bool:
    """Whether the system asks for less motion; only these two tell."""
    if sys.platform not in ("win32", "darwin"):
        return False
    from PySide6.QtWidgets import QApplication, QStyle  # its enums take 13 ms to be made

    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return QApplication.style().styleHint(hint) == 0
