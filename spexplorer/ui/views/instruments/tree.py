"""The tree at the left: a line to search in it, its heading and the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.figures import figure
from spexplorer.support.errors import AppError
from spexplorer.ui.lists.record_list import empty_label, nothing_passes
from spexplorer.ui.lists.row_table import paint_ground
from spexplorer.ui.lists.rows import DETAIL_ROLE, ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.instruments.caption import Caption
from spexplorer.ui.views.instruments.material import Node, Tally, in_words, kind_words
from spexplorer.ui.views.instruments.tree_model import (
    NODE_ROLE,
    STANDS_ROLE,
    TALLY_ROLE,
    VERDICT_ROLE,
    WORDS_ROLE,
    Shown,
    TreeFilter,
    TreeModel,
)
from spexplorer.ui.views.instruments.verdicts import draw_mark

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def smaller(font: QFont) -> QFont:
    """The font of second lines."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    return small


class _NodeDelegate(QStyledItemDelegate):
    """Two lines: name and count; the mark and word of the assessment and what is linked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.hovered: str | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = QFontMetrics(option.font).height()
        return QSize(120, 2 * height + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state = option.state
        node: Node = index.data(NODE_ROLE)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        pointed = bool(state & QStyle.StateFlag.State_MouseOver) or node.id == self.hovered
        paint_ground(painter, self.theme, rect, chosen=chosen, pointed=pointed)
        if node.vector:
            mark = self.theme.vector(node.vector)
            painter.fillRect(QRect(rect.left(), rect.top() + 2, 3, rect.height() - 4), mark)
        stands = bool(index.data(STANDS_ROLE))
        colour = self.theme.colour("selection_text" if chosen else "text" if stands else "muted")
        muted = self.theme.colour("selection_text" if chosen else "muted")
        font = QFont(option.font)
        font.setItalic(bool(index.data(POSSIBLE_ROLE)) or not stands)
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        half = inner.height() // 2
        top, bottom = inner.adjusted(0, 0, 0, -half), inner.adjusted(0, half, 0, 0)
        painter.setPen(colour)
        self._first(painter, top, index, font)
        painter.setPen(muted)
        self._second(painter, bottom, index, smaller(font))
        painter.restore()

    def _first(self, painter: QPainter, rect: QRect, index: _Index, font: QFont) -> None:
        node: Node = index.data(NODE_ROLE)
        tally: Tally = index.data(TALLY_ROLE)
        font = QFont(font)
        font.setBold(node.parent is None and bool(node.vector))
        painter.setFont(font)
        metrics = QFontMetrics(font)
        number = in_words(tally.own)
        width = rect.width() - metrics.horizontalAdvance(number) - 2 * GRID
        name = metrics.elidedText(node.label, Qt.TextElideMode.ElideRight, width)
        painter.drawText(rect, _LEFT, name)
        painter.drawText(rect, _RIGHT, number)

    def _second(self, painter: QPainter, rect: QRect, index: _Index, font: QFont) -> None:
        """The mark keeps its colour; words are never coloured, so that they keep their contrast."""
        verdict = str(index.data(VERDICT_ROLE))
        painter.setFont(font)
        metrics = QFontMetrics(font)
        left = rect
        if verdict:
            side = metrics.height() * 0.8
            box = QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side)
            draw_mark(painter, box, verdict, self.theme.verdict(verdict))
            left = rect.adjusted(int(side) + GRID, 0, 0, 0)
            words = metrics.elidedText(
                str(index.data(WORDS_ROLE)), Qt.TextElideMode.ElideRight, left.width()
            )
            painter.drawText(left, _LEFT, words)
            left = left.adjusted(metrics.horizontalAdvance(words) + 3 * GRID, 0, 0, 0)
        detail = str(index.data(DETAIL_ROLE) or "")
        if left.width() > metrics.averageCharWidth() * 8:
            shown = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, left.width())
            painter.drawText(left, _RIGHT if verdict else _LEFT, shown)


class _Tree(QTreeView):
    """`left` when the pointer leaves the rows."""

    left = Signal()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class TreePanel(QWidget):
    """One tree. `chosen` carries the id of the record a person chose, `entered` the one pointed at.

    `narrowed` carries the instrument that everything is to be narrowed to, or no longer; `failed` the
    AppError of a search that could not be made.
    """

    chosen = Signal(object)
    narrowed = Signal(object)
    failed = Signal(object)
    entered = Signal(object)

    def __init__(
        self,
        reader: Reader,
        kind: str,
        nodes: Sequence[Node],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._kind = kind
        self._nodes = nodes
        self._quiet = False
        self._open = {node.id for node in nodes if node.parent is None}
        self._shown = Shown()
        self._tallies: Mapping[str, Tally] = {}
        self._stands: object = ()
        """What was searched and passed when the rows of the tree were last set."""
        self._current: str | None = None
        self.model = TreeModel(reader, nodes, self)
        self.filter = TreeFilter(self.model, self)
        self.search = self._made_search()
        self.heading = Caption(theme)
        self.tree = self._made_tree()
        self._delegate = _NodeDelegate(theme, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.empty = empty_label()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        self._line = QHBoxLayout()
        self._line.setSpacing(GRID)
        self._line.addWidget(self.search, 1)
        layout.addLayout(self._line)
        layout.addWidget(self.heading)
        layout.addWidget(self._stack, 1)
        self._refresh()

    def put_beside(self, widget: QWidget) -> None:
        """Put a widget on the line of the search."""
        self._line.addWidget(widget)

    def _made_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setClearButtonEnabled(True)
        words = tr("Find an instrument") if self._kind == "instrument" else tr("Find a concept")
        search.setPlaceholderText(words)
        search.setToolTip(tr("Any form of a name, in any script; what stands above it stays"))
        search.setAccessibleName(words)
        search.textChanged.connect(self._searched)
        return search

    def _made_tree(self) -> _Tree:
        tree = _Tree()
        tree.setModel(self.filter)
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(4 * GRID)
        tree.setMouseTracking(True)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setAccessibleName(
            tr("Tree of instruments") if self._kind == "instrument" else tr("Tree of concepts")
        )
        tree.selectionModel().currentChanged.connect(self._choose)
        tree.clicked.connect(self._choose)
        tree.expanded.connect(self._opened)
        tree.collapsed.connect(self._closed)
        tree.entered.connect(self._point)
        tree.left.connect(self._unpoint)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._offer)
        return tree

    # -- showing --------------------------------------------------------------------------------

    def show_tallies(self, shown: Shown, tallies: Mapping[str, Tally]) -> None:
        """Show what passes and how much is linked to it."""
        self._shown, self._tallies = shown, tallies
        self._refresh()

    def show_current(self, current: str | None) -> None:
        """Mark the current record, open what it stands under and scroll to it."""
        self._current = current
        quiet, self._quiet = self._quiet, True
        index = self.filter.mapFromSource(self.model.index_of(current))
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        else:
            self.tree.selectionModel().clear()
        self._quiet = quiet

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the record under the pointer in another place."""
        if record_id != self._delegate.hovered:
            self._delegate.hovered = record_id
            self.tree.viewport().update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self.heading.restyle(theme)
        self.tree.scheduleDelayedItemsLayout()
        self.tree.viewport().update()

    def _refresh(self) -> None:
        """Filter afresh; a narrowed tree is open, a whole one as the person left it."""
        found = self._found()
        shown = self._shown._replace(found=found)
        self.model.show(shown, self._tallies)
        self.tree.viewport().update()
        stands = (found, shown.passing)
        if stands != self._stands:
            self._stands = stands
            quiet, self._quiet = self._quiet, True
            self.filter.invalidate()
            self._unfold(whole=found is None and shown.passing is None)
            self.tree.scrollToTop()
            self.show_current(self._current)
            self._quiet = quiet
        self._say(shown)

    def _unfold(self, *, whole: bool) -> None:
        """Open what is to be open: a whole tree as the person left it, a narrowed one everywhere."""
        if not whole:
            self.tree.expandAll()
            return
        self.tree.collapseAll()
        # A tree whose layout is pending only notes what is open, instead of laying out for each.
        self.tree.scheduleDelayedItemsLayout()
        for record_id in self._open:
            self.tree.expand(self.filter.mapFromSource(self.model.index_of(record_id)))

    def _say(self, shown: Shown) -> None:
        standing = [node.id for node in self._nodes if shown.stands(node.id)]
        possible = sum(shown.is_possible(record_id) for record_id in standing)
        every = kind_words(self._kind, len(self._nodes))
        if shown.passing is None and shown.found is None:
            words = every
        else:
            maybe = tr(" ({n} possibly)", n=figure(possible)) if possible else ""
            words = tr("{n} of {all}{maybe}", n=figure(len(standing)), all=every, maybe=maybe)
        rule = tr("with the records linked to each")
        if self._kind == "concept":
            rule = tr("with the records that name each")
        self.heading.say(f"{words} · {rule}")
        if not standing:
            searched = tr("No name holds “{words}”.", words=self.search.text().strip())
            filtered = nothing_passes() if self._nodes else self._none()
            self.empty.setText(searched if shown.found is not None else filtered)
        self._stack.setCurrentWidget(self.tree if standing else self.empty)

    def _none(self) -> str:
        if self._kind == "concept":
            return tr("This library has no concepts.")
        return tr("This library has no instruments.")

    # -- searching ------------------------------------------------------------------------------

    def _found(self) -> frozenset[str] | None:
        """What a search finds by its names; by its whole text when no name holds the words."""
        text = self.search.text().strip().casefold()
        if not text:
            return None
        named = {n.id for n in self._nodes if any(text in name.casefold() for name in n.names)}
        if not named:
            try:
                hits = self._reader.search(text, limit=len(self._nodes), kind=self._kind).hits
            except AppError as error:
                self.failed.emit(error)
                hits = ()
            named = {hit.id for hit in hits}
        return frozenset(named)

    def _searched(self, _text: str) -> None:
        self._refresh()

    # -- pointing and choosing ------------------------------------------------------------------

    def _choose(self, index: _Index, _previous: object = None) -> None:
        if not self._quiet and index.isValid():
            self._current = index.data(ID_ROLE)
            self.chosen.emit(self._current)

    def _offer(self, place: QPoint) -> None:
        """What can be done with a row; also by the menu key."""
        index = self.tree.indexAt(place)
        node = (index if index.isValid() else self.tree.currentIndex()).data(NODE_ROLE)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(node, Node) and self._kind == "instrument":
            words = tr("Show only what uses “{name}”, on or off", name=node.label)
            menu.addAction(words, partial(self.narrowed.emit, node.id))
        if isinstance(node, Node):
            copy = QGuiApplication.clipboard().setText
            menu.addAction(tr("Copy the name"), partial(copy, node.label))
            menu.addSeparator()
        menu.addAction(tr("Open all"), self.tree.expandAll)
        menu.addAction(tr("Close all"), self.tree.collapseAll)
        menu.popup(self.tree.viewport().mapToGlobal(place))

    def _opened(self, index: _Index) -> None:
        if not self._quiet:
            self._open.add(index.data(ID_ROLE))

    def _closed(self, index: _Index) -> None:
        if not self._quiet:
            self._open.discard(index.data(ID_ROLE))

    def _point(self, index: _Index) -> None:
        self.entered.emit(index.data(ID_ROLE))

    def _unpoint(self) -> None:
        self.entered.emit(None)
