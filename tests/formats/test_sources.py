"""Formats of sources: what goes out comes back, others read it, and no file harms."""

from __future__ import annotations

import dataclasses
import io
import os
import random
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import rispy
from bibtexparser import parse_string
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pymarc import MARCReader, parse_xml_to_array

from spexplorer.domain.authorities import Agent
from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.records import Identifier, NameForm, Record, Subject, Unmapped
from spexplorer.domain.sort_keys import title_of
from spexplorer.domain.works import Contributor, Work
from spexplorer.formats.interchange import (
    OF_THE_LIBRARY,
    Entry,
    Format,
    Unreadable,
    discover,
    recognised,
)
from spexplorer.operations.export import records_of
from spexplorer.support.errors import AppError

FORMATS = discover()
WRITTEN = [code for code, item in FORMATS.items() if item.writes and "work" in item.kinds]
READ = [code for code, item in FORMATS.items() if item.reads]
EXTENDED = [code for code in WRITTEN if FORMATS[code].extends]

NYE = Agent(
    id="agent:nye", agent_type="person", name="Nye, Joseph S.", family="Nye", given="Joseph S.",
    suffix="Jr.", variants=(NameForm(form="Най, Джозеф", script="Cyrl", basis="printed"),),
    identifiers=(Identifier(scheme="VIAF", value="108144391"),),
)  # fmt: skip
BANK = Agent(id="agent:bank", agent_type="organisation", name="World Bank, Group & Co.")
XI = Agent(id="agent:xi", agent_type="person", name="Xi Jinping")
AGENTS: dict[str, Record] = {agent.id: agent for agent in (NYE, BANK, XI)}


MUTATIONS = int(os.environ.get("SPEXPLORER_SOAK_DAMAGED", "60"))
SIGNS = (
    b"<", b">", b"&a;", b"{", b"}" * 9, b'"', b"\x1e", b"\x1d", b"\x1f", b"\xff\xfe", b"\0\0", b"]]>",
    b"<!--", b"@book{", b"\r", b"\n\n", b"  - ", b"\x1b(N", b"\xed\xa0\x80", b"9" * 50, b"\\", b"[ (",
)  # fmt: skip


def work(**values: Any) -> Work:
    """A work with some fields."""
    return Work(**{"id": "work:one", "type": "book", "title": "Soft Power"} | values)


def full_work() -> Work:
    """A work that has something in every field."""
    texts: dict[str, Any] = {
        field.name: f"{field.label if hasattr(field, 'label') else field.name} & {{x}} 50 % № «ё» 软"
        for field in fields_of(Work)
        if field.shape is Shape.TEXT and not field.repeats and field.name not in ("id", "origin")
    }
    dates = {field.name: "2013-09-07" for field in fields_of(Work) if field.shape is Shape.DATE}
    return work(
        **texts | dates
        | {
            "type": "article-journal", "language": "ru", "script": "Cyrl", "status": "checked",
            "title_original_basis": "printed", "source_type": "academic", "page": "17-25",
            "doi": "10.1000/182", "isbn": "978-0-306-40615-7", "issn": "1404-6091", "issued": "2013~",
            "url": "https://example.org/a?b=1&c=2", "created": "", "modified": "",
            "abstract": "First.\n\nSecond “line” with \\ and $5.",
            "contributors": (
                Contributor(agent="agent:nye", as_printed="J. Nye"),
                Contributor(agent="agent:bank", role="issuing_body"),
                Contributor(agent="agent:xi", role="speaker"),
            ),
            "variants": (NameForm(form="Ein anderer Titel", language="de", script="Latn"),),
            "identifiers": (Identifier(scheme="OCLC", value="123"),),
            "subjects": (Subject(scheme="LCSH", term="Power (Social sciences)"),),
            "tags": ("soft power", "Kazakhstan, China"),
            "unmapped": (Unmapped(name="XX", value="kept", format="ris"),),
        },
    )  # fmt: skip


def written(fmt: Format, records: Iterable[Record], agents: dict[str, Record] = AGENTS) -> bytes:
    """Records in a format."""
    stream = io.BytesIO()
    fmt.write(records, agents.get, stream)
    return stream.getvalue()


def entries(fmt: Format, data: bytes) -> list[Entry]:
    """The entries of a file that must be readable throughout."""
    found = list(fmt.read(io.BytesIO(data)))
    assert not [one for one in found if isinstance(one, Unreadable)]
    return [one for one in found if isinstance(one, Entry)]


def differences(before: Work, entry: Entry, agents: dict[str, Record]) -> set[str]:
    """The fields of a work that did not come back."""
    after = entry.records[0]
    assert isinstance(after, Work)
    named = {record.id: record for record in entry.records[1:]}
    differ = set()
    for field in dataclasses.fields(Work):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if field.name == "contributors":
            was = [(part.role, agents[part.agent].name) for part in was]  # type: ignore[attr-defined]
            now = [(part.role, named[part.agent].name) for part in now]  # type: ignore[attr-defined]
        if was != now and field.name not in OF_THE_LIBRARY | {"id", "status"}:
            differ.add(field.name)
    return differ


@pytest.fixture(scope="session")
def library(bundled: Path) -> dict[str, Record]:
    """Every record of the bundled library by its id."""
    return {record.id: record for record in records_of(bundled)}


@pytest.mark.parametrize("code", WRITTEN)
def test_every_work_of_the_paper_comes_back_but_for_what_is_told(
    code: str, library: dict[str, Record]
) -> None:
    fmt = FORMATS[code]
    works = [record for record in library.values() if isinstance(record, Work)]
    back = entries(fmt, written(fmt, works, library))
    assert len(back) == len(works)
    for before, entry in zip(works, back, strict=True):
        lost = differences(before, entry, library) - {"unmapped"}
        assert lost <= set(fmt.losses(before)), before.id


@pytest.mark.parametrize("code", EXTENDED)
def test_a_work_with_every_field_comes_back_equal(code: str) -> None:
    fmt, before = FORMATS[code], full_work()
    (entry,) = entries(fmt, written(fmt, [before]))
    assert differences(before, entry, AGENTS) == set()
    assert entry.records[0].id == before.id
    agent = next(one for one in entry.records if one.id == NYE.id)
    assert agent == NYE
    assert not entry.remarks


@pytest.mark.parametrize("code", WRITTEN)
def test_what_is_written_is_recognised_by_its_content(code: str) -> None:
    data = written(FORMATS[code], [full_work(), work(id="work:two", title="Другая книга")])
    found = recognised(data, "download.txt")
    assert found is not None
    assert found.code == code or {found.code, code} == {"bibtex", "biblatex"}


def repacked(data: bytes, before: bytes, after: bytes) -> bytes:
    """A packed file in which some bytes are replaced by others."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(before, after))
    return changed.getvalue()


@pytest.mark.parametrize("code", EXTENDED)
def test_what_another_program_changed_stays(code: str) -> None:
    data = written(FORMATS[code], [work(title="Old title", issued="2013~")])
    changed = data.replace(b"Old title", b"New title")
    if code == "xlsx":
        changed = repacked(data, b"Old title", b"New title")
    if code == "marc":  # the lengths still hold: as many letters
        assert len(changed) == len(data)
    (entry,) = entries(FORMATS[code], changed)
    after = entry.records[0]
    assert isinstance(after, Work)
    assert after.title == "New title"
    assert after.issued == "2013~"


def test_others_read_ris_and_bibtex_and_marc() -> None:
    works = [full_work(), work(id="work:two", title="Second & last", issued="2001")]
    ris = rispy.loads(written(FORMATS["ris"], works).decode())
    assert [one.get("title") or one.get("primary_title") for one in ris] == [
        " ".join(one.title.split()) for one in works
    ]
    for code in ("bibtex", "biblatex"):
        parsed = parse_string(written(FORMATS[code], works).decode())
        assert len(parsed.entries) == len(works)
        assert not parsed.failed_blocks
    records = list(MARCReader(written(FORMATS["marc"], works), permissive=True))
    assert all(record is not None for record in records)
    assert [record.title for record in records if record] == [one.title for one in works]
    xml = parse_xml_to_array(io.BytesIO(written(FORMATS["marcxml"], works)))
    assert [record.title for record in xml] == [one.title for one in works]


@pytest.mark.parametrize(
    ("code", "reader"),
    [("ris", "ris"), ("bibtex", "bibtex"), ("biblatex", "biblatex"), ("csl-json", "csljson"),
     ("endnote-xml", "endnotexml")],
)  # fmt: skip
def test_pandoc_reads_what_is_written(code: str, reader: str, tmp_path: Path) -> None:
    source = tmp_path / "works.txt"
    works = [
        work(
            title="Power of culture", type="article-journal", container_title="Central Asian Survey",
            issued="2016-05", volume="35", issue="4", page="515-532",
            contributors=(Contributor(agent="agent:nye"),),
        )
    ]  # fmt: skip
    source.write_bytes(written(FORMATS[code], works))
    pandoc = [pypandoc.get_pandoc_path(), "-f", reader, "-t", "csljson", str(source)]
    found = subprocess.run(pandoc, capture_output=True, check=True, timeout=60).stdout.decode()
    for words in ("ower of", "Central Asian Survey", "2016", "Nye", "35"):
        assert words in found, words


@pytest.mark.timeout(3_600 if MUTATIONS > 1_000 else 60)
@pytest.mark.parametrize("code", READ)
def test_damaged_files_are_told_of_and_never_crash(code: str, library: dict[str, Record]) -> None:
    fmt = FORMATS[code]
    writer = fmt if fmt.writes else FORMATS["ris"]
    kinds = tuple(f"{kind}:" for kind in writer.kinds)
    some = [record for record in library.values() if record.id.startswith(kinds)][:6]
    data = written(writer, some, library)
    dice = random.Random(17)
    for _ in range(MUTATIONS):
        damaged = bytearray(data)
        for _ in range(dice.randint(1, 30)):
            at = dice.randrange(len(damaged))
            match dice.randrange(4):
                case 0:
                    damaged[at:at] = dice.choice(SIGNS)
                case 1:
                    damaged[at:at] = damaged[at : at + dice.randrange(60)]
                case _:
                    damaged[at] = dice.randrange(256)
        cut = dice.randrange(len(damaged)) if dice.random() < 0.3 else len(damaged)
        _read_or_refuse(fmt, bytes(damaged[:cut]))


@pytest.mark.parametrize("code", READ)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
@example(data=b"\x00")
def test_any_bytes_are_read_or_refused_in_a_sentence(code: str, data: bytes) -> None:
    recognised(data)
    _read_or_refuse(FORMATS[code], data)


def _read_or_refuse(fmt: Format, data: bytes) -> None:
    refusal = ""
    try:
        for one in fmt.read(io.BytesIO(data)):
            if isinstance(one, Entry):
                head = one.records[0]
                assert head.id.startswith(fmt.kinds)
                assert title_of(head).strip()
    except AppError as error:
        refusal = str(error)
    assert refusal == "" or refusal.endswith(".")


@pytest.mark.parametrize("code", ["mods", "marcxml", "dc", "endnote-xml", "zotero-rdf"])
def test_entities_are_neither_expanded_nor_fetched(code: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "ha"><!ENTITY s SYSTEM "{secret.as_uri()}">{bomb}]>'
    bodies = {
        "mods": "<mods><titleInfo><title>&s;&a8;T</title></titleInfo></mods>",
        "marcxml": "<record><leader/><datafield tag='245'><subfield code='a'>&s;&a8;T</subfield>"
        "</datafield></record>",
        "dc": "<dc xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>&s;&a8;T</dc:title></dc>",
        "endnote-xml": "<xml><record><titles><title>&s;&a8;T</title></titles></record></xml>",
        "zotero-rdf": "<RDF><Book><title>&s;&a8;T</title></Book></RDF>",
    }
    try:
        found = list(FORMATS[code].read(io.BytesIO((doctype + bodies[code]).encode())))
    except AppError:
        return
    assert "not to be read" not in repr(found)
    assert len(repr(found)) < 100_000


def test_an_entry_may_be_as_large_as_it_likes() -> None:
    many = (
        b"TY  - BOOK\nTI  - T\n" + b"".join(b"XX  - %d\n" % n for n in range(200_000)) + b"ER  - \n"
    )
    (entry,) = entries(FORMATS["ris"], many)
    head = entry.records[0]
    assert isinstance(head, Work)
    assert len(head.unmapped) < len(many) // 20
    assert any("more fields" in remark.sentence for remark in entry.remarks)


def test_pubmed_shortens_pages_and_they_are_told_whole() -> None:
    for short, whole in (("454-81", "454-481"), ("e700-9", "e700-e709"), ("S1-S9", "S1-S9")):
        data = f"PMID- 1\nTI  - Title.\nPG  - {short}\nPT  - Journal Article\n".encode()
        (entry,) = entries(FORMATS["nbib"], data)
        assert entry.records[0].page == whole  # type: ignore[attr-defined]


def test_a_broken_entry_and_a_book_without_a_genre_are_told_rightly() -> None:
    broken = list(
        FORMATS["bibtex"].read(io.BytesIO(b"@book{a, title={T}}\n@misc{b, title = {No end\n"))
    )
    assert isinstance(broken[-1], Unreadable)
    assert "not closed" in broken[-1].remark.sentence
    mods = b"""<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T</title></titleInfo>
        <identifier type="isbn">9789943190122</identifier></mods>"""
    (entry,) = entries(FORMATS["mods"], mods)
    assert entry.records[0].type == "book"  # type: ignore[attr-defined]


def test_a_remark_shows_the_beginning_of_a_long_value() -> None:
    data = b"TY  - " + b"X" * 9_000 + b"\nTI  - T\nER  - \n"
    (entry,) = entries(FORMATS["ris"], data)
    assert all(len(value) < 300 for remark in entry.remarks for _, value in remark.values)
