"""The map of places with its buttons, its legend and the places that cannot be put on it."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from spexplorer.readings.names.projection import Conic
from spexplorer.readings.names.words import use_number
from spexplorer.support.printable import as_label
from spexplorer.ui.drawing.legend import Legend, LegendEntry
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.icons import icon
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.people.map_layout import PlaceSpot
from spexplorer.ui.views.people.map_painting import place_sample
from spexplorer.ui.views.people.place_map import PlaceMap
from spexplorer.ui.widgets.labels import ElidedLabel
from spexplorer.ui.widgets.sheet import Sheet, sheet_style
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spexplorer.domain.authorities import Place
    from spexplorer.readings.names.uses import Use
    from spexplorer.workspace.workspace import Workspace

_BESIDE_FROM: Final = 64
"""Width in letters from which what is not on the map stands beside it."""
_UNBOUNDED: Final = 16777215


@guarded
class MapPanel(QWidget):
    """`chosen` carries the id of a place, `pointed` the one under the pointer or None."""

    chosen = Signal(object)
    pointed = Signal(object)

    def __init__(self, workspace: Workspace, places: Mapping[str, Place], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._places = places
        self._workspace = workspace
        located = [
            (p.longitude, p.latitude)
            for p in places.values()
            if p.longitude is not None and p.latitude is not None
        ]
        self._conic = Conic.around(located)
        self._absent: list[Use] = []
        self._current: str | None = None
        self.map = PlaceMap(theme, partial(workspace.reader.term, "place_type"))
        self.map.chosen.connect(self.chosen)
        self.map.entered.connect(self.pointed)
        self._words = ElidedLabel()
        self._words.setObjectName("muted")
        self.map.looked.connect(self._say)
        self._unplaced = Sheet(tr("Places without coordinates"))
        self._unplaced.followed.connect(self.chosen)
        self._unplaced.document().setDocumentMargin(GRID)
        self._tools: list[tuple[QToolButton, str]] = []
        self.legend = Legend(tr("Shapes of places"), theme)
        self.legend.show_entries(self._legend_entries())
        self._lay_out()
        self.restyle(theme)

    def _lay_out(self) -> None:
        self.tools = QWidget()
        buttons = QHBoxLayout(self.tools)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(0)
        for picture_name, tip, run in (
            ("plus", tr("Zoom in (+)"), partial(self.map.zoom, 1)),
            ("minus", tr("Zoom out (−)"), partial(self.map.zoom, -1)),
            ("fit", tr("Back to the region most places lie in (Home)"), self.map.fit),
            ("overview", tr("All places at once"), self.map.fit_all),
        ):
            button = QToolButton()
            button.setToolTip(plain_tip(tip))
            button.setAccessibleName(tip)
            button.clicked.connect(run)
            buttons.addWidget(button)
            self._tools.append((button, picture_name))
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.addWidget(self.map, 3)
        self._halves.addWidget(self._unplaced, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.legend)
        layout.addLayout(self._halves, 1)
        layout.addWidget(self._words)

    def _legend_entries(self) -> list[LegendEntry]:
        """What shape stands for which type of place."""
        types = dict.fromkeys(p.place_type for p in self._places.values() if p.latitude is not None)
        term = self._workspace.reader.term
        return [LegendEntry(term("place_type", one), place_sample(one)) for one in types]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where it is narrow, the places that are not on the map stand below it."""
        metrics = QFontMetrics(self.font())
        wide = self.width() > metrics.averageCharWidth() * _BESIDE_FROM
        ways = QBoxLayout.Direction
        self._halves.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        below = int(metrics.lineSpacing() * 2.3) + 2 * GRID
        self._unplaced.setMaximumHeight(_UNBOUNDED if wide else below)
        self._unplaced.setMinimumHeight(0 if wide else below)

    def show_uses(self, uses: Sequence[Use], current: str | None) -> None:
        """Show the places that pass the filter, each with how often it is used."""
        everything = [self._spot(place, 0, is_certain=True) for place in self._places.values()]
        home = [spot for spot in everything if spot is not None]
        spots = [
            self._spot(self._places[use.id], use.possible, is_certain=use.is_certain)
            for use in uses
        ]
        self._absent = [use for use, spot in zip(uses, spots, strict=True) if spot is None]
        self._current = current
        self.map.show_spots(
            self._conic, [spot for spot in spots if spot is not None], home, current
        )
        self._list_unplaced()

    def show_current(self, current: str | None) -> None:
        """PlaceMark the current place."""
        if current != self._current:
            self._current = current
            self.map.show_current(current)
            self._list_unplaced()

    def _spot(self, place: Place, uses: int, *, is_certain: bool) -> PlaceSpot | None:
        if place.longitude is None or place.latitude is None:
            return None
        x, y = self._conic.plane(place.longitude, place.latitude)
        return PlaceSpot(place.id, as_label(place.name), place.place_type, x, y, uses, is_certain)

    def _list_unplaced(self) -> None:
        """Name the places without coordinates in running text, each a link."""
        self._unplaced.setVisible(bool(self._absent))
        names = []
        for use in self._absent:
            name = f"{escape(use.label)} ({use_number(tr, use)})"
            name = name if use.is_certain else f"<i>{name}</i>"
            link = f'<a href="record:{escape(use.id)}">{name}</a>'
            ground = self._theme.colours["selection"]
            chosen = use.id == self._current
            names.append(
                f'<span style="background-color: {ground}">▸ {link}</span>' if chosen else link
            )
        head = tr.counted(len(self._absent), "Not placed, {n} without coordinates:",
                       "Not placed, {n} without coordinates:")  # fmt: skip
        html = f'<span class="muted">{escape(head)}</span><br>{"<br>".join(names)}'
        self._unplaced.write(sheet_style(self._theme) + html, keep_place=True)

    def _say(self) -> None:
        """Say what of the map is seen and what its marks mean."""
        beyond, unnamed = len(self.map.beyond()), self.map.unnamed()
        parts = [tr("The larger, the more records name it.")]
        if beyond:
            one, many = "{n} lies beyond the edge.", "{n} lie beyond the edge."
            parts.append(tr.counted(beyond, one, many))
        if unnamed:
            parts.append(tr.counted(unnamed, "{n} has no room for its name.",
                                 "{n} have no room for their names."))  # fmt: skip
        self._words.say(" ".join(parts))

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        self._theme = theme
        metrics = QFontMetrics(self.font())
        for button, name in self._tools:
            button.setIcon(icon(name, theme))
            button.setIconSize(QSize(metrics.height(), metrics.height()))
        self.legend.restyle(theme)
        self._arrange()
        self.map.restyle(theme)
        self._list_unplaced()
