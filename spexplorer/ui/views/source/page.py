"""The tab Source: text or pages with what rests on them, the chosen passage below, the outline beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spexplorer.domain.kinds import kind_of
from spexplorer.domain.works import Passage
from spexplorer.readings.source import (
    RestingRecords,
    SourceReading,
    orphans,
    outline,
)
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.lists.record_list import why_empty
from spexplorer.ui.panels.copy_pages import CopyPages
from spexplorer.ui.panels.passage_view import CopyLack
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.source.marking import SourceFinder, source_marks
from spexplorer.ui.views.source.notes_pane import NotesPane, export_notes
from spexplorer.ui.views.source.passage_sheet import PassageSheet
from spexplorer.ui.views.source.selection_acts import SelectionActs
from spexplorer.ui.views.source.selection_bar import SelectionBar
from spexplorer.ui.views.source.tools import SourceTools
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.labels import PageHeading
from spexplorer.ui.widgets.marked_text import MarkedText
from spexplorer.ui.widgets.panes import DetailSplitter, TurningSplitter, lay_out_headed
from spexplorer.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.operations.copy_reading import OpenCopy
    from spexplorer.workspace.workspace import Workspace

_TURNS: Final = 100
"""Below so many letters of width the outline stands under the text."""
_THUMBNAILS: Final = "thumbnails"


class SourceView(View):
    """Reads one source; the record that is current decides which, and which passage is marked."""

    def __init__(
        self, workspace: Workspace, theme: Theme, reading: SourceReading | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._reading = reading or SourceReading(workspace.reader)
        self._work = self._reading.work
        self._passage: str | None = None
        self._current: str | None = None
        self._drawn_for: object = None
        self._shown_copy: object = None
        self._mode = ""
        self._unfolded: frozenset[str] = frozenset()
        self._make_widgets()
        self._lay_out()
        workspace.copies.changed.connect(self._take_copy)

    # -- building ---------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.heading = PageHeading()
        self.tools = SourceTools()
        self.tools.work_chosen.connect(self._choose_work)
        self.tools.mode_chosen.connect(self._choose_mode)
        self.tools.zoom_chosen.connect(self._zoom)
        self.tools.sought.connect(self._find)
        FindKey(self, self.tools.field)
        self.lists = Segments(tr("Beside the source"))
        self.lists.chosen.connect(self._choose_list)
        self.outline = GroupedList(tr("Outline of the source"), self.theme)
        self.outline.field.setPlaceholderText(tr("Find a passage"))
        self.outline.chosen.connect(self._go)
        self.outline.entered.connect(self.workspace.hovered)
        self.thumbnails = CopyPages(tr("Pages of your copy, small"), self.workspace, self.theme)
        self.thumbnails.page_chosen.connect(self._go_to_page)
        self.text = MarkedText(tr("Text of the source"), self.theme)
        self.text.chosen.connect(self._choose_place)
        self.text.mark_chosen.connect(self._go)
        self.text.zoomed.connect(self.tools.step_zoom)
        self.pages = CopyPages(tr("Pages of the source"), self.workspace, self.theme)
        self.pages.chosen.connect(self._go)
        self.pages.zoomed.connect(self.tools.set_zoom)
        self._finder = SourceFinder(self.tools, self.text, self.pages)
        self.tools.stepped.connect(self._finder.step)
        self.lack = CopyLack()
        self.lack.attach.clicked.connect(unticked(self._attach))
        self.lack.again.clicked.connect(unticked(self._look_again))
        self.bar = SelectionBar()
        self.acts = SelectionActs(self.workspace, self.text, self.bar, self)
        self.text.selected.connect(self._offer)
        self.acts.changed.connect(self._take_notes)
        self.acts.told.connect(self.workspace.told)
        self.sheet = Sheet(tr("The chosen passage and what rests on it"))
        self.sheet.followed.connect(self.workspace.go)
        self.sheet.unfolded.connect(self._unfold)
        self._list_shown = "outline"

    def _lay_out(self) -> None:
        self._side = QStackedWidget()
        self._side.addWidget(self.outline)
        self._side.addWidget(self.thumbnails)
        self.notes = NotesPane(self.theme)
        self.notes.chosen.connect(self._go_to_note)
        self.notes.edit_wanted.connect(self.acts.edit_note)
        self.notes.export_wanted.connect(self._export_notes)
        self._side.addWidget(self.notes)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.lists)
        column.addWidget(self._side, 1)
        self._stage = QStackedWidget()
        for part in (self.text, self.pages, self.lack):
            self._stage.addWidget(part)
        invitation = tr("Choose a sentence to see its footnotes and what rests on it.")
        self._middle = DetailSplitter(self._stage, self.sheet, (20, 9), invitation)
        split = TurningSplitter(_TURNS, (self._middle, side), (14, 5), (22, 12))
        lay_out_headed(self, (self.heading, self.tools, self.bar), split)

    # -- showing ----------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Show the source of the current record and mark its passage."""
        moved = state.current != self._current
        if moved:
            self._current = state.current
            self._follow(state.current)
        drawn_for = (self._work, state.filter, self.workspace.answers, self._copy())
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._draw()
        elif moved:
            self._mark()
            self.outline.show_current(self._passage)
            self._write_sheet()
        if moved:
            self._reveal()

    def _follow(self, current: str | None) -> None:
        work = self._reading.work_of(current)
        if work is None and current is not None and self.workspace.copies.is_attached(current):
            work = current
        if work is not None:
            self._work = work
        self._passage = self._reading.passage_of(current)

    def _copy(self) -> OpenCopy | None:
        return self.workspace.copies.copy(self._work) if self._work else None

    def _draw(self) -> None:
        copies, copy = self.workspace.copies, self._copy()
        self.tools.show_works(self._reading.works(copies.works), self._work)
        self.acts.show_copy(copy, self._reading.passages(self._work))
        self._show_copy(copy)
        self._say(copy)
        self._show_lists(copy)
        self._mark()
        self._write_sheet()

    def _say(self, copy: OpenCopy | None) -> None:
        passages = self._reading.passages(self._work)
        label = self.workspace.reader.label(self._work) if self._work else tr("Sources")
        if not self._work:
            self.heading.setText(why_empty(self.workspace.reader, "passage"))
            return
        every = tr.number(len(passages))
        if copy is None:
            words = tr.counted(
                len(passages), "{n} passage; no copy is open.", "{n} passages; no copy is open."
            )
        else:
            found = tr.number(sum(one.id in copy.spans for one in passages))
            words = tr("{found} of {all} passages stand in your copy.", found=found, all=every)
        self.heading.setText(tr("{work}; {words}", work=label, words=words))

    def _show_copy(self, copy: OpenCopy | None) -> None:
        has_pages = copy is not None and copy.pages is not None
        if copy is None:
            self._stage.setCurrentWidget(self.lack)
            self.lack.explain(self.workspace, self._work)
        else:
            if not self._mode:
                self._mode = self._remembered_mode()
            as_pages = has_pages and self._mode == "pages"
            self.text.show_text(copy.text.text)
            if has_pages:
                self.pages.show_copy(copy, self._reveal)
            self._stage.setCurrentWidget(self.pages if as_pages else self.text)
        self.tools.show_mode(
            "pages" if self._stage.currentWidget() is self.pages else "text",
            has_text=copy is not None,
            has_pages=has_pages,
        )
        is_new = copy is not None and copy.text is not self._shown_copy
        self._shown_copy = copy.text if copy is not None else None
        if is_new:
            self._find(self.tools.field.text())
            QTimer.singleShot(0, self, self._reveal)

    def _show_lists(self, copy: OpenCopy | None) -> None:
        choices = [Choice("outline", tr("Outline"))]
        if copy is not None and copy.pages is not None:
            choices.append(Choice(_THUMBNAILS, tr("Pages")))
        if copy is not None and (copy.attachment.orphans or copy.attachment.placed):
            n = tr.number(len(copy.attachment.orphans))
            choices.append(Choice("orphans", tr("Not found  {n}", n=n)))
        if copy is not None and self.acts.notes:
            choices.append(Choice("notes", tr("Notes  {n}", n=tr.number(len(self.acts.notes)))))
        keys = [choice.key for choice in choices]
        if self._list_shown not in keys:
            self._list_shown = "outline"
        self.lists.show_choices(choices, self._list_shown)
        for key in (_THUMBNAILS, "orphans", "notes"):
            if self.lists.offers(key):
                self.lists.button(key).setVisible(key in keys)
        self._fill_list(copy)

    def _fill_list(self, copy: OpenCopy | None) -> None:
        passages = self._reading.passages(self._work)
        if self._list_shown == _THUMBNAILS:
            self._side.setCurrentWidget(self.thumbnails)
            self.thumbnails.show_copy(copy)
            return
        self._side.setCurrentWidget(self.outline)
        if self._list_shown == "notes":
            self._side.setCurrentWidget(self.notes)
            self.notes.show_notes(self.acts.notes)
            return
        if self._list_shown == "orphans" and copy is not None:
            entries = orphans(tr, self.workspace.reader, passages, copy)
        else:
            resting = self._reading.resting(self._work)
            entries = outline(tr, passages, resting, copy, self._number_passing)
        self.outline.show_entries(entries, self._passage)

    def _choose_list(self, key: str) -> None:
        self._list_shown = key
        self._fill_list(self._copy())

    # -- marks ------------------------------------------------------------------------------------

    def _passing(self, resting: RestingRecords) -> list[Row]:
        return self.workspace.passing_rows(list(resting.rows))

    def _number_passing(self, resting: RestingRecords) -> int:
        return len(self._passing(resting)) + resting.unread

    def _mark(self) -> None:
        """Mark the passages and the reader's own highlights."""
        copy = self._copy()
        if copy is None:
            return
        resting = self._reading.resting(self._work)
        marks = source_marks(
            copy, resting, self._passing, self._passage, self.acts.notes, self.theme
        )
        self.text.show_marks(marks.on_text)
        self.pages.show_spans(marks.on_pages)
        self._offer()

    def _reveal(self) -> None:
        """Scroll to the chosen passage."""
        copy = self._copy()
        if copy is None or self._passage is None or self._passage not in copy.spans:
            return
        self.text.go_to(*copy.spans[self._passage])
        self.pages.show_passage(self._passage)

    def _unfold(self, kind: str) -> None:
        """A link of the sheet lists the records of a kind, or folds them."""
        self._unfolded ^= {kind}
        self._write_sheet(keep_place=True)

    def _write_sheet(self, *, keep_place: bool = False) -> None:
        passage = self.workspace.reader.record(self._passage) if self._passage else None
        is_here = isinstance(passage, Passage) and passage.work == self._work
        self._middle.show_detail(is_here)
        if isinstance(passage, Passage) and is_here:
            known = self._reading.resting_on(self._work, passage.id)
            rows = self._passing(known)
            words = PassageSheet(self.workspace.reader, self._copy(), self.theme)
            html = words.html(passage, known, rows, self._unfolded)
            self.sheet.write(html, keep_place=keep_place)

    # -- answering --------------------------------------------------------------------------------

    def _go(self, key: str) -> None:
        """A passage becomes the current record; a note of the reader's is opened."""
        if key.startswith("urn:"):
            self.acts.edit_note(key)
        elif key in self._reading.known:
            self.workspace.go(key, stay=True)

    def _go_to_note(self, key: str) -> None:
        note = self.acts.note(key)
        if note is not None and note.start is not None and note.end is not None:
            self.text.go_to(note.start, note.end)
            self.pages.show_passage(key)

    def _offer(self) -> None:
        """Offer what can be done with what is selected."""
        copy, current = self._copy(), self._current
        is_text = copy is not None and self._stage.currentWidget() is self.text
        has_text = is_text and self.text.selection is not None
        supports = ""
        if current is not None and kind_of(current) not in ("passage", "work", "citation"):
            supports = self.workspace.reader.label(current)
        placed = copy is not None and any(
            one.passage == self._passage for one in copy.attachment.placed
        )
        is_here = self._passage is not None and self._reading.work_of(self._passage) == self._work
        lost = copy is not None and is_here and self._passage not in copy.spans
        self.acts.passage, self.acts.current = self._passage, current
        self.bar.offer(
            has_text=has_text, supports=supports, places=lost or placed, takes_back=placed
        )

    def _take_notes(self) -> None:
        self._show_lists(self._copy())
        self._mark()

    def _export_notes(self, format_code: str) -> None:
        export_notes(self, self.workspace, self._work, self.acts.notes, format_code)

    def _choose_place(self, place: int) -> None:
        copy = self._copy()
        if copy is not None and (passage := copy.at(place)) is not None:
            self._go(passage)

    def _go_to_page(self, page: int) -> None:
        copy = self._copy()
        if copy is None:
            return
        if self._stage.currentWidget() is self.pages:
            self.pages.go_to(page)
        else:
            start, _ = copy.on_page(page + 1)
            self.text.go_to(start, start)

    def _choose_work(self, work: str) -> None:
        if work != self._work:
            self.workspace.go(work, stay=True)

    def _choose_mode(self, mode: str) -> None:
        from spexplorer.workspace.settings import remember

        self._mode = mode
        remember("source/mode", mode)
        self._show_copy(self._copy())
        self._mark()
        self._reveal()

    def _remembered_mode(self) -> str:
        from spexplorer.workspace.settings import remembered

        return remembered("source/mode") or "pages"

    def _zoom(self, zoom: float) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * zoom)
        self.text.setFont(font)
        self.pages.set_zoom(zoom)

    def _take_copy(self, work: str) -> None:
        """A copy was attached, opened, changed or let go of."""
        if work == self._work or not self._work:
            self.show_state(self.present())

    def _attach(self) -> None:
        from spexplorer.ui.panels.attach_dialog import open_attach_dialog

        open_attach_dialog(self.workspace, self.window(), work=self._work or None)

    def _look_again(self) -> None:
        self.workspace.copies.open_again(self._work)

    def _find(self, words: str) -> None:
        self._finder.find(self._copy(), words)

    # -- the rest of a view -----------------------------------------------------------------------

    def refresh(self, changes: ChangeSet) -> bool:
        """What rests on passages is read anew; the copy stays open and where it is."""
        if not changes:
            return True
        self._reading = SourceReading(self.workspace.reader)
        self._work = self._reading.work_of(self._current) or self._work
        self._drawn_for = None
        return True

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        for part in (self.outline, self.text, self.pages, self.thumbnails):
            part.restyle(theme)
        self._zoom(self.tools.zoom)
        self._mark()
        self._write_sheet()

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the passage that is pointed at elsewhere."""
        self.outline.show_pointed(record_id)
