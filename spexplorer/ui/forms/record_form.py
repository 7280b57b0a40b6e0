"""The form of a record: made from the description of its fields, for a new record or one that is there."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.domain.kinds import KIND_LABEL
from spexplorer.readings.forms.layout import STEERING, form_field, form_sections
from spexplorer.readings.forms.merging import merge
from spexplorer.readings.forms.values import (
    Checked,
    Raw,
    blank,
    changed_fields,
    check,
    raw_of,
    record_of,
)
from spexplorer.ui.forms.editors import DateEditor, LineEditor
from spexplorer.ui.forms.fields import FieldRow, RowsEditor
from spexplorer.ui.forms.notices import Notices
from spexplorer.ui.forms.romaniser import named_by, offer_romanising
from spexplorer.ui.forms.sections import FormPage
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import key_within, unticked
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.fields import Field
    from spexplorer.domain.records import Record
    from spexplorer.operations.library_writer import Committed
    from spexplorer.readings.forms.values import Path
    from spexplorer.ui.forms.editors import FormTools
    from spexplorer.workspace.workspace import Workspace

_CHECK_MS: Final = 300


class DraftKeeper(Protocol):
    """Keeps what was typed until it is saved."""

    def note(self) -> None:
        """Something was typed."""

    def settle(self) -> None:
        """What was typed is saved or given up."""

    def keep(self) -> None:
        """Put it on the disk now."""


class RecordForm(QWidget):
    """Edits one record.

    `saved` carries its id once it is on disk; `left` when the form is done with; `next_wanted` after a
    save that asked for the next record. `titled` when the words that name the record changed.
    """

    saved = Signal(object)
    left = Signal()
    next_wanted = Signal()
    titled = Signal(object)
    typed = Signal()
    """What is typed differs from before; or it was saved."""

    def __init__(
        self,
        workspace: Workspace,
        tools: FormTools,
        kind: str,
        record: Record | None = None,
        raw: Raw | None = None,
        height: int = 0,
    ) -> None:
        """`record` is the one that is changed, None for a new one; `raw` what the fields begin with.

        Of a form that is given a `height` in pixels, fields below that are made after its first paint.
        """
        super().__init__()
        self._workspace = workspace
        self._tools = tools
        self.kind = kind
        self.record = record
        self.began_new = record is None
        self._start: Raw = blank(CLASSES[kind]) if record is None else raw_of(record)
        self._raw: Raw = self._start | (raw or {})
        self._pending: Raw | None = None
        self._wants_next = False
        self._rows: dict[str, FieldRow] = {}
        self._has_failed = False
        self.drafting: DraftKeeper | None = None
        """Keeps what is typed on disk, where there is one."""
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.setInterval(_CHECK_MS)
        self._checking.timeout.connect(self._check_again)
        self._page = FormPage(lambda: form_sections(tr, kind, self._raw), self._row)
        self._build()
        self._page.lay_out(height / self.fontMetrics().height() if height else inf)
        self._add_keys()
        QApplication.instance().focusChanged.connect(self._show_help)  # type: ignore[union-attr]

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setObjectName("form")
        self.heading = PlainLabel()
        self.heading.setObjectName("heading")
        self.heading.setWordWrap(True)
        self.notices = Notices()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._page)
        self.help = PlainLabel()
        self.help.setObjectName("muted")
        self.help.setWordWrap(True)
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, GRID, 2 * GRID)
        column.setSpacing(GRID)
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        head.addWidget(self.heading)
        head.addWidget(self.notices)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        foot.addWidget(self.help)
        foot.addLayout(self._make_buttons())
        column.addLayout(foot)
        self._say_heading()

    def _make_buttons(self) -> QHBoxLayout:
        self.save_button = QPushButton(tr("&Save"))
        self.save_button.setToolTip(tr("Save (Ctrl+S)"))
        self.next_button = QPushButton(tr("Save and &next"))
        following = (
            tr("Save, and enter another one (Ctrl+Enter)")
            if self.record is None
            else tr("Save, and go to the next record (Ctrl+Enter)")
        )
        self.next_button.setToolTip(plain_tip(following))
        self.leave_button = QPushButton(tr("&Close"))
        self.leave_button.setToolTip(tr("Leave the form (Esc)"))
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        for button, act in (
            (self.save_button, self.save),
            (self.next_button, self.save_and_next),
            (self.leave_button, self.leave),
        ):
            button.clicked.connect(unticked(act))
            line.addWidget(button)
        line.addStretch()
        return line

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save_and_next),
            ("Ctrl+Enter", self.save_and_next),
            ("Esc", self.leave),
        ):
            key_within(self, keys, act)

    def _say_heading(self) -> None:
        kind = tr(KIND_LABEL[self.kind])
        is_new = self.record is None
        words = tr("New: {kind}", kind=kind) if is_new else tr("Edit: {kind}", kind=kind)
        self.heading.setText(words)
        self.setAccessibleName(words)

    def _row(self, field: Field, room: float) -> FieldRow:
        name = field.name
        if name not in self._rows:
            wanted = form_field(tr, field, CLASSES[self.kind], self._workspace.reader)
            row = FieldRow(wanted, self._tools)
            raw = self._raw.get(name)
            if isinstance(row.editor, RowsEditor):
                row.editor.named = partial(named_by, self)
                row.editor.show_raw(raw, room)
            else:
                row.editor.show_raw(raw)
            if isinstance(row.editor, LineEditor):
                offer_romanising(self, row)
            row.editor.edited.connect(partial(self._take, name))
            if isinstance(row.editor, DateEditor) and f"{name}_printed" in self._raw:
                row.editor.printed.connect(partial(self._keep_words, f"{name}_printed"))
            self._rows[name] = row
        return self._rows[name]

    # -- what is typed ----------------------------------------------------------------------------

    def raw(self) -> Raw:
        """All that is typed, as it was typed."""
        return dict(self._raw)

    @property
    def is_changed(self) -> bool:
        """Whether anything is typed that is not saved."""
        return self._raw != self._start

    def row(self, name: str) -> FieldRow | None:
        """The row of a field, where it is shown."""
        self._page.complete()
        return self._rows.get(name)

    def title(self) -> str:
        """The words that name the record, as they are typed."""
        for field in fields_of(CLASSES[self.kind]):
            if field.info.naming or field.name in ("measure", "statement", "explanation"):
                words = self._raw.get(field.name)
                if isinstance(words, str) and words.strip():
                    return words.strip()
        return ""

    def _take(self, name: str) -> None:
        row = self._rows[name]
        self._raw[name] = row.editor.raw()
        if name in STEERING and self.kind in ("work", "agent"):
            self._page.lay_out()
        self._tell_typed()
        if self._has_failed:
            self._checking.start()
        if row.wanted.field.info.naming or name in ("doi", "isbn", "url", "measure", "statement"):
            self.titled.emit(name)

    def _keep_words(self, name: str, typed: str) -> None:
        """Keep the words that a date was typed in, where none are kept yet."""
        if not str(self._raw.get(name) or "").strip():
            self.put(name, typed)

    def put(self, name: str, raw: Any) -> None:
        """Give a field a value as if it were typed."""
        self._raw[name] = raw
        if name in self._rows:
            self._rows[name].editor.show_raw(raw)
        self._tell_typed()

    def _tell_typed(self) -> None:
        if self.drafting is not None:
            self.drafting.note()
        self.typed.emit()

    def focus_field(self, name: str) -> None:
        """Show a field, in whatever group it lies, and give it the keyboard."""
        if name not in self._rows:
            self._page.complete()
        if name not in self._rows:
            self._page.unfold()
        row = self._rows.get(name)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, row, partial(self._scroll.ensureWidgetVisible, row))

    def focus_first(self) -> None:
        """Give the keyboard to the first field."""
        self.focus_field(form_sections(tr, self.kind, self._raw)[0].fields[0].name)

    def _show_help(self, _old: QWidget | None, new: QWidget | None) -> None:
        widget = new
        while widget is not None and not isinstance(widget, FieldRow):
            widget = widget.parentWidget()
        if widget is not None and self.isAncestorOf(widget):
            self.help.setText(widget.wanted.help)
            show = partial(self._scroll.ensureWidgetVisible, widget, 0, 6 * GRID)
            QTimer.singleShot(0, widget, show)  # a row that was just added has no place yet

    # -- checking and saving ----------------------------------------------------------------------

    def _check_again(self) -> None:
        self._show_problems(check(tr, self.kind, self._raw).problems)

    def _show_problems(self, problems: dict[Path, str]) -> None:
        self._page.complete()
        for name, row in self._rows.items():
            row.say_problems({p[1:]: words for p, words in problems.items() if p[0] == name})
        words = tr.counted(
            len({path[0] for path in problems}),
            "{n} field has to be mended before this can be saved; nothing is lost.",
            "{n} fields have to be mended before this can be saved; nothing is lost.",
        )
        self.notices.say("problems", words if problems else "")

    def save(self) -> None:
        """Save what is typed; what cannot be saved is said beside its field."""
        if self._pending is not None:
            return
        for row in self._rows.values():
            if isinstance(row.editor, DateEditor):
                row.editor.finish()
        checked = check(tr, self.kind, self._raw)
        self._has_failed = bool(checked.problems)
        if checked.problems:
            self._wants_next = False
            for path in checked.problems:
                if str(path[0]) not in self._rows:
                    self.focus_field(str(path[0]))
            self._show_problems(checked.problems)
            self.focus_field(str(next(iter(checked.problems))[0]))
            return
        self._show_problems({})
        if self.record is not None and not self.is_changed:
            self._finish()
            return
        self._store(checked)

    def save_and_next(self) -> None:
        """Save, and go on with the next record."""
        self._wants_next = True
        self.save()

    def _store(self, checked: Checked) -> None:
        editing = self._workspace.editing
        self._pending = self.raw()
        if self.record is None:
            took = partial(self._added, checked)
            editing.add(self.kind, checked.values, took, self._not_stored)
            return
        made = record_of(self.record.id, checked)
        fields = changed_fields(self.record, made)
        if fields:
            took = partial(self._stored, made)
            editing.change(made.id, fields, took, self._not_stored)
        else:  # typed in another way, meaning the same
            self._stored(made)

    def _added(self, checked: Checked, committed: Committed) -> None:
        self._stored(record_of(str(committed.parts["record"]), checked))

    def _stored(self, made: Record, _committed: Committed | None = None) -> None:
        """It is on disk; what was typed meanwhile stays to be saved."""
        assert self._pending is not None
        self._start, self._pending = self._pending, None
        self.record = made
        self._say_heading()
        if self.drafting is not None:
            self.drafting.settle()
        self.typed.emit()
        self.saved.emit(made.id)
        self._finish()

    def _not_stored(self, error: Exception) -> None:
        self._pending = None
        self._wants_next = False
        self.notices.say("failed", tr("Not saved: {why}", why=str(error)))

    def _finish(self) -> None:
        self.notices.say("failed", "")
        wants_next, self._wants_next = self._wants_next, False
        if wants_next:
            self.next_wanted.emit()

    def leave(self) -> None:
        """Leave the form; what is not saved is asked about."""
        if not self.is_changed:
            self.left.emit()
            return
        from spexplorer.ui.forms.leaving import ask_about_unsaved

        ask_about_unsaved(self, self._save_and_leave, self._throw_away)

    def _save_and_leave(self) -> None:
        def leave(_record_id: object) -> None:
            self.saved.disconnect(leave)
            self.left.emit()

        self.saved.connect(leave)
        self.save()
        if self._has_failed:
            self.saved.disconnect(leave)

    def _throw_away(self) -> None:
        self._raw = dict(self._start)
        if self.drafting is not None:
            self.drafting.settle()
        self.left.emit()

    # -- the library changed ----------------------------------------------------------------------

    def refresh(self, changes: ChangeSet) -> None:
        """Take in what others changed: fields that nobody types in follow, others are told of."""
        if self.record is None or not changes.holds(self.record.id) or self._pending is not None:
            return
        now = self._workspace.reader.record(self.record.id)
        if now is None:
            self.notices.say(
                "changed",
                tr(
                    "This record was deleted elsewhere. What is typed here is kept; saving adds it again."
                ),
            )
            self.record = None
            return
        merged = merge(self._start, self._raw, raw_of(now))
        self.record, self._start = now, raw_of(now)
        self._raw = dict(merged.raw)
        for name, row in self._rows.items():
            row.editor.show_raw(self._raw.get(name))
        self.say_conflicts(merged.conflicts)

    def say_conflicts(self, names: tuple[str, ...]) -> None:
        """Say which fields were changed elsewhere in another way than here."""
        if not names:
            return
        labels = [row.wanted.label for name in names if (row := self._rows.get(name))]
        words = tr(
            "Changed elsewhere while you were editing: {fields}. Your text is kept and nothing is"
            " overwritten until you save.",
            fields=tr.joined(labels or list(names)),
        )
        deeds = (
            (tr("Keep mine"), partial(self.notices.say, "changed", "")),
            (tr("Take the other"), partial(self._take_others, names)),
        )
        self.notices.say("changed", words, deeds)

    def _take_others(self, names: tuple[str, ...]) -> None:
        for name in names:
            self.put(name, self._start.get(name))
        self.notices.say("changed", "")
