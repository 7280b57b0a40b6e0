"""The tab Observations: the map of the source beside the list of what was observed in it."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.readings.observations import (
    CONFIDENCES,
    Observation,
    ObservationsReading,
    confident,
    crossed,
    keeping,
    listed,
    resting,
)
from spexplorer.ui.drawing.source_map import SourceMap
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.lists.record_list import empty_label, why_empty
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.view import View
from spexplorer.ui.views.observations.matrix import TypeMatrix
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.panes import TwoPanes, WholePane
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.passes import Passing
    from spexplorer.workspace.workspace import Workspace

_Shown = tuple["Filter", str, str, bool]
"""What was drawn: filter, confidence, passage, whether there was an index."""
_SIGNS: Final = {"high": "●", "medium": "◐", "low": "○"}
"""The sign of a confidence beside its word."""
_MAP_LETTERS: Final = 58
"""Initial width of the map in characters."""
_LINES: Final = 6
"""Lines of the list that are always seen."""


class ObservationsView(View):
    """Confidence and passage narrow this tab only; types and sections narrow the application."""

    def __init__(
        self, workspace: Workspace, theme: Theme, reading: ObservationsReading | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._reading = reading or ObservationsReading(workspace.reader)
        terms = workspace.reader.terms("note_type")
        self._types = [(code, terms.get(code, code)) for code in self._reading.types(terms)]
        self._confidence, self._passage = "", ""
        self._current: str | None = None
        self._shown: _Shown | None = None
        self.heading = PlainLabel()
        self.heading.setObjectName("title")
        self.heading.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.heading)
        layout.addWidget(TwoPanes(self._drawings(), self._register(), _MAP_LETTERS), 1)

    # -- building -------------------------------------------------------------------------------

    def _drawings(self) -> QWidget:
        self.drawn_as = Segments(tr("Drawing"))
        choices = [Choice("map", tr("Map of the source")), Choice("matrix", tr("Types by section"))]
        self.drawn_as.show_choices(choices, "map")
        self.drawn_as.chosen.connect(self._draw_as)
        self.map = SourceMap(self.theme)
        self.map.chosen.connect(self._choose_passage)
        self.matrix = TypeMatrix(self.theme)
        self.matrix.chosen.connect(self._choose_cell)
        self.matrix.revealed.connect(self._reveal)
        self._hint = PlainLabel()
        self._hint.setObjectName("muted")
        self._hint.setWordWrap(True)
        self._stage = QStackedWidget()
        for drawing in (self.map, self.matrix):
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setWidget(drawing)
            self._stage.addWidget(scroll)
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 2 * GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.drawn_as)
        column.addWidget(self._hint)
        column.addWidget(self._stage, 1)
        return pane

    def _register(self) -> QWidget:
        self.confidences = Segments(tr("Confidence"))
        self.confidences.chosen.connect(self._choose_confidence)
        self.only = PlainLabel()
        self.only.setWordWrap(True)
        self.everywhere = QToolButton()
        self.everywhere.setText(tr("Show all passages"))
        self.everywhere.clicked.connect(partial(self._narrow_to, ""))
        self.list = GroupedList(
            tr("Observations"), self.theme, paint_mark=_draw_confidence, headings_act=True
        )
        self.list.chosen.connect(self._choose)
        self.list.entered.connect(self.workspace.hovered)
        self.list.heading_chosen.connect(partial(self.workspace.toggle, "note_type"))
        FindKey(self, self.list.field)
        self.empty = empty_label()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.stack.setMinimumHeight(self.fontMetrics().height() * _LINES)
        pane = WholePane()
        column = QVBoxLayout(pane)
        column.setContentsMargins(2 * GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.confidences)
        line = QHBoxLayout()
        line.addWidget(self.only, 1)
        line.addWidget(self.everywhere, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(self.stack, 1)
        return pane

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; a mere change of the current record moves the marks only."""
        if moved := state.current != self._current:
            self._current = state.current
            self._follow(state.current)
        has_index = self.workspace.index is not None
        wanted = (state.filter, self._confidence, self._passage, has_index)
        if wanted != self._shown:
            self._shown = wanted
            self._draw(state)
        elif moved:
            self.list.show_current(state.current)
            self._show_map(state)

    def _follow(self, current: str | None) -> None:
        """Show the observation that became current, even if passage or confidence would hide it."""
        entry = self._reading.by_id.get(current or "")
        if entry is None:
            return
        if self._passage and self._passage not in entry.passages:
            self._passage = ""
        if self._confidence and entry.note.confidence != self._confidence:
            self._confidence = ""

    def _draw(self, state: LinkState) -> None:
        passing = self._passing(self.workspace.passing())
        sure = confident(passing, self._confidence)
        self._resting = resting(sure)
        self._show_map(state)
        self._draw_matrix(state)
        shown = self._on_passage(sure)
        self._draw_list(state, shown)
        choices = _confidences(self._on_passage(passing), self._term)
        self.confidences.show_choices(choices, self._confidence)
        self._say(shown)

    def _passing(self, passing: Passing | None) -> list[Observation]:
        return self._reading.passing(self.workspace.index, passing)

    def _term(self, confidence: str) -> str:
        return self.workspace.reader.term("note_confidence", confidence)

    def _show_map(self, state: LinkState) -> None:
        marked = self._reading.on_map(state.current)
        self.map.show_counts(self._reading.passages, self._resting, marked)

    def _on_passage(self, entries: list[Observation]) -> list[Observation]:
        return [e for e in entries if not self._passage or self._passage in e.passages]

    def _draw_matrix(self, state: LinkState) -> None:
        """The matrix keeps its whole context: its own two facets are left out of the filter."""
        index, wanted = self.workspace.index, state.filter.without("note_type").without("section")
        passing = index.passing(wanted) if index is not None else None
        entries = confident(self._passing(passing), self._confidence)
        kept = state.filter.values("note_type"), state.filter.values("section")
        self.matrix.show_counts(self._types, self._reading.sections, crossed(entries), kept)

    def _draw_list(self, state: LinkState, shown: list[Observation]) -> None:
        others = confident(self._passing(self.workspace.passing("note_type")), self._confidence)
        counts = Counter(entry.note.note_type for entry in self._on_passage(others))
        kept = state.filter.values("note_type")
        reader, certain = self.workspace.reader, self.workspace.is_certain
        rows = listed(tr, reader, shown, self._types, counts, kept, certain)
        self.list.show_entries(rows, state.current)
        self.stack.setCurrentIndex(0 if rows else 1)
        self.empty.setText(why_empty(reader, "note"))

    def _say(self, shown: list[Observation]) -> None:
        """Say in words what is shown, and what this tab alone leaves out."""
        every = len(self._reading.entries)
        words = counted(every, "{n} observation", "{n} observations")
        if len(shown) != every:
            number, all_of_them = tr.number(len(shown)), tr.number(every)
            words = tr("{n} of {all} observations", n=number, all=all_of_them)
        possibly = sum(not self.workspace.is_certain(entry.id) for entry in shown)
        if possibly:
            words = tr("{words} ({n} only possibly)", words=words, n=tr.number(possibly))
        self.heading.setText(tr("{words}, by type, in reading order", words=words))
        self.only.setVisible(bool(self._passage))
        self.everywhere.setVisible(bool(self._passage))
        if self._passage:
            where = self.workspace.reader.label(self._passage)
            some = counted(len(shown), "{n} observation", "{n} observations")
            self.only.setText(tr("Only on {where}: {number}", where=where, number=some))
        self._hint.setText(self._hint_words())

    def _hint_words(self) -> str:
        if self._stage.currentIndex() == 1:
            return tr("Choose a cell or heading to filter. What is on two sections counts in both.")
        if self.theme.dark:
            return tr(
                "One cell a sentence; the brighter, the more observations. Choose one to list them."
            )
        return tr(
            "One cell a sentence; the darker, the more observations. Choose one to list them."
        )

    # -- answering ------------------------------------------------------------------------------

    def _choose(self, record_id: str) -> None:
        self.workspace.go(record_id, stay=True)

    def _choose_passage(self, passage: str) -> None:
        """A cell of the map: the panel shows the passage, the list what rests on it."""
        self._narrow_to(passage)
        self.workspace.go(passage, stay=True)

    def _narrow_to(self, passage: str, *_: object) -> None:
        self._passage = passage
        self.show_state(self.present())

    def _choose_confidence(self, confidence: str) -> None:
        self._confidence = confidence
        self.show_state(self.present())

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
        self._stage.setCurrentIndex(0 if drawing == "map" else 1)
        self._shown = None
        self.show_state(self.present())

    def _reveal(self, rect: QRect) -> None:
        scroll = self._stage.widget(1)
        if isinstance(scroll, QScrollArea):
            scroll.ensureVisible(rect.center().x(), rect.center().y(), rect.width(), rect.height())

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the observation that is pointed at elsewhere."""
        self.list.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        self.map.restyle(theme)
        self.matrix.restyle(theme)
        self.list.restyle(theme)
        self.stack.setMinimumHeight(self.fontMetrics().height() * _LINES)
        self._hint.setText(self._hint_words())


def _confidences(entries: list[Observation], term: Callable[[str], str]) -> list[Choice]:
    """How sure the observations are, each with their number."""
    found = Counter(entry.note.confidence for entry in entries)
    choices = [Choice("", tr("Any confidence  {n}", n=tr.number(len(entries))))]
    for code in CONFIDENCES:
        tip = tr("Only observations of this confidence, in this tab")
        words = f"{_SIGNS[code]} {term(code)}  {tr.number(found[code])}"
        choices.append(Choice(code, words, tip))
    return choices


def _draw_confidence(
    painter: QPainter, theme: Theme, square: QRectF, confidence: Any, ink: QColor | None
) -> None:
    """A full circle is high, a half one medium, an empty one low; a dash where it is not stated."""
    colour = ink or theme.colour("text")
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour if confidence == "high" else Qt.BrushStyle.NoBrush)
    if not confidence:
        middle = square.center()
        painter.drawLine(middle.toPoint(), middle.toPoint() + QRect(0, 0, 5, 1).topRight())
        return
    painter.drawEllipse(square)
    if confidence == "medium":
        painter.setBrush(colour)
        painter.drawPie(square, 90 * 16, 180 * 16)
