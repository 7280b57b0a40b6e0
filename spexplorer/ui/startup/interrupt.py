"""Ctrl+C in the terminal, and the end of a session: the program always ends, and says so by its exit code.

Before the event loop runs nothing is worth keeping, and an exception in the middle of a paint would be
lost in Qt: the process ends at once. Later every window is closed as by its button, so that the session
is kept; whoever asks twice, or waits a second in vain, is not kept waiting.
"""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from spexplorer.support.interrupts import leave

_OF_A_SIGNAL: Final = 128
"""What a shell adds to the number of the signal that ended a program."""

_GRACE_MS: Final = 1000
_POLL_MS: Final = 500


class Interrupt(QObject):
    """Closes the windows of an application that is interrupted. Made once its event loop is to run.

    `closing` comes before: whatever follows, the program ends because somebody asked it to.

    Python hears a signal only between two of its own steps, and an idle event loop takes none: a pipe
    that the signal writes to wakes it (on Windows, where none can, a timer).
    """

    closing = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._asked = 0
        if os.name == "posix":
            self._reading, writing = os.pipe()
            for end in (self._reading, writing):
                os.set_blocking(end, False)
            signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
            notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
            notifier.activated.connect(self._wake)
        else:
            timer = QTimer(self)
            timer.timeout.connect(self._wake)
            timer.start(_POLL_MS)
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # as far as the system has them
            if (number := getattr(signal, name, None)) is not None:
                signal.signal(number, self._hear)

    @Slot()
    def _wake(self) -> None:
        if os.name == "posix":
            os.read(self._reading, 512)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            leave(number, frame)
        self._asked = number
        # This may be in the middle of a paint: the windows are closed in a turn of their own.
        QTimer.singleShot(0, self, self._close)

    @Slot()
    def _close(self) -> None:
        code = _OF_A_SIGNAL + self._asked
        self.closing.emit()
        QTimer.singleShot(_GRACE_MS, self, lambda: os._exit(code))
        self._app.closeAllWindows()
        self._app.exit(code)
