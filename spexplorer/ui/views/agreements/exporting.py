"""What leaves the tab: the register as a table or as pages with its evidence, the sheet of an agreement."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from spexplorer.formats import csv_table
from spexplorer.readings.agreements.wording import (
    Detail,
    DetailValue,
    binding_note,
    details_of,
    table_of,
)
from spexplorer.readings.tables import GroupHeading, ListedLines
from spexplorer.readings.view_citation import library_line
from spexplorer.ui.drawing.picture_export import ask_place, file_name, paper_document, save_drawn
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import ExportButton
from spexplorer.ui.widgets.sheet import sheet_style

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.readings.agreements.register import AgreementEntry, AgreementRegister

_MARGIN_MM: Final = 18.0


class RegisterExport(ExportButton):
    """Saves what the register shows, and the sheet of the current agreement."""

    def __init__(self, register: AgreementRegister, parent: QWidget | None = None) -> None:
        super().__init__(tr("Save the register or the sheet of an agreement: CSV, PDF"), parent)
        self._register = register
        self._lines = ListedLines()
        self._heading = ""
        self._current: AgreementEntry | None = None
        self.table = self.offer(tr("Save the register as CS&V …"), self._save_table)
        self.list = self.offer(tr("Save the register as P&DF …"), self._save_list)
        self.sheet = self.offer(tr("Save the &sheet as PDF …"), self._save_sheet)
        self.show_current(None)

    def show_lines(self, register: AgreementRegister, lines: ListedLines, heading: str) -> None:
        """Take what the register shows, in its order, and what is said of it."""
        self._register, self._lines, self._heading = register, lines, heading

    def show_current(self, entry: AgreementEntry | None) -> None:
        """Take the agreement whose sheet can be saved; None where there is none."""
        self._current = entry
        self.sheet.setEnabled(entry is not None)

    # -- saving ---------------------------------------------------------------------------------

    def _save_table(self) -> None:
        path = ask_place(self, tr("Save the register"), "agreements", "csv")
        if path is not None:
            self.guard(partial(self._write_table, path))

    def _write_table(self, path: Path) -> None:
        rows = table_of(self._register, self._lines)
        csv_table.save(path, rows)

    def _save_list(self) -> None:
        path = ask_place(self, tr("Save the register"), "agreements", "pdf")
        if path is not None:
            self.guard(partial(save_pdf, path, tr("Agreements"), self.list_page()))

    def _save_sheet(self) -> None:
        if self._current is None:
            return
        title = self._current.agreement.title
        path = ask_place(self, tr("Save the sheet"), file_name(title)[:60], "pdf")
        if path is not None:
            page = _style() + self._sheet(self._current) + self._foot()
            self.guard(partial(save_pdf, path, title, page))

    # -- pages ----------------------------------------------------------------------------------

    def list_page(self) -> str:
        """Every agreement of the register in its order, under its groups, each with its evidence."""
        title = escape(tr("Agreements"))
        parts = [_style(), f"<h2>{title}</h2><p>{escape(self._heading)}</p>"]
        for line in self._lines.shown:
            if isinstance(line, GroupHeading):
                parts.append(f"<h3>{escape(line.words)}</h3>")
            else:
                parts.append(self._sheet(self._register.entries[line.id]) + "<hr>")
        return "".join(parts) + self._foot()

    def _sheet(self, entry: AgreementEntry) -> str:
        head = escape(f"{entry.form} · {entry.level}")
        title = escape(entry.agreement.title)
        rows = "".join(map(_row, details_of(self._register, entry)))
        return f"<div>{head}</div><div><big><b>{title}</b></big></div><table>{rows}</table>"

    def _foot(self) -> str:
        source = library_line(tr, self._register.reader)
        return f'<p class="muted">{escape(binding_note(tr))} {escape(source)}</p>'


def _style() -> str:
    """Paper is light, whatever the theme of the window."""
    return sheet_style(load_theme("light"))


def _row(detail: Detail) -> str:
    values = "<br>".join(map(_value, detail.values))
    return f'<tr><td class="muted">{escape(detail.name)}</td><td>{values}</td></tr>'


def _value(value: DetailValue) -> str:
    before = f"{escape(value.before)}: " if value.before else ""
    aside = f' <span class="muted">{escape(value.aside)}</span>' if value.aside else ""
    return f"{before}{escape(value.text)}{aside}"


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
