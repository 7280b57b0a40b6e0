"""What the paper says of the instruments: a chip for each verdict and a row for each assessment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.counts import Count
from spexplorer.ui.lists.record_list import empty_label
from spexplorer.ui.lists.row_table import paint_ground
from spexplorer.ui.lists.rows import ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.instruments.material import Node, in_words
from spexplorer.ui.views.instruments.tree import smaller
from spexplorer.ui.views.instruments.tree_model import Shown
from spexplorer.ui.views.instruments.verdicts import draw_mark, notability, verdict_icon, weight_of
from spexplorer.ui.widgets.layouts import FlowLayout

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 20
CURRENT_ROLE = Qt.ItemDataRole.UserRole + 21

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Entry(NamedTuple):
    """One assessment of one instrument, in words."""

    id: str
    verdict: str
    verdict_label: str
    instrument: str
    holder: str
    reason: str
    evidence: str

    @property
    def words(self) -> str:
        """The whole row as a sentence or two."""
        head = f"{self.verdict_label} – {self.instrument} – {self.holder}"
        return "\n".join(part for part in (head, self.reason, self.evidence) if part)


def entries_of(
    nodes: Sequence[Node], term: Callable[[str, str], str], holders: Mapping[str, str]
) -> list[Entry]:
    """Every assessment: by verdict, what is said outright first, then by name.

    `holders`: id -> name of everyone who assesses.
    """

    def holder(record_id: str | None) -> str:
        if record_id is None:
            return tr("holder not stated")
        return holders[record_id]

    pairs = [(node, assessment) for node in nodes for assessment in node.assessments]
    pairs.sort(key=lambda p: (notability(p[1].verdict), weight_of(p[1]), p[0].label))
    return [
        Entry(
            id=node.id,
            verdict=assessment.verdict,
            verdict_label=term("verdict", assessment.verdict),
            instrument=node.label,
            holder=holder(assessment.holder)
            if assessment.basis == "explicit"
            else f"{holder(assessment.holder)} ({assessment.basis})",
            reason=assessment.reason or "",
            evidence=counted(
                node.evidence,
                "the instrument rests on {n} sentence",
                "the instrument rests on {n} sentences",
            ),
        )
        for node, assessment in pairs
    ]


class _EntriesModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self._shown = Shown()
        self.current: str | None = None

    def replace(self, entries: Sequence[Entry], shown: Shown) -> None:
        """Show other assessments."""
        self.beginResetModel()
        self.entries, self._shown = entries, shown
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.instrument
            case _ if role == ENTRY_ROLE:
                return entry
            case _ if role == ID_ROLE:
                return entry.id
            case _ if role == POSSIBLE_ROLE:
                return self._shown.is_possible(entry.id)
            case _ if role == CURRENT_ROLE:
                return entry.id == self.current
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return entry.words
        return None


class _EntryDelegate(QStyledItemDelegate):
    """Verdict, instrument and holder above; the reason below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = QFontMetrics(option.font).height()
        return QSize(120, 2 * height + 3 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state = option.state
        entry: Entry = index.data(ENTRY_ROLE)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        current = bool(index.data(CURRENT_ROLE))
        painter.save()
        pointed = current or bool(state & QStyle.StateFlag.State_MouseOver)
        paint_ground(painter, self.theme, rect, chosen=chosen, pointed=pointed)
        if current:
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), self.theme.colour("accent")
            )
        font = QFont(option.font)
        font.setItalic(bool(index.data(POSSIBLE_ROLE)))
        metrics = QFontMetrics(font)
        side = int(metrics.height() * 0.8)
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        half = inner.height() // 2
        top = inner.adjusted(0, 0, 0, -half)
        box = QRectF(top.left(), top.center().y() - side / 2 + 1, side, side)
        draw_mark(painter, box, entry.verdict, self.theme.verdict(entry.verdict))
        left = side + 2 * GRID
        text = self.theme.colour("selection_text" if chosen else "text")
        muted = self.theme.colour("selection_text" if chosen else "muted")
        painter.setPen(text)
        self._head(painter, top.adjusted(left, 0, 0, 0), entry, font)
        painter.setPen(muted)
        self._reason(painter, inner.adjusted(left, half, 0, 0), entry, smaller(font))
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, entry: Entry, font: QFont) -> None:
        """The verdict in bold, the instrument, and at the right the holder as far as there is room."""
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        elide = Qt.TextElideMode.ElideRight
        verdict = QFontMetrics(bold).elidedText(entry.verdict_label, elide, rect.width())
        painter.drawText(rect, _LEFT, verdict)
        rest = rect.adjusted(QFontMetrics(bold).horizontalAdvance(verdict) + 2 * GRID, 0, 0, 0)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        name = metrics.elidedText(entry.instrument, elide, rest.width())
        painter.drawText(rest, _LEFT, name)
        rest = rest.adjusted(metrics.horizontalAdvance(name) + 4 * GRID, 0, 0, 0)
        small = smaller(font)
        if rest.width() > metrics.averageCharWidth() * 6:
            painter.setFont(small)
            held = QFontMetrics(small).elidedText(entry.holder, elide, rest.width())
            painter.setOpacity(0.8)
            painter.drawText(rest, _RIGHT, held)
            painter.setOpacity(1.0)

    def _reason(self, painter: QPainter, rect: QRect, entry: Entry, font: QFont) -> None:
        painter.setFont(font)
        reason = entry.reason or tr("no reason given")
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(rect, _LEFT, QFontMetrics(font).elidedText(reason, elide, rect.width()))


class AssessmentsPanel(QWidget):
    """`chosen` carries an instrument, `toggled` a verdict, `entered` an instrument pointed at."""

    chosen = Signal(object)
    toggled = Signal(str)
    entered = Signal(object)

    def __init__(
        self, entries: Sequence[Entry], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries = entries
        self._quiet = False
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.chips: dict[str, QToolButton] = {}
        row = QWidget()
        row.setAccessibleName(tr("Verdicts"))
        flow = FlowLayout(row)
        for entry in entries:
            if entry.verdict not in self.chips:
                flow.addWidget(self._chip(entry))
        self.model = _EntriesModel(self)
        self.list = self._made_list()
        self._delegate = _EntryDelegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.empty = empty_label(tr("None of the instruments that pass is assessed."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 0)
        layout.setSpacing(GRID)
        for widget in (self.heading, row):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._style_chips()
        self._size_list()

    def _chip(self, entry: Entry) -> QToolButton:
        chip = QToolButton()
        chip.setCheckable(True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setProperty("label", entry.verdict_label)
        chip.clicked.connect(partial(self._toggle, entry.verdict))
        self.chips[entry.verdict] = chip
        return chip

    def _made_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setMouseTracking(True)
        view.setAccessibleName(tr("Assessments: verdict, instrument, holder, reason"))
        view.selectionModel().currentChanged.connect(self._choose)
        view.clicked.connect(self._choose)
        view.entered.connect(self._point)
        view.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        return view

    def _size_list(self) -> None:
        """At least three rows are seen."""
        row = 2 * self.fontMetrics().height() + 3 * GRID
        self._stack.setMinimumHeight(3 * row + GRID)

    # -- showing --------------------------------------------------------------------------------

    def show_entries(
        self,
        shown: Shown,
        wanted: frozenset[str],
        counts: Mapping[str, Count],
    ) -> None:
        """Show the assessments of what passes; only those of `wanted` verdicts, if there are any.

        `counts`: verdict -> instruments that have it themselves, were no verdict wanted.
        """
        rows = [
            entry
            for entry in self._entries
            if shown.stands(entry.id) and (not wanted or entry.verdict in wanted)
        ]
        self._quiet = True
        self.model.replace(rows, shown)
        self.list.scrollToTop()
        self._quiet = False
        for verdict, chip in self.chips.items():
            count = counts.get(verdict, Count(0, 0))
            label = chip.property("label")
            chip.setText(f"{label} {in_words(count)}")
            chip.setChecked(verdict in wanted)
            chip.setEnabled(bool(count.possible) or verdict in wanted)
            words = counted(count.possible, "{n} instrument", "{n} instruments")
            chip.setAccessibleName(f"{label}: {words}")
            chip.setToolTip(
                tr(
                    "{verdict}: {n}. Click to narrow everything to it, or to undo that.",
                    verdict=label,
                    n=words,
                )
            )
        self._say(rows)

    def _say(self, rows: Sequence[Entry]) -> None:
        assessed = len({entry.id for entry in rows})
        held = len({entry.holder.partition(" (")[0] for entry in rows})
        words = tr(
            "{a} of {i} by {h} · E opens the evidence of the chosen one",
            a=counted(len(rows), "{n} assessment", "{n} assessments"),
            i=counted(assessed, "{n} instrument", "{n} instruments"),
            h=counted(held, "{n} holder", "{n} holders"),
        )
        self.heading.setText(words if rows else tr("No assessments"))
        self._stack.setCurrentWidget(self.list if rows else self.empty)

    def show_current(self, current: str | None) -> None:
        """Mark every assessment of the current instrument, and scroll to the first."""
        self._quiet = True
        self.model.current = current
        chosen = self.list.currentIndex()
        if not chosen.isValid() or chosen.data(ID_ROLE) != current:
            at = next((n for n, e in enumerate(self.model.entries) if e.id == current), None)
            index = QModelIndex() if at is None else self.model.index(at)
            self.list.setCurrentIndex(index)
            if index.isValid():
                # At the top it stays in sight when the card above takes room from the list.
                self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
        self.list.viewport().update()
        self._quiet = False

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._delegate.theme = theme
        self._style_chips()
        self._size_list()
        self.list.scheduleDelayedItemsLayout()

    def _style_chips(self) -> None:
        side = self.fontMetrics().height()
        for verdict, chip in self.chips.items():
            chip.setIcon(verdict_icon(verdict, self._theme.verdict(verdict), side))
            chip.setIconSize(QSize(side, side))

    # -- choosing -------------------------------------------------------------------------------

    def _toggle(self, verdict: str, _checked: bool = False) -> None:
        self.toggled.emit(verdict)

    def _choose(self, index: _Index, _previous: object = None) -> None:
        if not self._quiet and index.isValid():
            self.chosen.emit(index.data(ID_ROLE))

    def _point(self, index: _Index) -> None:
        self.entered.emit(index.data(ID_ROLE))
