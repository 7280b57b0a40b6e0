"""What threads of one interpreter must not do to each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_LONG: Final = 1.0
"""Seconds; to make a class takes some hundredths."""


@contextmanager
def undivided() -> Iterator[None]:
    """Let no thread lose the interpreter in the middle of something, only where it waits or reads.

    For imports of Qt on a worker. PySide makes a class when it is first named, in Python code and
    without a lock; if another thread names one meanwhile, the process ends with a segmentation fault.
    Nothing of it waits or reads, so that this makes it one piece.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_LONG)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
