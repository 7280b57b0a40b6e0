"""A sheet: one record laid out as a page beside its list, every name on it a link."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QEvent, QSize, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.widgets.text import TextPage

_NARROW: Final = 34
"""Below so many letters of width values stand below their names."""

_LINES: Final = 6
"""A sheet is never lower than so many lines."""

_NAMED: Final = re.compile(r'(<td class="muted">(?:(?!<td).)*</td>)(?=<td>)')
"""The name of a row, with its value behind it."""


@guarded
class Sheet(TextPage):
    """Shows rich text. `followed` carries the id of a record whose link was followed.

    A link `unfold:KEY` is announced as `unfolded` with the key instead.
    """

    followed = Signal(object)
    unfolded = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.anchorClicked.connect(self._follow)
        self._written = ""
        self._is_narrow = False

    def minimumSizeHint(self) -> QSize:
        """Some lines are always read."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), self.fontMetrics().height() * _LINES))

    def write(self, html: str, *, keep_place: bool = False) -> None:
        """Show a page; the same one again costs nothing."""
        if html == self._written:
            return
        self._written = html
        self._set(self.verticalScrollBar().value() if keep_place else 0)

    def _set(self, place: int) -> None:
        """Set the page as the width allows it: in a narrow sheet the values stand below their names."""
        self._is_narrow = self._has_little_room()
        page = _NAMED.sub(r"\1</tr><tr>", self._written) if self._is_narrow else self._written
        self.setHtml(page)
        self.verticalScrollBar().setValue(place)

    def _has_little_room(self) -> bool:
        return self.width() < self.fontMetrics().averageCharWidth() * _NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._follow_room()

    def _follow_room(self) -> None:
        if self._written and self._is_narrow != self._has_little_room():
            self._set(self.verticalScrollBar().value())

    def _follow(self, url: QUrl) -> None:
        scheme, _, rest = url.toString().partition(":")
        if scheme == "record":
            self.followed.emit(rest)
        elif scheme == "unfold":
            self.unfolded.emit(rest)


def sheet_style(theme: Theme) -> str:
    """The style of a page in the colours of a theme, as the inspector writes its own."""
    c = theme.colours
    return (
        "<style>"
        f"a {{ color: {c['link']}; text-decoration: none; }}"
        "h2 { margin: 0 0 2px 0; }"
        f"h3 {{ color: {c['muted']}; margin: 12px 0 3px 0; font-weight: 600; }}"
        f".muted {{ color: {c['muted']}; }} .accent {{ color: {c['accent']}; }}"
        f".warning {{ color: {c['warning']}; }}"
        f"td {{ padding: 2px 12px 2px 0; }} td.box {{ padding: 8px; }}"
        "</style>"
    )
