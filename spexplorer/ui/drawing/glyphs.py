"""The glyphs of every drawing: one shape for each code of a vocabulary and each kind of record.

The shape alone tells what a mark stands for; colour only repeats it.

    glyph = glyph_of("source_type", code, position)     # position: of the code in its scheme
    draw_glyph(painter, glyph, rect, code_colour(theme, "source_type", code, position))
    LegendEntry(label, glyph_sample(glyph, "accent"))    # in a legend
    button.setIcon(glyph_icon(glyph, colour, side))      # on a button

Codes that this program does not know get a shape and a colour by their position in the library's scheme.
Bars with an extent (periods, quantities) are drawn by `bars`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from spexplorer.ui.style.theme import GRID

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme


class Glyph(NamedTuple):
    """A shape of `SHAPES`; `hollow` shapes are outlines: announced, asked for, not certain."""

    shape: str
    hollow: bool = False


# -- shapes -----------------------------------------------------------------------------------------

_Outline = Callable[[QPointF, float], QPainterPath]
"""The path of a shape about a centre, with the radius of a circle of about the same area."""


def _polygon(corners: int, first: float, larger: float) -> _Outline:
    """A regular polygon; `first` is the angle of its first corner in degrees (0 right, 90 down)."""

    def outline(centre: QPointF, radius: float) -> QPainterPath:
        return _closed(centre, [radius * larger] * corners, first)

    return outline


def _star(points: int, depth: float, larger: float) -> _Outline:
    """A star; `depth` is the share of its radius that the notches reach."""

    def outline(centre: QPointF, radius: float) -> QPainterPath:
        return _closed(centre, [radius * larger, radius * larger * depth] * points, -90.0)

    return outline


def _closed(centre: QPointF, radii: list[float], first: float) -> QPainterPath:
    path, step = QPainterPath(), 2 * pi / len(radii)
    angles = [first * pi / 180 + at * step for at in range(len(radii))]
    corners = [
        centre + QPointF(radius * cos(angle), radius * sin(angle))
        for radius, angle in zip(radii, angles, strict=True)
    ]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def _box(wide: float, high: float, rounded: float = 0.0) -> _Outline:
    """A rectangle of a width and height in radii."""

    def outline(centre: QPointF, radius: float) -> QPainterPath:
        path = QPainterPath()
        size = QPointF(radius * wide / 2, radius * high / 2)
        path.addRoundedRect(QRectF(centre - size, centre + size), rounded, rounded)
        return path

    return outline


def _circle(centre: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(centre, radius, radius)
    return path


def _dot(centre: QPointF, radius: float) -> QPainterPath:
    return _circle(centre, radius * 0.78)


def _plus(centre: QPointF, radius: float) -> QPainterPath:
    path = _box(2.0, 0.64)(centre, radius)
    return path.united(_box(0.64, 2.0)(centre, radius))


def _bowl(centre: QPointF, radius: float) -> QPainterPath:
    path, wide = QPainterPath(), radius * 1.25
    box = QRectF(centre.x() - wide, centre.y() - wide * 1.5, 2 * wide, 2 * wide)
    path.moveTo(box.left(), box.center().y())
    path.arcTo(box, 180, 180)
    path.closeSubpath()
    return path


_OUTLINES: Final[Mapping[str, _Outline]] = {
    "circle": _circle,
    "dot": _dot,
    "square": _polygon(4, -45.0, 1.25),
    "diamond": _polygon(4, -90.0, 1.2),
    "triangle-up": _polygon(3, -90.0, 1.3),
    "triangle-down": _polygon(3, 90.0, 1.3),
    "triangle-right": _polygon(3, 0.0, 1.3),
    "triangle-left": _polygon(3, 180.0, 1.3),
    "pentagon": _polygon(5, -90.0, 1.15),
    "hexagon": _polygon(6, 0.0, 1.1),
    "octagon": _polygon(8, 22.5, 1.1),
    "star-4": _star(4, 0.42, 1.5),
    "star-5": _star(5, 0.45, 1.45),
    "star-6": _star(6, 0.55, 1.35),
    "plus": _plus,
    "bowl": _bowl,
    "strip": _box(2.6, 1.0),
    "pillar": _box(0.8, 2.0, 1.0),
    "tick": _box(0.25, 2.3),
}
"""Closed shapes, filled or hollow."""

_STROKES: Final[Mapping[str, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "check": (((-0.75, 0.05), (-0.2, 0.6), (0.75, -0.6)),),
    "cross": (((-0.65, -0.65), (0.65, 0.65)), ((0.65, -0.65), (-0.65, 0.65))),
    "add": (((-0.8, 0.0), (0.8, 0.0)), ((0.0, -0.8), (0.0, 0.8))),
    "minus": (((-0.8, 0.0), (0.8, 0.0)),),
    "equals": (((-0.7, -0.35), (0.7, -0.35)), ((-0.7, 0.35), (0.7, 0.35))),
}
"""Lines through points in radii."""

_OTHERS: Final = ("ring", "half", "unknown")
"""Drawn by `draw_glyph` itself: an open ring, a half-filled one, a dashed one."""

SHAPES: Final = (*_OUTLINES, *_STROKES, *_OTHERS)

_BY_POSITION: Final = (
    "circle", "square", "diamond", "triangle-up", "hexagon", "triangle-down", "pentagon", "plus",
    "star-5", "triangle-right", "octagon", "star-4", "strip", "triangle-left", "star-6", "pillar",
)  # fmt: skip
"""Shapes of codes that are not in `_CODES`, in the order of their scheme."""

# -- codes ------------------------------------------------------------------------------------------

_CODES: Final[Mapping[str, Mapping[str, Glyph]]] = {
    "kind": {
        "agent": Glyph("circle"),
        "instrument": Glyph("diamond"),
        "agreement": Glyph("square"),
        "work": Glyph("triangle-up"),
        "event": Glyph("hexagon"),
        "place": Glyph("triangle-down"),
        "concept": Glyph("pentagon"),
        "statistic": Glyph("octagon"),
        "claim": Glyph("star-4"),
        "citation": Glyph("star-5"),
        "note": Glyph("star-6"),
        "passage": Glyph("strip"),
    },
    "agreement_date": {
        "signed": Glyph("circle"),
        "adopted": Glyph("square"),
        "concluded": Glyph("diamond"),
        "established": Glyph("triangle-up"),
        "operating_since": Glyph("triangle-right"),
        "submitted": Glyph("triangle-down", hollow=True),
        "announced": Glyph("circle", hollow=True),
        "dated": Glyph("hexagon"),
        "in_force": Glyph("star-5"),
        "held": Glyph("pillar"),
        "inscribed": Glyph("plus"),
        "initialled": Glyph("square", hollow=True),
        "ratified": Glyph("star-4"),
        "approved": Glyph("check"),
        "notified": Glyph("triangle-left"),
        "acceded": Glyph("octagon"),
        "provisionally_in_force": Glyph("star-5", hollow=True),
        "amended": Glyph("pentagon"),
        "extended": Glyph("strip"),
        "suspended": Glyph("half"),
        "terminated": Glyph("cross"),
        "superseded": Glyph("diamond", hollow=True),
        "as_of": Glyph("tick"),
    },
    "source_type": {
        "academic": Glyph("circle"),
        "state-media": Glyph("square"),
        "government": Glyph("diamond"),
        "independent-media": Glyph("triangle-up"),
        "think-tank": Glyph("hexagon"),
        "party": Glyph("triangle-down"),
        "interview": Glyph("bowl"),
        "online-portal": Glyph("pentagon"),
        "agreement": Glyph("plus"),
        "film": Glyph("star-5"),
        "unknown": Glyph("unknown"),
    },
    "verdict": {
        "effective": Glyph("check"),
        "ineffective": Glyph("cross"),
        "dominant": Glyph("star-5"),
        "declining": Glyph("triangle-down"),
        "limited": Glyph("half"),
        "promising": Glyph("triangle-up", hollow=True),
        "growing": Glyph("triangle-up"),
        "significant": Glyph("dot"),
        "strategic": Glyph("diamond"),
        "universal": Glyph("equals"),
    },
    "stance": {
        "descriptive": Glyph("circle"),
        "positive": Glyph("add"),
        "critical": Glyph("minus"),
        "explanatory": Glyph("diamond"),
        "definitional": Glyph("square"),
        "predictive": Glyph("triangle-right"),
        "normative": Glyph("triangle-up"),
        "methodological": Glyph("ring"),
    },
    "note_confidence": {
        "high": Glyph("circle"),
        "medium": Glyph("half"),
        "low": Glyph("ring"),
    },
}
"""Scheme -> code -> glyph; "kind" are the kinds of records."""

_SOURCE_ORDER: Final = tuple(_CODES["source_type"])


def glyph_of(scheme: str, code: str | None, position: int | None = None) -> Glyph:
    """The glyph of a code; an unknown one has that of its position, else a dashed ring."""
    found = _CODES.get(scheme, {}).get(code or "")
    if found is not None:
        return found
    if not code or position is None:
        return Glyph("unknown")
    return Glyph(_BY_POSITION[position % len(_BY_POSITION)])


def code_colour(theme: Theme, scheme: str, code: str | None, position: int | None = None) -> QColor:
    """The colour of a code; one that the theme does not name has the colour of its position."""
    known = code or ""
    if (named := theme.code(scheme, known)) is not None:
        return named
    if scheme == "kind":
        return theme.series(6)
    if scheme == "source_type" and known in _SOURCE_ORDER and known != "unknown":
        return theme.series(_SOURCE_ORDER.index(known))
    if scheme == "stance" and known in _CODES["stance"]:
        return theme.colour("muted")
    return theme.colour("muted") if not known or position is None else theme.series(position)


# -- painting ---------------------------------------------------------------------------------------


def outline(shape: str, centre: QPointF, radius: float) -> QPainterPath:
    """The closed path of a shape; a circle for a shape that is made of lines."""
    return _OUTLINES.get(shape, _circle)(centre, radius)


def draw_glyph(
    painter: QPainter,
    glyph: Glyph,
    rect: QRectF,
    colour: QColor,
    *,
    ground: QColor | None = None,
    doubtful: bool = False,
) -> None:
    """Draw a glyph in the largest square inside a region.

    `ground` fills hollow glyphs and edges filled ones, where they lie on other marks. What is
    `doubtful` is hollow with a dotted edge.
    """
    radius = min(rect.width(), rect.height()) / 2
    centre = rect.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if glyph.shape in _STROKES:
        _draw_lines(painter, _STROKES[glyph.shape], centre, radius, colour)
    elif glyph.shape in _OTHERS:
        _draw_ring(painter, glyph.shape, centre, radius, colour)
    else:
        hollow = glyph.hollow or doubtful
        style = Qt.PenStyle.DotLine if doubtful else Qt.PenStyle.SolidLine
        wide = max(1.2, radius * 0.18)
        if hollow:
            painter.setPen(QPen(colour, wide, style))
            painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
        else:
            painter.setPen(Qt.PenStyle.NoPen if ground is None else QPen(ground, 1))
            painter.setBrush(colour)
        # The largest corners of stars and triangles lie beyond the radius: they stay in the square.
        painter.drawPath(outline(glyph.shape, centre, radius * 0.8))
    painter.restore()


def _draw_lines(
    painter: QPainter,
    lines: tuple[tuple[tuple[float, float], ...], ...],
    centre: QPointF,
    radius: float,
    colour: QColor,
) -> None:
    pen = QPen(colour, max(1.6, radius * 0.3))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for line in lines:
        points = [centre + QPointF(x * radius, y * radius) for x, y in line]
        painter.drawPolyline(QPolygonF(points))


def _draw_ring(
    painter: QPainter, shape: str, centre: QPointF, radius: float, colour: QColor
) -> None:
    inner = radius * 0.7
    pen = QPen(colour, max(1.3, radius * 0.2))
    if shape == "unknown":
        pen.setDashPattern((2.0, 2.0))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, inner, inner)
    if shape == "half":
        painter.setBrush(colour)
        box = QRectF(centre.x() - inner, centre.y() - inner, 2 * inner, 2 * inner)
        painter.drawPie(box, 90 * 16, 180 * 16)


def glyph_sample(
    glyph: Glyph, colour: QColor | str, *, doubtful: bool = False
) -> Callable[[QPainter, QRectF, Theme], None]:
    """A glyph as the sample of a legend; a colour's name is one of the theme."""

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        shade = theme.colour(colour) if isinstance(colour, str) else colour
        draw_glyph(painter, glyph, rect, shade, doubtful=doubtful)

    return draw


def code_sample(
    scheme: str, code: str | None, position: int | None = None
) -> Callable[[QPainter, QRectF, Theme], None]:
    """The glyph of a code in its colour, as the sample of a legend."""

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        colour = code_colour(theme, scheme, code, position)
        draw_glyph(painter, glyph_of(scheme, code, position), rect, colour)

    return draw


def glyph_icon(glyph: Glyph, colour: QColor, side: int) -> QIcon:
    """A glyph as an icon, `side` pixels wide."""
    pixmap = QPixmap(2 * side, 2 * side)
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        draw_glyph(painter, glyph, QRectF(0, 0, side, side), colour)
    return QIcon(pixmap)


class BadgeStyle(NamedTuple):
    """The colours of a badge, by their names in the theme."""

    ground: str = "raised"
    ink: str = "text"
    edge: str = "border"
    dashed: bool = False


PLAIN_BADGE: Final = BadgeStyle()


def draw_badge(
    painter: QPainter, rect: QRectF, text: str, theme: Theme, style: BadgeStyle = PLAIN_BADGE
) -> None:
    """A count or a rank on a rounded ground: “+7”, “#2”."""
    line = Qt.PenStyle.DashLine if style.dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.colour(style.edge), 1.2, line))
    painter.setBrush(theme.colour(style.ground))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    painter.setPen(theme.colour(style.ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def draw_callout(painter: QPainter, rect: QRectF, text: str, theme: Theme) -> None:
    """The label of the current record, on its own ground over everything else."""
    painter.save()
    painter.setPen(QPen(theme.colour("text"), 1.4))
    painter.setBrush(theme.colour("selection"))
    painter.drawRoundedRect(rect, GRID, GRID)
    painter.setPen(theme.colour("selection_text"))
    inner = rect.adjusted(GRID + 1, 0, -GRID - 1, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
