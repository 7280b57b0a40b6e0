"""Compare: two sides are chosen, and everything they share or differ in stands in one table."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.filters import Filter
from spexplorer.exploring.pairs import Sign
from spexplorer.operations.comparison import (
    PeriodComparison,
    RecordComparison,
    compare_periods,
    compare_records,
)
from spexplorer.readings.view_citation import citation_of_view
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.compare.entries import Entry, narrowed
from spexplorer.ui.views.compare.pairs import Pair, pairs_to_try
from spexplorer.ui.views.compare.side import Choice, choice_of
from spexplorer.ui.views.compare.sides import Sides
from spexplorer.ui.views.compare.start import StartPanel
from spexplorer.ui.views.compare.table import ComparisonTable
from spexplorer.ui.views.compare.wording import Wording
from spexplorer.ui.widgets.choices import Choice as Segment
from spexplorer.ui.widgets.choices import Segments
from spexplorer.ui.widgets.panes import scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.link_state import LinkState, Side
    from spexplorer.workspace.workspace import Workspace

_LETTERS: Final = 110
"""Below so many letters of width the sides stand below one another."""
_LONGEST_ID: Final = 60
"""So many letters of an id that is not there are quoted."""
_GROUP: Final = "compare"
_EVERYTHING: Final = frozenset(Sign)
_SIGNS: Final = {
    "all": _EVERYTHING,
    "differences": frozenset({Sign.DIFFERS, Sign.LEFT, Sign.RIGHT}),
    "shared": frozenset({Sign.SAME}),
    "open": frozenset({Sign.OPEN}),
}


class CompareView(View):
    """Two fields at the top, a sentence, and the table."""

    def __init__(self, workspace: Workspace, theme: Theme, pairs: list[Pair] | None = None) -> None:
        """`pairs` are offered before anything is chosen; read here where nobody read them before."""
        super().__init__(workspace, theme)
        self._wording = Wording(workspace)
        self._entries: list[Entry] = []
        self._compared_for: object = None
        self._offered: frozenset[str] = frozenset()
        self._mode = "all"
        self._narrow = False
        self._sides = Sides(workspace)
        self.left, self.right, self.swap = self._sides.left, self._sides.right, self._sides.swap
        self.left.chosen.connect(self._choose)
        self.right.chosen.connect(self._choose)
        self.swap.clicked.connect(self._swap)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.modes = Segments(tr("Which lines"))
        self.modes.chosen.connect(self._choose_mode)
        self.copy = QPushButton(tr("Copy as table"))
        self.cite = QPushButton(tr("Cite this view"))
        self.cite.setToolTip(
            tr("Copy what is compared, the library and the address of this view as text")
        )
        self.cite.clicked.connect(self._cite)
        self.table = ComparisonTable(theme)
        self.table.chosen.connect(lambda uid: self.workspace.go(uid, stay=True))
        self.copy.clicked.connect(lambda: self.table.copy(whole=True))
        reader = workspace.reader
        self.start = StartPanel(reader, pairs_to_try(reader) if pairs is None else pairs)
        self.start.chosen.connect(self._try)
        self._lay_out()

    def _lay_out(self) -> None:
        self._tools = QWidget()
        self._line = QHBoxLayout(self._tools)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.modes, 1)
        taking = QHBoxLayout()
        for button in (self.cite, self.copy):
            taking.addWidget(button)
        self._line.addLayout(taking)
        self._arrange(narrow=False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.start)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        head.setSpacing(2 * GRID)
        head.addWidget(self._sides)
        head.addWidget(self.summary)
        head.addWidget(self._tools)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _arrange(self, *, narrow: bool) -> None:
        """Put the choices of lines beside what can be taken, or above it."""
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._sides.arrange(narrow=narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _LETTERS
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange(narrow=narrow)
        self._sides.align()

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Compare what the sides hold; two periods among what passes the filter."""
        self.left.show_current(state.current)
        self.right.show_current(state.current)
        sides = state.sides
        if sides == (None, None) and state.selected != self._offered and state.tab == "compare":
            sides = self._from_selection(state)
        for box, side in zip((self.left, self.right), sides, strict=True):
            box.show_side(side)
        left, right = self.left.choice, self.right.choice
        periods = left.period is not None and right.period is not None
        asked = (left, right, state.filter if periods else None, self.workspace.index is None)
        if asked != self._compared_for:
            self._compared_for = asked
            self._compare(left, right, state.filter)

    def _from_selection(self, state: LinkState) -> tuple[Side, Side]:
        """Two selected records are what a person wants to compare; offered once."""
        self._offered = state.selected
        rows = [self.workspace.reader.row(uid) for uid in sorted(state.selected)[:3]]
        if len(rows) != 2 or rows[0] is None or rows[1] is None:
            return state.sides
        sides = rows[0].id, rows[1].id
        self.workspace.set_state(self.workspace.state._replace(sides=sides), remember=False)
        return sides

    def _compare(self, left: Choice, right: Choice, wanted: Filter) -> None:
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
        entries = self._wording.periods(found)
        self._show(entries, self._wording.periods_summary(found, entries, wanted))

    def _show_records(self, found: RecordComparison | None) -> None:
        if found is None:
            self._say_nothing(tr("One of the records is not in this library any more."))
            return
        entries = self._wording.records(found)
        self._show(entries, self._wording.records_summary(found, entries))

    def _show(self, entries: list[Entry], summary: str) -> None:
        self._entries = entries
        self.summary.setText(summary)
        self.summary.show()
        self._show_lines()

    def _show_lines(self) -> None:
        """The lines of the chosen mode, with the number each mode would show."""
        lines = {key: narrowed(self._entries, signs) for key, signs in _SIGNS.items()}
        words = _mode_words()
        segments = []
        for key, found in lines.items():
            count = sum(not entry.is_heading for entry in found)
            segments.append(Segment(key, f"{words[key]}  {count:,}"))
        self.modes.show_choices(segments, self._mode)
        shown = lines[self._mode]
        self._tools.setVisible(bool(self._entries))
        if shown:
            self.table.show_entries(shown, self.left.choice.words(), self.right.choice.words())
            self._stack.setCurrentWidget(self.table)
        elif self._entries:
            self.start.say(tr("No line is of this sort."), at_the_start=False)
            self._stack.setCurrentWidget(self.start)
        else:
            said = tr("Nothing is there to compare on either side.")
            self.start.say(said, at_the_start=False)
            self._stack.setCurrentWidget(self.start)

    def _say_wait(self) -> None:
        """In a large library the answer takes a moment; what stood here belongs to other sides."""
        if self.workspace.is_large:
            self._say_nothing(tr("Counting …"))

    def _say_nothing(self, words: str) -> None:
        self._entries = []
        self.summary.hide()
        self._tools.hide()
        empty = self.left.choice == self.right.choice == Choice()
        self.start.say(words, at_the_start=empty)
        self._stack.setCurrentWidget(self.start)

    # -- answering ------------------------------------------------------------------------------

    def _swap(self) -> None:
        self._put(self.right.choice, self.left.choice)

    def _try(self, pair: Pair) -> None:
        reader = self.workspace.reader
        self._put(choice_of(reader, pair.left), choice_of(reader, pair.right))

    def _choose(self, _choice: Choice) -> None:
        self._put(self.left.choice, self.right.choice)

    def _put(self, left: Choice, right: Choice) -> None:
        """Compare two things; back leads to what was compared before."""
        sides = left.side, right.side
        self.workspace.set_state(self.workspace.state._replace(sides=sides))
        self.show_state(self.present())

    def _cite(self) -> None:
        title = _title(self.left.choice, self.right.choice)
        today = datetime.now().astimezone().date()
        reader, state = self.workspace.reader, self.workspace.state
        text = citation_of_view(tr, reader, state, title, [self.summary.text()], today)
        QGuiApplication.clipboard().setText(text)

    def _choose_mode(self, mode: Any) -> None:
        self._mode = mode
        self._show_lines()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        self.table.restyle(theme)


def _title(left: Choice, right: Choice) -> str:
    return tr("{left} compared with {right}", left=left.words(), right=right.words())


def _mode_words() -> dict[str, str]:
    """What the choices of lines are called."""
    return {
        "all": tr("All"),
        "differences": tr("Differences"),
        "shared": tr("The same"),
        "open": tr("Not certain"),
    }


def _what_is_gone(left: Choice, right: Choice) -> str:
    """Which records this library does not have."""
    words = (
        (left.missing, "The left side, “{record}”, is not in this library; choose another record."),
        (
            right.missing,
            "The right side, “{record}”, is not in this library; choose another record.",
        ),
    )
    return " ".join(tr(said, record=uid[:_LONGEST_ID]) for uid, said in words if uid)


def _what_is_missing(left: Choice, right: Choice) -> str:
    """What a person has to choose before anything can be compared."""
    if left.words() and right.words():
        return tr(
            "A record and a period cannot be compared; choose two records or two periods, "
            "such as 2002–2006 and 2013–2017."
        )
    if not left.words() and not right.words():
        return tr(
            "Choose two records, or two periods such as 2002–2006 and 2013–2017: what they share and "
            "what only one has will stand here."
        )
    return tr("Choose the right side, too.") if left.words() else tr("Choose the left side, too.")
