"""Numbers as people read them."""

from __future__ import annotations


def figure(value: float) -> str:
    """A number for people: thousands set apart, no trailing zeros, at most four decimals."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")
