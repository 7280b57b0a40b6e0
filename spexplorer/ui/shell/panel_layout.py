"""Where the panels about the tab stand: facets, the record, the linked charts; how they open and fold."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.panels import strip_height
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.view import FailedPart
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import PlainLabel
from spexplorer.workspace.settings import charts_were_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QToolButton

    from spexplorer.support.errors import AppError
    from spexplorer.ui.style.theme import Theme

FACETS, RECORD, CHARTS = "facets", "inspector", "charts"

AREAS: Final = {
    FACETS: Qt.DockWidgetArea.LeftDockWidgetArea,
    RECORD: Qt.DockWidgetArea.RightDockWidgetArea,
    CHARTS: Qt.DockWidgetArea.BottomDockWidgetArea,
}
"""Where the panels stand at a first start."""

WANTED_AT_FIRST: Final = (RECORD, CHARTS)
"""The panels of a first start; the record's opens when a record is chosen."""

LAYOUT_VERSION: Final = 2
"""A layout that another version has saved is not restored."""

_WIDTHS: Final = {FACETS: 40, RECORD: 50}
"""Initial widths in characters."""

_LARGEST_SHARE: Final = 0.38
"""A panel at a side is at first never wider than this share of the window."""

_FORM_LETTERS, _FORM_SHARE = 76, 0.5
"""A form is given so many letters of width, as far as that is no more than this share of the window."""

_NARROWEST_TAB: Final = 55
"""Panels at the sides fold away where they would leave the tab fewer characters of width."""

_LOWEST_WINDOW: Final = 28
"""The charts fold away in a window that is fewer lines of text high."""

_WHEN_CHOSEN: Final = "record-when-chosen"
"""Saved beside the names of the panels: the record's has not been open yet."""


class DockTitle(QWidget):
    """What heads a panel: its name, tools that concern the whole of it, and hiding it.

    The style's own title does not follow the text size, nor does it take the keyboard.
    """

    def __init__(self, title: str, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.title = title
        self.hide_button: QToolButton | None = None
        heading = PlainLabel(title)
        heading.setObjectName("docktitle")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, GRID, 0)
        self._row.setSpacing(GRID)
        self._row.addWidget(heading)
        self._row.addStretch(1)

    def furnish(self, theme: Theme) -> QToolButton:
        """Add the button that hides the panel, which no first paint waits for."""
        from PySide6.QtWidgets import QToolButton

        self.hide_button = QToolButton()
        self.hide_button.setObjectName("hide")
        self.hide_button.setAccessibleName(tr("Close the panel {panel}", panel=self.title))
        self.hide_button.setToolTip(tr("Close this panel"))
        self._row.addWidget(self.hide_button)
        self.restyle(theme)
        return self.hide_button

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        if self.hide_button is None:
            return  # what is furnished later wears the theme of then
        from spexplorer.ui.style.icons import icon

        size = max(14, round(self.fontMetrics().height() * 0.9))
        self.hide_button.setIconSize(QSize(size, size))
        self.hide_button.setIcon(icon("close", theme, "muted", size=size))

    def add_tools(self, tools: QWidget) -> None:
        """Put tools beside the name."""
        self._row.insertWidget(1, tools)


@guarded
class PanelLayout(QObject):
    """The three panels of a window: which a person wants, and which have room.

    A panel that a person opened is *wanted* until they close it, over restarts too. One that is wanted
    folds away where it would leave the tab too little room, and comes back when there is room again;
    one that is opened by hand is there in any window, and others make room. `shown` carries the name
    of a panel that came into sight: what it shows may be out of date.
    """

    shown = Signal(object)
    again_wanted = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._failed: dict[str, tuple[FailedPart, QWidget | None]] = {}
        self._title_bars: dict[str, DockTitle] = {}
        self.docks = {
            FACETS: self._add(FACETS, tr("Facets")),
            RECORD: self._add(RECORD, tr("Record")),
            CHARTS: self._add(CHARTS, tr("Linked charts")),
        }
        window.setCorner(Qt.Corner.BottomLeftCorner, AREAS[CHARTS])
        window.setCorner(Qt.Corner.BottomRightCorner, AREAS[CHARTS])
        self._hold_strip()
        self.actions: dict[str, QAction] = {}
        self._wanted = list(WANTED_AT_FIRST)  # the one opened last stands last
        self._insisted_on: set[str] = set()  # opened by hand where there was no room
        self._record: str | None = None
        self._record_has_opened = False  # before that there is nothing to see in its panel
        self._unsized = set(self.docks)
        self._widths_before: dict[str, int] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.arrange)
        window.installEventFilter(self)

    def _add(self, name: str, title: str) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        self._title_bars[name] = DockTitle(title, dock)
        dock.setTitleBarWidget(self._title_bars[name])
        dock.setWidget(QWidget())
        dock.hide()
        self._window.addDockWidget(AREAS[name], dock)
        dock.installEventFilter(self)
        return dock

    def _hold_strip(self) -> None:
        """Keep the room of the strip of charts, so that nothing moves when they come."""
        if not charts_were_open():
            dock, room = self.docks[CHARTS], QWidget()
            line = self._window.fontMetrics().height()
            room.setFixedHeight(strip_height(line))
            dock.setTitleBarWidget(QWidget(dock))
            dock.setWidget(room)
            self._title_bars[CHARTS].hide()

    def fill(self, name: str, content: QWidget) -> None:
        """Put what a panel shows into it."""
        self.docks[name].setWidget(content)

    def say_failed(self, name: str, error: Exception, *, lasting: bool = False) -> None:
        """Say in the place of a panel that it failed; nobody would know what of it can be trusted.

        `again_wanted` asks to show it again, unless it failed for good: it could not be made.
        """
        dock = self.docks[name]
        if name in self._failed:
            return
        title = self._title_bars[name].title
        words = tr("The panel “{title}” cannot be shown. The rest works as before.", title=title)
        part = FailedPart(words, error)
        part.again.setVisible(not lasting)
        part.again_wanted.connect(self.again_wanted)
        self._failed[name] = part, None if lasting else dock.widget()
        dock.setWidget(part)
        part.show()

    def say_works(self, name: str) -> None:
        """Put a panel back that has failed before and could be shown now."""
        part, content = self._failed.get(name, (None, None))
        if part is not None and content is not None:
            del self._failed[name]
            self.docks[name].setWidget(content)
            content.show()
            part.deleteLater()

    def explain(self, error: AppError) -> None:
        """Say in the panels that failed for reasons nobody foresaw what was found to be the cause."""
        for part, _ in self._failed.values():
            part.explain(error)

    # -- commands -------------------------------------------------------------------------------

    def furnish(self, actions: dict[str, QAction], theme: Theme) -> None:
        """Connect the commands that open and close the panels, and add the buttons in their titles."""
        self.actions = actions
        for name, action in actions.items():
            action.setCheckable(True)
            action.setChecked(not self.docks[name].isHidden())
            action.triggered.connect(unticked(partial(self.toggle, name)))
        for name, title in self._title_bars.items():
            title.furnish(theme).clicked.connect(unticked(partial(self.close, name)))

    def toggle(self, name: str) -> None:
        """Close a panel that is in sight, else open it."""
        (self.open if self.docks[name].isHidden() else self.close)(name)

    def open(self, name: str) -> None:
        """Open a panel in any window: it is asked for by name."""
        self._want(name)
        self._record_has_opened |= name == RECORD
        if name not in self._with_room():
            self._insisted_on.add(name)
        self.arrange()
        self.docks[name].raise_()

    def close(self, name: str) -> None:
        """Close a panel until it is opened again."""
        if name in self._wanted:
            self._wanted.remove(name)
        self._insisted_on.discard(name)
        self.arrange()

    def restore_all(self) -> None:
        """Bring all panels back to where they are at a first start, and open them."""
        for name, dock in self.docks.items():
            dock.setFloating(False)
            self._window.addDockWidget(AREAS[name], dock)
            self._want(name)
        self._record_has_opened = True
        self._insisted_on.update(set(self.docks) - self._with_room())
        self._unsized.update(self.docks)
        self.arrange()

    def widen(self, name: str, is_wide: bool) -> None:
        """Give a panel at a side the room of a form, or take it back."""
        dock = self.docks[name]
        letters = self._window.fontMetrics().averageCharWidth()
        if is_wide and name not in self._widths_before:
            self._widths_before[name] = dock.width()
            share = round(self._window.width() * _FORM_SHARE)
            wide = max(dock.width(), min(letters * _FORM_LETTERS, share))
            self._window.resizeDocks([dock], [wide], Qt.Orientation.Horizontal)
        elif not is_wide and name in self._widths_before:
            wide = self._widths_before.pop(name)
            self._window.resizeDocks([dock], [wide], Qt.Orientation.Horizontal)

    def show_record(self, record_id: str | None) -> None:
        """A state is shown: with the first record that is chosen its panel opens."""
        is_new, self._record = record_id is not None and record_id != self._record, record_id
        if is_new and RECORD in self._wanted and self.docks[RECORD].isHidden():
            self._record_has_opened = True
            self._want(RECORD)
            self.arrange()

    def _want(self, name: str) -> None:
        if name in self._wanted:
            self._wanted.remove(name)
        self._wanted.append(name)

    # -- remembering ----------------------------------------------------------------------------

    def saved(self) -> tuple[QByteArray, str]:
        """Places and sizes as Qt keeps them, and the names of the panels that are wanted."""
        words = self._wanted if self._record_has_opened else [*self._wanted, _WHEN_CHOSEN]
        return self._window.saveState(LAYOUT_VERSION), " ".join(words)

    def restore(self, places: QByteArray | None, wanted: str | None) -> None:
        """Take over what an earlier window has saved; None is a first start."""
        if places is not None and self._window.restoreState(places, LAYOUT_VERSION):
            self._unsized.clear()
        if wanted is not None:
            self._wanted = [name for name in wanted.split() if name in self.docks]
            self._record_has_opened = _WHEN_CHOSEN not in wanted.split()
        self.arrange()

    # -- room -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
                self._soon.start(0)  # once the layout has done with the event
        elif event.type() == QEvent.Type.Close and isinstance(watched, QDockWidget):
            self.close(watched.objectName())  # a floating panel was closed by its frame
        return super().eventFilter(watched, event)

    @Slot()
    def arrange(self) -> None:
        """Show the panels that are wanted and have room."""
        with_room = self._with_room()
        # Those that fold go first, so that those that open find their room.
        for name in sorted(self.docks, key=lambda name: name in with_room):
            self._set_visible(name, name in with_room)
        self.size_new()

    def _with_room(self) -> set[str]:
        letters = max(1, self._window.fontMetrics().averageCharWidth())
        room = self._window.width() - _NARROWEST_TAB * letters
        found = set()
        newest_first = list(reversed(self._wanted))
        for name in sorted(newest_first, key=lambda name: name not in self._insisted_on):
            if name == RECORD and not self._record_has_opened:
                continue
            dock, insisted = self.docks[name], name in self._insisted_on
            if dock.isFloating():
                found.add(name)
            elif name == CHARTS:
                if insisted or self._is_high_enough():
                    found.add(name)
            elif insisted or room >= self._width_of(name):
                found.add(name)
                room -= self._width_of(name)
        return found

    def _is_high_enough(self) -> bool:
        return self._window.height() >= _LOWEST_WINDOW * self._window.fontMetrics().height()

    def _set_visible(self, name: str, visible: bool) -> None:
        dock = self.docks[name]
        if dock.isHidden() is visible:
            dock.setVisible(visible)
            if visible:
                self.shown.emit(name)
        if name in self.actions:
            self.actions[name].setChecked(visible)

    def _width_of(self, name: str) -> int:
        letters = self._window.fontMetrics().averageCharWidth()
        return min(letters * _WIDTHS[name], round(self._window.width() * _LARGEST_SHARE))

    def size_new(self) -> None:
        """Give the panels in sight that never had one their initial size."""
        for name in sorted(self._unsized):
            if not self.docks[name].isHidden():
                self._unsized.discard(name)
                self._size(name)

    def size_all(self) -> None:
        """Give all panels the sizes that the text asks for, now or when they open."""
        self._unsized.update(self.docks)
        self.arrange()

    def _size(self, name: str) -> None:
        dock = self.docks[name]
        if name == CHARTS:
            high = dock.widget().sizeHint().height()
            if high > 0:  # else it has no content yet
                self._window.resizeDocks([dock], [high], Qt.Orientation.Vertical)
        else:
            self._window.resizeDocks([dock], [self._width_of(name)], Qt.Orientation.Horizontal)

    # -- the rest -------------------------------------------------------------------------------

    def show_opened(self, name: str, is_open: bool) -> None:
        """A panel that is a slim strip has no title, and the height of the strip; an opened one has both."""
        dock, title = self.docks[name], self._title_bars[name]
        if (dock.titleBarWidget() is title) is is_open:
            return  # as it was left
        dock.setTitleBarWidget(title if is_open else QWidget(dock))
        title.setVisible(is_open)
        self._unsized.add(name)
        self.size_new()

    def add_tools(self, name: str, tools: QWidget) -> None:
        """Put tools beside the title of a panel."""
        self._title_bars[name].add_tools(tools)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        for title in self._title_bars.values():
            title.restyle(theme)


@contextmanager
def making(panels: PanelLayout, name: str) -> Iterator[None]:
    """Say in the place of a panel that it could not be made; whoever asked for it is told, too."""
    try:
        yield
    except Exception as error:
        panels.say_failed(name, error, lasting=True)
        raise
