"""The reader's own highlights and notes on a source, as W3C Web Annotations beside the user's library.

They are the reader's, so unlike what is kept of a copy they hold the words that were marked: by these they
are found again when the copy is replaced. Exported as JSON-LD and as Markdown.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from rapidfuzz import fuzz

from spexplorer.anchoring.alignment import CONTEXT, selectors
from spexplorer.operations.attaching import Attachment
from spexplorer.operations.copy_reading import readable
from spexplorer.support.files import make_folder, read_text, replacing
from spexplorer.support.folders import user_data

_CONTEXT_URL: Final = "http://www.w3.org/ns/anno.jsonld"
_NAMES: Final = "urn:spexplorer:"
"""Before the ids of records and copies, which have to be addresses."""
_MOST: Final = 64 << 20
_LIKE, _MARGIN = 90.0, 4.0
"""The least likeness in per cent of damaged words, and how much the second-best has to lie below."""
_SHORTEST: Final = 12
"""Letters below which words are found again only as they are."""


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """A highlight, with `body` a note. Start and end are None where the present copy lacks its words.

    `exact`, `prefix` and `suffix` are the words marked and those around them, `page` that of the copy.
    """

    id: str
    work: str
    exact: str
    prefix: str
    suffix: str
    start: int | None
    end: int | None
    sha256: str
    extractor: str
    created: str
    modified: str
    body: str = ""
    page: int | None = None


def notes_on(work: str) -> list[ReaderNote]:
    """The highlights and notes on a work, in the order of their places; those without one come last."""
    try:
        document = json.loads(read_text(_file(work), _MOST))
        found = [_from_annotation(one) for one in document["items"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return _ordered(note for note in found if note.work == work)


def _ordered(notes: Iterable[ReaderNote]) -> list[ReaderNote]:
    return sorted(notes, key=lambda one: (one.start is None, one.start or 0, one.created))


def make_note(
    attachment: Attachment, text: str, start: int, end: int, page: int | None, body: str = ""
) -> ReaderNote:
    """Mark a span of a copy's text and keep that."""
    quote = selectors(text, start, end)[0]
    now = _now()
    note = ReaderNote(
        id=f"urn:uuid:{uuid4()}",
        work=attachment.work,
        exact=str(quote["exact"]),
        prefix=str(quote["prefix"]),
        suffix=str(quote["suffix"]),
        start=start,
        end=end,
        sha256=attachment.sha256,
        extractor=attachment.extractor,
        created=now,
        modified=now,
        body=body,
        page=page,
    )
    _keep(attachment.work, [*notes_on(attachment.work), note])
    return note


def change_note(note: ReaderNote, body: str) -> ReaderNote:
    """Write other words to a note."""
    changed = replace(note, body=body, modified=_now())
    others = [one for one in notes_on(note.work) if one.id != note.id]
    _keep(note.work, [*others, changed])
    return changed


def remove_note(note: ReaderNote) -> None:
    """Take a highlight and its note away."""
    _keep(note.work, [one for one in notes_on(note.work) if one.id != note.id])


def find_notes_again(attachment: Attachment, text: str, pages: Sequence[int]) -> list[ReaderNote]:
    """The notes on a work as they stand in a copy; those made in another copy are looked for and kept.

    One whose words are not in this copy, or are so in several places alike, has no place in it.
    """
    notes = notes_on(attachment.work)
    is_here = (attachment.sha256, attachment.extractor)
    found = [
        note if (note.sha256, note.extractor) == is_here else _moved(note, attachment, text, pages)
        for note in notes
    ]
    if found != notes:
        _keep(attachment.work, found)
    return _ordered(found)


def _moved(note: ReaderNote, attachment: Attachment, text: str, pages: Sequence[int]) -> ReaderNote:
    from bisect import bisect_right

    span = find_again(note, text)
    start, end = span if span is not None else (None, None)
    page = bisect_right(pages, start) if pages and start is not None else None
    return replace(
        note, start=start, end=end, page=page,
        sha256=attachment.sha256, extractor=attachment.extractor,
    )  # fmt: skip


def find_again(note: ReaderNote, text: str) -> tuple[int, int] | None:
    """Where the words of a note stand in another text; None where that is not sure.

    In this order: its words where they were, its words if they stand in one place only or in one with the
    same words around them, its words whatever spaces and broken lines lie between, words most like them.
    """
    length = len(note.exact)
    if note.start is not None and text[note.start : note.start + length] == note.exact:
        around = text[max(0, note.start - len(note.prefix)) : note.start]
        if around == note.prefix:
            return note.start, note.start + length
    for pattern in (re.escape(note.exact), _loosely(note.exact)):
        places = [hit.span() for hit in re.finditer(pattern, text)]
        if len(places) == 1:
            return places[0]
        if len(places) > 1:
            return _by_context(note, text, places)
    return _most_like(note, text)


def _loosely(words: str) -> str:
    """A pattern of words between which any space, and within which broken lines, may lie."""
    parts = [re.escape(word) for word in readable(words).split()]
    return r"[\s\u00ad-]+".join(parts) if parts else r"(?!)"


def _by_context(
    note: ReaderNote, text: str, places: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The one of several places that has the same words around it, if only one has."""

    def likeness(place: tuple[int, int]) -> float:
        start, end = place
        before = fuzz.ratio(text[max(0, start - CONTEXT) : start], note.prefix)
        return (before + fuzz.ratio(text[end : end + CONTEXT], note.suffix)) / 2

    ranked = sorted(((likeness(place), place) for place in places), reverse=True)
    is_sure = ranked[0][0] >= _LIKE / 2 and ranked[0][0] - ranked[1][0] > _MARGIN
    return ranked[0][1] if is_sure else None


def _most_like(note: ReaderNote, text: str) -> tuple[int, int] | None:
    if len(note.exact) < _SHORTEST:
        return None
    best = fuzz.partial_ratio_alignment(note.exact, text, score_cutoff=_LIKE)
    if best is None or best.dest_start >= best.dest_end:
        return None
    rest = f"{text[: best.dest_start]}\n{text[best.dest_end :]}"
    second = fuzz.partial_ratio(note.exact, rest, score_cutoff=best.score - _MARGIN)
    return None if second else (best.dest_start, best.dest_end)


# -- the format -------------------------------------------------------------------------------


def as_annotation(note: ReaderNote) -> dict[str, Any]:
    """A note as a W3C Web Annotation; its target names the copy and, by `scope`, the work."""
    chosen: list[dict[str, Any]] = [
        {
            "type": "TextQuoteSelector",
            "exact": note.exact,
            "prefix": note.prefix,
            "suffix": note.suffix,
        }
    ]
    if note.start is not None:
        chosen.append({"type": "TextPositionSelector", "start": note.start, "end": note.end})
    if note.page is not None:
        chosen.append(
            {
                "type": "FragmentSelector",
                "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
                "value": f"page={note.page}",
            }
        )
    made: dict[str, Any] = {
        "id": note.id,
        "type": "Annotation",
        "motivation": "commenting" if note.body else "highlighting",
        "created": note.created,
        "modified": note.modified,
        "target": {
            "source": f"{_NAMES}sha256:{note.sha256}",
            "scope": f"{_NAMES}{note.work}",
            "selector": chosen,
            "state": {"type": "State", "value": note.extractor},
        },
    }
    if note.body:
        made["body"] = {"type": "TextualBody", "value": note.body, "format": "text/plain"}
    return made


def _from_annotation(made: dict[str, Any]) -> ReaderNote:
    target = made["target"]
    by_type = {one["type"]: one for one in target["selector"]}
    quote = by_type["TextQuoteSelector"]
    place = by_type.get("TextPositionSelector", {})
    page = by_type.get("FragmentSelector", {}).get("value", "").removeprefix("page=")
    return ReaderNote(
        id=made["id"],
        work=target["scope"].removeprefix(_NAMES),
        exact=quote["exact"],
        prefix=quote["prefix"],
        suffix=quote["suffix"],
        start=place.get("start"),
        end=place.get("end"),
        sha256=target["source"].removeprefix(f"{_NAMES}sha256:"),
        extractor=target["state"]["value"],
        created=made["created"],
        modified=made["modified"],
        body=made.get("body", {}).get("value", ""),
        page=int(page) if page else None,
    )


def collection(work: str, notes: Sequence[ReaderNote]) -> dict[str, Any]:
    """The notes on a work as one W3C annotation page, complete without being fetched."""
    return {
        "@context": _CONTEXT_URL,
        "id": f"{_NAMES}annotations:{work}",
        "type": "AnnotationPage",
        "items": [as_annotation(note) for note in notes],
    }


def write_json_ld(path: Path, work: str, notes: Sequence[ReaderNote]) -> None:
    """Write the notes on a work as JSON-LD."""
    with replacing(path) as stream:
        json.dump(collection(work, notes), stream, ensure_ascii=False, indent=2)
        stream.write("\n")


def write_markdown(path: Path, title: str, notes: Sequence[ReaderNote], page: str) -> None:
    """Write the notes on a work as Markdown; `page` words a page with `{n}` for its number."""
    lines = [f"# {_plain(title)}", ""]
    for note in notes:
        where = f" ({page.format(n=note.page)})" if note.page is not None else ""
        lines += [f"> {_plain(readable(note.exact))}{where}", ""]
        if note.body:
            lines += [note.body, ""]
    with replacing(path) as stream:
        stream.write("\n".join(lines))


def _plain(text: str) -> str:
    """Text in which no letter is a sign of Markdown."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", text)


def _keep(work: str, notes: Iterable[ReaderNote]) -> None:
    path = _file(work)
    make_folder(path.parent)
    with replacing(path) as stream:
        json.dump(collection(work, _ordered(notes)), stream, ensure_ascii=False, indent=1)


def _file(work: str) -> Path:
    name = re.sub(r"[^a-z0-9-]", "_", work)[:80]
    digest = hashlib.sha256(work.encode()).hexdigest()[:8]
    return user_data() / "annotations" / f"{name}-{digest}.json"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
