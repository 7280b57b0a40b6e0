"""Two records and how they are linked, step by step in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.operations.comparison import find_rows
from spexplorer.readings.network.words import (
    chain_words,
    no_path_words,
    path_links,
    path_rows,
    path_scope,
    path_words,
)
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_list import RecordList
from spexplorer.ui.lists.roles import ID_ROLE
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.offers import Offers
from spexplorer.ui.widgets.text import PlainLabel, plain_tip
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.exploring.network import NetworkPicture
    from spexplorer.exploring.shortest_path import ShortestPaths
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_PAUSE_MS: Final = 60
"""A key that follows within this time is waited for before searching."""
_MAX_OFFERS: Final = 12


@guarded
class NodeList(RecordList):
    """The nodes of a drawing in words. `opened` carries a record to be shown on its own tab.

    The arrow keys only point, a click or Space chooses: around one record, choosing puts another list
    here.
    """

    opened = Signal(object)

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__(title, theme)
        self.heading.setWordWrap(True)  # longer words must not push the drawing aside
        self.view.keys_choose = False
        self.view.opened.connect(self.opened)
        self.view.installEventFilter(self)

    def entitle(self, title: str) -> None:
        """Head the rows that are shown next by other words."""
        self._title = title
        self.view.setAccessibleName(title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space chooses the row the keys have reached."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            index = self.view.currentIndex()
            if event.key() == Qt.Key.Key_Space and index.isValid():
                self.chosen.emit(index.data(ID_ROLE))
                return True
        return super().eventFilter(watched, event)


class RecordField(QWidget):
    """`changed` when a person has chosen another record; `record` is its id or None."""

    changed = Signal()

    def __init__(self, name: str, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record: str | None = None
        self._workspace = workspace
        self._name = name
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Type a name, in any script"))
        self.line.setAccessibleName(name)
        self.line.setClearButtonEnabled(True)
        self._model = QStringListModel(self)
        self._offered: dict[str, str] = {}
        completer = Offers(self._model, self.line, _MAX_OFFERS)
        completer.activated.connect(self._complete)
        self.line.setCompleter(completer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self._take_best)
        self.here = QToolButton()
        self.here.setText(tr("Current record"))
        self.here.setProperty("compact", True)
        self.here.setToolTip(tr("Take the current record"))
        self.here.setAccessibleName(tr("{name}: take the current record", name=name))
        self.here.clicked.connect(self._take_current)
        caption = PlainLabel(name)
        caption.setObjectName("muted")
        caption.setBuddy(self.line)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(caption, 0, 0)
        layout.addWidget(self.here, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.line, 1, 0, 1, 2)

    def choose(self, record_id: str | None) -> None:
        """Name a record; one that is not in the library empties the field."""
        row = self._workspace.reader.row(record_id) if record_id else None
        self.line.setText(row.label if row else "")
        self.line.setToolTip(plain_tip(self.line.text()))
        self.line.setCursorPosition(0)
        found = row.id if row else None
        if found != self.record:
            self.record = found
            self.changed.emit()

    def _edited(self, text: str) -> None:
        # What is offered stays until other hits come: Enter on the open list takes what it shows.
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.choose(None)

    def _search(self) -> None:
        tasks = self._workspace.tasks
        work = partial(find_rows, self._workspace.reader, self.line.text(), _MAX_OFFERS)
        ticket = tasks.ticket(f"network {self._name}")
        tasks.start(work, self._offer, self._workspace.failed.emit, ticket)

    def _offer(self, hits: tuple[Row, ...]) -> None:
        self._offered = {}
        for hit in hits:
            words = f"{hit.label} – {kind_label(tr, hit.kind)}"
            if words in self._offered:  # what sets namesakes apart stands in their details
                words = " – ".join(filter(None, (words, hit.detail, hit.id)))
            self._offered[words] = hit.id
        self._model.setStringList(list(self._offered))
        completer = self.line.completer()
        if hits and isinstance(completer, Offers) and self.line.hasFocus():
            completer.offer(self.window())

    def _complete(self, words: str) -> None:
        # The completer writes its own words into the line after this: ours come last.
        QTimer.singleShot(0, self, partial(self.choose, self._offered.get(words)))

    def _take_best(self) -> None:
        """Enter without choosing takes the best hit."""
        completer = self.line.completer()
        popup = completer.popup() if completer is not None else None
        if popup is not None and popup.isVisible():
            return
        if self._offered and self.line.text():
            self.choose(next(iter(self._offered.values())))

    def _take_current(self) -> None:
        if self._workspace.state.current is not None:
            self.choose(self._workspace.state.current)


class PathPanel(QWidget):
    """`asked` when other ends are wanted; `stepped` when another of the equally short paths is."""

    asked = Signal()
    stepped = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: ShortestPaths | None = None
        self._at = 0
        self._filtered = self._only = False
        self.chain = ""
        """The present path in one line."""
        self.start = RecordField(tr("From"), workspace)
        self.end = RecordField(tr("To"), workspace)
        self.passages = QCheckBox(tr("Also through passages of the text"))
        self.passages.setToolTip(
            tr("Nearly everything is linked through the sentences it rests on")
        )
        self.said = PlainLabel()
        self.said.setWordWrap(True)
        self.before = QPushButton(tr("Previous"))
        self.after = QPushButton(tr("Next"))
        self.before.setAccessibleName(tr("Previous path as short"))
        self.after.setAccessibleName(tr("Next path as short"))
        self.steps = NodeList(tr("Step by step"), theme)
        self.start.changed.connect(self.asked)
        self.end.changed.connect(self.asked)
        self.passages.toggled.connect(lambda _: self.asked.emit())
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self._lay_out()
        self.show_found(None, None)

    def _lay_out(self) -> None:
        turns = QHBoxLayout()
        turns.addWidget(self.before)
        turns.addWidget(self.after)
        turns.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        layout.setSpacing(GRID)
        for widget in (self.start, self.end, self.passages, self.said):
            layout.addWidget(widget)
        layout.addLayout(turns)
        layout.addWidget(self.steps, 1)
        layout.addStretch()  # before there are steps, the fields stand at the top

    @property
    def ends(self) -> tuple[str, str] | None:
        """The ids of both records, once they are chosen."""
        if self.start.record is None or self.end.record is None:
            return None
        return self.start.record, self.end.record

    def show_ends(self, ends: tuple[str | None, str | None], *, passages: bool) -> None:
        """Stand as the state has it; nothing is announced by this.

        An end that the library does not have leaves its field empty.
        """
        with QSignalBlocker(self):
            self.passages.setChecked(passages)
            for field, end in zip((self.start, self.end), ends, strict=True):
                if field.record != end:
                    field.choose(end)

    def picture(self) -> NetworkPicture | None:
        """What is drawn: the paths, with the present one standing out."""
        if self._found is None:
            return None
        return self._found.picture.following(self._found.paths[self._at])

    @property
    def number_of_paths(self) -> int:
        """How many equally short paths can be looked at."""
        return len(self._found.paths) if self._found is not None else 0

    def show_found(
        self,
        found: ShortestPaths | None,
        current: str | None,
        *,
        filtered: bool = False,
        only: bool = False,
    ) -> None:
        """Show the paths that were found, or that there are none.

        `filtered` tells that there is a filter, `only` that the search kept to what passes it.
        """
        before = self._found
        if before is None or found is None or found.picture.nodes is not before.picture.nodes:
            self._at = 0
        self._found, self._filtered, self._only = found, filtered, only
        self._write(current)

    def _write(self, current: str | None) -> None:
        found, self.chain = self._found, ""
        several = self.number_of_paths > 1
        self.before.setVisible(several)
        self.after.setVisible(several)
        self.steps.setVisible(found is not None)
        if found is None:
            only = self._only and self._filtered
            passages = self.passages.isChecked()
            chosen = self.ends is not None
            self.said.setText(no_path_words(tr, chosen=chosen, only=only, passages=passages))
            return
        path, picture = found.paths[self._at], found.picture
        words = path_words(tr, found.count, len(found.paths), self._at, len(path) - 1)
        if self._filtered:
            words += " " + path_scope(tr, picture, path, only=self._only)
        labels = [picture.rows[node].label for node in path]
        self.chain = chain_words(labels, path_links(tr, picture, path))
        self.said.setText(words)
        self.said.setToolTip(plain_tip(self.chain))
        self.said.setAccessibleName(f"{words} {self.chain}")
        self.steps.show_rows(path_rows(tr, picture, path), current)

    def show_waiting(self) -> None:
        """Say that the search is under way."""
        self.said.setText(tr("Looking for the shortest chain of links …"))

    def _step(self, by: int) -> None:
        if self._found is not None:
            self._at = (self._at + by) % len(self._found.paths)
            self._write(None)
            self.stepped.emit()
