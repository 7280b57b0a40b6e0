"""Views a person kept by name, and where the last session stood, each as the address of a state.

Two small JSON files in the user's configuration folder, by the name a library gives itself, so that
views outlive a new version of it. What a newer program wrote beside them is kept. A damaged file
counts as empty; it stays where it is until something is saved, and is then put aside, never lost.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QByteArray, QJsonDocument, QObject, Signal

from spexplorer.domain.address import address, state_of
from spexplorer.domain.address_text import AddressError
from spexplorer.domain.link_state import only
from spexplorer.support.errors import AppError, EnvironmentProblem
from spexplorer.support.files import replacing
from spexplorer.support.folders import user_config

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Reader

_REACH: Final = 50
"""So many states back and forward are found again at the next start."""
_LONGEST: Final = 20_000
"""An address longer than this (a selection of thousands) is kept without its selection."""
_LONGEST_NAME: Final = 200


class SavedView(NamedTuple):
    """A view by the name a person gave it; `address` is the address of its state."""

    name: str
    address: str


Scrolled = dict[str, dict[str, tuple[int, int]]]
"""How far lists and drawings were scrolled: tab -> its part -> down and across, in pixels."""


class SessionPlace(NamedTuple):
    """Where a session stood: its state, the states that back and forward lead to, how far it was scrolled."""

    state: LinkState
    past: tuple[LinkState, ...]
    future: tuple[LinkState, ...]
    scrolled: Scrolled | None = None


class Fitted(NamedTuple):
    """A state as it fits this program and library, and what of it was left out, in ids."""

    state: LinkState
    missing: tuple[str, ...]


def library_name(about: dict[str, str]) -> str:
    """What a library's views go by: its own name, which versions and checksums do not change."""
    return about.get("name", "")


def read_address(text: str) -> LinkState:
    """The state of an address; raises AppError with the sentence of what is wrong with it."""
    try:
        return state_of(text)
    except AddressError as error:
        raise AppError(str(error)) from error


def known(reader: Reader, record_id: str) -> Row | None:
    """The row of an id that an address brought; None when the library does not have it."""
    try:
        record_id.encode()
    except UnicodeEncodeError:  # half a letter: no id, and nothing SQLite could be asked
        return None
    return reader.row(record_id)


def fitted(state: LinkState, reader: Reader, tabs: Collection[str]) -> Fitted:
    """A state without records this library does not have, on a tab this program has.

    What is compared stays: the tab says which side is not there.
    """
    missing: list[str] = []
    if state.tab not in tabs:
        missing.append(state.tab)
        state = state._replace(tab="overview")
    if state.current is not None and known(reader, state.current) is None:
        missing.append(state.current)
        state = state._replace(current=None, selected=state.selected - {state.current})
    if len(state.selected) <= _REACH:
        absent = {uid for uid in state.selected if known(reader, uid) is None}
        missing += sorted(absent)
        state = state._replace(selected=state.selected - absent)
    gone = [uid for uid in state.network.ends if uid is not None and known(reader, uid) is None]
    if gone:
        missing += gone
        start, end = (None if uid in gone else uid for uid in state.network.ends)
        state = state._replace(network=state.network._replace(ends=(start, end)))
    return Fitted(state, tuple(missing))


class SavedViews(QObject):
    """The named views of one library, in the order a person gave them. `changed` after every change.

    Every change reads the file anew, so that two windows do not undo each other's; it raises
    EnvironmentProblem when the folder cannot be written, and then nothing is changed.
    """

    changed = Signal()

    def __init__(self, library: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._file = _File("views.json")
        self._views: tuple[SavedView, ...] | None = None
        self._strange = False
        """Whether the entry held more than views, which writing would lose."""

    @property
    def views(self) -> tuple[SavedView, ...]:
        """The views in their order; read when first asked for."""
        if self._views is None:
            self._views = _views_of(self._file.entry(self._library))
        return self._views

    @property
    def is_damaged(self) -> bool:
        """Whether the file is there and cannot be understood."""
        return self._file.is_damaged

    def get(self, name: str) -> SavedView | None:
        """The view of a name."""
        return next((view for view in self.views if view.name == name), None)

    def state(self, name: str) -> LinkState:
        """The state of a view; raises AppError when there is none or it cannot be read."""
        view = self.get(name)
        if view is None:
            raise AppError(f"There is no saved view “{name}” any more; save it again.")
        return read_address(view.address)

    def save(self, name: str, state: LinkState) -> SavedView:
        """Keep a state by a name; a view that has the name takes the new state, in its place."""
        view = SavedView(_tidy(name), address(state))
        self._write([view if v.name == view.name else v for v in self._anew()], view)
        return view

    def put(self, view: SavedView, at: int) -> None:
        """Put a view back where it stood: takes a deletion back."""
        others = [other for other in self._anew() if other.name != view.name]
        self._write([*others[:at], view, *others[at:]])

    def rename(self, name: str, to: str) -> str:
        """Give a view another name, which it then goes by; raises AppError when it is taken."""
        to = _tidy(to)
        views = self._anew()
        if to != name and any(view.name == to for view in views):
            raise AppError(f"There is a view “{to}” already; choose another name.")
        self._write([v._replace(name=to) if v.name == name else v for v in views])
        return to

    def remove(self, name: str) -> None:
        """Take a view away; `put` brings it back."""
        self._write([view for view in self._anew() if view.name != name])

    def move(self, name: str, to: int) -> None:
        """Put a view in another place of the order; beyond the ends is the end."""
        views = self._anew()
        moved = [view for view in views if view.name == name]
        others = [view for view in views if view.name != name]
        at = min(max(0, to), len(others))
        self._write([*others[:at], *moved, *others[at:]])

    def _anew(self) -> tuple[SavedView, ...]:
        entry = self._file.entry(self._library)
        self._views = _views_of(entry)
        self._strange = entry is not None and entry != [view._asdict() for view in self._views]
        return self._views

    def _write(self, views: list[SavedView], also: SavedView | None = None) -> None:
        if also is not None and also not in views:
            views.append(also)
        kept = [view._asdict() for view in views]
        self._file.write(self._library, kept, aside=self._strange)
        self._views = tuple(views)
        self.changed.emit()


class LastPlace:
    """Where the last session on a library stood, so that the next start finds it again.

    Never raises: what cannot be written is not remembered, what cannot be read is not recalled.
    """

    def __init__(self, library: str) -> None:
        self._library = library
        self._file = _File("place.json")

    def remember(
        self,
        state: LinkState,
        past: Iterable[LinkState],
        future: Iterable[LinkState],
        scrolled: Scrolled | None = None,
    ) -> None:
        """Keep a state and its history, both as the workspace holds them: the next one last."""
        with suppress(AppError):
            kept = {
                "state": _short_address(state),
                "past": [_short_address(one) for one in list(past)[-_REACH:]],
                "future": [_short_address(one) for one in list(future)[-_REACH:]],
                "scrolled": scrolled or {},
            }
            self._file.write(self._library, kept)

    def recall(self) -> SessionPlace | None:
        """What was remembered; None when nothing was, or when its state cannot be read."""
        kept = self._file.entry(self._library)
        if not isinstance(kept, dict):
            return None
        states = _states_of([kept.get("state")])
        if not states:
            return None
        past, future = _states_of(kept.get("past")), _states_of(kept.get("future"))
        return SessionPlace(states[0], past, future, _scrolled_of(kept.get("scrolled")))


def _scrolled_of(kept: object) -> Scrolled:
    """How far parts were scrolled; what cannot be understood is left out."""
    found: Scrolled = {}
    for tab, parts in kept.items() if isinstance(kept, dict) else ():
        for part, at in parts.items() if isinstance(parts, dict) else ():
            # Qt reads every number as one with a fraction.
            if (
                isinstance(at, list)
                and len(at) == 2
                and all(isinstance(x, int | float) for x in at)
            ):
                down, across = (int(min(max(x, 0), 2**31 - 1)) for x in at)
                found.setdefault(tab, {})[part] = (down, across)
    return found


def _states_of(texts: object) -> tuple[LinkState, ...]:
    """The states of addresses; those that cannot be read are left out."""
    found: list[LinkState] = []
    for text in texts[-_REACH:] if isinstance(texts, list) else ():
        with suppress(AddressError):
            found.append(state_of(str(text)))
    return tuple(found)


def _short_address(state: LinkState) -> str:
    written = address(state)
    if len(written) <= _LONGEST:
        return written
    return address(state._replace(selected=only(state.current)))


def _tidy(name: str) -> str:
    """A name on one line that can be written; raises AppError when nothing is left of it."""
    plain = " ".join(name.encode("utf-8", "replace").decode().split())
    if not plain:
        raise AppError("A saved view needs a name; type a word or two.")
    return plain[:_LONGEST_NAME].strip()


def _views_of(entry: object) -> tuple[SavedView, ...]:
    """The views of a library's entry; of two of one name the first counts."""
    found: dict[str, SavedView] = {}
    for one in entry if isinstance(entry, list) else ():
        name, where = (one.get("name"), one.get("address")) if isinstance(one, dict) else (0, 0)
        if isinstance(name, str) and isinstance(where, str):
            found.setdefault(name, SavedView(name, where))
    return tuple(found.values())


class _File:
    """A JSON object in the configuration folder, an entry a library. Read by Qt: `json` is slow to load."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.is_damaged = False

    @property
    def _path(self) -> Path:
        return user_config() / self._name

    def entry(self, library: str) -> Any:
        """What is kept for a library; None when there is nothing, or nothing that can be read."""
        try:
            return self._content().get(library)
        except (OSError, EnvironmentProblem):
            return None

    def write(self, library: str, entry: Any, *, aside: bool = False) -> None:
        """Put an entry in place of a library's; the others stay. Raises EnvironmentProblem.

        The file as it was is put aside when it is damaged, or when `aside` is asked for.
        """
        import json

        try:
            content = self._content()
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self.is_damaged or aside:
                self._put_aside()
        except OSError as error:
            raise EnvironmentProblem(
                f"{self._path} cannot be used ({error.strerror}); make the folder readable and writable."
            ) from error
        with replacing(self._path) as stream:
            json.dump({**content, library: entry}, stream, ensure_ascii=True, indent=1)

    def _content(self) -> dict[str, Any]:
        """The whole object; empty, and marked as damaged, when it cannot be understood."""
        self.is_damaged = False
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return {}
        read = QJsonDocument.fromJson(QByteArray(data)).toVariant()
        if isinstance(read, dict):
            return read
        self.is_damaged = True
        return {}

    def _put_aside(self) -> None:
        """Give the file as it is a name that is free."""
        at = 1
        while (aside := self._path.with_name(f"{self._name}.damaged-{at}")).exists():
            at += 1
        self._path.rename(aside)
        self.is_damaged = False
