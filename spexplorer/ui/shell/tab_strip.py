"""The strip of tabs across the window: groups, icons, and as many words as there is room for."""

from __future__ import annotations

from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QToolButton, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.view import TabGroup, ViewSpec
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_caption, plain_tip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent

_TABS_WITH_A_KEY: Final = 9

_UNDERLINE: Final = 2
"""Thickness of the line under the current tab, in pixels."""


class TabDetail(IntEnum):
    """How much of its tabs a strip shows; each needs less room than the one before."""

    ALL = 0
    """Every tab with icon and title."""
    SOME_UNDER_MORE = 1
    """Icon and title; the last group stands under “More”."""
    TITLES = 2
    """Titles without icons; the last group stands under “More”."""
    MAIN_TITLES = 3
    """Icon and title for the main tabs, the others by their icon."""
    ICONS = 4
    """Icons alone."""


@guarded
class _TabBar(QTabBar):
    """Paints its tabs itself, so that their room is known before the icons are made."""

    def __init__(self, specs: list[ViewSpec], theme: Theme) -> None:
        super().__init__()
        self._specs = specs
        self._groups = [spec.group for spec in specs]
        self._theme = theme
        self._icons: dict[str, QPixmap] = {}
        self.detail = TabDetail.ALL
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setDrawBase(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Tabs"))
        for at, spec in enumerate(specs):
            title = tr(spec.title)
            self.addTab(plain_caption(title))
            self.setAccessibleTabName(at, title)
            key = key_of_tab(at)
            self.setTabToolTip(
                at, plain_tip(tr("{tab} ({key})", tab=title, key=key) if key else title)
            )

    # -- sizes ----------------------------------------------------------------------------------

    def icon_size(self) -> int:
        """The side of an icon in pixels; it follows the text."""
        return max(16, round(self.fontMetrics().height() * 1.05))

    def width_at(self, at: int, detail: TabDetail) -> int:
        """What a tab needs, without the room before a group."""
        width = 4 * GRID
        if detail is not TabDetail.TITLES:
            width += self.icon_size()
        if self._has_title(at, detail):
            width += self.fontMetrics().horizontalAdvance(tr(self._specs[at].title))
            width += 0 if detail is TabDetail.TITLES else GRID + GRID // 2
        return width

    def gap_before(self, at: int, shown: Iterable[int]) -> int:
        """The room for the line between groups, where a tab is the first of its group in sight."""
        before = [one for one in shown if one < at]
        if not before or self._groups[before[-1]] == self._groups[at]:
            return 0
        return 3 * GRID

    def _has_title(self, at: int, detail: TabDetail) -> bool:
        if detail is TabDetail.MAIN_TITLES:
            return self._groups[at] is TabGroup.MAIN
        return detail is not TabDetail.ICONS

    def tabSizeHint(self, at: int) -> QSize:
        width = self.width_at(at, self.detail) + self.gap_before(at, self._in_sight())
        return QSize(width, max(self.icon_size(), self.fontMetrics().height()) + 4 * GRID)

    def minimumTabSizeHint(self, at: int) -> QSize:
        return self.tabSizeHint(at)

    def _in_sight(self) -> list[int]:
        return [at for at in range(self.count()) if self.isTabVisible(at)]

    def lay_out(self) -> None:
        """Ask Qt to place the tabs anew: it does not notice that their sizes have changed."""
        self.setElideMode(self.elideMode())
        self.updateGeometry()

    # -- painting -------------------------------------------------------------------------------

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme; the icons are made here, which no first paint waits for."""
        from spexplorer.ui.style.icons import icon

        self._theme = theme
        side = self.icon_size()
        self._icons = {
            f"{spec.icon}/{colour}": icon(spec.icon, theme, colour, size=side).pixmap(side, side)
            for spec in self._specs
            for colour in ("muted", "text", "accent")
        }
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtGui import QPainter

        pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        shown = self._in_sight()
        with QPainter(self) as painter:
            for at in shown:
                self._paint_tab(painter, at, self.gap_before(at, shown), is_pointed=at == pointed)

    def _paint_tab(self, painter: QPainter, at: int, gap: int, *, is_pointed: bool) -> None:
        colour = self._theme.colour
        rect, is_current = self.tabRect(at), at == self.currentIndex()
        if gap:
            x = rect.left() + gap // 2
            painter.setPen(colour("border"))
            painter.drawLine(x, rect.top() + 2 * GRID, x, rect.bottom() - 2 * GRID)
            rect.setLeft(rect.left() + gap)
        # Not `fillRect`: to choose among its overloads PySide makes the enum of all gradients.
        painter.setPen(Qt.PenStyle.NoPen)
        if is_pointed and not is_current:
            painter.setBrush(colour("accent_soft"))
            painter.drawRect(rect)
        if is_current:
            line = QRect(rect.left(), rect.bottom() - _UNDERLINE + 1, rect.width(), _UNDERLINE)
            painter.setBrush(colour("accent"))
            painter.drawRect(line)
            if self.hasFocus():
                painter.setPen(colour("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 2, -2, -_UNDERLINE - 2), 4, 4)
        ink = "accent" if is_current else ("text" if is_pointed else "muted")
        left = rect.left() + 2 * GRID
        if self.detail is not TabDetail.TITLES:
            side = self.icon_size()
            if (pixmap := self._icons.get(f"{self._specs[at].icon}/{ink}")) is not None:
                painter.drawPixmap(left, rect.center().y() - side // 2, side, side, pixmap)
            left += side + GRID + GRID // 2
        if self._has_title(at, self.detail):
            painter.setPen(colour(ink))
            room = QRect(left, rect.top(), rect.right() - left + 1, rect.height())
            where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, where, tr(self._specs[at].title))


@guarded
class TabStrip(QWidget):
    """`chosen` carries the place of the tab a person chose.

    Where there is no room for all tabs the last group goes under “More”, then icons, then titles give
    way; the main tabs are always in sight, and so is the current one.
    """

    chosen = Signal(object)

    def __init__(self, specs: list[ViewSpec], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = specs
        self._measured = ""
        self._widths: dict[TabDetail, int] = {}
        self.bar = _TabBar(specs, theme)
        self.bar.currentChanged.connect(self._tell_chosen)
        self.more = QToolButton()
        self.more.setObjectName("moretabs")
        self.more.setText(tr("More ▾"))
        self.more.setAccessibleName(tr("More tabs"))
        self.more.clicked.connect(unticked(self._list_hidden))
        self.more.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_at(TabDetail.ICONS), super().minimumSizeHint().height())

    def show_tab(self, at: int) -> None:
        """Make a tab the current one, and bring it in sight."""
        blocked = self.bar.blockSignals(True)
        self.bar.setTabVisible(at, True)
        self.bar.setCurrentIndex(at)
        self.bar.blockSignals(blocked)
        self.fit()

    def fit(self) -> None:
        """Show as much of the tabs as there is room for."""
        detail = next(
            (one for one in TabDetail if self._width_at(one) <= self.width()), TabDetail.ICONS
        )
        hidden = [at for at in self._last_group() if detail and at != self.bar.currentIndex()]
        for at in range(self.bar.count()):
            if self.bar.isTabVisible(at) is (at in hidden):
                self.bar.setTabVisible(at, at not in hidden)
        self.bar.detail = detail
        self.bar.lay_out()
        self.more.setVisible(bool(hidden))
        names = ", ".join(tr(self._specs[at].title) for at in hidden)
        self.more.setToolTip(
            plain_tip(
                tr(
                    "{tabs}: {names}",
                    tabs=counted(len(hidden), "{n} more tab", "{n} more tabs"),
                    names=names,
                )
            )
        )

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme, or at another text size."""
        self.bar.restyle(theme)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @Slot(int)
    def _tell_chosen(self, at: int) -> None:
        self.chosen.emit(at)

    def _last_group(self) -> list[int]:
        return [at for at, spec in enumerate(self._specs) if spec.group is TabGroup.FURTHER]

    def _width_at(self, detail: TabDetail) -> int:
        """What the strip needs, measured once for each font."""
        if (font := self.bar.font().key()) != self._measured:
            self._measured, self._widths = font, {}
        if detail not in self._widths:
            self._widths[detail] = self._measure(detail)
        return self._widths[detail]

    def _measure(self, detail: TabDetail) -> int:
        """What the strip needs; one tab of the last group may have to stand beside “More”."""
        last, places = self._last_group(), range(len(self._specs))
        shown = [at for at in places if detail is TabDetail.ALL or at not in last]
        width = sum(self.bar.width_at(at, detail) + self.bar.gap_before(at, shown) for at in shown)
        if detail is TabDetail.ALL or not last:
            return width
        widest = max(last, key=lambda at: self.bar.width_at(at, detail))
        width += self.bar.width_at(widest, detail) + self.bar.gap_before(widest, [*shown, widest])
        return width + GRID + self.more.sizeHint().width()

    def _list_hidden(self) -> None:
        """The tabs that are not in sight, with their icons and keys."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self.more)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at in range(self.bar.count()):
            if not self.bar.isTabVisible(at):
                words = filter(None, (self.bar.tabText(at), key_of_tab(at)))
                action = menu.addAction("\t".join(words))
                action.triggered.connect(unticked(partial(self.chosen.emit, at)))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.setActiveAction(menu.actions()[0])


def key_of_tab(at: int) -> str:
    """The key that leads to the tab at a place, “Ctrl+1” for the first; the last ones have none."""
    return f"Ctrl+{at + 1}" if at < _TABS_WITH_A_KEY else ""
