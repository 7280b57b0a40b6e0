"""The tab of footnotes and works: the round trip with its key over its sheet, the list beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from spexplorer.readings.citations.apparatus import MarkState
from spexplorer.readings.citations.entries import ApparatusEntries, ApparatusMark
from spexplorer.readings.citations.selection import (
    VisibleApparatus,
    WorkSegment,
    heading,
    mode_of,
    quoting,
)
from spexplorer.readings.citations.uses import ApparatusReading
from spexplorer.readings.citations.words import ApparatusWords
from spexplorer.ui.drawing.glyphs import code_colour, code_sample, draw_glyph, glyph_of
from spexplorer.ui.drawing.legend import Legend, LegendEntry, swatch
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.lists.record_list import empty_label, why_empty
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.citations.chain_sheet import KIND, SOURCE, ChainSheet
from spexplorer.ui.views.citations.round_trip import SECTION, RoundTrip
from spexplorer.ui.views.citations.strokes import mark_sample, stroke_sample
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.labels import PageHeading
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.panes import DetailSplitter, TurningSplitter, lay_out_headed
from spexplorer.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_TURNS: Final = 104
"""Below so many letters of width the list stands under the drawing."""

_WIDE_SAMPLE: Final = 2.4
"""Width of the sample of a line or a mark in the legend, in heights of a line of text."""


class CitationsView(View):
    """Footnotes in the order of the paper, the works behind them, and what rests on what."""

    def __init__(
        self, workspace: Workspace, theme: Theme, reading: ApparatusReading | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._reading = reading or ApparatusReading(workspace.reader)
        self.apparatus, self.uses = self._reading.apparatus, self._reading.uses
        words = ApparatusWords(tr, workspace.reader)
        self._entries = ApparatusEntries(tr, self.apparatus, words)
        self._visible = VisibleApparatus(tr, workspace.reader, self._reading, words)
        self._pages = ChainSheet(workspace.reader, self.apparatus, words, workspace.copies.copy)
        workspace.copies.changed.connect(self._take_copy)
        self._pages.uses = self.uses
        self.segment = WorkSegment.CITED
        self._drawn_for: object = None
        self._current: str | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._reveal)
        self._make_widgets(words)
        self._lay_out()

    def _make_widgets(self, words: ApparatusWords) -> None:
        workspace, theme = self.workspace, self.theme
        self.heading = PageHeading()
        self.segments = Segments(tr("Which works"))
        self.segments.chosen.connect(self._choose_segment)
        self.list = GroupedList(tr("Footnotes in order, and works"), theme, paint_mark=_paint_mark)
        self.list.chosen.connect(self._go)
        self.list.entered.connect(workspace.hovered)
        self.legend = Legend(tr("Legend of the drawing"), theme)
        self.legend.clicked.connect(self._toggle)
        self.legend.hide()
        self.legend_button = QToolButton()
        self.legend_button.setText(tr("Legend"))
        self.legend_button.setToolTip(
            tr("What marks, lines and shapes mean; source types to click")
        )
        self.legend_button.setCheckable(True)
        self.legend_button.toggled.connect(self.legend.setVisible)
        self.drawing = RoundTrip(words, self.chain, theme)
        self.drawing.chosen.connect(self._go)
        self.drawing.entered.connect(self._enter)
        self.sheet = Sheet(tr("The chain of the chosen footnote, work or sentence"))
        self.sheet.followed.connect(self._go)
        self.sheet.unfolded.connect(self._unfold)
        FindKey(self, self.list.field)

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
        self._left = DetailSplitter(drawn, self.sheet, (20, 8))
        self._left.settled.connect(self._reveal)
        split = TurningSplitter(_TURNS, (self._left, self.list), (7, 3), (24, 16))
        tools = QWidget()
        line = FlowLayout(tools)
        for part in (self.segments, self.legend_button):
            line.addWidget(part)
        lay_out_headed(self, (self.heading, tools), split)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; on another current record only move the mark and light its chain."""
        if state.current != self._current:
            self._suit_segment(state)
        drawn_for = (state.filter, self.segment, self.workspace.answers)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._draw(state)
        if state.current != self._current:
            self._current = state.current
            self._pages.unfolded.clear()
            self._write_sheet()
        self.list.show_current(state.current)
        self.drawing.show_current(state.current, frozenset(map(str, state.selected)))

    def _suit_segment(self, state: LinkState) -> None:
        """Choose the segment that shows the current record, or the quotations that are selected."""
        quoted = {foot.id for foot in quoting(self.apparatus)}
        if len(state.selected) > 1 and state.selected <= quoted:
            self.segment = WorkSegment.QUOTED
        elif state.current in self.apparatus.foot or state.current in self.apparatus.source:
            self.segment = mode_of(str(state.current), self.segment, self.apparatus, self.uses)

    def _draw(self, state: LinkState) -> None:
        self._visible.answers = self.workspace.answers
        shown = self._visible.shown(self.segment)
        certain = self._visible.certain
        listed = [*(foot.id for foot in shown.feet), *(source.id for source in shown.sources)]
        possible = frozenset(uid for uid in listed if not certain(uid))
        words = heading(tr, shown, self.apparatus, len(possible))
        if self._reading.further and self.segment in (WorkSegment.ALL, WorkSegment.UNUSED):
            words += " " + tr.counted(
                self._reading.further,
                "{n} further work stands in no footnote; the tab Library lists it.",
                "{n} further works stand in no footnote; the tab Library lists them.",
            )
        self.heading.setText(words)
        self._show_segments()
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

    def _show_segments(self) -> None:
        """The segments with the number of works (or statements) each would show."""
        words = {
            WorkSegment.CITED: (
                tr("Used in footnotes"),
                tr("Works cited in footnotes, and what is known through them"),
            ),
            WorkSegment.QUOTED: (
                tr("Quoted through another"),
                tr("Who is quoted or reported through whose work"),
            ),
            WorkSegment.NAMED: (tr("Named only"), tr("Works that no footnote cites")),
            WorkSegment.UNUSED: (
                tr("Unused"),
                tr("Works that no footnote cites and no record uses"),
            ),
            WorkSegment.UNSOURCED: (
                tr("Unsourced"),
                tr("Statements that no footnote stands behind"),
            ),
            WorkSegment.ALL: (tr("Everything"), tr("All footnotes and all works")),
        }
        choices = [
            Choice(
                segment.value,
                tr("{segment}  {n}", segment=text, n=tr.number(self._number_of(segment))),
                tip,
            )
            for segment, (text, tip) in words.items()
        ]
        self.segments.show_choices(choices, self.segment.value)

    def _number_of(self, segment: WorkSegment) -> int:
        if segment is WorkSegment.UNSOURCED:
            return self._visible.number_of_statements()
        if segment is WorkSegment.QUOTED:
            return len(self._visible.shown(segment).feet)
        return len(self._visible.sources(segment))

    def _show_legend(self, state: LinkState) -> None:
        entries = []
        for facet in ("source_type", "language"):
            chosen = state.filter.values(facet)
            for value, (label, n) in self._visible.values(self.segment, facet).items():
                sample = code_sample(facet, value) if facet == "source_type" else _no_sample
                tip = tr("{label}: click to narrow everything to it", label=label)
                entries.append(
                    LegendEntry(
                        tr("{label} {n}", label=label, n=tr.number(n)),
                        sample,
                        key=f"{facet}/{value}",
                        tip=tip,
                        on=value in chosen,
                        enabled=bool(n),
                    )
                )
        self.legend.show_entries([*entries, *_samples()])

    def _why_empty(self, state: LinkState) -> str:
        if state.filter.constraints:
            return tr("Nothing passes the filter. Clear it to see everything.")
        if not self.apparatus.feet:
            return why_empty(self.workspace.reader, "citation")
        if self.segment is WorkSegment.UNUSED:
            return tr("Every work is cited in a footnote or used by a record.")
        return tr("There is nothing of this sort in the library.")

    def _write_sheet(self, *, keep_place: bool = False) -> None:
        current = self._current
        shown = current is not None and self._pages.shows(current)
        self._left.show_detail(shown)
        if current is not None and shown:
            self.sheet.write(self._pages.html(current, self.theme), keep_place=keep_place)

    def _reveal(self) -> None:
        """The sheet has taken or given back room: what is current comes into sight again."""
        self.drawing.reveal_current()
        self.list.show_current(self._current)

    # -- answering ------------------------------------------------------------------------------

    def chain(self, record_id: str | None) -> frozenset[str]:
        """All that belongs together with a record of any kind."""
        if record_id is None or self._pages.shows(record_id):
            return self.apparatus.chain(record_id)
        record = self.workspace.reader.record(record_id)
        passages = [evidence.passage for evidence in record.evidence] if record else []
        return self.apparatus.chain(record_id, passages)

    def _choose_segment(self, segment: str) -> None:
        self.segment = WorkSegment(segment)
        self.show_state(self.present())

    def _toggle(self, key: str) -> None:
        facet, _, value = key.partition("/")
        self.workspace.toggle(facet, value)

    def _go(self, key: str) -> None:
        """A footnote, work or sentence is shown here; a section of the paper narrows everything."""
        if key.startswith(SECTION):
            self.workspace.toggle("section", key.removeprefix(SECTION))
        else:
            self.workspace.go(key, stay=True)

    def _enter(self, key: str | None) -> None:
        if key is None or not key.startswith(SECTION):
            self.workspace.hovered.emit(key)

    def _take_copy(self, _work: object) -> None:
        """The reader's copy has come, or is another one."""
        self._write_sheet(keep_place=True)

    def _unfold(self, key: str) -> None:
        """A link of the sheet unfolds the records of a kind, or leads to a passage in its source."""
        if key.startswith(SOURCE):
            self.workspace.read_source(key.removeprefix(SOURCE))
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


def _samples() -> list[LegendEntry]:
    """What the marks and lines mean."""
    marks = (
        (tr("mark misread: what the copy has"), mark_sample(MarkState.MISREAD)),
        (tr("mark lost in the copy"), mark_sample(MarkState.LOST)),
        (tr("cites"), stroke_sample("cites")),
        (tr("see"), stroke_sample("sees")),
        (tr("quotes via; known through"), stroke_sample("through")),
        (tr("op. cit., back to its note"), stroke_sample("op_cit")),
        (tr("named only"), stroke_sample("named")),
        (tr("records on a sentence under a footnote"), swatch("accent")),
        (tr("records on a sentence without one"), swatch("possible")),
    )
    return [LegendEntry(text, sample, _WIDE_SAMPLE) for text, sample in marks]


def _no_sample(_painter: QPainter, _rect: QRectF, _theme: Theme) -> None:
    """A language has no sign of its own."""


def _paint_mark(
    painter: QPainter, theme: Theme, rect: QRectF, mark: Any, ink: QColor | None
) -> None:
    """The number of a footnote, or the shape of a source type."""
    if not isinstance(mark, ApparatusMark):
        return
    if mark.number is not None:
        painter.setPen(ink or theme.colour("accent"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(rect, flags, str(mark.number))
        return
    colour = ink or code_colour(theme, "source_type", mark.source_type)
    draw_glyph(painter, glyph_of("source_type", mark.source_type), rect, colour)
