"""The evidence of a record: the sentences it rests on, where they stand, and all that rests on them.

The library ships no sentence of its source: a passage is shown by where it stands (section, paragraph,
sentence, page, footnote), so that it can be found in the reader's own copy.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.kinds import KINDS, kind_of
from spexplorer.domain.works import Passage
from spexplorer.ui.lists.record_list import RecordList
from spexplorer.ui.panels.record_page import page_style
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import TextPage

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Link, LinkSort
    from spexplorer.workspace.workspace import Workspace

_ROLES = ("states", "supports", "cites", "mentions", "contradicts")
"""From the strongest evidence to what stands against."""

_MOST = 500
"""So many passages of a record, and so many records of a sort that rest on a passage, are listed."""


class EvidenceDialog(Dialog):
    """Passages at the left in order of strength, what is known of the chosen one at the right."""

    def __init__(self, workspace: Workspace, theme: Theme, record_id: str, parent: QWidget) -> None:
        reader = workspace.reader
        super().__init__(parent, tr("Evidence: {label}", label=reader.label(record_id)))
        self._workspace = workspace
        self._theme = theme
        self.make_room(110, 28)
        self._total = 0
        self._links = self._passages(record_id)
        self._passage: str | None = None
        self._list = RecordList(tr("Passages"), theme)
        self._list.head = _passages
        self._list.chosen.connect(self._show)
        self._page = TextPage()
        self._page.setAccessibleName(tr("The passage and what rests on it"))
        self._page.anchorClicked.connect(self._follow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._copy = QPushButton(tr("&Copy where it stands"))
        self._copy.setToolTip(
            tr("The passage as a reference: work, section, paragraph, sentence, page")
        )
        self._copy.clicked.connect(self._copy_reference)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        side = QHBoxLayout()
        side.setSpacing(2 * GRID)
        side.addWidget(self._list, 2)
        side.addWidget(self._page, 3)
        layout = QVBoxLayout(self)
        layout.addLayout(side, 1)
        layout.addWidget(buttons)
        QShortcut(QKeySequence("E"), self).activated.connect(self.accept)
        self._fill()

    def _fill(self) -> None:
        """List the passages and show the strongest."""
        rows = [self._row(link) for link in self._links]
        self._list.show_rows(rows, rows[0].id if rows else None)
        if self._total > len(rows):
            self._list.heading.setText(
                tr("The first {n} of {all} passages", n=f"{len(rows):,}", all=f"{self._total:,}")
            )
        self._copy.setEnabled(bool(rows))
        if rows:
            self._show(rows[0].id)
        else:
            self._page.setPlainText(tr("No passage stands behind this record."))

    def _passages(self, record_id: str) -> list[Link]:
        """The passages a record rests on, strongest first; for a passage, the passage itself."""
        if kind_of(record_id) == "passage":
            row = self._workspace.reader.row(record_id)
            from spexplorer.operations.reader import Link

            return [Link("", True, "states", row)] if row else []
        sorts = [
            sort
            for sort in self._workspace.reader.linked(record_id, _MOST)
            if sort.outward and sort.predicate == "evidence.passage"
        ]
        self._total = sum(sort.total for sort in sorts)
        found = [link for sort in sorts for link in sort.links]
        return sorted(found, key=lambda link: _ROLES.index(link.role))

    def _row(self, link: Link) -> Row:
        """A passage in the list: its place in the section first, which is where passages differ."""
        passage = self._workspace.reader.record(link.row.id)
        if not isinstance(passage, Passage):
            return link.row
        if passage.footnote is not None:
            place = tr("Footnote {n}", n=passage.footnote)
        else:
            place = tr("¶ {p}, sentence {s}", p=passage.paragraph, s=passage.sentence)
        page = tr("p. {page}", page=passage.page) if passage.page else ""
        section = passage.section if passage.footnote is None else ""
        return link.row._replace(
            label=" · ".join(filter(None, (place, page))),
            detail=" · ".join(filter(None, (self._role(link.role), section))),
        )

    def _role(self, role: str) -> str:
        return self._workspace.reader.term("evidence_role", role) if role else ""

    def _copy_reference(self) -> None:
        from spexplorer.ui.panels.record_citation import reference_of

        if self._passage is not None:
            reader = self._workspace.reader
            QGuiApplication.clipboard().setText(reference_of(reader, self._passage))
            self._copy.setText(tr("&Copied"))

    def _show(self, passage_id: str) -> None:
        self._passage = passage_id
        self._copy.setText(tr("&Copy where it stands"))
        reader = self._workspace.reader
        passage = reader.record(passage_id)
        if not isinstance(passage, Passage):
            return
        role = next((link.role for link in self._links if link.row.id == passage_id), "")
        parts = [
            f"<style>{page_style(self._theme)}</style>",
            f"<h2>{escape(reader.label(passage_id))}</h2>",
            self._where(passage, role),
        ]
        groups: dict[str, list[LinkSort]] = {}
        for sort in reader.linked(passage_id, _MOST):
            if not sort.outward:
                groups.setdefault(sort.kind, []).append(sort)
        # What the source says comes before what was observed about its wording.
        parts += [_resting(kind, groups[kind]) for kind in KINDS if kind in groups]
        self._page.setHtml("".join(parts))

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
        hint = tr(
            "The text itself is not part of this library. Find the sentence in your own copy by its section, "
            "paragraph and number."
        )
        muted = self._theme.colours["muted"]
        return (
            f'<p>{"<br>".join(map(escape, lines))}</p><p style="color: {muted}">{escape(hint)}</p>'
        )

    def _follow(self, url: QUrl) -> None:
        scheme, _, record_id = url.toString().partition(":")
        if scheme == "record":
            self.accept()
            self._workspace.go(record_id)


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
