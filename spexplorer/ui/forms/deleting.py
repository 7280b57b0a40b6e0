"""Deleting a record: what points at it, and what is to become of that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QListWidget,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.kinds import kind_of
from spexplorer.ui.forms.link_editor import LinkEditor
from spexplorer.ui.forms.tools import LibraryTools
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel
from spexplorer.words.fields import inward_label

if TYPE_CHECKING:
    from spexplorer.workspace.workspace import Workspace

_LETTERS: Final = 70
_LISTED: Final = 5
_LINES: Final = 6


class DeleteDialog(Dialog):
    """Says what points at a record and offers what to do about it; then deletes."""

    def __init__(
        self,
        workspace: Workspace,
        record_id: str,
        parent: QWidget,
        tell: Callable[[str], object],
    ) -> None:
        super().__init__(parent, tr("Delete a record"))
        self._workspace = workspace
        self._id = record_id
        self._tell = tell
        self._label = workspace.reader.label(record_id)
        self.make_room(_LETTERS)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2 * GRID)
        self._say(tr("Delete “{label}”?", label=self._label), "title")
        self.detaching = QRadioButton(tr("&Take those links away"))
        self.merging = QRadioButton(tr("&Merge it into another record, which takes its place:"))
        self._other = LinkEditor(kind_of(record_id), LibraryTools(workspace).tools())
        self._other.name(tr("The record that takes its place"), "")
        self._uses = [
            sort for sort in workspace.reader.linked(record_id, _LISTED) if not sort.outward
        ]
        if self._uses:
            self._list_uses()
        else:
            self._say(tr("Nothing points at it."), "muted")
        self._say(tr("This can be undone: Edit, Undo."), "muted")
        self._problem = self._say("", "problem")
        buttons = QDialogButtonBox()
        self.delete_button = buttons.addButton(
            tr("&Delete"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        keep = buttons.addButton(tr("&Keep it"), QDialogButtonBox.ButtonRole.RejectRole)
        self.delete_button.clicked.connect(unticked(self._delete))
        keep.clicked.connect(self.reject)
        self._column.addWidget(buttons)

    def _say(self, words: str, look: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setObjectName(look)
        label.setWordWrap(True)
        self._column.addWidget(label)
        return label

    def _list_uses(self) -> None:
        total = sum(sort.total for sort in self._uses)
        self._say(
            tr.counted(total, "{n} link from another record leads here:", "{n} links lead here:"),
            "",
        )
        listed = QListWidget()
        listed.setAccessibleName(tr("What leads to it"))
        listed.setWordWrap(True)
        listed.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        for sort in self._uses:
            what = inward_label(tr, sort.predicate, sort.kind)
            for link in sort.links:
                listed.addItem(tr("{what}: {name}", what=what, name=link.row.label))
            if (more := sort.total - len(sort.links)) > 0:
                words = tr("{what}: and {n} more", what=what, n=tr.number(more))
                listed.addItem(words)
        self._column.addWidget(listed)
        group = QButtonGroup(self)
        for choice in (self.detaching, self.merging):
            group.addButton(choice)
            self._column.addWidget(choice)
        self._column.addWidget(self._other)
        self.detaching.setChecked(True)
        self._other.setEnabled(False)
        self.merging.toggled.connect(self._other.setEnabled)

    def _delete(self) -> None:
        editing = self._workspace.editing
        if self._uses and self.merging.isChecked():
            other = self._other.raw()
            if not isinstance(other, str) or not other or other == self._id:
                self._problem.setText(tr("Choose the record that takes its place."))
                self._other.setFocus()
                return
            editing.merge(other, [self._id], self._done, self._failed)
        else:
            editing.delete([self._id], self._done, self._failed, detach=bool(self._uses))
        self.delete_button.setEnabled(False)

    def _done(self, _changes: object) -> None:
        self._tell(tr("Deleted: {label}", label=self._label))
        if self._workspace.state.current == self._id:
            self._workspace.set_state(self._workspace.state.at(None))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.delete_button.setEnabled(True)
        self._problem.setText(str(error))
