"""Work off the interface thread: one function a task, its result delivered on the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot
from shiboken6 import isValid

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


class _Job:
    """Who is told what came of a task."""

    def __init__(self, done: Deliver, failed: Fail, ticket: Ticket) -> None:
        self.done = done
        self.failed = failed
        self.ticket = ticket


class _Run:
    """A task on its way through a worker thread."""

    def __init__(self, tasks: Tasks, work: Callable[[], Any], job: _Job) -> None:
        self._held: tuple[Tasks, Callable[[], Any], _Job] | None = (tasks, work, job)

    def __call__(self) -> None:
        if self._held is None:
            return
        # Qt drops a run some time after it has ended, or never: what it worked on must not wait for that.
        (tasks, work, job), self._held = self._held, None
        result, error = None, None
        if not job.ticket.cancelled:
            try:
                result = work()
            except Exception as raised:  # handed to the interface thread, which tells the person
                error = raised
        del work
        tasks.arrived.emit(job, result, error)


class Tasks(QObject):
    """Runs tasks; `busy` tells the number under way (payload int, interface thread).

    At most one short and one long task are under way: with the interface thread they have one
    interpreter to share, and there may be no more than two cores.
    """

    busy = Signal(object)
    arrived = Signal(object, object, object)
    """From the workers: a job, its result and its error."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arrived.connect(self._finish)
        self._short, self._long = QThreadPool(self), QThreadPool(self)
        for pool in (self._short, self._long):
            pool.setMaxThreadCount(1)
        self._side_by_side = True
        self._running: set[_Job] = set()
        self._groups: dict[str, Ticket] = {}

    @Slot()
    def work_side_by_side(self) -> None:
        """Let short tasks begin while a long one is under way."""
        self._side_by_side = True

    def work_one_by_one(self) -> None:
        """Let each task wait for the one before, while nobody waits for any of them."""
        self._side_by_side = False

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
        self,
        work: Callable[[], Any],
        done: Deliver,
        failed: Fail,
        ticket: Ticket | None = None,
        *,
        long: bool = False,
    ) -> None:
        """Run `work` on a worker thread; then `done(result)` or `failed(error)` on this one.

        Once its ticket is cancelled neither is called. What is not `long` (some tenths of a second in
        a large library) need not wait for what is.
        """
        job = _Job(done, failed, ticket or Ticket())
        self._running.add(job)
        pool = self._long if long and self._side_by_side else self._short
        pool.start(_Run(self, work, job))
        self.busy.emit(len(self._running))

    def aside(self, work: Callable[[], None]) -> None:
        """Run what nobody waits for or is told of on a worker thread; it may not raise."""
        self._long.start(work)

    @Slot(object, object, object)
    def _finish(self, job: _Job, result: Any, error: Exception | None) -> None:
        """Deliver what came of a job, unless nobody waits for it."""
        if job not in self._running:
            return
        self._running.discard(job)
        self.busy.emit(len(self._running))
        if job.ticket.cancelled:
            return
        if error is not None:
            job.failed(error)
        elif not _is_gone(job.done):
            job.done(result)

    def wait(self) -> None:
        """Call off the running tasks and wait for their threads; their results are dropped."""
        for job in self._running:
            job.ticket.cancel()
        self._running.clear()
        for pool in (self._short, self._long):
            pool.waitForDone()


def _is_gone(deliver: Deliver) -> bool:
    """Whether who asked was deleted meanwhile: a tab that was made anew since the library changed."""
    owner = getattr(getattr(deliver, "func", deliver), "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)
