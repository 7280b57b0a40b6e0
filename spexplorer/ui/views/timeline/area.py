"""The drawing as a widget: what it shows, how it is measured, what is where. `canvas` moves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from spexplorer.domain.filters import Period
from spexplorer.ui.text import counted, tr
from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.views.timeline.look import Look
from spexplorer.ui.views.timeline.moves import revealing
from spexplorer.ui.views.timeline.painting import Painting
from spexplorer.ui.views.timeline.scale import Window
from spexplorer.ui.views.timeline.stage import UNDATED, Badge, LaneBox, Measures, Stage


class TimelineArea(QAbstractScrollArea):
    """Draws a stage and shows a window of it; `moved` when that changed."""

    moved = Signal()

    def __init__(self, stage: Stage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.theme = theme
        self.brushing = False
        self.home = Window(0, 1)
        self.is_certain: Callable[[str], bool] = _always
        self.look = self._look()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Timeline of events"))
        self.viewport().setMouseTracking(True)
        self.corner: QWidget | None = None
        self._measured_key: object = None
        self._measured: tuple[list[float], list[float]] = ([], [])
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    def _look(self) -> Look:
        return Look(self.theme, self.font(), 0, 0, 0, 0, 0, self.is_certain)

    # -- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Measure and lay out again, since what is shown, the size or the type changed."""
        metrics = QFontMetricsF(self.font())
        stage, line = self.stage, metrics.height()
        advance = metrics.horizontalAdvance
        stage.measures = Measures(
            row=round(line + 5), pad=3, gap=GRID, dot=round(line * 0.62), fade=round(line * 1.8),
            digit=advance("0"), shortest=advance("n") * 7,
            labels=self._advances(metrics)[0],
            undated=self._advances(metrics)[1],
        )  # fmt: skip
        names = [advance(lane.label) + advance("000") for lane in stage.lanes]
        wanted = max([*names, advance(tr("No date")) * 1.3]) + stage.measures.row + 5 * GRID
        self.look.header = min(wanted, max(self.viewport().width() * 0.24, advance("n") * 10))
        self.look.axis = 2 * line + 2 * GRID
        stage.touch()
        self._fit_scroll()

    def _advances(self, metrics: QFontMetricsF) -> tuple[list[float], list[float]]:
        """The widths of all labels, with a date and without; measured once a type size."""
        marks, key = self.stage.marks, (id(self.stage.marks), self.font().key())
        if key != self._measured_key:
            self._measured_key = key
            self._measured = (
                [metrics.horizontalAdvance(mark.label) + 2 for mark in marks.all],
                [metrics.horizontalAdvance(label) + 2 for _, label in marks.undated],
            )
        return self._measured

    def _fit_scroll(self) -> None:
        """Take the size of the viewport, and the height of the scene for the scroll bar."""
        look, port = self.look, self.viewport()
        look.width, look.height = float(port.width()), float(port.height())
        look.font = self.font()
        self.stage.width = max(20.0, look.width - look.header)
        room = look.height - look.axis
        self.stage.height = room
        if self.corner is not None:
            wide = min(int(look.header) - 2 * GRID, self.corner.sizeHint().width())
            high = min(int(look.axis) - 6, self.corner.sizeHint().height())
            self.corner.setGeometry(GRID, (int(look.axis) - high) // 2, wide, high)
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, int(room)))
        bar.setSingleStep(int(self.stage.measures.row))
        bar.setRange(0, max(0, int(self.stage.scene().height - room + 1)))
        port.update()

    def show_window(self, window: Window) -> None:
        """Show a window, as near as the limits allow."""
        if self.stage.look(window):
            self._fit_scroll()
            self.moved.emit()

    def show_current(self, record_id: str | None, words: str = "") -> None:
        """Mark the current event, and bring it into sight if it is not."""
        if record_id == self.look.current:
            return
        self.look.current = record_id
        if record_id is not None:
            self.setAccessibleDescription(words)
            self.show_window(revealing(self.stage, record_id))
            self._scroll_to(record_id)
        self.viewport().update()

    def _scroll_to(self, record_id: str) -> None:
        places = (
            self.stage.spot_of(record_id), self.stage.badge_of(record_id),
            self.stage.chip_of(record_id),
        )  # fmt: skip
        y = next((place.y for place in places if place is not None), None)
        if y is None:
            return
        bar, row = self.verticalScrollBar(), self.stage.measures.row
        room = self.look.height - self.look.axis
        if y < bar.value():
            bar.setValue(int(y - row))
        elif y + row > bar.value() + room:
            bar.setValue(int(y + 2 * row - room))

    def show_pointed(self, record_id: str | None) -> None:
        """Mark the event that is pointed at, here or in another view."""
        if record_id != self.look.pointed:
            self.look.pointed = record_id
            self.viewport().update()

    def show_period(self, period: Period | None) -> None:
        """Draw the period of the filter as a band."""
        self.look.period = period
        self.viewport().update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = self.look.theme = theme
        self.viewport().update()

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show `factor` times as much time; about a day, or the middle."""
        window = self.stage.window
        self.show_window(window.zoomed(factor, window.middle if about is None else about))

    def open_all(self, on: bool) -> None:
        """Show all rows of all lanes, or the first ones of those not opened."""
        self.stage.all_opened = on
        self.stage.touch()
        self._fit_scroll()

    def open_lane(self, key: str) -> None:
        """Show all rows of a lane, or its first ones again."""
        self.stage.opened ^= {key}
        self.stage.touch()
        self._fit_scroll()

    def set_corner(self, widget: QWidget) -> None:
        """Put a widget into the corner above the names of the lanes."""
        self.corner = widget
        widget.setParent(self.viewport())

    # -- Qt: size, paint, tooltips --------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(600, 320)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 10, line * 7)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        look.scrolled, look.is_certain = float(self.verticalScrollBar().value()), self.is_certain
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        Painting(painter, self.stage, look, QRectF(event.rect())).paint()
        if self.hasFocus():
            painter.setPen(self.theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    # -- what is where --------------------------------------------------------------------------

    def content(self, point: QPointF) -> tuple[float, float]:
        """A point of the viewport in content coordinates."""
        return (
            point.x() - self.look.header,
            point.y() - self.look.axis + self.verticalScrollBar().value(),
        )

    def target_at(self, point: QPointF) -> str | Badge | LaneBox | int | None:
        """An event's id, a badge, the name of a lane, or a side (-1, 1) of the axis' arrows."""
        x, y = self.content(point)
        if point.y() < self.look.axis:
            return self._side(point) if point.y() < self.look.axis / 2 else None
        if x < 0:
            return self.stage.lane_at(y)
        return self.stage.badge_at(x, y) or self.stage.event_at(x, y)

    def _side(self, point: QPointF) -> int | None:
        earlier, later = self.stage.beside()
        reach = QFontMetricsF(self.font()).horizontalAdvance("◂ 0000 earlier")
        x = point.x() - self.look.header
        if earlier and 0 <= x < reach:
            return -1
        return 1 if later and x > self.stage.width - reach else None

    def words_at(self, point: QPointF) -> str:
        """What is said of a place when it is pointed at."""
        target, stage = self.target_at(point), self.stage
        if isinstance(target, str):
            at = stage.marks.at.get(target)
            if at is None:
                return tr("{label}\nno date", label=dict(stage.marks.undated)[target])
            mark = stage.mark(at)
            outside = "" if stage.lit[at] else "\n" + tr("outside of the period of the filter")
            return f"{mark.label}\n{mark.words}{outside}"
        if isinstance(target, Badge):
            members = target.cluster.members
            lines = [stage.mark(at).label for at in members[:8]]
            lines += [tr("and {n} more", n=len(members) - 8)] if len(members) > 8 else []
            return "\n".join([*lines, tr("Click to see them apart.")])
        if isinstance(target, LaneBox) and target.key != UNDATED:
            events = counted(target.events, "{n} event", "{n} events")
            return tr(
                "{lane}: {events}. Click to narrow to them.", lane=target.label, events=events
            )
        return ""


def _always(_: str) -> bool:
    return True
