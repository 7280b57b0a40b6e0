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
