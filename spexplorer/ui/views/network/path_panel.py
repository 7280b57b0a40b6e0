"""Two records and the shortest link between them, step by step in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.network.node_list import NodeList
from spexplorer.ui.views.network.record_field import RecordField
from spexplorer.ui.views.network.wording import chain_words, edge_words, path_scope, path_words
from spexplorer.ui.widgets.text import PlainLabel, plain_tip
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.exploring.network import NetworkPicture
    from spexplorer.exploring.shortest_path import ShortestPaths
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


class PathPanel(QWidget):
    """`asked` when other ends are wanted; `stepped` when another of the equally short paths is."""

    asked = Signal()
    stepped = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: ShortestPaths | None = None
        self._at = 0
        self._filtered = self._only = False
        self.start = RecordField(tr("From"), workspace)
        self.end = RecordField(tr("To"), workspace)
        self.passages = QCheckBox(tr("Also through passages of the text"))
        self.passages.setToolTip(
            tr("Nearly everything is linked through the sentences it rests on")
        )
        self.said = PlainLabel()
        self.said.setWordWrap(True)
        self.before = QPushButton(tr("Previous"))
        self.after = QPushButton(tr("Next"))
        self.before.setAccessibleName(tr("Previous path as short"))
        self.after.setAccessibleName(tr("Next path as short"))
        self.steps = NodeList(tr("Step by step"), theme)
        self.start.changed.connect(self.asked)
        self.end.changed.connect(self.asked)
        self.passages.toggled.connect(lambda _: self.asked.emit())
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self._lay_out()
        self.show_found(None, None)

    def _lay_out(self) -> None:
        turns = QHBoxLayout()
        turns.addWidget(self.before)
        turns.addWidget(self.after)
        turns.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 2 * GRID, 0)
        layout.setSpacing(GRID)
        for widget in (self.start, self.end, self.passages, self.said):
            layout.addWidget(widget)
        layout.addLayout(turns)
        layout.addWidget(self.steps, 1)
        layout.addStretch()  # before there are steps, the fields stand at the top

    @property
    def ends(self) -> tuple[str, str] | None:
        """The ids of both records, once they are chosen."""
        if self.start.record is None or self.end.record is None:
            return None
        return self.start.record, self.end.record

    def picture(self) -> NetworkPicture | None:
        """What is drawn: the paths, with the present one standing out."""
        if self._found is None:
            return None
        return self._found.picture.following(self._found.paths[self._at])

    def show_found(
        self,
        found: ShortestPaths | None,
        current: str | None,
        *,
        filtered: bool = False,
        only: bool = False,
    ) -> None:
        """Show the paths that were found, or that there are none.

        `filtered` tells that there is a filter, `only` that the search kept to what passes it.
        """
        before = self._found
        if before is None or found is None or found.picture.nodes is not before.picture.nodes:
            self._at = 0
        self._found, self._filtered, self._only = found, filtered, only
        self._write(current)

    def _write(self, current: str | None) -> None:
        found = self._found
        several = found is not None and len(found.paths) > 1
        self.before.setVisible(several)
        self.after.setVisible(several)
        self.steps.setVisible(found is not None)
        if found is None:
            self.said.setText(self._nothing())
            return
        path, picture = found.paths[self._at], found.picture
        words = path_words(found.count, len(found.paths), self._at, len(path) - 1)
        if self._filtered:
            words += " " + path_scope(picture, path, only=self._only)
        self.said.setText(words)
        lines = {(edge.a, edge.b): edge for edge in picture.edges}
        links = [edge_words(lines[pair], pair[0]) for pair in pairwise(path)]
        labels = [picture.rows[node].label for node in path]
        self.said.setToolTip(plain_tip(chain_words(labels, [link.lower() for link in links])))
        self.said.setAccessibleName(f"{words} {self.said.toolTip()}")
        rows = []
        for at, node in enumerate(path):
            row = picture.rows[node]
            onward = f" — {links[at]} ↓" if at < len(links) else ""
            out = "" if picture.passes[node] else f" · {tr('does not pass the filter')}"
            rows.append(row._replace(detail=f"{kind_label(tr, row.kind)}{out}{onward}"))
        self.steps.show_rows(rows, current)

    def _nothing(self) -> str:
        if self.ends is None:
            return tr("Choose two records to see how they are linked.")
        words = tr("No chain of links leads from one to the other.")
        if self._only and self._filtered:
            words = tr(
                "No chain of links leads from one to the other through what passes the filter."
            )
        if not self.passages.isChecked():
            words += " " + tr("Passages are left aside.")
        return words

    def show_waiting(self) -> None:
        """Say that the search is under way."""
        self.said.setText(tr("Looking for the shortest link …"))

    def _step(self, by: int) -> None:
        if self._found is not None:
            self._at = (self._at + by) % len(self._found.paths)
            self._write(None)
            self.stepped.emit()
