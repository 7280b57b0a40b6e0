"""What can be done with a chart: copied, saved, printed, cited."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from spexplorer.readings.view_citation import citation_of_view
from spexplorer.support.errors import AppError, EnvironmentProblem
from spexplorer.support.files import replacing
from spexplorer.ui.drawing.chart_colours import in_colours_of
from spexplorer.ui.drawing.chart_picture import Picture, caption_of, print_on, save_pdf
from spexplorer.ui.drawing.picture_export import ask_place, image_of, save_png, save_svg
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.actions import unticked
from spexplorer.words.filters import filter_in_words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.drawing.chart import ChartData
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""


def _quietly(_words: str) -> None:
    return


class ChartTools(NamedTuple):
    """A chart as it is shown now; what was done with it is said through `tell`."""

    workspace: Workspace
    data: ChartData
    theme: Theme
    parent: QWidget
    tell: Callable[[str], object] = _quietly

    def picture(self, theme: Theme | None = None) -> Picture:
        """The chart as a picture, by default in the colours of the window."""
        wanted = theme or self.theme
        data = in_colours_of(self.data, self.theme, wanted)
        return Picture(data, wanted, self.parent.font(), self._filter())

    def _filter(self) -> str:
        return filter_in_words(tr, self.workspace.reader, self.workspace.state.filter)

    def copy_image(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(image_of(self.picture()))
        self.tell(tr("The picture of “{chart}” is on the clipboard.", chart=self.data.title))

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

    def save(self, write: Callable[[Path], None], ending: str) -> None:
        """Ask for a place and write there; what goes wrong is told in a sentence."""
        target = ask_place(self.parent, tr("Save the chart"), file_name(self.data.title), ending)
        if target is None:
            return
        try:
            write(target)
        except AppError as error:
            self.workspace.failed.emit(error)
        else:
            self.tell(tr("Saved to {file}", file=target))

    def save_data(self, path: Path) -> None:
        """Write the numbers as CSV; raises EnvironmentProblem."""
        with replacing(path) as stream:
            stream.write(csv_of(self.data))

    def print_chart(self) -> None:
        """Ask for a printer and print the chart in light colours across a page."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self.parent)
        dialog.accepted.connect(partial(self._print_on, printer))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        dialog.show()

    def _print_on(self, printer: QPrinter) -> None:
        if not print_on(self.picture(load_theme("light")), printer):
            self.workspace.failed.emit(
                EnvironmentProblem(
                    tr("The printer does not take the chart; save it as PDF instead.")
                )
            )


def chart_menu(tools: ChartTools) -> QMenu:
    """The menu of a chart; it deletes itself once it is closed."""
    picture = tools.picture()
    paper = tools.picture(load_theme("light"))
    menu = QMenu(tools.parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    save = tools.save
    groups: tuple[tuple[tuple[str, str, Callable[[], object]], ...], ...] = (
        (
            ("copy-image", tr("Copy as &image"), tools.copy_image),
            ("copy-data", tr("Copy &data"), tools.copy_numbers),
            ("cite", tr("&Cite this view"), tools.cite),
        ),
        (
            ("png", tr("Save as &PNG …"), partial(save, partial(save_png, picture), "png")),
            ("svg", tr("Save as &SVG …"), partial(save, partial(save_svg, picture), "svg")),
            ("pdf", tr("Save as P&DF …"), partial(save, partial(save_pdf, paper), "pdf")),
            ("csv", tr("Save data as CS&V …"), partial(save, tools.save_data, "csv")),
        ),
        (("print", tr("P&rint …"), tools.print_chart),),
    )  # fmt: skip
    for group in groups:
        for name, text, run in group:
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(unticked(run))
        menu.addSeparator()
    return menu


def copy_data(data: ChartData) -> None:
    """Put the table of a chart on the clipboard, columns set apart by tabs."""
    header, rows = data.table()
    lines = ["\t".join(map(guarded, row)) for row in [header, *rows]]
    QGuiApplication.clipboard().setText("\n".join(lines))


def csv_of(data: ChartData) -> str:
    """The table of a chart with a first row of names; numbers plain, as programs read them."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names, columns = data.columns()
    writer.writerow(guarded(cell) for cell in (data.title, *names))
    for at, label in enumerate(data.labels):
        writer.writerow([guarded(label), *_plain(values[at] for values in columns)])
    return stream.getvalue()


def _plain(values: Iterable[float | None]) -> list[str]:
    return [
        "" if value is None else f"{value:g}" if value % 1 else f"{value:.0f}" for value in values
    ]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe makes it text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def file_name(title: str) -> str:
    """A title as the name of a file on any system."""
    kept = "".join(letter if letter.isalnum() else " " for letter in title)
    return "-".join(kept.lower().split()) or "chart"
