"""Fields of a form: a label, an editor made by the shape of the field, and what is wrong beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.fields import Field, Shape, fields_of
from spexplorer.domain.records import NameForm
from spexplorer.readings.forms.layout import FormField, form_field, repeats_rows
from spexplorer.readings.forms.romanisation import name_form
from spexplorer.readings.forms.values import blank
from spexplorer.ui.forms.editors import (
    ChoiceEditor,
    DateEditor,
    Editor,
    FormTools,
    LineEditor,
    TextEditor,
    WordsEditor,
)
from spexplorer.ui.forms.link_editor import LinkEditor
from spexplorer.ui.forms.romaniser import Romaniser
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import key_within
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from spexplorer.readings.forms.romanisation import Romanisation
    from spexplorer.readings.forms.values import Path, Raw

_COLUMN_LETTERS: Final = 26
"""Fields of a part stand side by side where each has so many letters of room."""

_LINES_OF_FIELD: Final = 3.5
"""How high a label with its field is, in lines of text."""


def editor_for(wanted: FormField, tools: FormTools) -> Editor:
    """The editor of a field, by its shape."""
    field = wanted.field
    if repeats_rows(field):
        return RowsEditor(wanted, tools)
    if field.repeats:
        return WordsEditor()
    return _single(field, tools, is_long=wanted.is_long, may_be_empty=not wanted.is_required)


def _single(field: Field, tools: FormTools, *, is_long: bool, may_be_empty: bool) -> Editor:
    if field.scheme:
        add = tools.add_term if tools.is_own(field.scheme) else None
        choices = tools.choices(field.scheme)
        return ChoiceEditor(field.scheme, choices, add, may_be_empty=may_be_empty)
    match field.shape:
        case Shape.DATE:
            return DateEditor()
        case Shape.LINK:
            return LinkEditor(field.target, tools)
        case Shape.TEXT if is_long:
            return TextEditor()
    return LineEditor()


@guarded
class FieldRow(QWidget):
    """One field: its label above, its editor, and below it a sentence where something is wrong.

    `entered` when the keyboard comes to it: the form shows its help.
    """

    entered = Signal(object)

    def __init__(self, wanted: FormField, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.editor = editor_for(wanted, tools)
        words = tr("{label} (needed)", label=wanted.label) if wanted.is_required else wanted.label
        self.editor.name(words, wanted.help)
        self.label = PlainLabel(words)
        self.label.setObjectName("fieldlabel")
        self.label.setBuddy(self.editor)
        self.label.setToolTip(plain_tip(wanted.help))
        self.problem = ""
        """What is wrong with what is typed."""
        self._problem: PlainLabel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for widget in (self.label, self.editor):
            column.addWidget(widget)
        self._column = column
        self.setFocusProxy(self.editor)

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.wanted.field.name

    @property
    def lines(self) -> float:
        """The least lines of text that it may be high: fields may stand side by side."""
        return self.editor.lines if isinstance(self.editor, RowsEditor) else _LINES_OF_FIELD / 2

    @property
    def is_waiting(self) -> bool:
        """Whether some of its rows are not made yet."""
        return isinstance(self.editor, RowsEditor) and self.editor.is_waiting

    def make_waiting(self) -> None:
        """Make them."""
        if isinstance(self.editor, RowsEditor):
            self.editor.make_waiting()

    def put_beside_label(self, tool: QWidget) -> None:
        """Put a tool at the end of the line of the label."""
        self._column.removeWidget(self.label)
        head = QHBoxLayout()
        head.addWidget(self.label, 1)
        head.addWidget(tool)
        self._column.insertLayout(0, head)
        QWidget.setTabOrder(self.editor.focusProxy() or self.editor, tool)

    def say_problem(self, words: str) -> None:
        """Say what is wrong, or nothing any more; a screen reader hears it with the field."""
        if self.problem == words:
            return
        self.problem = words
        if self._problem is None:
            self._problem = PlainLabel(parent=self)
            self._problem.setObjectName("problem")
            self._problem.setWordWrap(True)
            self._column.addWidget(self._problem)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        field = self.editor.focusProxy()
        if field is not None:
            field.setAccessibleDescription(words or self.wanted.help)

    def say_problems(self, problems: dict[Path, str]) -> None:
        """Say what is wrong here or in the rows of this field; paths begin behind its own name."""
        own = " ".join(sentence for path, sentence in problems.items() if not path)
        below = {path: sentence for path, sentence in problems.items() if path}
        if isinstance(self.editor, RowsEditor):
            self.editor.say_problems(below)
        elif below:
            own = own or next(iter(below.values()))
        self.say_problem(own)


class PartEditor(Editor):
    """The fields of one part, side by side where there is room."""

    def __init__(self, part: type, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = [FieldRow(form_field(tr, field, part), tools) for field in fields_of(part)]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._place(2)
        for row in self.rows:
            row.editor.edited.connect(self.edited)
        self.setFocusProxy(self.rows[0])

    def raw(self) -> dict[str, Any]:
        return {row.name: row.editor.raw() for row in self.rows}

    def show_raw(self, raw: Any) -> None:
        for row in self.rows:
            row.editor.show_raw((raw or {}).get(row.name, ""))

    def name(self, words: str, help_: str) -> None:
        """The fields of the part have names of their own."""
        self.setAccessibleName(words)

    def say_problems(self, problems: dict[Path, str]) -> None:
        """Say what is wrong in each field."""
        for row in self.rows:
            row.say_problems({p[1:]: words for p, words in problems.items() if p[0] == row.name})

    def row(self, name: str) -> FieldRow | None:
        """The row of one of the fields."""
        return next((row for row in self.rows if row.name == name), None)

    def fit(self, width: int) -> None:
        """Stand in one column or two, as the width allows."""
        letters = self.fontMetrics().averageCharWidth() * _COLUMN_LETTERS
        self._place(2 if width >= 2 * letters else 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, row in enumerate(self.rows):
            is_alone = len(self.rows) % 2 == 1 and at == len(self.rows) - 1
            span = columns if is_alone or columns == 1 else 1
            self._grid.addWidget(
                row, at // columns, at % columns, 1, span, Qt.AlignmentFlag.AlignTop
            )
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))


@guarded
class _Handle(QToolButton):
    """Dragging it moves its row; `dragged` carries the height it is dragged to, on the screen."""

    dragged = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText("⠿")
        self.setProperty("compact", True)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setToolTip(tr("Drag to move this row (Alt+Shift+Up and Down)"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.globalPosition().toPoint())


class FormRow(QFrame):
    """One row of a field that repeats: an editor with its tools."""

    def __init__(self, editor: Editor, label: str) -> None:
        super().__init__()
        self.editor = editor
        self.setObjectName("formrow" if isinstance(editor, PartEditor) else "formline")
        self.handle = _Handle(self)
        self.handle.setAccessibleName(tr("Move this row of {label}", label=label))
        self.handle.hide()
        self.remove = _tool("✕", tr("Take away"), label)
        line = QHBoxLayout(self)
        inner = GRID if isinstance(editor, PartEditor) else 0
        line.setContentsMargins(inner, inner, inner, inner)
        line.setSpacing(GRID // 2)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self.handle, 0, top)
        line.addWidget(editor, 1)
        line.addWidget(self.remove, 0, top)


def _tool(sign: str, words: str, label: str) -> QToolButton:
    tool = QToolButton()
    tool.setText(sign)
    tool.setProperty("compact", True)
    tool.setAccessibleName(tr("{command}: {label}", command=words, label=label))
    tool.setToolTip(plain_tip(words))
    return tool


@guarded
class RowsEditor(Editor):
    """A field that repeats: rows that are added, taken away and moved by mouse and keyboard."""

    def __init__(self, wanted: FormField, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._tools = tools
        self._most = 0 if wanted.field.repeats else 1
        self._made: list[FormRow] = []
        self._waiting: list[Any] = []
        self.named: Callable[[], str] = str
        """Tells what forms of a name are names of, where that decides how they are romanised."""
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.add_button = QPushButton(tr("+ Add"))
        self.add_button.setObjectName("link")
        self.add_button.clicked.connect(self._add)
        self.problem = PlainLabel(parent=self)
        self.problem.setObjectName("problem")
        self.problem.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addLayout(self._column)
        whole.addWidget(self.problem)
        whole.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)
        for keys, step in (("Alt+Shift+Up", -1), ("Alt+Shift+Down", 1)):
            key_within(self, keys, partial(self._step, step))

    def name(self, words: str, help_: str) -> None:
        self.setAccessibleName(words)
        self.add_button.setAccessibleName(tr("Add: {label}", label=words))
        self.add_button.setAccessibleDescription(help_)

    # -- values -----------------------------------------------------------------------------------

    def raw(self) -> list[Any]:
        return [row.editor.raw() for row in self.rows]

    def show_raw(self, raw: Any, room: float = inf) -> None:
        """Show values; rows that have no room in some lines of text are made when they are asked for."""
        values = list(raw or ())
        if values == self.raw():
            return
        if room < inf:
            most = 1 + int(max(0.0, room) / self._lines_of_row)
            values, self._waiting = values[:most], values[most:]
        while len(self._made) > len(values):
            self._drop(self._made[-1])
        while len(self._made) < len(values):
            self._make()
        for row, value in zip(self._made, values, strict=True):
            row.editor.show_raw(value)
        self._settle()

    @property
    def rows(self) -> list[FormRow]:
        """All its rows."""
        self.make_waiting()
        return self._made

    @property
    def is_waiting(self) -> bool:
        """Whether some rows are not made yet."""
        return bool(self._waiting)

    def make_waiting(self) -> None:
        """Make the rows that are not there yet."""
        if self._waiting:
            values, self._waiting = self._waiting, []
            for value in values:
                self._make().editor.show_raw(value)
            self._settle()

    @property
    def lines(self) -> float:
        """The least lines of text that it may be high."""
        return _LINES_OF_FIELD + (len(self._made) + len(self._waiting)) * self._lines_of_row

    @property
    def _lines_of_row(self) -> float:
        part = self._wanted.field.part
        return 2.0 if part is None else _LINES_OF_FIELD * len(fields_of(part)) / 2

    def say_problems(self, problems: dict[Path, str]) -> None:
        """Say what is wrong in each row."""
        lines = []
        for at, row in enumerate(self.rows):
            own = {path[1:]: words for path, words in problems.items() if path[0] == at}
            if isinstance(row.editor, PartEditor):
                row.editor.say_problems({path: words for path, words in own.items() if path})
            elif own:
                lines.append(tr("Row {n}: {words}", n=tr.number(at + 1), words=own[()]))
        self.problem.setText(" ".join(lines))
        self.problem.setVisible(bool(lines))

    # -- rows -------------------------------------------------------------------------------------

    def _add(self) -> None:
        row = self._make()
        field = self._wanted.field
        if field.part is not None:
            row.editor.show_raw(blank(field.part))
        self._settle()
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _make(self) -> FormRow:
        field, label = self._wanted.field, self._wanted.label
        editor: Editor
        if field.part is not None:
            editor = PartEditor(field.part, self._tools)
            editor.fit(self._room())
        else:
            editor = _single(field, self._tools, is_long=False, may_be_empty=False)
        editor.name(label, self._wanted.help)
        row = FormRow(editor, label)
        if field.part is NameForm and isinstance(editor, PartEditor):
            self._offer_romanising(row, editor)
        editor.edited.connect(self.edited)
        row.remove.clicked.connect(partial(self._take_away, row))
        row.handle.dragged.connect(partial(self._drag, row))
        self._made.append(row)
        self._column.addWidget(row)
        return row

    def _offer_romanising(self, row: FormRow, editor: PartEditor) -> None:
        """A form of a name in another script offers to be written in Latin letters, in a row below it."""
        form = editor.row("form")
        assert form is not None

        def language() -> str:
            return str(editor.raw()["language"])

        def take(made: Romanisation) -> None:
            self._add_form(row, name_form(made.text, made.scheme, language()))

        Romaniser(form, take, language, self.named)

    def _add_form(self, behind: FormRow, made: Raw) -> None:
        """Add a form of a name behind a row, unless it is there already, and go to it."""
        raws = [row.editor.raw() for row in self.rows]
        same = [(raw["form"], raw["scheme"]) == (made["form"], made["scheme"]) for raw in raws]
        if True not in same:
            row = self._make()
            row.editor.show_raw(made)
            self._move(row, self.rows.index(behind) + 1 - self.rows.index(row))
        else:
            row = self.rows[same.index(True)]
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self, row: FormRow, _checked: bool = False) -> None:
        at = self.rows.index(row)
        self._drop(row)
        self._settle()
        after = self.rows[min(at, len(self.rows) - 1)].editor if self.rows else self.add_button
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, row: FormRow) -> None:
        self._made.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _move(self, row: FormRow, step: int) -> None:
        at = self.rows.index(row)
        to = at + step
        if not 0 <= to < len(self.rows):
            return
        self.rows.insert(to, self.rows.pop(at))
        self._column.removeWidget(row)
        self._column.insertWidget(to, row)
        self._settle()
        self._order_tabs()
        self.edited.emit()

    def _order_tabs(self) -> None:
        """Tab goes through the rows as they stand now."""
        for before, after in zip(self.rows, [*self.rows[1:], None], strict=True):
            following = after.handle if after is not None else self.add_button
            QWidget.setTabOrder(before.remove, following)

    def _step(self, step: int) -> None:
        focused = self.window().focusWidget()
        row = next((r for r in self.rows if focused is not None and r.isAncestorOf(focused)), None)
        if row is not None:
            self._move(row, step)
            if focused is not None:
                focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drag(self, row: FormRow, to: QPoint) -> None:
        """Change places with the row above or below once the pointer is past its middle."""
        at, y = self.rows.index(row), self.mapFromGlobal(to).y()
        if at > 0 and y < self.rows[at - 1].geometry().center().y():
            self._move(row, -1)
        elif at + 1 < len(self.rows) and y > self.rows[at + 1].geometry().center().y():
            self._move(row, 1)

    def _settle(self) -> None:
        """Show which tools are of use."""
        count = len(self._made) + len(self._waiting)
        for row in self._made:
            row.handle.setVisible(count > 1)
        self.add_button.setVisible(not self._most or count < self._most)

    # -- room -------------------------------------------------------------------------------------

    def _room(self) -> int:
        return self.width() - 6 * self.fontMetrics().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self._made:
            if isinstance(row.editor, PartEditor):
                row.editor.fit(self._room())
