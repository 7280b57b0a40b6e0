"""A sheet: one record laid out as a page beside its list, every name on it a link."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from spexplorer.ui.theme import GRID, Theme


class Sheet(QTextBrowser):
    """Shows rich text. `followed` carries the id of a record whose link was followed.

    A link `unfold:KEY` is announced as `unfolded` with the key instead.
    """

    followed = Signal(object)
    unfolded = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(3 * GRID)
        self.anchorClicked.connect(self._follow)
        self._written = ""

    def write(self, html: str, *, keep_place: bool = False) -> None:
        """Show a page; the same one again costs nothing."""
        if html == self._written:
            return
        place = self.verticalScrollBar().value() if keep_place else 0
        self._written = html
        self.setHtml(html)
        self.verticalScrollBar().setValue(place)

    def _follow(self, url: QUrl) -> None:
        scheme, _, rest = url.toString().partition(":")
        if scheme == "record":
            self.followed.emit(rest)
        elif scheme == "unfold":
            self.unfolded.emit(rest)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever fetched."""
        return None


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
