"""The time that one answer may take: what is there when it is up is the answer."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_STEPS: Final = 1_000
"""After so many steps of SQLite's machine it is asked whether the time is up."""


class Deadline:
    """Ends what a connection runs after so much processor time of this thread, or when it is called off."""

    def __init__(self, seconds: float, called_off: Callable[[], bool] | None = None) -> None:
        self._end = time.thread_time() + seconds
        self._called_off = called_off
        self._cuts = False
        self.is_over = False

    @contextmanager
    def watching(self, connection: sqlite3.Connection) -> Iterator[None]:
        """For the length of the block; what is not to be cut runs to its end."""
        connection.set_progress_handler(self._ends, _STEPS)
        try:
            yield
        finally:
            connection.set_progress_handler(None, _STEPS)

    @contextmanager
    def cutting(self) -> Iterator[None]:
        """A block that just ends when the time is up; being called off is still an error."""
        self._cuts = True
        try:
            yield
        except sqlite3.OperationalError:
            if not self.is_over:
                raise
        finally:
            self._cuts = False

    def _ends(self) -> bool:
        if self._called_off is not None and self._called_off():
            return True
        if not self._cuts:
            return False
        self.is_over = self.is_over or time.thread_time() > self._end
        return self.is_over
