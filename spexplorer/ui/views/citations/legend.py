"""The key to the drawing: source types and languages to click, marks and lines to recognise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from spexplorer.domain.figures import figure
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.citations.apparatus import MarkState
from spexplorer.ui.views.citations.glyphs import draw_mark, type_icon
from spexplorer.ui.views.citations.strokes import Stroke, curve, draw_stroke
from spexplorer.ui.widgets.layouts import FlowLayout

_BARS = ("certain", "possible")
"""Samples that are bars in the colour of that name."""


class _Sample(QWidget):
    """A mark or a line as it is drawn, with what it means."""

    def __init__(
        self, words: str, sample: MarkState | str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words = words
        self._sample = sample
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _side(self) -> int:
        return self.fontMetrics().horizontalAdvance("0000")

    def sizeHint(self) -> QSize:
        width = self._side() + 2 * GRID + self.fontMetrics().horizontalAdvance(self._words) + GRID
        return QSize(width, self.fontMetrics().height() + GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = float(self._side())
            box = QRectF(1, GRID / 2, side - 2, self.height() - GRID)
            if isinstance(self._sample, MarkState):
                printed = "!®" if self._sample is MarkState.MISREAD else ""
                draw_mark(painter, self.theme, self._sample, printed, box)
            elif self._sample in _BARS:
                bar = box.adjusted(0, box.height() * 0.35, 0, -box.height() * 0.35)
                painter.fillRect(bar, self.theme.colour(self._sample))
            else:
                middle = self.height() / 2
                path = curve(QPointF(side, middle), QPointF(2, middle))
                draw_stroke(painter, self.theme, _stroke(self._sample, path), lit=False)
            painter.setPen(self.theme.colour("muted"))
            room = QRectF(side + 2 * GRID, 0, self.width() - side - 2 * GRID, self.height())
            words = self.fontMetrics().elidedText(
                self._words, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def _stroke(sample: str, path: QPainterPath) -> Stroke:
    match sample:
        case "op_cit":
            return Stroke.op_cit(path)
        case "through":
            return Stroke.through(path)
        case "named":
            return Stroke.named(path)
    return Stroke.of_relation(path, sample)


def _samples() -> tuple[tuple[str, MarkState | str], ...]:
    """What the marks and lines mean."""
    return (
        (tr("mark misread: what the copy has"), MarkState.MISREAD),
        (tr("mark lost in the copy"), MarkState.LOST),
        (tr("cites"), "cites"),
        (tr("see"), "sees"),
        (tr("quotes via; known through"), "through"),
        (tr("op. cit., back to its note"), "op_cit"),
        (tr("named only"), "named"),
        (tr("records on a sentence under a footnote"), "certain"),
        (tr("records on a sentence without one"), "possible"),
    )


class Legend(QWidget):
    """`toggled` carries a facet and a value that a person switched on or off.

    Both parts fold away: source types and languages to click, marks and lines to recognise.
    """

    toggled = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[tuple[str, str], QToolButton] = {}
        self.setAccessibleName(tr("Key to the drawing"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(0)
        self.types, self._samples = QWidget(), QWidget()
        self._flow, samples = FlowLayout(self.types, 0), FlowLayout(self._samples)
        for words, sample in _samples():
            samples.addWidget(_Sample(words, sample, theme))
        self.head = self._fold(tr("Source types and languages"), self.types)
        self.marks = self._fold(tr("Marks and lines"), self._samples)
        heads = QWidget()
        line = FlowLayout(heads)
        for widget in (self.head, self.marks):
            line.addWidget(widget)
        for part in (heads, self.types, self._samples):
            column.addWidget(part)
        self.head.setChecked(True)
        self._samples.hide()

    def _fold(self, words: str, part: QWidget) -> QToolButton:
        """A button that folds and unfolds a part of the key."""
        button = QToolButton()
        button.setProperty("compact", True)
        button.setCheckable(True)
        button.setText(f"▸ {words}")
        button.setAccessibleName(tr("Key: {words}", words=words))

        def turn(unfolded: bool) -> None:
            button.setText(f"{'▾' if unfolded else '▸'} {words}")
            part.setVisible(unfolded)

        button.toggled.connect(turn)
        return button

    def show_values(
        self, facet: str, values: Mapping[str, tuple[str, int]], chosen: frozenset[str]
    ) -> None:
        """Show the values of a facet: value -> its label and how many works have it."""
        for value, (label, count) in values.items():
            key = facet, value
            button = self._buttons.get(key)
            if button is None:
                button = self._made(key)
            button.setText(f"{label} {figure(count)}")
            button.setAccessibleName(tr("{label}: {n} works", label=label, n=figure(count)))
            button.setToolTip(tr("{label}: click to narrow everything to it", label=label))
            button.setChecked(value in chosen)
            button.setEnabled(bool(count) or value in chosen)

    def button(self, facet: str, value: str) -> QToolButton:
        """The button of a value."""
        return self._buttons[facet, value]

    def _made(self, key: tuple[str, str]) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setProperty("compact", True)
        if key[0] == "source_type":
            button.setIcon(type_icon(self._theme, key[1]))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(partial(self._clicked, *key))
        self._buttons[key] = button
        self._flow.addWidget(button)
        return button

    def _clicked(self, facet: str, value: str, _on: object = None) -> None:
        self.toggled.emit(facet, value)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for (facet, value), button in self._buttons.items():
            if facet == "source_type":
                button.setIcon(type_icon(theme, value))
        for sample in self._samples.findChildren(_Sample):
            sample.theme = theme
            sample.update()
