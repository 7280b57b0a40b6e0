"""The tabs that find room beside one another; the others are counted in a button that lists them all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Signal

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.buttons import unticked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTabWidget, QToolButton

_KEYS: Final = 9
"""So many tabs have a key with Ctrl."""


class TabRoom(QObject):
    """`chosen` carries the place of the tab a person took from the list.

    Tabs keep their order and their words; the last ones give way, never the current one. The button is
    made when it is first needed, so that a window with room for all tabs does not wait for it.
    """

    chosen = Signal(object)

    def __init__(self, tabs: QTabWidget) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        self._widths: list[int] = []
        self._button: QToolButton | None = None
        self._hidden: list[int] = []

    def measure(self) -> int:
        """Measure the tabs anew, after their words, icons or text size changed; their width in pixels."""
        bar = self._tabs.tabBar()
        for at in self._hidden:
            self._show(at, on=True)
        self._hidden = []
        whole = bar.sizeHint().width()  # lays them out
        self._widths = [bar.tabRect(at).width() for at in range(bar.count())]
        return whole

    def fit(self, current: int | None = None) -> None:
        """Leave as many tabs in sight as there is room for, `current` (else the present one) among them."""
        bar = self._tabs.tabBar()
        if not self._widths:
            return
        at = bar.currentIndex() if current is None else current
        hidden = self._without_room(at)
        if hidden != self._hidden:
            # What comes in sight first: the current tab is never one that is hidden.
            for one in (*(one for one in self._hidden if one not in hidden), *hidden):
                self._show(one, on=one not in hidden or one == bar.currentIndex())
            self._hidden = [one for one in hidden if one != bar.currentIndex()]
        if self._hidden or self._button is not None:
            self._place()

    def bring(self, at: int) -> None:
        """Make a tab the present one, and in sight."""
        self.fit(at)
        before = list(self._hidden)
        self._tabs.setCurrentIndex(at)
        self.fit()
        if self._hidden != before:
            # For a moment one tab too many was in sight: the bar does not scroll back by itself.
            bar = self._tabs.tabBar()
            bar.setElideMode(bar.elideMode())

    def _show(self, at: int, *, on: bool) -> None:
        bar = self._tabs.tabBar()
        # Qt forgets that its tabs are to be laid out when it is told what is so already.
        if bar.isTabVisible(at) is not on:
            bar.setTabVisible(at, on)

    def _without_room(self, current: int) -> list[int]:
        room = self._tabs.width()
        if sum(self._widths) <= room:
            return []
        room -= self._made().sizeHint().width() + GRID + self._widths[current]
        hidden = []
        for at, width in enumerate(self._widths):
            if at == current:
                continue
            room -= width
            if room < 0:
                hidden.append(at)
        return hidden

    def _made(self) -> QToolButton:
        if self._button is None:
            from PySide6.QtWidgets import QToolButton, QWidget

            button = QToolButton(self._tabs)
            button.setObjectName("moretabs")
            # Words alone: an icon would cost the start of a small window 5 ms.
            button.setText(_words(len(self._widths) - 1))  # as wide as it may become
            button.clicked.connect(unticked(self._list))
            QWidget.setTabOrder(self._tabs.tabBar(), button)
            self._button = button
        return self._button

    def _place(self) -> None:
        """Put the button beside the last tab in sight, with the number of the others."""
        button, bar, many = self._made(), self._tabs.tabBar(), len(self._hidden)
        button.setVisible(bool(many))
        if not many:
            return
        button.setText(_words(many))
        button.setAccessibleName(counted(many, "{n} more tab", "{n} more tabs"))
        names = ", ".join(bar.tabText(at).replace("&&", "&") for at in self._hidden)
        button.setToolTip(tr("More tabs: {names}", names=names))
        size = button.sizeHint()
        top = bar.y() + (bar.height() - size.height()) // 2
        button.setGeometry(self._tabs.width() - size.width(), top, size.width(), size.height())
        button.raise_()

    def _list(self) -> None:
        """Every tab with its key, the current one ticked."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMenu

        button, bar = self._made(), self._tabs.tabBar()
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at in range(bar.count()):
            action = menu.addAction("\t".join(filter(None, (bar.tabText(at), key_of_tab(at)))))
            action.setCheckable(True)
            action.setChecked(at == bar.currentIndex())
            action.triggered.connect(unticked(partial(self.chosen.emit, at)))
        right = button.mapToGlobal(QPoint(button.width(), button.height()))
        menu.popup(right - QPoint(menu.sizeHint().width(), 0))
        if self._hidden:
            menu.setActiveAction(menu.actions()[self._hidden[0]])


def key_of_tab(at: int) -> str:
    """The key that leads to the tab at a place, “Ctrl+1” for the first; the last ones have none."""
    return f"Ctrl+{at + 1}" if at < _KEYS else ""


def _words(many: int) -> str:
    return f"+{many} ▾"
