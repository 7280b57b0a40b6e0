"""What the commits of a writer changed: whoever reads a state of the library knows what is new in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from spexplorer.domain.changes import NOTHING, ChangeSet


class CommitLog:
    """The ChangeSets of all commits in their order; any thread may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._changes: list[ChangeSet] = []

    @contextmanager
    def adding(self, changes: ChangeSet) -> Iterator[None]:
        """For the length of a commit that makes some changes; one that fails is not noted."""
        with self._lock:
            yield
            self._changes.append(changes)

    def note(self, changes: ChangeSet) -> None:
        """Note what changed without a commit of ours."""
        with self.adding(changes):
            pass

    @contextmanager
    def between_commits(self) -> Iterator[int]:
        """Nothing is committed meanwhile; gives how many commits there were."""
        with self._lock:
            yield len(self._changes)

    def changes(self, first: int, last: int) -> ChangeSet:
        """What was changed after the first so many commits, up to the last so many."""
        found = NOTHING
        for one in self._changes[first:last]:
            found |= one
        return found
