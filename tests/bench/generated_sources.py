"""Files of sources as data bases and libraries hand them out, in great numbers and varied, for the measures.

Some authors, journals and publishers come again and again and others once; half of the entries have an
abstract; a seventh are in Russian, Kazakh, Chinese or German; forms of dates, pages and names differ.
"""

from __future__ import annotations

import csv
import random
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple

from million_words import PUBLISHERS, Words, spelled

_SEED: Final = 20_261_130
_LANGUAGES: Final = ("en", "ru", "kk", "zh", "de")
_SHARES: Final = (86, 8, 1, 3, 2)
_TYPES: Final = ("JOUR", "BOOK", "CHAP", "RPRT", "THES", "NEWS")
_TYPE_SHARES: Final = (60, 16, 12, 5, 4, 3)
_ABSTRACTS: Final = 0.5
_MONTHS: Final = ("March", "June", "October", "December")


class Source(NamedTuple):
    """An entry before it is written in a format."""

    type: str
    title: str
    authors: list[str]
    journal: str
    publisher: str
    city: str
    year: int
    date: str
    volume: str
    issue: str
    pages: tuple[str, str]
    doi: str
    isbn: str
    issn: str
    url: str
    language: str
    keywords: list[str]
    abstract: str
    note: str


def sources(number: int) -> Iterator[Source]:
    """So many entries; the same each time."""
    chance = random.Random(_SEED)
    words = Words(random.Random(_SEED + 1), 1.0)
    people = [words.person(chance)[0] for _ in range(max(200, number // 2))]
    often = list(accumulate(1 / (n + 40) for n in range(len(people))))
    journals = [spelled(words.title("en", chance)[:5]) for _ in range(max(40, number // 50))]
    houses = [*PUBLISHERS, *(words.body(chance)[0] for _ in range(max(20, number // 100)))]
    subjects = [" ".join(words.title("en", chance)[:2]) for _ in range(max(200, number // 20))]

    def few(listed: list[str]) -> str:
        return listed[min(int(chance.expovariate(12 / len(listed))), len(listed) - 1)]

    for n in range(number):
        language = chance.choices(_LANGUAGES, _SHARES)[0]
        kind = chance.choices(_TYPES, _TYPE_SHARES)[0]
        year = 2026 - min(160, int(chance.expovariate(1 / 15)))
        first = chance.randint(1, 900)
        names = {
            people[bisect(often, chance.random() * often[-1])]
            for _ in range(chance.choice((1, 1, 2, 2, 3, 4)))
        }
        in_journal = kind in ("JOUR", "NEWS")
        yield Source(
            type=kind,
            title=spelled(words.title(language, chance)),
            authors=sorted(names),
            journal=few(journals) if kind in ("JOUR", "NEWS", "CHAP") else "",
            publisher="" if in_journal else few(houses),
            city=""
            if in_journal
            else chance.choice(("Almaty", "London", "Москва", "北京", "New York")),
            year=year,
            date=_date(chance, year),
            volume=str(chance.randint(1, 90)) if in_journal else "",
            issue=str(chance.randint(1, 12)) if in_journal else "",
            pages=("", "")
            if kind in ("BOOK", "RPRT")
            else (str(first), str(first + chance.randint(2, 30))),
            doi=f"10.{chance.randint(1000, 9999)}/{kind.lower()}.{year}.{n}"
            if chance.random() < 0.6
            else "",
            isbn=_isbn(chance) if kind in ("BOOK", "CHAP") and chance.random() < 0.7 else "",
            issn=f"{chance.randint(1000, 9999)}-{chance.randint(100, 999)}X"
            if in_journal and n % 2
            else "",
            url=f"https://example.org/{year}/{n}" if n % 3 == 0 else "",
            language=language if n % 2 else "",
            keywords=[few(subjects) for _ in range(chance.randint(0, 6))],
            abstract=_abstract(words, language, chance) if chance.random() < _ABSTRACTS else "",
            note=f"Shelf {n % 300}; read in {chance.choice(_MONTHS)}" if n % 6 == 0 else "",
        )


def _date(chance: random.Random, year: int) -> str:
    kind = chance.random()
    if kind < 0.4:
        return ""
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return f"{year}/{month:02}/{day:02}" if kind < 0.9 else f"{year}/{month:02}//"


def _isbn(chance: random.Random) -> str:
    digits = "978" + "".join(str(chance.randrange(10)) for _ in range(9))
    check = -sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(digits)) % 10
    return f"{digits[:3]}-{digits[3]}-{digits[4:8]}-{digits[8:]}-{check}"


def _abstract(words: Words, language: str, chance: random.Random) -> str:
    sentences = []
    for _ in range(chance.randint(3, 12)):
        said = [words.word(language, chance) for _ in range(chance.randint(6, 14))]
        sentences.append(("，" if language == "zh" else " ").join(said).capitalize() + ".")
    return " ".join(sentences)


# -- the formats -------------------------------------------------------------------------------


def write_ris(path: Path, number: int) -> None:
    """RIS as publishers hand it out."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for one in sources(number):
            lines = [f"{tag}  - {value}" for tag, value in _tags(one) if value]
            stream.write("\r\n".join([*lines, "ER  - ", "", ""]))


def _tags(one: Source) -> Iterator[tuple[str, str]]:
    yield "TY", one.type
    yield "TI", one.title
    yield from (("AU", name) for name in one.authors)
    yield "PY", str(one.year)
    yield "DA", one.date
    yield "T2", one.journal
    yield "VL", one.volume
    yield "IS", one.issue
    yield from zip(("SP", "EP"), one.pages, strict=True)
    yield "PB", one.publisher
    yield "CY", one.city
    yield "SN", one.isbn or one.issn
    yield "DO", one.doi
    yield "UR", one.url
    yield "LA", one.language
    yield "AB", one.abstract
    yield from (("KW", word) for word in one.keywords)
    yield "N1", one.note


def write_marc(path: Path, number: int) -> None:
    """MARC 21 in UTF-8, as library catalogues hand it out."""
    from pymarc import Field, Indicators, Record, Subfield

    def field(tag: str, marks: str, *parts: tuple[str, str]) -> Field:
        filled = [Subfield(code, value) for code, value in parts if value]
        return Field(tag, Indicators(*marks), filled)

    with path.open("wb") as stream:
        for n, one in enumerate(sources(number)):
            record = Record(force_utf8=True)
            record.add_field(Field("001", data=f"bench{n}"))
            record.add_field(
                Field(
                    "008",
                    data=f"260101s{one.year}    xx            000 0 {(one.language or 'en')[:2]}g d",
                )
            )
            if one.isbn:
                record.add_field(field("020", "  ", ("a", one.isbn)))
            if one.doi:
                record.add_field(field("024", "7 ", ("a", one.doi), ("2", "doi")))
            first, *others = one.authors
            record.add_field(field("100", "1 ", ("a", f"{first},"), ("e", "author.")))
            record.add_field(field("245", "10", ("a", f"{one.title} /"), ("c", f"{first}.")))
            place, house = one.city or "London", one.publisher or one.journal
            record.add_field(
                field("264", " 1", ("a", f"{place} :"), ("b", f"{house},"), ("c", f"{one.year}."))
            )
            record.add_field(field("300", "  ", ("a", f"{100 + n % 400} pages ;"), ("c", "24 cm")))
            if one.note:
                record.add_field(field("500", "  ", ("a", one.note)))
            if one.abstract:
                record.add_field(field("520", "  ", ("a", one.abstract)))
            for word in one.keywords:
                record.add_field(field("650", " 0", ("a", f"{word}.")))
            for name in others:
                record.add_field(field("700", "1 ", ("a", name), ("e", "author.")))
            if one.url:
                record.add_field(field("856", "40", ("u", one.url)))
            stream.write(record.as_marc())


_HEADS: Final = (
    "Title",
    "Authors",
    "Year",
    "Journal",
    "Publisher",
    "Place",
    "Volume",
    "Issue",
    "Pages",
    "DOI",
    "ISBN",
    "URL",
    "Language",
    "Keywords",
    "Abstract",
    "Notes",
)


def _row(one: Source) -> list[Any]:
    return [
        one.title,
        "; ".join(one.authors),
        one.year,
        one.journal,
        one.publisher,
        one.city,
        one.volume,
        one.issue,
        "-".join(filter(None, one.pages)),
        one.doi,
        one.isbn,
        one.url,
        one.language,
        "; ".join(one.keywords),
        one.abstract,
        one.note,
    ]


def write_csv(path: Path, number: int) -> None:
    """A table of sources as text."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADS)
        writer.writerows(map(_row, sources(number)))


def write_xlsx(path: Path, number: int) -> None:
    """The same table as a workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sources")
    sheet.append(list(_HEADS))
    for one in sources(number):
        sheet.append(_row(one))
    book.save(path)


WRITERS: Final[dict[str, Callable[[Path, int], None]]] = {
    "ris": write_ris, "marc": write_marc, "csv": write_csv, "xlsx": write_xlsx,
}  # fmt: skip
