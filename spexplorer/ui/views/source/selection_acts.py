"""Does what the selection bar asks for: highlights and notes, passages placed by hand, new evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from spexplorer.operations.annotations import (
    ReaderNote,
    change_note,
    find_notes_again,
    make_note,
    remove_note,
)
from spexplorer.readings.new_evidence import (
    FoundValue,
    covering,
    filled_form,
    found_values,
    new_passage,
)
from spexplorer.ui.translation import tr
from spexplorer.ui.views.source.selection_bar import NoteDialog, SelectionBar, ValuesDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from spexplorer.domain.listing import PassagePlace
    from spexplorer.operations.copy_reading import OpenCopy
    from spexplorer.operations.library_writer import Committed
    from spexplorer.ui.widgets.marked_text import MarkedText
    from spexplorer.workspace.workspace import Workspace


class SelectionActs(QObject):
    """`changed` when the notes are others; `told` with a sentence about what was done."""

    changed = Signal()
    told = Signal(str)

    def __init__(
        self, workspace: Workspace, text: MarkedText, bar: SelectionBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workspace, self._text, self._view = workspace, text, parent
        self._copy: OpenCopy | None = None
        self._passages: Sequence[PassagePlace] = ()
        self.notes: Sequence[ReaderNote] = ()
        """The reader's highlights and notes on the source that is shown."""
        self.passage: str | None = None
        self.current: str | None = None
        bar.highlight_wanted.connect(self._highlight)
        bar.note_wanted.connect(self._write_note)
        bar.place_wanted.connect(self._place)
        bar.take_back_wanted.connect(self._take_back)
        bar.support_wanted.connect(self._support)
        bar.record_wanted.connect(self._begin_record)

    def show_copy(self, copy: OpenCopy | None, passages: Sequence[PassagePlace]) -> None:
        """Work on another copy; its notes are looked for on a worker."""
        before, self._copy, self._passages = self._copy, copy, passages
        if copy is None:
            self.notes = ()
        elif before is None or before.text is not copy.text:
            self.notes = ()
            work = partial(find_notes_again, copy.attachment, copy.text.text, copy.text.pages)
            take = partial(self._take_notes, copy)
            self._workspace.tasks.start(work, take, self._workspace.failed.emit)

    def _take_notes(self, copy: OpenCopy, notes: Sequence[ReaderNote]) -> None:
        if self._copy is not None and self._copy.text is copy.text and notes != self.notes:
            self.notes = notes
            self.changed.emit()

    def note(self, key: str) -> ReaderNote | None:
        """The note of an id."""
        return next((one for one in self.notes if one.id == key), None)

    # -- highlights and notes ---------------------------------------------------------------------

    def _selected(self) -> tuple[int, int] | None:
        return self._text.selection if self._copy is not None else None

    def _quoted(self, start: int, end: int) -> str:
        return self._copy.read(start, end) if self._copy is not None else ""

    def _highlight(self) -> None:
        if (span := self._selected()) is not None:
            self._make(*span, "")

    def _write_note(self) -> None:
        if (span := self._selected()) is None:
            return
        dialog = NoteDialog(self._view.window(), self._quoted(*span), is_new=True)
        dialog.written.connect(partial(self._make, *span))
        dialog.open()

    def _make(self, start: int, end: int, body: str) -> None:
        copy = self._copy
        if copy is not None:
            page = copy.text.page_of(start)
            note = make_note(copy.attachment, copy.text.text, start, end, page, body)
            self._put([*self.notes, note])

    def edit_note(self, key: str) -> None:
        """Open a note, to be changed or taken away."""
        note = self.note(key)
        if note is None:
            return
        dialog = NoteDialog(self._view.window(), note.exact, note.body, is_new=False)
        dialog.written.connect(partial(self._change, note))
        dialog.removed.connect(partial(self._remove, note))
        dialog.open()

    def _change(self, note: ReaderNote, body: str) -> None:
        changed = change_note(note, body)
        self._put([changed if one.id == note.id else one for one in self.notes])

    def _remove(self, note: ReaderNote) -> None:
        remove_note(note)
        self._put([one for one in self.notes if one.id != note.id])

    def _put(self, notes: Sequence[ReaderNote]) -> None:
        self.notes = sorted(notes, key=lambda one: (one.start is None, one.start or 0))
        self.changed.emit()

    # -- placing ----------------------------------------------------------------------------------

    def _place(self) -> None:
        span = self._selected()
        if span is not None and self.passage is not None and self._copy is not None:
            self._workspace.copies.place(self._copy.attachment.work, self.passage, *span)
            self.told.emit(tr("The passage stands where you have shown it."))

    def _take_back(self) -> None:
        if self.passage is not None and self._copy is not None:
            self._workspace.copies.take_back(self._copy.attachment.work, self.passage)

    # -- new evidence -----------------------------------------------------------------------------

    def _may_edit(self) -> bool:
        if self._workspace.editing.is_possible:
            return True
        self._workspace.form_asked.emit("", None)  # says why not, and offers a copy
        return False

    def _with_passages(
        self, span: tuple[int, int], then: Callable[[Sequence[str]], object]
    ) -> None:
        """Go on with the passages that stand for a selection; one is made where there is none."""
        copy = self._copy
        if copy is None:
            return
        if found := covering(copy, *span):
            then(found)
            return
        plain = new_passage(self._workspace.reader, copy, self._passages, *span)
        work = copy.attachment.work

        def made(committed: Committed) -> None:
            uid = str(committed.outcome[0])
            self._workspace.copies.place(work, uid, *span)
            then([uid])

        self._workspace.editing.add("passage", plain, made, self._workspace.failed.emit)

    def _begin_record(self, kind: str) -> None:
        span = self._selected()
        if span is None or self._copy is None or not self._may_edit():
            return
        reader, text = self._workspace.reader.beside(), self._copy.text.text[slice(*span)]

        def look() -> list[FoundValue]:
            return found_values(text, reader.authority_names())

        offer = partial(self._offer_values, kind, span)
        self._workspace.tasks.start(look, offer, self._workspace.failed.emit)

    def _offer_values(self, kind: str, span: tuple[int, int], values: Sequence[FoundValue]) -> None:
        if not values:
            self._open_form(kind, span, ())
            return
        dialog = ValuesDialog(self._view.window(), kind, self._quoted(*span), values)
        dialog.taken.connect(partial(self._open_form, kind, span))
        dialog.open()

    def _open_form(self, kind: str, span: tuple[int, int], values: Sequence[FoundValue]) -> None:
        units = self._workspace.reader.terms("unit")

        def ask(passages: Sequence[str]) -> None:
            self._workspace.form_asked.emit(kind, filled_form(kind, passages, values, units))

        self._with_passages(span, ask)

    def _support(self) -> None:
        span, current = self._selected(), self.current
        if span is None or current is None or not self._may_edit():
            return
        self._with_passages(span, partial(self._add_evidence, current))

    def _add_evidence(self, current: str, passages: Sequence[str]) -> None:
        record = self._workspace.reader.record(current)
        if record is None:
            return
        held = [{"passage": one.passage, "role": one.role} for one in record.evidence]
        there = {one["passage"] for one in held}
        added: list[dict[str, Any]] = [
            {"passage": uid, "role": "supports"} for uid in passages if uid not in there
        ]
        if not added:
            self.told.emit(tr("The record rests on this passage already."))
            return
        said = tr("Added to the evidence of the record; Ctrl+Z takes that back.")
        self._workspace.editing.change(
            current,
            {"evidence": [*held, *added]},
            lambda _committed: self.told.emit(said),
            self._workspace.failed.emit,
        )
