"""A drawing or list with the detail of what is chosen; until something is, it has all the room."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.widgets.scrolled_body import WholePane


class DetailSplitter(QSplitter):
    """Shows the detail only when there is one; before that a sentence says what choosing would show.

    `settled` tells that the detail came or went and both have their new sizes: what is current can be
    scrolled into sight again.
    """

    settled = Signal()

    def __init__(
        self,
        main: QWidget,
        detail: QWidget,
        shares: tuple[int, int],
        invitation: str = "",
        *,
        detail_first: bool = False,
    ) -> None:
        """`shares` are the relative heights of `main` and `detail`."""
        super().__init__(Qt.Orientation.Vertical)
        self.detail = detail
        self.invitation = QLabel(invitation)
        self.invitation.setObjectName("muted")
        self.invitation.setWordWrap(True)
        self.invitation.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        held = WholePane()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(main, 1)
        column.insertWidget(0 if detail_first else 1, self.invitation)
        parts = [(held, shares[0]), (detail, shares[1])]
        self._sizes = []
        for part, share in reversed(parts) if detail_first else parts:
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, share)
            self._sizes.append(1000 * share)
        self.setChildrenCollapsible(False)
        self._is_shared = False
        self._invites = bool(invitation)
        self.invitation.setVisible(self._invites)
        detail.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.settled)

    def invite(self, invites: bool) -> None:
        """Whether there is anything to choose from: else nobody is asked to choose."""
        self._invites = invites and bool(self.invitation.text())
        self.invitation.setVisible(self.detail.isHidden() and self._invites)

    def show_detail(self, shown: bool) -> None:
        """Show or hide the detail; the same again costs nothing."""
        if self.detail.isHidden() != shown:
            return
        self.detail.setVisible(shown)
        self.invitation.setVisible(not shown and self._invites)
        if shown and not self._is_shared:
            self._is_shared = True
            self.setSizes(self._sizes)
        self._soon.start(0)  # the layout gives the sizes in the next turn of the event loop
