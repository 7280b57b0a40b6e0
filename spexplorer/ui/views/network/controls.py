"""What of the network is drawn: the mode in sight, kinds and limits behind one button, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.kinds import KIND_LABELS
from spexplorer.domain.link_state import REACH
from spexplorer.ui.drawing.glyphs import code_colour, glyph_icon, glyph_of
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.choices import Choice, Dropdown, Segments
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import PlainLabel, plain_tip
from spexplorer.workspace.settings import remember, remembered

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme

_KINDS: Final = (
    "agent", "instrument", "agreement", "work", "event", "place", "claim", "statistic", "concept",
    "citation", "note", "passage",
)  # fmt: skip
_KINDS_OF_WHOLE: Final = _KINDS[:6]
"""The others join these rather than being drawn themselves."""
_FIRST_KINDS: Final = {
    "whole": frozenset({"agent", "instrument", "agreement", "work"}),
    "ego": frozenset(_KINDS) - {"passage", "note"},
}
_LIMITS: Final = (20, 40, 60, 100, 200, 300, 500, 1000, 2000)
_FIRST_LIMITS: Final = {"whole": 500, "ego": 40}
_LEASTS: Final = (0, 1, 2, 3, 5, 10, 20, 50)


class NetworkControls(QWidget):
    """`changed` when something else is to be drawn."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.mode = "whole"
        self.links_away = 1
        self._kinds = {mode: _remembered_kinds(mode) for mode in _FIRST_KINDS}
        self._limits = {mode: _remembered_limit(mode) for mode in _FIRST_LIMITS}
        self.modes = Segments(tr("What to draw"))
        self.modes.show_choices(
            [
                Choice("whole", tr("Whole network"), tr("The records with most links")),
                Choice(
                    "ego", tr("Around one record"), tr("What the current record is linked with")
                ),
                Choice(
                    "path",
                    tr("How two records are linked"),
                    tr("The shortest chain of links between two records"),
                ),
            ],
            self.mode,
        )
        self.modes.chosen.connect(self.choose_mode)
        self.depths = Segments(tr("How many links away"))
        self.depths.show_choices(
            [Choice(str(n), tr.counted(n, "{n} link", "{n} links")) for n in REACH], "1"
        )
        self.depths.chosen.connect(self._choose_depth)
        self.options = QToolButton()
        self.options.setText(tr("Show…"))
        self.options.setToolTip(tr("Which kinds are drawn, how many records, and what joins them"))
        self.options.setAccessibleName(tr("Show…"))
        self.options.setCheckable(True)
        self._make_panel()
        self._lay_out()
        self.options.toggled.connect(self._open_panel)
        self.options.setChecked(remembered("network/options") == "open")
        self._panel.setVisible(self.options.isChecked())
        self.restyle(theme)
        self._show()

    def _make_panel(self) -> None:
        self._buttons = {kind: self._made_button(kind) for kind in _KINDS}
        self._limit, self._limited = _combo(tr("At most"), tr("How many records are drawn at most"))
        for number in _LIMITS:
            self._limit.addItem(tr.counted(number, "{n} record", "{n} records"), number)
        self._least, self._whole_only = _combo(
            tr("A line needs"),
            tr("How many records two must have in common to be linked through them"),
        )
        for number in _LEASTS:
            words = tr("a suitable number in common")
            if number:
                words = tr.counted(number, "at least {n} in common", "at least {n} in common")
            self._least.addItem(words, number)
        least = remembered("network/least")
        self._least.setCurrentIndex(max(0, self._least.findData(int(least) if least else 0)))
        self.passing_only = QCheckBox(tr("Only what passes the filter"))
        self.passing_only.setToolTip(
            tr("Leave out what does not pass the filter, rather than letting it fade in its place")
        )
        self.passing_only.clicked.connect(self.changed)
        self._limit.activated.connect(self._choose_limit)
        self._least.activated.connect(self._choose_least)

    def _made_button(self, kind: str) -> QToolButton:
        button = QToolButton()
        button.setText(tr(KIND_LABELS[kind]))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(tr("Draw: {kinds}", kinds=tr(KIND_LABELS[kind])))
        button.setToolTip(plain_tip(button.accessibleName()))
        button.clicked.connect(self._switch)
        return button

    def _lay_out(self) -> None:
        line = QWidget()
        flow = FlowLayout(line, 2 * GRID)
        for widget in (self.modes, self.depths, self.options):
            flow.addWidget(widget)
        self._panel = QWidget()
        panel = FlowLayout(self._panel, 2 * GRID)
        parts: tuple[QWidget, ...] = (*self._buttons.values(), self._limited, self._whole_only)
        for part in (*parts, self.passing_only):
            panel.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(line)
        column.addWidget(self._panel)

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
        """Draw the whole, what lies around one record, or a path."""
        self.mode = mode
        self.modes.mark(mode)
        self._show()
        self.changed.emit()

    def enter(self) -> None:
        """Give the keyboard to the present mode."""
        self.modes.button(self.mode).setFocus()

    def show_network(self, mode: str, links: int, *, only: bool) -> None:
        """Stand as the state has it; nothing is announced by this."""
        with QSignalBlocker(self):
            self.choose_depth(links)
            self.passing_only.setChecked(only)
            self.choose_mode(mode)

    def switch(self, kind: str, *, on: bool) -> None:
        """Draw a kind or leave it out, in the present mode."""
        self._buttons[kind].setChecked(on)
        self._switch()

    def choose_depth(self, depth: int) -> None:
        """Look so many links away from the record in the middle."""
        self.depths.mark(str(depth))
        self._choose_depth(str(depth))

    def choose_limit(self, limit: int) -> None:
        """Draw at most so many records, in the present mode."""
        self._limits[self.mode] = limit
        remember(f"network/limit_{self.mode}", str(limit))
        self._show()
        self.changed.emit()

    def _switch(self) -> None:
        chosen = frozenset(kind for kind, button in self._buttons.items() if button.isChecked())
        self._kinds[self.mode] = chosen
        remember(f"network/kinds_{self.mode}", " ".join(sorted(chosen)) or "none")
        self.changed.emit()

    def _choose_limit(self) -> None:
        self.choose_limit(int(self._limit.currentData()))

    def _choose_least(self) -> None:
        remember("network/least", str(self.least))
        self.changed.emit()

    def _choose_depth(self, depth: str) -> None:
        self.links_away = int(depth)
        self.changed.emit()

    def _open_panel(self, is_open: bool) -> None:
        self._panel.setVisible(is_open)
        remember("network/options", "open" if is_open else "closed")

    def _show(self) -> None:
        """Show the controls of the present mode, as they stand."""
        self.depths.setVisible(self.mode == "ego")
        self._whole_only.setVisible(self.mode == "whole")
        self._limited.setVisible(self.mode != "path")
        for kind, button in self._buttons.items():
            button.setChecked(kind in self.kinds)
            of_whole = self.mode == "whole" and kind in _KINDS_OF_WHOLE
            button.setVisible(self.mode == "ego" or of_whole)
        if self.limit in _LIMITS:
            self._limit.setCurrentIndex(_LIMITS.index(self.limit))

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        side = self.fontMetrics().ascent()
        # In a line of buttons it stands in their middle.
        self.passing_only.setMinimumHeight(self._limited.sizeHint().height())
        for kind, button in self._buttons.items():
            button.setIcon(
                glyph_icon(glyph_of("kind", kind), code_colour(theme, "kind", kind), side)
            )
            button.setIconSize(QSize(side, side))


def _combo(words: str, tip: str) -> tuple[QComboBox, QWidget]:
    """A field of choices, and what holds it behind its words."""
    holder, combo = QWidget(), Dropdown()
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


def _remembered_kinds(mode: str) -> frozenset[str]:
    kept = remembered(f"network/kinds_{mode}").split()
    return frozenset(kept) & frozenset(_KINDS) if kept else _FIRST_KINDS[mode]


def _remembered_limit(mode: str) -> int:
    kept = remembered(f"network/limit_{mode}")
    return int(kept) if kept.isdigit() and int(kept) in _LIMITS else _FIRST_LIMITS[mode]
