"""Panes that share a page: side by side, stacked where it is narrow, scrolled where it is low."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.widgets.text import PlainLabel


def reveal_through(part: QWidget, rect: QRect, margin: int = 0) -> None:
    """Scroll every area round a part so that a region of it (in its own pixels) is in sight.

    Of a region that is larger than an area the beginning is seen.
    """
    holder = part.parentWidget()
    while holder is not None:
        inside = holder.widget() if isinstance(holder, QScrollArea) else None
        if isinstance(holder, QScrollArea) and inside is not None:
            there = QRect(part.mapTo(inside, QPoint(rect.x(), rect.y())), rect.size())
            holder.ensureVisible(there.right(), there.bottom(), margin, margin)
            holder.ensureVisible(there.left(), there.top(), margin, margin)
        holder = holder.parentWidget()


@guarded
class WholePane(QWidget):
    """A pane that is never lower than its parts are at its width, with words and buttons in their lines.

    A splitter asks a pane for its least height alone, which knows nothing of lines that wrap.
    """

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        layout = self.layout()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and layout is not None:
            high = max(0, layout.minimumHeightForWidth(self.width()))
            if high != self.minimumHeight():
                self.setMinimumHeight(high)
        return answer


@guarded
class ScrolledBody(QWidget):
    """Stands in a scroll area and is never lower than its parts are, with words and buttons in their lines.

    A scroll area asks a layout what it likes best, and that counts nothing for a part that takes the rest.
    The width is always taken as beside a scroll bar: one that comes and goes would have the page laid out
    for ever.
    """

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._keep_room()
        return answer

    def _keep_room(self) -> None:
        layout, viewport = self.layout(), self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if layout is None or not isinstance(area, QScrollArea):
            return
        bar = area.verticalScrollBar().sizeHint().width()
        high = layout.minimumHeightForWidth(area.width() - bar)
        if high != self.minimumHeight():
            self.setMinimumHeight(high)


@guarded
class TurningSplitter(QSplitter):
    """A splitter that is vertical below a width in letters; every pane keeps a readable height."""

    def __init__(
        self, letters: int, panes: Sequence[QWidget], shares: Sequence[int], lines: Sequence[int]
    ) -> None:
        """`shares` are the relative widths of the panes, `lines` their least heights in lines of text."""
        super().__init__(Qt.Orientation.Horizontal)
        self._letters = letters
        self._panes = list(zip(panes, lines, strict=True))
        self._shares = list(shares)
        for at, (pane, share) in enumerate(zip(panes, shares, strict=True)):
            self.addWidget(pane)
            self.setStretchFactor(at, share)
        self.setChildrenCollapsible(False)
        self._shared: Qt.Orientation | None = None
        """The orientation in which the panes have had their shares."""
        self._keep_readable()

    def _keep_readable(self) -> None:
        for pane, lines in self._panes:
            pane.setMinimumHeight(self.fontMetrics().height() * lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < self.fontMetrics().averageCharWidth() * self._letters
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self.setOrientation(wanted)
        super().resizeEvent(event)
        if wanted != self._shared:
            self._shared = wanted
            self.setSizes([1000 * share for share in self._shares])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_readable()


def scrolling(inside: QWidget, *, steady: bool = False) -> QScrollArea:
    """A widget in a scroll area that it fills, and that scrolls when it is too small for it.

    With `steady` the scroll bar always stands, for drawings whose height follows from their width:
    one that comes and goes would have them laid out twice.
    """
    area = QScrollArea()
    if steady:
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    return area


def lay_out_headed(
    page: QWidget, heading: Sequence[QWidget], rest: QWidget
) -> tuple[QWidget, QScrollArea]:
    """Fill a page; gives what holds the heading, and the area that the whole is scrolled in.

    The heading alone would fill a low window: only its being scrolled away leaves the rest in sight.
    """
    top = QWidget()
    head = QVBoxLayout(top)
    head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
    head.setSpacing(GRID)
    for part in heading:
        head.addWidget(part)
    body = ScrolledBody()
    inside = QVBoxLayout(body)
    inside.setContentsMargins(0, 0, 0, 2 * GRID)
    inside.setSpacing(0)
    inside.addWidget(top)
    inside.addWidget(rest, 1)
    # Drawings keep their own margin at the left, for frames about what is chosen.
    rest.setContentsMargins(0, 0, 2 * GRID, 0)
    area = scrolling(body)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(area)
    return top, area


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
        self.invitation = PlainLabel(invitation)
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


_STACKED_BELOW = 80
"""Width in characters below which two panes are stacked."""
_LARGEST_LEFT_SHARE = 0.45
"""Largest initial share of the left pane."""
_MINIMUM_LINES = 27
"""Minimum height in lines of two panes side by side; stacked, of each."""
_MINIMUM_LINES_IN_LOW_WINDOW = 14
"""Stacked in a low window each pane is as high as the window, but not below this many lines."""


@guarded
class _Panes(QSplitter):
    """Tells (`needing`) when a pane may need more or less room than before."""

    needing = Signal()

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.needing.emit()
        return answer


@guarded
class TwoPanes(QScrollArea):
    """A splitter that never gets too small for its panes: rather than squeeze them, it scrolls."""

    def __init__(
        self, left: QWidget, right: QWidget, letters: int, *, right_on_top: bool = False
    ) -> None:
        """`letters` is the width of the left pane at first, in letters.

        With `right_on_top` the right pane stands above the left one where they are stacked.
        """
        super().__init__()
        self._letters = letters
        self._left, self._right = left, right
        self._turned = right_on_top
        self.splitter = _Panes(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._keep)
        self.splitter.needing.connect(self._give_need)
        self._is_moved = False
        self._is_low = False
        self.setWidgetResizable(True)
        self.setWidget(self.splitter)

    def _keep(self) -> None:
        """A person has moved the border: from now on it stays."""
        self._is_moved = True

    def _share(self) -> None:
        if self.splitter.orientation() == Qt.Orientation.Horizontal:
            wanted = self.fontMetrics().averageCharWidth() * self._letters
            width = self.viewport().width()
            self.splitter.setSizes([min(wanted, int(width * _LARGEST_LEFT_SHARE)), width])
        else:
            other = 1000 if self._is_low else 1800
            self.splitter.setSizes([other, 1000] if self._turned else [1000, other])

    def _is_narrow(self) -> bool:
        letter = self.fontMetrics().averageCharWidth()
        return self.viewport().width() < letter * _STACKED_BELOW

    def _needed(self) -> int:
        """The least height of both panes as they stand, in pixels."""
        metrics, narrow = self.fontMetrics(), self._is_narrow()
        least = metrics.height() * _MINIMUM_LINES
        # A pane that is higher than the window is never seen whole.
        low = max(self.viewport().height(), metrics.height() * _MINIMUM_LINES_IN_LOW_WINDOW)
        needs = [
            max(min(least, low), pane.minimumSizeHint().height())
            for pane in (self._left, self._right)
        ]
        self._is_low = narrow and low < least
        between = self.splitter.handleWidth()
        return sum(needs) + between if narrow else max(least, *needs)

    def _give_need(self) -> None:
        """A pane has other parts than before, or they stand in other lines."""
        high = self._needed()
        if high != self.splitter.minimumHeight():
            self.splitter.setMinimumHeight(high)

    def arrange(self) -> None:
        """Give both panes the room they need now."""
        wanted = Qt.Orientation.Vertical if self._is_narrow() else Qt.Orientation.Horizontal
        self._give_need()
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            if self._turned:
                self.splitter.insertWidget(
                    1 if wanted == Qt.Orientation.Vertical else 0, self._left
                )
            self._is_moved = False
        if not self._is_moved:
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs another arrangement."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.arrange()
