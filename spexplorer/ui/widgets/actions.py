"""What a command or a button runs."""

from __future__ import annotations

from collections.abc import Callable


def unticked(run: Callable[[], object]) -> Callable[..., None]:
    """What `triggered` or `clicked` is connected to: whether it is ticked is nothing to `run`."""

    def slot(_checked: bool = False) -> None:
        run()

    return slot
