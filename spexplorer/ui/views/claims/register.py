"""The register of claims: every statement in full, under the name of who holds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from spexplorer.domain.listing import Row
from spexplorer.ui.models.rows import DETAIL_ROLE, ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.views.claims.stances import draw_stance
from spexplorer.ui.widgets.record_list import RecordList

_Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)


class Entry(NamedTuple):
    """What is drawn of a row: its stance, its detail, and the holder when the row opens their group.

    The detail of the row itself names the holder as well, for those who hear it.
    """

    stance: str
    detail: str
    heading: str = ""


class _ClaimDelegate(QStyledItemDelegate):
    """Draws a claim as wrapped text; one that passes only possibly in italics."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self.entries: dict[str, Entry] = {}
        self._view = view
        self._heights: dict[tuple[str, int, str], int] = {}

    def _inner(self, width: int, font: QFont) -> QRect:
        """Where the words stand in a row that begins at 0, 0; their height follows from the text."""
        sign = QFontMetrics(font).height()
        return QRect(3 * GRID + sign, GRID, width - sign - 5 * GRID, 100_000)

    @staticmethod
    def _small(font: QFont) -> QFont:
        return _changed(font, 0.9)

    def _height(self, text: str, room: int, font: QFont) -> int:
        """How high a text stands wrapped at `room` pixels; remembered, since every layout asks."""
        key = (text, room, font.key())
        if key not in self._heights:
            region = QRect(0, 0, room, 100_000)
            self._heights[key] = QFontMetrics(font).boundingRect(region, _WRAP, text).height()
        return self._heights[key]

    def _width(self) -> int:
        return self._view.viewport().width()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        font: QFont = option.font
        width = self._width()
        room = self._inner(width, font).width()
        text = self._height(index.data(), room, font)
        detail = self._height(self._detail(index) or " ", room, self._small(font))
        return QSize(width, text + detail + 3 * GRID + self._head_height(index, font))

    def _head_height(self, index: _Index, font: QFont) -> int:
        entry = self.entries.get(index.data(ID_ROLE))
        if entry is None or not entry.heading:
            return 0
        return (
            self._height(entry.heading, self._width() - 4 * GRID, _changed(font, bold=True))
            + 3 * GRID
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state = option.state
        font = QFont(option.font)
        painter.save()
        head = self._head_height(index, font)
        if head:
            self._draw_head(painter, rect, font, self.entries[index.data(ID_ROLE)].heading)
        body = rect.adjusted(0, head, 0, 0)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(body, self.theme.colour("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(body, self.theme.colour("accent_soft"))
        self._draw_claim(painter, body, font, index, chosen)
        painter.restore()

    def _draw_head(self, painter: QPainter, rect: QRect, font: QFont, heading: str) -> None:
        painter.setFont(_changed(font, bold=True))
        painter.setPen(self.theme.colour("accent"))
        place = rect.adjusted(2 * GRID, 2 * GRID, -2 * GRID, 0)
        painter.drawText(place, _WRAP, heading)

    def _draw_claim(
        self, painter: QPainter, body: QRect, font: QFont, index: _Index, chosen: bool
    ) -> None:
        entry = self.entries.get(index.data(ID_ROLE))
        inner = self._inner(body.width(), font).translated(body.topLeft())
        size = QFontMetrics(font).height() * 0.75
        if entry is not None:
            sign = QRectF(body.left() + 2 * GRID, inner.top() + size * 0.15, size, size)
            ink = self.theme.colour("selection_text") if chosen else None
            draw_stance(painter, self.theme, sign, entry.stance, ink)
        height = self._height(index.data(), inner.width(), font)
        font.setItalic(bool(index.data(POSSIBLE_ROLE)))
        painter.setFont(font)
        painter.setPen(self.theme.colour("selection_text" if chosen else "text"))
        painter.drawText(inner, _WRAP, index.data())
        painter.setPen(self.theme.colour("selection_text" if chosen else "muted"))
        painter.setFont(self._small(font))
        painter.drawText(inner.translated(0, height + GRID // 2), _WRAP, self._detail(index))

    def _detail(self, index: _Index) -> str:
        entry = self.entries.get(index.data(ID_ROLE))
        return entry.detail if entry is not None else index.data(DETAIL_ROLE) or ""


class ClaimRegister(RecordList):
    """A record list whose rows are as high as their statements."""

    def __init__(self, theme: Theme) -> None:
        view = QListView()
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A scroll bar that comes and goes would change the width that the heights follow from.
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._claims = _ClaimDelegate(theme, view)
        view.setItemDelegate(self._claims)
        super().__init__(tr("Claims by who says so"), theme, view)

    def show_claims(
        self,
        rows: Sequence[Row],
        entries: dict[str, Entry],
        current: str | None,
        certain: Callable[[str], bool],
    ) -> None:
        """Show claims in an order that keeps a holder's claims together."""
        self._claims.entries = entries
        self.show_rows(rows, current, certain)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._claims.theme = theme


def _changed(font: QFont, factor: float = 1.0, *, bold: bool = False) -> QFont:
    changed = QFont(font)
    changed.setPointSizeF(font.pointSizeF() * factor)
    changed.setBold(bold)
    return changed
