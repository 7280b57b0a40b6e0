"""Errors that a person reads: one plain sentence with the remedy."""

from __future__ import annotations


class AppError(Exception):
    """Something the person can put right; `str(error)` is the sentence shown to them."""


class LibraryError(AppError):
    """A library file that cannot be used as it is: missing, foreign, damaged, newer, read-only."""


class DamagedLibraryError(LibraryError):
    """A library of which something cannot be read, or that another program has changed in its structure."""


class ForeignFileError(LibraryError):
    """A file that is no library of this program, or of which not even the first bytes are left."""


class LibraryChangedError(LibraryError):
    """Another program wrote to the library while it was being read; reading it again helps."""


class OlderLibraryError(LibraryError):
    """A library of an earlier version of the program, which is not brought up to date by reading it."""


class EnvironmentProblem(AppError):
    """The machine stands in the way: a full disk, a folder without permission, no display."""


class CalledOff(AppError):
    """The person does not wait any longer; raised by who is told of progress, and nothing was changed."""


def as_known(error: Exception) -> AppError | None:
    """The sentence for an error whose kind tells what to do, None for one that nobody foresaw."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, ImportError):
        part = error.name or "one of its modules"
        return EnvironmentProblem(
            f"A part of the program cannot be loaded ({part}); install the program again."
        )
    if isinstance(error, MemoryError):
        return EnvironmentProblem(
            "There is not enough memory for this; close other programs, or narrow what is shown."
        )
    return None
