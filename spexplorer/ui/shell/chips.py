"""The active constraints in words, each a button that takes it away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from spexplorer.domain.figures import figure
from spexplorer.domain.filters import Filter
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.labels import OneLine
from spexplorer.ui.widgets.text import plain_caption, plain_tip
from spexplorer.words.filters import constraint_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.filters import Constraint
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_LONGEST: Final = 44
"""The row asks for so many letters."""

_WORDS: Final = 48
"""The words of a chip are never longer than so many letters; its tip has the whole."""

_NARROWEST: Final = 16
"""The row gives way down to so many letters."""

_CROSS: Final = "  ×"

_CHIP_EDGES: Final = 22
"""Padding and border of a chip at both sides, as in the style sheet."""


@guarded
class _Chip(QPushButton):
    """One constraint; its words are cut in the middle where they are too long for their place."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._cut(self.fontMetrics().averageCharWidth() * _WORDS)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = min(metrics.horizontalAdvance(self._words), metrics.averageCharWidth() * _WORDS)
        cross = metrics.horizontalAdvance(_CROSS)
        return QSize(words + cross + _CHIP_EDGES + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut(self.width() - _CHIP_EDGES - self.fontMetrics().horizontalAdvance(_CROSS))

    def _cut(self, room: int) -> None:
        room = max(0, min(room, self.fontMetrics().averageCharWidth() * _WORDS))
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        self.setText(plain_caption(shown) + _CROSS)


@guarded
class Chips(QWidget):
    """A row of chips; what finds no room stands in the menu of the last one, “+3”."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown: tuple[Constraint, ...] | None = None
        self._chips: list[QPushButton] = []
        self._more: QPushButton | None = None
        self._quiet = OneLine("muted", parent=self)
        self._quiet.setText(tr("No filter: everything is shown"))
        self.setAccessibleName(tr("Active filters"))

    def show_state(self, state: LinkState) -> None:
        """Show the constraints of a state."""
        constraints = state.filter.constraints
        if constraints == self._shown:
            return
        self._shown = constraints
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(constraint) for constraint in constraints]
        self._quiet.setVisible(not constraints)
        self._arrange()

    # -- the room ---------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height() + 3 * GRID
        return QSize(self.fontMetrics().averageCharWidth() * _LONGEST, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * _NARROWEST, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        """Set the chips side by side; from the first that does not fit on they go into the menu."""
        self._quiet.setGeometry(self.rect().adjusted(GRID, 0, 0, 0))
        widths = [self._width_of(chip) for chip in self._chips]
        fitting = self._fitting(widths)
        if not fitting and widths:  # the first is there in any case, its words cut
            fitting, widths[0] = 1, max(0, self.width() - 3 * GRID - self._more_width())
        left = GRID
        for at, chip in enumerate(self._chips):
            if at < fitting:
                self._put(chip, left, widths[at])
                left += widths[at] + GRID
            chip.setVisible(at < fitting)
        self._show_more(len(self._chips) - fitting, left)

    def _fitting(self, widths: list[int]) -> int:
        """How many chips fit, with room for the one that tells of the rest."""
        if sum(widths) + GRID * len(widths) <= self.width() - GRID:
            return len(widths)
        room, fitting = self.width() - 2 * GRID - self._more_width(), 0
        for width in widths:
            room -= width + GRID
            if room < 0:
                break
            fitting += 1
        return fitting

    def _width_of(self, chip: QPushButton) -> int:
        most = self.fontMetrics().averageCharWidth() * (_WORDS + 8)
        return min(chip.sizeHint().width(), most, max(0, self.width() - 2 * GRID))

    def _more_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("+99") + 8 * GRID

    def _put(self, chip: QPushButton, left: int, width: int) -> None:
        height = min(self.height(), chip.sizeHint().height())
        chip.setGeometry(left, (self.height() - height) // 2, width, height)

    def _show_more(self, number: int, left: int) -> None:
        if self._more is None:
            if not number:
                return
            self._more = QPushButton(self)
            self._more.setObjectName("chip")
            self._more.clicked.connect(self._list_rest)
        self._more.setText(f"+{figure(number)}")
        words = counted(number, "{n} more filter", "{n} more filters")
        self._more.setAccessibleName(words)
        self._more.setToolTip(plain_tip(words))
        self._put(self._more, left, self._more_width())
        self._more.setVisible(number > 0)

    def _list_rest(self) -> None:
        """The chips that found no room, in a menu: each takes its filter away."""
        from PySide6.QtWidgets import QMenu

        assert self._more is not None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip, constraint in zip(self._chips, self._shown or (), strict=True):
            if chip.isHidden():
                words = plain_caption(constraint_in_words(tr, self._workspace.reader, constraint))
                action = menu.addAction(tr("Take away {words}", words=words))
                action.triggered.connect(unticked(self._remover(constraint)))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    # -- a chip -----------------------------------------------------------------------------------

    def _chip(self, constraint: Constraint) -> QPushButton:
        words = constraint_in_words(tr, self._workspace.reader, constraint)
        chip = _Chip(words, self)
        chip.setObjectName("chip")
        chip.setAccessibleName(tr("Take away the filter {words}", words=words))
        chip.setToolTip(plain_tip(tr("{words}: take this filter away", words=words)))
        chip.clicked.connect(self._remover(constraint))
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, run in (
            (tr("&Take this filter away"), self._remover(constraint)),
            (tr("&Keep only this filter"), partial(self._keep, constraint)),
            (tr("&Copy in words"), partial(_copy, words)),
        ):
            action = QAction(text, chip)
            action.triggered.connect(unticked(run))
            chip.addAction(action)
        return chip

    def _remover(self, constraint: Constraint) -> Callable[[], None]:
        return partial(self._workspace.widen, constraint.key)

    def _keep(self, constraint: Constraint) -> None:
        self._workspace.set_filter(Filter((constraint,)))


def _copy(words: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(words)
