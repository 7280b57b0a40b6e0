"""Memory that was freed goes back to the system, where the C library would keep it."""

from __future__ import annotations

import sys


def give_back() -> None:
    """Return what the heaps of all threads do not use; may take some hundredths of a second.

    glibc gives back the end of a heap only, and keeps one for each thread: columns that were worked out on
    a worker leave gaps of hundreds of megabytes (malloc_trim(3)). Other C libraries need no telling.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
