"""Who says what in which stance: holders down, stances across, a shaded cell with its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from spexplorer.readings.claims.arguments import NOBODY
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.glyphs import code_sample
from spexplorer.ui.drawing.mark_canvas import Mark, MarkCanvas
from spexplorer.ui.drawing.upright import broken, draw_upright, in_two_lines
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme

HOLDER, STANCE, CELL = "holder", "stance", "cell"
_HOLDER_LETTERS: Final = (13, 24)
"""The names of holders wrap between words: the longest word has room, within these bounds in letters."""

_HEAD_LETTERS: Final = 4
"""However little room there is, so many letters of the heads of columns are seen."""

_COLUMN_LINES: Final = 1.9
"""The least width of a column in heights of a line: a head of two words stands upright in two lines."""

_WIDEST_COLUMN: Final = 1.4
"""The most width of a column in its least width."""

_TOTAL: Final = 1.4
"""How many columns wide the column of totals is."""

_SEPARATOR: Final = "|"


class Crossing(NamedTuple):
    """What the matrix shows; an equal one needs no new layout."""

    holders: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    everything: tuple[tuple[tuple[str, str], int], ...] = ()
    """((holder, stance), claims) with the constraints on holder and stance left out."""
    passing: tuple[tuple[tuple[str, str], int], ...] = ()
    chosen_holders: frozenset[str] = frozenset()
    chosen_stances: frozenset[str] = frozenset()


class HolderStanceMatrix(MarkCanvas):
    """`chosen` carries “holder|ID”, “stance|CODE” or “cell|ID|CODE”: see `parts_of`."""

    def __init__(
        self,
        holder_label: Callable[[str], str],
        stance_label: Callable[[str], str],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Claims by holder and stance; Enter filters"), theme, parent)
        self._holder_label, self._stance_label = holder_label, stance_label
        self.crossing = Crossing()
        self._most_heads = 0.0
        """The heads are no higher than so many pixels; 0: as high as their words."""

    def limit_heads(self, most: float) -> None:
        """Keep the heads of the columns within so many pixels, as far as their words allow it."""
        if most != self._most_heads:
            before, self._most_heads = self._head_height(), most
            if self._head_height() != before:
                self.refresh()

    def show_crossing(self, crossing: Crossing) -> None:
        """Show other counts; the same ones again cost nothing."""
        if crossing != self.crossing:
            self.crossing = crossing
            self.refresh()

    def natural_width(self) -> float:
        return self._least_room() + self._side() * (len(self.crossing.stances) + _TOTAL) + 4 * GRID

    def _least_room(self) -> float:
        """The least width of the names of holders in pixels."""
        metrics, letter = (
            self.metrics(self.sized(bold=True)),
            self.metrics().averageCharWidth(),
        )
        words = (word for holder in self.crossing.holders for word in self._name(holder).split())
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0.0) + 3 * GRID
        least, most = _HOLDER_LETTERS
        return min(max(longest, letter * least), letter * most)

    def _name(self, holder: str) -> str:
        return self._holder_label(holder) if holder != NOBODY else tr("Holder not recorded")

    def _side(self) -> float:
        """The least width of a column in pixels."""
        return self.metrics().height() * _COLUMN_LINES

    # -- layout ---------------------------------------------------------------------------------

    def lay_out(self, width: float) -> float:
        shown = self.crossing
        if not shown.stances:
            return 0.0
        room = width - 4 * GRID
        holder_room = max(
            self._least_room(),
            room - self._side() * _WIDEST_COLUMN * (len(shown.stances) + _TOTAL),
        )
        holder_room = min(holder_room, self.metrics().averageCharWidth() * 44)
        side = min(
            (room - holder_room) / (len(shown.stances) + _TOTAL), self._side() * _WIDEST_COLUMN
        )
        left = 2 * GRID + holder_room
        y = self._stances(left, side, QRectF(3 * GRID, GRID, holder_room - GRID, 0))
        everything, passing = dict(shown.everything), dict(shown.passing)
        most = max(passing.values(), default=1)
        for holder in shown.holders:
            y = self._holder(
                holder, QRectF(2 * GRID, y, holder_room, 0), side, (everything, passing, most)
            )
        return y + GRID

    def _head_height(self) -> float:
        """How high the heads are: their longest word, or less where they have little room."""
        # The head of a chosen stance is bold, so bold words are what must have room.
        metrics = self.metrics(self.sized(bold=True))
        words = [
            line
            for stance in self.crossing.stances
            for line in in_two_lines(self._stance_label(stance))
        ]
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
        sign = metrics.height() * 1.8
        if not self._most_heads:
            return longest + sign
        least = metrics.averageCharWidth() * _HEAD_LETTERS
        return sign + min(longest, max(least, self._most_heads - sign))

    def _stances(self, left: float, side: float, corner: QRectF) -> float:
        """The heads of the columns: words upright beside the sign; gives where they end."""
        height = self._head_height()
        words = [self._stance_label(stance) for stance in self.crossing.stances]
        for at, (stance, word) in enumerate(zip(self.crossing.stances, words, strict=True)):
            head = QRectF(left + at * side, corner.y(), side, height)
            on = stance in self.crossing.chosen_stances
            self.pieces.append(Piece(head, partial(self._stance_head, head, stance, word, on)))
            said = tr("{stance}: filter by this stance", stance=word)
            self.marks.append(Mark(_key(STANCE, stance), head, _switched(said, on)))
        total = QRectF(left + len(words) * side, corner.y(), side * _TOTAL, height)
        self.pieces.append(Piece(total, partial(self._upright, total, tr("Together"), False)))
        hint = tr("Who says so · in which stance")
        room = corner.width() - GRID
        high = self.put_text(QRectF(corner.x(), corner.y(), room, 0), hint, "muted")
        return corner.y() + max(height, high) + GRID

    def _stance_head(
        self, head: QRectF, stance: str, word: str, on: bool, painter: QPainter
    ) -> None:
        size = self.metrics().height() * 0.7
        sign = QRectF(head.center().x() - size / 2, head.bottom() - size - 2, size, size)
        place = self.crossing.stances.index(stance)
        code_sample("stance", stance, place)(painter, sign, self.theme)
        self._upright(head.adjusted(0, 0, 0, -size - 2 * GRID), word, on, painter)

    def _upright(self, place: QRectF, word: str, on: bool, painter: QPainter) -> None:
        """A word read from below upwards, ending at the bottom of a region."""
        font = self.sized(bold=on)
        metrics = self.metrics(font)
        painter.setFont(font)
        painter.setPen(self.theme.colour("text" if on else "muted"))
        draw_upright(painter, place, broken(word, place, metrics), metrics)

    def _holder(
        self,
        holder: str,
        place: QRectF,
        side: float,
        counts: tuple[Mapping[tuple[str, str], int], Mapping[tuple[str, str], int], int],
    ) -> float:
        """One row; gives where it ends."""
        everything, passing, most = counts
        on = holder in self.crossing.chosen_holders
        name = self._name(holder)
        total = sum(passing.get((holder, stance), 0) for stance in self.crossing.stances)
        font, width = self.sized(bold=on), place.width() - 2 * GRID
        text_height = self.text_height(name, width, font)
        height = max(text_height + GRID, self.metrics().height() * 1.45)
        room = QRectF(place.x() + GRID, place.y() + (height - text_height) / 2, width, 0)
        self.put_text(room, name, "text" if total else "muted", font)
        head = QRectF(place.x(), place.y(), place.width(), height)
        self.marks.append(
            Mark(
                _key(HOLDER, holder),
                head,
                _switched(tr("{holder}: filter by this holder", holder=name), on),
            )
        )
        for at, stance in enumerate(self.crossing.stances):
            cell = QRectF(place.right() + at * side, place.y(), side, height).adjusted(1, 1, -1, -1)
            here, context = passing.get((holder, stance), 0), everything.get((holder, stance), 0)
            self.pieces.append(Piece(cell, partial(self._cell, cell, here, context, most)))
            if context:
                self._cell_mark(cell, (holder, name, stance), here, context)
        sum_at = QRectF(
            place.right() + len(self.crossing.stances) * side, place.y(), side * _TOTAL, height
        )
        self.pieces.append(Piece(sum_at, partial(self._number, sum_at, tr.number(total), "muted")))
        return place.y() + height

    def _cell_mark(self, cell: QRectF, what: tuple[str, str, str], here: int, context: int) -> None:
        holder, name, stance = what
        claims = counted(here, "{n} claim", "{n} claims")
        words = f"{name} · {self._stance_label(stance)}: {claims}"
        if here != context:
            words += " " + tr("of {n}", n=tr.number(context))
        self.marks.append(Mark(_key(CELL, holder, stance), cell, words))

    # -- drawing --------------------------------------------------------------------------------

    def _cell(self, cell: QRectF, here: int, context: int, most: int, painter: QPainter) -> None:
        """The more claims, the darker; what the filter leaves out is an empty frame with its number."""
        if not context:
            painter.setPen(QPen(self.theme.colour("grid"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 3, 3)
            return
        if not here:
            painter.setPen(QPen(self.theme.colour("border"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 3, 3)
            self._number(cell, tr.number(context), "muted", painter)
            return
        shade = _mixed(
            self.theme.colour("accent_soft"), self.theme.colour("accent"), (here / most) ** 0.5
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(cell, 3, 3)
        inks = sorted(
            ("text", "accent_text"), key=lambda ink: _contrast(shade, self.theme.colour(ink))
        )
        self._number(cell, tr.number(here), inks[-1], painter)

    def _number(self, place: QRectF, text: str, ink: str, painter: QPainter) -> None:
        painter.setFont(self.sized())
        painter.setPen(self.theme.colour(ink))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)


def parts_of(key: str) -> tuple[str, str, str]:
    """(HOLDER, STANCE or CELL; holder or ""; stance or "") of a mark's key."""
    what, *rest = key.split(_SEPARATOR)
    match what:
        case "holder":
            return HOLDER, rest[0], ""
        case "stance":
            return STANCE, "", rest[0]
    return CELL, rest[0], rest[1]


def _key(*parts: str) -> str:
    return _SEPARATOR.join(parts)


def _switched(words: str, on: bool) -> str:
    return tr("{words} (on)", words=words) if on else words


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two; `share` of the other, 0 to 1."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def _contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
