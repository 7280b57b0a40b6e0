"""The concept at the right: its definition, its neighbours, and the records that name it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from spexplorer.ui.lists.pages import Pages, no_pages, pages_of
from spexplorer.ui.lists.record_list import RecordList, empty_label, number_in
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.instruments.concept_map import (
    BROADER,
    ITSELF,
    NARROWER,
    RELATED,
    ConceptMap,
    Neighbour,
)
from spexplorer.ui.views.instruments.material import Linked, Node
from spexplorer.ui.views.instruments.tree_model import Shown

if TYPE_CHECKING:
    from spexplorer.workspace.workspace import Workspace


class ConceptPanel(QWidget):
    """Shows one concept: the current one, or the last or best connected one when there is none."""

    def __init__(
        self,
        workspace: Workspace,
        nodes: Sequence[Node],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._nodes = {node.id: node for node in nodes}
        self._narrower: dict[str | None, list[str]] = {}
        for node in nodes:
            self._narrower.setdefault(node.parent, []).append(node.id)
        self._related = _both_ways(nodes)
        self._shown = Shown()
        self._linked: Linked | None = None
        self.concept: str | None = None
        self._drawn: object = None
        self.heading = QLabel()
        self.heading.setObjectName("title")
        self.definition = QLabel()
        self.note = QLabel()
        self.note.setObjectName("muted")
        for label in (self.heading, self.definition, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.definition.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.map = ConceptMap(theme)
        self.map.chosen.connect(workspace.go)
        self.map.entered.connect(workspace.hovered)
        self.records = RecordList(tr("Records that name this concept"), theme)
        self.records.head = _naming_head
        self.records.chosen.connect(partial(workspace.go, stay=True))
        self.records.entered.connect(workspace.hovered)
        self.empty = empty_label(tr("No event, claim, figure or agreement that passes names it."))
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        column.setSpacing(2 * GRID)
        for widget in (self.heading, self.note, self.map, self.definition):
            column.addWidget(widget)
        column.addWidget(self.records, 1)
        column.addWidget(self.empty, 1)
        self._size_list()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _size_list(self) -> None:
        """At least four rows of the list are seen."""
        self.records.setMinimumHeight(11 * self.fontMetrics().height())
        policy = QSizePolicy.Policy.Ignored
        self.records.setSizePolicy(policy, policy)

    # -- showing --------------------------------------------------------------------------------

    def show_passing(self, shown: Shown, linked: Linked) -> None:
        """Take what passes; the next `show_current` draws it."""
        self._shown, self._linked = shown, linked
        self._drawn = None

    def show_current(self, current: str | None) -> None:
        """Show the current concept; another record is only marked among those that name it."""
        if current in self._nodes:
            self.concept = current
        elif self.concept is None:
            self.concept = self._best_connected()
        key = (self.concept, self._shown)
        if self._drawn != key and self.concept is not None:
            self._drawn = key
            self._show(self._nodes[self.concept], current)
        self.records.show_current(current)

    def _best_connected(self) -> str | None:
        return max(
            self._nodes,
            key=lambda uid: len(self._related.get(uid, ())) + len(self._narrower.get(uid, ())),
            default=None,
        )

    def _show(self, node: Node, current: str | None) -> None:
        self.heading.setText(node.label)
        self.definition.setText(node.detail or tr("The library has no definition of it."))
        held = (
            tr("Held by {name}", name=self._workspace.reader.label(node.holder))
            if node.holder
            else tr("No holder stated")
        )
        rests = counted(node.evidence, "rests on {n} sentence", "rests on {n} sentences")
        words = tr("{held} · {rests} · E shows them", held=held, rests=rests)
        if not self._shown.stands(node.id):
            words = tr("Does not pass the filter · {words}", words=words)
        self.note.setText(words)
        self.map.show_neighbours(self._neighbours(node))
        rows = self._rows(node)
        self.records.show_pages(rows, current, number_in(self._workspace.reader))
        self.records.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _neighbours(self, node: Node) -> list[Neighbour]:
        above: list[str] = []
        step = node.parent
        while step is not None and step not in above:
            above.insert(0, step)
            step = self._nodes[step].parent
        related = self._related.get(node.id, [])
        return [
            *(self._neighbour(uid, BROADER) for uid in above),
            self._neighbour(node.id, ITSELF),
            *(self._neighbour(uid, NARROWER) for uid in self._narrower.get(node.id, ())),
            *(self._neighbour(uid, RELATED) for uid in related),
        ]

    def _neighbour(self, record_id: str, role: str) -> Neighbour:
        node, stands = self._nodes[record_id], self._shown.stands(record_id)
        roles = {
            BROADER: tr("broader"),
            ITSELF: tr("shown now"),
            NARROWER: tr("narrower"),
            RELATED: tr("related"),
        }
        words = f"{node.label} ({roles[role]})\n{node.detail}".strip()
        if not stands:
            words += "\n" + tr("Does not pass the filter")
        return Neighbour(record_id, node.label, role, stands, words)

    def _rows(self, node: Node) -> Pages:
        """The events, claims, figures and agreements that pass and name the concept."""
        index, passing = self._workspace.index, self._workspace.passing()
        if self._linked is None or index is None or passing is None:
            return no_pages()
        return pages_of(self._workspace, self._linked.naming(node.id, index, passing), passing)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.map.restyle(theme)
        self.records.restyle(theme)
        self._size_list()


def _both_ways(nodes: Sequence[Node]) -> dict[str, list[str]]:
    """Concept -> what it is related to, whichever of the two says so."""
    known = {node.id for node in nodes}
    found: dict[str, list[str]] = {}
    for node in nodes:
        for other in node.related:
            if other in known:
                for one, two in ((node.id, other), (other, node.id)):
                    if two not in found.setdefault(one, []):
                        found[one].append(two)
    return found


def _naming_head(number: int) -> str:
    """What stands above the records that name a concept."""
    return counted(number, "{n} record names this concept", "{n} records name this concept")
