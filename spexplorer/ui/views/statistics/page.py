"""Statistics: every figure with its qualifier in sight, and the figures that do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from spexplorer.domain.figures import figure
from spexplorer.readings.statistics.comparisons import FiguresReading
from spexplorer.readings.statistics.explanation import Explanation
from spexplorer.readings.statistics.figures import (
    FigureMode,
    date_words,
    full_words,
    lets_through,
    panels,
)
from spexplorer.readings.tables import ListEntry
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.lists.record_list import empty_label, why_empty
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.view import View
from spexplorer.ui.views.statistics.drawing import Drawn, FigureSheet
from spexplorer.ui.views.statistics.figure_canvas import Naming
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.labels import PageHeading
from spexplorer.ui.widgets.panes import DetailSplitter, TurningSplitter, lay_out_headed, scrolling
from spexplorer.ui.widgets.sheet import Sheet, sheet_style
from spexplorer.words.fields import series_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.findings import Statistic
    from spexplorer.domain.link_state import LinkState
    from spexplorer.readings.statistics.figures import SeriesPanel
    from spexplorer.workspace.workspace import Workspace


_DRAWN = 300
"""So many figures are drawn, whole series of them; the list has every one."""

_WORDED = 200
"""So many details are put into words in one step."""

_LETTERS = 96
"""Below so many letters of width the drawing stands above list and explanation."""


class StatisticsView(View):
    """Small multiples by series at the left; the list and the explanation of one figure at the right."""

    def __init__(
        self, workspace: Workspace, theme: Theme, reading: FiguresReading | None = None
    ) -> None:
        super().__init__(workspace, theme)
        reader = workspace.reader
        reading = reading or FiguresReading(reader)
        self._records, self._order = reading.records, reading.order
        self._rows = reading.rows
        self._comparisons = reading.comparisons
        self._explanation = Explanation(tr, reader, list(self._records.values()), self._comparisons)
        self._mode = FigureMode.ALL
        self._drawn_for: object = None
        self._current: str | None = None
        self._explained: str | None = None
        self._details: dict[str, str] = {}
        self._heading = PageHeading()
        self.modes = Segments(tr("Which figures"))
        self.modes.chosen.connect(self._choose_mode)
        self.drawing = FigureSheet(Naming(reader.term, reader.label), theme)
        self.drawing.chosen.connect(workspace.go)
        self.drawing.entered.connect(workspace.hovered)
        self.list = GroupedList(tr("Figures by series"), theme)
        self.list.chosen.connect(workspace.go)
        self.list.entered.connect(workspace.hovered)
        self.sheet = Sheet(tr("How the figure came about"))
        self.sheet.followed.connect(self._follow)
        FindKey(self, self.list.field)
        self._lay_out()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(self.drawing, steady=True))
        self._empty = empty_label()
        self._stack.addWidget(self._empty)
        self._side = DetailSplitter(
            self.list,
            self.sheet,
            (1, 1),
            tr(
                "Choose a computed figure to see its formula, checked, and what it does not agree with."
            ),
            detail_first=True,
        )
        self._side.settled.connect(self._reveal)
        split = TurningSplitter(_LETTERS, (self._stack, self._side), (5, 3), (16, 18))
        lay_out_headed(self, (self._heading, self.modes), split)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; on another current record only move the mark."""
        for _ in self.showing(state):
            pass

    def showing(self, state: LinkState) -> Iterator[None]:
        if state.current != self._current and state.current in self._records:
            self._make_room_for(state.current)
        drawn_for = (state.filter, self._mode, self.workspace.index is None)
        if drawn_for != self._drawn_for:
            yield from self._showing_figures(state)
            self._drawn_for = drawn_for
        if state.current != self._current:
            self._current = state.current
            if state.current is None or state.current in self._records:
                self._explained = state.current  # stays while its links are followed
            self._explain()
        self.list.show_current(state.current)
        self.drawing.show_current(state.current)

    def _make_room_for(self, record_id: str) -> None:
        """A figure that the chosen mode hides is shown by going back to all."""
        if not lets_through(self._mode, self._records[record_id]):
            self._mode = FigureMode.ALL

    def _showing_figures(self, state: LinkState) -> Iterator[None]:
        rows = {row.id: row for row in self.workspace.passing_rows(self._rows)}
        passing = [self._records[uid] for uid in rows if uid in self._records]
        shown = [record for record in passing if lets_through(self._mode, record)]
        found = panels(shown, self._order)
        self._show_modes(passing)
        possible = frozenset(r.id for r in shown if not self.workspace.is_certain(r.id))
        compared = (
            []
            if self._mode == FigureMode.RANKS
            else [
                c
                for c in self._comparisons
                if any(one.id in rows for one in (c.stated, *c.computed))
            ]
        )
        self._heading.setText(self._words(len(shown), len(found), len(possible), len(compared)))
        self._stack.setCurrentIndex(0 if shown else 1)
        self._side.invite(bool(shown))
        self._empty.setText(why_empty(self.workspace.reader, "statistic"))
        yield
        self.drawing.show_figures(Drawn(tuple(compared), tuple(_drawable(found)), possible))
        yield
        self.list.show_entries(self._entries(found, possible), state.current)

    def _entries(self, found: list[SeriesPanel], possible: frozenset[str]) -> list[ListEntry]:
        """The list: every series with its figures."""
        entries = []
        for panel in found:
            title = series_title(tr, panel.series)
            entries.append(ListEntry("", f"{title} · {figure(len(panel.figures))}"))
            for record in panel.figures:
                detail = self._detail(record)
                entries.append(
                    ListEntry(
                        record.id,
                        record.measure,
                        detail,
                        possible=record.id in possible,
                        spoken=f"{detail} · {title}",
                    )
                )
        return entries

    def _show_modes(self, passing: list[Statistic]) -> None:
        """The segments with the number of figures each would show."""
        tips = {
            FigureMode.ALL: (tr("All"), tr("Every figure that passes the filter")),
            FigureMode.STATED: (tr("Stated"), tr("Figures that a source gives")),
            FigureMode.DERIVED: (tr("Computed"), tr("Figures computed here from others")),
            FigureMode.RANKS: (tr("Ranks"), tr("Places in an order")),
        }
        choices = [
            Choice(mode, f"{text}  {figure(sum(lets_through(mode, r) for r in passing))}", tip)
            for mode, (text, tip) in tips.items()
        ]
        self.modes.show_choices(choices, self._mode)

    def _words(self, shown: int, series: int, possible: int, compared: int) -> str:
        """The heading: what is shown, in words."""
        figures = counted(shown, "{n} figure", "{n} figures")
        more = (
            tr(" About {n} are drawn, whole series of them; the list has all.", n=_DRAWN)
            if shown > _DRAWN
            else ""
        )
        words = tr(
            "{figures} in {series}, grouped by unit; no two units share an axis.",
            figures=figures,
            series=counted(series, "{n} series", "{n} series"),
        )
        words += more if shown > _DRAWN else ""
        if compared:
            words += " " + counted(
                compared,
                "{n} stated figure does not agree with what follows from others.",
                "{n} stated figures do not agree with what follows from others.",
            )
        if possible:
            words += " " + counted(
                possible,
                "{n} passes the filter only possibly.",
                "{n} pass the filter only possibly.",
            )
        return words

    def ahead(self) -> Iterator[None]:
        """Put the details of the list into words, some of them at a time."""
        for at, record in enumerate(self._records.values(), 1):
            self._detail(record)
            if at % _WORDED == 0:
                yield

    def _detail(self, record: Statistic) -> str:
        """Value, qualifier and unit, how it came about, and as of when; remembered."""
        if record.id not in self._details:
            self._details[record.id] = self._detail_words(record)
        return self._details[record.id]

    def _detail_words(self, record: Statistic) -> str:
        kind = tr("computed") if record.derived_from else tr("stated")
        parts = (full_words(tr, record, self.workspace.reader.term), kind, date_words(tr, record))
        return " · ".join(part for part in parts if part)

    def _explain(self) -> None:
        """How the current figure came about; nothing where its record tells everything."""
        record = self._records.get(self._explained or "")
        words = self._explanation.html(record) if record is not None else ""
        self._side.show_detail(bool(words))
        if words:
            self.sheet.write(sheet_style(self.theme) + words)

    def _reveal(self) -> None:
        """The explanation has taken or given back room: the current figure comes into sight again."""
        self.list.show_current(self._current)

    def refresh(self, changes: ChangeSet) -> bool:
        """Figures, and the claims that set them against each other, are read once."""
        return not changes.touches(("statistic", "claim", "agent"))

    # -- answering ------------------------------------------------------------------------------

    def _choose_mode(self, mode: str) -> None:
        self._mode = mode
        self.show_state(self.present())

    def _follow(self, record_id: str) -> None:
        """A link of the explanation: a figure is shown here, anything else in the inspector."""
        self.workspace.go(record_id, stay=True)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        self.list.restyle(theme)
        self.drawing.restyle(theme)
        self._explain()

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the figure under the pointer in another view."""
        self.drawing.show_pointed(record_id)


def _drawable(found: Sequence[SeriesPanel]) -> Iterator[SeriesPanel]:
    """The first panels of some, until the drawing holds as many figures as it takes."""
    drawn = 0
    for panel in found:
        if drawn >= _DRAWN:
            return
        yield panel
        drawn += len(panel.figures)
