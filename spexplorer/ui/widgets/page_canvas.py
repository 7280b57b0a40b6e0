"""Pages below each other, drawn as they come into sight, with marks on them and figures in their margin."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, SMALL, Theme, load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

_KEPT: Final = 12
"""Pictures of pages that are kept."""
_INK: Final = load_theme("light").colour("muted")
"""What is written on a page, which is white paper in every theme."""

_GAP: Final = 3 * GRID
_SMALLEST, _LARGEST = 0.25, 5.0
"""Bounds of the zoom."""


class PageMark(NamedTuple):
    """Something marked on a page: its key, the fractions of the page it covers, colour, figure and tip.

    `figure` stands beside it in the margin; `strength` is how opaque the colour lies on the page.
    """

    key: str
    boxes: Sequence[tuple[float, float, float, float]]
    colour: QColor
    strength: float = 0.25
    figure: str = ""
    tip: str = ""


@guarded
class PageCanvas(QAbstractScrollArea):
    """Shows pages at a zoom; 1 fills the width.

    `needing` when a page has come into sight of which there is no picture or no marks: `wanted` names it.
    `chosen` carries the key of a mark that was clicked, `page_chosen` the page (from 0) that was clicked
    beside all marks; `page_changed` the page at the top;
    `zoomed` the zoom once it has changed.
    """

    needing = Signal()
    chosen = Signal(object)
    page_chosen = Signal(object)
    page_changed = Signal(object)
    zoomed = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._sizes: Sequence[tuple[float, float]] = ()
        self._tops: list[float] = []
        self._pictures: OrderedDict[int, tuple[int, QImage]] = OrderedDict()
        """The pages drawn, each with the width that was asked for."""
        self._marks: dict[int, Sequence[PageMark]] = {}
        self._failed: set[int] = set()
        self._goal: tuple[int, str] | None = None
        self._page = 0
        self.current: str | None = None
        self.zoom = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    # -- what is shown ----------------------------------------------------------------------------

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show other pages, of which neither pictures nor marks are known yet."""
        self._sizes = sizes
        self._pictures.clear()
        self._marks.clear()
        self._failed.clear()
        self._goal = None
        self.verticalScrollBar().setValue(0)
        self._lay_out()
        self._tell_page()
        self._changed()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def put_picture(self, page: int, width: int, picture: QImage | None) -> None:
        """Take the picture of a page of the width that was wanted; None where it cannot be drawn."""
        if picture is None:
            self._failed.add(page)
        else:
            self._pictures[page] = width, picture
            self._pictures.move_to_end(page)
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._changed()

    def put_marks(self, page: int, marks: Sequence[PageMark]) -> None:
        """Take what is marked on a page."""
        self._marks[page] = marks
        if self._goal is not None and self._goal[0] == page:
            self._reach_goal()
        self._changed()

    def forget_marks(self) -> None:
        """The marks are others than before."""
        self._marks.clear()
        self._changed()

    def show_mark(self, page: int, key: str) -> None:
        """Make a mark the current one and scroll to it, as soon as it is known where it is."""
        self.current = key
        self._goal = (page, key)
        if page in self._marks:
            self._reach_goal()
        else:
            self.go_to(page)
        self._changed()

    def wanted(self) -> tuple[int, int | None] | None:
        """A page in sight, or next to it, that lacks something: its number, and the width of the picture.

        The width is None where only marks are lacking.
        """
        for page in self._near():
            width = self._pixels(page)
            drawn = self._pictures.get(page)
            if page not in self._failed and (drawn is None or drawn[0] != width):
                return page, width
            if page not in self._marks:
                return page, None
        return None

    def _near(self) -> list[int]:
        """The pages in sight, then the next one and the one before."""
        if not self._sizes:
            return []
        first, last = self._in_sight()
        seen = list(range(first, last + 1))
        return seen + [page for page in (last + 1, first - 1) if 0 <= page < len(self._sizes)]

    def _pixels(self, page: int) -> int:
        return max(1, round(self._width(page) * self.devicePixelRatioF()))

    def _changed(self) -> None:
        self.viewport().update()
        if self.wanted() is not None:
            self.needing.emit()

    # -- places -----------------------------------------------------------------------------------

    @property
    def _margin(self) -> float:
        return self.fontMetrics().averageCharWidth() * 7.0

    def _width(self, page: int) -> float:
        widest = max((wide for wide, _ in self._sizes), default=1.0)
        room = max(60.0, self.viewport().width() - self._margin - 2 * _GAP)
        return room * self.zoom * self._sizes[page][0] / widest

    def _lay_out(self) -> None:
        self._tops = []
        top = float(_GAP)
        widest = 0.0
        for page, (wide, high) in enumerate(self._sizes):
            self._tops.append(top)
            width = self._width(page)
            widest = max(widest, width)
            top += width * high / wide + _GAP
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, round(top) - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(self.fontMetrics().height() * 2)
        across = round(widest + self._margin + 2 * _GAP) - view.width()
        self.horizontalScrollBar().setRange(0, max(0, across))
        self.horizontalScrollBar().setPageStep(view.width())

    def _rect(self, page: int) -> QRectF:
        """Where a page lies in the viewport."""
        wide, high = self._sizes[page]
        width = self._width(page)
        room = self.viewport().width() - self._margin
        left = max(float(_GAP), (room - width) / 2) - self.horizontalScrollBar().value()
        top = self._tops[page] - self.verticalScrollBar().value()
        return QRectF(left, top, width, width * high / wide)

    def _in_sight(self) -> tuple[int, int]:
        above = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, above) - 1)
        last = max(first, bisect_right(self._tops, above + self.viewport().height()) - 1)
        return first, last

    def go_to(self, page: int, share: float = 0.0) -> None:
        """Scroll to a page, so that a share of its height is at the upper third."""
        if not 0 <= page < len(self._sizes):
            return
        wide, high = self._sizes[page]
        down = self._width(page) * high / wide * share
        above = self.viewport().height() / 3 if share else _GAP
        self.verticalScrollBar().setValue(round(self._tops[page] + down - above))

    def _reach_goal(self) -> None:
        assert self._goal is not None
        page, key = self._goal
        self._goal = None
        boxes = [box for mark in self._marks[page] if mark.key == key for box in mark.boxes]
        if boxes:
            self.go_to(page, min(box[1] for box in boxes))

    def set_zoom(self, zoom: float) -> None:
        """Show the pages larger or smaller; what is at the top stays there."""
        zoom = max(_SMALLEST, min(_LARGEST, zoom))
        if zoom == self.zoom or not self._sizes:
            self.zoom = zoom
            return
        page, _ = self._in_sight()
        height = self._rect(page).height()
        share = max(0.0, -self._rect(page).top()) / height
        self.zoom = zoom
        self._lay_out()
        self.verticalScrollBar().setValue(
            round(self._tops[page] + self._rect(page).height() * share)
        )
        self.zoomed.emit(zoom)
        self._changed()

    # -- painting ---------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), self._theme.colour("window"))
            if self._sizes:
                first, last = self._in_sight()
                for page in range(first, last + 1):
                    self._paint_page(painter, page)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        rect = self._rect(page)
        painter.fillRect(rect, QColor("white"))
        drawn = self._pictures.get(page)
        if drawn is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, drawn[1])
        else:
            painter.setPen(_INK)
            lost = page in self._failed
            words = tr("This page cannot be drawn.") if lost else tr("Drawing the page …")
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.drawRect(rect)
        for mark in self._marks.get(page, ()):
            self._paint_mark(painter, rect, mark)
        painter.setPen(self._theme.colour("muted"))
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SMALL)
        painter.setFont(font)
        place = QRectF(rect.left(), rect.bottom() - _GAP * 2, rect.width() - GRID, _GAP * 2)
        painter.setPen(_INK)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(page + 1)
        )

    def _paint_mark(self, painter: QPainter, rect: QRectF, mark: PageMark) -> None:
        is_current = mark.key == self.current
        painter.setPen(Qt.PenStyle.NoPen)
        # Multiplied, as a felt pen does it: the letters stay as dark as they are.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setBrush(_on_white(mark.colour, mark.strength * (1.8 if is_current else 1.0)))
        for box in mark.boxes:
            painter.drawRect(_within(rect, box))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if not mark.boxes:
            return
        bar = self._bar(rect, mark)
        painter.setBrush(mark.colour)
        painter.drawRect(QRectF(bar.left(), bar.top(), 5.0 if is_current else 3.0, bar.height()))
        if mark.figure:
            painter.setPen(self._theme.colour("text" if is_current else "muted"))
            painter.setFont(self.font())
            painter.drawText(
                QRectF(bar.left() + 2 * GRID, bar.top(), self._margin, bar.height()),
                Qt.AlignmentFlag.AlignLeft
                | Qt.AlignmentFlag.AlignTop
                | Qt.AlignmentFlag(Qt.TextFlag.TextDontClip.value),
                mark.figure,
            )

    def _bar(self, rect: QRectF, mark: PageMark) -> QRectF:
        top = min(box[1] for box in mark.boxes)
        bottom = max(box[3] for box in mark.boxes)
        high = max((bottom - top) * rect.height(), 4.0)
        return QRectF(rect.right() + GRID, rect.top() + top * rect.height(), self._margin, high)

    def _mark_at(self, point: QPointF) -> PageMark | None:
        if not self._sizes:
            return None
        first, last = self._in_sight()
        for page in range(first, last + 1):
            rect = self._rect(page)
            for mark in reversed(self._marks.get(page, ())):
                if mark.boxes and (
                    any(_within(rect, box).contains(point) for box in mark.boxes)
                    or self._bar(rect, mark).contains(point)
                ):
                    return mark
        return None

    # -- events -----------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._mark_at(QPointF(event.pos()))
            if mark is not None and mark.tip:
                QToolTip.showText(event.globalPos(), plain_tip(mark.tip), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.current = mark.key
            self.chosen.emit(mark.key)
            self.viewport().update()
        elif (page := self._page_at(event.position())) is not None:
            self.page_chosen.emit(page)
        else:
            super().mousePressEvent(event)

    def _page_at(self, point: QPointF) -> int | None:
        if not self._sizes:
            return None
        first, last = self._in_sight()
        seen = range(first, last + 1)
        return next((page for page in seen if self._rect(page).contains(point)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page by page, to the first and the last, and larger or smaller by + and -."""
        bar, key = self.verticalScrollBar(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and not control:
            self.set_zoom(self.zoom * (1.25 if key == Qt.Key.Key_Plus else 0.8))
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl larger or smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._tell_page()
        self._changed()

    def _tell_page(self) -> None:
        if not self._sizes:
            return
        page, _ = self._in_sight()
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is at the top stays there."""
        if not self._sizes:
            super().resizeEvent(event)
            return
        page, _ = self._in_sight()
        rect = self._rect(page)
        share = max(0.0, -rect.top()) / rect.height() if rect.height() else 0.0
        super().resizeEvent(event)
        self._lay_out()
        if self._goal is None:
            self.verticalScrollBar().setValue(
                round(self._tops[page] + self._rect(page).height() * share)
            )
        self._changed()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size; marks are put anew by whoever put them."""
        self._theme = theme
        self._lay_out()
        self.forget_marks()


def _on_white(colour: QColor, strength: float) -> QColor:
    """A colour as it is seen when it lies on white paper with a strength from 0 to 1."""
    share = min(1.0, strength)
    parts = (round(255 - (255 - part) * share) for part in colour.getRgb()[:3])  # type: ignore[index]
    return QColor(*parts)


def _within(rect: QRectF, box: tuple[float, float, float, float]) -> QRectF:
    left, top, right, bottom = box
    return QRectF(
        rect.left() + left * rect.width(),
        rect.top() + top * rect.height(),
        (right - left) * rect.width(),
        (bottom - top) * rect.height(),
    )
