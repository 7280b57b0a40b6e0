"""Compare: two sides are chosen, and what is in them or what they say stands side by side."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from spexplorer.domain.filters import Filter
from spexplorer.operations.comparison import (
    PeriodComparison,
    RecordComparison,
    compare_periods,
    compare_records,
)
from spexplorer.readings.comparison.choices import ALL, DIFFERENT, SHARED
from spexplorer.readings.comparison.periods import PeriodReading, periods_as_table, read_periods
from spexplorer.readings.comparison.records import PairReading, read_records, records_as_table
from spexplorer.readings.comparison.suggestions import SuggestedPair, period_pair, record_pairs
from spexplorer.readings.view_citation import citation_of_view
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.compare.period_columns import PeriodColumns
from spexplorer.ui.views.compare.record_comparison import RecordComparisonTable
from spexplorer.ui.views.compare.side import SideChoice, Sides, side_choice
from spexplorer.ui.views.compare.start import StartPanel
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.panes import scrolling
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState, Side
    from spexplorer.workspace.workspace import Workspace

_LETTERS: Final = 110
"""The width in characters below which the sides stand below one another."""
_LONGEST_ID: Final = 60
"""The length in which an id that is not there is quoted."""
_LEAST_LINES: Final = 12
"""The least height of what is compared, in lines of text; the tab scrolls where there is less."""
_GROUP: Final = "compare"
_YEARS: Final = 60
"""The last years of a library among which periods are suggested."""


@guarded
class CompareView(View):
    """Two fields at the top, notes, and below them two columns of records or a table of values."""

    def __init__(
        self, workspace: Workspace, theme: Theme, pairs: list[SuggestedPair] | None = None
    ) -> None:
        """`pairs` are offered before anything is chosen; read here where nobody read them before."""
        super().__init__(workspace, theme)
        self._reading: PeriodReading | PairReading | None = None
        self._compared_for: object = None
        self._offered: frozenset[str] = frozenset()
        self._suggested_for: object = None
        self._wanted = ALL
        self._narrow = False
        self.sides = Sides(workspace)
        self.sides.chosen.connect(self._choose)
        self.sides.swap.clicked.connect(self._swap)
        self.notes = PlainLabel()
        self.notes.setWordWrap(True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines = Segments(tr("Which lines"))
        self.lines.chosen.connect(self._choose_lines)
        self.copy = QPushButton(tr("Copy as table"))
        self.copy.clicked.connect(self._copy)
        self.cite = QPushButton(tr("Cite this view"))
        self.cite.setToolTip(
            tr("Copy what is compared, the library and the address of this view as text")
        )
        self.cite.clicked.connect(self._cite)
        self.periods = PeriodColumns(theme)
        self.periods.chosen.connect(self._go)
        self.periods.entered.connect(workspace.hovered)
        self.records = RecordComparisonTable(theme)
        self.records.wanted.connect(self._go)
        reader = workspace.reader
        self.start = StartPanel(record_pairs(tr, reader) if pairs is None else pairs)
        self.start.chosen.connect(self._try)
        self._lay_out()

    def _lay_out(self) -> None:
        self._tools = QWidget()
        line = FlowLayout(self._tools, 2 * GRID)
        tools: tuple[QWidget, ...] = (self.lines, self.copy, self.cite)
        for widget in tools:
            line.addWidget(widget)
        self.sides.arrange(narrow=False)
        self._stack = QStackedWidget()
        for page in (self.periods, self.records, self.start):
            self._stack.addWidget(page)
        self._stack.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        self._stack.setMinimumHeight(self.fontMetrics().height() * _LEAST_LINES)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        head.setSpacing(2 * GRID)
        for widget in (self.sides, self.notes, self._tools):
            head.addWidget(widget)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _LETTERS
        if narrow != self._narrow:
            self._narrow = narrow
            self.sides.arrange(narrow=narrow)
        self.sides.align()

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Compare what is chosen for the sides; two periods among what passes the filter."""
        self._suggest_periods()
        left, right = self.sides.left, self.sides.right
        sides = state.sides
        if sides == (None, None) and state.selected != self._offered and state.tab == "compare":
            sides = self._from_selection(state)
        for box, side in zip((left, right), sides, strict=True):
            box.show_current(state.current)
            box.show_side(side)
        periods = left.choice.period is not None and right.choice.period is not None
        index = self.workspace.index
        asked = (left.choice, right.choice, state.filter if periods else None, id(index))
        if asked != self._compared_for:
            self._compared_for = asked
            self._compare(left.choice, right.choice, state.filter)
        self.periods.show_current(state.current)

    def _suggest_periods(self) -> None:
        """Offer the two busiest periods as soon as the events can be counted."""
        index = self.workspace.index
        if index is not None and self._suggested_for is not index:
            self._suggested_for = index
            self.workspace.later(
                f"{_GROUP}.periods",
                lambda: index.years_begun("event", index.passing(Filter()), _YEARS),
                lambda begun: self._offer_periods(period_pair(tr, begun)),
            )

    def _offer_periods(self, pair: SuggestedPair | None) -> None:
        if pair is not None:
            self.start.add_first(pair)

    def _from_selection(self, state: LinkState) -> tuple[Side, Side]:
        """Two selected records are what a person wants to compare; offered once."""
        self._offered = state.selected
        rows = [self.workspace.reader.row(uid) for uid in sorted(state.selected)[:3]]
        if len(rows) != 2 or rows[0] is None or rows[1] is None:
            return state.sides
        sides = rows[0].id, rows[1].id
        self.workspace.set_state(self.workspace.state._replace(sides=sides), remember=False)
        return sides

    def _compare(self, left: SideChoice, right: SideChoice, wanted: Filter) -> None:
        # Whatever is under way answers an older question.
        self.workspace.tasks.ticket(_GROUP)
        if left.missing or right.missing:
            self._say_nothing(_what_is_gone(left, right))
        elif left.row is not None and right.row is not None:
            self._say_wait()
            self._compare_records(left.row.id, right.row.id)
        elif left.period is not None and right.period is not None:
            index = self.workspace.index
            if index is None:
                self._say_nothing(tr("Counting begins once the library is read."))
                return
            one, other = left.period, right.period
            self._say_wait()
            self.workspace.later(
                _GROUP,
                lambda: compare_periods(index, wanted, one, other),
                lambda found: self._show_periods(found, wanted),
            )
        else:
            self._say_nothing(_what_is_missing(left, right))

    def _compare_records(self, left: str, right: str) -> None:
        index, own = self.workspace.index, self.workspace.reader

        def work() -> RecordComparison | None:
            reader = own.beside()
            records = reader.record(left), reader.record(right)
            if records[0] is None or records[1] is None:
                return None
            return compare_records(reader, index, records[0], records[1])

        self.workspace.later(_GROUP, work, self._show_records)

    def _show_periods(self, found: PeriodComparison, wanted: Filter) -> None:
        reading = read_periods(tr, self.workspace.reader, found, wanted)
        self._show(reading, " ".join(reading.notes))

    def _show_records(self, found: RecordComparison | None) -> None:
        if found is None:
            self._say_nothing(tr("One of the records is not in this library any more."))
            return
        reading = read_records(tr, self.workspace.reader, found)
        self._show(reading, reading.summary)

    def _show(self, reading: PeriodReading | PairReading, notes: str) -> None:
        self._reading = reading
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self._show_lines()

    def _show_lines(self) -> None:
        """The lines that are wanted, with the number of those that each choice would show."""
        reading = self._reading
        if reading is None:
            return
        numbers = reading.numbers()
        of_periods = isinstance(reading, PeriodReading)
        segments = [
            Choice(key, f"{words}  {tr.number(numbers[key])}")
            for key, words in _line_words(of_periods=of_periods).items()
        ]
        self.lines.show_choices(segments, self._wanted)
        self._tools.show()
        if not numbers[self._wanted]:
            words = tr("Nothing is there to compare on either side.")
            if numbers[ALL]:
                words = tr("There is no line of this sort.")
            self.start.say(words, at_the_start=False)
            self._stack.setCurrentWidget(self.start)
        elif isinstance(reading, PeriodReading):
            self.periods.show_reading(reading, self._wanted, self.workspace.state.current)
            self._stack.setCurrentWidget(self.periods)
        else:
            self.records.show_reading(reading, self._wanted)
            self._stack.setCurrentWidget(self.records)

    def _say_wait(self) -> None:
        """In a large library the answer takes a moment; what stood here belongs to other sides."""
        if self.workspace.is_large:
            self._say_nothing(tr("Counting …"))

    def _say_nothing(self, words: str) -> None:
        self._reading = None
        self.notes.hide()
        self._tools.hide()
        empty = self.sides.left.choice == self.sides.right.choice == SideChoice()
        self.start.say(words, at_the_start=empty)
        self._stack.setCurrentWidget(self.start)

    # -- answering ------------------------------------------------------------------------------

    def _swap(self) -> None:
        self._put(self.sides.right.choice, self.sides.left.choice)

    def _try(self, pair: SuggestedPair) -> None:
        reader = self.workspace.reader
        self._put(side_choice(reader, pair.left), side_choice(reader, pair.right))

    def _choose(self) -> None:
        self._put(self.sides.left.choice, self.sides.right.choice)

    def _put(self, left: SideChoice, right: SideChoice) -> None:
        """Compare two things; back leads to what was compared before."""
        sides = left.side, right.side
        self.workspace.set_state(self.workspace.state._replace(sides=sides))
        self.show_state(self.present())

    def _go(self, record_id: str) -> None:
        """Show a record beside the comparison."""
        self.workspace.go(record_id, stay=True)

    def _copy(self) -> None:
        reading = self._reading
        if isinstance(reading, PeriodReading):
            text = periods_as_table(tr, reading, self._wanted)
        elif reading is not None:
            text = records_as_table(tr, reading, self._wanted)
        else:
            return
        QGuiApplication.clipboard().setText(text)

    def _cite(self) -> None:
        reading, caption = self._reading, [self.notes.text()]
        if isinstance(reading, PeriodReading):
            sides = (reading.left, reading.right)
            caption = [f"{side.title}: {side.counts}" for side in sides] + list(reading.notes)
        left, right = self.sides.left.choice.words(), self.sides.right.choice.words()
        title = tr("{left} compared with {right}", left=left, right=right)
        today = datetime.now().astimezone().date()
        reader, state = self.workspace.reader, self.workspace.state
        text = citation_of_view(tr, reader, state, title, caption, today)
        QGuiApplication.clipboard().setText(text)

    def _choose_lines(self, wanted: Any) -> None:
        self._wanted = wanted
        self._show_lines()

    # -- the rest of a view ---------------------------------------------------------------------

    def refresh(self, changes: ChangeSet) -> bool:
        """Compare again what is chosen; where nothing is, the pairs to try are read again."""
        if self.workspace.state.sides == (None, None):
            return False
        reader = self.workspace.reader
        for box in (self.sides.left, self.sides.right):
            box.show_choice(side_choice(reader, box.choice.side))
        self._compared_for = None
        return True

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        self.periods.restyle(theme)
        self.records.restyle(theme)

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the record under the pointer in both periods."""
        self.periods.show_pointed(record_id)


def _line_words(*, of_periods: bool) -> dict[str, str]:
    """What the choices of lines are called."""
    if of_periods:
        return {ALL: tr("All"), DIFFERENT: tr("Only in one"), SHARED: tr("In both")}
    return {ALL: tr("All"), DIFFERENT: tr("Differences"), SHARED: tr("The same")}


def _what_is_gone(left: SideChoice, right: SideChoice) -> str:
    """Which records this library does not have."""
    words = []
    if left.missing:
        gone = left.missing[:_LONGEST_ID]
        words.append(
            tr("The left side, “{record}”, is not in this library; choose another.", record=gone)
        )
    if right.missing:
        gone = right.missing[:_LONGEST_ID]
        words.append(
            tr("The right side, “{record}”, is not in this library; choose another.", record=gone)
        )
    return " ".join(words)


def _what_is_missing(left: SideChoice, right: SideChoice) -> str:
    """What a person has to choose before anything can be compared."""
    if left.words() and right.words():
        return tr(
            "A record and a period cannot be compared; choose two records or two periods, "
            "such as 2002–2006 and 2013–2017."
        )
    if not left.words() and not right.words():
        return tr(
            "Choose two records, or two periods such as 2002–2006 and 2013–2017: what they share "
            "and what only one has will stand here, side by side."
        )
    return tr("Choose the right side, too.") if left.words() else tr("Choose the left side, too.")
