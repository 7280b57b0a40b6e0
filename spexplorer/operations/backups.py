"""Backups: made by themselves when a library has changed, checked, rotated, and the way back to one."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from spexplorer.storage.backup import Contents, contents_of, copy_checked, write_back
from spexplorer.support.errors import (
    AppError,
    LibraryError,
    OlderLibraryError,
)
from spexplorer.support.files import LIBRARY_ENDING, drafted, forget, is_there, make_folder, mark_of
from spexplorer.support.folders import user_backups

RECENT: Final = 5
WEEKLY: Final = 4
"""So many of the newest backups are kept, and the newest of so many weeks."""

_NAMED: Final = "%Y-%m-%dT%H%M%SZ"
_KEPT: Final = " before restore"
_BESIDE: Final = ("-wal", "-shm", "-journal")


class Backup(NamedTuple):
    """A backup: where it lies, when it was made (UTC), its size in bytes, what it holds.

    `is_before_restore` says that it was kept when another one was restored.
    """

    path: Path
    at: datetime
    size: int
    contents: Contents
    is_before_restore: bool = False


def folder_of(library: Path) -> Path:
    """Where the backups of a library lie, apart from it."""
    path = library.resolve()
    return user_backups() / f"{path.stem}-{sha256(str(path).encode()).hexdigest()[:8]}"


def back_up(library: Path, target: Path | None = None) -> Backup:
    """Back a library up, to a file or among its backups, of which old ones then go.

    Raises LibraryError for a library without records, DamagedLibraryError for a damaged one.
    """
    if target is not None:
        return _copied(library, target, datetime.now(UTC))
    made = _kept(library, "")
    rotate(library)
    return made


def back_up_if_changed(library: Path) -> Backup | None:
    """Back a library up that holds something and was changed since it was last backed up."""
    newest = max((path.stat().st_mtime_ns for path, _, _ in _files(library)), default=0)
    changed = max((time for _, _, time in mark_of(library)), default=0)
    if changed <= newest:
        return None
    if not contents_of(library).records:
        return None
    return back_up(library)


def _kept(library: Path, suffix: str) -> Backup:
    folder = folder_of(library)
    make_folder(folder)
    now = datetime.now(UTC).replace(microsecond=0)
    name = now.strftime(_NAMED) + suffix
    path, number = folder / f"{name}{LIBRARY_ENDING}", 1
    while is_there(path):
        number += 1
        path = folder / f"{name} ({number}){LIBRARY_ENDING}"
    return _copied(library, path, now)._replace(is_before_restore=bool(suffix))


def _copied(library: Path, target: Path, now: datetime) -> Backup:
    if is_there(target):
        raise LibraryError(f"{target} exists already; choose another name, it was left as it is.")
    with drafted(target) as draft:
        contents = copy_checked(library, draft)
        if not contents.records:
            raise LibraryError(f"{library} holds no record; there is nothing to back up.")
    return Backup(target, now, target.stat().st_size, contents)


def _files(library: Path) -> list[tuple[Path, datetime, bool]]:
    """The backups of a library by their names, newest first: path, time, whether kept before a restore."""
    found = []
    with suppress(OSError):
        for path in folder_of(library).glob(f"*{LIBRARY_ENDING}"):
            with suppress(ValueError):
                at = datetime.strptime(path.stem[:18], _NAMED).replace(tzinfo=UTC)
                found.append((path, at, _KEPT in path.stem))
    return sorted(found, key=lambda one: (one[1], one[0].stat().st_mtime_ns), reverse=True)


def backups_of(library: Path) -> list[Backup]:
    """The backups that a library can be restored from, newest first; empty and unreadable ones are none."""
    found = []
    for path, at, is_before in _files(library):
        try:
            contents = contents_of(path)
        except OlderLibraryError:
            contents = Contents(-1, 0)  # not known until it is brought up to date
        except AppError:
            continue
        if contents.records:
            found.append(Backup(path, at, path.stat().st_size, contents, is_before))
    return found


def rotate(library: Path) -> None:
    """Remove the backups that are neither among the newest nor the newest of one of the last weeks."""
    files = _files(library)
    forget(*_superfluous((path, at) for path, at, is_before in files if not is_before))
    forget(*[path for path, _, is_before in files if is_before][RECENT:])


def _superfluous(files: Iterable[tuple[Path, datetime]]) -> list[Path]:
    listed = list(files)
    weeks: dict[tuple[int, int], Path] = {}
    for path, at in listed:  # newest first
        weeks.setdefault(at.isocalendar()[:2], path)
    kept = {path for path, _ in listed[:RECENT]} | set(list(weeks.values())[:WEEKLY])
    return [path for path, _ in listed if path not in kept]


def restore(backup: Path, library: Path) -> Path | None:
    """Let a library be what a backup is; gives the copy that was kept of what it was, if it was there.

    Others that have it open see it change as by any commit. Raises LibraryError, with nothing changed,
    for a file that is no sound library or holds no record.
    """
    if library.resolve() == backup.resolve():
        raise LibraryError(f"{backup} is the library itself; name a backup of it.")
    with TemporaryDirectory(prefix="spexplorer-") as folder:
        sound = _sound_copy(backup, Path(folder) / "backup.spex")
        if not is_there(library):
            make_folder(library.parent)
            with drafted(library) as draft:
                shutil.copyfile(sound, draft)
            return None
        try:
            kept = _kept(library, _KEPT).path
        except LibraryError:
            if not _is_empty(library):  # no copy can be made of it: it is damaged, or no library
                return _in_the_place_of_a_damaged_one(sound, library)
            kept = None
        write_back(sound, library)
    rotate(library)
    return kept


def _is_empty(library: Path) -> bool:
    try:
        return not contents_of(library).records
    except AppError:
        return False


def _sound_copy(backup: Path, copy: Path) -> Path:
    """A checked copy of a backup, brought up to date; raises LibraryError where it is none."""
    try:
        contents = copy_checked(backup, copy)
    except OlderLibraryError:
        from spexplorer.storage.migrate import upgrade

        older = copy.with_name("older.spex")
        shutil.copyfile(backup, older)
        upgrade(older)
        contents = copy_checked(older, copy)
    if not contents.records:
        raise LibraryError(f"{backup} holds no record; choose another backup.")
    return copy


def _in_the_place_of_a_damaged_one(sound: Path, library: Path) -> Path:
    """A damaged file is put aside whole, with what waits beside it to be written."""
    now = datetime.now(UTC).strftime(_NAMED)
    aside = library.with_name(f"{library.stem} damaged {now}{library.suffix}")
    library.rename(aside)
    for ending in _BESIDE:
        beside = library.with_name(library.name + ending)
        if is_there(beside):
            beside.rename(aside.with_name(aside.name + ending))
    with drafted(library) as draft:
        shutil.copyfile(sound, draft)
    return aside
