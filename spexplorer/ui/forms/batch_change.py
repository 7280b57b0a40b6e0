"""What is to be done to many records: an action, a field, and a value, words or another field for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from spexplorer.domain.fields import CLASSES, review_field
from spexplorer.readings.batches import (
    Action,
    Planned,
    Replacement,
    action_labels,
    fields_for,
    planned,
    targets_of,
)
from spexplorer.readings.forms.layout import FormField, repeats_rows
from spexplorer.readings.forms.values import blank
from spexplorer.ui.forms.editors import QuietChoice
from spexplorer.ui.forms.fields import FieldRow
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.forms.editors import FormTools

_LETTERS: Final = 30


class _ReplaceWords(QWidget):
    """The words to be replaced and the new ones."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.by = QLineEdit(), QLineEdit()
        self.words.setAccessibleName(tr("Words to be replaced"))
        self.by.setAccessibleName(tr("New words"))
        self.by.setPlaceholderText(tr("nothing: the words are taken away"))
        self.is_pattern = QCheckBox(tr("&Regular expression"))
        self.is_pattern.setToolTip(
            tr("As in Python; the new words name a group by \\1 or \\g<name>")
        )
        self.ignores_case = QCheckBox(tr("&Capitals do not matter"))
        ticks = QWidget()
        flow = FlowLayout(ticks, 3 * GRID)
        for tick in (self.is_pattern, self.ignores_case):
            flow.addWidget(tick)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(2 * GRID)
        form.addRow(tr("Re&place:"), self.words)
        form.addRow(tr("&With:"), self.by)
        form.addRow(ticks)

    def typed(self) -> Replacement:
        """What is typed."""
        return Replacement(
            self.words.text(),
            self.by.text(),
            self.is_pattern.isChecked(),
            self.ignores_case.isChecked(),
        )


class BatchChange(QWidget):
    """Asks what is to be done. `edited` whenever that changes."""

    edited = Signal()

    def __init__(self, kind: str, reader: Reader, tools: FormTools) -> None:
        super().__init__()
        self._kind, self._reader, self._tools = kind, reader, tools
        self._fields: dict[str, FormField] = {}
        self.action = QuietChoice()
        self.action.setAccessibleName(tr("What is to be done"))
        for action, words in action_labels(tr).items():
            self.action.addItem(words, action)
        self.field = QuietChoice()
        self.field.setAccessibleName(tr("Field"))
        self.target = QuietChoice()
        self.target.setAccessibleName(tr("Field that takes the values"))
        self.replacing = _ReplaceWords()
        self.value: FieldRow | None = None
        self.note = PlainLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        letters = self.fontMetrics().averageCharWidth() * _LETTERS
        choices = QWidget()
        flow = FlowLayout(choices, 2 * GRID)
        for choice in (self.action, self.field, self.target):
            choice.setMinimumWidth(letters)
            flow.addWidget(choice)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * GRID)
        for widget in (choices, self.replacing, self.note):
            self._column.addWidget(widget)
        self._column.addStretch()
        self.action.currentIndexChanged.connect(unticked(self._fill_fields))
        self.field.currentIndexChanged.connect(unticked(self._show_field))
        self.target.currentIndexChanged.connect(unticked(self.edited.emit))
        for line in (self.replacing.words, self.replacing.by):
            line.textEdited.connect(unticked(self.edited.emit))
        for tick in (self.replacing.is_pattern, self.replacing.ignores_case):
            tick.toggled.connect(unticked(self.edited.emit))
        self._fill_fields()
        self.field.setCurrentIndex(max(0, self.field.findData(review_field(CLASSES[kind]))))

    @property
    def chosen(self) -> Action:
        """The action that is chosen."""
        return Action(self.action.currentData())

    def show_kind(self, kind: str) -> None:
        """Ask about records of another kind."""
        if kind != self._kind:
            self._kind = kind
            self._fill_fields()

    def planned(self) -> Planned:
        """The changes that are asked for, or what is missing."""
        if self.chosen is Action.DELETE:
            return Planned(deletes=True)
        wanted = self._fields.get(str(self.field.currentData()))
        if wanted is None:
            return Planned(problem=tr("Choose a field."))
        target = str(self.target.currentData() or "")
        raw = self.value.editor.raw() if self.value is not None else ""
        return planned(tr, self.chosen, wanted.field, raw, self.replacing.typed(), target)

    def say_problem(self, words: str) -> None:
        """Say what is missing or wrong, beside what it is about."""
        if self.value is not None:
            self.value.say_problem(words)
            words = ""
        self._say(words or self._help(), is_problem=bool(words))

    # -- showing ----------------------------------------------------------------------------------

    def _fill_fields(self) -> None:
        before = self.field.currentData()
        found = fields_for(tr, self._kind, self.chosen, self._reader)
        self._fields = {one.field.name: one for one in found}
        self.field.blockSignals(True)
        self.field.clear()
        for one in found:
            self.field.addItem(one.label, one.field.name)
        self.field.setCurrentIndex(max(0, self.field.findData(before)))
        self.field.blockSignals(False)
        self._show_field()

    def _show_field(self) -> None:
        """Show the editor that the action takes for the field."""
        wanted, action = self._fields.get(str(self.field.currentData())), self.chosen
        moves = action in (Action.MOVE, Action.COPY)
        self.replacing.setVisible(action is Action.REPLACE)
        self.target.setVisible(moves)
        self.field.setVisible(action is not Action.DELETE)
        if self.value is not None:
            self._column.removeWidget(self.value)
            self.value.hide()
            self.value.deleteLater()
            self.value = None
        if wanted is not None and moves:
            self._fill_targets(wanted)
        elif wanted is not None and action not in (Action.REPLACE, Action.DELETE):
            self._show_value(wanted)
        self._say(self._help(), is_problem=False)
        self.edited.emit()

    def _fill_targets(self, wanted: FormField) -> None:
        before = self.target.currentData()
        self.target.blockSignals(True)
        self.target.clear()
        for one in targets_of(tr, self._kind, wanted.field, self._reader):
            self.target.addItem(tr("to: {field}", field=one.label), one.field.key)
        self.target.setCurrentIndex(max(0, self.target.findData(before)))
        self.target.blockSignals(False)

    def _show_value(self, wanted: FormField) -> None:
        row = FieldRow(wanted._replace(is_required=False), self._tools)
        if repeats_rows(wanted.field):
            row.editor.show_raw([_blank_item(wanted)])
        row.editor.edited.connect(self.edited)
        self.value = row
        self._column.insertWidget(1, row)
        before: QWidget = self.field
        for stop in row.findChildren(QWidget):
            if stop.window() is not row.window():  # the list of a box that opens
                continue
            if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.focusProxy() is None:
                QWidget.setTabOrder(before, stop)
                before = stop

    def _help(self) -> str:
        match self.chosen:
            case Action.SET:
                return tr("It takes the place of what is there; left empty, that is taken away.")
            case Action.ADD:
                return tr("It is added behind what is there, where it is not there yet.")
            case Action.REMOVE:
                return tr("Only this is taken away; left empty, everything in the field is.")
            case Action.REPLACE:
                return tr("In every text of the field; codes, links and numbers stay.")
            case Action.DELETE:
                return tr(
                    "They are deleted in one step, which can be undone; those that other records"
                    " point at are left out."
                )
        return tr("What is there already is never written over: such records are left out.")

    def _say(self, words: str, *, is_problem: bool) -> None:
        self.note.setObjectName("problem" if is_problem else "muted")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.setText(words)


def _blank_item(wanted: FormField) -> Any:
    """One empty row of a field of rows."""
    return blank(wanted.field.part) if wanted.field.part is not None else ""
