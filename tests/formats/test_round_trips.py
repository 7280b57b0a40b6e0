"""Works with all fields go out and come back equal, but for what the report of the format names.

SPEXPLORER_SOAK_WORKS gives how many are made up (`make soak`), else some dozens.
"""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spexplorer.domain.authorities import Agent
from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Identifier, NameForm, Record, RecordId, Subject, Unmapped
from spexplorer.domain.works import Contributor, Work
from spexplorer.formats import library_json
from spexplorer.formats.interchange import OF_THE_LIBRARY, Entry, discover
from spexplorer.operations.editing import LibraryWriter, import_records
from spexplorer.operations.export import records_of
from spexplorer.operations.library_creation import new_library

WORKS = int(os.environ.get("SPEXPLORER_SOAK_WORKS", "60"))

TYPES = (
    "article-journal", "book", "chapter", "report", "thesis", "webpage", "treaty", "article-newspaper",
    "paper-conference", "map", "software", "interview", "legislation", "dataset", "manuscript",
)  # fmt: skip
WORDS = (
    "мягкая сила", "Жұмсақ күш", "软实力", "القوة الناعمة", "soft power", "Čeština", "İstanbul", "ß",
    "𠀋𠮷", "a & b < c", "“quoted”", "l'État", "50 %", "#1", "e = mc²", "x_y", "{braces}", "~", "^", "$5",
    "back\\slash", "semi; colon", "Zürich–Köln", "co-operation", "naïve", "100,000", "ʹʺ", "na\u0308ive",
)  # fmt: skip
DATES = (
    "2016",
    "2016-03",
    "2016-03-14",
    "1998?",
    "2013~",
    "199X",
    "2003/2005",
    "2001-21",
    "[1667..1670]",
)
ROLES = (
    "author",
    "editor",
    "translator",
    "collection_editor",
    "interviewer",
    "director",
    "recipient",
)
NATIVE = ("ris", "endnote-xml", "bibtex", "dc")
WHOLE = ("csl-json", "biblatex", "marc", "marcxml", "mods")


def made_up(number: int) -> tuple[list[Work], dict[str, Agent]]:
    """Works of all types with values in all fields, and the agents that they name."""
    chance = random.Random(f"works {number}")
    agents: dict[str, Agent] = {}
    works = []
    for n in range(number):
        people = [agent(chance, f"{n}-{m}") for m in range(chance.randint(0, 3))]
        agents |= {str(one.id): one for one in people}
        works.append(work(chance, n, people))
    return works, agents


def text(chance: random.Random, most: int = 4) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def agent(chance: random.Random, number: str) -> Agent:
    if chance.random() < 0.3:
        name = chance.choice(
            ("World Bank", "Назарбаев Университет", "Министерство {x}", "中国银行")
        )
        return Agent(id=RecordId(f"agent:b{number}"), agent_type="organisation", name=name)
    family, given = chance.choice(
        (
            ("Сыроежкин", "К. Л."),
            ("Nye", "Joseph S."),
            ("Жұмабаев", "Ержан"),
            ("O'Neill", "Ann-Marie"),
        )
    )
    suffix = "Jr." if chance.random() < 0.1 else None
    name = ", ".join(filter(None, (family, given, suffix)))
    return Agent(
        id=RecordId(f"agent:p{number}"), agent_type="person", name=name, family=family, given=given,
        suffix=suffix,
    )  # fmt: skip


def work(chance: random.Random, number: int, people: list[Agent]) -> Work:
    values: dict[str, Any] = {"id": RecordId(f"work:made-up-{number}")}
    for field in fields_of(Work):
        if field.name in (*OF_THE_LIBRARY, "id", "status", "relations") or chance.random() < 0.4:
            continue
        if field.shape is Shape.DATE:
            values[field.name] = chance.choice(DATES)
        elif field.shape is Shape.TEXT and not field.repeats and not field.scheme:
            values[field.name] = text(chance)
    values |= {
        "type": chance.choice(TYPES), "title": text(chance, 6), "page": chance.choice(("1-9", "xii", "7-8")),
        "language": chance.choice(("ru", "kk", "en", "zh")), "script": None,
        "doi": f"10.1234/a.{number}", "isbn": "9785020361348", "issn": "0263-4937",
        "url": f"https://example.org/{number}?a=1&b=2", "abstract": text(chance, 400),
        "title_original_basis": "printed" if values.get("title_original") else None,
        "tags": tuple({text(chance, 1).replace(";", "").replace(",", "") for _ in range(3)}),
        "identifiers": (Identifier(scheme="PMID", value=str(number)),),
        "subjects": (Subject(scheme="LCSH", term=text(chance, 2)),),
        "unmapped": (Unmapped(name="X1", value=text(chance), format="ris"),),
        "variants": (NameForm(form=text(chance), language="ru"),) if chance.random() < 0.3 else (),
        "contributors": tuple(Contributor(agent=one.id, role=chance.choice(ROLES)) for one in people),
    }  # fmt: skip
    if not values.get("container_title"):
        values["container_title_short"] = None  # which is the title where there is no other
    return Work(**values)


def out_and_in(
    code: str, works: list[Work], agents: dict[str, Agent]
) -> Iterator[tuple[Work, Entry]]:
    """Each work with the entry that came back."""
    fmt, stream = discover()[code], io.BytesIO()
    fmt.write(works, agents.get, stream)
    back = list(fmt.read(io.BytesIO(stream.getvalue())))
    assert len(back) == len(works), code
    for one, entry in zip(works, back, strict=True):
        assert isinstance(entry, Entry), (code, entry)
        yield one, entry


def said(value: Any) -> Any:
    """A value without what no format tells apart: spaces, and the composition of letters."""
    if isinstance(value, str):
        import unicodedata

        return unicodedata.normalize("NFC", " ".join(value.split()))
    return tuple(map(said, value)) if isinstance(value, tuple) else value


def names(one: Work, agents: dict[str, Record]) -> list[tuple[str, str]]:
    """Roles and names; BibTeX and others keep an order within a role only."""
    found = [(part.role, said(agents[str(part.agent)].name)) for part in one.contributors]  # type: ignore[attr-defined]
    return sorted(found, key=lambda pair: pair[0])


def differing(code: str, one: Work, entry: Entry, agents: dict[str, Agent]) -> Iterator[str]:
    """The fields that did not come back as they went out, and are not named by the report."""
    fmt, back = discover()[code], entry.records[0]
    assert isinstance(back, Work)
    lost = {*fmt.losses(one), *OF_THE_LIBRARY, "id", "status", "origin", "created", "modified"}
    wanted = fmt.carried if not fmt.extends else {field.name for field in fields_of(Work)}
    for name in sorted(wanted - lost):
        if name == "contributors":
            named = {str(record.id): record for record in entry.records[1:]}
            if names(one, dict(agents)) != names(back, named):
                yield name
        elif said(getattr(one, name)) != said(getattr(back, name)):
            yield name


@pytest.mark.parametrize("code", [*WHOLE, *NATIVE])
@pytest.mark.timeout(3_600 if WORKS > 1_000 else 60)
def test_made_up_works_come_back(code: str) -> None:
    works, agents = made_up(WORKS)
    found: dict[str, list[str]] = {}
    for one, entry in out_and_in(code, works, agents):
        for name in differing(code, one, entry, agents):
            found.setdefault(name, []).append(
                f"{getattr(one, name)!r} / {getattr(entry.records[0], name)!r}"[:300]
            )
    assert not found, {name: (len(some), some[:2]) for name, some in found.items()}


@pytest.mark.timeout(3_600 if WORKS > 1_000 else 60)
def test_a_made_up_library_comes_back_in_json(tmp_path: Path) -> None:
    """Out of one library, into another, and out again: equal record by record."""
    works, agents = made_up(WORKS)
    first, second, document = (tmp_path / name for name in ("a.spex", "b.spex", "a.json"))
    for path in (first, second):
        new_library(path)
    taken_in(first, [*agents.values(), *works])
    with document.open("w", encoding="utf-8") as stream:
        library_json.write({}, records_of(first), stream)
    found = library_json.read(document)
    assert not found.faults
    taken_in(second, found.records)
    before, after = ({one.id: one for one in records_of(path)} for path in (first, second))
    assert len(before) == len(works) + len(agents)
    assert {uid: to_plain(one) for uid, one in before.items()} == {
        uid: to_plain(one) for uid, one in after.items()
    }
    assert all(_content(before[one.id]) == _content(one) for one in works)


def _content(record: Record) -> Record:
    return replace(record, origin="", created="", modified="")


def taken_in(library: Path, records: list[Record]) -> None:
    """Import records; none of them is refused."""
    with closing(LibraryWriter(library, "tester")) as writer:
        report = writer.run(import_records(records, "made up")).outcome
    assert not report.refused, report.warnings[:3]
    assert len(report.added) == len(records)


@pytest.mark.parametrize("code", [*WHOLE, *NATIVE])
def test_the_bundled_works_come_back(code: str, bundled: Path) -> None:
    records = list(records_of(bundled))
    works = [replace(one, relations=()) for one in records if isinstance(one, Work)]
    agents = {str(one.id): one for one in records if isinstance(one, Agent)}
    found = [
        (one.id, name)
        for one, entry in out_and_in(code, works, agents)
        for name in differing(code, one, entry, agents)
    ]
    assert not found


def test_a_record_that_is_too_long_for_iso_2709_is_told_of() -> None:
    (one, *_), agents = made_up(1)
    long = replace(one, abstract="Қазақстан " * 9_000, note="n" * 50_000)
    assert {"abstract", "note"} <= set(discover()["marc"].losses(long))
    assert "abstract" not in discover()["marcxml"].losses(long)
    ((_, entry),) = out_and_in("marc", [long], agents)
    assert entry.records[0].title == " ".join(long.title.split())  # type: ignore[attr-defined]
    assert not list(differing("marc", long, entry, agents))
