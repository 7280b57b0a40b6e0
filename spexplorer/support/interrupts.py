"""Ctrl+C before there is an event loop: the process ends at once, with the code of an interrupt."""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Final

EXIT_CODE: Final = 130
"""What a shell gives for a program that was interrupted (128 + SIGINT)."""


def end_at_once() -> None:
    """From now on an interrupt ends the process: an exception would be lost in the middle of a paint."""
    signal.signal(signal.SIGINT, leave)


def leave(_number: int, _frame: FrameType | None) -> None:
    """End the process without a further word."""
    os._exit(EXIT_CODE)
