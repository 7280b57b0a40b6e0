"""Whether a process of this program still runs."""

from __future__ import annotations

import os
from pathlib import Path


def is_running(process: int) -> bool:
    """Whether another process is still at it; this one does not count."""
    if process in (0, os.getpid()) or os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return _is_ours(process)
    return _is_ours(process)


def _is_ours(process: int) -> bool:
    """Whether a number that a program had still belongs to one of this sort, where that can be told."""
    try:
        line = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return True
    return b"python" in line or b"spexplorer" in line
