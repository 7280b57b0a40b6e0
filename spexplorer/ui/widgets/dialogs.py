"""A dialog: as large as its text asks for, in the middle of its window, never beyond the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QProgressBar,
    QTreeView,
    QWidget,
)

from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

_SHARE: Final = 0.92
"""The frame of a dialog takes room on the screen as well."""


def fit_columns(tree: QTreeView, stretched: Sequence[bool]) -> None:
    """Let columns share the width of a list, or be as wide as their words, one by one."""
    header = tree.header()
    header.setStretchLastSection(False)
    for at, stretches in enumerate(stretched):
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(at, mode.Stretch if stretches else mode.ResizeToContents)


@guarded
class Dialog(QDialog):
    """Deletes itself once it is closed."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def make_room(self, letters: int, lines: int = 0) -> None:
        """Be so many letters wide and lines high; with no lines, as high as the content needs."""
        metrics, screen = self.fontMetrics(), self.screen().availableSize()
        wide = min(metrics.averageCharWidth() * letters, round(screen.width() * _SHARE))
        if lines:
            self.resize(wide, min(metrics.height() * lines, round(screen.height() * _SHARE)))
        else:
            self.setMinimumWidth(wide)

    def showEvent(self, event: QShowEvent) -> None:
        """Stand in the middle of the window: Qt places a dialog before it knows how large it will be."""
        super().showEvent(event)
        self._take_height()
        above = self.parentWidget()
        if above is None or event.spontaneous():
            return
        window, screen = above.window().frameGeometry(), self.screen().availableGeometry()
        size = self.frameGeometry().size()
        corner = window.center() - QPoint(size.width() // 2, size.height() // 2)
        self.move(
            max(screen.left(), min(corner.x(), screen.right() - size.width())),
            max(screen.top(), min(corner.y(), screen.bottom() - size.height())),
        )

    def _take_height(self) -> None:
        """Be as high as wrapped words need: Qt asks for their height before it knows the width."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        most = round(self.screen().availableSize().height() * _SHARE)
        wanted = min(layout.totalHeightForWidth(self.width()), most)
        if wanted > self.height():
            self.resize(self.width(), wanted)


class ActionButtons(QDialogButtonBox):
    """The button of what a dialog is for, and the one that closes it without that."""

    def __init__(self, dialog: QDialog, words: str, act: Callable[[], object]) -> None:
        super().__init__()
        self.action_button = self.addButton(words, self.ButtonRole.AcceptRole)
        self.cancel_button = self.addButton(tr("Cancel"), self.ButtonRole.RejectRole)
        self.accepted.connect(act)
        self.rejected.connect(dialog.reject)


def busy_bar(name: str) -> QProgressBar:
    """A bar for work of which nobody knows how long it takes."""
    bar = QProgressBar()
    bar.setAccessibleName(name)
    bar.setRange(0, 0)
    return bar
