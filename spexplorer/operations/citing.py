"""Cite records: notes, bibliographies and documents in a style, remembered while the program runs."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from spexplorer.citing import documents, pandoc
from spexplorer.citing.documents import OWN, BibliographyEntry, CitedParagraph
from spexplorer.citing.items import Cited, cited
from spexplorer.citing.plain_form import plain_entry
from spexplorer.citing.styles import Style, style_named, styles
from spexplorer.domain.links import edges_of
from spexplorer.domain.records import Record
from spexplorer.domain.works import Citation as Footnote
from spexplorer.domain.works import Work
from spexplorer.storage.record_batches import batches_of_kind, load_ids, pointing_at
from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import AppError

__all__ = ["DOCUMENTS", "OWN", "Citer", "FormattedCitation", "Style", "style_named", "styles"]

DOCUMENTS: Final = ("plain", "html", "markdown", "docx", "odt", "rtf")
"""The forms a bibliography can be had in."""

DEFAULT: Final = "chicago-notes"

_REMEMBERED: Final = 2_000
"""Formatted citations that are kept."""

_WORKS: Final = 20_000
"""Works that are formatted at once; a list longer than a thick book is an export."""


class FormattedCitation(NamedTuple):
    """A citation as HTML without block elements and as plain text; whether pandoc could not be asked."""

    html: str
    text: str
    is_plain_form: bool = False


class Statement(NamedTuple):
    """What is said of a record in a document: words in bold, words, and the heading before it, if any."""

    record: str
    lead: str
    words: str
    heading: str = ""


class Citer:
    """Cites records of one library. What was formatted once is remembered by what it was made of."""

    def __init__(self, source: Source) -> None:
        """Cite from a library file or an open snapshot."""
        self._source = source
        self._done: OrderedDict[str, Any] = OrderedDict()

    @property
    def has_pandoc(self) -> bool:
        """Whether styles can be applied; without pandoc there is a plain form, which says so."""
        return pandoc.pandoc_path() is not None

    def notes(
        self, ids: Sequence[str], style: Style, language: str = OWN
    ) -> list[FormattedCitation]:
        """A note for each record, in their order; raises AppError where one cannot be cited."""
        return self.notes_of([self.cited(uid) for uid in ids], style, language)

    def notes_of(
        self, citations: Sequence[Sequence[Cited]], style: Style, language: str = OWN
    ) -> list[FormattedCitation]:
        """A note for each citation, in their order."""
        if not self.has_pandoc:
            return [_plain(group) for group in citations]
        asked = [[_values(one) for one in group] for group in citations]

        def make() -> list[str]:
            return documents.notes(citations, style, language)

        found: list[str] = self._remembered(
            ("notes", style.path.stat().st_mtime_ns, style.code, language, asked), make
        )
        return [FormattedCitation(html, _text_of(html)) for html in found]

    def bibliography(
        self, ids: Iterable[str] | None, style: Style, language: str = OWN
    ) -> list[BibliographyEntry]:
        """The entries for some records, each source once; None stands for every work there is."""
        items = self._items(ids)
        if not items:
            raise AppError("There is no source to list; choose works, or records that rest on one.")
        if not self.has_pandoc:
            entries = [BibliographyEntry(str(item["id"]), plain_entry(item)) for item in items]
            return sorted(entries, key=lambda entry: _text_of(entry.html).casefold())

        def make() -> list[BibliographyEntry]:
            return documents.bibliography(items, style, language)

        return list(
            self._remembered(
                ("list", style.path.stat().st_mtime_ns, style.code, language, items), make
            )
        )

    def footnotes(self, style: Style, language: str = OWN) -> list[BibliographyEntry]:
        """The footnotes of the catalogued sources in their order, each as the style would have it."""
        with connected(self._source) as connection:
            marks = [
                mark
                for batch in batches_of_kind(connection, "citation")
                for mark in batch
                if isinstance(mark, Footnote)
            ]
        marks.sort(key=lambda mark: (mark.work, mark.number))
        if not marks:
            raise AppError("This library has no footnotes; choose the bibliography.")
        notes = self.notes([str(mark.id) for mark in marks], style, language)
        return [
            BibliographyEntry(str(mark.id), f"{mark.number}. {note.html}")
            for mark, note in zip(marks, notes, strict=True)
        ]

    def document(self, entries: Sequence[BibliographyEntry], to: str, title: str = "") -> bytes:
        """A bibliography as html, docx, odt, rtf, markdown or plain text."""
        if to not in DOCUMENTS:
            raise AppError(f"There is no form “{to}”; choose one of: {', '.join(DOCUMENTS)}.")
        if to == "plain":
            lines = [_text_of(entry.html) for entry in entries]
            return ("\n".join(([title, ""] if title else []) + lines) + "\n").encode()
        return documents.document(entries, to, title)

    def prose(
        self, title: str, foreword: Sequence[str], statements: Sequence[Statement], style: Style,
        language: str, to: str,
    ) -> bytes:  # fmt: skip
        """Statements about records as a document whose notes cite what each rests on.

        `to` is one of DOCUMENTS but for plain. Raises EnvironmentProblem without pandoc.
        """
        groups = self._cited(list(dict.fromkeys(one.record for one in statements)))
        paragraphs = [
            CitedParagraph(one.lead, one.words, groups[one.record], one.heading)
            for one in statements
        ]
        return documents.prose(title, foreword, paragraphs, style, language, to)

    def cited(self, uid: str) -> list[Cited]:
        """What stands for a record in a citation; raises AppError where nothing does."""
        found = self._cited([uid])[uid]
        if not found:
            raise AppError(f"{uid} rests on no source that could be cited; give it evidence first.")
        return found

    def _cited(self, ids: Sequence[str]) -> dict[str, list[Cited]]:
        with connected(self._source) as connection:
            records = load_ids(connection, ids)
            if missing := [uid for uid in ids if uid not in records]:
                raise AppError(
                    f"There is no record {missing[0]}; look for it with “spexplorer search”."
                )
            known = dict(records)
            # What records point at, what that points at, and the people of the works there.
            reached = set(known)
            for _ in range(3):
                targets = {
                    edge.target for record in known.values() for edge in edges_of(record)
                } - reached
                reached |= targets
                known |= load_ids(connection, targets)
            passages = [uid for uid in known if uid.startswith("passage:")]
            marks = pointing_at(connection, passages, "mark_passage")
            known |= load_ids(
                connection, {edge.target for one in marks.values() for edge in edges_of(one)}
            )
            works = [record for record in known.values() if isinstance(record, Work)]
            known |= load_ids(connection, _people(works))
        footnotes: dict[str, list[Footnote]] = {}
        for mark in marks.values():
            if isinstance(mark, Footnote) and mark.mark_passage:
                footnotes.setdefault(mark.mark_passage, []).append(mark)
        return {uid: cited(records[uid], known.get, footnotes) for uid in ids}

    def _items(self, ids: Iterable[str] | None) -> list[dict[str, Any]]:
        items: dict[str, dict[str, Any]] = {}

        def add(one: Cited) -> None:
            items.setdefault(str(one.item["id"]), one.item)
            if one.quoted_in is not None:
                add(one.quoted_in)

        if ids is not None:
            for group in self._cited(list(dict.fromkeys(ids))).values():
                for one in group:
                    add(one)
            return list(items.values())
        with connected(self._source) as connection:
            for batch in batches_of_kind(connection, "work"):
                people = load_ids(connection, _people(batch))
                for work in batch:
                    for one in cited(work, people.get):
                        add(one)
                if len(items) > _WORKS:
                    raise AppError(
                        "These are more works than a list can hold; choose some, or export them."
                    )
        return list(items.values())

    def _remembered(self, key: Any, make: Callable[[], Any]) -> Any:
        name = hashlib.sha256(json.dumps(key, sort_keys=True, default=str).encode()).hexdigest()
        if name in self._done:
            self._done.move_to_end(name)
        else:
            self._done[name] = make()
            while len(self._done) > _REMEMBERED:
                self._done.popitem(last=False)
        return self._done[name]


def _people(records: Iterable[Record]) -> set[str]:
    return {
        part.agent for record in records if isinstance(record, Work) for part in record.contributors
    }


def _values(one: Cited) -> list[Any]:
    return [one.item, one.locator, _values(one.quoted_in) if one.quoted_in else None]


def _plain(group: Sequence[Cited]) -> FormattedCitation:
    parts = [plain_entry(one.item, one.locator) for one in group]
    html = "; ".join(parts)
    return FormattedCitation(html, _text_of(html), is_plain_form=True)


def _text_of(html: str) -> str:
    """The words of HTML without its marks."""
    import re
    from html import unescape

    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
