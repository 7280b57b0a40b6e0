"""Whatever the values of a work are, every format writes a file that its own readers can read."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from spexplorer.domain.records import Record
from spexplorer.formats.interchange import Entry, discover
from spexplorer.operations.export import records_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hostile"))

from libraries import changed, texts


@pytest.fixture(scope="module")
def hostile(bundled: Path) -> dict[str, Record]:
    chance, words = random.Random(17), texts("/dev/zero")
    words += [f"x{word}\x01\x0b\x1f\ufffe]]>" for word in words]
    records = {str(record.id): record for record in records_of(bundled)}
    return {
        uid: dataclasses.replace(changed(record, chance, 0.7, words), id=record.id)
        for uid, record in records.items()
    }


def test_a_text_full_of_spaces_is_cut_into_pieces(bundled: Path) -> None:
    """MARC cuts what is long, never at a space: nowhere in such a text."""
    records = {str(record.id): record for record in records_of(bundled)}
    work = next(record for uid, record in records.items() if uid.startswith("work:"))
    for text in ("a b " * 5000, " " * 20_000, "字 " * 9000):
        stream = io.BytesIO()
        fmt = discover()["marc"]
        fmt.write([dataclasses.replace(work, abstract=f"x{text}x")], records.get, stream)
        stream.seek(0)
        entry = next(iter(fmt.read(stream)))
        assert isinstance(entry, Entry)
        assert entry.records[0].abstract == f"x{text}x"


def test_bibtex_that_grows_or_is_cut_again_and_again(capfd) -> None:
    """Macros that double a text with every line, and names that were cut anew for every comma."""
    doubling = b"@string{s0={ab}}\n" + b"".join(
        b"@string{s%d = s%d # s%d}\n" % (at + 1, at, at) for at in range(60)
    )
    names = b"a, {b} " * 60_000
    for data in (
        doubling + b"@book{a, title=s60}",
        b"@book{a, title={x}, author={" + names + b"}}",
        b"@book{a, title={x}, author={" + names.replace(b",", b" and ") + b"}}",
    ):
        (entry,) = discover()["bibtex"].read(io.BytesIO(data))
        assert isinstance(entry, Entry)
        assert len(entry.records[0].title) <= 200_000
    for broken in (b"@book{\x1b[31m, title=", b"@ {=\n@x{y,,}", b"@book{a{b, c=d}"):
        list(discover()["bibtex"].read(io.BytesIO(broken)))
    assert capfd.readouterr() == ("", ""), "what is wrong stands in the remarks alone"


def test_what_fuzzing_has_found() -> None:
    """A broken entry that another refers to; an entity that nobody declared, between elements."""
    for data in (
        b"@book{a, title={A}, title={B}}\n@incollection{b, title={C}, crossref={a}}",
        b"@incollection{b, title={C}, crossref={a}}\n@book{a, title={A}, year=}",
    ):
        list(discover()["biblatex"].read(io.BytesIO(data)))
    xml = b"<xml><records><record><titles>&a;<title>T</title></titles>&b;</record></records></xml>"
    (entry,) = discover()["endnote-xml"].read(io.BytesIO(xml))
    assert isinstance(entry, Entry)
    assert entry.records[0].title == "T"
    article = b"<PubmedArticle>&c;<MedlineCitation>&a;<PMID>1</PMID><Article>&b;<ArticleTitle>T"
    list(discover()["pubmed-xml"].read(io.BytesIO(b"<PubmedArticleSet>" + article)))


@pytest.mark.parametrize(
    ("code", "begin", "field", "end"),
    [
        ("nbib", b"PMID- 1\nTI  - T\n", b"MH  - x%d\n", b""),
        ("mods", b"<mods><titleInfo><title>T</title></titleInfo>", b"<note>x%d</note>", b"</mods>"),
        ("dc", b'<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title>',
         b"<dc:subject>x%d</dc:subject>", b"</dc>"),
    ],
)  # fmt: skip
def test_time_grows_with_the_number_of_fields_alone(
    code: str, begin: bytes, field: bytes, end: bytes
) -> None:
    """A hundred thousand fields took a minute, since each was compared with thousands or copied all."""
    data = begin + b"".join(field % n for n in range(100_000)) + end
    began = time.process_time()
    (entry,) = discover()[code].read(io.BytesIO(data))
    assert isinstance(entry, Entry)
    assert len(repr(entry)) < 400_000
    assert time.process_time() - began < 20


_ZOTERO = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="b#"'
    b' xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    b' xmlns:dcterms="http://purl.org/dc/terms/">%s</rdf:RDF>'
)
_MARCXML = (
    b'<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000nam</leader>'
    b'<datafield tag="245" ind1="0" ind2="0"><subfield code="a">%s</subfield></datafield></record>'
    b"</collection>"
)


def test_sources_that_are_part_of_each_other() -> None:
    items = b"".join(
        b'<bib:Book rdf:about="#i%d"><z:itemType>book</z:itemType><dc:title>x</dc:title>'
        b'<dcterms:isPartOf rdf:resource="#i%d"/></bib:Book>' % (at, (at + 1) % 3)
        for at in range(3)
    )
    assert len(list(discover()["zotero-rdf"].read(io.BytesIO(_ZOTERO % items)))) == 3


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("marcxml", _MARCXML % (b"x" * 190_000)),
        ("marcxml", _MARCXML % (b":" * 190_000 + b"x")),
        ("ris", b"TY  - BOOK\nTI  - x\nAB  - " + b"ab\n      " * 300_000 + b"\nER  - \n"),
        ("nbib", b"PMID- 1\nTI  - x\nAB  - " + b"ab\n      " * 300_000 + b"\n"),
    ],
    ids=["letters", "signs", "ris-lines", "nbib-lines"],
)
def test_a_long_value_is_gone_through_once(code: str, data: bytes) -> None:
    """Each took from ten seconds to minutes, with the square of its length."""
    (entry,) = discover()[code].read(io.BytesIO(data))
    assert isinstance(entry, Entry)
    assert entry.records[0].title


@pytest.mark.parametrize(
    "code", sorted(code for code, item in discover().items() if "work" in item.kinds)
)
def test_every_format_writes_what_can_be_read(hostile: dict[str, Record], code: str) -> None:
    fmt = discover()[code]
    stream = io.BytesIO()
    works = [record for uid, record in hostile.items() if uid.startswith("work:")]
    try:
        fmt.write(works, hostile.get, stream)
    except NotImplementedError:
        pytest.skip(f"{code} is only read")
    written = stream.getvalue()
    assert written
    if "json" in code:
        json.loads(written)
    elif written.lstrip().startswith(b"<"):
        etree.fromstring(written)
    stream.seek(0)
    read = [entry for entry in fmt.read(stream) if isinstance(entry, Entry)]
    # A record of ISO 2709 holds 99,999 bytes; one that is longer is told of by its reader.
    assert len(read) == len(works) or (code == "marc" and read)
