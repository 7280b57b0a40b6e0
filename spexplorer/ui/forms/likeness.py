"""A warning while typing that a like record exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from spexplorer.domain.fields import fields_of
from spexplorer.domain.identifiers import doi_key
from spexplorer.domain.kinds import COMPARED
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
        if self._name in _IDENTIFIERS:
            query = doi_key(words) or words
        else:
            query = " ".join(words.split()[:_SEARCHED_WORDS])
        self._tools.look_up(self._form.kind, query, self, partial(self._compare, words))

    def _compare(self, words: str, found: Sequence[tuple[str, str, str]]) -> None:
        form, workspace = self._form, self._workspace
        own = form.record.id if form.record is not None else ""
        labels = {uid: label for uid, label, _what in found if uid != own}
        like = self._like(words, list(labels))
        if not like:
            form.notices.say("like", "")
            return
        label = labels.get(like) or workspace.reader.label(like)
        form.notices.say(
            "like",
            tr("There is a record like this already: {label}", label=label),
            ((tr("Show it"), partial(self._show, like)),),
        )

    def _like(self, words: str, ids: list[str]) -> str:
        """The id of the record that is most like what is typed; "" for none."""
        kind, reader = self._form.kind, self._workspace.reader
        if kind in COMPARED:
            from spexplorer.operations.duplicates.typed import like_typed

            own = self._form.record.id if self._form.record is not None else ""
            like = like_typed(reader.snapshot, kind, self._form.raw(), ids, own)
            return like[0] if like is not None else ""
        return next((uid for uid in ids if self._is_named_so(words, uid)), "")

    def _is_named_so(self, words: str, uid: str) -> bool:
        """Whether a record of a kind that is not compared is called almost the same."""
        record = self._workspace.reader.record(uid)
        return record is not None and any(
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
