"""Deleting a record: what points at it, and what is to become of that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

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
        for sort in self._uses:
            names = [link.row.label for link in sort.links[:_LISTED]]
            more = sort.total - len(names)
            words = tr(
                "{what}: {names}",
                what=inward_label(tr, sort.predicate, sort.kind),
                names=tr.joined(names),
            )
            self._say(words + (tr(" and {n} more", n=tr.number(more)) if more > 0 else ""), "muted")
        self._say(tr("Deleting it takes those links away."), "")

    def _delete(self) -> None:
        editing = self._workspace.editing
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
