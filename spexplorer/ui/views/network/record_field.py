"""A field that names a record: typed in any script, completed from the library."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QWidget

from spexplorer.operations.comparison import find_rows
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.offers import Offers
from spexplorer.ui.widgets.text import PlainLabel, plain_tip
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.workspace.workspace import Workspace

_PAUSE_MS: Final = 60
"""A key that follows within this time is waited for before searching."""
_SHOWN: Final = 12


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
        completer = Offers(self._model, self.line, _SHOWN)
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
        work = partial(find_rows, self._workspace.reader, self.line.text(), _SHOWN)
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
