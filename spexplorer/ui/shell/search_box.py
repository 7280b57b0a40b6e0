"""Search everything: results in any script while typing, Enter goes to the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from spexplorer.domain.filters import Words
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent, QFocusEvent, QKeyEvent, QMouseEvent

    from spexplorer.domain.link_state import LinkState
    from spexplorer.operations.search import Hits
    from spexplorer.support.trace import Trace
    from spexplorer.ui.shell.search_hits import SearchHits
    from spexplorer.workspace.tasks import Ticket
    from spexplorer.workspace.workspace import Workspace

_SHOWN = 60
_VISIBLE = 9
_LETTERS = 70
"""So many hits are in sight, so many letters wide."""

_COUNTED = 10_000
"""Hits are counted up to here (storage/searching.py)."""


@guarded
class SearchBox(QLineEdit):
    """The field in the tool bar with its list of hits below.

    Every key searches on a worker thread and calls off the search before, so that what is shown is
    always about what is typed. Hits come first; where counting takes longer, their number follows.
    What was typed stays, chosen whole when one comes back: typing replaces it, Down shows its hits again.
    `left` when the keyboard is to go on elsewhere.
    """

    left = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, trace: Trace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._trace = trace
        self._began = 0
        self._ticket: Ticket | None = None
        self._answered = ""
        self._goes_there = False
        self._is_entered = False
        self._forgiving = False
        self._narrowing = ""  # the words in the filter, which the field shows
        self.setAccessibleName(tr("Search everything"))
        self.setClearButtonEnabled(True)
        self._theme = theme
        self._hits: SearchHits | None = None
        self.textEdited.connect(self._edited)
        workspace.search_asked.connect(self.ask)
        parent.window().installEventFilter(self)

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the window's where nothing was typed that they could take back here."""
        if event.type() == QEvent.Type.ShortcutOverride:
            from PySide6.QtGui import QKeyEvent, QKeySequence  # not before the first paint

            assert isinstance(event, QKeyEvent)
            keys = QKeySequence.StandardKey
            idle = (event.matches(keys.Undo) and not self.isUndoAvailable()) or (
                event.matches(keys.Redo) and not self.isRedoAvailable()
            )
            if idle:
                event.ignore()
                return True
        return super().event(event)

    def set_room(self, width: int) -> None:
        """Say what the field is for in as many words as have room."""
        words = tr("Search everything, in any script (Ctrl+K)")
        if self.fontMetrics().horizontalAdvance(words) > width - 8 * GRID:
            words = tr("Search (Ctrl+K)")
        self.setPlaceholderText(words)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        if self._hits is not None:
            self._hits.list.restyle(theme)

    @property
    def hits(self) -> SearchHits:
        """The hits below the field, made when first asked for: no start waits for them."""
        if self._hits is None:
            from spexplorer.ui.shell.search_hits import SearchHits

            self._hits = SearchHits(self.window(), self._theme)
            self._hits.list.chosen.connect(self._go)
        return self._hits

    def show_state(self, state: LinkState) -> None:
        """Show the words that narrow the library, and none once they no longer do."""
        words = state.filter.get("words")
        query = words.query if isinstance(words, Words) else ""
        if query != self._narrowing:
            if query or self.text().strip() == self._narrowing:
                self.setText(query)
            self._narrowing = query

    def ask(self, words: str) -> None:
        """Search for words that were typed elsewhere, as if they were typed here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(words)
        self._edited(words)

    def _edited(self, text: str) -> None:
        self._began = self._trace.now()
        self._goes_there = False
        if text.strip():
            self.search_now()
        else:
            self._dismiss()

    def search_now(self) -> None:
        """Search for what is typed; the hits are shown when they are there."""
        query, path = self.text(), self._workspace.reader.snapshot
        if not query.strip():
            return
        self._ticket = ticket = self._workspace.tasks.ticket("search")

        def work() -> Hits:
            from spexplorer.operations.search import search_library

            return search_library(
                path,
                query,
                limit=_SHOWN,
                counted=False,
                called_off=lambda: ticket.cancelled,
                tr=tr,
            )

        def show(found: Hits) -> None:
            from spexplorer.operations.search import Cut

            forgives = len(found.hits) < _SHOWN and found.cut is not Cut.TIME
            self._forgiving = forgives
            self._show(query, found)
            if found.total < 0:
                self._count(query, ticket)
            if forgives and not ticket.cancelled:
                self._forgive(query, ticket)

        self._workspace.tasks.start(work, show, self._workspace.failed.emit, ticket)

    def _forgive(self, query: str, ticket: Ticket) -> None:
        """Look for other forms and for hits in part; they are shown below, where nothing moves."""
        path = self._workspace.reader.snapshot

        def work() -> Hits:
            from spexplorer.operations.search import answer_library

            return answer_library(
                path, query, limit=_SHOWN, called_off=lambda: ticket.cancelled, tr=tr
            )

        def show(found: Hits) -> None:
            self._forgiving = False
            self._show(query, found)

        self._workspace.tasks.start(work, show, self._workspace.failed.emit, ticket)

    def _count(self, query: str, ticket: Ticket) -> None:
        path = self._workspace.reader.snapshot

        def work() -> int:
            from spexplorer.operations.search import count_hits

            return count_hits(path, query, lambda: ticket.cancelled)

        self._workspace.tasks.start(work, self._tell, self._workspace.failed.emit, ticket)

    def _show(self, query: str, found: Hits) -> None:
        if self._goes_there and found.hits:
            self._goes_there = False
            self._answered = query
            self._go(found.hits[0].id)
            return
        from spexplorer.operations.highlights import Highlights
        from spexplorer.ui.shell.search_hits import FoundRows

        current = self.hits.current() if self._answered == query else None
        self._answered = query
        taken = tuple(word for _, word in found.taken)
        sentences = self._workspace.copies.sentences(found.hits)
        rows = FoundRows(found, Highlights(query, taken), sentences)
        self.hits.list.show_content(rows)
        first = rows.listed[0].id if rows.listed else None
        self.hits.list.show_current(current if current in {r.id for r in rows.listed} else first)
        self._say(found)
        self._place()
        self.hits.repaint()
        self._trace.span("search", self._began)

    def _say(self, found: Hits) -> None:
        """Say how many hits there are, and what was taken for what."""
        if not found.hits and self._forgiving:
            self.hits.hint.setText(tr("Nothing as typed; looking for other forms …"))
            return
        from spexplorer.operations.search import Cut, cut_in_words, empty_in_words

        if found.cut is Cut.TIME and not found.hits:
            self.hits.hint.setText(cut_in_words(tr, found.cut))
            return
        if reason := empty_in_words(tr, found):
            self.hits.hint.setText(reason)
            return
        self._tell(found.total if found.total or not found.hits else -1)
        said = [
            tr("Showing results for “{taken}” ({typed}).", taken=taken, typed=typed)
            for typed, taken in found.taken
        ]
        if found.unknown:
            said.append(tr("In no form here: {words}.", words=tr.joined(list(found.unknown))))
        said.append(cut_in_words(tr, found.cut))
        forgiven = len(found.hits) - found.exact
        said.append(self.hits.hint.text())
        if forgiven and found.exact:
            said.append(
                tr.counted(
                    forgiven,
                    "{n} hit below comes near.",
                    "{n} hits below come near.",
                )
            )
        self.hits.hint.setText(" ".join(filter(None, said)))

    def _tell(self, total: int) -> None:
        """Say how many hits there are, or what to do when there are none."""
        if total == 0:
            words = tr(
                "Nothing matches. Try fewer words, another spelling or the beginning of a word."
            )
        elif total < 0:
            words = tr("Enter: go there. Ctrl+Enter: keep only what matches.")
        else:
            words = tr(
                "{total} hits. Enter: go there. Ctrl+Enter: keep only what matches.",
                total=f"{total:,}" if total <= _COUNTED else f"{_COUNTED:,}+",
            )
        self.hits.hint.setText(words)

    def _dismiss(self) -> None:
        """Nobody waits for hits any more."""
        if self._ticket is not None:
            self._ticket.cancel()
        self._goes_there = False
        self._answered = ""
        self._hide_hits()

    def _hide_hits(self) -> None:
        if self._hits is not None:
            self._hits.hide()

    def _place(self) -> None:
        """Below the field, wide enough to read and no larger than the window has room for."""
        window, rows = self.window(), self.hits.list.model.rowCount()
        self.hits.list.setVisible(rows > 0)
        below = self.mapTo(window, QPoint(0, self.height() + 2))
        letters = self.fontMetrics().averageCharWidth()
        width = min(max(self.width(), letters * _LETTERS), window.width() - 2 * GRID)
        hint = self.hits.hint.heightForWidth(width - 2)
        room = window.height() - below.y() - hint - 2 * GRID
        hits = min(rows, _VISIBLE) * max(0, self.hits.list.view.rowHeight(0))
        self.hits.setFixedSize(width, min(hits, max(0, room)) + hint + 2)
        left = min(below.x(), window.width() - width - GRID)
        self.hits.move(window.mapToGlobal(QPoint(left, below.y())))
        self.hits.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.hits.isVisible():
            self.hits.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down:
            self.search_now()  # the hits of what stands here
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(narrow=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """First the hits go away, then what was typed, and the keyboard goes on where one was."""
        if self._hits is not None and self._hits.isVisible():
            self._dismiss()
            return
        self._dismiss()
        self.clear()
        self._hand_over()

    def _hand_over(self) -> None:
        """Let go of the keyboard; who takes it is asked once the state is shown that was gone to."""
        self.clearFocus()
        shown = QTimer(self)
        shown.setSingleShot(True)
        shown.timeout.connect(self.left)
        shown.timeout.connect(shown.deleteLater)
        shown.start(0)

    def _enter(self, *, narrow: bool) -> None:
        if not self.text().strip():
            return
        if narrow:
            self._dismiss()
            self._workspace.narrow(Words(self.text().strip()))
            self._hand_over()
        elif self._answered == self.text():
            current = self.hits.current()
            if current is not None:
                self._go(current)
        else:
            # Typed faster than found: go to the best hit once it is there.
            self._goes_there = True
            self.search_now()

    def _go(self, record_id: str) -> None:
        """Go there, and hand the keyboard over: the next key is for the record, not for this field."""
        self._dismiss()
        self._workspace.go(record_id)
        self._hand_over()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._is_entered = event.reason() == Qt.FocusReason.MouseFocusReason

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._dismiss()

    def dropEvent(self, event: QDropEvent) -> None:
        """Words dropped here are searched for as typed ones: the keyboard comes along, to put hits away."""
        self.window().activateWindow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.clear()
        super().dropEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click that comes into the field chooses all of it; a drag and a second click do not."""
        super().mouseReleaseEvent(event)
        if self._is_entered and not self.hasSelectedText():
            self.selectAll()
        self._is_entered = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The hits go away with the window they belong to."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self._hide_hits()
        return super().eventFilter(watched, event)
