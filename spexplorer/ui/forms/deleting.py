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
        *,
        merges: bool = False,
    ) -> None:
        """With `merges` it asks for the record that takes the place of this one."""
        super().__init__(parent, tr("Merge a record") if merges else tr("Delete a record"))
        self._merges = merges
        self._workspace = workspace
        self._id = record_id
        self._tell = tell
        self._label = workspace.reader.label(record_id)
        self.make_room(_LETTERS)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2 * GRID)
        words = (
            tr("Merge “{label}” into another record?", label=self._label)
            if merges
            else tr("Delete “{label}”?", label=self._label)
        )
        self._say(words, "title")
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
        if self._uses or merges:
            self._add_choices()
        self._say(tr("This can be undone: Edit, Undo."), "muted")
        self._add_buttons()

    def _add_buttons(self) -> None:
        self._problem = self._say("", "problem")
        buttons = QDialogButtonBox()
        words = tr("&Merge") if self._merges else tr("&Delete")
        self.delete_button = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        words = tr("Cancel") if self._merges else tr("&Keep it")
        keep = buttons.addButton(words, QDialogButtonBox.ButtonRole.RejectRole)
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

    def _add_choices(self) -> None:
        """What is to become of the links; a merge moves them to the other record."""
        group = QButtonGroup(self)
        for choice in (self.detaching, self.merging):
            group.addButton(choice)
            self._column.addWidget(choice)
        self._column.addWidget(self._other)
        for choice in (self.detaching, self.merging):
            choice.setVisible(not self._merges)
        (self.merging if self._merges else self.detaching).setChecked(True)
        self._other.setEnabled(self._merges)
        self.merging.toggled.connect(self._other.setEnabled)
        if self._merges:
            self._other.setFocus()
            self._say(
                tr(
                    "All links and its other names move there; its id leads to the other record from"
                    " now on."
                ),
                "muted",
            )

    def _delete(self) -> None:
        editing = self._workspace.editing
        if self.merging.isChecked():
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
        state = self._workspace.state
        if self.merging.isChecked():
            self._tell(tr("Merged: {label}", label=self._label))
            if state.current == self._id:
                self._workspace.set_state(state.at(str(self._other.raw())))
        else:
            self._tell(tr("Deleted: {label}", label=self._label))
            if state.current == self._id:
                self._workspace.set_state(state.at(None))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.delete_button.setEnabled(True)
        self._problem.setText(str(error))
