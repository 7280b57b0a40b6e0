"""The gestures of a brush over keys in a row: draw a new one, move one, resize one, or click."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt

from spexplorer.domain.filters import Mode

Run = tuple[int, int]
"""The first and the last key of a brush."""


class Gesture(NamedTuple):
    """A pressed button: where (in keys), what it took hold of, and the mode a key asked for."""

    start: float
    held: Run | None
    part: str
    mode: Mode | None
    many: int

    def run(self, now: float) -> Run:
        """The run of keys when the pointer has come to `now`."""
        last = self.many - 1
        at = min(max(0, round(now)), last)
        if self.held is None:
            first = min(max(0, round(self.start)), last)
            return min(first, at), max(first, at)
        low, high = self.held
        step = round(now - self.start)
        match self.part:
            case "low":
                low += step
            case "high":
                high += step
            case _:
                step = min(max(step, -low), last - high)
                return low + step, high + step
        low, high = min(max(0, low), last), min(max(0, high), last)
        return min(low, high), max(low, high)


def grasp(at: float, runs: tuple[Run, ...], grip: float, mode: Mode | None, many: int) -> Gesture:
    """What a press takes hold of: an end or the middle of the only brush, else a new one begins.

    A key held down always begins a new one. `grip` is how near an end counts, in keys.
    """
    if mode is None and len(runs) == 1:
        low, high = runs[0]
        near = min(grip, (high - low + 1) / 4)
        if abs(at - (low - 0.5)) <= near:
            return Gesture(at, runs[0], "low", mode, many)
        if abs(at - (high + 0.5)) <= near:
            return Gesture(at, runs[0], "high", mode, many)
        if low - 0.5 < at < high + 0.5:
            return Gesture(at, runs[0], "middle", mode, many)
    return Gesture(at, None, "new", mode, many)


def runs_of(active: list[bool]) -> tuple[Run, ...]:
    """The runs of neighbours that are active."""
    found: list[Run] = []
    for at, on in enumerate(active):
        if on and found and found[-1][1] == at - 1:
            found[-1] = found[-1][0], at
        elif on:
            found.append((at, at))
    return tuple(found)


def mode_of(modifiers: Qt.KeyboardModifier) -> Mode | None:
    """The mode that keys held down ask for: Shift adds, Ctrl intersects, Alt subtracts."""
    keys = Qt.KeyboardModifier
    for key, mode in (
        (keys.AltModifier, Mode.SUBTRACT),
        (keys.ControlModifier, Mode.INTERSECT),
        (keys.ShiftModifier, Mode.ADD),
    ):
        if modifiers & key:
            return mode
    return None
