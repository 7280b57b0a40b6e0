"""What leaves the tab: the register as a table or a list with its evidence, the sheet of an agreement."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from spexplorer.formats.csv_table import cell as guarded
from spexplorer.readings.view_citation import library_line
from spexplorer.support.files import replacing
from spexplorer.ui.drawing.picture_export import ask_place, file_name, paper_document, save_drawn
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.agreement_sheet import Page
from spexplorer.ui.views.agreements.model import Heading, date_type, heading_words
from spexplorer.ui.views.agreements.ties import ties_of
from spexplorer.ui.widgets.buttons import ExportButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.operations.reader import Reader
    from spexplorer.ui.views.agreements.material import Entry, Material
    from spexplorer.ui.views.agreements.model import RegisterModel
    from spexplorer.workspace.workspace import Workspace

_MARGIN_MM = 18.0


class RegisterExport(ExportButton):
    """Saves what the register shows, and the sheet of the agreement that is open."""

    def __init__(
        self,
        workspace: Workspace,
        material: Material,
        model: RegisterModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Save the register or the sheet of an agreement: CSV, PDF"), parent)
        self.failed.connect(workspace.failed)
        self._workspace = workspace
        self._material = material
        self._model = model
        self._opened: Entry | None = None
        self._heading, self._muted = "", ""
        self.table = self.offer(tr("Save the register as CS&V …"), self._save_table)
        self.list = self.offer(tr("Save the register as P&DF …"), self._save_list)
        self.sheet = self.offer(tr("Save the &sheet as PDF …"), self._save_sheet)
        self.show_opened(None)

    def show_opened(self, entry: Entry | None) -> None:
        """The sheet of which agreement is open; None: there is none to save."""
        self._opened = entry
        self.sheet.setEnabled(entry is not None)

    def show_heading(self, heading: str, muted: str) -> None:
        """What is said of the register, as rich text: it heads the list too."""
        self._heading, self._muted = heading, muted

    # -- saving ---------------------------------------------------------------------------------

    def _save_table(self) -> None:
        path = ask_place(self, tr("Save the register"), "agreements", "csv")
        if path is not None:
            self.guard(partial(self._write_table, path))

    def _write_table(self, path: Path) -> None:
        with replacing(path) as stream:
            csv.writer(stream, lineterminator="\n").writerows(_lines(self._material, self._model))

    def _save_list(self) -> None:
        path = ask_place(self, tr("Save the register"), "agreements", "pdf")
        if path is not None:
            self.guard(partial(save_pdf, path, tr("Agreements"), self.list_page()))

    def _save_sheet(self) -> None:
        if self._opened is None:
            return
        title = self._opened.agreement.title
        path = ask_place(self, tr("Save the sheet"), file_name(title)[:60], "pdf")
        if path is not None:
            page = self._sheets([self._opened]) + self._source()
            self.guard(partial(save_pdf, path, title, page))

    # -- pages ----------------------------------------------------------------------------------

    def list_page(self) -> str:
        """Every agreement of the register in its order, under its groups, each with its evidence."""
        heading = self._heading
        if self._muted:
            heading = heading.replace(self._muted, load_theme("light").colours["muted"])
        parts = [f"<h2>{escape(tr('Agreements'))}</h2><p>{heading}</p>"]
        for line in self._model.lines:
            if isinstance(line, Heading):
                parts.append(f"<h3>{escape(heading_words(line))}</h3>")
            else:
                parts.append(self._sheets([line]) + "<hr>")
        return "".join(parts) + self._source()

    def _sheets(self, entries: Sequence[Entry]) -> str:
        page, reader = Page(self._material, load_theme("light")), self._workspace.reader
        return "".join(
            page.html(entry, ties_of(reader, entry.agreement), None, None) for entry in entries
        )

    def _source(self) -> str:
        return f'<p class="muted">{escape(library_line(tr, self._workspace.reader))}</p>'


def save_pdf(path: Path, title: str, html: str) -> None:
    """Write a page of rich text as PDF, in as many pages as it takes; raises EnvironmentProblem."""

    def write(device: QBuffer) -> bool:
        writer = QPdfWriter(device)
        writer.setTitle(title)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        sides = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
        writer.setPageMargins(sides, QPageLayout.Unit.Millimeter)
        paper_document(html).print_(writer)
        return True

    save_drawn(path, write)


def _lines(material: Material, model: RegisterModel) -> Iterator[list[str]]:
    yield [
        tr("Agreement"), tr("Form"), tr("Level"), tr("Parties"), tr("Dates"), tr("Status"),
        tr("Status as of (EDTF)"), tr("Instruments"), tr("Evidence"), tr("Passes the filter"),
        tr("Identifier"),
    ]  # fmt: skip
    for line in model.lines:
        if not isinstance(line, Heading):
            passes = tr("possibly") if model.is_possible(line.id) else tr("certainly")
            yield [guarded(cell) for cell in _cells(material, line, passes)]


def _cells(material: Material, entry: Entry, passes: str) -> list[str]:
    agreement, reader = entry.agreement, material.reader
    dates = [f"{date_type(material, date.type)} {date.edtf}" for date in entry.life.dates]
    return [
        agreement.title,
        entry.form,
        entry.level,
        "; ".join(entry.parties) or tr("not known"),
        "; ".join(dates) or tr("not known"),
        entry.status,
        agreement.status_as_of or "",
        "; ".join(map(reader.label, agreement.instruments)),
        "; ".join(evidence_of(reader, entry)),
        passes,
        entry.id,
    ]


def evidence_of(reader: Reader, entry: Entry) -> list[str]:
    """Where the sentences stand that an agreement rests on."""
    return [reader.label(piece.passage) for piece in entry.agreement.evidence]
