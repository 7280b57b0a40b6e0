"""The one place where a record is shown: its page, or its form while it is edited."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from spexplorer.domain.kinds import kind_of
from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState
    from spexplorer.operations.drafts import Draft
    from spexplorer.ui.forms.editors import FormTools
    from spexplorer.ui.forms.record_form import RecordForm
    from spexplorer.ui.forms.tools import LibraryTools
    from spexplorer.ui.panels.inspector import Inspector
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_MOST_ROWS = 50_000
"""The next record of a larger kind is not looked for."""


@guarded
class RecordPanel(QStackedWidget):
    """Holds the page of the current record, and at most one form.

    `turned` when a form opens or closes; `told` with a sentence for a moment; `refused` when something
    was to be edited in a library where nothing can be.
    """

    turned = Signal()
    told = Signal(str)
    refused = Signal(object)
    failed = Signal(object)
    typed = Signal()
    """Something was typed into the form, or what was typed is saved."""

    def __init__(
        self, workspace: Workspace, inspector: Inspector, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.inspector = inspector
        self.form: RecordForm | None = None
        self._beside: str | None = None
        """The record that was current when the form was opened."""
        self._library_tools: LibraryTools | None = None
        self.addWidget(inspector)
        self.setFocusProxy(inspector)
        inspector.edit_wanted.connect(self._edit_field)
        inspector.original_wanted.connect(self._go_back_to_original)
        workspace.refreshed.connect(self.refresh)

    # -- showing ----------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Show the current record; a form with something typed stays open."""
        self.inspector.show_state(state)
        form = self.form
        if form is None or form.is_changed or state.current is None:
            return
        if state.current != (form.record.id if form.record is not None else self._beside):
            self._close(form)

    def refresh(self, changes: ChangeSet) -> None:
        """Take in what has changed in the library."""
        self.inspector.refresh(changes)
        if self.form is not None:
            self.form.refresh(changes)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self.inspector.restyle(theme)

    @property
    def holds_unsaved(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.form is not None and self.form.is_changed

    # -- opening forms ----------------------------------------------------------------------------

    def edit(self, record_id: str, field: str = "") -> None:
        """Open the form of a record, at a field."""
        if not self._may_edit():
            return
        form = self.form
        if form is not None and form.record is not None and form.record.id == record_id:
            form.focus_field(field) if field else form.focus_first()
            return
        record = self._workspace.reader.record(record_id)
        if record is None or not self._may_open():
            return
        self._open(kind_of(record.id), record=record)
        self._focus(field)

    def new(self, kind: str, raw: dict[str, Any] | None = None) -> None:
        """Open the form of a new record of a kind."""
        if self._may_edit() and self._may_open():
            self._open(kind, raw=raw)
            self._focus("")

    def duplicate(self, record_id: str) -> None:
        """Open a form of a new record that begins with the values of another one."""
        from spexplorer.readings.forms.values import raw_of

        record = self._workspace.reader.record(record_id)
        if record is not None and self._may_edit() and self._may_open():
            kind = kind_of(record.id)
            raw = raw_of(record)
            self._open(kind, raw=raw)
            self._focus("")
            self.told.emit(tr("A copy of the record; nothing is stored until you save it."))

    def go_on_with(self, draft: Draft) -> None:
        """Open the form that a draft was kept of."""
        from spexplorer.domain.plain import from_plain
        from spexplorer.readings.forms.merging import merge
        from spexplorer.readings.forms.values import raw_of

        if not (self._may_edit() and self._may_open()):
            return
        record = self._workspace.reader.record(draft.record) if draft.record else None
        raw, conflicts = dict(draft.raw), tuple[str, ...]()
        if record is not None and draft.before:
            raw, conflicts = merge(raw_of(from_plain(draft.before)), raw, raw_of(record))
        self._open(draft.kind, record=record, raw=raw, draft=draft)
        if self.form is not None:
            self.form.say_conflicts(conflicts)
        self._focus("")

    def _open(
        self,
        kind: str,
        *,
        record: Any = None,
        raw: dict[str, Any] | None = None,
        draft: Draft | None = None,
    ) -> None:
        from spexplorer.ui.forms.drafting import Drafting
        from spexplorer.ui.forms.evidence_key import EvidenceKey
        from spexplorer.ui.forms.identifier_warnings import IdentifierWarnings
        from spexplorer.ui.forms.likeness import LikeRecords
        from spexplorer.ui.forms.record_form import RecordForm

        workspace = self._workspace
        tools = self._tools()
        if self.form is not None:
            self._close(self.form)
        form = RecordForm(workspace, tools, kind, record, raw, self.height())
        drafting = Drafting(form, workspace.reader.path, draft)
        drafting.failed.connect(self.failed)
        EvidenceKey(form)
        LikeRecords(form, workspace, tools, partial(workspace.go, stay=True))
        IdentifierWarnings(form)
        form.typed.connect(self.typed)
        form.saved.connect(self._show_saved)
        form.left.connect(partial(self._close, form))
        form.next_wanted.connect(self._go_on)
        self.form = form
        self._beside = workspace.state.current
        self.turned.emit()  # the panel widens before the form is laid out in it
        self.addWidget(form)
        self.setCurrentWidget(form)
        self.setFocusProxy(form)
        if form.is_changed:
            drafting.note()

    def _tools(self) -> FormTools:
        """What editors ask of the library."""
        from spexplorer.ui.forms.tools import LibraryTools

        if self._library_tools is None:
            self._library_tools = LibraryTools(self._workspace)
        return self._library_tools.tools()

    def _focus(self, field: str) -> None:
        if self.form is not None:
            self.form.focus_field(field) if field else self.form.focus_first()

    def _edit_field(self, field: str, place: QRect) -> None:
        """Change a value where it stands; one that is made of parts is changed in the form."""
        current = self._workspace.state.current
        if current is None or not self._may_edit():
            return
        from spexplorer.readings.forms.layout import simple_field
        from spexplorer.ui.forms.value_frame import ValueFrame

        record = self._workspace.reader.record(current)
        if record is None:
            return
        wanted = simple_field(tr, record, field, self._workspace.reader)
        if wanted is None or self.form is not None:
            self.edit(current, field)
            return
        frame = ValueFrame(self._workspace, self._tools(), record, wanted, self.inspector)
        frame.told.connect(self.told)
        frame.form_wanted.connect(partial(self.edit, current, field))
        frame.stand_at(place)

    def _go_back_to_original(self, record_id: str, field: str) -> None:
        """Give a field the value of the published edition again."""
        from spexplorer.readings.originals import originals

        workspace = self._workspace
        record = workspace.reader.record(record_id)
        if record is None or not self._may_edit():
            return
        values = {o.field: o.value for o in originals(workspace.reader.snapshot, record)}
        if field in values:
            said = tr("It says again what the original says; Ctrl+Z takes that back.")
            workspace.editing.change(
                record_id, {field: values[field]}, lambda _c: self.told.emit(said), self.failed.emit
            )

    def _may_edit(self) -> bool:
        if not self._workspace.editing.is_possible:
            self.refused.emit(self._workspace.state.current)
            return False
        return True

    def _may_open(self) -> bool:
        """A form with something typed is not closed by another one."""
        if self.form is not None and self.form.is_changed:
            self.told.emit(tr("A form is still open: save it (Ctrl+S) or leave it (Esc) first."))
            self.form.setFocus()
            return False
        return True

    # -- what follows a save ----------------------------------------------------------------------

    def _show_saved(self, record_id: str) -> None:
        """The record that was saved is the current one."""
        self.told.emit(tr("Saved."))
        self._workspace.go(record_id, stay=True)

    def _go_on(self) -> None:
        """Go on with the next record of the list, or with another new one."""
        form = self.form
        if form is None or form.record is None:
            return
        if form.began_new:
            self._open(form.kind)
            self._focus("")
            return
        following = self._following(form.record.id)
        if following is None:
            self.told.emit(tr("Saved. This was the last record of the list."))
            return
        self._workspace.go(following, stay=True)
        self.edit(following)

    def _following(self, record_id: str) -> str | None:
        kind = kind_of(record_id)
        if self._workspace.reader.counts[kind] > _MOST_ROWS:
            return None
        ids = [row.id for row in self._workspace.visible(kind)]
        at = ids.index(record_id) if record_id in ids else -1
        return ids[at + 1] if at + 1 < len(ids) else None

    def _close(self, form: RecordForm) -> None:
        if self.form is not form:
            return
        self.form = None
        self.setFocusProxy(self.inspector)
        self.setCurrentWidget(self.inspector)
        self.removeWidget(form)
        form.deleteLater()
        self.inspector.setFocus()
        self.turned.emit()

    def keep_draft(self) -> None:
        """The window closes: what is typed is kept, and offered again."""
        if self.form is not None and self.form.drafting is not None:
            self.form.drafting.keep()
