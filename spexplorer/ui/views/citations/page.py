"""The tab of footnotes and works: the round trip with its key over its sheet, the list beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from spexplorer.domain.figures import figure
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.lists.record_list import empty_label, why_empty
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.view import View
from spexplorer.ui.views.citations.chain_canvas import SECTION
from spexplorer.ui.views.citations.drawing import RoundTrip
from spexplorer.ui.views.citations.gather import Material
from spexplorer.ui.views.citations.legend import Legend
from spexplorer.ui.views.citations.material import (
    Entries,
    Mode,
    heading,
    mode_of,
)
from spexplorer.ui.views.citations.sheet_page import FACET, KIND, SheetPage
from spexplorer.ui.views.citations.visible import Visible
from spexplorer.ui.views.citations.wording import Wording
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.panes import DetailSplitter, TurningSplitter, lay_out_headed
from spexplorer.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_TURNS = 104
"""Below so many letters of width the list stands under the drawing."""

_ROOM_FOR_KEY = 28
"""From so many lines of height the key to the drawing is unfolded at first."""


class CitationsView(View):
    """Footnotes in the order of the paper, the works behind them, and what rests on what."""

    def __init__(
        self, workspace: Workspace, theme: Theme, material: Material | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._material = material or Material(workspace.reader)
        self.apparatus, self.uses = self._material.apparatus, self._material.uses
        wording = Wording(workspace.reader)
        self._entries = Entries(self.apparatus, wording)
        self._visible = Visible(workspace, self._material, wording)
        self._pages = SheetPage(workspace.reader, self.apparatus, wording)
        self._pages.uses = self.uses
        self.mode = Mode.CITED
        self._is_new = True
        self._drawn_for: object = None
        self._current: str | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._reveal)
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self.modes = Segments(tr("Which works"))
        self.modes.chosen.connect(self._choose_mode)
        self.list = GroupedList(tr("Footnotes in order, and works"), theme)
        self.list.chosen.connect(self._go)
        self.list.entered.connect(workspace.hovered)
        self.legend = Legend(theme)
        self.legend.toggled.connect(workspace.toggle)
        self.drawing = RoundTrip(wording, self.chain, theme)
        self.drawing.chosen.connect(self._go)
        self.drawing.entered.connect(self._enter)
        self.sheet = Sheet(tr("The chosen footnote, work or sentence"))
        self.sheet.followed.connect(self._go)
        self.sheet.unfolded.connect(self._switch)
        FindKey(self, self.list.field)
        self._lay_out()

    def _lay_out(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.drawing)
        self._empty = empty_label()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._scroll)
        self.stack.addWidget(self._empty)
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.legend)
        self._left = DetailSplitter(drawn, self.sheet, (20, 12))
        self._left.settled.connect(self._reveal)
        split = TurningSplitter(_TURNS, (self._left, self.list), (7, 3), (24, 16))
        lay_out_headed(self, (self.heading, self.modes), split)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; on another current record only move the mark and light its chain."""
        if state.current != self._current and self._is_ours(state.current):
            self.mode = mode_of(str(state.current), self.mode, self.apparatus, self.uses)
        drawn_for = (state.filter, self.mode, self.workspace.index is None)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._draw(state)
        if state.current != self._current:
            self._current = state.current
            self._pages.unfolded.clear()
            self._write_sheet()
        self.list.show_current(state.current)
        self.drawing.show_current(state.current)

    def _is_ours(self, record_id: str | None) -> bool:
        return record_id in self.apparatus.foot or record_id in self.apparatus.source

    def _draw(self, state: LinkState) -> None:
        shown = self._visible.shown(self.mode)
        certain = self._visible.certain
        listed = [*(foot.id for foot in shown.feet), *(source.id for source in shown.sources)]
        possible = frozenset(uid for uid in listed if not certain(uid))
        words = heading(shown, self.apparatus, len(possible))
        if self._material.further and self.mode in (Mode.ALL, Mode.UNUSED):
            words += " " + counted(
                self._material.further,
                "{n} further work stands in no footnote; the tab Library lists it.",
                "{n} further works stand in no footnote; the tab Library lists them.",
            )
        self.heading.setText(words)
        self._show_modes()
        self._show_legend(state)
        entries = self._entries.write(shown, self.uses, certain)
        self.list.show_entries(entries, state.current)
        self.stack.setCurrentIndex(0 if entries else 1)
        if not entries:
            self._empty.setText(self._why_empty(state))
        else:
            self.drawing.show_scene(self._visible.scene(shown, possible))
            self._scroll.verticalScrollBar().setValue(0)
            self._settled.start(0)

    def _show_modes(self) -> None:
        """The segments with the number of works (or statements) each would show."""
        words = {
            Mode.CITED: (
                tr("Used in footnotes"),
                tr("Works cited in footnotes, and what is known through them"),
            ),
            Mode.NAMED: (tr("Named only"), tr("Works that no footnote cites")),
            Mode.UNUSED: (tr("Unused"), tr("Works that no footnote cites and no record uses")),
            Mode.UNSOURCED: (tr("Unsourced"), tr("Statements that no footnote stands behind")),
            Mode.ALL: (tr("Everything"), tr("All footnotes and all works")),
        }
        choices = []
        for mode, (text, tip) in words.items():
            number = (
                self._visible.statements()[1]
                if mode is Mode.UNSOURCED
                else len(self._visible.sources(mode))
            )
            choices.append(Choice(mode.value, f"{text}  {figure(number)}", tip))
        self.modes.show_choices(choices, self.mode.value)

    def _show_legend(self, state: LinkState) -> None:
        for facet in ("source_type", "language"):
            values = self._visible.values(self.mode, facet)
            self.legend.show_values(facet, values, state.filter.values(facet))

    def _why_empty(self, state: LinkState) -> str:
        if state.filter.constraints:
            return tr("Nothing passes the filter. Clear it to see everything.")
        if not self.apparatus.feet:
            return why_empty(self.workspace.reader, "citation")
        if self.mode is Mode.UNUSED:
            return tr("Every work is cited in a footnote or used by a record.")
        return tr("There is nothing of this sort in the library.")

    def _write_sheet(self, *, keep_place: bool = False) -> None:
        current = self._current
        shown = current is not None and self._pages.shows(current)
        if shown == self.sheet.isHidden():
            self.legend.head.setChecked(not shown)  # its room goes to the sheet
        self._left.show_detail(shown)
        if current is not None and shown:
            self.sheet.write(self._pages.html(current, self.theme), keep_place=keep_place)

    def _reveal(self) -> None:
        """The sheet has taken or given back room: what is current comes into sight again."""
        self.drawing.reveal_current()
        self.list.show_current(self._current)

    def showEvent(self, event: QShowEvent) -> None:
        """Where it is low the key is folded at first: the drawing needs the room more."""
        super().showEvent(event)
        if self._is_new:
            self._is_new = False
            room = self.height() > self.fontMetrics().height() * _ROOM_FOR_KEY
            self.legend.head.setChecked(room and self.sheet.isHidden())

    # -- answering ------------------------------------------------------------------------------

    def chain(self, record_id: str | None) -> frozenset[str]:
        """All that hangs together with a record of any kind."""
        if record_id is None or self._pages.shows(record_id):
            return self.apparatus.chain(record_id)
        record = self.workspace.reader.record(record_id)
        passages = [evidence.passage for evidence in record.evidence] if record else []
        return self.apparatus.chain(record_id, passages)

    def _choose_mode(self, mode: str) -> None:
        self.mode = Mode(mode)
        self.show_state(self.present())

    def _go(self, key: str) -> None:
        """A footnote, work or sentence is shown here; a section of the paper narrows everything."""
        if key.startswith(SECTION):
            self.workspace.toggle("section", key.removeprefix(SECTION))
        else:
            self.workspace.go(key, stay=True)

    def _enter(self, key: str | None) -> None:
        if key is None or not key.startswith(SECTION):
            self.workspace.hovered.emit(key)

    def _switch(self, key: str) -> None:
        """A link of the sheet that switches a facet or unfolds the records of a kind."""
        if key.startswith(FACET):
            facet, _, value = key.removeprefix(FACET).partition("/")
            self.workspace.toggle(facet, value)
            return
        self._pages.unfolded ^= {key.removeprefix(KIND)}
        self._write_sheet(keep_place=True)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for part in (self.list, self.legend, self.drawing):
            part.restyle(theme)
        self._write_sheet(keep_place=True)

    def show_hovered(self, record_id: str | None) -> None:
        """Light the chain of the record under the pointer in another view."""
        self.drawing.show_pointed(record_id)
