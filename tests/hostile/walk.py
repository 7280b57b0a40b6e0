"""Opens a library in the real window, walks through every tab and tells as JSON what it met.

`walk.py LIBRARY [MOST_SECONDS [FILE]]`, where FILE is one that may not be opened. Run in a
process of its own, since what it opens may end that.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QModelIndex

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

_DATED = {"event": "2013", "work": "2010"}


class Walk:
    """One window on one library."""

    def __init__(self, path: Path, seconds: float) -> None:
        from spexplorer.bootstrap import make_application
        from spexplorer.operations.reader import Reader
        from spexplorer.support.trace import Trace
        from spexplorer.ui.shell.program import Program
        from spexplorer.ui.style.appearance import Appearance
        from spexplorer.ui.translation import tr
        from spexplorer.workspace.settings import Session

        self.path = path
        self.deadline = time.monotonic() + seconds
        self.longest = 0.0
        self.app = make_application()
        session = Session(panels="facets inspector charts")
        self.program = Program(Appearance(self.app), Reader(path, tr), Trace(), session)
        sys.excepthook = self.program.unforeseen
        self.window = self.program.window
        self.rich: list[str] = []

    def turn(self, rest: Callable[[], bool], what: str) -> None:
        """Let the event loop turn until all is at rest."""
        quiet = 0
        while quiet < 3:
            if time.monotonic() > self.deadline:
                raise TimeoutError(what)
            begun = time.monotonic()
            self.app.processEvents()
            self.longest = max(self.longest, time.monotonic() - begun)
            quiet = quiet + 1 if rest() and not self.program.workspace.tasks.are_running else 0
            time.sleep(0.001)

    def whole(self) -> None:
        """Every tab, with records of every kind, a filter, and all that menus and dialogs say."""
        from PySide6.QtWidgets import QMenu

        program, workspace = self.program, self.program.workspace
        self.window.resize(1280, 800)
        program.show()
        self.turn(lambda: program.is_furnished, "the window was never furnished")
        self.turn(lambda: self.window.tabs.is_rehearsed, "the tabs were never made")
        tabs = self.window.view_ids()
        for tab in tabs:
            workspace.show_tab(tab)
            self.turn(lambda: True, tab)
            self.window.grab()
            self.look(tab)
        for kind, number in workspace.reader.counts.items():
            if not number:
                continue
            try:
                row = workspace.reader.first_rows(kind, 1)[0]
            except Exception as error:
                self.window.tell_failure(error)
                continue
            workspace.go(row.id)
            self.turn(lambda: True, row.id)
            self.window.grab()
            self.look(row.id)
        for constraint in _constraints():
            workspace.narrow(constraint)
            for tab in tabs:
                workspace.show_tab(tab)
                self.turn(lambda: True, f"{tab}, narrowed")
            workspace.clear()
        for menu in self.window.menuBar().findChildren(QMenu):
            menu.aboutToShow.emit()
        self.look("menus")
        for name in ("about", "manage-views", "save-view", "evidence"):
            self.window.actions_by_name[name].trigger()
            self.turn(lambda: True, name)
        self.look("dialogs")

    def look(self, where: str) -> None:
        """No label, tool tip or action may be taken for markup that this program did not write."""
        for words in shown_texts():
            if len(self.rich) < 20 and guessed_rich(words):
                self.rich.append(f"{where}: {words[:200]}")


def _constraints() -> Iterator[object]:
    from spexplorer.domain.filters import Words

    yield Words("a")


class MeasuredTexts:
    """Hears the length of every text that is measured, drawn or put on a part of the window.

    Qt lays a text out as a whole before it cuts it, which takes a minute for a million letters.
    """

    MOST = 4100

    def __init__(self) -> None:
        from PySide6 import QtGui, QtWidgets

        self.longest: dict[str, int] = {}
        for owner, names in (
            (QtGui.QFontMetrics, ("elidedText", "horizontalAdvance", "boundingRect")),
            (QtGui.QFontMetricsF, ("elidedText", "horizontalAdvance", "boundingRect")),
            (QtGui.QPainter, ("drawText",)),
            (QtGui.QAction, ("setText", "setToolTip")),
            (QtWidgets.QLabel, ("setText",)),
            (QtWidgets.QAbstractButton, ("setText",)),
            (QtWidgets.QTreeWidgetItem, ("setText", "setToolTip")),
            (QtWidgets.QListWidgetItem, ("setText", "setToolTip")),
            (QtWidgets.QComboBox, ("addItem", "setItemText")),
            (QtWidgets.QWidget, ("setToolTip", "setWindowTitle", "setAccessibleName")),
        ):
            for name in names:
                self._hear(owner, name)

    def _hear(self, owner: type, name: str) -> None:
        own = getattr(owner, name)

        def heard(*arguments: object, **named: object) -> object:
            for argument in arguments:
                if isinstance(argument, str) and len(argument) > self.MOST:
                    stack = traceback.extract_stack(limit=4)[:-1]
                    where = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in stack[::-1])
                    self.longest[f"{owner.__name__}.{name} in {where}"] = len(argument)
            return own(*arguments, **named)

        setattr(owner, name, heard)


class OpenedFile:
    """Hears from the kernel (inotify(7)) whether a file is opened, by whatever part of this process."""

    _OPENED = 0x20

    def __init__(self, path: Path | None) -> None:
        self._handle = -1
        if path is not None and sys.platform.startswith("linux"):
            libc = ctypes.CDLL(None, use_errno=True)
            self._handle = libc.inotify_init1(os.O_NONBLOCK)
            libc.inotify_add_watch(self._handle, os.fsencode(path), self._OPENED)

    def was_opened(self) -> bool:
        if self._handle < 0:
            return False
        try:
            return bool(os.read(self._handle, 4096))
        except BlockingIOError:
            return False


def guessed_rich(words: str) -> bool:
    """Whether Qt would take a text for HTML, which is not what `plain_tip` and `markup_tip` write."""
    from PySide6.QtGui import Qt

    return Qt.mightBeRichText(words) and not words.startswith(("<p", "<qt"))


def shows_tips(place: object) -> bool:
    """Whether the tool tips of actions are seen there: most menus show none."""
    from PySide6.QtWidgets import QMenu

    return not isinstance(place, QMenu) or place.toolTipsVisible()


def shown_texts() -> Iterator[str]:
    """All texts that Qt would take for HTML where they look like it."""
    from PySide6.QtCore import QModelIndex, Qt
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMenu, QTabBar

    for top in QApplication.topLevelWidgets():
        for action in top.findChildren(QAction):
            if any(shows_tips(place) for place in action.associatedObjects()):
                yield action.toolTip()
        for widget in (top, *top.findChildren(object)):
            if not widget.isWidgetType():
                continue
            yield widget.toolTip()
            yield widget.whatsThis()
            if isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.AutoText:
                yield widget.text()
            if isinstance(widget, QMenu) and widget.toolTipsVisible():
                yield from (action.toolTip() for action in widget.actions())
            if isinstance(widget, QTabBar):
                yield from (widget.tabToolTip(at) for at in range(widget.count()))
            if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
                yield from _tips(model, QModelIndex(), 2)


def _tips(model: QAbstractItemModel, parent: QModelIndex, depth: int) -> Iterator[str]:
    """The tool tips of the first rows of a model, those below them included."""
    from PySide6.QtCore import Qt

    for row in range(min(model.rowCount(parent), 60)):
        first = model.index(row, 0, parent)
        index = first
        while index.isValid():
            tip = index.data(Qt.ItemDataRole.ToolTipRole)
            yield tip if isinstance(tip, str) else ""
            index = index.siblingAtColumn(index.column() + 1)
        if depth:
            yield from _tips(model, first, depth - 1)


def main(path: Path, seconds: float, outside: Path | None = None) -> dict[str, object]:
    """What was met, for the test that asked."""
    from spexplorer.operations.examination import cause_of_failure
    from spexplorer.support.errors import AppError

    watch, measured = OpenedFile(outside), MeasuredTexts()
    try:
        walk = Walk(path, seconds)
    except AppError as error:
        return {"refused": str(error)}
    late = ""
    try:
        walk.whole()
    except TimeoutError as error:
        late = str(error)
    except Exception:  # of this walk
        late = traceback.format_exc()
    failures = walk.window.failures
    unknown = [error for error in failures if not isinstance(error, AppError)]
    cause = cause_of_failure(path) if unknown else None
    said = walk.window.message.accessibleName()
    walk.window.close()
    return {
        "sentences": sorted({str(error) for error in failures if isinstance(error, AppError)}),
        "unforeseen": [] if cause else ["".join(traceback.format_exception(e)) for e in unknown],
        "explained": str(cause or ""),
        "behind": ["".join(traceback.format_exception(e)) for e in unknown],
        "late": late,
        "rich": walk.rich,
        "opened": watch.was_opened(),
        "said": said,
        "longest": round(walk.longest, 2),
        "overlong": measured.longest,
    }


if __name__ == "__main__":
    found = main(
        Path(sys.argv[1]),
        float(sys.argv[2]) if len(sys.argv) > 2 else 40,
        Path(sys.argv[3]) if len(sys.argv) > 3 else None,
    )
    print(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)  # what Qt still holds is of no interest
