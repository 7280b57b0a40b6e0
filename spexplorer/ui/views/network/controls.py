"""What of the network is drawn: the way of looking, the kinds, and how much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QToolButton, QWidget

from spexplorer.domain.figures import figure
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.network.shapes import kind_colour, shape
from spexplorer.ui.views.network.wording import kinds_label
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme

_KINDS: Final = (
    "agent", "instrument", "agreement", "work", "event", "place", "claim", "statistic", "concept",
    "citation", "note", "passage",
)  # fmt: skip
_OF_WHOLE: Final = _KINDS[:6]
"""The others join these rather than being drawn themselves."""
_AT_FIRST: Final = {
    "whole": frozenset({"agent", "instrument", "agreement", "work"}),
    "ego": frozenset(_KINDS) - {"passage", "note"},
}
_LIMITS: Final = (20, 40, 60, 100, 200, 300, 500, 1000, 2000)
_LIMIT_AT_FIRST: Final = {"whole": 500, "ego": 40}
_LEASTS: Final = (0, 1, 2, 3, 5, 10)


class Controls(QWidget):
    """`changed` when a person wants something else drawn."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = "whole"
        self.links_away = 1
        self._kinds = dict(_AT_FIRST)
        self._limits = dict(_LIMIT_AT_FIRST)
        self._make_segments()
        self._buttons = {kind: self._button(kind) for kind in _KINDS}
        self._limit, limit = self._combo(tr("At most"), tr("How many records are drawn at most"))
        for number in _LIMITS:
            self._limit.addItem(counted(number, "{n} record", "{n} records"), number)
        self._least, least = self._combo(
            tr("In common"),
            tr("How many records two must have in common to be linked through them"),
        )
        for number in _LEASTS:
            many = (
                tr("at least {n}", n=figure(number)) if number else tr("as many as stay readable")
            )
            self._least.addItem(many, number)
        self._whole_only, self._limited = least, limit
        self.passing_only = QCheckBox(tr("Only what passes"))
        self.passing_only.setToolTip(
            tr("Leave out what does not pass the filter, rather than letting it fade in its place")
        )
        self.passing_only.clicked.connect(self.changed)
        layout = FlowLayout(self, 2 * GRID)
        shown = (*self._buttons.values(), limit, least, self.passing_only)
        for widget in (self._modes, self._depths, *shown):
            layout.addWidget(widget)
        self._limit.activated.connect(self._choose_limit)
        self._least.activated.connect(self.changed)
        self.restyle(theme)
        self._show()

    def _make_segments(self) -> None:
        self._modes = Segments(tr("What to draw"))
        self._modes.show_choices(
            [
                Choice("whole", tr("Whole network"), tr("The records with most links")),
                Choice("ego", tr("Round one record"), tr("What the current record is linked with")),
                Choice("path", tr("Shortest link"), tr("How two records are linked")),
            ],
            self.mode,
        )
        self._modes.chosen.connect(self.choose_mode)
        self._depths = Segments(tr("How many links away"))
        words = (tr("1 link"), tr("2 links"), tr("3 links"))
        self._depths.show_choices([Choice(str(n), w) for n, w in enumerate(words, 1)], "1")
        self._depths.chosen.connect(self._choose_depth)

    def _button(self, kind: str) -> QToolButton:
        button = QToolButton()
        button.setText(kinds_label(kind))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(tr("Draw {kinds}", kinds=kinds_label(kind).lower()))
        button.setToolTip(plain_tip(button.accessibleName()))
        button.clicked.connect(self._switch)
        return button

    def _combo(self, words: str, tip: str) -> tuple[QComboBox, QWidget]:
        holder, combo = QWidget(), QComboBox()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        label = PlainLabel(words)
        label.setObjectName("muted")
        line.addWidget(label)
        line.addWidget(combo)
        combo.setToolTip(plain_tip(tip))
        combo.setAccessibleName(tip)
        return combo, holder

    # -- what is wanted -------------------------------------------------------------------------

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are drawn."""
        return self._kinds.get(self.mode, frozenset())

    @property
    def limit(self) -> int:
        """How many records are drawn at most."""
        return self._limits.get(self.mode, 0)

    @property
    def least(self) -> int:
        """How many records two must have in common; 0 where the picture decides."""
        return int(self._least.currentData())

    @property
    def only(self) -> bool:
        """Whether what does not pass the filter is left out."""
        return self.passing_only.isChecked()

    def choose_mode(self, mode: str) -> None:
        """Draw the whole, what lies round one record, or a path."""
        self.mode = mode
        self._modes.mark(mode)
        self._show()
        self.changed.emit()

    def enter(self) -> None:
        """Give the keyboard to the present way of looking."""
        self._modes.button(self.mode).setFocus()

    def switch(self, kind: str, *, on: bool) -> None:
        """Draw a kind or leave it out, in the present way of looking."""
        self._buttons[kind].setChecked(on)
        self._switch()

    def choose_depth(self, depth: int) -> None:
        """Look so many links away from the record in the middle."""
        self._depths.mark(str(depth))
        self._choose_depth(str(depth))

    def _switch(self) -> None:
        chosen = frozenset(kind for kind, button in self._buttons.items() if button.isChecked())
        self._kinds[self.mode] = chosen
        self.changed.emit()

    def _choose_limit(self) -> None:
        self._limits[self.mode] = int(self._limit.currentData())
        self.changed.emit()

    def _choose_depth(self, depth: str) -> None:
        self.links_away = int(depth)
        self.changed.emit()

    def _show(self) -> None:
        """Show the controls of the present way of looking, as they stand."""
        self._depths.setVisible(self.mode == "ego")
        self._whole_only.setVisible(self.mode == "whole")
        self._limited.setVisible(self.mode != "path")
        for kind, button in self._buttons.items():
            button.setChecked(kind in self.kinds)
            button.setVisible(self.mode == "ego" or (self.mode == "whole" and kind in _OF_WHOLE))
        if self.limit:
            self._limit.setCurrentIndex(_LIMITS.index(self.limit))

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        side = self.fontMetrics().ascent() + GRID
        # In a line of buttons it stands in their middle.
        beside = (self._limited, self._modes)
        self.passing_only.setMinimumHeight(max(one.sizeHint().height() for one in beside))
        for kind, button in self._buttons.items():
            button.setIcon(kind_icon(theme, kind, side))
            button.setIconSize(QSize(side, side))


def kind_icon(theme: Theme, kind: str, side: int) -> QIcon:
    """The shape of a kind in its colour."""
    pixmap = QPixmap(2 * side, 2 * side)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(kind_colour(theme, kind))
        painter.drawPath(shape(kind, QPointF(side, side), side * 0.6))
    pixmap.setDevicePixelRatio(2.0)
    return QIcon(pixmap)
