"""Writing files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from spexplorer.support.errors import EnvironmentProblem


def is_there(path: Path) -> bool:
    """Whether something lies at a path; what cannot be reached counts as not there."""
    try:
        path.stat()
    except OSError:
        return False
    return True


Mark = tuple[tuple[int, int, int], ...]
"""Inode, bytes and time of the last change (ns) of a library file and of what waits beside it."""


def mark_of(path: Path) -> Mark:
    """What tells one state of a library file from another, with what waits beside it to be written.

    A write-ahead log with nothing in it counts as none: who only reads makes one, too.
    """
    found = []
    for one in (path, path.with_name(path.name + "-wal")):
        try:
            about = one.stat()
        except OSError:
            continue
        if about.st_size or one is path:
            found.append((about.st_ino, about.st_size, about.st_mtime_ns))
    return tuple(found)


def draft_of(path: Path) -> Path:
    """Where a file is written before it takes its place: beside it, by a name of this process."""
    return path.parent / f"{path.name}.{os.getpid()}.draft"


def forget(*drafts: Path) -> None:
    """Remove what is left of drafts; a folder that cannot be reached has none."""
    for draft in drafts:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """The path of a draft that becomes `path` when the block ends well; a failure leaves no trace.

    A link keeps pointing at the file it named. Raises EnvironmentProblem with a sentence when the place
    cannot be written.
    """
    target = _followed(path)
    draft = draft_of(target)
    try:
        yield draft
        if is_there(target):
            draft.chmod(target.stat().st_mode)
        draft.replace(target)
    except OSError as error:
        raise unwritable(path, error.strerror) from error
    finally:
        forget(draft)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text stream that becomes `path` as a draft does; a device or pipe is written to as it is."""
    target = _followed(path)
    if not is_there(target) or target.is_file():
        with drafted(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    try:
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except OSError as error:
        raise unwritable(path, error.strerror) from error


def _followed(path: Path) -> Path:
    """The file a path leads to."""
    try:
        return path.resolve()
    except (
        OSError,
        RuntimeError,
    ) as error:  # Python 3.11 raises RuntimeError for a circle of links
        raise unwritable(path, "its links lead nowhere") from error


def unwritable(path: Path, reason: str | None) -> EnvironmentProblem:
    """What is said of a place that cannot be written."""
    return EnvironmentProblem(
        f"{path} cannot be written ({reason}); choose another folder or free some space."
    )
