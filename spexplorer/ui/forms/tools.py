"""What the editors of a form ask of the library: choices, look-ups, new terms, new records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.domain.kinds import KIND_LABEL
from spexplorer.domain.vocabularies import CLOSED
from spexplorer.ui.forms.editors import Choices, FormTools
from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from spexplorer.domain.listing import Row
    from spexplorer.domain.vocabularies import Scheme
    from spexplorer.operations.search import Hits
    from spexplorer.workspace.workspace import Workspace

_HITS: Final = 30
_LINES: Final = 36
_LETTERS: Final = 84

Found = Callable[[Sequence[tuple[str, str, str]]], None]


class LibraryTools:
    """Answers the editors of a form from one library, as it is now."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._generation = -1
        self._schemes: dict[str, Scheme] = {}
        self._names: dict[str, str] = {}

    def tools(self) -> FormTools:
        """What editors are given."""
        return FormTools(
            self.choices, _is_own, self.add_term, self.label_of, self.look_up, self.add_record
        )

    def choices(self, scheme: str) -> Choices:
        """The terms that are offered: retired ones are not."""
        reader, generation = self._workspace.reader, self._workspace.generation
        if generation != self._generation:
            self._generation = generation
            self._schemes = reader.schemes()
        codes = (
            list(CLOSED[scheme])
            if scheme in CLOSED
            else [term.code for term in self._schemes[scheme].terms if not term.retired]
            if scheme in self._schemes
            else []
        )
        return [(code, reader.term(scheme, code)) for code in codes]

    def add_term(self, scheme: str, parent: QWidget, done: Callable[[str, str], None]) -> None:
        """Ask for a new term, and store it."""
        from spexplorer.ui.forms.new_term import NewTermDialog

        known = self._workspace.reader.schemes().get(scheme)
        NewTermDialog(self._workspace, known, scheme, parent, done).open()

    def label_of(self, record_id: str) -> str:
        """What a record is called; one that was added a moment ago by the name it was given."""
        label = self._workspace.reader.label(record_id)
        return self._names.get(record_id, label) if label == record_id else label

    def look_up(self, kind: str, words: str, asker: QObject, found: Found) -> None:
        """Search the records of a kind on a worker; a newer search calls this one off.

        `found` is not told where the asker has gone meanwhile, with the form that it was part of.
        """
        workspace = self._workspace
        source, ticket = workspace.reader.snapshot, workspace.tasks.ticket("form-look-up")

        def work() -> Hits:
            from spexplorer.operations.search import search_library

            return search_library(
                source,
                words,
                kind=kind or None,
                limit=_HITS,
                counted=False,
                called_off=lambda: ticket.cancelled,
                tr=tr,
            )

        def show(hits: Hits) -> None:
            if isValid(asker):
                found([(hit.id, hit.label, _what(hit, kind)) for hit in hits.hits])

        workspace.tasks.start(work, show, workspace.failed.emit, ticket)

    def add_record(
        self, kind: str, words: str, parent: QWidget, done: Callable[[str], None]
    ) -> None:
        """Ask for a new record in a form of its own."""

        def take(record_id: str, title: str) -> None:
            self._names[record_id] = title
            done(record_id)

        NewRecordDialog(self._workspace, self.tools(), kind, words, parent, take).open()


def _is_own(scheme: str) -> bool:
    """Whether the terms of a scheme are the library's own."""
    return scheme not in CLOSED


def _what(hit: Row, kind: str) -> str:
    """What tells a hit from others of its name."""
    return hit.detail if kind else " · ".join(filter(None, (kind_label(tr, hit.kind), hit.detail)))


def name_field(kind: str) -> str:
    """The field by whose words a record of a kind is known."""
    fields = [f for f in fields_of(CLASSES[kind]) if f.info.naming]
    return (
        fields[0].name if fields else {"statistic": "measure", "claim": "statement"}.get(kind, "")
    )


@guarded
class NewRecordDialog(Dialog):
    """A form for a record that another form is to point at."""

    def __init__(
        self,
        workspace: Workspace,
        tools: FormTools,
        kind: str,
        words: str,
        parent: QWidget,
        done: Callable[[str, str], None],
    ) -> None:
        super().__init__(parent.window(), tr("New: {kind}", kind=tr(KIND_LABEL[kind])))
        from spexplorer.ui.forms.record_form import RecordForm

        self.make_room(_LETTERS, _LINES)
        name = name_field(kind)
        self.form = RecordForm(workspace, tools, kind, raw={name: words} if name else None)
        self.form.heading.hide()
        self.form.next_button.hide()
        self.form.saved.connect(partial(self._take, done))
        self.form.left.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.form.focus_first()

    def _take(self, done: Callable[[str, str], None], record_id: str) -> None:
        done(record_id, self.form.title() or record_id)
        self.accept()

    def reject(self) -> None:
        """Escape and the frame ask as the form does."""
        if self.form.is_changed and self.form.record is None and self.isVisible():
            from spexplorer.ui.forms.leaving import ask_about_unsaved

            ask_about_unsaved(self, self.form.save, super().reject)
            return
        super().reject()
