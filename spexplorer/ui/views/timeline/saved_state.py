"""What the tab keeps for the next start: what the lanes are made by, the switches, the window."""

from __future__ import annotations

from typing import Final

from spexplorer.domain.time_window import Window
from spexplorer.readings.timeline.lanes import GROUPINGS
from spexplorer.workspace.settings import settings

_FOLDER: Final = "timeline"


class SavedState:
    """Settings of the timeline; the window belongs to one library, all else to the reader."""

    def __init__(self, library: str) -> None:
        """`library` is its name."""
        self._library = library
        self._kept_window = ""

    def grouping(self) -> str:
        """What the lanes were made by the last time."""
        kept = str(_kept("grouping"))
        return kept if kept in GROUPINGS else GROUPINGS[0]

    def keep_grouping(self, grouping: str) -> None:
        """Keep what the lanes are made by."""
        _keep("grouping", grouping)

    def is_on(self, switch: str) -> bool:
        """Whether a switch was on the last time; at a first start all are off."""
        return str(_kept(switch)) == "on"

    def keep_switch(self, switch: str, *, on: bool) -> None:
        """Keep how a switch is."""
        _keep(switch, "on" if on else "off")

    def window(self, limits: Window) -> Window | None:
        """The window of the last time, or None where none of this library is known."""
        first, _, rest = str(_kept("window")).partition(" ")
        last, _, library = rest.partition(" ")
        try:
            window = Window(float(first), float(last))
        except ValueError:
            return None
        # A comparison is also false for “nan”.
        sound = library == self._library and window.first < window.last
        return window.within(limits) if sound and window.meets(*limits) else None

    def keep_window(self, window: Window) -> None:
        """Keep the window, to a hundredth of a day."""
        words = f"{window.first:.2f} {window.last:.2f} {self._library}"
        if words != self._kept_window:  # to write takes longer than to paint a row
            self._kept_window = words
            _keep("window", words)


def _kept(name: str) -> object:
    return settings().value(f"{_FOLDER}/{name}", "")


def _keep(name: str, value: str) -> None:
    """Write a value down; where the settings cannot be written nothing is kept."""
    settings().setValue(f"{_FOLDER}/{name}", value)
