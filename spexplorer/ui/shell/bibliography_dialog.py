"""A bibliography in a style: read, copied, or saved as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
)

from spexplorer.ui.shell.scope import ScopeChoice
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.clipboard import put_on_clipboard
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.document_place import ask_document
from spexplorer.ui.widgets.text import PlainLabel, TextPage
from spexplorer.workspace.settings import citing_language, citing_style, remember

if TYPE_CHECKING:
    from pathlib import Path

    from spexplorer.citing.documents import BibliographyEntry
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 110, 32
_LIST, _FOOTNOTES = "list", "footnotes"


def style_choice() -> QComboBox:
    """The styles there are; what is chosen is remembered, and used by Copy citation too."""
    from spexplorer.operations.citing import styles

    box = QComboBox()
    box.setAccessibleName(tr("Citation style"))
    for style in styles():
        box.addItem(tr(style.label), style.code)
    box.setCurrentIndex(max(0, box.findData(citing_style())))
    box.activated.connect(unticked(lambda: remember("citing/style", str(box.currentData()))))
    return box


def language_choice() -> QComboBox:
    """The languages that terms such as “vol.” and “accessed” can be in."""
    box = QComboBox()
    box.setAccessibleName(tr("Language of terms"))
    for text, code in (
        (tr("That of each source"), "own"),
        (tr("English"), "en"),
        (tr("Russian"), "ru"),
        (tr("Chinese"), "zh"),
        (tr("German"), "de"),
        (tr("French"), "fr"),
        (tr("Turkish"), "tr"),
    ):
        box.addItem(text, code)
    box.setCurrentIndex(max(0, box.findData(citing_language())))
    box.activated.connect(unticked(lambda: remember("citing/language", str(box.currentData()))))
    return box


class BibliographyDialog(Dialog):
    """Formats the works of a choice of records on a worker and shows them as they will be."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Bibliography"))
        self._window = window
        self.entries: list[BibliographyEntry] = []
        self.make_room(_LETTERS, _LINES)
        self.scope, self.style_box, self.language = (
            ScopeChoice(window),
            style_choice(),
            language_choice(),
        )
        self.shown = QComboBox()
        self.shown.setAccessibleName(tr("What is shown"))
        self.shown.addItem(tr("Bibliography"), _LIST)
        if next(iter(window.workspace.reader.rows("citation")), None) is not None:
            self.shown.addItem(tr("Footnotes of the source, in their order"), _FOOTNOTES)
        self.page = TextPage()
        self.page.setAccessibleName(tr("The bibliography"))
        self.note = PlainLabel(
            tr(
                "Sorted by script: Latin, Cyrillic, Arabic, Han; within a script as the style sorts."
            )
        )
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = buttons.addButton(tr("&Copy"), role)
        self.save_button = buttons.addButton(tr("&Save as …"), role)
        self.copy_button.clicked.connect(unticked(self._copy))
        self.save_button.clicked.connect(unticked(self._save))
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        for box in (self.scope, self.shown, self.style_box, self.language):
            box.activated.connect(unticked(self._format))
        self._format()

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        left, right = QFormLayout(), QFormLayout()
        for form in (left, right):
            form.setVerticalSpacing(GRID)
        left.addRow(tr("St&yle:"), self.style_box)
        left.addRow(tr("&Language of terms:"), self.language)
        right.addRow(tr("S&how:"), self.shown)
        right.addRow(tr("&Records:"), self.scope)
        top = QHBoxLayout()
        top.setSpacing(4 * GRID)
        top.addLayout(left, 1)
        top.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        column.addWidget(self.page, 1)
        column.addWidget(self.note)
        column.addWidget(buttons)

    def _format(self) -> None:
        from spexplorer.operations.citing import style_named

        citer = self._window.workspace.citer
        ids, language = self.scope.ids(), str(self.language.currentData())
        style = style_named(str(self.style_box.currentData()))
        of_source = self.shown.currentData() == _FOOTNOTES
        self.scope.setDisabled(of_source)
        self.note.setHidden(of_source)
        self._enable(False)
        self.page.setPlainText(tr("Formatting …"))

        def work() -> list[BibliographyEntry]:
            if of_source:
                return citer.footnotes(style, language)
            return citer.bibliography(ids, style, language)

        tasks = self._window.workspace.tasks
        tasks.start(work, self._show, self._fail, tasks.ticket("bibliography"), long=True)

    def _show(self, entries: list[BibliographyEntry]) -> None:
        self.entries = entries
        lines = [f"<p>{one.html}</p>" for one in entries]
        self.page.setHtml("".join(lines))
        self._enable(True)
        if not self._window.workspace.citer.has_pandoc:
            from spexplorer.citing.pandoc import MISSING

            self.note.setText(tr(MISSING))

    def _fail(self, error: Exception) -> None:
        self.entries = []
        self.page.setPlainText(str(error))

    def _enable(self, may: bool) -> None:
        self.copy_button.setEnabled(may)
        self.save_button.setEnabled(may)

    def _copy(self) -> None:
        html = "".join(f"<p>{one.html}</p>" for one in self.entries)
        put_on_clipboard(html, self.page.toPlainText())
        self._window.hint(tr("The bibliography is on the clipboard."))

    def _save(self) -> None:
        place = ask_document(self, tr("Save the bibliography"), "bibliography")
        if place is None:
            return
        target, form = place
        citer, entries, title = self._window.workspace.citer, self.entries, tr("Bibliography")

        def write() -> Path:
            from spexplorer.support.files import replacing_bytes

            data = citer.document(entries, form, title)
            with replacing_bytes(target) as stream:
                stream.write(data)
            return target

        def told(path: Path) -> None:
            self._window.hint(tr("Wrote {file}.", file=path))

        self._window.workspace.tasks.start(write, told, self._window.tell, long=True)


def show_bibliography(window: MainWindow) -> None:
    """Open the bibliography."""
    BibliographyDialog(window).open()
