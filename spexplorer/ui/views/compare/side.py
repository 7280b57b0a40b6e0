"""The two sides of a comparison: fields that take a record by its name or a period by its years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from spexplorer.domain.filters import Period
from spexplorer.domain.listing import Row
from spexplorer.operations.comparison import find_rows, period_of
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.labels import ElidedLabel
from spexplorer.ui.widgets.offers import Offers
from spexplorer.ui.widgets.text import PlainLabel, plain_tip
from spexplorer.words.fields import kind_label
from spexplorer.words.filters import period_in_words
from spexplorer.workspace.saved_views import known

if TYPE_CHECKING:
    from spexplorer.domain.link_state import Side
    from spexplorer.operations.reader import Reader
    from spexplorer.workspace.workspace import Workspace

_MOST_HITS: Final = 30
_HITS_IN_SIGHT: Final = 12
_PAUSE_MS: Final = 60
"""A key that follows within this time is waited for before searching."""
_LETTERS: Final = 70
"""The length after which a name in the list of hits is cut."""


class SideChoice(NamedTuple):
    """What is chosen for a side: a record by its row, a period, or an id this library does not have."""

    row: Row | None = None
    period: Period | None = None
    missing: str = ""

    def words(self) -> str:
        """What it is called."""
        if self.period is not None:
            return period_in_words(tr, self.period)
        return self.row.label if self.row is not None else self.missing

    @property
    def side(self) -> Side:
        """What the state keeps of it."""
        if self.period is not None:
            return self.period
        return self.row.id if self.row is not None else self.missing or None


def side_choice(reader: Reader, side: Side) -> SideChoice:
    """A side of the state as it can be shown."""
    if side is None or isinstance(side, Period):
        return SideChoice(period=side)
    row = known(reader, side)
    return SideChoice(row=row) if row is not None else SideChoice(missing=side)


class _Hits(QStringListModel):
    """The choices that what is typed may mean, as lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: list[SideChoice] = []

    def show_choices(self, choices: list[SideChoice]) -> None:
        """Put other choices in place."""
        self.choices = choices
        self.setStringList([_line(choice) for choice in choices])


def _line(choice: SideChoice) -> str:
    if choice.row is None:
        return tr("Period {years}", years=choice.words())
    label = choice.row.label
    cut = label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1]}…"
    return f"{cut}  ·  {kind_label(tr, choice.row.kind)}"


@guarded
class SideBox(QWidget):
    """`chosen` comes when a person chose something, or emptied the field."""

    chosen = Signal()

    def __init__(self, workspace: Workspace, name: str, put: str) -> None:
        """`name` is what the side is called, `put` the words of the button for the current record."""
        super().__init__()
        self._workspace = workspace
        self._group = f"compare.{name}"
        self.choice = SideChoice()
        self._narrow = False
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(tr("A name, or years such as 2002–2006"))
        self.field.setClearButtonEnabled(True)
        self.put = QPushButton(put)
        self.put.clicked.connect(self._put_current)
        self.detail = ElidedLabel()
        self.detail.setObjectName("muted")
        self._make_completer()
        self._lay_out(name)

    def _make_completer(self) -> None:
        self.hits = _Hits(self)
        self.completer = Offers(self.hits, self.field, _HITS_IN_SIGHT)
        # The signal is overloaded, which the stubs of PySide do not say.
        self.completer.activated[QModelIndex].connect(self._take_hit)  # type: ignore[index]
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search_now)
        self.field.textEdited.connect(self._edited)
        self.field.returnPressed.connect(self._enter)

    def _lay_out(self, name: str) -> None:
        self.caption = PlainLabel(name)
        self.caption.setObjectName("title")
        self.caption.setBuddy(self.field)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(2, 1)  # both fields stand level, also where only one has a detail
        layout.addWidget(self.caption, 0, 0)
        layout.addWidget(self.field, 0, 1)
        layout.addWidget(self.put, 0, 2)
        layout.addWidget(self.detail, 1, 1, 1, 2)

    def minimumSizeHint(self) -> QSize:
        letters = QFontMetrics(self.font()).averageCharWidth()
        return QSize(letters * 20, super().minimumSizeHint().height())

    # -- showing --------------------------------------------------------------------------------

    def show_choice(self, choice: SideChoice) -> None:
        """Show what the side holds; nothing is announced by this."""
        self.choice = choice
        self._pause.stop()
        self.field.setText(choice.words())
        self.field.setCursorPosition(0)
        self.field.setToolTip(plain_tip(choice.words()))
        row = choice.row
        gone = tr("Not in this library") if choice.missing else ""
        words = gone
        if row is not None:
            words = " · ".join(filter(None, (kind_label(tr, row.kind), row.detail)))
        self._say(words)

    def _say(self, words: str) -> None:
        """Show a line below the field; an empty one takes no room."""
        self.detail.say(words)
        self._show_detail()

    def _show_detail(self) -> None:
        is_only_known = self._narrow and self.choice.row is not None
        self.detail.setVisible(bool(self.detail.words()) and not is_only_known)

    def arrange(self, *, narrow: bool) -> None:
        """Where it is narrow, what a chosen record is takes no line of its own."""
        self._narrow = narrow
        self._show_detail()

    def show_current(self, record_id: str | None) -> None:
        """Let the button put the current record in, if there is one."""
        self.put.setEnabled(record_id is not None)
        label = self._workspace.reader.label(record_id) if record_id is not None else ""
        self.put.setToolTip(plain_tip(label or tr("Choose a record in any tab first")))

    def show_side(self, side: Side) -> None:
        """Show a side of the state; what is typed stays where it is the one shown already."""
        if side != self.choice.side:
            self.show_choice(side_choice(self._workspace.reader, side))

    # -- choosing -------------------------------------------------------------------------------

    def _edited(self, text: str) -> None:
        if text.strip():
            self._pause.start()
            return
        self._pause.stop()
        self._hide_hits()
        self._choose(SideChoice())

    def search_now(self) -> None:
        """Search for what is typed; the hits are listed when they come, a period before them."""
        self._pause.stop()
        text, path = self.field.text().strip(), self._workspace.reader
        if not text or text == self.choice.words():
            return
        period = period_of(text)
        self._workspace.later(
            self._group,
            lambda: find_rows(path, text, _MOST_HITS),
            lambda rows: self._list(text, period, rows),
        )

    def _list(self, text: str, period: Period | None, rows: list[Row]) -> None:
        """Show the hits, unless something else is typed by now."""
        if text != self.field.text().strip():
            return
        found = [SideChoice(row=row) for row in rows]
        if period is not None:
            found.insert(0, SideChoice(period=period))
        self.hits.show_choices(found)
        if not found:
            self._hide_hits()
            self._say(tr("Nothing has this name. Type another name, or years like 2002–2006."))
        elif self.field.hasFocus():
            self.completer.offer(self.parentWidget() or self)

    def _enter(self) -> None:
        """Take the period that is typed, else the best hit."""
        text = self.field.text().strip()
        period = period_of(text)
        if text == self.choice.words():
            return
        if period is not None:
            self._choose(SideChoice(period=period))
            return
        path = self._workspace.reader
        self._pause.stop()
        self._workspace.later(
            self._group, lambda: find_rows(path, text, 1), lambda rows: self._take_best(text, rows)
        )

    def _take_best(self, text: str, rows: list[Row]) -> None:
        if rows and text == self.field.text().strip():
            self._choose(SideChoice(row=rows[0]))
        elif not rows:
            self._list(text, None, rows)

    def _take_hit(self, index: Any) -> None:
        row = index.row()
        if 0 <= row < len(self.hits.choices):
            self._choose(self.hits.choices[row])

    def _put_current(self) -> None:
        current = self._workspace.state.current
        row = self._workspace.reader.row(current) if current is not None else None
        if row is not None:
            self._choose(SideChoice(row=row))

    def _hide_hits(self) -> None:
        popup = self.completer.popup()
        if popup is not None:
            popup.hide()

    def _choose(self, choice: SideChoice) -> None:
        self._hide_hits()
        self.show_choice(choice)
        self.chosen.emit()


class Sides(QWidget):
    """Beside one another, or where it is narrow the right below the left.

    `chosen` comes when a person chose another record or period for a side.
    """

    chosen = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.left = SideBox(workspace, tr("Left"), tr("Current record"))
        self.right = SideBox(workspace, tr("Right"), tr("Current record"))
        self.left.put.setAccessibleName(tr("Put the current record left"))
        self.right.put.setAccessibleName(tr("Put the current record right"))
        for side in (self.left, self.right):
            side.show_choice(SideChoice())
            side.chosen.connect(self.chosen)
        self.swap = QPushButton("⇄")
        self.swap.setAccessibleName(tr("Swap left and right"))
        self.swap.setToolTip(tr("Swap left and right"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * GRID)

    def arrange(self, *, narrow: bool) -> None:
        """Put the sides in their places."""
        for widget in (self.left, self.swap, self.right):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.left, 0, 0)
        for side in (self.left, self.right):
            side.arrange(narrow=narrow)
        if narrow:
            self._grid.addWidget(self.right, 1, 0)
            self._grid.addWidget(self.swap, 0, 1, 2, 1, Qt.AlignmentFlag.AlignCenter)
        else:
            self._grid.addWidget(self.swap, 0, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self.right, 0, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 0 if narrow else 1)

    def align(self) -> None:
        """Let both fields begin at the same place, whatever the text size."""
        captions = (self.left.caption, self.right.caption)
        widest = max(caption.sizeHint().width() for caption in captions)
        for caption in captions:
            caption.setMinimumWidth(widest)
