"""Years as the keys of bars: “2013”, “1990/1999”, “<1987” and “>2018” beyond the axis, “undated”.

Years are astronomical: 0 is 1 BCE.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from spexplorer.domain.calendar_days import day_number

UNDATED: Final = "undated"

_FIRST_DAY: Final = day_number(-9999, 1, 1)
_LAST_DAY: Final = day_number(9999, 12, 31)
"""Where bars without a limit begin and end, unless their limit lies beyond."""


class YearSpan(NamedTuple):
    """Years from one to another, both included; None where there is no limit."""

    first: int | None
    last: int | None

    def days(self) -> tuple[int, int]:
        """The first and the last day."""
        low = None if self.first is None else day_number(self.first, 1, 1)
        high = None if self.last is None else day_number(self.last, 12, 31)
        return (
            min(_FIRST_DAY, (high or 0) - 366) if low is None else low,
            max(_LAST_DAY, (low or 0) + 366) if high is None else high,
        )


def year_key(span: YearSpan) -> str:
    """The key of some years."""
    if span.first is None:
        return UNDATED if span.last is None else f"<{span.last + 1}"
    if span.last is None:
        return f">{span.first - 1}"
    return str(span.first) if span.first == span.last else f"{span.first}/{span.last}"


def years_of(key: str) -> YearSpan | None:
    """The years of a key; None for what has no date."""
    if key == UNDATED:
        return None
    if key.startswith("<"):
        return YearSpan(None, int(key[1:]) - 1)
    if key.startswith(">"):
        return YearSpan(int(key[1:]) + 1, None)
    first, _, last = key.partition("/")
    return YearSpan(int(first), int(last or first))


def is_within_axis(key: str) -> bool:
    """Whether a key has both limits: a bar of its own on the axis of years."""
    span = years_of(key)
    return span is not None and span.first is not None and span.last is not None
