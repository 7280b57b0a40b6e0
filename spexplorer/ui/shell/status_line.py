"""The status bar: how many records pass, which library this is, what is under way."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QStatusBar, QWidget

from spexplorer.domain.kinds import LISTED
from spexplorer.support.files import is_there
from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import PlainLabel, plain_tip
from spexplorer.words.facets import passing_in_words
from spexplorer.words.filters import filter_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.counts import Count
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.answers import Brushed
    from spexplorer.ui.panels.record_panel import RecordPanel
    from spexplorer.workspace.workspace import Workspace

_LONG_MS: Final = 300
"""What is done sooner needs no word."""

_REST_MS: Final = 120
"""A brush that has not moved for so long rests: then all of a large library is counted."""


_LEAST: Final = 8
"""So many letters of a library's name are always there."""


_ROUNDING: Final = 2
"""Advances are whole pixels: words that are a fraction longer would be cut."""


@guarded
class _Name(PlainLabel):
    """The name of a library: a window too narrow for it cuts it rather than growing."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
        self.setAccessibleName(words)

    def _width_of(self, words: str) -> int:
        aside = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        return self.fontMetrics().horizontalAdvance(words) + aside + _ROUNDING

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self.words), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of(self.words[:_LEAST]), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._width_of("") + _ROUNDING
        cut = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.words, cut, room))


class StatusLine(QStatusBar):
    """Counts at the left, the library and the tasks at the right."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        about = workspace.reader.about
        self.count = PlainLabel()
        self.count.setAccessibleName(tr("Records shown"))
        path = workspace.reader.path
        named = filter(None, (about.get("name") or path.name, about.get("version")))
        library = _Name(" · ".join(named))
        library.setToolTip(plain_tip(f"{library.words}\n{path}"))
        self._task = PlainLabel()
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(_LONG_MS)
        self._busy.timeout.connect(self._say_busy)
        self._brush: Brushed | None = None
        self._selected = 0
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_MS)
        self._resting.timeout.connect(self._count_brush)
        workspace.brushed.connect(self._show_brushed)
        self.addWidget(self.count, 1)
        self.kept = PlainLabel()
        self.kept.setAccessibleName(tr("Whether changes are saved"))
        self.forms: RecordPanel | None = None
        """What may hold something that is not saved."""
        workspace.writer.busy.connect(self.show_kept)
        for label in (library, self.kept, self._task):
            self.addPermanentWidget(label)
        self.show_kept()

    def show_state(self, state: LinkState) -> None:
        """Count what passes; passages are places, not records, and are left out."""
        self._resting.stop()
        self._brush = None
        self._selected = len(state.selected) if len(state.selected) > 1 else 0
        passes = self._workspace.total(LISTED) if state.filter.constraints else None
        self._say(passes)
        words = filter_in_words(tr, self._workspace.reader, state.filter)
        self.count.setToolTip(plain_tip(tr("Filter: {words}", words=words)))

    def _say(self, passes: Count | None) -> None:
        everything = sum(self._workspace.reader.counts[kind] for kind in LISTED)
        self.count.setText(passing_in_words(tr, passes, everything) + self._also())

    def _also(self) -> str:
        """How many are selected, where it is more than the one record that is shown."""
        return tr(" · {n} selected", n=f"{self._selected:,}") if self._selected else ""

    def _show_brushed(self, brushed: Brushed | None) -> None:
        """Count while a brush moves; in a large library when it rests."""
        if brushed is None:
            self.show_state(self._workspace.state)
            return
        passes = brushed.total()
        if passes is not None:
            self._say(passes)
        else:
            self._brush = brushed
            self._resting.start()

    def _count_brush(self) -> None:
        """Count what a brush that rests leaves of a large library."""
        answers, brushed = self._workspace.answers, self._brush
        if answers is not None and brushed is not None:
            wanted = answers.filter.with_constraint(brushed.constraint)
            work = partial(answers.under(wanted).total, LISTED)
            self._workspace.later("status", work, partial(self._say_if_brushed, brushed))

    def _say_if_brushed(self, brushed: Brushed, passes: Count) -> None:
        if brushed is self._brush:
            self._say(passes)

    @Slot()
    def show_kept(self, _waiting: object = None) -> None:
        """Say whether what was changed is on disk; nothing can be changed in a file that is only read."""
        path = self._workspace.reader.path
        if not is_there(path):
            words, tip = tr("Not there any more"), self._workspace.writer.refusal
        elif self._workspace.writer.refusal:
            words, tip = tr("Read-only"), self._workspace.writer.refusal
        elif not os.access(path, os.W_OK):
            words = tr("Read-only")
            tip = tr("This file cannot be written to here; everything else works as ever.")
        elif self._workspace.writer.waiting:
            words, tip = tr("Saving …"), ""
        elif self.forms is not None and self.forms.holds_unsaved:
            words = tr("Form not saved yet")
            tip = tr("What is typed is kept as a draft and offered again; Ctrl+S saves it.")
        else:
            words, tip = tr("All changes saved"), ""
        if words != self.kept.text():
            self.kept.setText(words)
            self.kept.setToolTip(plain_tip(tip))

    @Slot(object)
    def show_busy(self, running: int) -> None:
        """Say that something is under way on a worker thread, once it takes long enough to be noticed."""
        if not running:
            self._busy.stop()
            self._task.setText("")
        elif not self._busy.isActive() and not self._task.text():
            self._busy.start()

    def _say_busy(self) -> None:
        self._task.setText(tr("Working …"))
