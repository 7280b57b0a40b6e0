"""Overview: a field to ask in, questions with their answers, the counts, and the map of the source."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from spexplorer.readings.counts import counts_in_words
from spexplorer.readings.questions import questions_of, state_for
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, TITLE, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.overview.cards import AnswerCard, CardColumns
from spexplorer.ui.widgets.buttons import WrappingButton
from spexplorer.ui.widgets.text import PlainLabel, RichLabel, escaped

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.counts import Count
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import PassagePlace
    from spexplorer.exploring.answers import Answers
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.passes import Passing
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.questions import AnsweredQuestion, Question
    from spexplorer.ui.drawing.source_map import SourceMap
    from spexplorer.workspace.workspace import Workspace

_NARROW: Final = 108
"""Below this width in characters the map stands below the answers."""
_MAP_SHARE: Final = (7, 3)
"""The widths of the answers and of the map."""


@guarded
class OverviewView(View):
    """The first tab. Questions and counts come from plain SQL, so that they stand in the first paint."""

    _is_made = False
    """Whether every part is there: Qt tells of another font while they are being made, too."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._map: SourceMap | None = None
        self._passages: list[PassagePlace] = []
        self._counted: Passing | None = None
        self._answered: Index | None = None
        self._resting: dict[str, int] = {}
        self._links: list[WrappingButton] = []
        self._cards: list[AnswerCard] = []
        self._grid = CardColumns()
        self._title = PlainLabel(workspace.reader.about.get("name") or workspace.reader.path.stem)
        self._title.setWordWrap(True)
        self.field = self._made_field()
        self.counts = self._made_counts()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(6 * GRID)
        self._columns.addLayout(self._answers_column(), _MAP_SHARE[0])
        self._columns.addLayout(self._source_column(), _MAP_SHARE[1])
        body = QWidget()
        body.setLayout(self._columns)
        self._columns.setContentsMargins(3 * GRID, 4 * GRID, 3 * GRID, 4 * GRID)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # what is in it shows that it has the keyboard
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self._is_made = True
        self._fit_text()
        self._say_counts({})

    # -- the parts ------------------------------------------------------------------------------

    def _answers_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2 * GRID)
        column.addWidget(self._title)
        reader = self.workspace.reader
        work = reader.row(reader.about.get("main_work", ""))
        lead = PlainLabel(self._lead(of_one_work=work is not None))
        lead.setObjectName("muted")
        lead.setWordWrap(True)
        column.addWidget(lead)
        if work is not None:
            source = WrappingButton(f"{work.label}. {work.detail}", self.theme)
            source.clicked.connect(partial(self.workspace.go, work.id))
            self._links.append(source)
            column.addWidget(source)
        column.addWidget(self.field)
        for question in questions_of(reader.about):
            self._cards.append(self._card(question))
            self._grid.add(self._cards[-1])
        column.addWidget(self._grid)
        column.addWidget(self.counts)
        column.addStretch(1)
        return column

    def _lead(self, *, of_one_work: bool) -> str:
        """What this library is, in a sentence or two."""
        if of_one_work:
            return tr("One work as a reference work: every record names the sentence it rests on.")
        if any(self.workspace.reader.counts.values()):
            return tr("A library of its own: ask it, or open one of its tabs.")
        return tr(
            "This library is empty. What is added to it is counted here, and questions about it are "
            "answered."
        )

    def _made_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(tr("Ask a question: when, who, where, how many, which …"))
        field.setAccessibleName(tr("Ask a question"))
        field.setToolTip(tr("Enter searches everything in this library, in any script"))
        field.setClearButtonEnabled(True)
        field.returnPressed.connect(self._ask)
        field.setVisible(any(self.workspace.reader.counts.values()))
        return field

    def _made_counts(self) -> RichLabel:
        counts = RichLabel()
        counts.setWordWrap(True)
        flags = Qt.TextInteractionFlag
        counts.setTextInteractionFlags(
            flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        counts.linkActivated.connect(self._follow)
        return counts

    def _source_column(self) -> QVBoxLayout:
        column = self._map_column = QVBoxLayout()
        column.setSpacing(GRID)
        head = PlainLabel(tr("Map of the source"))
        head.setObjectName("title")
        hint = PlainLabel(
            tr("A cell is a sentence; the stronger its colour, the more rests on it. Choose one.")
        )
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        for label in (head, hint):
            column.addWidget(label)
            label.setVisible(bool(self.workspace.reader.counts["passage"]))
        column.addStretch(1)
        return column

    def _card(self, question: Question) -> AnswerCard:
        card = AnswerCard(question.text, self.theme)
        card.clicked.connect(partial(self._open, question))
        return card

    # -- acting ---------------------------------------------------------------------------------

    def _ask(self) -> None:
        """The field hands the words over to the one search of the window."""
        if words := self.field.text().strip():
            self.field.clear()
            self.workspace.search_asked.emit(words)

    def _open(self, question: Question) -> None:
        self.workspace.set_state(state_for(question, self.workspace.state))

    def _follow(self, tab: str) -> None:
        """A count leads to the tab that shows what was counted, or to the map of the source."""
        if tab != "overview":
            self.workspace.show_tab(tab)
        elif self._map is not None:
            self._scroll.ensureWidgetVisible(self._map)
            self._map.setFocus()

    # -- showing --------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._is_made:
            self._fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _fit_text(self) -> None:
        """The title is larger than the text, whatever the text's size."""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * TITLE)
        font.setBold(True)
        self._title.setFont(font)
        self.field.setMinimumHeight(round(self.fontMetrics().height() * 2.4))
        self._grid.lay_out()

    def show_state(self, state: LinkState) -> None:
        """Counts and map of what passes; the answers once for each index."""
        index, passing = self.workspace.index, self.workspace.passing()
        if index is None or passing is None:
            return
        if self._answered is not index:
            self._answered = index
            self.workspace.once_started(self._read_answers)
        if self._counted is not passing:
            self._counted = passing
            work = partial(_count, index, passing)
            self.workspace.later("overview", work, self._show_counts)
        else:
            self._show_map(state.current)

    def _read_answers(self) -> None:
        """Answer the questions with a reader of its own: on a worker, for it reads whole records."""
        from spexplorer.domain.filters import Filter

        answers = self.workspace.answers
        assert answers is not None
        tasks = self.workspace.tasks
        work = partial(_answer, self.workspace.reader.beside(), answers.under(Filter()))
        ticket = tasks.ticket("overview answers")
        tasks.start(work, self._show_answers, self.workspace.failed.emit, ticket, long=True)

    def _show_answers(self, found: list[AnsweredQuestion]) -> None:
        for at, answered in enumerate(found):
            if at == len(self._cards):
                self._cards.append(self._card(answered.question))
                self._grid.add(self._cards[-1])
            card = self._cards[at]
            card.clicked.disconnect()
            card.clicked.connect(partial(self._open, answered.question))
            card.show_answer(answered.answer, answered.note)
        self._grid.lay_out()

    def _show_counts(self, found: tuple[dict[str, Count], dict[str, int]]) -> None:
        counts, self._resting = found
        self._say_counts(counts)
        self._show_map(self.workspace.state.current)

    def _say_counts(self, counts: dict[str, Count]) -> None:
        """The counts in one line, each leading to its tab; those of the whole library at first."""
        from spexplorer.domain.counts import Count

        if self._counted is None:
            counts = {kind: Count(n, n) for kind, n in self.workspace.reader.counts.items()}
        style = f"color: {self.theme.colours['muted']}; text-decoration: none;"
        links = [
            f'<a href="{one.tab or "overview"}" style="{style}">{escaped(one.words)}</a>'
            for one in counts_in_words(tr, counts)
        ]
        self.counts.setText(" · ".join(links))
        self.counts.setAccessibleName(" · ".join(one.words for one in counts_in_words(tr, counts)))
        self.counts.setVisible(any(self.workspace.reader.counts.values()))
        if not links and self._counted is not None and any(self.workspace.reader.counts.values()):
            self.counts.setText(escaped(tr("Nothing passes the filter.")))

    def _show_map(self, current: str | None) -> None:
        from spexplorer.ui.drawing.source_map import SourceMap

        if self._map is None:
            self._passages = self.workspace.reader.passages()
            self._map = SourceMap(self.theme)
            self._map.chosen.connect(partial(self.workspace.go, stay=True))
            self._map_column.insertWidget(2, self._map)
            self._map.setVisible(bool(self._passages))
        self._map.show_counts(self._passages, self._resting, current)

    def refresh(self, changes: ChangeSet) -> bool:
        """Counts and answers follow the new index; the name and the source are read with the library."""
        about_work = changes.holds(self.workspace.reader.about.get("main_work", ""))
        return not about_work and not changes.touches(("passage",))

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        self._fit_text()  # a style sheet put on afresh takes fonts back
        for card in self._cards:
            card.restyle(theme)
        for link in self._links:
            link.restyle(theme)
        if self._map is not None:
            self._map.restyle(theme)
        index, passing = self.workspace.index, self._counted
        counts = index.counts("kind", passing) if index is not None and passing is not None else {}
        self._say_counts(counts)


def _count(index: Index, passing: Passing) -> tuple[dict[str, Count], dict[str, int]]:
    """Records by kind, and by the passage they rest on."""
    return index.counts("kind", passing), index.resting(passing)


def _answer(reader: Reader, answers: Answers) -> list[AnsweredQuestion]:
    from spexplorer.readings.overview import answered_questions

    return answered_questions(tr, reader, answers)
