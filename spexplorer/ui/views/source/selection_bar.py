"""What can be done with selected text of a source: mark it, note on it, take it as evidence, place it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.kinds import KIND_LABEL
from spexplorer.readings.new_evidence import NEW_KINDS, FoundValue
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import ActionButtons, Dialog
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import PlainLabel, plain_caption, plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LETTERS: Final = 70
_MOST_SHOWN: Final = 400


class SelectionBar(QWidget):
    """Buttons, each told of by a signal of its own.

    `record_wanted` carries the kind of a new record; all others are about the selection, the passage that
    is chosen and the current record.
    """

    highlight_wanted = Signal()
    note_wanted = Signal()
    support_wanted = Signal()
    place_wanted = Signal()
    take_back_wanted = Signal()
    record_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.highlight = self._button(
            tr("Highlight"), tr("Mark the selected text for yourself"), self.highlight_wanted.emit
        )
        self.note = self._button(
            tr("Note …"), tr("Write a note on the selected text"), self.note_wanted.emit
        )
        self.new = self._button(
            tr("New record from it ▾"),
            tr("Make a record that rests on the selected text"),
            self._open,
        )
        self.support = self._button(
            tr("Support the current record"),
            tr("Add the selected text to the evidence of the current record"),
            self.support_wanted.emit,
        )
        self.place = self._button(
            tr("This is the passage"),
            tr("The selected text is the passage that is chosen; remember its place"),
            self.place_wanted.emit,
        )
        self.back = self._button(
            tr("Take the place back"),
            tr("Forget the place that was shown for this passage"),
            self.take_back_wanted.emit,
        )
        self._menu = QMenu(self)
        for kind in NEW_KINDS:
            action = self._menu.addAction(tr(KIND_LABEL[kind]))
            action.setObjectName(kind)
            action.triggered.connect(unticked(partial(self.record_wanted.emit, kind)))
        line = FlowLayout(self)
        for part in (self.highlight, self.note, self.new, self.support, self.place, self.back):
            line.addWidget(part)
        self.offer(has_text=False, supports="", places=False, takes_back=False)

    def _button(self, text: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(plain_tip(tip))
        button.clicked.connect(unticked(act))
        return button

    def _open(self) -> None:
        self._menu.popup(self.new.mapToGlobal(self.new.rect().bottomLeft()))

    def offer(self, *, has_text: bool, supports: str, places: bool, takes_back: bool) -> None:
        """Show what is possible now; `supports` is the name of the record that could be supported."""
        for part in (self.highlight, self.note, self.new):
            part.setVisible(has_text)
        self.support.setVisible(has_text and bool(supports))
        self.support.setToolTip(
            plain_tip(tr("Add the selected text to the evidence of: {label}", label=supports))
        )
        self.place.setVisible(has_text and places)
        self.back.setVisible(takes_back)
        self.setVisible(has_text or takes_back)


class NoteDialog(Dialog):
    """Asks for the words of a note; `written` carries them, `removed` when it is to go."""

    written = Signal(str)
    removed = Signal()

    def __init__(self, parent: QWidget, quoted: str, body: str = "", *, is_new: bool) -> None:
        super().__init__(parent, tr("Note on the source"))
        self.make_room(_LETTERS)
        self.quoted = PlainLabel(tr("“{words}”", words=_shortened(quoted)))
        self.quoted.setObjectName("muted")
        self.quoted.setWordWrap(True)
        self.field = QPlainTextEdit(body)
        self.field.setAccessibleName(tr("Your note"))
        self.field.setTabChangesFocus(True)
        buttons = ActionButtons(self, tr("&Keep"), self._keep)
        self.keep = buttons.action_button
        self.remove = buttons.addButton(
            tr("&Remove the mark"), QDialogButtonBox.ButtonRole.DestructiveRole
        )
        self.remove.setVisible(not is_new)
        self.remove.clicked.connect(unticked(self._remove))
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        for part in (self.quoted, self.field, buttons):
            column.addWidget(part)
        self.field.setFocus()

    def _keep(self) -> None:
        self.written.emit(self.field.toPlainText().strip())
        self.accept()

    def _remove(self) -> None:
        self.removed.emit()
        self.accept()


class ValuesDialog(Dialog):
    """Offers the values found in selected words for a new record; `taken` carries those that are ticked."""

    taken = Signal(object)

    def __init__(
        self, parent: QWidget, kind: str, quoted: str, values: Sequence[FoundValue]
    ) -> None:
        super().__init__(parent, tr("New record: {kind}", kind=tr(KIND_LABEL[kind])))
        self.make_room(_LETTERS)
        words = PlainLabel(tr("“{words}”", words=_shortened(quoted)))
        words.setWordWrap(True)
        words.setObjectName("muted")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = PlainLabel(tr("Found in these words; take what belongs to the record:"))
        head.setWordWrap(True)
        self.boxes: list[tuple[QCheckBox, FoundValue]] = []
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(words)
        column.addWidget(head)
        for value in values:
            box = QCheckBox(plain_caption(_in_words(value)))
            box.setChecked(True)
            self.boxes.append((box, value))
            column.addWidget(box)
        buttons = ActionButtons(self, tr("&Open the form"), self._take)
        self.go_on = buttons.action_button
        column.addStretch(1)
        column.addWidget(buttons)

    def _take(self) -> None:
        self.taken.emit(tuple(value for box, value in self.boxes if box.isChecked()))
        self.accept()


def _in_words(value: FoundValue) -> str:
    if value.sort == "date":
        return tr("Date: {written} [{value}]", written=value.written, value=value.value)
    if value.sort == "amount":
        number = tr.number(float(value.value))
        return tr(
            "Amount: {written} = {value} {unit}",
            written=value.written,
            value=number,
            unit=value.unit,
        )
    if value.sort == "agent":
        return tr("Actor: {written}", written=value.written)
    return tr("Place: {written}", written=value.written)


def _shortened(words: str) -> str:
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN].rstrip()} …"
