"""The editor of a link: looks records up as one types, in any script, and offers to add one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit

from spexplorer.domain.kinds import KIND_LABEL
from spexplorer.ui.forms.editors import Editor
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.offers import Offers
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.forms.editors import FormTools

_SHOWN: Final = 9
_REST_MS: Final = 60
_ID: Final = Qt.ItemDataRole.UserRole


class LinkEditor(Editor):
    """Holds the id of a record and shows its name; words that are no record yet are kept as typed."""

    def __init__(self, target: str, tools: FormTools, parent: QWidget | None = None) -> None:
        """`target` is the kind that is looked for, "" for any."""
        super().__init__(parent)
        self._target = target
        self._tools = tools
        self._id = ""
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            tr("Type to look up: {kind}", kind=tr(KIND_LABEL[target]))
            if target
            else tr("Type to look up")
        )
        self.field.textEdited.connect(self._typed)
        self._model: QStandardItemModel | None = None
        self.offers: Offers | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._look_up)
        self._hold(self.field)

    def raw(self) -> Any:
        if self._id:
            return self._id
        return {"typed": self.field.text()} if self.field.text().strip() else ""

    def show_raw(self, raw: Any) -> None:
        if isinstance(raw, dict):
            self._id = ""
            self.field.setText(str(raw.get("typed", "")))
            return
        self._id = str(raw or "")
        self.field.setText(self._tools.label_of(self._id) if self._id else "")
        self.field.setCursorPosition(0)

    def _typed(self, _text: str) -> None:
        self._id = ""
        self._rest.start()
        self.edited.emit()

    def _look_up(self) -> None:
        words = self.field.text().strip()
        if words:
            self._tools.look_up(self._target, words, self, self._offer)
        else:
            self._hide()

    def _hide(self) -> None:
        if self.offers is not None and (popup := self.offers.popup()) is not None:
            popup.hide()

    def _offer(self, found: Sequence[tuple[str, str, str]]) -> None:
        """Show what was found, and the way to add what was not."""
        if self._id or not self.field.hasFocus():
            return
        if self._model is None or self.offers is None:
            self._model = QStandardItemModel(self)
            self.offers = Offers(self._model, self.field, _SHOWN)
            self.offers.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self._model.clear()
        for uid, label, what in found:
            item = QStandardItem(f"{label} — {what}" if what else label)
            item.setData(uid, _ID)
            item.setToolTip(plain_tip(uid))
            self._model.appendRow(item)
        words = self.field.text().strip()
        if self._target:
            kind = tr(KIND_LABEL[self._target])
            item = QStandardItem(
                tr("Add “{words}” as a new record: {kind} …", words=words, kind=kind)
            )
            item.setData("", _ID)
            self._model.appendRow(item)
        if self._model.rowCount():
            self.offers.offer(self.window())
        else:
            self._hide()

    def _take(self, index: QModelIndex) -> None:
        uid, words = index.data(_ID), self.field.text().strip()
        if uid:
            self._choose(uid)
        else:  # not from within the list, which is about to close
            add = self._tools.add_record
            QTimer.singleShot(0, self, lambda: add(self._target, words, self, self._choose))

    def _choose(self, uid: str) -> None:
        self.show_raw(uid)
        self.edited.emit()
