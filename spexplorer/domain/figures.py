"""Numbers as people read them, and what a yearly rate makes of one."""

from __future__ import annotations

from itertools import accumulate, repeat
from operator import mul
from typing import Final

_LARGEST: Final = 1e30
"""Far beyond every figure that is stored, and far from where sums of numbers end."""


def figure(value: float) -> str:
    """A number for people: thousands set apart, no trailing zeros, at most four decimals."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def compounded(start: float, rate: float, years: int) -> tuple[float | None, ...]:
    """Where a yearly rate (0.02 is 2 %) leads from a value; None where that is beyond all figures."""
    reached = accumulate(repeat(1 + rate, years - 1), mul, initial=start)
    return tuple(round(one, 2) if abs(one) < _LARGEST else None for one in reached)
