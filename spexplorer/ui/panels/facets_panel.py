"""The facets: every property with its values and counts; a tick narrows everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.facets import KIND_LABELS, SUPPORT_LABELS, Facet
from spexplorer.domain.filters import Filter
from spexplorer.exploring.answers import Answers
from spexplorer.ui.guard import guarded
from spexplorer.ui.panels.facet_counts import CountColumn
from spexplorer.ui.panels.facet_keys import FacetBox, FacetKeys, FacetTree
from spexplorer.ui.panels.facet_search import FacetSeeker, Found
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.text import plain_tip, tree_item
from spexplorer.words.facets import (
    count_at_most,
    count_in_short,
    count_in_words,
    count_said,
    value_label,
)
from spexplorer.words.filters import facet_label

if TYPE_CHECKING:
    from spexplorer.domain.counts import Count
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_VALUE = Qt.ItemDataRole.UserRole
_SAID = Qt.ItemDataRole.AccessibleTextRole
_OPEN_AT_FIRST = 2

_LISTED: Final = 300
"""So many values of a facet are listed."""

_NARROWEST: Final = 17
"""The panel gives way down to so many letters, at any text size: names are still told apart."""

_Counts = dict[str, "Count"]


@guarded
class FacetsPanel(QWidget):
    """A tree of facets; the counts of a facet leave its own constraint out."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._filling = False
        self._shown: Filter | None = None
        self._facets: tuple[Facet, ...] = ()
        self._heads: list[QTreeWidgetItem] = []
        self._open_before: list[bool] | None = None
        """Which facets were open before values were looked for."""
        self._counts: dict[str, _Counts] = {}
        self._sought: Found = {}
        self._seeker = FacetSeeker(workspace, self)
        self._seeker.found.connect(self._show_found)
        self._find = FacetBox()
        self._find.setPlaceholderText(tr("Find a value"))
        self._find.setAccessibleName(tr("Find a value among the facets"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._narrow_list)
        self._tree = FacetTree()
        self._tree.setColumnCount(2)
        self._tree.setHeaderHidden(True)
        self._tree.setUniformRowHeights(True)
        self._tree.setIndentation(3 * GRID)
        self._tree.header().setStretchLastSection(False)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # Fitted once all counts are there: fitted by itself it would look at every row for each of them.
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._column = CountColumn(self._tree, 1)
        self._tree.setAccessibleName(tr("Facets"))
        self._tree.itemChanged.connect(self._tick)
        self._tree.itemExpanded.connect(self._open)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._show_menu)
        FacetKeys(self._find, self._tree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, 0, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._find)
        layout.addWidget(self._tree)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._counts:
            self._filling = True  # a count that is written is no tick
            self._column.fit_again()
            self._filling = False

    def show_state(self, state: LinkState) -> None:
        """Show the counts under a state's filter."""
        answers = self._workspace.answers
        if answers is None or answers.filter == self._shown:
            return
        self._shown = answers.filter
        if self._tree.topLevelItemCount() == 0:
            self._fill()
        self._count(
            [facet for at, facet in enumerate(self._facets) if self._heads[at].isExpanded()]
        )

    def minimumSizeHint(self) -> QSize:
        letters = self.fontMetrics().averageCharWidth()
        return QSize(letters * _NARROWEST, super().minimumSizeHint().height())

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._shown = None
        self.show_state(self._workspace.state)

    def _fill(self) -> None:
        self._filling = True
        self._facets = self._workspace.reader.facets()
        for at, facet in enumerate(self._facets):
            head = tree_item(facet_label(tr, self._workspace.reader, facet.name), "")
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self._tree.addTopLevelItem(head)
            head.setFirstColumnSpanned(True)  # a facet has no count of its own
            self._heads.append(head)
            head.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            head.setExpanded(at < _OPEN_AT_FIRST)
        self._filling = False

    def _count(self, facets: list[Facet]) -> None:
        """Count the values of some facets, off the interface thread in a large library."""
        answers = self._workspace.answers
        if answers is None or not facets:
            return

        unlisted = {f for at, f in enumerate(self._facets) if not self._heads[at].childCount()}

        def work() -> list[tuple[Facet, _Counts, _Counts]]:
            everything = Answers(answers.index, Filter())
            return [
                (
                    facet,
                    answers.counts(facet.name, facet.name),
                    everything.counts(facet.name) if facet in unlisted else {},
                )
                for facet in facets
            ]

        self._workspace.later("facets", work, self._show_counts)

    def _show_counts(self, found: list[tuple[Facet, _Counts, _Counts]]) -> None:
        self._filling = True
        for facet, counts, everything in found:
            self._counts[facet.name] = counts
            head = self._heads[self._facets.index(facet)]
            if not head.childCount():
                self._fill_values(head, facet, everything)
            self._update(head, facet, counts)
        self._column.fit()
        self._filling = False
        if self._find.text():
            self._hide_others()

    def _fill_values(self, head: QTreeWidgetItem, facet: Facet, counts: _Counts) -> None:
        """List the values of a facet; of very many those that most records stand under."""
        values = self._ordered(facet, counts)
        for value in values[:_LISTED]:
            head.addChild(self._value_item(facet, value))
        if len(values) > _LISTED:
            more = tree_item(tr("{n} more, rarer ones", n=f"{len(values) - _LISTED:,}"), "")
            more.setFlags(Qt.ItemFlag.NoItemFlags)
            more.setToolTip(0, tr("Type a name above to find one of them"))
            head.addChild(more)

    def _value_item(self, facet: Facet, value: str) -> QTreeWidgetItem:
        item = tree_item(value_label(tr, self._workspace.reader, facet.name, value), "")
        item.setData(0, _VALUE, value)
        item.setToolTip(0, plain_tip(item.text(0)))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        return item

    def _show_found(self, text: str, found: Found) -> None:
        """Values found by a name in another script, or too rare to be listed, join the list."""
        if text != self._find.text().strip():
            return
        self._sought = found
        self._filling = True
        for at, facet in enumerate(self._facets):
            counts, head = self._counts.get(facet.name, {}), self._heads[at]
            listed = {item.data(0, _VALUE) for item in _children(head)}
            rare = [v for v in found.get(facet.name, ()) if v in counts and v not in listed]
            if rare:
                head.insertChildren(0, [self._value_item(facet, value) for value in rare])
                self._update(head, facet, counts)
        self._column.fit()
        self._filling = False
        self._hide_others()

    def _open(self, head: QTreeWidgetItem) -> None:
        if head in self._heads and not self._filling:
            self._count([self._facets[self._heads.index(head)]])

    def _ordered(self, facet: Facet, counts: _Counts) -> list[str]:
        """Vocabularies keep their order; actors and places come by how often they occur."""
        values = list(counts)
        if facet.scheme:
            order = list(self._workspace.reader.terms(facet.scheme))
            return sorted(values, key=lambda v: order.index(v) if v in order else len(order))
        if facet.holder or facet.name in ("tag", "office"):
            return sorted(values, key=lambda v: (-counts[v].possible, v))
        order = list(KIND_LABELS if facet.name == "kind" else SUPPORT_LABELS)
        known = {value: order.index(value) for value in values if value in order}
        numbered = facet.name == "footnote"  # 2 before 10
        return sorted(
            values, key=lambda v: (known.get(v, len(order)), len(v) if numbered else 0, v)
        )

    def _update(self, head: QTreeWidgetItem, facet: Facet, counts: _Counts) -> None:
        wanted = self._workspace.state.filter.values(facet.name)
        chosen = counted(len(wanted), "{n} chosen", "{n} chosen") if wanted else ""
        label = facet_label(tr, self._workspace.reader, facet.name)
        head.setText(0, " · ".join(filter(None, (label, chosen))))
        for item in _children(head):
            value = item.data(0, _VALUE)
            if value not in counts:
                continue
            self._show_count(item, counts[value], chosen=value in wanted)

    def _show_count(self, item: QTreeWidgetItem, count: Count, *, chosen: bool) -> None:
        item.setCheckState(0, Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        ground = QBrush(self._theme.colour("accent_soft")) if chosen else QBrush()
        for column in (0, 1):
            item.setBackground(column, ground)
        shade = self._theme.colours["text" if count.possible else "muted"]
        shown = f"{count_in_words(tr, count)} {shade}"
        if item.data(1, _VALUE) == shown:
            return
        item.setData(1, _VALUE, shown)
        about = count_said(tr, count)
        self._column.put(
            item, count_in_words(tr, count), count_in_short(tr, count), count_at_most(tr, count)
        )
        item.setToolTip(1, plain_tip(about))
        item.setData(0, _SAID, f"{item.text(0)}, {about}")
        for column in (0, 1):
            item.setForeground(column, QColor(shade))

    def _tick(self, item: QTreeWidgetItem, column: int) -> None:
        parent = item.parent()
        if self._filling or column or parent is None:
            return
        facet = self._facets[self._tree.indexOfTopLevelItem(parent)].name
        value = item.data(0, _VALUE)
        on = item.checkState(0) is Qt.CheckState.Checked
        if on != (value in self._workspace.state.filter.values(facet)):
            self._workspace.toggle(facet, value)

    def _show_menu(self, at: QPoint) -> None:
        """What can be done with the value (or the facet) under the pointer or the keyboard."""
        item = self._tree.itemAt(at) or self._tree.currentItem()
        if item is None:
            return
        from spexplorer.ui.panels.facet_menu import facet_menu

        head = item.parent() or item
        facet = self._facets[self._tree.indexOfTopLevelItem(head)]
        value = None if item is head else item.data(0, _VALUE)
        facet_menu(self._workspace, facet, value, self).popup(self._tree.viewport().mapToGlobal(at))

    def _narrow_list(self, _text: str) -> None:
        """Show only values whose label holds the text; a facet without any is hidden."""
        self._sought = {}
        self._seeker.seek(self._find.text().strip())
        unread = [
            facet for at, facet in enumerate(self._facets) if not self._heads[at].childCount()
        ]
        if self._find.text() and unread:
            self._count(unread)  # hides what does not fit once the values are there
        else:
            self._hide_others()

    def _hide_others(self) -> None:
        from spexplorer.operations.highlights import WordsSought  # not before something is typed

        wanted = WordsSought(self._find.text())
        if wanted and self._open_before is None:
            self._open_before = [head.isExpanded() for head in self._heads]
        before = self._open_before or [head.isExpanded() for head in self._heads]
        for at, head in enumerate(self._heads):
            shown = 0
            sought = self._sought.get(self._facets[at].name, ())
            for item in _children(head):
                hit = wanted.are_in(item.text(0)) or item.data(0, _VALUE) in sought
                item.setHidden(not hit)
                shown += hit
            head.setHidden(bool(wanted) and not shown)
            head.setExpanded(bool(shown) if wanted else before[at])
        if not wanted:
            self._open_before = None


def _children(head: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for at in range(head.childCount()):
        item = head.child(at)
        assert item is not None
        yield item
