"""The tab Observations: the map of the paper, the register, and a sheet for one observation."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.figures import figure
from spexplorer.domain.kinds import kind_of
from spexplorer.ui.drawing.source_map import SourceMap
from spexplorer.ui.lists.record_list import why_empty
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.view import View
from spexplorer.ui.views.observations.material import (
    CONFIDENCES,
    Entry,
    Material,
    confident,
    crossed,
    having,
    keeping,
    passing_without,
    resting,
)
from spexplorer.ui.views.observations.matrix import TypeMatrix
from spexplorer.ui.views.observations.note_sheet import GLYPHS, sheet_of
from spexplorer.ui.views.observations.register import rows_of
from spexplorer.ui.views.observations.register_pane import RegisterPane
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.panes import DetailSplitter, TwoPanes
from spexplorer.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_Shown = tuple["Filter", str, str, str, bool]
"""What was drawn: filter, confidence, passage, words, whether there was an index."""


class ObservationsView(View):
    """Confidence and passage narrow this tab only; types and sections narrow the application."""

    def __init__(
        self, workspace: Workspace, theme: Theme, material: Material | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._material = material or Material(workspace.reader)
        terms = workspace.reader.terms("note_type")
        self._types = [(code, terms.get(code, code)) for code in self._material.types(terms)]
        self._confidence, self._passage, self._toggled = "", "", ""
        self._current: str | None = None
        self._shown: _Shown | None = None
        self._entry: Entry | None = None
        self._build_head()
        self._build_drawings()
        self._build_register()
        self._lay_out()

    # -- building -------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._heading = QLabel()
        self._heading.setObjectName("title")
        self._heading.setWordWrap(True)

    def _build_drawings(self) -> None:
        self._drawn_as = Segments(tr("Drawing"))
        choices = [Choice("map", tr("Map of the paper")), Choice("matrix", tr("Types by section"))]
        self._drawn_as.show_choices(choices, "map")
        self._drawn_as.chosen.connect(self._draw_as)
        self._map = SourceMap(self.theme)
        self._map.chosen.connect(self._choose_passage)
        self._matrix = TypeMatrix(self.theme)
        self._matrix.chosen.connect(self._choose_cell)
        self._matrix.revealed.connect(self._reveal)
        self._hint = QLabel()
        self._hint.setObjectName("muted")
        self._hint.setWordWrap(True)
        self._drawings = QStackedWidget()
        for drawing in (self._map, self._matrix):
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setWidget(drawing)
            self._drawings.addWidget(scroll)

    def _build_register(self) -> None:
        self._pane = pane = RegisterPane(self.theme)
        self._sure, self._only, self._everywhere = pane.sure, pane.only, pane.everywhere
        self._register, self._stack, self._empty = pane.register, pane.stack, pane.empty
        self._sure.chosen.connect(self._choose_confidence)
        self._everywhere.clicked.connect(partial(self._narrow_to, ""))
        pane.field.textChanged.connect(self._seek)
        FindKey(self, pane.field)
        self._register.chosen.connect(self.workspace.go)
        self._register.toggled.connect(self._toggle_type)
        self._register.pointed.connect(self.workspace.hovered)
        self._sheet = Sheet(tr("The chosen observation"))
        self._sheet.followed.connect(self.workspace.go)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 2 * GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self._drawn_as)
        column.addWidget(self._hint)
        column.addWidget(self._drawings, 1)
        self._right = DetailSplitter(self._pane, self._sheet, (3, 2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._heading)
        layout.addWidget(TwoPanes(left, self._right, 66), 1)

    # -- showing --------------------------------------------------------------------------------

    def ahead(self) -> Iterator[None]:
        term = partial(self.workspace.reader.term, "note_confidence")
        return self._register.ahead(self._material.entries, term)

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; a mere change of the current record moves the marks only."""
        if moved := state.current != self._current:
            self._current = state.current
            self._follow(state.current)
        narrowed = (self._confidence, self._passage, self._pane.field.text())
        wanted = (state.filter, *narrowed, self.workspace.index is not None)
        if wanted != self._shown:
            self._shown = wanted
            self._draw(state)
        elif moved:
            self._register.show_current(state.current)
            self._show_map(state)
        self._write_sheet()

    def _follow(self, current: str | None) -> None:
        """Show the observation that became current, even if passage or confidence would hide it."""
        entry = self._material.by_id.get(current or "")
        if entry is None:
            if self._entry and current and current not in self._entry.passages:
                self._entry = None if kind_of(current) == "passage" else self._entry
            return
        self._entry = entry
        if self._passage and self._passage not in entry.passages:
            self._passage = ""
        if self._confidence and entry.note.confidence != self._confidence:
            self._confidence = ""
        if not having([entry], self._pane.field.text()):
            self._pane.field.clear()

    def _draw(self, state: LinkState) -> None:
        passing = self._material.passing(self.workspace, self.workspace.passing())
        sure = confident(passing, self._confidence)
        self._resting = resting(sure)
        self._show_map(state)
        self._draw_matrix(state)
        shown = self._on_passage(sure)
        self._draw_register(state, shown)
        self._show_confidences(self._on_passage(passing))
        self._say(shown)

    def _show_map(self, state: LinkState) -> None:
        marked = self._material.on_map(state.current)
        self._map.show_counts(self._material.passages, self._resting, marked)

    def _on_passage(self, entries: list[Entry]) -> list[Entry]:
        on = [e for e in entries if not self._passage or self._passage in e.passages]
        return having(on, self._pane.field.text())

    def _draw_matrix(self, state: LinkState) -> None:
        """The matrix keeps its whole context: its own two facets are left out of the filter."""
        passing = passing_without(self.workspace, state.filter, "note_type", "section")
        entries = confident(self._material.passing(self.workspace, passing), self._confidence)
        kept = state.filter.values("note_type"), state.filter.values("section")
        self._matrix.show_counts(self._types, self._material.sections, crossed(entries), kept)

    def _draw_register(self, state: LinkState, shown: list[Entry]) -> None:
        others = self._material.passing(self.workspace, self.workspace.passing("note_type"))
        others = self._on_passage(confident(others, self._confidence))
        counts = Counter(entry.note.note_type for entry in others)
        rows = rows_of(
            shown,
            self._types,
            counts,
            state.filter.values("note_type"),
            partial(self.workspace.reader.term, "note_confidence"),
            self.workspace.is_certain,
        )
        self._register.show_rows(rows, state.current)
        if self._toggled:
            self._register.show_type(self._toggled)
            self._toggled = ""
        self._stack.setCurrentIndex(0 if rows else 1)
        self._empty.setText(
            tr("No observation has these words. Empty the field to see them all.")
            if self._pane.field.text()
            else why_empty(self.workspace.reader, "note")
        )

    def _show_confidences(self, entries: list[Entry]) -> None:
        term = partial(self.workspace.reader.term, "note_confidence")
        self._sure.show_choices(_confidences(entries, term), self._confidence)

    def _say(self, shown: list[Entry]) -> None:
        """Say in words what is shown, and what this tab alone leaves out."""
        every = len(self._material.entries)
        words = counted(every, "{n} observation", "{n} observations")
        if len(shown) != every:
            words = tr("{n} of {all} observations", n=figure(len(shown)), all=figure(every))
        possibly = sum(not self.workspace.is_certain(entry.id) for entry in shown)
        if possibly:
            words += tr(" ({n} only possibly)", n=figure(possibly))
        self._heading.setText(tr("{words}, by type, in reading order", words=words))
        self._only.setVisible(bool(self._passage))
        self._everywhere.setVisible(bool(self._passage))
        if self._passage:
            where = self.workspace.reader.label(self._passage)
            some = counted(len(shown), "{n} observation", "{n} observations")
            self._only.setText(tr("Only on {where}: {number}", where=where, number=some))
        on_map = self._drawings.currentIndex() == 0
        self._hint.setText(
            tr("One cell a sentence; darker: more observations. Choose one to narrow the register.")
            if on_map
            else tr("Choose a cell or heading to filter. What is on two sections counts in both.")
        )

    def _write_sheet(self) -> None:
        self._right.show_detail(self._entry is not None)
        if self._entry is not None:
            self._sheet.write(sheet_of(self._entry, self.workspace.reader, self.theme))

    # -- answering ------------------------------------------------------------------------------

    def _choose_passage(self, passage: str) -> None:
        """A cell of the map: the inspector shows the passage, the register what rests on it."""
        self._narrow_to(passage)
        self.workspace.go(passage, stay=True)

    def _narrow_to(self, passage: str) -> None:
        self._passage = passage
        self.show_state(self.present())

    def _seek(self) -> None:
        self.show_state(self.present())

    def _choose_confidence(self, confidence: str) -> None:
        self._confidence = confidence
        self.show_state(self.present())

    def _toggle_type(self, code: str) -> None:
        self._toggled = code
        self.workspace.toggle("note_type", code)

    def _choose_cell(self, chosen: tuple[str, str]) -> None:
        """A heading toggles its facet; a cell keeps its type and its section, or lets both go."""
        code, section = chosen
        if not section:
            self.workspace.toggle("note_type", code)
        elif not code:
            self.workspace.toggle("section", section)
        else:
            self.workspace.set_filter(keeping(self.workspace.state.filter, code, section))

    def _draw_as(self, drawing: str) -> None:
        self._drawings.setCurrentIndex(0 if drawing == "map" else 1)
        self._shown = None
        self.show_state(self.present())

    def _reveal(self, rect: QRect) -> None:
        scroll = self._drawings.widget(1)
        if isinstance(scroll, QScrollArea):
            scroll.ensureVisible(rect.center().x(), rect.center().y(), rect.width(), rect.height())

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        self._map.restyle(theme)
        self._matrix.restyle(theme)
        self._register.restyle(theme)
        self._write_sheet()


def _confidences(entries: list[Entry], term: Callable[[str], str]) -> list[Choice]:
    """How sure the observations are, each with their number."""
    found = Counter(entry.note.confidence for entry in entries)
    choices = [Choice("", tr("Any confidence  {n}", n=figure(len(entries))))]
    for code in CONFIDENCES:
        tip = tr("Only observations of this confidence, in this tab")
        choices.append(Choice(code, f"{GLYPHS[code]} {term(code)}  {figure(found[code])}", tip))
    return choices
