"""The hits of the search field, in a list below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from spexplorer.domain.listing import Row
from spexplorer.ui.lists.record_list import ListedRows, RecordList
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import PlainLabel
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.operations.highlights import Highlights
    from spexplorer.operations.search import Hit, Hits


class FoundRows(ListedRows):
    """Hits as they are listed: a fact in bold with what it states, those that repeat it below it."""

    def __init__(
        self, found: Hits, highlights: Highlights, sentences: Mapping[str, str] | None = None
    ) -> None:
        """`sentences` are those that records rest on, by their ids, where there is a copy to show them."""
        about = found.about
        groups = [hit.group for hit in about]
        shown = sentences or {}
        super().__init__(
            [
                _listed(row, hit, shown.get(row.id, ""))
                for row, hit in zip(found.hits, about, strict=True)
            ]
        )
        self._strong = [
            hit.group == row.id and groups.count(row.id) > 1
            for row, hit in zip(found.hits, about, strict=True)
        ]
        self._highlights = highlights

    def is_strong(self, at: int) -> bool:
        """Whether it is a fact that other hits repeat."""
        return self._strong[at]

    def marked(self, text: str) -> Sequence[tuple[int, int]]:
        """Where the words of the query stand, in any form."""
        return self._highlights.spans(text)


def _listed(row: Row, hit: Hit, sentence: str) -> Row:
    """A hit in two lines: its name, then its kind, what it states and the sentence it rests on."""
    said = [kind_label(tr, row.kind), hit.fact or row.detail]
    if hit.fact and row.kind == "agent":  # a person: offices and roles have the room
        said = [hit.fact]
    if hit.missing:
        every = len(hit.matched) + len(hit.missing)
        said.insert(
            0, tr("{n} of {all} words", n=tr.number(len(hit.matched)), all=tr.number(every))
        )
    if sentence:
        said.append(tr("“{sentence}”", sentence=sentence))
    label = row.label if hit.group == row.id else tr("↳ {label}", label=row.label)
    return Row(row.number, row.id, row.kind, label, " · ".join(filter(None, said)))


class SearchHits(QFrame):
    """The list of hits, with a line below that says how many there are and what the keys do."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, Qt.WindowType.ToolTip)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = RecordList(tr("Hits"), theme)
        self.list.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.heading.hide()  # the hint below says how many there are
        self.hint = PlainLabel()
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self.hint)

    def step(self, rows: int) -> None:
        """Make another row the current one; the ends hold."""
        model = self.list.model
        at = min(max(0, self.list.view.currentIndex().row() + rows), model.rowCount() - 1)
        if at >= 0:
            self.list.show_current(model.record_id(at))

    def current(self) -> str | None:
        """The id of the current hit; None when there is none."""
        index = self.list.view.currentIndex()
        return self.list.model.record_id(index.row())
