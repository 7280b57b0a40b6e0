"""How the network is looked at, between the one state and the controls that show and change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker

from spexplorer.domain.link_state import Network

if TYPE_CHECKING:
    from spexplorer.ui.views.network.controls import Controls
    from spexplorer.ui.views.network.path_panel import PathPanel


def looks(controls: Controls, panel: PathPanel) -> Network:
    """How the controls and fields stand."""
    return Network(
        controls.mode,
        controls.links_away,
        (panel.start.record, panel.end.record),
        passages=panel.passages.isChecked(),
        only=controls.only,
    )


def show_looks(network: Network, controls: Controls, panel: PathPanel) -> None:
    """Put controls and fields as the state has them; nothing is asked for by this.

    An end that the library does not have leaves its field empty.
    """
    blocked = QSignalBlocker(controls), QSignalBlocker(panel)
    controls.choose_depth(network.links)
    controls.passing_only.setChecked(network.only)
    panel.passages.setChecked(network.passages)
    for field, end in zip((panel.start, panel.end), network.ends, strict=True):
        if field.record != end:
            field.choose(end)
    controls.choose_mode(network.mode)
    for blocker in blocked:
        blocker.unblock()


def take_start(panel: PathPanel, record_id: str) -> None:
    """Let the shortest link begin at a record; nothing is asked for by this."""
    blocker = QSignalBlocker(panel)
    panel.start.choose(record_id)
    blocker.unblock()
