"""The drawing as a widget: what it shows, how it is measured, what is where. `canvas` moves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from spexplorer.domain.filters import Period
from spexplorer.domain.time_window import Window
from spexplorer.ui.drawing.canvas import StillPicture
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.readings.timeline.eras import ROWS, EraBand
from spexplorer.ui.views.timeline.gliding import Glide
from spexplorer.ui.views.timeline.look import Look
from spexplorer.ui.views.timeline.moves import revealing
from spexplorer.ui.views.timeline.painting import Painting
from spexplorer.ui.views.timeline.pointing import Pointing, Target
from spexplorer.readings.timeline.chronology import Measures, Stage
from spexplorer.ui.views.timeline.widths import Widths


class TimelineArea(QAbstractScrollArea):
    """Draws a stage and shows a window of it; `moved` when that changed."""

    moved = Signal()

    def __init__(self, stage: Stage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.theme = theme
        self.brushing = False
        self.home = Window(0, 1)
        self.look = Look(theme, self.font())
        self._glide = Glide(self)
        self._glide.at.connect(self._pass)
        self._widths = Widths(stage)
        self._still = StillPicture()
        self._still_scene: object = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Timeline of events"))
        self.viewport().setMouseTracking(True)
        self.corner: QWidget | None = None
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    # -- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Measure and lay out again, since what is shown, the size or the type changed."""
        metrics = QFontMetricsF(self.font())
        stage, line = self.stage, metrics.height()
        advance = metrics.horizontalAdvance
        stage.measures = Measures(
            row=round(line + 5), pad=3, gap=GRID, dot=round(line * 0.62), fade=round(line * 1.8),
            digit=advance("0"), shortest=advance("n") * 7,
            learn=self._widths.learned(self.font()), width=self._widths.of,
        )  # fmt: skip
        names = [
            advance(name) + advance("000,000" if stage.shown.dated > 9999 else "000")
            for name in stage.names.values()
        ]
        wanted = max([*names, advance(tr("No date")) * 1.3]) + stage.measures.row + 5 * GRID
        self.look.header = min(wanted, max(self.viewport().width() * 0.28, advance("n") * 10))
        self.look.strip = ROWS * stage.measures.row if self.look.eras else 0.0
        self.look.axis = 2 * line + 2 * GRID + self.look.strip
        stage.touch()
        self._fit_scroll()

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
            above = int(look.axis - look.strip)
            high = min(above - 6, self.corner.sizeHint().height())
            self.corner.setGeometry(GRID, (above - high) // 2, wide, high)
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, int(room)))
        bar.setSingleStep(int(self.stage.measures.row))
        bar.setRange(0, max(0, int(self.stage.scene().height - room + 1)))
        port.update()

    @Slot(object)
    def glide_to(self, window: Window) -> None:
        """Show a window, as near as the limits allow, by a short way that the eye can follow."""
        self._glide.go(self.stage.window, window.within(self.stage.limits))

    def _pass(self, window: Window) -> None:
        """Show a window on the way, painted at once: its cost decides whether there is another."""
        self._show(window)
        self.viewport().repaint()

    def stay(self) -> None:
        """Go no further on the way."""
        self._glide.stop()

    @Slot(object)
    def show_window(self, window: Window) -> None:
        """Show a window, as near as the limits allow, at once."""
        self.stay()
        self._show(window)

    def _show(self, window: Window) -> None:
        if self.stage.look(window):
            self._fit_scroll()
            self.moved.emit()

    def show_current(self, at: int | None, selected: frozenset[int], words: str = "") -> None:
        """Mark the current event and the selection; bring a new current one into sight."""
        changed, self.look.selected = at != self.look.current, selected
        self.look.current = at
        if changed and at is not None:
            self.setAccessibleDescription(words)
            self.show_window(revealing(self.stage, at))
            self._scroll_to(at)
        self.viewport().update()

    def _scroll_to(self, at: int) -> None:
        scene = self.stage.scene()
        places = scene.spot_of(at), scene.badge_of(at), scene.chip_of(at)
        y = next((place.y for place in places if place is not None), None)
        if y is None:
            return
        bar, row = self.verticalScrollBar(), self.stage.measures.row
        room = self.look.height - self.look.axis
        if y < bar.value():
            bar.setValue(int(y - row))
        elif y + row > bar.value() + room:
            bar.setValue(int(y + 2 * row - room))

    def show_pointed(self, at: int | None) -> None:
        """Mark the event that is pointed at, here or in another view."""
        if at != self.look.pointed:
            self.look.pointed = at
            self.viewport().update()

    def show_periods(self, periods: Sequence[tuple[Period, bool]]) -> None:
        """Draw the periods of the filter as bands, each with whether it is taken away."""
        self.look.periods = periods
        self.viewport().update()

    def show_eras(self, eras: Sequence[EraBand]) -> None:
        """Draw eras behind the lanes, with their names in a strip below the axis; or none."""
        self.look.eras = eras
        self.refresh()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = self.look.theme = theme
        self.viewport().update()

    @Slot(float)
    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show `factor` times as much time; about a day that is in sight, or the middle."""
        seen = self.stage.window
        share = 0.5 if about is None else (about - seen.first) / seen.days
        # Of several steps in one movement each goes on from where the one before leads.
        window = self._glide.target or seen
        self.glide_to(window.zoomed(factor, window.first + share * window.days))

    @Slot(bool)
    def open_all(self, on: bool) -> None:
        """Show all rows of all lanes, or the first ones of those not opened."""
        self.stage.all_opened = on
        self._lay_out_again()

    def open_lane(self, key: str) -> None:
        """Show all rows of a lane, or its first ones again."""
        self.stage.opened ^= {key}
        self._lay_out_again()

    def fold_lane(self, key: str) -> None:
        """Show only how many events of a lane are when, or its rows again."""
        self.stage.folded ^= {key}
        self._lay_out_again()

    def fold_all(self, on: bool) -> None:
        """Fold all lanes, or none."""
        self.stage.folded = {crowd.key for crowd in self.stage.shown.crowds} if on else set()
        self._lay_out_again()

    def _lay_out_again(self) -> None:
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
        self.look.scrolled = float(self.verticalScrollBar().value())
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            painter.setFont(self.font())
            Painting(painter, self.stage, self.look, QRectF(self.viewport().rect())).paint_over()
            if self.hasFocus():
                painter.setPen(self.theme.colour("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_ground(self, painter: QPainter) -> None:
        """All that stays while the pointer moves, painted again only when it changed."""
        look, scene = self.look, self.stage.scene()
        if scene is not self._still_scene:
            self._still_scene = scene
            self._still.drop()
        key = (
            self.stage.window, look.scrolled, look.width, look.height, look.header, look.axis,
            self.theme.name, tuple(look.periods), tuple(look.eras), self.font().key(),
        )  # fmt: skip

        def paint(inner: QPainter) -> None:
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.setFont(self.font())
            Painting(inner, self.stage, look, QRectF(self.viewport().rect())).paint_ground()

        self._still.show(painter, self.viewport(), key, paint)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    # -- what is where --------------------------------------------------------------------------

    def content(self, point: QPointF) -> tuple[float, float]:
        """A point of the viewport in content coordinates."""
        return self._pointing().content(point)

    def target_at(self, point: QPointF) -> Target:
        """What is at a point of the viewport; None where there is nothing."""
        return self._pointing().target_at(point)

    def on_axis(self, point: QPointF) -> bool:
        """Whether a point is on the axis, where a drag brushes."""
        return 0 <= point.y() < self.look.axis and point.x() >= self.look.header

    def words_at(self, point: QPointF) -> str:
        """What is said of a place when it is pointed at."""
        return self._pointing().words_at(point)

    def _pointing(self) -> Pointing:
        return Pointing(self.stage, self.look, float(self.verticalScrollBar().value()))
