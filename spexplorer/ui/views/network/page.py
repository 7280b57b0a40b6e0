"""The tab Network: the whole of it, what lies around one record, or how two records are linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spexplorer.domain.kinds import KIND_LABELS
from spexplorer.domain.link_state import Network
from spexplorer.exploring.network import NetworkPicture
from spexplorer.readings.network.words import ego_words, filter_words, list_rows, whole_words
from spexplorer.ui.drawing.glyphs import Glyph, code_colour, code_sample, draw_glyph
from spexplorer.ui.drawing.legend import Legend, LegendEntry, Sample
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_list import library_is_empty
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.network.canvas import NetworkCanvas
from spexplorer.ui.views.network.controls import NetworkControls
from spexplorer.ui.views.network.path_panel import NodeList, PathPanel
from spexplorer.ui.views.network.pictures import PictureMaker, PictureRequest
from spexplorer.ui.widgets.panes import TurningSplitter, WholePane, lay_out_headed
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.workspace.workspace import Workspace

_TURNS_BELOW: Final = 90
"""Width in characters below which the list stands under the drawing."""
_DRAWING_LINES, _LIST_LINES, _LOW_LINES = 16, 12, 20
"""Least heights of drawing and list in lines of text; a page that has fewer than the last is low."""


@guarded
class NetworkView(View):
    """Keeps the last picture in sight until the next one is made."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self.pictures = PictureMaker(workspace, self)
        self.pictures.made.connect(self._take)
        self._request: PictureRequest | None = None
        self._ego: str | None = None
        self._certain: dict[str, bool] = {}
        self.controls = NetworkControls(theme)
        self.controls.changed.connect(self._ask_again)
        self.said = _SteadyLabel()
        self.canvas = NetworkCanvas(theme)
        self.canvas.chosen.connect(self._choose)
        self.canvas.opened.connect(workspace.go)
        self.canvas.entered.connect(workspace.hovered)
        self.canvas.cleared.connect(self._clear)
        self.nodes = NodeList(tr("By number of links"), theme)
        self.panel = PathPanel(workspace, theme)
        self.panel.asked.connect(self._ask_again)
        self.panel.stepped.connect(self._show_path)
        for part in (self.nodes, self.panel.steps):
            part.set_colouring(self._colour)
            part.chosen.connect(self._choose)
            part.opened.connect(workspace.go)
            part.entered.connect(self._point)
        self.legend = Legend(tr("Legend of the network"), theme, most_lines=2)
        self._lay_out()
        self._network = self._as_controls_stand()

    def _lay_out(self) -> None:
        self._side = QStackedWidget()
        self._side.addWidget(self.nodes)
        self._side.addWidget(self.panel)
        drawn = WholePane()
        self._column = QVBoxLayout(drawn)
        self._column.setContentsMargins(3 * GRID, 0, 2 * GRID, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self.said)
        self._column.addWidget(self.canvas, 1)
        self._column.addWidget(self.legend)
        lines = (_DRAWING_LINES, _LIST_LINES)
        split = TurningSplitter(_TURNS_BELOW, (drawn, self._side), (13, 5), lines)
        lay_out_headed(self, (self.controls,), split)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_readable()

    def _keep_readable(self) -> None:
        """The drawing keeps its room; on a low page it stands before the words about it."""
        line = self.fontMetrics().height()
        self.canvas.setMinimumHeight((_DRAWING_LINES - 6) * line)
        at = 1 if self.height() < _LOW_LINES * line else 0
        if self._column.indexOf(self.said) != at:
            self._column.insertWidget(at, self.said)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Ask for the picture of a state; a mere change of the current record moves the marks."""
        if state.network != self._network:
            network = self._network = state.network
            self.controls.show_network(network.mode, network.links, only=network.only)
            self.panel.show_ends(network.ends, passages=network.passages)
        if state.current is not None:
            self._ego = state.current
        request = self._requested(state)
        if self.workspace.index is None:
            self.said.say(tr("The links are being read."))
            self.canvas.say(self.said.text())
        elif request != self._request:
            self._request = request
            self._ask(request)
        self.canvas.show_current(state.current)
        self.nodes.show_current(state.current)

    def refresh(self, changes: ChangeSet) -> bool:
        """Another index has the links read again; nothing else of the library is kept."""
        self._request = None
        if self._ego is not None and self.workspace.reader.row(self._ego) is None:
            self._ego = None
        return True

    def _requested(self, state: LinkState) -> PictureRequest:
        controls = self.controls
        request = PictureRequest(state.filter, controls.mode, controls.kinds, controls.limit)
        # Without a filter the switch changes nothing: the picture is the same.
        request = request._replace(only=controls.only and bool(state.filter.constraints))
        if controls.mode == "path":
            passages = self.panel.passages.isChecked()
            return request._replace(ends=self.panel.ends, passages=passages)
        if controls.mode == "ego":
            return request._replace(ego=self._ego, depth=controls.links_away)
        return request._replace(least=controls.least)

    @property
    def is_answered(self) -> bool:
        """Whether what is asked for is drawn."""
        return self.pictures.is_kept(self._request)

    def _ask(self, request: PictureRequest) -> None:
        self._turn_to(self.panel if request.mode == "path" else self.nodes)
        if not self.workspace.reader.counts:
            self._show(None, library_is_empty())
        elif request.mode == "path" and request.ends is None:
            self._take(request, None)
        elif request.mode == "ego" and request.ego is None:
            self._show(
                None, tr("Choose a record, here or on another tab, to see what it is linked with.")
            )
        else:
            if not self.pictures.is_laid_out(request):
                self._say_wait(request)
            self.pictures.ask(request)

    def _turn_to(self, side: QWidget) -> None:
        """Show another side; a keyboard in the one that goes stands on the mode then.

        Qt would hand it on to whatever comes next, and scroll a low page there.
        """
        gone, held = self._side.currentWidget(), self.window().focusWidget()
        if side is not gone and gone is not None and gone.isAncestorOf(held):
            self.controls.enter()
        self._side.setCurrentWidget(side)

    def _say_wait(self, request: PictureRequest) -> None:
        is_read = self.pictures.graph is not None
        waiting = tr("Being laid out …") if is_read else tr("The links are being read.")
        self.said.say(waiting)
        self.canvas.say(waiting)
        if request.mode == "path":
            self.panel.show_waiting()

    def _as_controls_stand(self) -> Network:
        return Network(
            self.controls.mode,
            self.controls.links_away,
            (self.panel.start.record, self.panel.end.record),
            passages=self.panel.passages.isChecked(),
            only=self.controls.only,
        )

    def _ask_again(self) -> None:
        """The controls ask for something else; back leads to what was seen before."""
        begins = self.controls.mode == "path" != self._network.mode
        if begins and self.panel.start.record is None and self._ego:
            ends = (self._ego, self.panel.end.record)
            self.panel.show_ends(ends, passages=self.panel.passages.isChecked())
        self._network = self._as_controls_stand()
        self.workspace.set_state(self.workspace.state._replace(network=self._network))
        self.show_state(self.present())  # what passes is known of the answered filter alone

    def _take(self, request: PictureRequest, result: Any) -> None:
        if request != self._request:
            return
        filtered = bool(request.filter.constraints)
        if request.mode == "path":
            current = self.workspace.state.current
            self.panel.show_found(result, current, filtered=filtered, only=request.only)
            self._show_path()
        elif isinstance(result, NetworkPicture):
            worded = whole_words if request.mode == "whole" else ego_words
            words = worded(tr, result)
            full = f"{words} {filter_words(tr, result, only=request.only)}"
            self._show(result, full if filtered else words, full)

    def _show_path(self) -> None:
        picture = self.panel.picture()
        self.said.say(self.panel.chain)
        self.canvas.say(self.panel.said.text())
        self._show_legend(picture)
        self.canvas.show_picture(picture, self.workspace.state.current)

    def _show(self, picture: NetworkPicture | None, words: str, longest: str = "") -> None:
        """`longest` are the words with what would be said of a filter, too."""
        current = self.workspace.state.current
        self.said.say(words if picture is not None else "", longest)
        self.canvas.say(words)
        self.canvas.setAccessibleDescription(words)
        self.canvas.show_picture(picture, current)
        rows: list[Row] = []
        self._certain = {}
        if picture is not None:
            rows = list_rows(tr, picture)
            certain = (picture.certain | ~picture.passes).tolist()
            self._certain = {row.id: certain[at] for at, row in enumerate(picture.rows)}
        narrowed = picture is not None and not picture.passes.all()
        self.nodes.entitle(
            tr("What passes, by number of links") if narrowed else tr("By number of links")
        )
        self._show_legend(picture)
        self.nodes.show_rows(rows, current, self._is_certain)

    def _show_legend(self, picture: NetworkPicture | None) -> None:
        """Say what the marks and lines of the picture mean."""
        self.legend.setVisible(picture is not None)
        if picture is None:
            return
        drawn = {row.kind for row in picture.rows}
        entries = [
            LegendEntry(tr(words), code_sample("kind", kind))
            for kind, words in KIND_LABELS.items()
            if kind in drawn
        ]
        if not picture.stretches:
            entries += [
                LegendEntry(tr("many links"), _line_sample(2.6, 0.75), 1.6),
                LegendEntry(tr("only records in common"), _line_sample(1.1, 0.4), 1.6),
            ]
        entries += [
            LegendEntry(tr("passes only possibly"), _hollow_sample),
            LegendEntry(tr("does not pass the filter"), _grey_sample),
        ]
        self.legend.show_entries(entries)

    def _is_certain(self, record_id: str) -> bool:
        return self._certain.get(record_id, True)

    def _colour(self, row: Row) -> str:
        return code_colour(self.theme, "kind", row.kind).name()

    # -- answering ------------------------------------------------------------------------------

    def _choose(self, record_id: str) -> None:
        self.workspace.go(record_id, stay=True)

    def _clear(self) -> None:
        """A click on empty space lets go of the current record; the middle stays where it is."""
        self.workspace.set_state(self.workspace.state.at(None))

    def _point(self, record_id: str | None) -> None:
        self.canvas.show_pointed(record_id)
        self.workspace.hovered.emit(record_id)

    def show_hovered(self, record_id: str | None) -> None:
        """Make the record stand out that is pointed at elsewhere."""
        self.canvas.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        self._keep_readable()
        for part in (self.controls, self.canvas, self.nodes, self.panel.steps, self.legend):
            part.restyle(theme)


@guarded
class _SteadyLabel(PlainLabel):
    """Wrapped words that are as high as longer ones in their place: what lies below stays."""

    def __init__(self) -> None:
        super().__init__()
        self._longest = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def say(self, words: str, longest: str = "") -> None:
        """Show words; `longest` are the longest that may stand here in their place."""
        self.setText(words)
        self._longest = longest
        self._keep_room()

    def _keep_room(self) -> None:
        room = QRect(0, 0, max(self.width(), 1), 0)
        rect = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._longest)
        high = rect.height() if self._longest else 0
        if high != self.minimumHeight():
            self.setMinimumHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()


def _line_sample(width: float, opacity: float) -> Sample:
    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        colour = theme.colour("muted")
        colour.setAlphaF(opacity)
        painter.setPen(QPen(colour, width))
        y = rect.center().y()
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    return draw


def _hollow_sample(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    draw_glyph(painter, Glyph("circle"), rect, theme.colour("muted"), doubtful=True)


def _grey_sample(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    inset = rect.width() * 0.2
    small = rect.adjusted(inset, inset, -inset, -inset)
    draw_glyph(painter, Glyph("circle"), small, theme.colour("muted"))
