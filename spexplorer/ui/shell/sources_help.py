"""The help on importing, exporting and citing, with a page for each format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QSplitter, QWidget

from spexplorer.readings.format_pages import pages_of
from spexplorer.support.folders import resources
from spexplorer.ui.shell.help import ReadingDialog
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import PlainLabel, TextPage

if TYPE_CHECKING:
    from spexplorer.readings.format_pages import HelpPage

_PAGE: Final = Qt.ItemDataRole.UserRole


class SourcesHelp(ReadingDialog):
    """Pages on importing, exporting, citing and every format, opened at one of them by its code."""

    def __init__(self, parent: QWidget, code: str = "") -> None:
        super().__init__(parent, tr("Importing, exporting and citing"), 110, 34)
        self._pages = pages_of(tr, resources() / "help" / "sources.md")
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find a page by a word in it"))
        self._find.setAccessibleName(tr("Find a page by a word in it"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(unticked(self._narrow))
        self._note = PlainLabel()
        self._note.setObjectName("muted")
        self._note.hide()
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Pages"))
        self._list.setSpacing(GRID // 2)
        for page in self._pages:
            item = QListWidgetItem(page.title)
            item.setData(_PAGE, page)
            self._list.addItem(item)
        self._text = TextPage()
        self._text.setAccessibleName(tr("Page"))
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._list)
        parts.addWidget(self._text)
        parts.setStretchFactor(1, 1)
        wide = self._list.sizeHintForColumn(0) + 4 * self.fontMetrics().averageCharWidth()
        parts.setSizes([wide, max(wide, self.width() - wide)])
        self._set_body(self._find, self._note, parts)
        self._list.currentItemChanged.connect(unticked(self._show))
        codes = [page.code for page in self._pages]
        self._list.setCurrentRow(codes.index(code) if code in codes else 0)
        self._list.setFocus()

    def _show(self) -> None:
        item = self._list.currentItem()
        if item is None:
            return
        page: HelpPage = item.data(_PAGE)
        self._text.setMarkdown(f"## {page.title}\n\n{page.text}")

    def _narrow(self) -> None:
        """Keep the pages with what is typed, and show the first of them."""
        words = self._find.text().casefold()
        items = [self._list.item(row) for row in range(self._list.count())]
        for item, page in zip(items, self._pages, strict=True):
            item.setHidden(words not in f"{page.title} {page.text}".casefold())
        left = [item for item in items if not item.isHidden()]
        self._note.setText(tr("No page says “{words}”.", words=self._find.text()))
        self._note.setVisible(not left)
        if left and self._list.currentItem() not in left:
            self._list.setCurrentItem(left[0])
