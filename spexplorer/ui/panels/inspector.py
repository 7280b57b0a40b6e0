"""The inspector: the current record with its links and its evidence, whatever tab is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtWidgets import QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import TextPage

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent

    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.panels.record_page import RecordPage
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


_NARROW: Final = 34
"""In less than so many letters a name and its value do not stand side by side."""

_NARROWEST: Final = 17
"""It gives way down to so many letters, at any text size."""


@guarded
class Inspector(TextPage):
    """Shows one record. `followed` carries the id of a record whose link was followed.

    `menu_wanted` carries the id of a record and the place (on the screen) where its menu is asked for.
    """

    followed = Signal(object)
    menu_wanted = Signal(object, object)
    original_wanted = Signal(object, object)
    """Carries the id of a record and the field that is to have its original value again."""
    edit_wanted = Signal(object, object)
    """Carries the name of a field whose value is to be changed, and where it stands in the page."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._page: RecordPage | None = None
        self._shown: str | None = None
        self.setAccessibleName(tr("Inspector: the current record"))
        self.anchorClicked.connect(self._follow)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # no word is split
        self._write()

    def show_state(self, state: LinkState) -> None:
        """Show the current record of a state; groups stay folded from one record to the next."""
        if state.current != self._shown:
            self._shown = state.current
            if self._page is not None:
                self._page.unfolded.clear()
            self._write()
            self.verticalScrollBar().setValue(0)

    def refresh(self, changes: ChangeSet) -> None:
        """Write the record again where it may have changed, or what is linked to it."""
        if self._shown is not None and changes:
            self._write()

    def minimumSizeHint(self) -> QSize:
        letters = self.fontMetrics().averageCharWidth()
        return QSize(letters * _NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room names stand above values, or words would be broken anywhere."""
        super().resizeEvent(event)
        if self._page is not None and self._page.is_narrow != self._has_little_room():
            self._write()

    def _has_little_room(self) -> bool:
        return self.viewport().width() < self.fontMetrics().averageCharWidth() * _NARROW

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        if self._page is not None:
            self._page.theme = theme
        self._write()

    def _write(self) -> None:
        if self._shown is None:
            words = tr("Choose a record to see its values, its links and its evidence.")
            self.setHtml(f'<p style="color: {self._theme.colours["muted"]}">{words}</p>')
            return
        if self._page is None:
            from spexplorer.ui.panels.record_page import RecordPage

            self._page = RecordPage(self._workspace.reader, self._theme)
        record = self._workspace.reader.record(self._shown)
        if record is None:
            self.setPlainText(tr("There is no record {id} in this library.", id=self._shown))
            return
        self._page.is_narrow = self._has_little_room()
        self._page.is_editable = self._workspace.editing.is_possible
        place = self.verticalScrollBar().value()
        self.setHtml(self._page.html(record))
        self.verticalScrollBar().setValue(place)

    def _follow(self, url: QUrl) -> None:
        """Go to a record, fold or unfold a group, show the evidence, or ask about a web address."""
        scheme, _, rest = url.toString().partition(":")
        if scheme == "record":
            self.followed.emit(rest)
        elif scheme == "web":
            from spexplorer.ui.panels.web_address import ask_to_open

            ask_to_open(bytes.fromhex(rest).decode(), self.window())
        elif scheme == "edit":
            self.edit_wanted.emit(rest, self.cursorRect())
        elif scheme == "original" and self._shown is not None:
            self.original_wanted.emit(self._shown, rest)
        elif scheme == "evidence" and self._shown is not None:
            from spexplorer.ui.panels.evidence_dialog import EvidenceDialog

            EvidenceDialog(self._workspace, self._theme, self._shown, self.window()).open()
        elif self._page is not None and scheme in ("fold", "unfold"):
            if scheme == "fold":
                self._page.turned ^= {rest}
            else:
                self._page.unfolded.add(rest)
            self._write()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A value is changed where it stands; elsewhere a word is marked, as ever."""
        cursor = self.cursorForPosition(event.position().toPoint())
        anchor = self._anchor_beside(cursor)
        if anchor:
            self.edit_wanted.emit(anchor.partition(":")[2], self.cursorRect(cursor))
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def _anchor_beside(self, cursor: QTextCursor) -> str:
        """The link that changes the value at a place: that of the name in its row."""
        table = cursor.currentTable()
        if table is None:
            return ""
        cell = table.cellAt(cursor)
        column = 0 if cell.column() else None
        row = cell.row() if column is not None else cell.row() - 1
        if row < 0:
            return ""
        fragment = table.cellAt(row, 0).firstCursorPosition()
        fragment.movePosition(QTextCursor.MoveOperation.NextCharacter)
        anchor = fragment.charFormat().anchorHref()
        return anchor if anchor.startswith("edit:") else ""

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied has no marks of where an address may be broken."""
        from spexplorer.ui.panels.record_page import BREAK

        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText().replace(BREAK, ""))
        return data

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the record whose link is there, else of the record shown; marked text is copied."""
        scheme, _, linked = self.anchorAt(event.pos()).partition(":")
        record = linked if scheme == "record" else self._shown
        if record is None or (self.textCursor().hasSelection() and scheme != "record"):
            super().contextMenuEvent(event)
            return
        self.menu_wanted.emit(record, event.globalPos())
        event.accept()
