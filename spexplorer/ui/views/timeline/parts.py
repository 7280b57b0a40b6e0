"""What the tab is made of, and how its parts share the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from spexplorer.ui.lists.record_list import empty_label
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.timeline.canvas import TimelineCanvas
from spexplorer.ui.views.timeline.event_list import EventList
from spexplorer.ui.views.timeline.glyphs import shade_of
from spexplorer.readings.timeline.lanes import GROUPINGS
from spexplorer.ui.views.timeline.legend import Legend
from spexplorer.ui.views.timeline.lines import ControlLines
from spexplorer.ui.views.timeline.minimap import Minimap
from spexplorer.ui.views.timeline.period_bar import PeriodBar
from spexplorer.readings.timeline.chronology import Stage
from spexplorer.ui.views.timeline.tools import MoveTools, Switches
from spexplorer.ui.widgets.elided_label import ElidedLabel
from spexplorer.ui.widgets.turning_splitter import scrolling

if TYPE_CHECKING:
    from spexplorer.workspace.workspace import Workspace

_GROUPING_NAMES: Final = {
    "event_type": "by type", "vector": "by vector", "instrument": "by instrument",
    "place": "by place", "actor": "by actor",
}  # fmt: skip
DRAWING, EMPTY, INDEXING = range(3)


class TimelineParts(View):
    """Controls, drawing with its minimap and legend, and the list of the same events."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self.stage = Stage()
        self.canvas = TimelineCanvas(self.stage, theme)
        self.minimap = Minimap(theme)
        self.legend = Legend(theme)
        self.bar = PeriodBar(theme)
        self.heading = ElidedLabel()
        self.heading.setObjectName("muted")
        self.list = EventList(self.stage, theme)
        self.list.set_colouring(self._colour)
        self.grouping = QComboBox()
        self.tools = MoveTools(theme)
        self.switches = Switches(self.heading)
        ControlLines(self.bar, self.switches)
        self._empty = empty_label()
        self._indexing = empty_label(
            tr("The library is being read; its events appear in a moment.")
        )
        self._lay_out()
        self._fill_grouping()
        self.switches.shared.connect(self._share_room)
        self.setFocusProxy(self.canvas)

    def _lay_out(self) -> None:
        drawing = QWidget()
        self._stack = QStackedLayout(drawing)
        for widget in (self.canvas, self._empty, self._indexing):
            self._stack.addWidget(widget)
        self._stack.setCurrentIndex(INDEXING)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(drawing, 1)
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self.minimap, 1)
        below.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(below)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.list)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        inside = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        # Where it is lower than its parts need, the page is scrolled rather than the window made higher.
        whole.addWidget(scrolling(inside))
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self.switches)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.legend)

    def _fill_grouping(self) -> None:
        for key in GROUPINGS:
            self.grouping.addItem(tr(_GROUPING_NAMES[key]), key)
        self.grouping.setAccessibleName(tr("What the lanes are made by"))
        self.grouping.setToolTip(tr("What the lanes are made by"))
        self.canvas.set_corner(self.grouping)

    def _colour(self, at: int) -> QColor:
        return shade_of(self.theme, self.stage.events.event_type(at))

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for part in (self.canvas, self.minimap, self.legend, self.bar, self.tools, self.list):
            part.restyle(theme)

    def summary(self) -> str:
        """What is shown, in a sentence."""
        raise NotImplementedError

    # -- room -----------------------------------------------------------------------------------

    def _share_room(self) -> None:
        """Show list and legend, or hide them, as the switches say."""
        with_list = self.switches.list.isChecked()
        self.list.setVisible(with_list)
        self.legend.setVisible(self.switches.legend.isChecked())
        if with_list and self.splitter.sizes()[1] == 0:
            wide = self.splitter.width()
            self.splitter.setSizes([wide * 3 // 4, wide // 4])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.switches.share(self.size(), self.fontMetrics())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.switches.share(self.size(), self.fontMetrics())
            self.tools.restyle(self.theme)
