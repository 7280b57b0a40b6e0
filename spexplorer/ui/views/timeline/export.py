"""What leaves the tab: the chronology as a picture, its events as a table, a citation of the view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from spexplorer.domain.happenings import Event
from spexplorer.formats import csv_table
from spexplorer.readings.view_citation import citation_of_view
from spexplorer.ui.drawing.picture_export import (
    ExportPicture,
    ask_place,
    export_actions,
    file_name,
)
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.painting import TimelinePainter
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.document_place import ask_document
from spexplorer.words.filters import filter_in_words

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.timeline.chronology import Chronology
    from spexplorer.ui.drawing.legend import LegendEntry
    from spexplorer.ui.views.timeline.frame import DrawnState
    from spexplorer.workspace.workspace import Workspace

_ALONE: Final = 500
"""How many events are read one by one; for more, all of the library are read in one go."""


class ExportedView(NamedTuple):
    """What the tab shows, as it leaves: title and summary in words, how it is drawn, its legend."""

    title: str
    summary: str
    state: DrawnState
    legend: list[LegendEntry]


class TimelineExport:
    """A menu with the ways in which the timeline leaves the program."""

    def __init__(
        self,
        parent: QWidget,
        workspace: Workspace,
        chronology: Chronology,
        view: Callable[[], ExportedView],
    ) -> None:
        self._parent = parent
        self._workspace = workspace
        self._chronology = chronology
        self._view = view
        self.menu = QMenu(parent)
        title = tr("Save the timeline")
        export_actions(
            self.menu, parent, title, self.picture, workspace.failed.emit, lambda _words: None
        )
        self.menu.addSeparator()
        for name, text, run in (
            ("csv", tr("Save the events as CS&V …"), self._save_events),
            ("document", tr("Save the chronology as a &document …"), self._save_document),
            ("cite", tr("&Cite this view"), self._cite),
        ):
            action = self.menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(unticked(run))

    def picture(self, paper: bool = False) -> ExportPicture:
        """All lanes at full height, as they are shown; for paper in light colours."""
        view, scene = self._view(), self._chronology.scene()
        theme = load_theme("light") if paper else view.state.theme
        size = QSize(round(view.state.width), round(view.state.axis + scene.height))
        state = replace(
            view.state, theme=theme, height=float(size.height()), scrolled=0.0, current=None,
            pointed=None, brush=None, selected=frozenset(), beyond=0.0,
        )  # fmt: skip

        def paint(painter: QPainter) -> None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(state.font)
            room = QRectF(0, 0, size.width(), size.height())
            painting = TimelinePainter(painter, self._chronology, state, room)
            painting.paint_ground()
            painting.paint_over()

        return ExportPicture(
            view.title, size, paint, theme, state.font, view.legend, self._caption(view.summary)
        )

    def _caption(self, summary: str) -> list[str]:
        reader, about = self._workspace.reader, self._workspace.reader.about
        words = filter_in_words(tr, reader, self._workspace.state.filter)
        return [
            summary,
            tr("Filter: {filter}", filter=words),
            tr(
                "Source: Events of {library}, version {version}",
                library=about.get("name", ""),
                version=about.get("version", ""),
            ),
        ]

    def _cite(self) -> None:
        today = datetime.now().astimezone().date()
        view, workspace = self._view(), self._workspace
        caption = self._caption(view.summary)
        text = citation_of_view(tr, workspace.reader, workspace.state, view.title, caption, today)
        QGuiApplication.clipboard().setText(text)

    def _save_events(self) -> None:
        """Read and write on a worker: a library may have very many."""
        name = file_name(self._view().title)
        path = ask_place(self._parent, tr("Save the timeline"), name, "csv")
        if path is None:
            return
        workspace, shown = self._workspace, self._chronology.shown
        numbers = self._chronology.events.number[shown.rows].tolist()
        certain = dict(zip(numbers, shown.certain[shown.rows].tolist(), strict=True))
        work = partial(write_events, workspace.reader.beside(), path, certain)
        workspace.tasks.start(work, lambda _: None, workspace.failed.emit, long=True)

    def _save_document(self) -> None:
        """Write the events under their years, with notes in the style that was chosen last."""
        view = self._view()
        place = ask_document(
            self._parent, tr("Save the chronology"), file_name(view.title), without=("plain",)
        )
        if place is None:
            return
        path, form = place
        workspace = self._workspace
        rows = self._chronology.shown.rows
        numbers = self._chronology.events.number[rows].tolist()
        reader, citer, foreword = (
            workspace.reader.beside(),
            workspace.citer,
            self._caption(view.summary),
        )

        def write() -> Path:
            from spexplorer.operations.citing import style_named
            from spexplorer.readings.timeline.document import statements_of
            from spexplorer.support.files import replacing_bytes
            from spexplorer.workspace.settings import citing_language, citing_style

            told = statements_of(tr, reader, numbers)
            style = style_named(citing_style())
            data = citer.prose(view.title, foreword, told, style, citing_language(), form)
            with replacing_bytes(path) as stream:
                stream.write(data)
            return path

        def told(path: Path) -> None:
            workspace.told.emit(tr("Wrote {file}.", file=path))

        workspace.tasks.start(write, told, workspace.failed.emit, long=True)


def write_events(reader: Reader, path: Path, certain: dict[int, bool]) -> None:
    """Write events as CSV in the order given; raises EnvironmentProblem.

    `certain` says of each by its record number whether it passes the filter for certain.
    """
    csv_table.save(path, _lines(reader, certain))


def _lines(reader: Reader, certain: dict[int, bool]) -> Iterator[list[str]]:
    yield [
        tr("Event"), tr("Date (EDTF)"), tr("Date as printed"), tr("Type"), tr("Place"),
        tr("Instruments"), tr("Actors"), tr("Passes the filter"), tr("Evidence"), tr("Identifier"),
    ]  # fmt: skip
    rows = reader.rows_at(certain)
    many = len(rows) > _ALONE
    known = {str(record.id): record for record in reader.records("event")} if many else {}
    for row in rows:
        record = known.get(row.id) or reader.record(row.id)
        if isinstance(record, Event):
            passes = tr("certainly") if certain[row.number] else tr("possibly")
            yield _cells(reader, record, passes)


def _cells(reader: Reader, event: Event, passes: str) -> list[str]:
    return [
        event.title,
        event.date or "",
        event.date_printed or "",
        reader.term("event_type", event.event_type),
        reader.label(event.place) if event.place else "",
        "; ".join(map(reader.label, event.instruments)),
        "; ".join(map(reader.label, event.agents)),
        passes,
        "; ".join(reader.label(piece.passage) for piece in event.evidence),
        event.id,
    ]
