"""How the life of an agreement is painted on an axis of years: its bar, its dates, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QLinearGradient, QPainter, QPen

from spexplorer.readings.agreements.life import (
    AS_OF,
    GOES_ON,
    OVER,
    AgreementLife,
    Stretch,
    StretchStyle,
    TypedDate,
    life_bar,
)
from spexplorer.ui.drawing.glyphs import draw_glyph, glyph_of, glyph_sample
from spexplorer.ui.drawing.legend import LegendEntry, Sample, letter_sample
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.domain.time_window import TimeScale
    from spexplorer.readings.agreements.register import AgreementRegister

_SCHEME: Final = "agreement_date"
_LEAD: Final = 2 * 365
"""Days over which the line before a date fades in of which only the latest day is known."""
_BAR_BREADTH: Final = 2.0


class LifePainter:
    """Paints one life after another in the colours of a theme."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        scale: TimeScale,
        font: QFont,
        date_types: Sequence[str],
    ) -> None:
        self._painter = painter
        self._theme = theme
        self._scale = scale
        self._font = font
        self._types = date_types

    def draw(self, life: AgreementLife, row: QRectF, ground: QColor, *, possible: bool) -> None:
        """Paint a life into a row; one that passes the filter only possibly is drawn lighter."""
        painter = self._painter
        painter.save()
        painter.setOpacity(0.55 if possible else 1.0)
        stretches = life_bar(life)
        for stretch in stretches:
            self._draw_stretch(stretch, row)
        for date in life.dates:
            self._draw_limits(date, row)
        if life.as_of is not None:
            self._draw_date(life.as_of, row, ground)
        for date in life.dates:
            self._draw_date(date, row, ground)
        self._draw_unknown(life, stretches, row)
        painter.restore()

    def _draw_stretch(self, stretch: Stretch, row: QRectF) -> None:
        left, right = self._scale.x_inside(stretch.first), self._scale.x_inside(stretch.last)
        thick = max(4.0, row.height() * 0.26)
        box = QRectF(left, row.center().y() - thick / 2, max(right - left, 1.0), thick)
        draw_stretch(self._painter, stretch.style, box, self._theme.colour("accent"))

    def _draw_limits(self, date: TypedDate, row: QRectF) -> None:
        """A bracket under the glyph from the first to the last possible day."""
        right = self._x(date.latest)
        if date.earliest is not None:
            left = self._x(date.earliest)
        elif date.latest is not None:
            left = self._x(date.latest - _LEAD)
        else:
            return
        if right - left < 3:
            return
        y, end = row.center().y() + row.height() * 0.32, row.height() * 0.1
        pen = QPen(self._theme.colour("muted"), 1)
        if date.earliest is None or date.uncertain:
            pen.setStyle(Qt.PenStyle.DotLine)
        self._painter.setPen(pen)
        self._painter.drawLine(QLineF(left, y, right, y))
        self._painter.drawLine(QLineF(right, y - end, right, y))
        if date.earliest is not None:
            self._painter.drawLine(QLineF(left, y - end, left, y))

    def _draw_date(self, date: TypedDate, row: QRectF, ground: QColor) -> None:
        is_status = date.type == AS_OF
        side = row.height() * 0.56
        box = QRectF(0, 0, side, side)
        box.moveCenter(QPointF(date_x(self._scale, date), row.center().y()))
        place = self._types.index(date.type) if date.type in self._types else None
        doubtful = not is_status and (date.uncertain or date.earliest is None)
        ink = self._theme.colour("muted" if is_status else "text")
        glyph = glyph_of(_SCHEME, date.type, place)
        edge = None if is_status else ground  # a tick would vanish inside its edge
        draw_glyph(self._painter, glyph, box, ink, ground=edge, doubtful=doubtful)

    def _draw_unknown(self, life: AgreementLife, stretches: list[Stretch], row: QRectF) -> None:
        """Write “?” where beginning or end are not known, and say where there is no date at all."""
        if not life.dates:
            words = tr("beginning not known") if life.status in GOES_ON else tr("no date known")
            font = QFont(self._font)
            font.setItalic(True)
            self._write(words, row.adjusted(2 * GRID, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, font)
        elif (
            stretches
            and stretches[0].style is StretchStyle.FADING_IN
            and life.dates[0].earliest is None
        ):
            room = QRectF(0, row.top(), self._x(stretches[0].first) - GRID, row.height())
            self._write("?", room, Qt.AlignmentFlag.AlignRight)
        ends = [stretch.last for stretch in stretches]
        ends += [date.latest for date in life.said if date.latest is not None]
        if ends and life.status not in OVER and life.ended is None:
            clear = GRID + (0.0 if stretches else row.height() * 0.25)  # of the last glyph
            room = QRectF(self._x(max(ends)) + clear, row.top(), row.right(), row.height())
            self._write("?", room, Qt.AlignmentFlag.AlignLeft)

    def _x(self, day: int | None) -> float:
        """Where a day stands; at the end of the axis where none is known."""
        return self._scale.left + self._scale.width if day is None else self._scale.x_inside(day)

    def _write(
        self, words: str, room: QRectF, side: Qt.AlignmentFlag, font: QFont | None = None
    ) -> None:
        self._painter.setFont(font or self._font)
        self._painter.setPen(self._theme.colour("muted"))
        self._painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, words)


def date_x(scale: TimeScale, date: TypedDate) -> float:
    """Where the glyph of a date stands; that of a status at the end of the time it is said of."""
    day = date.middle
    if date.type == AS_OF:
        day = date.latest if date.latest is not None else date.earliest
    return scale.left + scale.width if day is None else scale.x_inside(day)


def draw_stretch(painter: QPainter, style: StretchStyle, box: QRectF, colour: QColor) -> None:
    """A part of a bar: full, fading, or a dashed line where it is not said whether it holds."""
    match style:
        case StretchStyle.SURE:
            painter.fillRect(box, colour)
        case StretchStyle.FADING_IN | StretchStyle.FADING_OUT:
            painter.fillRect(box, _fading(box, colour, out=style is StretchStyle.FADING_OUT))
        case StretchStyle.BEGINNING_UNKNOWN:
            painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
            y = box.center().y()
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def _fading(box: QRectF, colour: QColor, *, out: bool) -> QBrush:
    gradient = QLinearGradient(box.topLeft(), box.topRight())
    strong, faint = QColor(colour), QColor(colour)
    strong.setAlphaF(0.6)
    faint.setAlphaF(0.04)
    gradient.setColorAt(0, strong if out else faint)
    gradient.setColorAt(1, faint if out else strong)
    return QBrush(gradient)


def legend_entries(register: AgreementRegister, types: Sequence[str]) -> list[LegendEntry]:
    """What the strip draws: the types of dates that occur, and the styles of a bar."""
    order = register.date_types
    entries = []
    for type_ in types:
        glyph = glyph_of(_SCHEME, type_, order.index(type_) if type_ in order else None)
        ink = "muted" if type_ == AS_OF else "text"
        entries.append(LegendEntry(register.date_type(type_), glyph_sample(glyph, ink)))
    bars = {
        StretchStyle.SURE: tr("in force or operating"),
        StretchStyle.BEGINNING_UNKNOWN: tr("since when is not said"),
        StretchStyle.FADING_OUT: tr("nothing said from here on"),
    }
    entries += [
        LegendEntry(words, _bar_sample(style), breadth=_BAR_BREADTH)
        for style, words in bars.items()
    ]
    return [*entries, LegendEntry(tr("not known"), letter_sample("?", "muted"))]


def _bar_sample(style: StretchStyle) -> Sample:
    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        box = QRectF(rect.left(), rect.center().y() - rect.height() * 0.2, rect.width(), 0)
        box.setHeight(rect.height() * 0.4)
        draw_stretch(painter, style, box, theme.colour("accent"))

    return draw
