"""A warning while typing that a like record exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from spexplorer.domain.fields import fields_of
from spexplorer.domain.sort_keys import title_of
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.ui.forms.editors import FormTools
    from spexplorer.ui.forms.record_form import RecordForm
    from spexplorer.workspace.workspace import Workspace

_REST_MS: Final = 250
_ALIKE: Final = 0.84
_SEARCHED_WORDS: Final = 5
_LEAST: Final = 3
_IDENTIFIERS: Final = ("doi", "isbn", "url")


class LikeRecords(QObject):
    """Looks for records like the one that is typed. `show` goes to one of them."""

    def __init__(
        self,
        form: RecordForm,
        workspace: Workspace,
        tools: FormTools,
        show: Callable[[str], object],
    ) -> None:
        super().__init__(form)
        self._form = form
        self._workspace = workspace
        self._tools = tools
        self._show = show
        self._name = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._look)
        form.titled.connect(self._note)

    def _note(self, name: str) -> None:
        self._name = name
        self._rest.start()

    def _look(self) -> None:
        words = str(self._form.raw().get(self._name) or "").strip()
        if len(words) < _LEAST:
            self._form.notices.say("like", "")
            return
        query = words if self._name in _IDENTIFIERS else " ".join(words.split()[:_SEARCHED_WORDS])
        self._tools.look_up(self._form.kind, query, partial(self._compare, self._name, words))

    def _compare(self, name: str, words: str, found: Sequence[tuple[str, str, str]]) -> None:
        own = self._form.record.id if self._form.record is not None else ""
        for uid, label, _what in found:
            if uid != own and self._is_like(name, words, uid):
                self._form.notices.say(
                    "like",
                    tr("There is a record like this already: {label}", label=label),
                    ((tr("Show it"), partial(self._show, uid)),),
                )
                return
        self._form.notices.say("like", "")

    def _is_like(self, name: str, words: str, uid: str) -> bool:
        record = self._workspace.reader.record(uid)
        if record is None:
            return False
        if name in _IDENTIFIERS:
            return _plain(str(getattr(record, name, None) or "")) == _plain(words)
        return any(
            SequenceMatcher(None, words.casefold(), held.casefold()).ratio() >= _ALIKE
            for held in _names(record)
        )


def _names(record: Record) -> Iterator[str]:
    """What a record is called, in every form of its name."""
    yield title_of(record)
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.info.naming and isinstance(value, str):
            yield value
    for form in getattr(record, "variants", ()):
        yield form.form


def _plain(identifier: str) -> str:
    return "".join(letter for letter in identifier.casefold() if letter.isalnum())
