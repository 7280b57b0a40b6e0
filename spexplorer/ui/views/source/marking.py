"""What is marked in a source: its passages with what rests on them, and the reader's own highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QColor

from spexplorer.operations.copy_reading import find_in
from spexplorer.readings.source import RestingRecords, resting_tip, resting_words
from spexplorer.ui.panels.copy_pages import SpanMark
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.marked_text import TextMark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from spexplorer.domain.listing import Row
    from spexplorer.operations.annotations import ReaderNote
    from spexplorer.operations.copy_reading import OpenCopy, Span
    from spexplorer.ui.panels.copy_pages import CopyPages
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.source.tools import SourceTools
    from spexplorer.ui.widgets.marked_text import MarkedText

_NOTE_SHADE: Final = 0.28
"""How opaque the ground of the reader's own highlights is."""
_PASSAGE_SHADE: Final = 0.16
_MOST_FOUND: Final = 5000


class SourceMarks(NamedTuple):
    """The same marks for the text and for the pages."""

    on_text: Sequence[TextMark]
    on_pages: Mapping[str, SpanMark]


def source_marks(
    copy: OpenCopy,
    resting: Mapping[str, RestingRecords],
    passing: Callable[[RestingRecords], Sequence[Row]],
    current: str | None,
    notes: Sequence[ReaderNote],
    theme: Theme,
) -> SourceMarks:
    """Every passage, those on which something rests with a bar, the current one strongly; then the notes."""
    colour = theme.colour
    marks: list[TextMark] = []
    spans: dict[str, SpanMark] = {}
    for uid, (start, end) in copy.spans.items():
        known = resting.get(uid, RestingRecords())
        rows = passing(known)
        number = len(rows) + known.unread
        is_current = uid == current
        ground = colour("selection") if is_current else None
        bar = colour("accent") if number else (colour("possible") if is_current else None)
        figure = tr.number(number) if number else ""
        tip = resting_tip(tr, rows, known.unread) if number else ""
        words = resting_words(rows)
        marks.append(TextMark(uid, start, end, ground, bar, figure, words, tip, is_current))
        shade = _PASSAGE_SHADE * is_current
        spans[uid] = SpanMark(start, end, colour("accent"), shade, figure, tip)
    for note in notes:
        if note.start is None or note.end is None:
            continue
        bar = colour("warning")
        ground = QColor(bar)
        ground.setAlphaF(_NOTE_SHADE)
        sign = "✎" if note.body else "▌"
        marks.append(
            TextMark(note.id, note.start, note.end, ground, bar, sign, note.body, note.body)
        )
        figure = sign if note.body else ""
        spans[note.id] = SpanMark(note.start, note.end, bar, _NOTE_SHADE, figure, note.body)
    return SourceMarks(sorted(marks, key=lambda one: one.start), spans)


class SourceFinder:
    """Finds words in a source and steps through the hits, in the text and on the pages."""

    def __init__(self, tools: SourceTools, text: MarkedText, pages: CopyPages) -> None:
        self._tools, self._text, self._pages = tools, text, pages
        self._hits: Sequence[Span] = ()
        self._at = 0

    def find(self, copy: OpenCopy | None, words: str) -> None:
        """Find words as one reads them, whatever space and broken lines stand between."""
        self._hits = find_in(copy.text.text, words, _MOST_FOUND) if copy is not None else ()
        top = self._text.at_top()
        self._at = next((at for at, (start, _) in enumerate(self._hits) if start >= top), 0)
        self._show()

    def step(self, step: int) -> None:
        """Go to the next hit, or the one before; round at the ends."""
        if self._hits:
            self._at = (self._at + step) % len(self._hits)
            self._show()

    def _show(self) -> None:
        hit = self._hits[self._at] if self._hits else None
        self._tools.show_found(self._at + 1 if hit else 0, len(self._hits))
        self._text.show_found(hit)
        self._pages.show_found(hit)
