"""Search everything: results in any script while typing, Enter goes to the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from spexplorer.domain.filters import Words
from spexplorer.domain.listing import Row
from spexplorer.support.errors import AppError
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.widgets.record_list import RecordList
from spexplorer.ui.words import kind_label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from spexplorer.support.trace import Trace
    from spexplorer.workspace.workspace import Workspace

_SHOWN = 60
_PAUSE_MS = 40
"""A key that follows within this time is waited for before searching."""


class SearchBox(QLineEdit):
    """The field in the tool bar with its list of hits below."""

    def __init__(self, workspace: Workspace, theme: Theme, trace: Trace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._trace = trace
        self._began = 0
        self.setPlaceholderText(tr("Search everything, in any script (Ctrl+K)"))
        self.setAccessibleName(tr("Search everything"))
        self.setClearButtonEnabled(True)
        self._popup = QFrame(parent.window(), Qt.WindowType.ToolTip)
        self._popup.setObjectName("card")
        self._popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = RecordList(tr("Hits"), theme)
        self._list.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.chosen.connect(self._go)
        self._hint = QLabel()
        self._hint.setObjectName("muted")
        self._hint.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout = QVBoxLayout(self._popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._list)
        layout.addWidget(self._hint)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search_now)
        self.textEdited.connect(self._edited)
        parent.window().installEventFilter(self)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._list.restyle(theme)

    def _edited(self, text: str) -> None:
        self._began = self._trace.now()
        if not text.strip():
            self._pause.stop()
            self._popup.hide()
        else:
            self._pause.start()

    def search_now(self) -> None:
        """Search for what is typed and show the hits."""
        query = self.text()
        if not query.strip():
            return
        try:
            found = self._workspace.reader.search(query, limit=_SHOWN)
        except AppError as error:
            self._workspace.failed.emit(error)
            return
        rows = [
            Row(
                hit.row,
                hit.id,
                hit.kind,
                hit.label,
                " · ".join(filter(None, (kind_label(hit.kind), hit.detail))),
            )
            for hit in found.hits
        ]
        self._list.show_rows(rows, rows[0].id if rows else None)
        if rows:
            total = f"{found.total:,}" if found.total <= 10_000 else "10,000+"
            self._hint.setText(
                tr(
                    "{total} hits. Enter: go there. Ctrl+Enter: keep only what matches.",
                    total=total,
                )
            )
        else:
            self._hint.setText(
                tr("Nothing matches. Try fewer words, another spelling or the beginning of a word.")
            )
        self._place()
        self._popup.repaint()
        self._trace.span("search", self._began)

    def _place(self) -> None:
        letters = self.fontMetrics().averageCharWidth()
        rows = self._list.model.rowCount()
        self._list.setVisible(rows > 0)
        lines = min(26.0, 3 + 2.9 * rows)
        height = round(self.fontMetrics().height() * lines)
        self._popup.setFixedSize(max(self.width(), letters * 70), height)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        view = self._list.view
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._popup.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            at = min(max(0, view.currentIndex().row() + step), self._list.model.rowCount() - 1)
            self._list.show_current(self._list.model.row(self._list.model.index(at)).id)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(narrow=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self._popup.hide()
        else:
            super().keyPressEvent(event)

    def _enter(self, *, narrow: bool) -> None:
        if narrow and self.text().strip():
            self._popup.hide()
            self._workspace.narrow(Words(self.text().strip()))
            return
        if self._pause.isActive() or not self._popup.isVisible():
            self._pause.stop()
            self.search_now()
        index = self._list.view.currentIndex()
        if index.isValid():
            self._go(self._list.model.row(index).id)

    def _go(self, record_id: str) -> None:
        """Go there, and hand the keyboard over: the next key is for the record, not for this field."""
        self._popup.hide()
        self.clearFocus()
        self._workspace.go(record_id)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]  # QFocusEvent, named late in the stubs
        self._popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The hits go away with the window they belong to."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self._popup.hide()
        return super().eventFilter(watched, event)
