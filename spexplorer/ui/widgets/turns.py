"""Work of the interface thread cut into steps, so that the window paints and hears between them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Slot
from shiboken6 import isValid


def take(
    steps: Iterator[None], parent: QObject, before: Turns | None, *, at_once: bool
) -> Turns | None:
    """Take all steps at once, or one a turn; what is left of those before is left undone."""
    if before is not None:
        before.stop()
    if not at_once:
        return Turns(steps, parent)
    for _ in steps:
        pass
    return None


class Turns(QObject):
    """Takes one step in every turn of the event loop, until there is none left or the parent is gone."""

    def __init__(self, steps: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._goes_on = True
        # Started anew after each step: one that repeats may be served twice before all else is heard.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        self._timer.start(0)

    def stop(self) -> None:
        """Leave the rest undone; what has ended by itself already is left alone."""
        if isValid(self):
            self._goes_on = False
            self._timer.stop()
            self.deleteLater()

    @Slot()
    def _step(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self.stop()
        except BaseException:
            self.stop()
            raise
        else:
            if isValid(self) and self._goes_on:  # a step may have ended it, or closed the window
                self._timer.start(0)
