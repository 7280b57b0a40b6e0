"""What threads of one interpreter must not do to each other."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_SHARE: Final = 0.001
"""Seconds a thread may keep the interpreter while another waits for it; Python's own are five times that."""

_LONG: Final = 0.5
"""Seconds; to make a class takes some hundredths."""

_STEP_ASIDE: Final = 0.0005
"""Seconds in which a thread that waits for the interpreter wakes and takes it."""

_ALONE: Final = Lock()


def share_often() -> None:
    """Let the interface thread have the interpreter within a thousandth of a second, whatever workers do.

    It waits for it at every event and every read of the library: with Python's five thousandths a frame
    is gone after three of them.
    """
    sys.setswitchinterval(_SHARE)


@contextmanager
def undivided() -> Iterator[None]:
    """Let no thread lose the interpreter in the middle of something, only where it waits or reads.

    For imports of Qt on a worker. PySide makes a class when it is first named, in Python code and
    without a lock; if another thread names one meanwhile, the process ends with a segmentation fault.
    Nothing of it waits or reads, so that this makes it one piece. One that was interrupted before, in
    the middle of a class, is let finish: once the time is long, it gives up the interpreter only where
    it waits. One thread at a time may ask for it: of two, the one that ends last would put back the
    time that the other had set.
    """
    with _ALONE:
        before = sys.getswitchinterval()
        sys.setswitchinterval(_LONG)
        try:
            time.sleep(_STEP_ASIDE)
            yield
        finally:
            sys.setswitchinterval(before)
