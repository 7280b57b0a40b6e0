"""Work off the interface thread: one function a task, its result delivered on the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class _Done(QObject):
    """Carries a result across threads; lives on the interface thread."""

    finished = Signal(object, object)


class _Run(QRunnable):
    def __init__(self, work: Callable[[], Any], done: _Done) -> None:
        super().__init__()
        self._work = work
        self._done = done

    def run(self) -> None:
        try:
            result, error = self._work(), None
        except Exception as raised:  # handed to the interface thread, which tells the person
            result, error = None, raised
        self._done.finished.emit(result, error)


class Tasks(QObject):
    """Runs tasks; `busy` tells the number under way (payload int, interface thread)."""

    busy = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: dict[_Done, tuple[Callable[[Any], None], Callable[[Exception], None]]] = {}

    def start(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run `work` on a worker thread; then `done(result)` or `failed(error)` on this one."""
        carrier = _Done(self)
        self._running[carrier] = (done, failed)
        carrier.finished.connect(self._finish)
        self._pool.start(_Run(work, carrier))
        self.busy.emit(len(self._running))

    def _finish(self, result: Any, error: Exception | None) -> None:
        carrier = self.sender()
        assert isinstance(carrier, _Done)
        done, failed = self._running.pop(carrier)
        carrier.deleteLater()
        self.busy.emit(len(self._running))
        if error is None:
            done(result)
        else:
            failed(error)

    def wait(self) -> None:
        """Wait for the running tasks; their results are dropped."""
        for carrier in self._running:
            carrier.finished.disconnect(self._finish)
        self._running.clear()
        self._pool.waitForDone()
