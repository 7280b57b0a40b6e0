"""Attach a reader's own copy to a work: find the work's passages in it, and remember where they stand.

What is remembered lies in the user's folder, one JSON file for each copy, and not in the library: a copy
is the reader's, a library may be shared. It holds positions, scores and fingerprints, no word of the copy.
The copy stays where it is, or is copied beside the library where the reader wants that.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from spexplorer.anchoring.alignment import CONFIDENCE, Anchor, SoughtPassage, align, selectors
from spexplorer.anchoring.fingerprint import FingerprintError, format_fingerprint, of_text, parse
from spexplorer.domain.works import Passage, Work
from spexplorer.formats.copies.copy_text import CopyText
from spexplorer.formats.copies.reading import CopyRead, read_copy
from spexplorer.storage.records import load, load_kind
from spexplorer.storage.snapshot import Snapshot, Source, connected
from spexplorer.support.errors import EnvironmentProblem, LibraryError
from spexplorer.support.files import forget, make_folder, read_text, replacing
from spexplorer.support.folders import bundled_library, user_data

_VERSION: Final = 1
_MOST: Final = 64 << 20

Told = Callable[[str, int, int], object]
"""Told what is being done ("reading", "finding"), how far it is and how far it goes."""


class AttachingCalledOff(Exception):
    """Raised by who is told of the progress, to stop; nothing is remembered then."""


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A passage whose place a person has shown; without start and end where a later copy lacks it.

    `fingerprint` is that of the text shown, by which the place is found again in another copy.
    """

    passage: str
    start: int | None
    end: int | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A copy of a work as it was when it was attached, and where the work's passages stand in it.

    `extractor` names what made the text that positions are counted in; `passages` is a digest of the
    fingerprints that were sought, by which a later edition of the library is told; `placed` are the
    places that a person has shown, which go before those found.
    """

    work: str
    path: str
    sha256: str
    size: int
    format: str
    extractor: str
    attached: str
    passages: str
    anchors: tuple[Anchor, ...]
    placed: tuple[PlacedPassage, ...] = ()

    @property
    def state(self) -> str:
        """Whether the copy is "present", "changed" or "missing" now."""
        try:
            with Path(self.path).open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return "missing"
        return "present" if digest == self.sha256 else "changed"

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """Where each passage stands that has a place, in code points."""
        found = {a.passage: (a.start, a.end) for a in self.anchors}
        found.update({p.passage: (p.start, p.end) for p in self.placed})
        return {
            passage: (start, end)
            for passage, (start, end) in found.items()
            if start is not None and end is not None
        }

    @property
    def orphans(self) -> tuple[str, ...]:
        """The passages without a place, in reading order."""
        places = self.places
        return tuple(a.passage for a in self.anchors if a.passage not in places)


def attach(
    library: Source, work: str, file: Path, *, beside: bool = False, told: Told | None = None
) -> tuple[Attachment, CopyText]:
    """Align a copy with the passages of a work and remember it; gives the text of the copy, too.

    With `beside` the file is copied beside the library, and that copy is the one attached. Places that a
    person has shown in an earlier copy are looked for in this one.

    Raises CopyError for a copy that cannot be read, LibraryError for a work that is not there,
    EnvironmentProblem where nothing can be written.
    """
    work, passages = _passages_of(library, work)

    def telling(what: str) -> Callable[[int, int], object]:
        return lambda done, of: told(what, done, of) if told is not None else None

    copy = read_copy(file, telling("reading"))
    wanted = [
        SoughtPassage(one.id, parse(one.fingerprint), one.footnote is not None) for one in passages
    ]
    anchors = tuple(align(wanted, copy.text.text, telling("finding"))) if wanted else ()
    placed = _found_again(attachments(work), copy)
    kept = _copied_beside(library, file, copy) if beside else file.absolute()
    attachment = Attachment(
        work=work,
        path=str(kept),
        sha256=copy.sha256,
        size=copy.size,
        format=copy.text.format,
        extractor=copy.text.extractor,
        attached=datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        passages=_digest(passages),
        anchors=anchors,
        placed=placed,
    )
    _remember(attachment)
    return attachment, copy.text


def _found_again(earlier: Sequence[Attachment], copy: CopyRead) -> tuple[PlacedPassage, ...]:
    """The places shown in the latest earlier copy, as they are in this one; those it lacks are kept."""
    if not earlier or not earlier[0].placed:
        return ()
    if earlier[0].sha256 == copy.sha256 and earlier[0].extractor == copy.text.extractor:
        return earlier[0].placed
    shown = sorted(earlier[0].placed, key=lambda one: one.start or 0)
    sought = [SoughtPassage(one.passage, parse(one.fingerprint)) for one in shown]
    return tuple(
        replace(one, start=anchor.start, end=anchor.end)
        if anchor.score >= CONFIDENCE
        else replace(one, start=None, end=None)
        for one, anchor in zip(shown, align(sought, copy.text.text), strict=True)
    )


def _copied_beside(library: Source, file: Path, copy: CopyRead) -> Path:
    """Copy a file into the folder of copies beside a library; one with the same content is taken as it is."""
    folder = _folder_of_copies(library)
    make_folder(folder)
    target = folder / file.name
    if target.exists() and not _is_same(target, copy.sha256):
        target = folder / f"{file.stem}-{copy.sha256[:8]}{file.suffix}"
    if target.exists() and _is_same(target, copy.sha256):
        return target
    try:
        shutil.copyfile(file, target)
    except OSError as error:
        raise EnvironmentProblem(
            f"{file.name} cannot be copied to {folder} ({error.strerror}); leave it where it is instead."
        ) from error
    return target


def _folder_of_copies(library: Source) -> Path:
    path = library.path if isinstance(library, Snapshot) else Path(library)
    if path == bundled_library():
        return user_data() / "copies"
    return path.absolute().with_name(f"{path.stem}-copies")


def _is_same(file: Path, sha256: str) -> bool:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
    except OSError:
        return False


def attachments(work: str) -> list[Attachment]:
    """The copies attached to a work, the latest first; what cannot be read of them is left out."""
    return [one for one in _remembered(f"{_slug(work)}-*.json") if one.work == work]


def attached_works() -> frozenset[str]:
    """The works that a copy is attached to, whatever has become of it."""
    return frozenset(one.work for one in _remembered("*.json"))


def _remembered(pattern: str) -> list[Attachment]:
    found = []
    for file in sorted(_folder().glob(pattern)):
        try:
            found.append(_read(json.loads(read_text(file, _MOST))))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return sorted(found, key=lambda one: one.attached, reverse=True)


def detach(attachment: Attachment) -> None:
    """Forget a copy; the file itself stays."""
    forget(_file_of(attachment))


def remove_copy(library: Source, attachment: Attachment) -> bool:
    """Remove the file of a detached copy; says whether it was removed.

    Only an unchanged file in the folder of copies beside the library is, and only while no other
    work is attached to it.
    """
    file = Path(attachment.path)
    if file.parent != _folder_of_copies(library) or not _is_same(file, attachment.sha256):
        return False
    if any(one.path == attachment.path for one in _remembered("*.json")):
        return False
    try:
        file.unlink()
    except OSError:
        return False
    return True


def place(attachment: Attachment, passage: str, start: int, end: int, text: str) -> Attachment:
    """Remember that a passage stands at a span of a copy's text, which a person has shown."""
    mark = format_fingerprint(of_text(text[start:end]))
    others = [one for one in attachment.placed if one.passage != passage]
    placed = (*others, PlacedPassage(passage, start, end, mark))
    return _remember(replace(attachment, placed=placed))


def take_back(attachment: Attachment, passage: str) -> Attachment:
    """Forget the place that a person has shown for a passage; what was found counts again."""
    others = tuple(one for one in attachment.placed if one.passage != passage)
    return _remember(replace(attachment, placed=others))


def anchor_row(anchor: Anchor, copy: CopyText, *, with_selectors: bool = False) -> dict[str, Any]:
    """An anchor as plain values: its state, code points, page and score; on demand its selectors."""
    row: dict[str, Any] = {
        "passage": anchor.passage,
        "state": anchor.state,
        "start": anchor.start,
        "end": anchor.end,
        "score": anchor.score,
    }
    if anchor.start is not None and anchor.end is not None:
        if page := copy.page_of(anchor.start):
            row["page"] = page
        if with_selectors:
            row["selectors"] = selectors(copy.text, anchor.start, anchor.end)
    return row


def _passages_of(library: Source, uid: str) -> tuple[str, list[Passage]]:
    """The id of a work and its passages: sentences in reading order, then footnotes."""
    with connected(library) as connection:
        try:
            work = load(connection, uid)
        except ValueError:  # the word is no id
            work = None
        if not isinstance(work, Work):
            raise LibraryError(f"There is no work {uid} here; “spexplorer search” finds its id.")
        found = [
            one
            for one in load_kind(connection, "passage")
            if isinstance(one, Passage) and str(one.work) == str(work.id) and _is_sound(one)
        ]
    return work.id, sorted(found, key=_reading_order)


def _reading_order(passage: Passage) -> tuple[bool, int, int, int]:
    is_footnote = passage.footnote is not None
    place = passage.footnote or passage.section_number
    return is_footnote, place, passage.paragraph, passage.sentence


def _is_sound(passage: Passage) -> bool:
    try:
        parse(passage.fingerprint)
    except FingerprintError:
        return False
    return True


def _digest(passages: Sequence[Passage]) -> str:
    lines = "\n".join(f"{one.id} {one.fingerprint}" for one in passages)
    return hashlib.sha256(lines.encode()).hexdigest()


def _folder() -> Path:
    return user_data() / "attachments"


def _slug(work: str) -> str:
    return re.sub(r"[^a-z0-9-]", "_", work)[:80]


def _file_of(attachment: Attachment) -> Path:
    return _folder() / f"{_slug(attachment.work)}-{attachment.sha256[:16]}.json"


def _remember(attachment: Attachment) -> Attachment:
    """Write an attachment beside the user's library; the same copy attached again replaces itself."""
    make_folder(_folder())
    document = {"version": _VERSION, **asdict(attachment)}
    with replacing(_file_of(attachment)) as stream:
        json.dump(document, stream, ensure_ascii=False, indent=1)
    return attachment


def _read(document: dict[str, Any]) -> Attachment:
    if document.pop("version") != _VERSION:
        raise ValueError("written by another version")
    anchors = tuple(Anchor(**one) for one in document.pop("anchors"))
    placed = tuple(PlacedPassage(**one) for one in document.pop("placed", ()))
    return Attachment(**document, anchors=anchors, placed=placed)
