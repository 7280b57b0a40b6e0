"""The reader's copies in a window: which are attached, opened on a worker, kept while the window is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal, SignalInstance

from spexplorer.operations.attaching import (
    AttachingCalledOff,
    Attachment,
    attach,
    attached_works,
    attachments,
    detach,
    place,
    take_back,
)
from spexplorer.operations.copy_reading import OpenCopy, open_copy, open_latest
from spexplorer.readings.evidence import ROLES
from spexplorer.support.errors import AppError

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Reader
    from spexplorer.workspace.tasks import Tasks

Done = Callable[[Attachment], object]


_MOST_OPEN: Final = 12
"""Copies that are opened so that hits of a search can show their sentences."""


class AttachProgress(NamedTuple):
    """What is being done with a copy ("reading", "finding"), how far it is and how far it goes."""

    what: str
    done: int
    of: int


class Copies(QObject):
    """Opens copies when they are asked for. `changed` carries the id of the work of which something did.

    `progressed` carries the AttachProgress of the copy that is being attached.
    """

    changed = Signal(object)
    progressed = Signal(object)

    def __init__(self, reader: Reader, tasks: Tasks, failed: SignalInstance) -> None:
        """`failed` is told of what nobody foresaw."""
        super().__init__()
        self._reader, self._tasks, self._failed = reader, tasks, failed
        self._works: frozenset[str] | None = None
        self._open: dict[str, OpenCopy] = {}
        self._problems: dict[str, AppError] = {}
        self._waiting: set[str] = set()
        self._is_called_off = False
        self.is_attaching = False

    # -- what there is ----------------------------------------------------------------------------

    @property
    def works(self) -> frozenset[str]:
        """The works that a copy is attached to."""
        if self._works is None:
            self._works = attached_works()
        return self._works

    def is_attached(self, work: str) -> bool:
        """Whether a copy is attached to a work, whatever has become of it."""
        return work in self.works

    def copy(self, work: str) -> OpenCopy | None:
        """The open copy of a work; None where there is none, or while it is being opened.

        One that is attached is opened when first asked for; `changed` follows.
        """
        if work not in self._open and self.is_attached(work) and work not in self._problems:
            self._start_opening(work)
        return self._open.get(work)

    def is_opening(self, work: str) -> bool:
        """Whether the copy of a work is being opened."""
        return work in self._waiting

    def problem(self, work: str) -> AppError | None:
        """Why the copy of a work cannot be opened."""
        return self._problems.get(work)

    def of_passage(self, passage: str) -> OpenCopy | None:
        """The open copy that a passage has its place in; nothing is opened for this."""
        return next((copy for copy in self._open.values() if passage in copy.spans), None)

    def sentences(self, rows: Sequence[Row]) -> dict[str, str]:
        """The sentences that some records rest on most, by their ids, from the copies that are open.

        Copies that are attached are opened for the next time.
        """
        for work in sorted(self.works)[:_MOST_OPEN]:
            if self._reader.row(work) is not None:
                self.copy(work)
        if not self._open:
            return {}
        passages = self._reader.strongest_passages([row.number for row in rows], ROLES)
        found = {}
        for row in rows:
            passage = passages.get(row.number, "")
            copy = self.of_passage(passage)
            if copy is not None:
                found[row.id] = copy.sentence(passage)
        return found

    # -- opening ----------------------------------------------------------------------------------

    def _start_opening(self, work: str) -> None:
        if work in self._waiting:
            return
        self._waiting.add(work)
        self._tasks.start(
            partial(open_latest, work),
            partial(self._take, work),
            partial(self._take_problem, work),
            long=True,
        )

    def _take(self, work: str, copy: OpenCopy | None) -> None:
        self._waiting.discard(work)
        self._put(work, copy)
        self.changed.emit(work)

    def _put(self, work: str, copy: OpenCopy | None) -> None:
        before = self._open.pop(work, None)
        kept = copy.pages if copy is not None else None
        if before is not None and before.pages is not None and before.pages is not kept:
            before.pages.close()
        if copy is not None:
            self._open[work] = copy
            self._problems.pop(work, None)

    def _take_problem(self, work: str, error: Exception) -> None:
        self._waiting.discard(work)
        if not isinstance(error, AppError):
            self._failed.emit(error)
            error = AppError(str(error))
        self._problems[work] = error
        self.changed.emit(work)

    def open_again(self, work: str) -> None:
        """Look again for the copy of a work that could not be opened, or that may have changed."""
        self._problems.pop(work, None)
        self._put(work, None)
        self._works = None
        self.changed.emit(work)

    # -- attaching --------------------------------------------------------------------------------

    def attach(
        self,
        work: str,
        file: Path,
        done: Done,
        failed: Callable[[Exception], object],
        *,
        beside: bool,
    ) -> None:
        """Attach a copy to a work on a worker; one at a time."""
        source = self._reader.snapshot
        self._is_called_off, self.is_attaching = False, True

        def work_it() -> tuple[Attachment, OpenCopy]:
            attachment, _ = attach(source, work, file, beside=beside, told=self._tell)
            return attachment, open_copy(attachment)

        def take(made: tuple[Attachment, OpenCopy]) -> None:
            self.is_attaching = False
            attachment, copy = made
            self._works = None
            self._put(attachment.work, copy)
            self._waiting.discard(attachment.work)
            self.changed.emit(attachment.work)
            done(attachment)

        def fail(error: Exception) -> None:
            self.is_attaching = False
            failed(error)

        self._tasks.start(work_it, take, fail, long=True)

    def _tell(self, what: str, done: int, of: int) -> None:
        """On the worker: tell how far it is, and stop where it was called off."""
        if self._is_called_off:
            raise AttachingCalledOff
        self.progressed.emit(AttachProgress(what, done, of))

    def call_off(self) -> None:
        """Stop attaching; nothing is remembered of it."""
        self._is_called_off = True

    def detach(self, work: str) -> None:
        """Forget the copies of a work; the files stay."""
        for attachment in attachments(work):
            detach(attachment)
        self._works = None
        self._problems.pop(work, None)
        self._put(work, None)
        self.changed.emit(work)

    # -- passages placed by hand ------------------------------------------------------------------

    def place(self, work: str, passage: str, start: int, end: int) -> None:
        """Remember the place of a passage that a person has shown."""
        if (copy := self._open.get(work)) is not None:
            self._put(
                work, copy.placing(place(copy.attachment, passage, start, end, copy.text.text))
            )
            self.changed.emit(work)

    def take_back(self, work: str, passage: str) -> None:
        """Forget such a place."""
        if (copy := self._open.get(work)) is not None:
            self._put(work, copy.placing(take_back(copy.attachment, passage)))
            self.changed.emit(work)

    def close(self) -> None:
        """End the workers that draw pages."""
        self._is_called_off = True
        for work in list(self._open):
            self._put(work, None)
