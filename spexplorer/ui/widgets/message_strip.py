"""A strip for messages: information that does not stop anybody, with a button to put it away.

It lies over the foot of the widget it is made in, so that nothing moves that somebody is about to click.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

_READ_MS: Final = 9000
"""Who reads slowly has read a sentence by then."""


@guarded
class MessageStrip(QFrame):
    """Hidden until there is something to say. Escape puts it away where the keyboard is in it.

    What it covers is seen again once it is put away, or sooner: what was of use for a moment goes by itself.
    """

    def __init__(self, over: QWidget) -> None:
        """`over` is the widget at whose foot it appears; it belongs to no layout."""
        super().__init__(over)
        self.setObjectName("message")
        self._came_from: QWidget | None = None
        """What had the keyboard before it came in here."""
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._away = QPushButton(tr("Put away"))
        self._away.setAccessibleName(tr("Put the message away"))
        # A click on it leaves the keyboard where it is.
        self._away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._away.clicked.connect(self.put_away)
        self.setFocusProxy(self._away)
        self._deed = QPushButton()
        self._deed.hide()
        self._deed.clicked.connect(self._do)
        self._act: Callable[[], object] | None = None
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_READ_MS)
        self._going.timeout.connect(self._go)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(3 * GRID, GRID, GRID, GRID)
        self._line.setSpacing(3 * GRID)
        self._line.addWidget(self._words, 1)
        self._line.addWidget(self._deed, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self._away, 0, Qt.AlignmentFlag.AlignVCenter)
        self._follows = False
        self.hide()

    def say(
        self,
        text: str,
        *,
        lasting: bool = True,
        offer: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a sentence; it also reaches screen readers as the name of the strip.

        One that is not `lasting` is of use for a moment, and goes by itself. `offer` is what a button
        says that stands with it, and what that does.
        """
        self._follow()
        words, self._act = offer or ("", None)
        self._deed.setText(words)
        self._deed.setVisible(bool(words))
        self._words.setText(text)
        self.setAccessibleName(text)
        self._away.setToolTip(tr("Put the message away (F6 comes here, then Esc)"))
        self._lie_down()
        self.show()
        self.raise_()
        if lasting:
            self._going.stop()
        else:
            self._going.start()

    def _do(self) -> None:
        act = self._act
        self.put_away()
        if act is not None:
            act()

    def put_away(self) -> None:
        """Hide it; the keyboard goes back to where it was."""
        focused, before = QApplication.focusWidget(), self._came_from
        if (
            focused is not None
            and self.isAncestorOf(focused)
            and before is not None
            and isValid(before)
            and before.isVisible()
        ):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._going.stop()
        self.hide()

    def move_on(self) -> None:
        """The person has gone on: what was of use for a moment is of none any more."""
        if self._going.isActive():
            self.put_away()

    def _follow(self) -> None:
        """From the first message on: stay at the foot, and know where the keyboard comes from."""
        if self._follows:
            return
        self._follows = True
        over, app = self.parentWidget(), QApplication.instance()
        if over is not None:
            over.installEventFilter(self)
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    def _note_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and not (old and self.isAncestorOf(old)):
            self._came_from = old

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._lie_down()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            QTimer.singleShot(
                0, self, self._lie_down
            )  # the words take the new text size after this

    def _lie_down(self) -> None:
        """As wide as its words need, as far as there is room; in the middle of the foot."""
        over = self.parentWidget()
        if over is None:
            return
        self.ensurePolished()
        self._words.ensurePolished()
        self._away.ensurePolished()
        margins, room = self._line.contentsMargins(), over.width() - 4 * GRID
        words = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2 * GRID
        self._deed.ensurePolished()
        beside = self._away.sizeHint().width() + self._line.spacing()
        if not self._deed.isHidden():
            beside += self._deed.sizeHint().width() + self._line.spacing()
        width = min(words + beside + margins.left() + margins.right() + 2 * GRID, room)
        height = self._line.totalHeightForWidth(width)
        top = max(0, over.height() - height - 2 * GRID)
        self.setGeometry((over.width() - width) // 2, top, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        """Go, unless somebody is about to press the button or to copy the words."""
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._going.start()
        else:
            self.put_away()
