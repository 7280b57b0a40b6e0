"""The tree of instruments or concepts with its columns: names, uses as a bar, a mark for each verdict."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from spexplorer.readings.instruments.matrix import ATTRIBUTED, INFERRED, SAID
from spexplorer.readings.instruments.tree import FIELD_SCHEME
from spexplorer.ui.drawing.glyphs import Glyph, code_colour, draw_glyph
from spexplorer.ui.drawing.upright import broken, draw_upright, in_two_lines
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.roles import ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.instruments.tree_model import (
    COUNT_ROLE,
    DOWN,
    FIRST_VERDICT,
    IN,
    MARKS_ROLE,
    NAME,
    OUT,
    PASSES_ROLE,
    ROW_ROLE,
    UP,
    USES,
    ConceptTreeModel,
    TreeRow,
)
from spexplorer.ui.widgets.buttons import key_within
from spexplorer.ui.widgets.text import plain_caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDropEvent, QResizeEvent

    from spexplorer.domain.counts import Count
    from spexplorer.readings.instruments.matrix import AssessmentMark

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter

_NAME_WIDTH: Final = (22, 40)
"""The least width of the names in characters, and the one that verdicts in whole words leave them."""
_USES_WIDTH: Final = 15
_BAR_SHARE: Final = 0.6
"""The share of the column of uses that the longest bar takes; the number stands behind it."""
_LEAST_ROWS: Final = 4
"""So many rows are seen below the heads, however low the page is."""
_MOST_MARKS: Final = 3
"""The most marks in one cell; more are given as a number."""


BASIS_GLYPHS: Final = {
    SAID: Glyph("circle"),
    ATTRIBUTED: Glyph("half"),
    INFERRED: Glyph("circle", hollow=True),
}
"""What an assessment rests on -> its mark."""


@guarded
class VerdictHeads(QHeaderView):
    """The heads of the columns, upright where a verdict has little width."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setStretchLastSection(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def _lines(self, label: str, width: int) -> list[str] | None:
        """A head in one or two lines that fit a width; None where only upright words do."""
        for lines in ([label], in_two_lines(label)):
            if self._wide(lines) <= width:
                return lines
        return None

    def _wide(self, lines: list[str]) -> int:
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(line) for line in lines) + 2 * GRID

    def natural_width(self) -> int:
        """The width at which every verdict stands in at most two lines."""
        labels = [self._label(at) for at in range(FIRST_VERDICT, self.count())]
        return max((self._wide(in_two_lines(label)) for label in labels), default=0)

    def _upright(self) -> bool:
        return any(
            self._lines(self._label(at), self.sectionSize(at)) is None
            for at in range(FIRST_VERDICT, self.count())
        )

    def _label(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        high = metrics.height()
        verdicts = [self._label(at) for at in range(FIRST_VERDICT, self.count())]
        if self._upright():
            wide = self.sectionSize(FIRST_VERDICT) >= 2 * high
            broken_up = [in_two_lines(words) if wide else [words] for words in verdicts]
            high = max(metrics.horizontalAdvance(line) for lines in broken_up for line in lines)
        elif any(len(self._lines(w, self.sectionSize(FIRST_VERDICT)) or ()) > 1 for w in verdicts):
            high = 2 * metrics.height()
        return QSize(super().sizeHint().width(), high + 3 * GRID)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, self.theme.colour("window"))
        if section < FIRST_VERDICT:
            inner = rect.adjusted(3 * GRID if section == NAME else GRID, 0, 0, -GRID)
            painter.setPen(self.theme.colour("muted"))
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(inner, low, self._label(section))
            return
        model = self.model()
        assert isinstance(model, ConceptTreeModel)
        verdict = model.columns[section - FIRST_VERDICT]
        painter.save()
        font = QFont(self.font())
        font.setBold(verdict.wanted)
        painter.setFont(font)
        ink = "accent" if verdict.wanted else "text" if verdict.number.possible else "muted"
        painter.setPen(self.theme.colour(ink))
        if verdict.wanted:
            painter.fillRect(
                QRect(rect.left() + GRID, rect.bottom() - 2, rect.width() - 2 * GRID, 3),
                self.theme.colour("accent"),
            )
        place = rect.adjusted(0, GRID, 0, -2 * GRID)
        if self._upright():
            metrics, region = QFontMetricsF(font), QRectF(place)
            draw_upright(painter, region, broken(verdict.label, region, metrics), metrics)
        else:
            lines = "\n".join(self._lines(verdict.label, rect.width()) or ())
            bottom = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(place, bottom, lines)
        painter.restore()


@guarded
class TreeRowDelegate(QStyledItemDelegate):
    """Draws a cell: the name, the bar of uses with its number, or the marks of a verdict."""

    def __init__(self, theme: Theme, fields: Sequence[str], view: QTreeView) -> None:
        super().__init__(view)
        self.theme = theme
        self._fields = fields
        self.hovered: str | None = None
        self.used_by_current: frozenset[str] = frozenset()
        self.most_used = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, QFontMetrics(option.font).height() + 2 * GRID)

    def colour(self, field: str) -> QColor:
        """The colour of a field of influence."""
        place = self._fields.index(field) if field in self._fields else None
        return code_colour(self.theme, FIELD_SCHEME, field, place)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: TreeRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        record_id = row.node.id if row.node is not None else ""
        pointed = bool(option.state & QStyle.StateFlag.State_MouseOver)
        pointed |= bool(record_id) and record_id == self.hovered
        if chosen or pointed:
            painter.fillRect(rect, self.theme.colour("selection" if chosen else "accent_soft"))
        match index.column():
            case 0:
                self._name(painter, rect, option.font, index, chosen)
            case 1:
                self._uses(painter, rect, option.font, index, chosen)
            case _:
                self._marks(painter, rect, option.font, index)
        painter.restore()

    def _name(
        self, painter: QPainter, rect: QRect, plain: QFont, index: _Index, chosen: bool
    ) -> None:
        row: TreeRow = index.data(ROW_ROLE)
        passes = bool(index.data(PASSES_ROLE))
        font = QFont(plain)
        font.setBold(row.is_head)
        font.setItalic(bool(index.data(POSSIBLE_ROLE)) or not passes)
        painter.setFont(font)
        ink = self.theme.colour("selection_text" if chosen else "text" if passes else "muted")
        if row.is_head and not chosen:
            ink = self.colour(row.field)
        painter.setPen(ink)
        room = rect.adjusted(GRID, 0, -GRID, 0)
        if row.node is not None and row.node.id in self.used_by_current:
            side = QFontMetrics(font).height() * 0.4
            dot = QRectF(room.right() - side, room.center().y() - side / 2, side, side)
            painter.fillRect(dot, self.theme.colour("accent"))
            room.adjust(0, 0, -int(side) - GRID, 0)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(room, _LEFT, QFontMetrics(font).elidedText(row.label, elide, room.width()))

    def _uses(
        self, painter: QPainter, rect: QRect, font: QFont, index: _Index, chosen: bool
    ) -> None:
        count: Count | None = index.data(COUNT_ROLE)
        if count is None or not count.possible or not self.most_used:
            return
        row: TreeRow = index.data(ROW_ROLE)
        longest = (rect.width() - 2 * GRID) * _BAR_SHARE
        high = max(6, QFontMetrics(font).height() // 2)
        colour = self.colour(row.field) if row.field else self.theme.colour("accent")
        bar = QRectF(rect.left() + GRID, rect.center().y() - high / 2 + 1, 0, high)
        for number, strength in ((count.possible, 0.22), (count.certain, 0.5)):
            colour.setAlphaF(strength)
            bar.setWidth(longest * number / self.most_used)
            painter.fillRect(bar, colour)
        bar.setWidth(longest * count.possible / self.most_used)
        painter.setPen(self.theme.colour("selection_text" if chosen else "muted"))
        room = QRectF(bar.right() + GRID, rect.top(), rect.right() - bar.right(), rect.height())
        painter.drawText(room, _LEFT, str(index.data()))

    def _marks(self, painter: QPainter, rect: QRect, font: QFont, index: _Index) -> None:
        marks: tuple[AssessmentMark, ...] | None = index.data(MARKS_ROLE)
        if not marks:
            return
        row: TreeRow = index.data(ROW_ROLE)
        colour = self.colour(row.field)
        if not index.data(PASSES_ROLE):
            colour.setAlphaF(0.4)
        shown = marks if len(marks) <= _MOST_MARKS else marks[:1]
        side = min(QFontMetrics(font).height() * 1.0, (rect.width() - 2) / len(shown) - 2)
        left = rect.center().x() + 1 - (len(shown) * (side + 2) - 2) / 2
        for mark in shown:
            place = QRectF(left, rect.center().y() + 1 - side / 2, side, side)
            draw_glyph(painter, BASIS_GLYPHS.get(mark.basis, Glyph("unknown")), place, colour)
            left += side + 2
        if len(shown) < len(marks):
            painter.setPen(self.theme.colour("muted"))
            painter.drawText(QRectF(left, rect.top(), rect.right() - left, rect.height()), _LEFT,
                             tr("×{n}", n=tr.number(len(marks))))  # fmt: skip


@guarded
class TreeTable(QTreeView):
    """`chosen` carries the record a person chose, `pointed` that under the pointer or None.

    `narrowed` carries a facet and the value of it that everything is to be narrowed to, or no longer.
    """

    chosen = Signal(object)
    pointed = Signal(object)
    narrowed = Signal(str, str)
    moved = Signal(object)
    """A row is to stand elsewhere in the tree (TreeMove)."""

    def __init__(
        self, model: ConceptTreeModel, name: str, fields: Sequence[str], theme: Theme
    ) -> None:
        super().__init__()
        self._tree = model
        self._quiet = False
        self._fitted_to = -1  # width in pixels that the columns were last fitted to
        self._closed: set[str] = set()
        self.heads = VerdictHeads(theme, self)
        self.setHeader(self.heads)
        self.setModel(model)
        self._delegate = TreeRowDelegate(theme, fields, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heads.setSectionsClickable(True)
        self.heads.sectionClicked.connect(self._narrow_to_verdict)
        self.selectionModel().currentChanged.connect(self._choose)
        self.clicked.connect(self._choose)
        self.activated.connect(self._activate)
        self.entered.connect(self._point)
        self.expanded.connect(self._opened)
        self.collapsed.connect(self._shut)
        self.unfold()
        self._add_moving()

    # -- moving ---------------------------------------------------------------------------------

    def _add_moving(self) -> None:
        """Rows are moved in the tree by mouse, and by Alt+Shift and an arrow."""
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        for key, step in (("Left", OUT), ("Right", IN), ("Up", UP), ("Down", DOWN)):
            key_within(self, f"Alt+Shift+{key}", partial(self._move, step))

    def _move(self, step: str) -> None:
        index = self.currentIndex()
        if index.data(ID_ROLE):
            self.moved.emit(self._tree.move_by(index.data(ID_ROLE), step))

    def dropEvent(self, event: QDropEvent) -> None:
        """A row was dropped on another one, or on a field of influence; the model follows the library."""
        target = self.indexAt(event.position().toPoint())
        moved = self.currentIndex().data(ID_ROLE)
        if event.source() is self and moved:
            self.moved.emit(self._tree.move_onto(moved, target))
        event.setDropAction(Qt.DropAction.CopyAction)  # else Qt would remove the row from the model
        event.accept()

    # -- showing --------------------------------------------------------------------------------

    def unfold(self) -> None:
        """Open everything but what a person has closed."""
        quiet, self._quiet = self._quiet, True
        self.expandAll()
        for index in self._branches(QModelIndex()):
            if _key(index) in self._closed:
                self.collapse(index)
        self._quiet = quiet

    def _branches(self, parent: QModelIndex) -> list[QModelIndex]:
        found = []
        for row in range(self._tree.rowCount(parent)):
            index = self._tree.index(row, NAME, parent)
            if self._tree.rowCount(index):
                found += [index, *self._branches(index)]
        return found

    def show_counts(self) -> None:
        """The counts of the model have changed."""
        self._delegate.most_used = self._tree.most_used()
        self.heads.updateGeometry()
        self.viewport().update()

    def show_current(self, current: str | None, used_by_it: frozenset[str]) -> None:
        """Mark the current record and scroll to it; one of another kind marks what it uses."""
        quiet, self._quiet = self._quiet, True
        if used_by_it != self._delegate.used_by_current:
            self._delegate.used_by_current = used_by_it
            self.viewport().update()
        index = self._tree.index_of(current)
        if not index.isValid():
            if self.selectionModel().hasSelection():
                self.selectionModel().clear()
        elif self.currentIndex().siblingAtColumn(NAME) != index:
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._quiet = quiet

    def show_pointed(self, record_id: str | None) -> None:
        """Mark the record under the pointer in another place."""
        if record_id != self._delegate.hovered:
            self._delegate.hovered = record_id
            self.viewport().update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = self.heads.theme = theme
        self.scheduleDelayedItemsLayout()
        self._set_widths()
        self.viewport().update()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().drawRow(painter, option, index)
        rect, row = option.rect, index.data(ROW_ROLE)
        if row.field:
            bar = QRect(0, rect.top(), 3, rect.height())
            painter.fillRect(bar, self._delegate.colour(row.field))
        line = QRect(3 * GRID, rect.bottom(), self.viewport().width(), 1)
        painter.fillRect(line, self._delegate.theme.colour("grid"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._fitted_to not in (
            -1,
            self.viewport().width(),
        ):  # a style gave the scroll bar its width
            self._set_widths()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_widths()

    def _set_widths(self) -> None:
        """The names have what the verdicts leave; verdicts are upright rather than scrolled to."""
        letter, room = self.fontMetrics().averageCharWidth(), self.viewport().width()
        self._fitted_to = room
        uses = min(_USES_WIDTH * letter, room // 4)
        verdicts = self._tree.columnCount() - FIRST_VERDICT
        least, wanted = (letters * letter for letters in _NAME_WIDTH)
        each, narrowest = self.heads.natural_width(), self.fontMetrics().height() + GRID
        self.heads.setMinimumSectionSize(narrowest)  # the style's own least is twice that
        spare = room - uses - wanted - each * verdicts
        if verdicts and spare < 0:
            each = (room - uses - least) // verdicts
            each = max(narrowest, min(each, 2 * narrowest))
        elif verdicts:  # half of what is left is for the names, the rest for bars and verdicts
            uses += min(spare // 4, _USES_WIDTH * letter)
            each += spare // 4 // verdicts
        self.setColumnWidth(NAME, max(room // 8, room - uses - verdicts * each))
        self.setColumnWidth(USES, uses)
        for at in range(FIRST_VERDICT, FIRST_VERDICT + verdicts):
            self.setColumnWidth(at, each)
        self.heads.updateGeometry()
        rows = _LEAST_ROWS * (self.fontMetrics().height() + 2 * GRID)
        self.setMinimumHeight(self.heads.sizeHint().height() + rows)
        self.setIndentation(max(4 * GRID, self.fontMetrics().height() // 2 + 2 * GRID))
        self.updateGeometries()

    # -- choosing and narrowing -----------------------------------------------------------------

    def _choose(self, index: _Index, _previous: object = None) -> None:
        if not self._quiet and index.isValid() and index.data(ID_ROLE):
            self.chosen.emit(index.data(ID_ROLE))

    def _activate(self, index: _Index) -> None:
        """Enter or a double click on a field of influence narrows everything to it."""
        row: TreeRow = index.data(ROW_ROLE)
        if row.is_head:
            self.narrowed.emit(FIELD_SCHEME, row.field)

    def _narrow_to_verdict(self, section: int) -> None:
        if section >= FIRST_VERDICT:
            self.narrowed.emit("verdict", self._tree.columns[section - FIRST_VERDICT].code)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a record is the window's; elsewhere the rows can be opened and closed."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.data(ID_ROLE):
            event.ignore()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(row := index.data(ROW_ROLE), TreeRow):
            words = tr("Show only “{name}”, on or off", name=plain_caption(row.label))
            menu.addAction(words, partial(self.narrowed.emit, FIELD_SCHEME, row.field))
            menu.addSeparator()
        menu.addAction(tr("Open all"), self.expandAll)
        menu.addAction(tr("Close all"), self.collapseAll)
        menu.popup(event.globalPos())
        event.accept()

    def _opened(self, index: _Index) -> None:
        if not self._quiet:
            self._closed.discard(_key(index))

    def _shut(self, index: _Index) -> None:
        if not self._quiet:
            self._closed.add(_key(index))

    def _point(self, index: _Index) -> None:
        self.pointed.emit(index.data(ID_ROLE) or None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)


def _key(index: _Index) -> str:
    """What a row is remembered by while rows come and go."""
    return index.data(ID_ROLE) or str(index.data())
