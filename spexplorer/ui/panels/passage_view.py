"""One passage as the reader's own copy has it: its sentence, or its page; without a copy, how to get one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.works import Passage, Work
from spexplorer.readings.copies import where_to_find
from spexplorer.readings.evidence import place_of
from spexplorer.ui.panels.copy_pages import CopyPages, SpanMark
from spexplorer.ui.style.theme import GRID, LARGE, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.panes import scrolling
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.operations.copy_reading import OpenCopy
    from spexplorer.workspace.workspace import Workspace

_SELECTABLE: Final = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
_CARD_LETTERS: Final = 34
"""Width in characters of a card beside others."""


class PassageView(QWidget):
    """Shows one passage. `attach_wanted` carries the work of which there is no copy."""

    attach_wanted = Signal(object)

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._theme = workspace, theme
        self._passage: Passage | None = None
        self.shown_as = Segments(tr("Show the passage as"))
        self.shown_as.show_choices(
            [Choice("sentence", tr("Sentence")), Choice("page", tr("Page"))], "sentence"
        )
        self.shown_as.chosen.connect(self._show_as)
        self.sentence = PlainLabel()
        self.before, self.after = PlainLabel(), PlainLabel()
        self.lack = CopyLack()
        self.lack.attach.clicked.connect(unticked(self._ask_for_copy))
        self.lack.again.clicked.connect(unticked(self._look_again))
        self.pages = CopyPages(tr("Page of your copy"), workspace, theme)
        self.pages.chosen.connect(self._keep_current)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(self._card()))
        self._stack.addWidget(self.pages)
        self._stack.addWidget(scrolling(self.lack))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.shown_as)
        column.addWidget(self._stack, 1)
        workspace.copies.changed.connect(self._refresh)

    def _card(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        for label in (self.before, self.sentence, self.after):
            label.setWordWrap(True)
            label.setTextInteractionFlags(_SELECTABLE)
            column.addWidget(label)
        self.before.setObjectName("muted")
        self.after.setObjectName("muted")
        self.sentence.setObjectName("sentence")
        column.addStretch(1)
        self._enlarge()
        return card

    def _enlarge(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * LARGE)
        self.sentence.setFont(font)

    @property
    def text(self) -> str:
        """The sentence that is shown; "" where there is none."""
        return self.sentence.text() if self._stack.currentIndex() < 2 else ""

    def show_passage(self, passage: Passage | None) -> None:
        """Show a passage in the copy of its work."""
        self._passage = passage
        self._write()

    def _refresh(self, work: str) -> None:
        if self._passage is not None and self._passage.work == work:
            self._write()

    def _write(self) -> None:
        passage = self._passage
        copy = self._workspace.copies.copy(passage.work) if passage is not None else None
        is_there = copy is not None and passage is not None and passage.id in copy.spans
        has_pages = is_there and copy is not None and copy.pages is not None
        self.shown_as.setVisible(has_pages)
        if copy is None or passage is None or not is_there:
            self._say_lack(passage, copy)
            return
        text = copy.sentence(passage.id)
        self.sentence.setText(text)
        self.sentence.setAccessibleName(text)
        for label, other in zip((self.before, self.after), _neighbours(copy, passage), strict=True):
            label.setText(other)
            label.setVisible(bool(other))
        if has_pages:
            mark = SpanMark(*copy.spans[passage.id], self._theme.colour("accent"))
            self.pages.show_copy(copy, partial(self._mark, passage.id, mark))
        as_page = has_pages and self._wants_page()
        self.shown_as.mark("page" if as_page else "sentence")
        self._stack.setCurrentIndex(1 if as_page else 0)

    def _mark(self, key: str, mark: SpanMark) -> None:
        if self._passage is not None and self._passage.id == key:
            self.pages.show_spans({key: mark})
            self.pages.show_passage(key)

    def _wants_page(self) -> bool:
        from spexplorer.workspace.settings import remembered

        return remembered("evidence/shown_as") == "page"

    def _show_as(self, shown: str) -> None:
        from spexplorer.workspace.settings import remember

        remember("evidence/shown_as", shown)
        self._write()

    def _keep_current(self, _key: object) -> None:
        """Here a click on the mark has nothing to choose."""

    # -- without a copy ---------------------------------------------------------------------------

    def _say_lack(self, passage: Passage | None, copy: OpenCopy | None) -> None:
        self._stack.setCurrentIndex(2)
        if passage is None:
            self.lack.say(tr("No passage stands behind this record."), (), attach=False)
        elif copy is not None:
            words = tr(
                "This passage was not found in your copy. On the tab Source you can show its place."
            )
            self.lack.say(words, (), attach=False)
        else:
            self.lack.explain(self._workspace, passage.work)

    def _ask_for_copy(self) -> None:
        if self._passage is not None:
            self.attach_wanted.emit(self._passage.work)

    def _look_again(self) -> None:
        if self._passage is not None:
            self._workspace.copies.open_again(self._passage.work)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        self._theme = theme
        self._enlarge()
        self.pages.restyle(theme)
        self._write()


def _neighbours(copy: OpenCopy, passage: Passage) -> tuple[str, str]:
    """The sentences before and after a sentence of the text; a footnote stands alone."""
    if passage.footnote is not None:
        return "", ""
    start, end = copy.spans[passage.id]
    before = copy.before(start)
    after = copy.between(end, end + 400)
    close = 400
    text_before = ""
    if before is not None and start - copy.spans[before][1] < close:
        text_before = copy.sentence(before)
    return text_before, copy.sentence(after[0]) if after else ""


class CopyLack(QFrame):
    """Says why no sentence is shown, where the source can be had, and offers to attach it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.words = PlainLabel()
        self.words.setWordWrap(True)
        self.where = PlainLabel()
        self.where.setObjectName("muted")
        self.where.setWordWrap(True)
        self.where.setTextInteractionFlags(_SELECTABLE)
        self.attach = QPushButton(tr("&Attach your copy of this source …"))
        self.again = QPushButton(tr("&Look again"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.words)
        column.addWidget(self.where)
        line = QHBoxLayout()
        line.addWidget(self.attach)
        line.addWidget(self.again)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)

    def explain(self, workspace: Workspace, work_id: str) -> None:
        """Say of a work whose copy is not open why that is so, and what can be done."""
        copies = workspace.copies
        if copies.is_opening(work_id):
            self.say(tr("Your copy is being opened …"), (), attach=False)
        elif (problem := copies.problem(work_id)) is not None:
            self.say(str(problem), (), attach=True, again=True)
        else:
            work = workspace.reader.record(work_id) if work_id else None
            lines = where_to_find(tr, work) if isinstance(work, Work) else []
            words = tr(
                "The text itself is not part of this library. Attach your own copy of the source, and the"
                " sentence is shown here."
            )
            self.say(words, lines, attach=True)

    def say(self, words: str, where: Sequence[str], *, attach: bool, again: bool = False) -> None:
        """Show a sentence and what can be done."""
        self.words.setText(words)
        self.where.setText("\n".join(where))
        self.where.setVisible(bool(where))
        self.attach.setVisible(attach)
        self.again.setVisible(again)


class PassageCards(QScrollArea):
    """Several passages side by side, each on a card: place, what it does for the record, sentence."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Passages side by side"))

    def show_passages(self, passages: Sequence[tuple[Passage, str]]) -> None:
        """Show passages, each with what it does for the record in a word."""
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * GRID)
        for passage, role in passages:
            line.addWidget(self._card(passage, role), 1)
        line.addStretch()
        self.setWidget(inside)

    def _card(self, passage: Passage, role: str) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        card.setMinimumWidth(self.fontMetrics().averageCharWidth() * _CARD_LETTERS)
        column = QVBoxLayout(card)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        section = passage.section if passage.footnote is None else ""
        heads = (place_of(tr, passage), " · ".join(filter(None, (role, section))))
        for words, name in zip(heads, ("title", "muted"), strict=True):
            label = PlainLabel(words)
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setVisible(bool(words))
            column.addWidget(label)
        copy = self._workspace.copies.copy(passage.work)
        text = copy.sentence(passage.id) if copy is not None else ""
        shown = PlainLabel(text or tr("No copy of the source shows this sentence yet."))
        shown.setObjectName("" if text else "muted")
        shown.setWordWrap(True)
        shown.setTextInteractionFlags(_SELECTABLE)
        column.addWidget(shown)
        column.addStretch(1)
        return card
