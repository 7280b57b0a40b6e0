"""Writing files that appear whole or not at all, and never in the place of what is valuable."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EINVAL, ENXIO
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from spexplorer.support.errors import EnvironmentProblem, LibraryError

SQLITE_MAGIC: Final = b"SQLite format 3\x00"
"""What every SQLite file, and so every library, begins with."""

LIBRARY_ENDING: Final = ".spex"

_DRAFT_ENDING: Final = ".draft"


def is_there(path: Path) -> bool:
    """Whether something lies at a path; what cannot be reached counts as not there."""
    try:
        path.stat()
    except (OSError, ValueError):  # ValueError: a name with a null character
        return False
    return True


Mark = tuple[tuple[int, int, int], ...]
"""Inode, bytes and time of the last change (ns) of a library file and of what waits beside it."""


def mark_of(path: Path) -> Mark:
    """What tells one state of a library file from another, with what waits beside it to be written.

    A write-ahead log with nothing in it counts as none: who only reads makes one, too.
    """
    found = []
    for one in (path, path.parent / f"{path.name}-wal"):
        try:
            about = one.stat()
        except OSError:
            continue
        if about.st_size or one is path:
            found.append((about.st_ino, about.st_size, about.st_mtime_ns))
    return tuple(found)


@contextmanager
def drafted(
    path: Path, *, sparing: Iterable[Path] = (), over_library: bool = False
) -> Iterator[Path]:
    """The path of a draft, not there yet, that becomes `path` when the block ends well.

    A failure leaves no trace; what a killed process left is removed by the next draft in the same
    folder. The draft lies in a folder of its own beside the target, which only this user may enter and
    whose name nobody can guess. A link keeps pointing at the file it named, a file that is replaced keeps
    its permissions.

    Raises LibraryError where the place is one of `sparing` (what the output is made from) or, without
    `over_library`, a library or another database; EnvironmentProblem when it cannot be written.
    """
    target = _followed(path)
    try:
        _spare(path, target, sparing, over_library=over_library)
        remove_stale_drafts(target.parent)
        folder = _draft_folder(target)
    except OSError as error:
        raise unwritable(path, error.strerror) from error
    draft = folder / target.name
    try:
        yield draft
        if is_there(target):
            draft.chmod(target.stat().st_mode & 0o7777)
        _reach_the_disk(draft)
        draft.replace(target)
        _reach_the_disk(target.parent)
    except OSError as error:
        raise unwritable(path, error.strerror) from error
    finally:
        _remove(folder)


@contextmanager
def replacing(path: Path, *, sparing: Iterable[Path] = ()) -> Iterator[TextIO]:
    """A UTF-8 text stream that becomes `path` as `replacing_bytes` does."""
    with replacing_bytes(path, sparing=sparing) as binary:
        stream = TextIOWrapper(binary, encoding="utf-8", newline="\n")
        yield stream
        stream.flush()
        stream.detach()


@contextmanager
def replacing_bytes(path: Path, *, sparing: Iterable[Path] = ()) -> Iterator[BinaryIO]:
    """A stream that becomes `path` as a draft does; a terminal or pipe is written to as it is.

    A pipe that nobody reads would never take anything, and a disk holds more than files.
    """
    if not is_there(path) or not _is_device(path):
        with drafted(path, sparing=sparing) as draft, draft.open("wb") as stream:
            yield stream
        return
    if path.is_block_device():
        raise unwritable(path, "it is a disk")
    try:
        with open(path, "wb", opener=_opened_at_once) as stream:
            yield stream
    except OSError as error:
        raise unwritable(path, error.strerror) from error


def _opened_at_once(name: str, flags: int) -> int:
    """A handle of a pipe or terminal; a pipe is refused, not waited for, where nobody reads it."""
    try:
        handle = os.open(name, (flags | getattr(os, "O_NONBLOCK", 0)) & ~os.O_CREAT)
    except OSError as error:
        if error.errno == ENXIO:
            raise OSError(ENXIO, "nobody reads this pipe") from error
        raise
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(handle, True)
    return handle


def _is_device(path: Path) -> bool:
    """Whether what lies there is neither a file nor a folder: a pipe, a terminal, /dev/null."""
    return not (path.is_file() or path.is_dir())


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; raises EnvironmentProblem where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"The folder {folder} cannot be made ({error.strerror}); choose another place."
        ) from error


def read_text(path: Path, most: int = 4_000_000_000) -> str:
    """The UTF-8 text of a file without its mark; raises OSError, or ValueError where it is too long.

    What is no file is not opened: a named pipe would never end, nor would a device.
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(EINVAL, "it is no file")
    if about.st_size > most:
        raise ValueError(f"it has more than {most // 1_000_000} million bytes")
    return path.read_text(encoding="utf-8-sig")


def forget(*files: Path) -> None:
    """Remove files that are not wanted any more; a folder that cannot be reached has none."""
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def refuse_library(path: Path) -> None:
    """Raise LibraryError where a library or another database lies at a path.

    One is told by its ending, or by being open here: POSIX takes all locks of a process on a file away
    when it closes any handle of it, so that nothing that SQLite has open may be read.
    """
    if is_there(path) and _is_database(path):
        raise LibraryError(
            f"{path} is a library or another database; choose another name, the file was left as it is."
        )


def _is_database(path: Path) -> bool:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return False
        if path.suffix == LIBRARY_ENDING or _is_open_here(about):
            return True
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return False  # what cannot be read is refused when it is written, with its reason


def _is_open_here(about: os.stat_result) -> bool:
    """Whether this process has a file open; not known on Windows, where it does no harm."""
    with suppress(OSError):
        for handle in list(Path("/dev/fd").iterdir()):
            with suppress(OSError):
                if os.path.samestat(about, os.fstat(int(handle.name))):
                    return True
    return False


def remove_stale_drafts(folder: Path) -> None:
    """Remove the drafts that processes of this machine left in a folder when they were killed.

    Drafts of processes that still run stay.
    """
    with suppress(OSError):
        for draft in folder.glob(f".*{_DRAFT_ENDING}"):
            process = draft.name[1 : -len(_DRAFT_ENDING)].rpartition(".")[2]
            if draft.is_dir() and not draft.is_symlink() and _is_over(process):
                _remove(draft)


def unwritable(path: Path, reason: str | None) -> EnvironmentProblem:
    """What is said of a place that cannot be written."""
    return EnvironmentProblem(
        f"{path} cannot be written ({reason}); choose another folder, free some space or mend the "
        "permissions of this one."
    )


def _spare(path: Path, target: Path, sparing: Iterable[Path], *, over_library: bool) -> None:
    for one in sparing:
        with suppress(OSError):
            if target == one.resolve() or (target.exists() and target.samefile(one)):
                raise LibraryError(
                    f"{path} is what the output is made from; choose another name, the file was left as "
                    "it is."
                )
    if target.is_dir():
        raise unwritable(path, "it is a folder")
    if not over_library:
        refuse_library(target)


def _draft_folder(target: Path) -> Path:
    """A new folder beside a file, for this user alone; its name tells whose draft lies in it."""
    for _ in range(100):
        random = os.urandom(8).hex()
        name = f".{_shortened(target.name)}.{this_machine()}-{os.getpid()}-{random}{_DRAFT_ENDING}"
        folder = target.parent / name
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            return folder
    raise FileExistsError(17, "no name is free for a draft")


def _shortened(name: str) -> str:
    """A name that leaves room for what is added to it: file systems take 255 bytes."""
    return name.encode("utf-8", "surrogateescape")[:120].decode("utf-8", "ignore")


def this_machine() -> str:
    """A short sign of this machine: a process number says nothing of another's processes."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{sum(ord(c) * 31**i for i, c in enumerate(name[:40])) % 16**8:08x}"


def _is_over(process: str) -> bool:
    """Whether the process a draft's name tells of has ended, on this machine."""
    machine, _, rest = process.partition("-")
    number = rest.partition("-")[0]
    if machine != this_machine() or not number.isdecimal() or sys.platform == "win32":
        return False  # Windows has no harmless signal
    if int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False


def _remove(folder: Path) -> None:
    """Remove a draft's folder; a folder that cannot be reached has none."""
    with suppress(OSError):
        for file in folder.iterdir():
            with suppress(OSError):
                file.unlink()
        folder.rmdir()


def _reach_the_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk: power may fail after a rename."""
    if path.is_dir() and sys.platform == "win32":
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():  # some file systems cannot wait for a folder
            raise
    finally:
        os.close(handle)


def _followed(path: Path) -> Path:
    """The file a path leads to."""
    if not path.name:
        raise unwritable(path, "it names no file")
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        # Python 3.11 raises RuntimeError for a circle of links, ValueError for a null character.
        raise unwritable(path, "its links lead nowhere") from error
