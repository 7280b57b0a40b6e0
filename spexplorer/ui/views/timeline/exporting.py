"""What leaves the tab: the chronology as a picture, its events as a table, a citation of the view."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from spexplorer.domain.happenings import Event
from spexplorer.formats.csv_table import cell as guarded
from spexplorer.readings.view_citation import citation_of_view
from spexplorer.support.files import replacing
from spexplorer.ui.drawing.picture_export import ask_place, export_actions, file_name
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.picture import Chronology
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.words.filters import filter_in_words

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.views.timeline.parts import TimelineParts

_ALONE: Final = 500
"""So many events are read one by one; for more, all of the library are read in one go."""


class Exporting:
    """Copies and saves what a tab shows."""

    def __init__(self, tab: TimelineParts) -> None:
        self._tab = tab
        self.menu = QMenu(tab)
        self._fill()

    def _fill(self) -> None:
        workspace = self._tab.workspace
        export_actions(
            self.menu,
            self._tab,
            tr("Save the timeline"),
            lambda paper: self.picture(paper=paper),
            workspace.failed.emit,
            lambda _words: None,
        )
        self.menu.addSeparator()
        for name, text, run in (
            ("csv", tr("Save the events as CS&V …"), self._save_events),
            ("cite", tr("&Cite this view"), self._cite),
        ):
            action = self.menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(unticked(run))

    def picture(self, *, paper: bool = False) -> Chronology:
        """The drawing as it is shown; for paper in light colours."""
        tab = self._tab
        look = replace(tab.canvas.look, theme=load_theme("light") if paper else tab.theme)
        return Chronology(tab.stage, look, tab.legend, self._title(), self._caption())

    def _title(self) -> str:
        return tr("Timeline, {lanes}", lanes=self._tab.grouping.currentText())

    def _caption(self) -> list[str]:
        workspace = self._tab.workspace
        about = workspace.reader.about
        words = filter_in_words(tr, workspace.reader, workspace.state.filter)
        return [
            self._tab.summary(),
            tr("Filter: {filter}", filter=words),
            tr(
                "Source: Events of {library}, version {version}",
                library=about.get("name", ""),
                version=about.get("version", ""),
            ),
        ]

    def _cite(self) -> None:
        today = datetime.now().astimezone().date()
        reader, state = self._tab.workspace.reader, self._tab.workspace.state
        text = citation_of_view(tr, reader, state, self._title(), self._caption(), today)
        QGuiApplication.clipboard().setText(text)

    def _save_events(self) -> None:
        """Read and write on a worker: a library may have very many."""
        path = self._ask("csv")
        if path is None:
            return
        workspace, stage = self._tab.workspace, self._tab.stage
        numbers = stage.events.number[stage.shown.rows].tolist()
        certain = stage.shown.certain[stage.shown.rows].tolist()
        work = partial(
            write_events, workspace.reader.beside(), path, dict(zip(numbers, certain, strict=True))
        )
        workspace.tasks.start(work, lambda _: None, workspace.failed.emit, long=True)

    def _ask(self, ending: str) -> Path | None:
        return ask_place(self._tab, tr("Save the timeline"), file_name(self._title()), ending)


def write_events(reader: Reader, path: Path, certain: dict[int, bool]) -> None:
    """Write events as CSV in the order given; raises EnvironmentProblem.

    `certain` says of each by its record number whether it passes the filter for certain.
    """
    with replacing(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows(_lines(reader, certain))


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
            yield [guarded(cell) for cell in _cells(reader, record, passes)]


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
