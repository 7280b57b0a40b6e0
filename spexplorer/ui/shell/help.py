"""Help: the manual, the list of keys, and what the program and the library say of themselves."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer import __version__
from spexplorer.readings.tables import Column, ListedLines, TableLine
from spexplorer.support.folders import resources
from spexplorer.support.log import log_file
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel, TextPage

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme

_SECTION: Final = re.compile(r"^## \{([\w-]+)\} (.+)$", re.MULTILINE)

_TITLE: Final = re.compile(r"^# .+\n", re.MULTILINE)

_END_OF_LOG: Final = 200_000
"""So many bytes of the log are shown."""


class ReadingDialog(Dialog):
    """A dialog with a body and one button to close it; as large as the text asks for."""

    def __init__(self, parent: QWidget, title: str, letters: int, lines: int) -> None:
        super().__init__(parent, title)
        self.make_room(letters, lines)
        self._layout = QVBoxLayout(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self._layout.addWidget(self.buttons)

    def _set_body(self, *widgets: QWidget) -> None:
        """Put widgets above the button; the keyboard is in the first that takes keys, not on “Close”."""
        for at, widget in enumerate(widgets):
            self._layout.insertWidget(at, widget)
        # Enter in a field looks for the next, it does not close what is read.
        for button in self.buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        strong = Qt.FocusPolicy.StrongFocus
        next(one for one in widgets if one.focusPolicy() & strong == strong).setFocus()


class HelpDialog(ReadingDialog):
    """A page of `resources/help`, opened at one of its sections (`## {section} Title`)."""

    def __init__(self, parent: QWidget, page: str, section: str = "") -> None:
        super().__init__(parent, _page_title(page), 96, 34)
        text = TextPage()
        text.setAccessibleName(tr("Manual"))
        written = (resources() / "help" / f"{page}.md").read_text(encoding="utf-8")
        # The dialog is titled as the page is; its sections are headed as parts of it.
        text.setMarkdown(
            re.sub(_TITLE, "", re.sub(_SECTION, r"## \2", written)).replace("\n##", "\n###")
        )
        self._sections = [name for name, _title in re.findall(_SECTION, written)]
        self._text = text
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find in the manual; Enter or F3 goes on"))
        self._find.setAccessibleName(tr("Find in the manual"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._find_first)
        self._find.returnPressed.connect(self._find_next)
        self._note = PlainLabel()
        self._note.setObjectName("muted")
        self._note.hide()
        for keys, run in (("F3", self._find_next), ("Ctrl+F", self._find.setFocus)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        self._set_body(self._find, self._note, text)
        if section in self._sections:
            self._go_to(self._sections.index(section))

    def _go_to(self, number: int) -> None:
        """Put a section at the head of the page, its title marked."""
        block, document = self._text.document().begin(), self._text.document()
        while block.isValid():
            if block.blockFormat().headingLevel() == 3:
                number -= 1
                if number < 0:
                    break
            block = block.next()
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._text.setTextCursor(cursor)  # so that the section comes to the head, not to the foot
        cursor.setPosition(block.position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)
        self._text.ensureCursorVisible()

    def _find_first(self) -> None:
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        self._find_next()

    def _find_next(self) -> None:
        """Go to the next place, and round at the end; say when there is none."""
        words = self._find.text()
        found = not words or self._text.find(words)
        if not found:
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self._text.find(words)
        self._note.setText(tr("The manual does not say “{words}”.", words=words))
        self._note.setVisible(not found)


def _page_title(page: str) -> str:
    return {
        "manual": tr("How to use this program"),
        "parts": tr("The parts of the window"),
        "glossary": tr("Words and marks"),
        "safety": tr("What is safe, and how it is shown"),
    }[page]


class KeysDialog(ReadingDialog):
    """Every command with its keys and its menu, and what keys do in parts of the window; searchable."""

    def __init__(self, parent: QWidget, menus: QMenuBar, theme: Theme) -> None:
        super().__init__(parent, tr("Keyboard"), 92, 32)
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find a command"))
        self._find.setAccessibleName(tr("Find a command"))
        self._find.textChanged.connect(self._narrow)
        self._rows = [*_commands_of(menus.actions(), ()), *map(list, keys_of_parts())]
        self.table = RecordTable(tr("Commands and their keys"), theme, wraps=True)
        self.table.show_columns(
            [
                Column("command", tr("Command"), 33, fills=True),
                Column("key", tr("Key"), 27, fills=True),
                Column("where", tr("Where"), 32, fills=True),
            ],
            "",
        )
        self._narrow("")
        self._set_body(self._find, self.table)

    def _narrow(self, text: str) -> None:
        lines = [
            TableLine(str(at), {"command": command, "key": key, "where": where})
            for at, (command, key, where) in enumerate(self._rows)
            if text.casefold() in f"{command} {key} {where}".casefold()
        ]
        self.table.show_lines(ListedLines(lines))


def _commands_of(actions: list[QAction], menus: tuple[str, ...]) -> Iterator[list[str]]:
    """The commands of menus and of the menus below them, each with the way there."""
    for action in actions:
        words, keys = _command_and_keys(action)
        if isinstance(menu := action.menu(), QMenu):
            yield from _commands_of(menu.actions(), (*menus, words))
        elif words and action.objectName():
            yield [words, keys, tr("menu {menu}", menu=" › ".join(menus))]


def keys_of_parts() -> tuple[tuple[str, str, str], ...]:
    """What keys do in parts of the window: words, keys, the part."""
    chart, facets, search = tr("in a chart"), tr("in the facets"), tr("in the search field")
    return (
        (tr("Go to the best hit"), tr("Enter"), search),
        (tr("Keep only what matches"), tr("Ctrl+Enter"), search),
        (tr("Another hit"), tr("Up, Down"), search),
        (tr("The hits of what was typed, again"), tr("Down"), search),
        (tr("Put the hits away, then what was typed"), tr("Esc"), search),
        (tr("Tick a value"), tr("Space"), facets),
        (tr("Open and close a facet"), tr("Right, Left"), facets),
        (tr("From bar to bar"), tr("arrows, Home, End"), chart),
        (tr("Extend a range"), tr("Shift+arrows"), chart),
        (tr("Brush what is marked"), tr("Space"), chart),
        (tr("Add, intersect, subtract for one stroke"), tr("Shift, Ctrl, Alt+Space"), chart),
        (tr("Take the chart’s own brush away"), tr("Del"), chart),
        (tr("Call a brush off"), tr("Esc"), chart),
        (tr("Copy as a table"), tr("Ctrl+C"), tr("in the table of a chart")),
        (tr("From the box into the values found, and back"), tr("↓, ↑"), tr("in “Find a value”")),
        (tr("Put a message away"), tr("F6, then Esc"), tr("anywhere")),
        (tr("Open and close the evidence"), tr("E"), tr("anywhere but in a field")),
    )


def _command_and_keys(action: QAction) -> list[str]:
    """A command as it is read, and its keys; a menu may show keys that belong to another widget."""
    words, _, shown = action.text().replace("&&", "\0").replace("&", "").partition("\t")
    native = QKeySequence.SequenceFormat.NativeText
    keys = ", ".join(key.toString(native) for key in action.shortcuts())
    return [words.replace("\0", "&"), keys or shown]


class LogDialog(ReadingDialog):
    """The end of the log file, where it lies, and a button that copies it for a report."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Log file"), 100, 30)
        path = log_file()
        where = PlainLabel(tr("The log lies in {file}. Nothing is ever sent from here.", file=path))
        where.setWordWrap(True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text = QPlainTextEdit(_end_of(path))
        self._text.setReadOnly(True)
        self._text.setAccessibleName(tr("Log file"))
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        copy = QPushButton(tr("&Copy all"))
        copy.clicked.connect(self._copy)
        self.buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        self._set_body(where, self._text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


def _end_of(path: Path) -> str:
    """The last of a log; a sentence where there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _END_OF_LOG))
            return file.read().decode(errors="replace")
    except FileNotFoundError:
        return tr("The log is empty: nothing unforeseen has happened.")
    except OSError as error:
        return tr("The log cannot be read ({reason}).", reason=error.strerror)


class AboutDialog(ReadingDialog):
    """Versions, the library with its checksum, licences."""

    def __init__(self, parent: QWidget, reader: Reader) -> None:
        super().__init__(parent, tr("About"), 84, 24)
        text = TextPage()
        text.setAccessibleName(tr("About this program and this library"))
        about = reader.about
        work = reader.row(about.get("main_work", ""))
        lines = [
            tr("Study and catalogue sources offline, every value traced to its sentence."),
            f"{about.get('name', '')} {about.get('version', '')}",
            f"{work.label}. {work.detail}" if work else "",
            tr("Checksum (SHA-256): {checksum}", checksum=about.get("checksum", tr("none"))),
            tr("File: {path}", path=reader.path),
            about.get("rights", ""),
            tr("Licences"),
            tr(
                "The program: MIT. Qt and PySide6: LGPL-3.0. pyqtgraph and NumPy: MIT and BSD-3-Clause. "
                "sqlite-utils: Apache-2.0. anyascii: ISC. pypinyin: MIT."
            ),
            f"Python {platform.python_version()} · Qt {qVersion()}",
        ]
        heads = {1: "h3", 6: "h3"}  # the library, the licences
        paragraphs = (
            f"<{heads.get(at, 'p')}>{escape(line)}</{heads.get(at, 'p')}>"
            for at, line in enumerate(lines)
            if line
        )
        text.setHtml(f"<h2>Soft Power Explorer {__version__}</h2>{''.join(paragraphs)}")
        self._set_body(text)
