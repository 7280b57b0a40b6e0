"""Keeps what is typed into a form on disk, at most half a second behind the typing."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from spexplorer.domain.plain import to_plain
from spexplorer.operations.drafts import Draft, drop_draft, keep_draft, new_key
from spexplorer.support.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path

    from spexplorer.ui.forms.record_form import RecordForm

_BEHIND_MS: Final = 400


class Drafting(QObject):
    """Keeps the draft of one form. `failed` carries what stops it, once."""

    failed = Signal(object)

    def __init__(self, form: RecordForm, library: Path, draft: Draft | None = None) -> None:
        """`draft` is the one the form goes on with."""
        super().__init__(form)
        self._form = form
        self._library = library
        self._draft = draft or Draft(form.kind, {}, key=new_key())
        self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_BEHIND_MS)
        self._timer.timeout.connect(self.keep)
        form.drafting = self

    def note(self) -> None:
        """Something was typed."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Write the draft; a form without changes needs none."""
        self._timer.stop()
        form = self._form
        if not form.is_changed:
            drop_draft(self._library, self._draft.key)
            return
        record = form.record
        self._draft = replace(
            self._draft,
            raw=form.raw(),
            record=record.id if record is not None else "",
            title=form.title(),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            before=to_plain(record) if record is not None else {},
            process=os.getpid(),
        )
        try:
            keep_draft(self._library, self._draft)
        except AppError as error:
            if not self._has_failed:
                self._has_failed = True
                self.failed.emit(error)

    def settle(self) -> None:
        """What was typed is saved or thrown away; what was typed since begins a new draft."""
        self._timer.stop()
        drop_draft(self._library, self._draft.key)
        if self._form.is_changed:
            self.note()
