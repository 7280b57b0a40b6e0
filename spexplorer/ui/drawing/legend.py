"""The legend of every drawing: what its marks, colours and lines mean; some entries can be clicked.

legend = Legend(tr("Legend of the life strip"), theme)
legend.show_entries([
LegendEntry(tr("signed"), partial(draw_date, "signed")),
LegendEntry(tr("possible"), swatch("certain", faint=True)),
LegendEntry(tr("State media 12"), partial(draw_source_type, "state-media"), key="state-media"),
])
legend.clicked.connect(...)          # carries the key
height = paint_legend(painter, legend.entries, room, theme)   # the same in an export
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QIcon,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QToolTip, QVBoxLayout, QWidget

from spexplorer.support.printable import on_screen
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, PALE, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import plain_tip

Sample = Callable[[QPainter, QRectF, Theme], None]
"""Paints what an entry explains into a region, in the colours of a theme."""


class LegendEntry(NamedTuple):
    """A sample and its meaning. With a `key` it is a button that can be on."""

    text: str
    sample: Sample
    breadth: float = 1.0
    """Width of the sample, in heights of a line of text."""
    key: str = ""
    tip: str = ""
    on: bool = False
    enabled: bool = True


@guarded
class Legend(QWidget):
    """Buttons for the entries with a key, then samples for the others, set in lines like words.

    `clicked` carries the key of an entry. `most_lines` limits the lines of samples; what is left out is
    counted at the end (“+3”) and named in the tool tip.
    """

    clicked = Signal(object)

    def __init__(
        self, name: str, theme: Theme, parent: QWidget | None = None, *, most_lines: int = 99
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self.entries: tuple[LegendEntry, ...] = ()
        self._buttons: dict[str, QToolButton] = {}
        self._row = QWidget()
        self._flow = FlowLayout(self._row, GRID // 2)
        self._samples = _Samples(theme, most_lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._row)
        column.addWidget(self._samples)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Show entries in place of the present ones; buttons that stay keep the keyboard."""
        self.entries = entries = tuple(e._replace(text=on_screen(e.text)) for e in entries)
        buttons = [entry for entry in entries if entry.key]
        samples = tuple(entry for entry in entries if not entry.key)
        wanted = {entry.key for entry in buttons}
        for key in [key for key in self._buttons if key not in wanted]:
            self._buttons.pop(key).deleteLater()
        for entry in buttons:
            self._show_button(entry)
        self._samples.show_entries(samples)
        self._row.setVisible(bool(buttons))
        self._samples.setVisible(bool(samples))
        words = "; ".join(entry.text for entry in samples)
        self.setAccessibleName(on_screen(f"{self._name}: {words}") if words else self._name)

    def _show_button(self, entry: LegendEntry) -> None:
        button = self._buttons.get(entry.key)
        if button is None:
            button = QToolButton(self._row)
            button.setCheckable(True)
            button.setProperty("compact", True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(partial(self._click, entry.key))
            self._buttons[entry.key] = button
            self._flow.addWidget(button)
        button.setText(entry.text)
        button.setAccessibleName(entry.text)
        button.setToolTip(plain_tip(entry.tip))
        button.setIcon(sample_icon(entry.sample, self._theme, self.fontMetrics().height()))
        button.setChecked(entry.on)
        button.setEnabled(entry.enabled or entry.on)

    def _click(self, key: str, _on: bool = False) -> None:
        self.clicked.emit(key)

    def button(self, key: str) -> QToolButton:
        """The button of an entry with a key."""
        return self._buttons[key]

    def set_most_lines(self, lines: int) -> None:
        """Limit the lines of samples."""
        self._samples.set_most_lines(lines)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._samples.restyle(theme)
        for entry in self.entries:
            if entry.key:
                icon = sample_icon(entry.sample, theme, self.fontMetrics().height())
                self._buttons[entry.key].setIcon(icon)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.restyle(self._theme)


@guarded
class _Samples(QWidget):
    """The entries that cannot be clicked."""

    def __init__(self, theme: Theme, most_lines: int) -> None:
        super().__init__()
        self._theme = theme
        self._most = most_lines
        self._entries: tuple[LegendEntry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_entries(self, entries: tuple[LegendEntry, ...]) -> None:
        self._entries = entries
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def set_most_lines(self, lines: int) -> None:
        if lines != self._most:
            self._most = lines
            self.updateGeometry()
            self.update()

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(legend_height(self._entries, width, self._metrics(), self._most)) + 1

    def sizeHint(self) -> QSize:
        width = self.width() or 400
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        metrics = self._metrics()
        return QSize(int(metrics.averageCharWidth() * 8), int(_line(metrics)) + 1)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self.font())
            room = QRectF(self.rect())
            paint_legend(painter, self._entries, room, self._theme, most_lines=self._most)

    def event(self, event: QEvent) -> bool:
        """The tool tip of an entry; that of “+3” names the entries left out."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def _tip(self, point: QPointF) -> str:
        places = _places(self._entries, self.width(), self._metrics(), self._most)
        for entry, place in zip(self._entries, places, strict=False):
            if place.contains(point):
                return entry.tip or entry.text
        return "\n".join(entry.text for entry in self._entries[len(places) :])


# -- laying out and painting, for the screen and for exports ----------------------------------------


def legend_height(
    entries: Sequence[LegendEntry], width: float, metrics: QFontMetricsF, most_lines: int = 99
) -> float:
    """How high a legend is at a width, in pixels."""
    places = _places(entries, width, metrics, most_lines)
    return places[-1].bottom() if places else 0.0


def legend_lines(entries: Sequence[LegendEntry], width: float, metrics: QFontMetricsF) -> int:
    """How many lines a legend takes at a width."""
    return len({place.top() for place in _places(entries, width, metrics, 99)})


def paint_legend(
    painter: QPainter,
    entries: Sequence[LegendEntry],
    room: QRectF,
    theme: Theme,
    *,
    most_lines: int = 99,
) -> float:
    """Paint a legend from the top of a region, in the painter's font; gives its height in pixels."""
    metrics = QFontMetricsF(painter.font(), painter.device())
    places = _places(entries, room.width(), metrics, most_lines)
    for entry, place in zip(entries, places, strict=False):
        there = place.translated(room.topLeft())
        side = _side(metrics)
        sample = QRectF(there.left(), there.center().y() - side / 2, _breadth(entry, metrics), side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry.sample(painter, sample, theme)
        painter.restore()
        painter.setPen(theme.colour("muted"))
        words = QRectF(there)
        words.setLeft(sample.right() + GRID)
        text = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width() + 1)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
    left_out = len(entries) - len(places)
    if left_out and places:
        last = places[-1].translated(room.topLeft())
        rest = QRectF(last.right() + 2 * GRID, last.top(), 1e4, last.height())
        painter.setPen(theme.colour("muted"))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, tr("+{n}", n=tr.number(left_out)))
    return places[-1].bottom() if places else 0.0


def _line(metrics: QFontMetricsF) -> float:
    return metrics.height() + GRID / 2


def _side(metrics: QFontMetricsF) -> float:
    """The height of a sample."""
    return metrics.height() * 0.8


def _breadth(entry: LegendEntry, metrics: QFontMetricsF) -> float:
    return _side(metrics) * entry.breadth


def _places(
    entries: Sequence[LegendEntry], width: float, metrics: QFontMetricsF, most_lines: int
) -> list[QRectF]:
    """The regions of the entries that fit into some lines; an entry is never wider than a line."""
    line, x, y = _line(metrics), 0.0, 0.0
    places: list[QRectF] = []
    for entry in entries:
        words = metrics.horizontalAdvance(entry.text)
        needed = min(_breadth(entry, metrics) + GRID + words + 1, max(1.0, width))
        if x and x + needed > width:
            x, y = 0.0, y + line
        places.append(QRectF(x, y, needed, line))
        x += needed + 3 * GRID
    return _cut(places, width, metrics, most_lines * line)


def _cut(places: list[QRectF], width: float, metrics: QFontMetricsF, height: float) -> list[QRectF]:
    """The places above a height, less those that the count of what is left out needs."""
    kept = [place for place in places if place.bottom() <= height + 0.5]
    if len(kept) == len(places):
        return kept
    counted = 2 * GRID + metrics.horizontalAdvance("+00")
    while len(kept) > 1 and kept[-1].right() + counted > width and kept[-1].left():
        kept.pop()
    if kept and kept[-1].right() + counted > width:
        kept[-1].setWidth(max(1.0, width - counted - kept[-1].left()))
    return kept


# -- samples ----------------------------------------------------------------------------------------


def swatch(
    colour: QColor | str, *, faint: bool = False, pattern: Qt.BrushStyle | None = None
) -> Sample:
    """A filled square, paler with a dashed edge when `faint`; a colour's name is one of the theme."""

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        paint_swatch(painter, rect, theme, colour, faint=faint, pattern=pattern)

    return draw


def paint_swatch(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    colour: QColor | str,
    *,
    faint: bool = False,
    pattern: Qt.BrushStyle | None = None,
) -> None:
    """Fill a region as a legend's swatch and the bars it explains are filled."""
    full = theme.colour(colour) if isinstance(colour, str) else colour
    fill = QColor(full)
    fill.setAlphaF(PALE if faint else 1.0)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.fillRect(box, fill)
    if pattern is not None:
        over = theme.colour("surface")
        over.setAlphaF(0.4)
        painter.fillRect(box, QBrush(over, pattern))
    if faint:
        painter.setPen(QPen(full, 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)


def line_sample(
    colour: QColor | str, style: Qt.PenStyle = Qt.PenStyle.SolidLine, *, dot: bool = False
) -> Sample:
    """A line, with a dot in its middle where it joins points."""

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        shade = theme.colour(colour) if isinstance(colour, str) else colour
        painter.setPen(QPen(shade, 2, style))
        y = rect.center().y()
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        if dot:
            hollow = style is not Qt.PenStyle.SolidLine
            painter.setPen(QPen(shade, 1.5))
            painter.setBrush(theme.colour("surface") if hollow else shade)
            painter.drawEllipse(rect.center(), rect.height() * 0.25, rect.height() * 0.25)

    return draw


def letter_sample(letters: str, colour: str = "text") -> Sample:
    """A sign that is written, such as “†”."""

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        painter.setPen(theme.colour(colour))
        painter.drawText(rect.adjusted(-8, -4, 8, 4), Qt.AlignmentFlag.AlignCenter, letters)

    return draw


def sample_icon(sample: Sample, theme: Theme, side: int) -> QIcon:
    """A sample as the icon of a button, `side` pixels wide."""
    pixmap = QPixmap(2 * side, 2 * side)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(2.0)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = side * 0.12
        sample(painter, QRectF(inset, inset, side - 2 * inset, side - 2 * inset), theme)
    return QIcon(pixmap)
