"""One value changed where it stands, on the page of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from spexplorer.domain.kinds import kind_of
from spexplorer.readings.forms.values import changed_fields, check, raw_of, record_of
from spexplorer.ui.forms.fields import FieldRow
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import key_within, unticked
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from spexplorer.domain.records import Record
    from spexplorer.readings.forms.layout import FormField
    from spexplorer.ui.forms.editors import FormTools
    from spexplorer.workspace.workspace import Workspace

_LEAST_LETTERS: Final = 36


@guarded
class ValueFrame(QFrame):
    """Lies over the page at the row of its value. Enter saves (Ctrl+Enter in a text), Escape leaves.

    `told` with a sentence for a moment; `form_wanted` for the whole form instead.
    """

    told = Signal(str)
    form_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        tools: FormTools,
        record: Record,
        wanted: FormField,
        page: QAbstractScrollArea,
    ) -> None:
        super().__init__(page.viewport())
        self._workspace = workspace
        self._record = record
        self._page = page
        self._is_saving = False
        self.setObjectName("callout")
        self.setAccessibleName(
            tr("{field} of {kind}", field=wanted.label, kind=kind_label(tr, kind_of(record.id)))
        )
        self.row = FieldRow(wanted, tools)
        self.row.editor.show_raw(raw_of(record)[wanted.field.name])
        self._start = self.row.editor.raw()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self.row)
        line = QHBoxLayout()
        self.save_button = QPushButton(tr("&Save"))
        self.form_button = QPushButton(tr("Whole &form"))
        self.leave_button = QPushButton(tr("&Close"))
        for button, act in (
            (self.save_button, self.save),
            (self.form_button, self._ask_for_form),
            (self.leave_button, self.leave),
        ):
            button.clicked.connect(unticked(act))
            line.addWidget(button)
        line.addStretch()
        column.addLayout(line)
        save_keys = ["Ctrl+S", "Ctrl+Return", *([] if wanted.is_long else ["Return", "Enter"])]
        for keys in save_keys:
            key_within(self, keys, self.save)
        key_within(self, "Esc", self.leave)

    def stand_at(self, place: QRect, *, beside: bool = False) -> None:
        """Stand at a row of the page, or with `beside` where its cell begins; wholly in sight."""
        view = self._page.viewport()
        letters = self.fontMetrics().averageCharWidth()
        width = min(view.width() - 2 * GRID, max(view.width() // 2, letters * _LEAST_LETTERS * 2))
        self.setFixedWidth(width)
        self.ensurePolished()
        self.adjustSize()
        top = max(GRID, min(place.top() - GRID, view.height() - self.sizeHint().height() - GRID))
        left = max(GRID, min(place.left(), view.width() - width - GRID)) if beside else GRID
        self.move(left, top)
        self.show()
        self.raise_()
        self.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the editor has no use for are not for the page below."""
        event.accept()

    def save(self) -> None:
        """Save the value; what cannot be saved is said below it."""
        if self._is_saving:
            return
        name, raw = self.row.name, raw_of(self._record)
        raw[name] = self.row.editor.raw()
        checked = check(tr, kind_of(self._record.id), raw)
        own = {path[1:]: words for path, words in checked.problems.items() if path[0] == name}
        self.row.say_problems(own)
        if own:
            self.adjustSize()
            return
        if checked.problems:  # another field stands in the way: it is shown in the form
            self._ask_for_form()
            return
        made = record_of(self._record.id, checked)
        fields = changed_fields(self._record, made)
        if not fields:
            self.leave()
            return
        self._is_saving = True
        self._workspace.editing.change(made.id, fields, self._saved, self._not_saved)

    def _saved(self, _changes: object) -> None:
        self.told.emit(tr("Saved."))
        self.leave()

    def _not_saved(self, error: Exception) -> None:
        self._is_saving = False
        self.row.say_problem(tr("Not saved: {why}", why=str(error)))
        self.adjustSize()

    def _ask_for_form(self) -> None:
        self.leave()
        self.form_wanted.emit()

    def leave(self) -> None:
        """Go without saving."""
        self.hide()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()
