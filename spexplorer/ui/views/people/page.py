"""The tab People & places: names, their use as bars or on a map, a sheet for one of them."""

from __future__ import annotations

from functools import partial
from itertools import compress
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.figures import figure
from spexplorer.ui.drawing.legend import Legend
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_list import RecordList, empty_label, why_empty
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.view import View
from spexplorer.ui.views.people.authority import AuthorityCard
from spexplorer.ui.views.people.bars import UseBars, legend_entries
from spexplorer.ui.views.people.heading import in_words
from spexplorer.ui.views.people.map_panel import MapPanel
from spexplorer.ui.views.people.uses import PLACES, Found, Material
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.panes import DetailSplitter, TwoPanes
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.exploring.postings import Mask
    from spexplorer.workspace.workspace import Workspace

_GROUPS = {
    "person": "People", "organisation": "Organisations", "state": "States", "medium": "Media",
    "people": "Peoples", PLACES: "Places",
}  # fmt: skip
"""Types of agents, and the places, in the order of the segments."""
_WIDE = 260
"""From so many letters of width, the sheet stands beside the drawing instead of below it."""

_DRAWING_LINES, _CARD_LINES = 18, 9
"""The least heights of the drawing and of the sheet, in lines of text."""

_Shown = tuple["Filter", str, str, bool]
"""What a drawing was made of: filter, group, words sought, whether there was an index."""


@guarded
class PeopleView(View):
    """One group at a time; the current record chooses its own group."""

    def __init__(
        self, workspace: Workspace, theme: Theme, material: Material | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._material = material or Material(workspace.reader)
        self._group = "person"
        self._current: str | None = None
        self._shown: _Shown | None = None
        self._found = Found([], 0, 0)
        self._map: MapPanel | None = None
        self._build_controls()
        self._build_drawing()
        self._lay_out()

    # -- building -------------------------------------------------------------------------------

    def _build_controls(self) -> None:
        self._segments = Segments(tr("Which names"))
        self._segments.chosen.connect(self._choose_group)
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find a name, in any script (Ctrl+F)"))
        self._find.setAccessibleName(tr("Find a name, in any script"))
        FindKey(self, self._find)
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._seek)
        self._list = RecordList(tr("By name"), self.theme)
        self._list.head = _names_head
        self._list.set_colouring(self._colour)
        self._list.chosen.connect(self.workspace.go)
        self._list.entered.connect(self.workspace.hovered)
        self._card = AuthorityCard(self.workspace, self.theme)
        self._drawn_as = Segments(tr("Draw the places"))
        self._drawn_as.show_choices([Choice("map", tr("Map")), Choice("bars", tr("Bars"))], "map")
        self._drawn_as.chosen.connect(self._draw_as)
        self._as = "map"

    def _build_drawing(self) -> None:
        self._heading = PlainLabel()
        self._heading.setWordWrap(True)
        self._heading.setObjectName("title")
        self._bars = UseBars(self.theme)
        self._bars.chosen.connect(self.workspace.go)
        self._bars.entered.connect(self.workspace.hovered)
        self._bars.revealed.connect(self._reveal)
        self._legend = Legend(tr("What the parts of a bar mean"), self.theme)
        self._legend.show_entries(legend_entries())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._bars)
        bars = QWidget()
        column = QVBoxLayout(bars)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._legend)
        column.addWidget(self._scroll, 1)
        self._drawings = QStackedWidget()
        self._drawings.addWidget(bars)
        self._empty = empty_label()
        self._drawings.addWidget(self._empty)

    def _lay_out(self) -> None:
        left = QWidget()
        names = QVBoxLayout(left)
        names.setContentsMargins(0, 0, 2 * GRID, 0)
        names.setSpacing(GRID)
        names.addWidget(self._find)
        names.addWidget(self._list, 1)
        self._drawing = QWidget()
        column = QVBoxLayout(self._drawing)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._heading)
        self._controls = QWidget()
        self._tools = FlowLayout(self._controls, 2 * GRID)
        self._tools.addWidget(self._drawn_as)
        column.addWidget(self._controls)
        column.addWidget(self._drawings, 1)
        invitation = tr("Choose a name to see its forms in every script and what names it.")
        self._right = DetailSplitter(self._drawing, self._card, (13, 10), invitation)
        self._right.settled.connect(self._settle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._segments)
        layout.addWidget(TwoPanes(left, self._right, 42), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        self._drawing.setMinimumHeight(line * _DRAWING_LINES)
        self._card.setMinimumHeight(line * _CARD_LINES)
        wide = self.width() > self.fontMetrics().averageCharWidth() * _WIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._right.orientation() != wanted:
            self._right.setOrientation(wanted)
            self._right.setSizes([1300, 1000])

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; a mere change of the current record moves the marks only."""
        if state.current != self._current:
            self._current = state.current
            self._follow(state.current)
        wanted = (state.filter, self._group, self._find.text(), self.workspace.index is not None)
        if wanted != self._shown:
            self._shown = wanted
            self._draw(state.current)
        else:
            self._list.show_current(state.current)
            self._bars.show_current(state.current)
            if self._map is not None:
                self._map.show_current(state.current)
        self._card.show_state(state)
        self._right.show_detail(self._card.is_filled)

    def _settle(self) -> None:
        """The sheet has come: what is current comes into sight again."""
        current = self.present().current
        self._list.show_current(current)
        self._bars.reveal_current()

    def _follow(self, current: str | None) -> None:
        """Turn to the group of the current record, and let go of words that would hide it."""
        group = self._group_of(current)
        if current is None or group is None:
            return
        self._group = group
        row = self._material.row(current) if self._find.text() else None
        if row is not None and not self._material.names.matching([row], self._find.text()):
            self._find.clear()

    def _group_of(self, record_id: str | None) -> str | None:
        return self._material.group_of(record_id or "")

    def _rows(self, group: str) -> list[Row]:
        """The names of a group that pass, in list order."""
        rows = self._material.groups.get(group, [])
        mask = self._mask(rows)
        return rows if mask is None else list(compress(rows, mask))

    def _mask(self, rows: list[Row]) -> Mask | None:
        """Which rows pass; None while nothing narrows or can be told."""
        index, passing = self.workspace.index, self.workspace.passing()
        if index is None or passing is None or not self.present().filter.constraints:
            return None
        return passing.possible[index.at(row.number for row in rows)]

    def _draw(self, current: str | None) -> None:
        self._show_segments()
        rows = self._material.names.matching(self._rows(self._group), self._find.text())
        self._list.show_rows(rows, current, self.workspace.is_certain)
        self._right.invite(bool(rows))
        work = partial(
            self._material.uses.counted, self.workspace.index, self.workspace.passing(), rows
        )
        self.workspace.later("people uses", work, self._show_found)

    def _show_found(self, found: Found) -> None:
        """The names were counted: draw how often each is used."""
        self._found = found
        current = self.workspace.state.current
        self._heading.setText(in_words(found, tr(_GROUPS[self._group]), self._find.text()))
        is_places = self._group == PLACES
        self._controls.setVisible(is_places)
        as_map = is_places and self._as == "map" and bool(found.number)
        if self._map is not None:
            self._map.tools.setVisible(as_map)
        if not found.number:
            kind = "place" if is_places else "agent"
            self._empty.setText(why_empty(self.workspace.reader, kind))
            self._drawings.setCurrentIndex(1)
        elif as_map:
            self._show_map(current)
        else:
            self._drawings.setCurrentIndex(0)
            self._bars.show_uses(self._found.most_used, current)

    def _show_map(self, current: str | None) -> None:
        if self._map is None:
            self._map = MapPanel(self.workspace, self._material.places, self.theme)
            self._map.chosen.connect(self.workspace.go)
            self._map.pointed.connect(self.workspace.hovered)
            self._drawings.addWidget(self._map)
            self._tools.addWidget(self._map.tools)
        self._drawings.setCurrentWidget(self._map)
        self._map.show_uses(self._found.most_used, current)

    def _show_segments(self) -> None:
        choices = []
        for group, words in _GROUPS.items():
            rows = self._material.groups.get(group, [])
            mask, every = self._mask(rows), len(rows)
            here = every if mask is None else int(mask.sum())
            some, whole = figure(here), figure(every)
            number = whole if here == every else tr("{n} of {all}", n=some, all=whole)
            tip = tr("{n} of {all} pass the filter", n=some, all=whole)
            choices.append(Choice(group, f"{tr(words)}  {number}", tip))
        self._segments.show_choices(choices, self._group)

    def _colour(self, row: Row) -> str:
        """Types in the colours of the series; the words of the type stand in the row as well."""
        types = list(self.workspace.reader.terms(f"{row.kind}_type"))
        own = self._material.type_of.get(row.id, "")
        return self.theme.series(types.index(own)).name() if own in types else ""

    # -- answering ------------------------------------------------------------------------------

    def _choose_group(self, group: str) -> None:
        self._group = group
        self.show_state(self.present())

    def _draw_as(self, drawing: str) -> None:
        self._as = drawing
        self._shown = None
        self.show_state(self.present())

    def _seek(self) -> None:
        self.show_state(self.present())

    def _reveal(self, rect: QRect) -> None:
        self._scroll.ensureVisible(0, rect.center().y(), 0, rect.height())

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the name under the pointer in the drawing."""
        self._bars.show_pointed(record_id)
        if self._map is not None:
            self._map.map.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        self._list.restyle(theme)
        self._bars.restyle(theme)
        self._legend.restyle(theme)
        self._card.restyle(theme)
        if self._map is not None:
            self._map.restyle(theme)


def _names_head(number: int) -> str:
    """What stands above the names."""
    return counted(number, "{n} name", "{n} names")
