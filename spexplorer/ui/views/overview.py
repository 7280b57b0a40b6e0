"""Overview: what this library is, how much it holds, the map of its source, questions to start from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.readings.questions import Question, questions_of, state_for
from spexplorer.ui.lists.pages import passing_pages
from spexplorer.ui.lists.record_list import RecordList, number_in
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.view import View, ViewSpec
from spexplorer.ui.widgets.buttons import WrappingButton
from spexplorer.ui.widgets.layouts import EvenLayout
from spexplorer.ui.widgets.number_tile import NumberTile
from spexplorer.words.facets import count_in_words, count_said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.counts import Count
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import PassagePlace
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.passes import Passing
    from spexplorer.ui.drawing.source_map import PaperMap
    from spexplorer.ui.lists.pages import Pages
    from spexplorer.workspace.workspace import Workspace

_TILES = (
    ("event", "timeline"), ("instrument", "instruments"), ("agreement", "agreements"),
    ("citation", "citations"), ("work", "citations"), ("statistic", "statistics"),
    ("claim", "claims"), ("agent", "people"), ("place", "people"), ("concept", "instruments"),
    ("note", "observations"), ("passage", ""),
)  # fmt: skip
"""Kind -> the tab that shows its records; passages are on the map of this one."""
_NARROW = 120
"""Below so many letters of width the questions and the map stand below one another."""
_FIRST_ROWS = 60


class _Told(NamedTuple):
    """What the Overview tells of what passes: the events, records by kind, records by passage."""

    rows: Pages
    counts: dict[str, Count]
    resting: dict[str, int]


def _told(workspace: Workspace, index: Index, passing: Passing) -> _Told:
    counts = index.counts("kind", passing)
    return _Told(passing_pages(workspace, "event"), counts, index.resting(passing))


class OverviewView(View):
    """The first tab. Its rows come from plain SQL, so that they stand in the first paint."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._tiles: dict[str, NumberTile] = {}
        self._links: list[WrappingButton] = []
        self._map: PaperMap | None = None
        self._passages: list[PassagePlace] = []
        self._listed: Passing | None = None
        self._resting: dict[str, int] = {}
        self._list = RecordList(tr("Start reading: events in order"), theme)
        self._list.head = _events_head
        self._list.chosen.connect(workspace.go)
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 4 * GRID)
        self._body.setSpacing(4 * GRID)
        self._add_head()
        self._add_tiles()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(6 * GRID)
        left = self._questions()
        left.addSpacing(3 * GRID)
        left.addWidget(self._list, 1)
        if not workspace.reader.counts["event"]:
            self._list.hide()
        self._map_column = QVBoxLayout()
        self._map_column.setSpacing(GRID)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(self._map_column, 1)
        self._add_map_head()
        self._body.addLayout(self._columns, 1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self._fit_text()

    def _add_head(self) -> None:
        about = self.workspace.reader.about
        title = QLabel(about.get("name") or self.workspace.reader.path.stem)
        self._title = title
        title.setWordWrap(True)
        self._body.addWidget(title)
        work = self.workspace.reader.row(about.get("main_work", ""))
        lead = QLabel(self._lead(of_a_paper=work is not None))
        lead.setWordWrap(True)
        self._body.addWidget(lead)
        if work is not None:
            source = self._link(f"{work.label}. {work.detail}")
            source.clicked.connect(partial(self.workspace.go, work.id))
            self._body.addWidget(source)

    def _lead(self, *, of_a_paper: bool) -> str:
        """What this library is, in a sentence or two."""
        if of_a_paper:
            return tr(
                "A reference work made out of one paper. Every record names the sentence it rests on; the "
                "sentences themselves stay in your own copy."
            )
        if any(self.workspace.reader.counts.values()):
            return tr("A library of its own: its records are counted, listed and charted here.")
        return tr("An empty library: what is added to it is counted, listed and charted here.")

    def _link(self, words: str) -> WrappingButton:
        link = WrappingButton(words, self.theme)
        self._links.append(link)
        return link

    def _add_tiles(self) -> None:
        tiles = QWidget()
        flow = EvenLayout(tiles)
        for kind, tab in _TILES:
            flow.addWidget(self._tile(kind, tab))
        self._body.addWidget(tiles)

    def _tile(self, kind: str, tab: str) -> NumberTile:
        tile = NumberTile(tr(KIND_LABELS[kind]), self.theme)
        number = self.workspace.reader.counts[kind]
        tile.show_number(f"{number:,}", f"{number:,}")
        tile.clicked.connect(partial(self.workspace.show_tab, tab) if tab else self._go_to_map)
        self._tiles[kind] = tile
        return tile

    def _questions(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        questions = list(questions_of(self.workspace.reader.about))
        if questions:
            head = QLabel(tr("Good questions to start from"))
            head.setObjectName("title")
            column.addWidget(head)
        for question in questions:
            button = self._link(question.text)
            button.clicked.connect(partial(self._answer, question))
            column.addWidget(button)
        return column

    def _answer(self, question: Question) -> None:
        self.workspace.set_state(state_for(question, self.workspace.state))

    def _add_map_head(self) -> None:
        head = QLabel(tr("Map of the source"))
        head.setObjectName("title")
        hint = QLabel(
            tr("One cell a sentence; the darker, the more records rest on it. Click to see them.")
        )
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        if not self.workspace.reader.counts["passage"]:
            for label in (head, hint):  # a library without a source has no map of one
                label.hide()
        self._map_column.addWidget(head)
        self._map_column.addWidget(hint)
        self._map_column.addStretch(1)

    def _go_to_map(self) -> None:
        """Bring the sentences of the source into sight, under the keys."""
        if self._map is not None:
            self._scroll.ensureWidgetVisible(self._map)
            self._map.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _fit_text(self) -> None:
        """The title is larger than the text, whatever the text's size."""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setBold(True)
        self._title.setFont(font)
        self._list.setMinimumHeight(self.fontMetrics().height() * 16)

    def show_state(self, state: LinkState) -> None:
        """Rows at once; the map and the counts once the index is there."""
        index, passing = self.workspace.index, self.workspace.passing()
        if index is None or passing is None:
            self._list.show_rows(
                self.workspace.reader.first_rows("event", _FIRST_ROWS), state.current
            )
            return
        if self._listed is not passing:
            self._listed = passing
            work = partial(_told, self.workspace, index, passing)
            self.workspace.later("overview", work, self._tell)
        else:
            self._list.show_current(state.current)
            self._show_map(state.current)

    def _tell(self, told: _Told) -> None:
        """What passes was listed and counted: show it."""
        from spexplorer.domain.counts import Count

        current = self.workspace.state.current
        self._list.show_pages(told.rows, current, number_in(self.workspace.reader))
        for kind, tile in self._tiles.items():
            found = told.counts.get(kind, Count(0, 0))
            tile.show_number(count_in_words(tr, found), count_said(tr, found))
        self._resting = told.resting
        self._show_map(current)

    def _show_map(self, current: str | None) -> None:
        from spexplorer.ui.drawing.source_map import PaperMap

        if self._map is None:
            self._passages = self.workspace.reader.passages()
            self._map = PaperMap(self.theme)
            self._map.chosen.connect(partial(self.workspace.go, stay=True))
            self._map_column.insertWidget(2, self._map)
        self._map.show_counts(self._passages, self._resting, current)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        self._fit_text()  # a style sheet put on afresh takes fonts back
        self._list.restyle(theme)
        for tile in self._tiles.values():
            tile.restyle(theme)
        for link in self._links:
            link.restyle(theme)
        if self._map is not None:
            self._map.restyle(theme)


view = ViewSpec("overview", "Overview", "overview", 10, (), OverviewView)


def _events_head(number: int) -> str:
    """What stands above the events."""
    if not number:
        return tr("Start reading: no event passes the filter")
    return counted(number, "Start reading: {n} event", "Start reading: {n} events in order")
