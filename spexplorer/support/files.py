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


def draft_of(path: Path) -> Path:
    """Where a file is written before it takes its place: beside it, by a name of this process."""
    return path.parent / f"{path.name}.{os.getpid()}.draft"


def forget(*drafts: Path) -> None:
    """Remove what is left of drafts; a folder that cannot be reached has none."""
    for draft in drafts:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text stream that becomes `path` when the block ends well; a failure leaves no trace.

    A link keeps pointing at the file it named, and a device or pipe is written to as it is. Raises
    EnvironmentProblem with a sentence when the place cannot be written.
    """
    target = _followed(path)
    draft = draft_of(target)
    try:
        if is_there(target) and not target.is_file():
            with target.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        if is_there(target):
            draft.chmod(target.stat().st_mode)
        draft.replace(target)
    except OSError as error:
        raise _unwritable(path, error.strerror) from error
    finally:
        forget(draft)


def _followed(path: Path) -> Path:
    """The file a path leads to."""
    try:
        return path.resolve()
    except (
        OSError,
        RuntimeError,
    ) as error:  # Python 3.11 raises RuntimeError for a circle of links
        raise _unwritable(path, "its links lead nowhere") from error


def _unwritable(path: Path, reason: str | None) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"{path} cannot be written ({reason}); choose another folder or free some space."
    )
