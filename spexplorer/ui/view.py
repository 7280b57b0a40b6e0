"""What a tab is: a widget that shows a link state, and the few words that register it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from spexplorer.domain.kinds import kind_of
from spexplorer.support.errors import AppError, as_known
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_PATIENCE_MS: Final = 200
"""So long nobody asks why a page is empty."""


class Chosen(NamedTuple):
    """Records that are chosen in a tab: their kind, how many, and their ids once these are wanted."""

    kind: str
    number: int
    ids: Callable[[], list[str]]


class View(QWidget):
    """A tab. The host calls `show_state` when the state changed and the tab is visible.

    A view never connects to the workspace's signals itself and never talks to another view.
    """

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.theme = theme

    def show_state(self, state: LinkState) -> None:
        """Draw a state. May be called again with the same one; must then cost next to nothing."""
        raise NotImplementedError

    def showing(self, state: LinkState) -> Iterator[None]:
        """The same in steps, for a view that is made out of sight; a newer state is shown after the last."""
        self.show_state(state)
        yield

    def ahead(self) -> Iterator[None]:
        """Steps to take out of sight and at its size, before it is first shown a state."""
        yield from ()

    def present(self) -> LinkState:
        """The state as of now with the filter that is answered: what may be drawn."""
        state, answers = self.workspace.state, self.workspace.answers
        return state if answers is None else state._replace(filter=answers.filter)

    def refresh(self, changes: ChangeSet) -> bool:
        """Take in that the library has changed: True when done, False to be read and made anew.

        Called when the view is in sight or about to be, never while it is hidden; several changes come
        as one. The reader and the answers of the workspace are those of the new state already, and
        `show_state` follows. A subclass that keeps nothing of the library gives True, one that keeps
        little reads that again where `changes` touch it, all others leave it to the tabs.
        """
        return False

    def restyle(self, theme: Theme) -> None:
        """Take another theme; style sheets follow by themselves, drawings have to."""
        self.theme = theme
        self.update()

    def chosen_records(self) -> list[Chosen]:
        """What is chosen here, by kind, for commands that take several records."""
        found: dict[str, list[str]] = {}
        for uid in sorted(self.workspace.state.selected):
            found.setdefault(kind_of(uid), []).append(uid)
        return [Chosen(kind, len(ids), ids.copy) for kind, ids in found.items()]

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the record under the pointer in another view; nothing is marked for None."""


class FailedPart(QWidget):
    """Stands in the place of what could not be shown, and says why where that is known."""

    again_wanted = Signal()

    def __init__(self, words: str, error: Exception) -> None:
        super().__init__()
        self.is_explained = False
        self._why = PlainLabel()
        self.again = QPushButton(tr("&Try again"))
        self.again.clicked.connect(self.again_wanted)
        column = QVBoxLayout(self)
        column.addStretch()
        for label in (PlainLabel(words), self._why):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        if (known := as_known(error)) is not None:
            self.explain(known)

    def explain(self, error: AppError) -> None:
        """Say why, once."""
        if not self.is_explained:
            self.is_explained = True
            self._why.setText(str(error))


class FailedView(View):
    """Stands in the place of a tab that could not be made or shown."""

    again_wanted = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, title: str, error: Exception) -> None:
        super().__init__(workspace, theme)
        words = tr("The tab “{title}” cannot be shown. The others work as before.", title=title)
        self._part = FailedPart(words, error)
        self._part.again_wanted.connect(self.again_wanted)
        self.explain = self._part.explain
        QVBoxLayout(self).addWidget(self._part)

    def show_state(self, state: LinkState) -> None:
        """Nothing changes here."""


class WaitingView(View):
    """Stands in the place of a tab while what it shows is being read."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._label = PlainLabel()
        self._label.setObjectName("muted")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(self._label)
        # Words that are gone before they are read would only flash.
        QTimer.singleShot(_PATIENCE_MS, self, self._say_why)

    def show_state(self, state: LinkState) -> None:
        """Nothing can be shown yet."""

    def _say_why(self) -> None:
        self._label.setText(tr("Reading…"))


class TabGroup(IntEnum):
    """The groups of tabs; the value is the first `order` of the group."""

    START = 0
    MAIN = 20
    """In sight in every window."""
    EVIDENCE = 60
    FURTHER = 85
    """Under “More” where there is little room."""


class ViewSpec(NamedTuple):
    """How a tab is registered: a module of `ui/views` defines one as `view`.

    `kinds` are the record kinds this tab is the home of; `order` places it among the tabs and in its
    group. `make` is given workspace and theme; where there is a `prepare`, what that gave as well.
    `prepare` reads what the tab needs with a reader of its own, on a worker thread: it may touch no
    object of Qt. `imports` are modules that its page asks for beside its own; they come on the worker too.
    """

    view_id: str
    title: str
    icon: str
    order: int
    kinds: tuple[str, ...]
    make: Callable[..., View]
    prepare: Callable[[Reader], object] | None = None
    imports: tuple[str, ...] = ()

    @property
    def group(self) -> TabGroup:
        """The group the tab stands in."""
        return max(group for group in TabGroup if group <= self.order)
