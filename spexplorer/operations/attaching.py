"""Attach a reader's own copy to a work: find the work's passages in it, and remember where they stand.

What is remembered lies in the user's folder, one JSON file for each copy, and not in the library: a copy
is the reader's, a library may be shared. It holds positions and scores, no word of the copy; the copy
stays where it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from spexplorer.anchoring.alignment import Anchor, SoughtPassage, align, selectors
from spexplorer.anchoring.fingerprint import FingerprintError, parse
from spexplorer.domain.works import Passage, Work
from spexplorer.formats.copies.copy_text import CopyText
from spexplorer.formats.copies.reading import read_copy
from spexplorer.storage.records import load, load_kind
from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import LibraryError
from spexplorer.support.files import make_folder, read_text, replacing
from spexplorer.support.folders import user_data

_VERSION: Final = 1
_MOST: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A copy of a work as it was when it was attached, and where the work's passages stand in it.

    `extractor` names what made the text that positions are counted in; `passages` is a digest of the
    fingerprints that were sought, by which a later edition of the library is told.
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

    @property
    def state(self) -> str:
        """Whether the copy is "present", "changed" or "missing" now."""
        try:
            with Path(self.path).open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return "missing"
        return "present" if digest == self.sha256 else "changed"


def attach(library: Source, work: str, file: Path) -> tuple[Attachment, CopyText]:
    """Align a copy with the passages of a work and remember it; gives the text of the copy, too.

    Raises CopyError for a copy that cannot be read, LibraryError for a work that is not there or has no
    passages, EnvironmentProblem where nothing can be written.
    """
    work, passages = _passages_of(library, work)
    copy = read_copy(file)
    wanted = [
        SoughtPassage(one.id, parse(one.fingerprint), one.footnote is not None) for one in passages
    ]
    attachment = Attachment(
        work=work,
        path=str(file.absolute()),
        sha256=copy.sha256,
        size=copy.size,
        format=copy.text.format,
        extractor=copy.text.extractor,
        attached=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        passages=_digest(passages),
        anchors=tuple(align(wanted, copy.text.text)),
    )
    _remember(attachment)
    return attachment, copy.text


def attachments(work: str) -> list[Attachment]:
    """The copies attached to a work, the latest first; what cannot be read of them is left out."""
    found = []
    for file in sorted(_folder().glob(f"{_slug(work)}-*.json")):
        try:
            attachment = _read(json.loads(read_text(file, _MOST)))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if attachment.work == work:
            found.append(attachment)
    return sorted(found, key=lambda one: one.attached, reverse=True)


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
    if not found:
        raise LibraryError(f"{work.id} has no passages that a copy could be aligned with.")
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


def _remember(attachment: Attachment) -> None:
    """Write an attachment beside the user's library; the same copy attached again replaces itself."""
    make_folder(_folder())
    name = f"{_slug(attachment.work)}-{attachment.sha256[:16]}.json"
    document = {"version": _VERSION, **asdict(attachment)}
    with replacing(_folder() / name) as stream:
        json.dump(document, stream, ensure_ascii=False, indent=1)


def _read(document: dict[str, Any]) -> Attachment:
    if document.pop("version") != _VERSION:
        raise ValueError("written by another version")
    anchors = tuple(Anchor(**one) for one in document.pop("anchors"))
    return Attachment(**document, anchors=anchors)
