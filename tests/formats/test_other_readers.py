"""What this program writes is read by other programs' readers, and keeps to the schemas of its formats."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import rispy
from bibtexparser import parse_string
from lxml import etree
from pymarc import MARCReader, parse_xml_to_array
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from spexplorer.citing.styles import style_named
from spexplorer.domain.authorities import Agent
from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.formats.interchange import discover
from spexplorer.operations.citing import Citer
from spexplorer.operations.export import records_of

sys.path.insert(0, str(Path(__file__).parent))

from test_round_trips import made_up

DATA = Path(__file__).resolve().parents[1] / "data"
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")


@pytest.fixture(scope="module")
def library(bundled: Path) -> dict[str, Record]:
    return {str(record.id): record for record in records_of(bundled)}


@pytest.fixture(scope="module")
def works(library: dict[str, Record]) -> tuple[list[Work], dict[str, Record]]:
    """The works of the paper, and made-up ones of all types with all fields."""
    made, agents = made_up(60)
    own = [record for record in library.values() if isinstance(record, Work)]
    return [*own, *made], library | agents


def written(code: str, records: Iterable[Record], all_records: dict[str, Record]) -> bytes:
    stream = io.BytesIO()
    discover()[code].write(records, all_records.get, stream)
    return stream.getvalue()


def folded(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", text.casefold())


@pytest.mark.parametrize("code", ["marcxml", "mods"])
def test_xml_keeps_to_the_schema(code: str, works: Any) -> None:
    schema = etree.RelaxNG(etree.parse(DATA / f"{code}.rng"))
    tree = etree.fromstring(written(code, *works))
    assert schema.validate(tree), schema.error_log.filter_from_errors()[:3]
    damaged = etree.fromstring(written(code, works[0][:1], works[1]))
    damaged[0].insert(0, etree.Element("{http://www.loc.gov/mods/v3}madeUp"))
    assert not schema.validate(damaged)


def test_pymarc_reads_every_record(works: Any) -> None:
    some, everything = works
    wanted = [" ".join(one.title.split()) for one in some]
    binary = MARCReader(written("marc", some, everything), permissive=True)
    xml = parse_xml_to_array(io.BytesIO(written("marcxml", some, everything)))
    for records in (list(binary), xml):
        assert [" ".join(one.title.split()) for one in records] == wanted  # type: ignore[union-attr]
        assert all(str(one.leader)[9] == "a" for one in records)  # type: ignore[union-attr]
        assert all(len(one["008"].data) == 40 for one in records if "008" in one)  # type: ignore[union-attr]


def test_pymarc_reads_the_authorities(library: dict[str, Record]) -> None:
    agents = [record for record in library.values() if isinstance(record, Agent)]
    data = written("marc-authority", agents, library)
    records = list(MARCReader(data, permissive=True))
    assert len(records) == len(agents)
    for one, agent in zip(records, agents, strict=True):
        assert one is not None
        assert one.leader[6] == "z"
        heading = next(field for field in one.fields if field.tag in ("100", "110", "111", "151"))
        named = folded(heading.format_field())
        assert all(folded(part) in named for part in (agent.family or agent.name).split())
        assert len(one.get_fields("400", "410", "411")) <= len(agent.variants) + 2


def test_rispy_reads_every_entry(works: Any) -> None:
    some, everything = works
    read = rispy.loads(written("ris", some, everything).decode())
    assert len(read) == len(some)
    for entry, one in zip(read, some, strict=True):
        assert folded(entry.get("title") or entry.get("primary_title") or "") == folded(one.title)
        assert not one.doi or folded(entry["doi"]) == folded(one.doi)
        authors = [part for part in one.contributors if part.role == "author"]
        assert len(entry.get("authors", entry.get("first_authors", []))) == len(authors)


@pytest.mark.parametrize("code", ["bibtex", "biblatex"])
def test_bibtexparser_reads_every_entry(code: str, works: Any) -> None:
    some, everything = works
    found = parse_string(written(code, some, everything).decode())
    assert not found.failed_blocks
    assert len({entry.key for entry in found.entries}) == len(some)
    assert all(entry["title"].strip() for entry in found.entries)


PANDOC = [
    ("ris", "ris"),
    ("bibtex", "bibtex"),
    ("biblatex", "biblatex"),
    ("csl-json", "csljson"),
    ("endnote-xml", "endnotexml"),
]


@pytest.mark.parametrize(("code", "reader"), PANDOC)
def test_pandoc_reads_every_entry(code: str, reader: str, works: Any) -> None:
    some, everything = works
    found = json.loads(converted(written(code, some, everything), reader, "csljson"))
    assert len(found) == len(some)
    titles = {folded(re.sub(r"<[^>]*>", "", entry.get("title", ""))) for entry in found}
    own = [record for record in some if not record.id.startswith("work:made-up")]
    assert {folded(one.title) for one in own} <= titles
    dated = [one for one in own if re.match(r"\d{4}", one.issued or "")]
    assert sum("issued" in entry for entry in found) >= len(dated)


def converted(data: bytes, reader: str, writer: str) -> str:
    arguments = [pypandoc.get_pandoc_path(), "-f", reader, "-t", writer, "--wrap=none"]
    done = subprocess.run(arguments, input=data, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


@pytest.mark.parametrize("form", ["docx", "odt", "rtf"])
def test_pandoc_opens_the_documents(form: str, bundled: Path) -> None:
    citer = Citer(bundled)
    entries = citer.bibliography(None, style_named("chicago-notes"))
    text = folded(converted(citer.document(entries, form, "Sources"), form, "plain"))
    works = [one for one in records_of(bundled) if isinstance(one, Work)]
    assert all(folded(one.title) in text for one in works)


def test_rdflib_reads_the_trees(library: dict[str, Record]) -> None:
    trees = [one for one in library.values() if isinstance(one, Concept | Instrument)]
    graph = Graph().parse(data=written("skos", trees, library), format="turtle")
    found = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(found) == len(trees)
    labels = {str(label) for label in graph.objects(None, SKOS.prefLabel)}
    assert {one.pref_label for one in trees if isinstance(one, Concept)} <= labels
    assert {one.name for one in trees if isinstance(one, Instrument)} <= labels
    for one in trees:
        if one.broader:
            own, above = (URIRef(f"urn:spexplorer:{uid}") for uid in (one.id, one.broader))
            assert above in set(graph.objects(own, SKOS.broader))
    for subject in found:  # S14: one preferred label in a language; S13: none is another label, too
        preferred = list(graph.objects(subject, SKOS.prefLabel))
        languages = [label.language for label in preferred if isinstance(label, Literal)]
        assert len(languages) == len(set(languages)), subject
        assert set(preferred).isdisjoint(graph.objects(subject, SKOS.altLabel)), subject
    related = set(graph.subject_objects(SKOS.related))
    for one, other in related:  # S27: what is related is not broader
        assert other not in set(graph.transitive_objects(one, SKOS.broader)), one
