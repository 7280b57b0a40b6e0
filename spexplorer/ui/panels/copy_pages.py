"""The pages of a reader's PDF with the passages marked on them, drawn as they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QColor, QImage

from spexplorer.ui.guard import guarded
from spexplorer.ui.widgets.page_canvas import PageCanvas, PageMark

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from spexplorer.formats.copies.pdf import Box, PagePicture, PdfPages
    from spexplorer.operations.copy_reading import OpenCopy
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

STRONG: Final = 0.28
"""How opaque a passage is marked."""


_FOUND: Final = "found/"
_FOUND_STRENGTH: Final = 0.3


class SpanMark(NamedTuple):
    """What is to be marked: a span of the copy's text, its colour, figure and tip."""

    start: int
    end: int
    colour: QColor
    strength: float = STRONG
    figure: str = ""
    tip: str = ""


class _Drawn(NamedTuple):
    picture: PagePicture | None
    boxes: list[list[Box]] | None


@guarded
class CopyPages(PageCanvas):
    """Asks the worker of a PDF for one page after another: always the one in sight that lacks most."""

    def __init__(
        self, name: str, workspace: Workspace, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, theme, parent)
        self._workspace = workspace
        self._copy: OpenCopy | None = None
        self._spans: Mapping[str, SpanMark] = {}
        self._found: tuple[int, int] | None = None
        self._is_asking = False
        self._then: Callable[[], object] | None = None
        self.needing.connect(self._ask)

    def show_copy(self, copy: OpenCopy | None, then: Callable[[], object] | None = None) -> None:
        """Show the pages of a copy, and do something once their sizes are known."""
        before, self._copy = self._copy, copy
        pages = copy.pages if copy else None
        if before is not None and copy is not None and before.pages is pages and self.count:
            if then is not None:
                then()
            return
        self.show_pages(())
        if pages is not None:
            self._then = then
            self._workspace.tasks.start(
                pages.sizes, partial(self._take_sizes, pages), partial(self._give_up, pages)
            )

    def _take_sizes(self, pages: PdfPages, sizes: list[tuple[float, float]]) -> None:
        if self._copy is None or self._copy.pages is not pages:
            return
        self.show_pages(sizes)
        then, self._then = self._then, None
        if then is not None:
            then()

    def show_spans(self, spans: Mapping[str, SpanMark]) -> None:
        """Mark other spans of the text, by their keys."""
        self._spans = spans
        self.forget_marks()

    def show_passage(self, key: str) -> None:
        """Make the passage of a key the current one, and scroll to it."""
        if self._copy is None or key not in self._spans:
            return
        page = self._copy.text.page_of(self._spans[key].start)
        if page is not None and self.count:
            self.show_mark(page - 1, key)

    def show_found(self, found: tuple[int, int] | None) -> None:
        """Mark what was found and scroll to it; nothing for None."""
        if found == self._found:
            return
        self._found = found
        self.forget_marks()
        if found is not None and self._copy is not None and self.count:
            page = self._copy.text.page_of(found[0])
            if page is not None:
                self.show_mark(page - 1, _FOUND)

    # -- asking -----------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask for what lacks most, one at a time: while somebody scrolls no queue grows."""
        wanted = self.wanted()
        pages = self._copy.pages if self._copy else None
        if self._is_asking or wanted is None or pages is None or not self.isVisible():
            return
        page, width = wanted
        keys, spans = self._on_page(page)
        self._is_asking = True

        def work() -> _Drawn:
            if width is None:
                return _Drawn(None, pages.boxes(page, spans) if spans else [])
            return _Drawn(pages.picture(page, width), None)

        self._workspace.tasks.start(
            work,
            partial(self._take, pages, page, width or 0, keys),
            partial(self._take_failure, pages, page),
        )

    def _all_marks(self) -> dict[str, SpanMark]:
        marks = dict(self._spans)
        if self._found is not None:
            marks[_FOUND] = SpanMark(*self._found, self._theme.colour("warning"), _FOUND_STRENGTH)
        return marks

    def _on_page(self, page: int) -> tuple[list[str], list[tuple[int, int]]]:
        """The keys of what is to be marked on a page, and their spans in the text of that page."""
        assert self._copy is not None
        first, last = self._copy.on_page(page + 1)
        marks = self._all_marks()
        found = [
            (key, (max(mark.start, first) - first, min(mark.end, last) - first))
            for key, mark in marks.items()
            if mark.start < last and mark.end > first
        ]
        return [key for key, _ in found], [span for _, span in found]

    def _take(self, pages: PdfPages, page: int, asked: int, keys: list[str], drawn: _Drawn) -> None:
        self._is_asking = False
        if self._copy is None or self._copy.pages is not pages:
            return self._ask()
        if drawn.picture is not None:
            width, height, pixels = drawn.picture
            image = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32)
            self.put_picture(page, asked, image.copy())
        elif drawn.boxes is not None:
            marks = self._all_marks()
            self.put_marks(
                page,
                [
                    PageMark(key, boxes, mark.colour, mark.strength, mark.figure, mark.tip)
                    for key, boxes in zip(keys, drawn.boxes, strict=True)
                    if (mark := marks.get(key)) is not None
                ],
            )
        return self._ask()

    def _take_failure(self, pages: PdfPages, page: int, _error: Exception) -> None:
        """A page that cannot be drawn says so in its place; the others go on."""
        self._is_asking = False
        if self._copy is not None and self._copy.pages is pages:
            self.put_marks(page, [])
            self.put_picture(page, 0, None)
        self._ask()

    def _give_up(self, pages: PdfPages, error: Exception) -> None:
        if self._copy is not None and self._copy.pages is pages:
            self._workspace.failed.emit(error)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()
