"""Work off the interface thread: one function a task, its result delivered on the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

Deliver = Callable[[Any], None]
Fail = Callable[[Exception], None]


class Ticket:
    """What a task is called off with; long work looks at `cancelled` from time to time and returns."""

    __slots__ = ("cancelled",)

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Nobody waits for the result any more."""
        self.cancelled = True


class _Carrier(QObject):
    """Takes a result across threads; lives on the interface thread."""

    finished = Signal(object, object)

    def __init__(self, tasks: Tasks, ticket: Ticket, done: Deliver, failed: Fail) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self.ticket = ticket
        self.done = done
        self.failed = failed
        self.finished.connect(self._arrive)

    @Slot(object, object)
    def _arrive(self, result: Any, error: Exception | None) -> None:
        self._tasks.finish(self, result, error)


class _Run(QRunnable):
    def __init__(self, work: Callable[[], Any], carrier: _Carrier) -> None:
        super().__init__()
        self._held: tuple[Callable[[], Any], _Carrier] | None = (work, carrier)

    def run(self) -> None:
        if self._held is None:
            return
        # Qt drops a run some time after it has ended, or never: what it worked on must not wait for that.
        (work, carrier), self._held = self._held, None
        result, error = None, None
        if not carrier.ticket.cancelled:
            try:
                result = work()
            except Exception as raised:  # handed to the interface thread, which tells the person
                error = raised
        del work
        carrier.finished.emit(result, error)


class Tasks(QObject):
    """Runs tasks; `busy` tells the number under way (payload int, interface thread)."""

    busy = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self.work_side_by_side()
        self._running: set[_Carrier] = set()
        self._groups: dict[str, Ticket] = {}

    @Slot()
    def work_side_by_side(self) -> None:
        """Let a task begin while a longer one is under way."""
        self._pool.setMaxThreadCount(2)

    def work_one_by_one(self) -> None:
        """Let each task wait for the one before, while nobody waits for any of them.

        Two and the interface thread have one interpreter to share, and may have no more than two cores.
        """
        self._pool.setMaxThreadCount(1)

    @property
    def are_running(self) -> bool:
        """Whether any task is under way."""
        return bool(self._running)

    def ticket(self, group: str) -> Ticket:
        """A ticket for work of a group; the earlier work of that group is called off."""
        if group in self._groups:
            self._groups[group].cancel()
        self._groups[group] = Ticket()
        return self._groups[group]

    def start(
        self, work: Callable[[], Any], done: Deliver, failed: Fail, ticket: Ticket | None = None
    ) -> None:
        """Run `work` on a worker thread; then `done(result)` or `failed(error)` on this one.

        Once its ticket is cancelled neither is called.
        """
        carrier = _Carrier(self, ticket or Ticket(), done, failed)
        self._running.add(carrier)
        self._pool.start(_Run(work, carrier))
        self.busy.emit(len(self._running))

    def aside(self, work: Callable[[], None]) -> None:
        """Run what nobody waits for or is told of on a worker thread; it may not raise."""
        self._pool.start(work)

    def finish(self, carrier: _Carrier, result: Any, error: Exception | None) -> None:
        """Deliver what a carrier brought, unless nobody waits for it."""
        if carrier not in self._running:
            return
        self._running.discard(carrier)
        carrier.deleteLater()
        self.busy.emit(len(self._running))
        if carrier.ticket.cancelled:
            return
        if error is None:
            carrier.done(result)
        else:
            carrier.failed(error)

    def wait(self) -> None:
        """Call off the running tasks and wait for their threads; their results are dropped."""
        for carrier in self._running:
            carrier.ticket.cancel()
        self._running.clear()
        self._pool.waitForDone()
