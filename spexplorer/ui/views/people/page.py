"""The tab of names: the names of a group, and how often each is used as bars or on a map.

The record of a name is shown by the panel beside the tabs.
"""

from __future__ import annotations

from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.kinds import kind_of
from spexplorer.readings.names.uses import PLACES, CountedUses, NamesReading
from spexplorer.readings.names.words import group_labels, grouped_names, heading
from spexplorer.ui.drawing.legend import Legend
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.lists.record_list import RecordList, empty_label, why_empty
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.people.bars import UseBars, legend_entries
from spexplorer.ui.views.people.map_panel import MapPanel
from spexplorer.ui.widgets.buttons import ElidedButton
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.panes import TurningSplitter, lay_out_headed
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.exploring.answers import Answers
    from spexplorer.exploring.postings import Mask
    from spexplorer.workspace.workspace import Workspace

_TURNS_BELOW: Final = 90
"""Width in characters below which the drawing stands under the names."""
_FACETS: Final = {"agent": "actor", "place": "place"}
_BY_NAME, _BY_OFFICE, _BY_ROLE = "name", "office", "role"

_Drawn = tuple["Filter", str, str, str, "Answers | None"]
"""What was drawn: filter, group, words sought, how the names are grouped, and the answers."""


@guarded
class PeopleView(View):
    """One group at a time; the current record chooses its own group."""

    def __init__(
        self, workspace: Workspace, theme: Theme, reading: NamesReading | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._reading = reading or NamesReading(workspace.reader)
        term = partial(workspace.reader.term, "agent_type")
        self._labels = group_labels(tr, self._reading.groups, term)
        self._group = "person"
        self._listed_by = _BY_NAME
        self._as = "map"
        self._current: str | None = None
        self._drawn: _Drawn | None = None
        self.counted = CountedUses([], 0, 0)
        self.map: MapPanel | None = None
        self._build_controls()
        self._build_drawing()
        self._lay_out()

    # -- building -------------------------------------------------------------------------------

    def _build_controls(self) -> None:
        self.segments = Segments(tr("Which names"))
        self.segments.chosen.connect(self._choose_group)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a name, in any script (Ctrl+F)"))
        self.search.setAccessibleName(tr("Find a name, in any script"))
        FindKey(self, self.search)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self.show_state(self.present()))
        self.groupings = Segments(tr("List the names"))
        self.groupings.show_choices(
            [
                Choice(_BY_NAME, tr("By name")),
                Choice(_BY_OFFICE, tr("By office"), tr("Under the offices that they held")),
                Choice(_BY_ROLE, tr("By role"), tr("Under the roles in which they took part")),
            ],
            _BY_NAME,
        )
        self.groupings.chosen.connect(self._list_by)
        self.list = RecordList(tr("By name"), self.theme)
        self.list.head = _names_head
        self.list.set_colouring(self._colour)
        self.grouped = GroupedList(tr("Names in groups"), self.theme)
        self.grouped.field.hide()  # the field above finds any form of a name
        for part in (self.list, self.grouped):
            part.chosen.connect(self.workspace.go)
            part.entered.connect(self.workspace.hovered)
        self.keep = ElidedButton()
        self.keep.clicked.connect(self._toggle_filter)
        self.drawn_as = Segments(tr("Draw the places"))
        self.drawn_as.show_choices([Choice("map", tr("Map")), Choice("bars", tr("Bars"))], "map")
        self.drawn_as.chosen.connect(self._draw_as)

    def _build_drawing(self) -> None:
        self.heading = PlainLabel()
        self.heading.setWordWrap(True)
        self.heading.setObjectName("title")
        self.bars = UseBars(self.theme)
        self.bars.chosen.connect(self.workspace.go)
        self.bars.entered.connect(self.workspace.hovered)
        self.bars.revealed.connect(self._reveal)
        self.legend = Legend(tr("What the parts of a bar mean"), self.theme)
        self.legend.show_entries(legend_entries())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.bars)
        bars = QWidget()
        column = QVBoxLayout(bars)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.legend)
        column.addWidget(self._scroll, 1)
        self._drawings = QStackedWidget()
        self._drawings.addWidget(bars)
        self.empty = empty_label()
        self._drawings.addWidget(self.empty)

    def _lay_out(self) -> None:
        left = QWidget()
        names = QVBoxLayout(left)
        names.setContentsMargins(3 * GRID, 0, 2 * GRID, 0)
        names.setSpacing(GRID)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.grouped)
        for part in (self.search, self.groupings):
            names.addWidget(part)
        names.addWidget(self._lists, 1)
        drawing = QWidget()
        column = QVBoxLayout(drawing)
        column.setContentsMargins(2 * GRID, 0, GRID, 0)
        column.setSpacing(GRID)
        tools = QWidget()
        self._tools = FlowLayout(tools, 2 * GRID)
        for tool in (self.drawn_as, self.keep):
            self._tools.addWidget(tool)
        column.addWidget(self.heading)
        column.addWidget(tools)
        column.addWidget(self._drawings, 1)
        split = TurningSplitter(_TURNS_BELOW, (left, drawing), (3, 8), (12, 14))
        lay_out_headed(self, (self.segments,), split)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; a mere change of the current record moves the marks only."""
        if state.current != self._current:
            self._current = state.current
            self._follow(state.current)
        sought = self.search.text()
        wanted = (state.filter, self._group, sought, self._listed_by, self.workspace.answers)
        if wanted != self._drawn:
            self._drawn = wanted
            self._draw(state.current)
        else:
            self.list.show_current(state.current)
            self.bars.show_current(state.current)
            if self._lists.currentWidget() is self.grouped:
                self.grouped.show_current(state.current)
            if self.map is not None:
                self.map.show_current(state.current)
        self._show_filter_button(state)

    def _follow(self, current: str | None) -> None:
        """Turn to the group of the current record, and let go of words that would hide it."""
        group = self._reading.group_of(current or "")
        if current is None or group is None:
            return
        self._group = group
        row = self._reading.row(current) if self.search.text() else None
        if row is not None and not self._reading.names.matching([row], self.search.text()):
            self.search.clear()

    def _rows(self, group: str) -> list[Row]:
        """The names of a group that pass, in list order."""
        rows = self._reading.groups.get(group, [])
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
        rows = self._reading.names.matching(self._rows(self._group), self.search.text())
        self._show_list(rows, current)
        index, passing = self.workspace.index, self.workspace.passing()
        work = partial(self._reading.uses.counted, index, passing, rows)
        self.workspace.later("people uses", work, self._show_counted)

    def _show_list(self, rows: list[Row], current: str | None) -> None:
        """The names, or the names under their offices or roles where this group has any."""
        values = {_BY_OFFICE: self._reading.offices, _BY_ROLE: self._reading.roles}
        every = self._reading.groups.get(self._group, ())
        offered = [key for key, of in values.items() if any(row.number in of for row in every)]
        self.groupings.setVisible(bool(offered))
        for key in values:
            self.groupings.button(key).setVisible(key in offered)
        listed_by = self._listed_by if self._listed_by in offered else _BY_NAME
        self.groupings.mark(listed_by)
        self._lists.setCurrentIndex(int(listed_by != _BY_NAME))
        certain = self.workspace.is_certain
        self.list.show_rows(rows, current, certain)
        if listed_by == _BY_OFFICE:
            without = tr("Without an office")
            entries = grouped_names(rows, values[_BY_OFFICE], str, without, certain)
            self.grouped.show_entries(entries, current)
        elif listed_by == _BY_ROLE:
            label = partial(self.workspace.reader.term, "participant_role")
            without = tr("Without a role")
            entries = grouped_names(rows, values[_BY_ROLE], label, without, certain)
            self.grouped.show_entries(entries, current)

    def _show_counted(self, counted: CountedUses) -> None:
        """The names were counted: draw how often each is used."""
        self.counted = counted
        current = self.workspace.state.current
        self.heading.setText(heading(tr, counted, self._labels[self._group], self.search.text()))
        is_places = self._group == PLACES
        self.drawn_as.setVisible(is_places)
        as_map = is_places and self._as == "map" and bool(counted.number)
        if self.map is not None:
            self.map.tools.setVisible(as_map)
        if not counted.number:
            kind = "place" if is_places else "agent"
            self.empty.setText(why_empty(self.workspace.reader, kind))
            self._drawings.setCurrentIndex(1)
        elif as_map:
            self._show_map(current)
        else:
            self._drawings.setCurrentIndex(0)
            self.bars.show_uses(counted.most_used, current)

    def _show_map(self, current: str | None) -> None:
        if self.map is None:
            self.map = MapPanel(self.workspace, self._reading.places, self.theme)
            self.map.chosen.connect(self.workspace.go)
            self.map.pointed.connect(self.workspace.hovered)
            self._drawings.addWidget(self.map)
            self._tools.addWidget(self.map.tools)
        self._drawings.setCurrentWidget(self.map)
        self.map.show_uses(self.counted.most_used, current)

    def _show_segments(self) -> None:
        choices = []
        for group, label in self._labels.items():
            rows = self._reading.groups.get(group, [])
            mask, every = self._mask(rows), len(rows)
            here = every if mask is None else int(mask.sum())
            numbers = {"n": tr.number(here), "all": tr.number(every)}
            text = tr("{group}  {n}", group=label, n=numbers["n"])
            if here != every:
                text = tr("{group}  {n} of {all}", group=label, **numbers)
            choices.append(Choice(group, text, tr("{n} of {all} pass the filter", **numbers)))
        self.segments.show_choices(choices, self._group)

    def _show_filter_button(self, state: LinkState) -> None:
        """A button that keeps what concerns the current name, or lets that go again."""
        current = state.current
        group = self._reading.group_of(current) if current is not None else None
        self.keep.setVisible(group is not None)
        if current is None or group is None:
            return
        name = self.workspace.reader.label(current)
        if current in state.filter.values(_FACETS[kind_of(current)]):
            words = tr("Show what does not concern {name} as well", name=name)
            self.keep.say(words, tr("Takes this filter away again"))
        else:
            words = tr("Keep only what concerns {name}", name=name)
            tip = tr(
                "Filters every tab. Records without actors or places of their own stay when they are"
                " linked to one that has this one."
            )
            self.keep.say(words, tip)

    def _colour(self, row: Row) -> str:
        """Types in the colours of the series; the words of the type stand in the row as well."""
        types = list(self.workspace.reader.terms(f"{row.kind}_type"))
        own = self._reading.type_of.get(row.id, "")
        return self.theme.series(types.index(own)).name() if own in types else ""

    # -- answering ------------------------------------------------------------------------------

    def _choose_group(self, group: str) -> None:
        self._group = group
        self.show_state(self.present())

    def _list_by(self, grouping: str) -> None:
        self._listed_by = grouping
        self.show_state(self.present())

    def _draw_as(self, drawing: str) -> None:
        self._as = drawing
        self._drawn = None
        self.show_state(self.present())

    def _toggle_filter(self) -> None:
        if self._current is not None:
            self.workspace.toggle(_FACETS[kind_of(self._current)], self._current)

    def _reveal(self, rect: QRect) -> None:
        self._scroll.ensureVisible(0, rect.center().y(), 0, rect.height())

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the name under the pointer in the drawing."""
        self.bars.show_pointed(record_id)
        if self.map is not None:
            self.map.map.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        for part in (self.list, self.grouped, self.bars, self.legend):
            part.restyle(theme)
        if self.map is not None:
            self.map.restyle(theme)


def _names_head(number: int) -> str:
    """What stands above the names."""
    return tr.counted(number, "{n} name", "{n} names")
