"""A warning while typing that an identifier cannot be right; it may be saved all the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from spexplorer.operations.identifier_checks import wrong_in_values
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.ui.forms.record_form import RecordForm

_REST_MS: Final = 400


class IdentifierWarnings(QObject):
    """Looks at the identifiers of a form whenever typing rests."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__(form)
        self._form = form
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._look)
        form.typed.connect(self._rest.start)
        self._rest.start()

    def _look(self) -> None:
        wrong = list(wrong_in_values(self._form.raw()))
        if not wrong:
            self._form.notices.say("identifiers", "")
            return
        words = " ".join(one.words(tr) for one in wrong)
        go = partial(self._form.focus_field, wrong[0].field)
        self._form.notices.say("identifiers", words, ((tr("Go to the field"), go),))
