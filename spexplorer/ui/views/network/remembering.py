"""What the tab keeps for the next start: the way of looking, how far, and the ends of the shortest link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker

from spexplorer.workspace.settings import settings

if TYPE_CHECKING:
    from spexplorer.ui.views.network.controls import Controls
    from spexplorer.ui.views.network.path_panel import PathPanel

_FOLDER: Final = "network"


class Remembering:
    """Settings of the network; the two ends belong to one library, all else to the reader."""

    def __init__(self, library: str, controls: Controls, panel: PathPanel) -> None:
        """`library` is its name."""
        self._library = library
        self._controls = controls
        self._panel = panel
        self._written: dict[str, str] = {}

    def restore(self) -> None:
        """Put controls and fields as they were; nothing is asked for by this.

        An end that the library does not have any more is left empty.
        """
        kept = settings()
        found = {name: str(kept.value(f"{_FOLDER}/{name}", "")) for name in self._now()}
        controls, panel = self._controls, self._panel
        blocked = QSignalBlocker(controls), QSignalBlocker(panel)
        if found["depth"] in ("1", "2", "3"):
            controls.choose_depth(int(found["depth"]))
        controls.passing_only.setChecked(found["only"] == "on")
        panel.passages.setChecked(found["passages"] == "on")
        if found["library"] == self._library:
            panel.start.choose(found["start"] or None)
            panel.end.choose(found["end"] or None)
        if controls.is_mode(found["mode"]):
            controls.choose_mode(found["mode"])
        for blocker in blocked:
            blocker.unblock()
        self._written = self._now()

    def keep(self) -> None:
        """Write down what has changed; where the settings cannot be written nothing is remembered."""
        now = self._now()
        changed = {name: value for name, value in now.items() if value != self._written.get(name)}
        if not changed:
            return
        self._written = now
        store = settings()
        if changed.keys() & {"start", "end"}:
            # Both ends of this library take the place of another library's.
            changed |= {name: now[name] for name in ("start", "end", "library")}
        for name, value in changed.items():
            store.setValue(f"{_FOLDER}/{name}", value)

    def _now(self) -> dict[str, str]:
        controls, panel = self._controls, self._panel
        return {
            "mode": controls.mode,
            "depth": str(controls.links_away),
            "only": _switched(controls.only),
            "passages": _switched(panel.passages.isChecked()),
            "start": panel.start.record or "",
            "end": panel.end.record or "",
            "library": self._library,
        }


def _switched(on: bool) -> str:
    return "on" if on else "off"
