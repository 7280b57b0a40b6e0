"""The evidence of a record: the sentences it rests on, where they stand, and all that rests on them.

The library ships no sentence of its source. The sentences come from the reader's own copy; without one a
passage is shown by where it stands (section, paragraph, sentence, page, footnote).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.kinds import KINDS, kind_of
from spexplorer.domain.works import Passage
from spexplorer.readings.evidence import FootnoteTrail, evidence_of, footnotes_of, place_of
from spexplorer.ui.lists.record_list import RecordList
from spexplorer.ui.panels.passage_view import PassageCards, PassageView
from spexplorer.ui.panels.record_page import page_style
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.labels import ElidedLabel
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import TextPage, plain_tip

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Link, LinkSort
    from spexplorer.workspace.workspace import Workspace

_MOST = 500
"""So many passages of a record, and so many records of a sort that rest on a passage, are listed."""

_SIDE_BY_SIDE: Final = 12
"""Passages that are shown side by side."""


class EvidenceDialog(Dialog):
    """Passages at the left in order of strength, the sentence and what is known of it at the right."""

    def __init__(self, workspace: Workspace, theme: Theme, record_id: str, parent: QWidget) -> None:
        super().__init__(parent, tr("Evidence: {label}", label=workspace.reader.label(record_id)))
        self._workspace = workspace
        self._theme = theme
        self.make_room(132, 38)
        self._links, self._total = evidence_of(workspace.reader, record_id, _MOST)
        self._passage: str | None = None
        self._past: list[str] = []
        self._future: list[str] = []
        self._make_parts()
        self._make_buttons()
        self._lay_out()
        for keys, act in (("E", self.accept), ("Alt+Left", self._back), ("Alt+Right", self._on)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        workspace.copies.changed.connect(self._refresh)
        self._fill()

    # -- building ---------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self._list = RecordList(tr("Passages"), self._theme)
        self._list.head = _passages
        self._list.chosen.connect(self._show)
        self.view = PassageView(self._workspace, self._theme)
        self.view.attach_wanted.connect(self._attach)
        self.cards = PassageCards(self._workspace)
        self._page = TextPage()
        self._page.setAccessibleName(tr("The passage and what rests on it"))
        self._page.anchorClicked.connect(self._follow)
        self.back_button, self.on_button = QToolButton(), QToolButton()
        for button, sign, tip, act in (
            (self.back_button, "◀", tr("Back to the passage before (Alt+Left)"), self._back),
            (self.on_button, "▶", tr("Forward (Alt+Right)"), self._on),
        ):
            button.setText(sign)
            button.setToolTip(plain_tip(tip))
            button.setAccessibleName(tip)
            button.clicked.connect(unticked(act))
        self.where = ElidedLabel()
        self.where.setObjectName("title")
        self.beside = QToolButton()
        self.beside.setText(tr("Side by side"))
        self.beside.setToolTip(tr("Show all passages of this record beside each other"))
        self.beside.setCheckable(True)
        self.beside.toggled.connect(self._turn)

    def _make_buttons(self) -> None:
        self._copy = QPushButton(tr("&Copy where it stands"))
        self._copy.setToolTip(
            tr("The passage as a reference: work, section, paragraph, sentence, page")
        )
        self._copy.clicked.connect(self._copy_reference)
        self.quote = QPushButton(tr("Copy the &quotation"))
        self.quote.setToolTip(tr("The sentence in quotation marks, followed by where it stands"))
        self.quote.clicked.connect(unticked(self._copy_quotation))
        self.read = QPushButton(tr("&Read on in the source"))
        self.read.setToolTip(tr("The whole text with this passage marked, on the tab Source"))
        self.read.clicked.connect(unticked(self._read_source))
        close = QPushButton(tr("Close"))
        close.clicked.connect(unticked(self.reject))
        self._buttons = QWidget()
        line = FlowLayout(self._buttons)
        for button in (self._copy, self.quote, self.read, close):
            button.setAutoDefault(False)
            line.addWidget(button)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for part in (self.back_button, self.on_button):
            top.addWidget(part)
        top.addWidget(self.where, 1)
        top.addWidget(self.beside)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.view)
        self._shown.addWidget(self.cards)
        self._side = QSplitter(Qt.Orientation.Vertical)
        self._side.addWidget(self._shown)
        self._side.addWidget(self._page)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(2 * GRID, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._side, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._list)
        split.addWidget(right)
        for one in (split, self._side):
            one.setChildrenCollapsible(False)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 5)
        split.setSizes([2000, 5000])
        self._side.setSizes([1000, 1000])
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(self._buttons)

    # -- showing ----------------------------------------------------------------------------------

    def _fill(self) -> None:
        """List the passages and show the strongest."""
        rows = [self._row(link) for link in self._links]
        self._list.show_rows(rows, rows[0].id if rows else None)
        if self._total > len(rows):
            self._list.heading.setText(
                tr("The first {n} of {all} passages", n=f"{len(rows):,}", all=f"{self._total:,}")
            )
        self._copy.setEnabled(bool(rows))
        self.read.setEnabled(bool(rows))
        self.beside.setVisible(len(rows) > 1)
        if rows:
            self._show(rows[0].id)
        else:
            self.view.show_passage(None)
            self.quote.setEnabled(False)
            self._page.setPlainText(tr("No passage stands behind this record."))
        self._show_ways()

    def _row(self, link: Link) -> Row:
        """A passage in the list: its place in the section first, which is where passages differ."""
        passage = self._workspace.reader.record(link.row.id)
        if not isinstance(passage, Passage):
            return link.row
        section = passage.section if passage.footnote is None else ""
        return link.row._replace(
            label=place_of(tr, passage),
            detail=" · ".join(filter(None, (self._role(link.role), section))),
        )

    def _role(self, role: str) -> str:
        return self._workspace.reader.term("evidence_role", role) if role else ""

    def _show(self, passage_id: str) -> None:
        if self._passage is not None and passage_id != self._passage:
            self._past.append(self._passage)
            self._future.clear()
        self._show_again(passage_id)

    def _show_again(self, passage_id: str) -> None:
        """Show a passage, whichever way one came to it."""
        self._passage = passage_id
        self._copy.setText(tr("&Copy where it stands"))
        self.quote.setText(tr("Copy the &quotation"))
        self._list.show_current(passage_id)
        self._show_ways()
        passage = self._workspace.reader.record(passage_id)
        if not isinstance(passage, Passage):
            return
        self.where.say(self._workspace.reader.label(passage_id))
        self.view.show_passage(passage)
        self.quote.setEnabled(bool(self.view.text))
        self._page.setHtml(self._html(passage))

    def _html(self, passage: Passage) -> str:
        reader = self._workspace.reader
        role = next((link.role for link in self._links if link.row.id == passage.id), "")
        parts = [
            f"<style>{page_style(self._theme)}</style>",
            self._where(passage, role),
            *(self._footnote(one, passage) for one in footnotes_of(tr, reader, passage)),
        ]
        groups: dict[str, list[LinkSort]] = {}
        for sort in reader.linked(passage.id, _MOST):
            if not sort.outward:
                groups.setdefault(sort.kind, []).append(sort)
        # What the source says comes before what was observed about its wording.
        parts += [_resting(kind, groups[kind]) for kind in KINDS if kind in groups]
        return "".join(parts)

    def _where(self, passage: Passage, role: str) -> str:
        reader = self._workspace.reader
        lines = [
            reader.label(passage.work),
            tr("Section: {section}", section=passage.section),
            tr("Paragraph {p}, sentence {s}", p=passage.paragraph, s=passage.sentence),
        ]
        if passage.footnote is not None:
            lines[2] = tr("Footnote {n}", n=passage.footnote)
        if passage.page:
            basis = reader.term("page_basis", passage.page_basis or "").lower()
            lines.append(tr("Page {page} ({basis})", page=passage.page, basis=basis))
        if passage.footnote_marks:
            marks = ", ".join(str(mark) for mark in passage.footnote_marks)
            lines.append(tr("Carries footnote mark {marks}", marks=marks))
        lines.append(counted(passage.token_count, "{n} word", "{n} words"))
        if role:
            lines.append(tr("This passage {role} the record", role=self._role(role)))
        copy = self._workspace.copies.copy(passage.work)
        if copy is not None and (page := copy.page_of(passage.id)) is not None:
            lines.append(tr("Page {n} of your copy", n=tr.number(page)))
        return f"<p>{'<br>'.join(map(escape, lines))}</p>"

    def _footnote(self, trail: FootnoteTrail, shown: Passage) -> str:
        """A footnote as printed in the copy, and the way from it to its origin."""
        steps = [f'<a href="record:{trail.id}">{escape(trail.relation)}</a>']
        if trail.target is not None:
            words = tr("footnote {n}", n=tr.number(trail.target[1]))
            steps.append(f'<a href="record:{trail.target[0]}">{escape(words)}</a>')
        steps += [
            f'<a href="record:{work.id}">{escape(work.label)}</a>'
            for work in (trail.work, *trail.through)
            if work is not None
        ]
        way = f"<div>{' → '.join(steps)}</div>"
        title = tr("Footnote {n}", n=tr.number(trail.number))
        head = escape(title)
        printed = ""
        if trail.own is not None and trail.own != shown.id:
            head = f'<a href="passage:{trail.own}">{head}</a>'
            copy = self._workspace.copies.copy(shown.work)
            text = copy.sentence(trail.own) if copy is not None else ""
            printed = f"<div>“{escape(text)}”</div>" if text else ""
        mark = f'<div class="warning">{escape(trail.mark)}</div>' if trail.mark else ""
        return f"<h3>{head}</h3>{printed}{way}{mark}"

    def _refresh(self, _work: object) -> None:
        """A copy has come, or is another one."""
        if self._passage is not None:
            self._show_again(self._passage)
        if self.beside.isChecked():
            self._turn(True)

    def _turn(self, beside: bool) -> None:
        """Show all passages side by side, or the chosen one alone."""
        if beside:
            found = [
                (passage, self._role(link.role))
                for link in self._links[:_SIDE_BY_SIDE]
                if isinstance(passage := self._workspace.reader.record(link.row.id), Passage)
            ]
            self.cards.show_passages(found)
        self._shown.setCurrentIndex(1 if beside else 0)

    # -- going ------------------------------------------------------------------------------------

    def _back(self) -> None:
        self._travel(self._past, self._future)

    def _on(self) -> None:
        self._travel(self._future, self._past)

    def _travel(self, source: list[str], target: list[str]) -> None:
        if source and self._passage is not None:
            target.append(self._passage)
            self._show_again(source.pop())

    def _show_ways(self) -> None:
        self.back_button.setEnabled(bool(self._past))
        self.on_button.setEnabled(bool(self._future))

    def _follow(self, url: QUrl) -> None:
        scheme, _, record_id = url.toString().partition(":")
        if scheme == "passage" and kind_of(record_id) == "passage":
            self._show(record_id)
        elif scheme == "record":
            self.accept()
            self._workspace.go(record_id)

    def _read_source(self) -> None:
        if self._passage is not None:
            self.accept()
            self._workspace.read_source(self._passage)

    def _attach(self, work: str) -> None:
        from spexplorer.ui.panels.attach_dialog import open_attach_dialog

        dialog = open_attach_dialog(self._workspace, self, work=work)
        dialog.reading_wanted.connect(self.accept)

    # -- copying ----------------------------------------------------------------------------------

    def _copy_reference(self) -> None:
        from spexplorer.ui.panels.record_citation import reference_of

        if self._passage is not None:
            reader = self._workspace.reader
            QGuiApplication.clipboard().setText(reference_of(reader, self._passage))
            self._copy.setText(tr("&Copied"))

    def _copy_quotation(self) -> None:
        from spexplorer.ui.panels.record_citation import reference_of

        if self._passage is not None and self.view.text:
            where = reference_of(self._workspace.reader, self._passage)
            words = tr("“{sentence}”", sentence=self.view.text)
            QGuiApplication.clipboard().setText(f"{words}\n{where}")
            self.quote.setText(tr("Copied"))


def _passages(number: int) -> str:
    """The head of the list."""
    return counted(number, "{n} passage", "{n} passages")


def _resting(kind: str, sorts: list[LinkSort]) -> str:
    """The records of a kind that rest on a passage or name it, each once."""
    links = [link for sort in sorts for link in sort.links]
    rows = {link.row.id: link.row.label for link in links}
    further = sum(sort.total - len(sort.links) for sort in sorts)
    lines = [f'<a href="record:{escape(uid)}">{escape(label)}</a>' for uid, label in rows.items()]
    if further:
        lines.append(escape(counted(further, "and {n} more", "and {n} more")))
    title = f"{tr(KIND_LABELS[kind])} ({len(rows) + further:,})"
    return f"<h3>{escape(title)}</h3>{'<br>'.join(lines)}"
