"""The tab Network: the whole of it, what lies round one record, or the shortest link between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spexplorer.exploring.network import NetworkPicture
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.network.canvas import NetworkCanvas
from spexplorer.ui.views.network.controls import Controls
from spexplorer.ui.views.network.desk import Desk, Wish
from spexplorer.ui.views.network.looks import looks, show_looks, take_start
from spexplorer.ui.views.network.node_list import NodeList
from spexplorer.ui.views.network.path_panel import PathPanel
from spexplorer.ui.views.network.shapes import kind_colour
from spexplorer.ui.views.network.steady_words import SteadyWords
from spexplorer.ui.views.network.wording import ego_words, filter_words, list_rows, whole_words
from spexplorer.ui.widgets.panes import TwoPanes, scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.workspace.workspace import Workspace

_LETTERS = 36
"""The width of the list, in letters."""

_DRAWING, _PANES, _LOW = 10, 12, 20
"""In lines of text: what the drawing and the panes keep; a page that has fewer than the last is low."""


@guarded
class NetworkView(View):
    """Keeps the last picture in sight until the next one is made."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self.desk = Desk(workspace, self)
        self.desk.made.connect(self._take)
        self._wish: Wish | None = None
        self._ego: str | None = None
        self._certain: dict[str, bool] = {}
        self._build()
        self._lay_out()
        self._looks = looks(self.controls, self.panel)

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.controls = Controls(self.theme)
        self.controls.changed.connect(self._again)
        self.said = SteadyWords()
        self.canvas = NetworkCanvas(self.theme)
        self.canvas.chosen.connect(self._choose)
        self.canvas.opened.connect(self.workspace.go)
        self.canvas.pointed.connect(self.workspace.hovered)
        self.canvas.cleared.connect(self._clear)
        self.nodes = NodeList(tr("By number of links"), self.theme)
        self.panel = PathPanel(self.workspace, self.theme)
        self.panel.asked.connect(self._again)
        self.panel.stepped.connect(self._show_path)
        for shown in (self.nodes, self.panel.steps):
            shown.set_colouring(self._colour)
            shown.chosen.connect(self._choose)
            shown.opened.connect(self.workspace.go)
            shown.entered.connect(self._point)
        self.legend = SteadyWords()
        self.legend.setObjectName("muted")

    def _lay_out(self) -> None:
        self._left = QStackedWidget()
        self._left.addWidget(self.nodes)
        self._left.addWidget(self.panel)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(2 * GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.said)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.legend)
        self._panes = TwoPanes(self._left, right, _LETTERS, right_on_top=True)
        self._column = column
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.controls)
        layout.addWidget(self._panes, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_readable()

    def _keep_readable(self) -> None:
        """The drawing keeps its room; on a low page it stands before the words about it."""
        line = self.fontMetrics().height()
        self.canvas.setMinimumHeight(_DRAWING * line)
        self._panes.setMinimumHeight(_PANES * line)
        at = 1 if self.height() < _LOW * line else 0
        if self._column.indexOf(self.said) != at:
            self._column.insertWidget(at, self.said)
        self._panes.arrange()

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Ask for the picture of a state; a mere change of the current record moves the marks."""
        if state.network != self._looks:
            self._looks = state.network
            show_looks(state.network, self.controls, self.panel)
        if state.current is not None:
            self._ego = state.current
        wish = self._wished(state)
        if self.workspace.index is None:
            self.said.say(tr("The links are being read."))
            self.canvas.say(self.said.text())
        elif wish != self._wish:
            self._wish = wish
            self._ask(wish)
        self.canvas.show_current(state.current)
        self.nodes.show_current(state.current)

    def _wished(self, state: LinkState) -> Wish:
        controls = self.controls
        wish = Wish(state.filter, controls.mode, controls.kinds, controls.limit)
        # Without a filter the switch changes nothing: the picture is the same.
        wish = wish._replace(only=controls.only and bool(state.filter.constraints))
        if controls.mode == "path":
            return wish._replace(ends=self.panel.ends, passages=self.panel.passages.isChecked())
        if controls.mode == "ego":
            return wish._replace(ego=self._ego, depth=controls.links_away)
        return wish._replace(least=controls.least)

    def _ask(self, wish: Wish) -> None:
        self._turn_to(self.panel if wish.mode == "path" else self.nodes)
        if wish.mode == "path" and wish.ends is None:
            self._take(wish, None)
        elif wish.mode == "ego" and wish.ego is None:
            self._show(
                None, tr("Choose a record, here or on another tab, to see what it is linked with.")
            )
        else:
            if not self.desk.only_looks(wish):
                self._say_wait(wish)
            self.desk.ask(wish)

    def _turn_to(self, side: QWidget) -> None:
        """Show another side; a keyboard in the one that goes stands on the way of looking then.

        Qt would hand it on to whatever comes next, and scroll a low page there.
        """
        gone, held = self._left.currentWidget(), self.window().focusWidget()
        if side is not gone and gone is not None and gone.isAncestorOf(held):
            self.controls.enter()
        self._left.setCurrentWidget(side)

    def _say_wait(self, wish: Wish) -> None:
        waiting = tr("Being laid out …") if self.desk.graph else tr("The links are being read.")
        self.said.say(waiting)
        self.canvas.say(waiting)
        if wish.mode == "path":
            self.panel.show_waiting()

    def _again(self) -> None:
        """The controls ask for something else; back leads to what was looked at before."""
        begins = self.controls.mode == "path" != self._looks.mode
        if begins and self.panel.start.record is None and self._ego:
            take_start(self.panel, self._ego)
        self._looks = looks(self.controls, self.panel)
        self.workspace.set_state(self.workspace.state._replace(network=self._looks))
        self.show_state(self.present())  # what passes is known of the answered filter alone

    def _take(self, wish: Wish, result: Any) -> None:
        if wish != self._wish:
            return
        if wish.mode == "path":
            self.panel.show_found(
                result,
                self.workspace.state.current,
                filtered=bool(wish.filter.constraints),
                only=wish.only,
            )
            self._show_path()
        elif isinstance(result, NetworkPicture):
            words = whole_words(result) if wish.mode == "whole" else ego_words(result)
            scope = filter_words(result, only=wish.only)
            fullest = f"{words} {scope}"
            self._show(result, fullest if wish.filter.constraints else words, fullest)

    def _show_path(self) -> None:
        picture = self.panel.picture()
        words = self.panel.said.toolTip() if picture is not None else ""
        self.said.say(words)
        self.canvas.say(self.panel.said.text())
        self._explain(picture)
        self.canvas.show_picture(picture, self.workspace.state.current)

    def _show(self, picture: NetworkPicture | None, words: str, fullest: str = "") -> None:
        """`fullest` are the words with what would be said of a filter, too."""
        current = self.workspace.state.current
        self.said.say(words if picture is not None else "", fullest)
        self.canvas.say(words)
        self.canvas.setAccessibleDescription(words)
        self.canvas.show_picture(picture, current)
        rows: list[Row] = []
        self._certain = {}
        if picture is not None:
            rows = list_rows(picture)
            certain = (picture.certain | ~picture.passes).tolist()
            self._certain = {row.id: certain[at] for at, row in enumerate(picture.rows)}
        narrowed = picture is not None and not picture.passes.all()
        self.nodes.entitle(
            tr("What passes, by number of links") if narrowed else tr("By number of links")
        )
        self._explain(picture)
        self.nodes.show_rows(rows, current, self._is_certain)

    def _explain(self, picture: NetworkPicture | None) -> None:
        """Say what the looks of the picture mean, as far as they are there."""
        words = []
        if self.controls.mode == "whole":
            words.append(tr("Broad line: many links. Pale line: only through records in common."))
            words.append(tr("Hollow: passes only possibly. Large: many links."))
        out = tr("Small and grey: does not pass the filter.")
        fullest = " ".join((*words, out))
        if picture is not None and not picture.passes.all():
            words.append(out)
        self.legend.say(" ".join(words), fullest)
        self._panes.arrange()

    def _is_certain(self, record_id: str) -> bool:
        return self._certain.get(record_id, True)

    def _colour(self, row: Row) -> str:
        return kind_colour(self.theme, row.kind).name()

    # -- answering ------------------------------------------------------------------------------

    def _choose(self, record_id: str) -> None:
        self.workspace.go(record_id, stay=True)

    def _clear(self) -> None:
        """A click on empty space lets go of the current record; the middle stays where it is."""
        self.workspace.set_state(self.workspace.state.at(None))

    def _point(self, record_id: str | None) -> None:
        self.canvas.show_hovered(record_id)
        self.workspace.hovered.emit(record_id)

    def show_hovered(self, record_id: str | None) -> None:
        """Make the record stand out that is pointed at elsewhere."""
        self.canvas.show_hovered(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        self._keep_readable()
        self.controls.restyle(theme)
        self.canvas.restyle(theme)
        self.nodes.restyle(theme)
        self.panel.steps.restyle(theme)
