"""BibTeX, the format of LaTeX bibliographies; its reader takes BibLaTeX too (`bibtex_entries`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO, ClassVar, Final

from spexplorer.domain.calendar_days import MONTHS
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.formats.bibtex_entries import TYPES, entries_of
from spexplorer.formats.bibtex_names import name_in_text
from spexplorer.formats.extension import agent_of, rest_beside, text_of_rest
from spexplorer.formats.interchange import (
    Entry,
    Format,
    LookUp,
    Unreadable,
    work_fields,
)
from spexplorer.formats.latex_text import (
    escaped,
    with_capitals_kept,
)
from spexplorer.formats.text_input import text_of

_TYPES_OUT: Final = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "article": "article", "review": "article", "review-book": "article", "book": "book", "classic":
    "book", "chapter": "incollection", "entry": "incollection", "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection", "pamphlet": "booklet", "paper-conference":
    "inproceedings", "report": "techreport", "thesis": "phdthesis", "manuscript": "unpublished",
}  # fmt: skip


class Bibtex(Format):
    """BibTeX as LaTeX users and reference managers write it, in UTF-8."""

    code: ClassVar[str] = "bibtex"
    label: ClassVar[str] = "BibTeX"
    suffixes: ClassVar[tuple[str, ...]] = (".bib", ".bibtex")
    carried: ClassVar[frozenset[str]] = work_fields(
        "title contributors container_title collection_title publisher publisher_place volume issue "
        "page edition chapter_number url doi isbn issn abstract note tags language number"
    )

    def recognises(self, head: bytes) -> bool:
        """Whether it has an entry: @, a word, a brace and a key."""
        return _begins_with_entries(head)

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The entries of either dialect; keys that stand twice are both read, broken ones are told of."""
        return entries_of(stream, self.code)

    def losses(self, record: Record) -> tuple[str, ...]:
        """As for every format; a date that is none of a year, month or day, and roles without a field."""
        lost = set(super().losses(record))
        if isinstance(record, Work) and not self.extends:
            if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", record.issued or ""):
                lost.discard("issued")
            if self.entry_type(record) in TYPES and TYPES[self.entry_type(record)] == record.type:
                lost.discard("type")
            if any(
                part.role not in ("author", "editor", "translator") for part in record.contributors
            ):
                lost.add("contributors")
            if record.number and (
                self.entry_type(record) == "article" or self._is_of_series(record)
            ):
                lost.add("number")
        return tuple(sorted(lost))

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works, an entry each; keys are the ids without their kind."""
        for record in records:
            if isinstance(record, Work):
                stream.write(self.entry(record, look_up).encode("utf-8", "replace"))

    def entry(self, work: Work, look_up: LookUp) -> str:
        """A work as an entry."""
        return written(self.entry_type(work), work, self.fields(work, look_up))

    def entry_type(self, work: Work) -> str:
        """What the entry is called."""
        return _TYPES_OUT.get(work.type, "misc")

    def fields(self, work: Work, look_up: LookUp) -> Iterator[tuple[str, str]]:
        """The fields of a work with their values, escaped."""
        yield "title", with_capitals_kept(work.title)
        for role in ("author", "editor", "translator"):
            if names := names_out(work, role, look_up):
                yield role, names
        container = "journal" if self.entry_type(work) == "article" else "booktitle"
        publisher = {"techreport": "institution", "phdthesis": "school"}
        yield container, escaped(work.container_title or "")
        yield "series", escaped(work.collection_title or "")
        yield publisher.get(self.entry_type(work), "publisher"), escaped(work.publisher or "")
        yield "address", escaped(work.publisher_place or "")
        if match := re.match(
            r"(-?[0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?$", work.issued or ""
        ):
            yield "year", match[1]
            yield "month", f"#{MONTHS[int(match[2]) - 1][:3].lower()}" if match[2] else ""
            yield "day", match[3] or ""
        elif work.issued:
            yield "year", escaped(work.issued)
        yield "volume", escaped(work.volume or "")
        yield from self._numbers(work)
        yield "pages", pages_out(work.page)
        yield "edition", escaped(work.edition or "")
        yield "chapter", escaped(work.chapter_number or "")
        for name in ("doi", "isbn", "issn", "url"):
            yield name, verbatim(getattr(work, name))
        yield "language", escaped(work.language or "")
        yield "abstract", escaped(work.abstract or "")
        yield "keywords", ", ".join(map(escaped, work.tags))
        yield "note", escaped(work.note or "")

    def _numbers(self, work: Work) -> Iterator[tuple[str, str]]:
        """The number of an issue, a series or the work itself: BibTeX has one field for them."""
        if self.entry_type(work) == "article":
            yield "number", escaped(work.issue or "")
            return
        number = work.collection_number if self._is_of_series(work) else work.number
        yield "number", escaped(number or "")
        yield "issue", escaped(work.issue or "")

    def _is_of_series(self, work: Work) -> bool:
        return bool(work.collection_title) and self.entry_type(work) != "techreport"


FORMAT: Final = Bibtex()


def _begins_with_entries(head: bytes) -> bool:
    return re.search(r"@\s*[A-Za-z]+\s*[{(]\s*[^\s{}(),=]*\s*,", text_of(head)) is not None


# -- writing ---------------------------------------------------------------------------------------


def written(entry_type: str, work: Work, fields: Iterable[tuple[str, str]]) -> str:
    """An entry with its fields; a value that begins with # is a macro, without braces."""
    key = work.id.partition(":")[2]
    lines = [
        f"  {name} = {value[1:] if value.startswith('#') else '{' + value + '}'}"
        for name, value in fields
        if value
    ]
    return f"@{entry_type}{{{key},\n" + ",\n".join(lines) + "\n}\n\n"


def names_out(work: Work, role: str, look_up: LookUp) -> str:
    """The contributors of a role as BibTeX lists names."""
    agents = [agent_of(look_up, part.agent) for part in work.contributors if part.role == role]
    return " and ".join(name_in_text(agent) for agent in agents if agent is not None)


def pages_out(page: str | None) -> str:
    """Pages with the double hyphen that TeX sets as a dash."""
    return escaped(re.sub(r"(?<=\w)[-–](?=\w)", "--", page or ""))


def verbatim(value: str | None) -> str:
    """An address or number as it is, without what would end the field."""
    return (value or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def extension_out(work: Work, native: str, look_up: LookUp) -> str:
    """The rest of a work as JSON, whose braces are in pairs: those within texts are escaped.

    `native` is the entry without it.
    """

    def escape(match: re.Match[str]) -> str:
        return match[0].replace("{", "\\u007b").replace("}", "\\u007d")

    read = next(entries_of(BytesIO(native.encode("utf-8")), "biblatex"))
    assert isinstance(read, Entry)
    return re.sub(r'"(?:[^"\\]|\\.)*"', escape, text_of_rest(rest_beside(work, read, look_up)))
