"""Help: the manual, the list of keys, and what the program and the library say of themselves."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer import __version__
from spexplorer.support.folders import resources
from spexplorer.support.log import log_file
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.operations.reading import Reader

_END_OF_LOG: Final = 200_000
"""So many bytes of the log are shown."""


class _Dialog(QDialog):
    """A dialog with a body and one button to close it; as large as the text asks for."""

    def __init__(self, parent: QWidget, title: str, letters: int, lines: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * letters, metrics.height() * lines)
        self._layout = QVBoxLayout(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self._layout.addWidget(self.buttons)

    def _set_body(self, *widgets: QWidget) -> None:
        for at, widget in enumerate(widgets):
            self._layout.insertWidget(at, widget)


class HelpDialog(_Dialog):
    """A page of `resources/help`."""

    def __init__(self, parent: QWidget, page: str) -> None:
        super().__init__(parent, tr("How to use this program"), 96, 34)
        text = QTextBrowser()
        text.setOpenLinks(False)
        text.setAccessibleName(tr("Manual"))
        text.setMarkdown((resources() / "help" / f"{page}.md").read_text(encoding="utf-8"))
        self._set_body(text)


class KeysDialog(_Dialog):
    """Every command with its keys, searchable."""

    def __init__(self, parent: QWidget, actions: list[QAction]) -> None:
        super().__init__(parent, tr("Keyboard"), 70, 30)
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find a command"))
        self._find.setAccessibleName(tr("Find a command"))
        self._find.textChanged.connect(self._narrow)
        self._tree = QTreeWidget()
        self._tree.setHeaderLabels([tr("Command"), tr("Key")])
        self._tree.setRootIsDecorated(False)
        self._tree.setAccessibleName(tr("Commands and their keys"))
        for action in actions:
            self._tree.addTopLevelItem(QTreeWidgetItem(_command_and_keys(action)))
        self._tree.resizeColumnToContents(0)
        self._set_body(self._find, self._tree)

    def _narrow(self, text: str) -> None:
        for at in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(at)
            assert item is not None
            item.setHidden(text.casefold() not in f"{item.text(0)} {item.text(1)}".casefold())


def _command_and_keys(action: QAction) -> list[str]:
    """A command as it is read, and its keys; a menu may show keys that belong to another widget."""
    words, _, shown = action.text().replace("&&", "\0").replace("&", "").partition("\t")
    native = QKeySequence.SequenceFormat.NativeText
    keys = ", ".join(key.toString(native) for key in action.shortcuts())
    return [words.replace("\0", "&"), keys or shown]


class LogDialog(_Dialog):
    """The end of the log file, where it lies, and a button that copies it for a report."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Log file"), 100, 30)
        path = log_file()
        where = QLabel(tr("The log lies in {file}. Nothing is ever sent from here.", file=path))
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


class AboutDialog(_Dialog):
    """Versions, the library with its checksum, licences."""

    def __init__(self, parent: QWidget, reader: Reader) -> None:
        super().__init__(parent, tr("About"), 84, 24)
        text = QTextBrowser()
        text.setAccessibleName(tr("About this program and this library"))
        about = reader.about
        work = reader.row(about.get("main_work", ""))
        lines = [
            f"# Soft Power Explorer {__version__}",
            tr("Study and catalogue sources offline, every value traced to its sentence."),
            f"## {about.get('name', '')} {about.get('version', '')}",
            f"{work.label}. {work.detail}" if work else "",
            tr("Checksum (SHA-256): `{checksum}`", checksum=about.get("checksum", tr("none"))),
            tr("File: `{path}`", path=reader.path),
            about.get("rights", ""),
            tr("## Licences"),
            tr(
                "The program: MIT. Qt and PySide6: LGPL-3.0. pyqtgraph and NumPy: MIT and BSD-3-Clause. "
                "sqlite-utils: Apache-2.0. anyascii: ISC. pypinyin: MIT."
            ),
            f"Python {platform.python_version()} · Qt {qVersion()}",
        ]
        text.setMarkdown("\n\n".join(line for line in lines if line))
        self._set_body(text)
