"""The facets: every property with its values and counts; a tick narrows everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.facets import FACETS, KIND_LABELS, SUPPORT_LABELS, Facet
from spexplorer.domain.filters import Filter
from spexplorer.ui.facet_words import count_in_words, value_label
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_VALUE = Qt.ItemDataRole.UserRole
_OPEN_AT_FIRST = 2


class FacetsPanel(QWidget):
    """A tree of facets; the counts of a facet leave its own constraint out."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._filling = False
        self._shown: Filter | None = None
        self._heads: list[QTreeWidgetItem] = []
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find a value"))
        self._find.setAccessibleName(tr("Find a value among the facets"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._narrow_list)
        self._tree = QTreeWidget()
        self._tree.setColumnCount(2)
        self._tree.setHeaderHidden(True)
        self._tree.setUniformRowHeights(True)
        self._tree.setIndentation(4 * GRID)
        self._tree.header().setStretchLastSection(False)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.setAccessibleName(tr("Facets"))
        self._tree.itemChanged.connect(self._tick)
        self._tree.itemExpanded.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, 0, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._find)
        layout.addWidget(self._tree)

    def show_state(self, state: LinkState) -> None:
        """Show the counts under a state's filter."""
        if self._workspace.index is None or state.filter == self._shown:
            return
        self._shown = state.filter
        if self._tree.topLevelItemCount() == 0:
            self._fill()
        self._filling = True
        for at, facet in enumerate(FACETS):
            self._update(self._heads[at], facet, state)
        self._filling = False

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._shown = None
        self.show_state(self._workspace.state)

    def _fill(self) -> None:
        index = self._workspace.index
        assert index is not None
        self._filling = True
        for at, facet in enumerate(FACETS):
            head = QTreeWidgetItem([tr(facet.label), ""])
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self._tree.addTopLevelItem(head)
            self._heads.append(head)
            head.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            if at < _OPEN_AT_FIRST:
                self._fill_values(head, facet)
                head.setExpanded(True)
        self._filling = False

    def _fill_values(self, head: QTreeWidgetItem, facet: Facet) -> None:
        """List the values of a facet; done when it is first opened."""
        index = self._workspace.index
        if index is None or head.childCount():
            return
        filling, self._filling = self._filling, True
        for value in self._ordered(facet, index.facet_values(facet.name)):
            item = QTreeWidgetItem([value_label(self._workspace, facet.name, value), ""])
            item.setData(0, _VALUE, value)
            item.setToolTip(0, item.text(0))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            head.addChild(item)
        self._filling = filling

    def _open(self, head: QTreeWidgetItem) -> None:
        if head in self._heads:
            at = self._heads.index(head)
            self._fill_values(head, FACETS[at])
            self._filling = True
            self._update(head, FACETS[at], self._workspace.state)
            self._filling = False

    def _ordered(self, facet: Facet, values: list[str]) -> list[str]:
        """Vocabularies keep their order; actors and places come by how often they occur."""
        if facet.scheme:
            order = list(self._workspace.reader.terms(facet.scheme))
            return sorted(values, key=lambda v: order.index(v) if v in order else len(order))
        if facet.name in ("actor", "place"):
            index = self._workspace.index
            assert index is not None
            counts = index.counts(facet.name, index.passing(Filter()))
            return sorted(values, key=lambda v: (-counts[v].possible, v))
        order = list(KIND_LABELS if facet.name == "kind" else SUPPORT_LABELS)
        return sorted(values, key=lambda v: (order.index(v) if v in order else len(order), v))

    def _update(self, head: QTreeWidgetItem, facet: Facet, state: LinkState) -> None:
        if not head.isExpanded():
            return
        index, passing = self._workspace.index, self._workspace.passing(without=facet.name)
        assert index is not None
        assert passing is not None
        counts = index.counts(facet.name, passing)
        wanted = state.filter.values(facet.name)
        for item in _children(head):
            value = item.data(0, _VALUE)
            count = counts[value]
            item.setText(1, count_in_words(count))
            item.setCheckState(
                0, Qt.CheckState.Checked if value in wanted else Qt.CheckState.Unchecked
            )
            shade = "text" if count.possible else "muted"
            for column in (0, 1):
                item.setForeground(column, QColor(self._theme.colours[shade]))

    def _tick(self, item: QTreeWidgetItem, column: int) -> None:
        parent = item.parent()
        if self._filling or column or parent is None:
            return
        facet = FACETS[self._tree.indexOfTopLevelItem(parent)].name
        value = item.data(0, _VALUE)
        on = item.checkState(0) is Qt.CheckState.Checked
        if on != (value in self._workspace.state.filter.values(facet)):
            self._workspace.toggle(facet, value)

    def _narrow_list(self, text: str) -> None:
        """Show only values whose label holds the text; a facet without any is hidden."""
        wanted = text.casefold().strip()
        for at, head in enumerate(self._heads):
            self._fill_values(head, FACETS[at])
            shown = 0
            for item in _children(head):
                hit = wanted in item.text(0).casefold()
                item.setHidden(not hit)
                shown += hit
            head.setHidden(not shown)
            head.setExpanded(bool(shown) if wanted else at < _OPEN_AT_FIRST)


def _children(head: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for at in range(head.childCount()):
        item = head.child(at)
        assert item is not None
        yield item
