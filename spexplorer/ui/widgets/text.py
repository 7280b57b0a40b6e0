"""Text of a library on screen: the one place where data becomes a label, a tool tip or a page.

Qt takes text for HTML wherever it looks like it, and reads the files that such text names. Here a label is
plain unless it says otherwise, a tool tip is never taken for markup, and no page loads anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QLabel, QTextBrowser, QWidget

from spexplorer.support.printable import on_screen, shortened
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidgetItem

_MOST_IN_TIP: Final = 1000


def escaped(text: str) -> str:
    """A text inside markup; the module `html`, with its many entities, would hold up the first paint."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def plain_tip(text: str) -> str:
    """A text as a tool tip that shows every letter of it as it is, markup included."""
    text = shortened(text, _MOST_IN_TIP)
    if "<" not in text and "&" not in text:
        return text
    return f'<p style="white-space: pre-wrap">{escaped(text)}</p>'


def plain_caption(text: str) -> str:
    """A text for a menu, a tab or a button, where Qt would take a single “&” for the mark of a key."""
    return on_screen(text).replace("&", "&&")


def tree_item(*cells: str) -> QTreeWidgetItem:
    """A line of a tree; Qt lays each cell out as a whole before it cuts it."""
    from PySide6.QtWidgets import QTreeWidgetItem  # not before the first paint

    return QTreeWidgetItem([on_screen(cell) for cell in cells])


def markup_tip(html: str) -> str:
    """A tool tip of markup, in which whoever writes it has escaped all data."""
    return html


def nothing_loaded(kind: int) -> object:
    """What a page is given for a file that it names.

    It may not be None, nor a picture that is null: Qt would then look for the file by itself.
    """
    if kind == QTextDocument.ResourceType.ImageResource.value:
        picture = QImage(1, 1, QImage.Format.Format_ARGB32)
        picture.fill(0)
        return picture
    return QByteArray(b" ")


def markdown_html(text: str, link: Callable[[str], str]) -> str:
    """Markdown as markup for a page. HTML in it is shown as letters; pictures are left out.

    `link` gives the address that stands for one of the text, "" for none.
    """
    from html import escape, unescape

    document = QTextDocument()
    document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    inner = document.toHtml().partition("<body")[2].partition(">")[2].rpartition("</body>")[0]
    inner = re.sub(r"<img\b[^>]*>| color:#0000ff;", "", inner)  # links wear the colour of the page

    def linked(found: re.Match[str]) -> str:
        address = link(unescape(found[1]))
        return f'<a href="{escape(address)}">' if address else "<a>"

    return re.sub(r'<a href="([^"]*)">', linked, inner)


class PlainLabel(QLabel):
    """A label that shows its text letter by letter, whatever it looks like."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if text:
            self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; one that nobody could read is cut before it is laid out."""
        super().setText(on_screen(text))


class RichLabel(QLabel):
    """A label of a few words of markup, in which whoever writes it has escaped all data."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)


@guarded
class TextPage(QTextBrowser):
    """A page of rich text: it loads nothing, and whoever shows it decides what a link does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document().setDocumentMargin(3 * GRID)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever fetched: pages of this program hold no pictures and no outside files."""
        return nothing_loaded(kind)
