"""Errors that a person reads: one plain sentence with the remedy."""

from __future__ import annotations


class AppError(Exception):
    """Something the person can put right; `str(error)` is the sentence shown to them."""


class LibraryError(AppError):
    """A library file that cannot be used as it is: missing, foreign, damaged, newer, read-only."""


class EnvironmentProblem(AppError):
    """The machine stands in the way: a full disk, a folder without permission, no display."""
