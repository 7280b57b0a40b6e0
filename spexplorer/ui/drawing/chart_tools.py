"""What can be done with a chart: copied, saved, printed, cited."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from spexplorer.formats import csv_table
from spexplorer.readings.view_citation import citation_of_view
from spexplorer.support.errors import AppError
from spexplorer.ui.drawing.chart_picture import caption_of, chart_picture, in_colours_of
from spexplorer.ui.drawing.picture_export import (
    ask_place,
    export_actions,
    file_name,
    print_picture,
)
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_caption
from spexplorer.words.filters import filter_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.drawing.chart import Alternative, ChartData
    from spexplorer.ui.drawing.picture_export import ExportPicture
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _say_nothing(_words: str) -> None:
    return


class ChartTools(NamedTuple):
    """A chart as it is shown now; what was done with it is said through `tell`."""

    workspace: Workspace
    data: ChartData
    theme: Theme
    parent: QWidget
    tell: Callable[[str], object] = _say_nothing

    def picture(self, *, paper: bool = False) -> ExportPicture:
        """The chart as a picture, in the colours of the window or, for paper, in light ones."""
        theme = load_theme("light") if paper else self.theme
        data = in_colours_of(self.data, self.theme, theme)
        return chart_picture(data, theme, self.parent.font(), self._filter())

    def _filter(self) -> str:
        return filter_in_words(tr, self.workspace.reader, self.workspace.state.filter)

    def copy_numbers(self) -> None:
        """Put the numbers on the clipboard, as a table."""
        copy_data(self.data)
        self.tell(tr("The numbers of “{chart}” are on the clipboard.", chart=self.data.title))

    def cite(self) -> None:
        """Put everything that leads back to this view on the clipboard."""
        caption, workspace = caption_of(self.data, self._filter()), self.workspace
        today = datetime.now().astimezone().date()
        text = citation_of_view(
            tr, workspace.reader, workspace.state, self.data.title, caption, today
        )
        QGuiApplication.clipboard().setText(text)
        self.tell(tr("The citation of this view is on the clipboard."))

    def ask_and_save_data(self) -> None:
        """Ask for a place and write the numbers there; what goes wrong is told in a sentence."""
        target = ask_place(self.parent, tr("Save the chart"), file_name(self.data.title), "csv")
        if target is None:
            return
        try:
            self.save_data(target)
        except AppError as error:
            self.workspace.failed.emit(error)
        else:
            self.tell(tr("Saved to {file}", file=target))

    def save_data(self, path: Path) -> None:
        """Write the numbers as CSV; raises EnvironmentProblem."""
        csv_table.save(path, [_header(self.data), *_rows(self.data)])

    def print_chart(self) -> None:
        """Ask for a printer and print the chart in light colours across a page."""
        print_picture(self.picture(paper=True), self.parent, self.workspace.failed.emit)


def chart_menu(tools: ChartTools) -> QMenu:
    """The menu of a chart; it deletes itself once it is closed."""
    from PySide6.QtCore import Qt

    menu = QMenu(tools.parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    export_actions(
        menu,
        tools.parent,
        tr("Save the chart"),
        lambda paper: tools.picture(paper=paper),
        tools.workspace.failed.emit,
        tools.tell,
    )
    menu.addSeparator()
    for name, text, run in (
        ("copy-data", tr("Copy &data"), tools.copy_numbers),
        ("csv", tr("Save data as CS&V …"), tools.ask_and_save_data),
        ("cite", tr("&Cite this view"), tools.cite),
        ("print", tr("P&rint …"), tools.print_chart),
    ):
        action = menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(unticked(run))
    return menu


def add_alternatives(
    menu: QMenu,
    alternatives: Sequence[Alternative],
    draw: Callable[[Alternative], None],
    prefer: Callable[[Alternative, Sequence[str]], None],
) -> None:
    """Offer for each point that several records give to draw it with another one, and to prefer one."""
    keys = list(dict.fromkeys(one.key for one in alternatives))
    if keys:
        menu.addSeparator()
    for key in keys:
        several = [one for one in alternatives if one.key == key]
        below = menu.addMenu(tr("Draw {point} with", point=key))
        below.setObjectName(f"draw-{key}")
        for one in several:
            words = tr("{value} (preferred)", value=one.words) if one.reason else one.words
            action = below.addAction(plain_caption(words))
            action.setCheckable(True)
            action.setChecked(one.is_drawn)
            action.triggered.connect(unticked(partial(draw, one)))
        below.addSeparator()
        drawn = next(one for one in several if one.is_drawn)
        others = [one.record for one in several if one is not drawn]
        action = below.addAction(tr("&Prefer the value that is drawn …"))
        action.triggered.connect(unticked(partial(prefer, drawn, others)))


def copy_data(data: ChartData) -> None:
    """Put the table of a chart on the clipboard, columns set apart by tabs."""
    header, rows = data.table()
    lines = ["\t".join(map(csv_table.cell, row)) for row in [header, *rows]]
    QGuiApplication.clipboard().setText("\n".join(lines))


def csv_of(data: ChartData) -> str:
    """The table of a chart with a first row of names; numbers plain, as programs read them."""
    stream = io.StringIO()
    csv_table.write(stream, _header(data), _rows(data), byte_order_mark=False)
    return stream.getvalue()


def _header(data: ChartData) -> list[str]:
    return [data.title, *data.columns()[0]]


def _rows(data: ChartData) -> Iterable[list[str]]:
    _, columns = data.columns()
    for at, label in enumerate(data.labels):
        yield [label, *_plain(values[at] for values in columns)]


def _plain(values: Iterable[float | None]) -> list[str]:
    return [
        "" if value is None else f"{value:g}" if value % 1 else f"{value:.0f}" for value in values
    ]
