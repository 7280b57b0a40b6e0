"""Editors of single values: a line, a text, a choice, a date, tags.

Every editor gives and takes raw values (`readings.forms.values`) and tells by `edited` that a person changed
one. Input methods work in all of them: no editor filters the events of its field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from spexplorer.readings.forms.values import is_code, understood
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.choices import Dropdown
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_LEAST_LINES: Final = 2
_MOST_LINES: Final = 12

Choices = Sequence[tuple[str, str]]
"""Codes and labels, in their order."""

AddTerm = Callable[[str, QWidget, Callable[[str, str], None]], None]
"""Asks for a new term of a scheme; calls back with its code and label once it is stored."""


class Editor(QWidget):
    """Edits one raw value. `edited` when a person changed it."""

    edited = Signal()

    def raw(self) -> Any:
        """What is typed."""
        raise NotImplementedError

    def show_raw(self, raw: Any) -> None:
        """Show a value; nothing is announced by this."""
        raise NotImplementedError

    def name(self, words: str, help_: str) -> None:
        """Tell screen readers what belongs here."""
        self.setAccessibleName(words)
        field = self.focusProxy()
        if field is not None:
            field.setAccessibleName(words)
            field.setAccessibleDescription(help_)

    def _hold(self, field: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(field)
        self.setFocusProxy(field)

    def _put_below(self, widget: QWidget) -> None:
        """Put something below the field."""
        column = self.layout()
        assert column is not None
        column.addWidget(widget)


class LineEditor(Editor):
    """One line of text; a number is text until it is saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.textEdited.connect(self.edited)
        self._hold(self.field)

    def raw(self) -> str:
        return self.field.text()

    def show_raw(self, raw: Any) -> None:
        if self.field.text() != raw:
            self.field.setText(str(raw or ""))
            self.field.setCursorPosition(0)


@guarded
class _GrowingText(QPlainTextEdit):
    """As high as its lines, between two and twelve; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setObjectName("formtext")
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        lines = max(_LEAST_LINES, min(_MOST_LINES, round(self.document().size().height())))
        aside = 2 * self.frameWidth() + 2 * round(self.document().documentMargin()) + 3 * GRID
        aside += self.fontMetrics().height() // 2  # else its last line would have to be scrolled to
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + aside)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 12, self.sizeHint().height())


class TextEditor(Editor):
    """Text of several lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _GrowingText()
        self.field.textChanged.connect(self._tell)
        self._is_shown = False
        self._hold(self.field)

    def raw(self) -> str:
        return self.field.toPlainText()

    def show_raw(self, raw: Any) -> None:
        if self.field.toPlainText() != raw:
            self._is_shown = True
            self.field.setPlainText(str(raw or ""))
            self._is_shown = False

    def _tell(self) -> None:
        if not self._is_shown:
            self.edited.emit()


@guarded
class QuietChoice(Dropdown):
    """A list of choices that the wheel turns only while it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.is_listed = False
        """Whether its list is open, or a choice was just made there."""
        self._least = 14 * self.fontMetrics().averageCharWidth()

    def sizeHint(self) -> QSize:
        """Whatever its terms are, it gives way."""
        return QSize(self._least, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showPopup(self) -> None:
        self.is_listed = True
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        QTimer.singleShot(0, self, self._close_list)

    def _close_list(self) -> None:
        self.is_listed = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(Editor):
    """A term of a vocabulary. The last choice adds one, where the vocabulary is the library's own."""

    def __init__(
        self,
        scheme: str,
        choices: Choices,
        add_term: AddTerm | None,
        *,
        may_be_empty: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._add_term = add_term
        self._value = ""
        self.field = QuietChoice()
        if may_be_empty:
            self.field.addItem(tr("(none)"), "")
        for code, label in choices:
            self.field.addItem(label, code)
        if add_term is not None:
            self.field.insertSeparator(self.field.count())
            self.field.addItem(tr("Add a new one …"), None)
        self.field.setCurrentIndex(0 if may_be_empty else -1)
        self.field.setPlaceholderText(tr("Choose …"))
        self.field.activated.connect(self._choose)
        self._hold(self.field)

    def raw(self) -> str:
        return self._value

    def show_raw(self, raw: Any) -> None:
        self._value = str(raw or "")
        at = self.field.findData(self._value)
        if at < 0 and self._value:  # a retired term stays good
            self.field.insertItem(0, self._value, self._value)
            at = 0
        self.field.setCurrentIndex(at)

    def _choose(self, at: int) -> None:
        code = self.field.itemData(at)
        if code is None and self._add_term is not None:
            self.show_raw(self._value)
            if self.field.is_listed:  # arrows that walk the closed box do not open a dialog
                self._add_term(self._scheme, self, self._take)
        elif code is not None and code != self._value:
            self._value = code
            self.edited.emit()

    def _take(self, code: str, label: str) -> None:
        """Choose a term that was just added."""
        self.field.insertItem(max(0, self.field.count() - 2), label, code)
        self.show_raw(code)
        self.edited.emit()


class DateEditor(Editor):
    """A date in words or EDTF; below it stands how it was understood.

    `printed` carries words that were typed and left, where they are not EDTF: they may be kept.
    """

    printed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("2013, 2013-09, 3 June 2003, c. 2013, 2002–2006"))
        self.field.textEdited.connect(self._tell)
        self.field.editingFinished.connect(self.finish)
        self._typed = ""
        self._meaning: PlainLabel | None = None
        self._hold(self.field)

    def raw(self) -> str:
        return self.field.text()

    def show_raw(self, raw: Any) -> None:
        if self.field.text() != raw:
            self.field.setText(str(raw or ""))
        self._explain()

    def _tell(self) -> None:
        self._typed = self.field.text()
        self._explain()
        self.edited.emit()

    @property
    def meaning(self) -> str:
        """How the date was understood, in words."""
        return "" if self._meaning is None else self._meaning.text()

    def _explain(self) -> None:
        words = understood(tr, self.field.text()) if self.field.text().strip() else ""
        if self.field.text().strip() and not words:
            words = tr("Not understood yet.")
        if self._meaning is None and words:
            self._meaning = PlainLabel(parent=self)
            self._meaning.setObjectName("muted")
            self._meaning.setWordWrap(True)
            self._put_below(self._meaning)
        if self._meaning is not None:
            self._meaning.setText(words)
            self._meaning.setVisible(bool(words))
        self.field.setAccessibleDescription(words)

    def finish(self) -> None:
        """Words that a person typed here are worth keeping, once they are understood."""
        typed, self._typed = self._typed.strip(), ""
        if typed and understood(tr, typed) and not is_code(typed):
            self.printed.emit(typed)


class WordsEditor(Editor):
    """Several short texts in one line, set apart by commas: tags, languages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("set apart by commas"))
        self.field.textEdited.connect(self.edited)
        self._hold(self.field)

    def raw(self) -> list[str]:
        return [word for part in self.field.text().split(",") if (word := part.strip())]

    def show_raw(self, raw: Any) -> None:
        if self.raw() != list(raw or ()):
            self.field.setText(", ".join(raw or ()))


class FormTools(NamedTuple):
    """What editors ask for that is not theirs: choices of a scheme, links, new terms and records."""

    choices: Callable[[str], Choices]
    is_own: Callable[[str], bool]
    """Whether the terms of a scheme may be added to."""
    add_term: AddTerm
    label_of: Callable[[str], str]
    look_up: Callable[[str, str, QObject, Callable[[Sequence[tuple[str, str, str]]], None]], None]
    """Searches records of a kind ("" for any) for an asker: gives (id, label, what it is)."""
    add_record: Callable[[str, str, QWidget, Callable[[str], None]], None]
    """Asks for a new record of a kind with a name; calls back with its id once it is stored."""
