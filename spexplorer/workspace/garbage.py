"""Garbage is collected on the interface thread alone, when it has nothing else to do.

Python collects on whichever thread allocates next. A worker that came upon a closed window would take
its widgets down off the interface thread, which Qt does not survive.
"""

from __future__ import annotations

import gc
import time
from typing import Final

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot

_OLDEST: Final = 2
_SELDOM: Final = 30.0
"""At least so many seconds lie between two looks at everything there is."""


class GarbageCollector(QObject):
    """Takes Python's place in collecting, from its making on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.settle()
        parent.destroyed.connect(_thaw)
        self._looked = time.monotonic()
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self.collect)

    @Slot()
    def settle(self) -> None:
        """What is there stays as long as the window: collections to come need not look at it.

        Looking at everything would hold the window for some hundredths of a second.
        """
        gc.freeze()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds."""
        pairs = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(pairs) if count > most]
        if _OLDEST in due:
            if time.monotonic() - self._looked < _SELDOM:
                due.remove(_OLDEST)
            else:
                self._looked = time.monotonic()
        if due:
            gc.collect(due[-1])


def _thaw() -> None:
    """A window has gone: what it held is looked at again."""
    gc.unfreeze()
