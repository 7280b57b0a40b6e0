"""Reads the registers, ranks their columns one after another and arranges their rows, on workers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from spexplorer.readings.library.columns import label_of
from spexplorer.readings.library.register import KindRegister
from spexplorer.support.errors import AppError
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.readings.tables import SortKey
    from spexplorer.workspace.workspace import Workspace

_KEPT = 3
"""Registers in memory, the ones last seen."""


class Registers(QObject):
    """`arranged` carries an Arranged; `progressed` comes when another column can be sorted by."""

    arranged = Signal(object)
    progressed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._registers: dict[str, KindRegister] = {}
        self._kind = ""
        self._ranking = ""
        self.waiting: tuple[SortKey, ...] = ()
        """The order wanted of which a column is not ranked yet."""

    def register(self, kind: str) -> KindRegister | None:
        """The register of a kind as of the present index; None until it is read."""
        found = self._registers.get(kind)
        return found if found is not None and found.index is self._workspace.index else None

    def want(self, kind: str, order: tuple[SortKey, ...]) -> None:
        """Arrange a kind by an order and the present filter; `arranged` follows, now or later.

        While a column of the order is not ranked yet, list order takes its place.
        """
        index = self._workspace.index
        if index is None:
            return
        if kind != self._kind:
            self._kind, self._ranking, self.waiting = kind, "", ()
        register = self.register(kind)
        if register is None:
            fresh = KindRegister(index, self._workspace.reader.path, kind)
            label = partial(label_of, tr, self._workspace.reader)
            take = partial(self._take_register, order)
            self._workspace.later("library read", lambda: fresh.read(label), take, long=True)
            return
        self._registers[kind] = self._registers.pop(kind)  # the last seen stands last
        missing = [part.column for part in order if not register.ranked(part.column)]
        self.waiting = order if missing else ()
        if missing:
            self._rank(register, missing)
            if not self.waiting:
                return  # it was ranked at once, and arranged
        self._arrange(register, () if missing else order)

    def _take_register(self, order: tuple[SortKey, ...], register: KindRegister) -> None:
        if register.index is not self._workspace.index:
            return
        self._registers[register.kind] = register
        for old in list(self._registers)[:-_KEPT]:
            del self._registers[old]
        if register.kind == self._kind:
            self.want(register.kind, order)
            self._rank(register, [])

    def _arrange(self, register: KindRegister, order: tuple[SortKey, ...]) -> None:
        answers = self._workspace.answers
        narrowed = answers is not None and bool(answers.filter.constraints)
        passing = answers.passing() if answers is not None and narrowed else None
        self._workspace.later(
            "library rows", lambda: register.arranged(order, passing), self.arranged.emit
        )

    def _rank(self, register: KindRegister, wanted: list[str]) -> None:
        """Rank the columns of a register one after another, those wanted first."""
        keys = wanted or register.unranked()
        if self._ranking or not keys or register.kind != self._kind:
            return
        key = self._ranking = keys[0]

        def work() -> AppError | None:
            try:
                register.rank(key)
            except AppError as error:
                return error
            return None

        take = partial(self._take_rank, register)
        self._workspace.later("library rank", work, take, long=True)

    def _take_rank(self, register: KindRegister, error: AppError | None) -> None:
        self._ranking = ""
        if error is not None:
            self.waiting = ()
            self._workspace.failed.emit(error)
            return
        if register is not self.register(self._kind):
            return
        missing = [part.column for part in self.waiting if not register.ranked(part.column)]
        if self.waiting and not missing:
            order, self.waiting = self.waiting, ()
            self._arrange(register, order)
        self.progressed.emit()
        self._rank(register, missing)
