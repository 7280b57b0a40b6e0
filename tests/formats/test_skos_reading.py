"""SKOS comes in from Turtle and RDF/XML, linked; what this program wrote comes back as it was."""

from __future__ import annotations

import io
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.formats.interchange import HEAD, Entry, discover, recognised
from spexplorer.operations.editing import LibraryWriter, undo
from spexplorer.operations.examination import examine
from spexplorer.operations.export import export_sources, records_of
from spexplorer.operations.importing import importing
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.library_creation import new_library
from spexplorer.support.errors import AppError

TURTLE = b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
PREFIX ex: <http://example.org/terms/>
@base <http://example.org/terms/> .
# The narrower stands before the broader.
ex:media a skos:Concept ; skos:prefLabel "Media"@en , "\\u0421\\u041C\\u0418"@ru ;
  skos:altLabel "Mass media"@en, 'Buqaralyq'@kk-Latn ; skos:broader <power> ;
  skos:related ex:language ; skos:exactMatch <http://id.loc.gov/authorities/subjects/sh85081863> .
<power> a skos:Concept ; skos:prefLabel 'Soft "power"'@en ; skos:definition "Attraction."@en ;
  skos:scopeNote "Not force."@en ; skos:narrower ex:language ; skos:broader ex:media .
ex:language a skos:Concept ; skos:prefLabel "Language"@en ; skos:note [ a ex:Note ; ex:year 1.5 ] .
"""
XML = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:skos="http://www.w3.org/2004/02/skos/core#" xml:base="http://example.org/terms/">
 <skos:Concept rdf:about="media"><skos:prefLabel xml:lang="en">Media</skos:prefLabel>
  <skos:prefLabel xml:lang="ru">&#x421;&#x41C;&#x418;</skos:prefLabel>
  <skos:altLabel xml:lang="en">Mass media</skos:altLabel>
  <skos:altLabel xml:lang="kk-Latn">Buqaralyq</skos:altLabel>
  <skos:broader rdf:resource="power"/><skos:related rdf:resource="language"/></skos:Concept>
 <rdf:Description rdf:about="power">
  <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
  <skos:prefLabel>Soft "power"</skos:prefLabel><skos:definition>Attraction.</skos:definition>
  <skos:scopeNote>Not force.</skos:scopeNote><skos:narrower>
   <skos:Concept rdf:ID="x"><skos:prefLabel>Inner</skos:prefLabel></skos:Concept>
  </skos:narrower><skos:narrower rdf:resource="language"/></rdf:Description>
 <skos:Concept rdf:about="language"><skos:prefLabel>Language</skos:prefLabel></skos:Concept>
</rdf:RDF>
"""


def run(path: Path, operation):
    with closing(LibraryWriter(path, "tester")) as writer:
        return writer.run(operation)


@pytest.mark.parametrize("data", [TURTLE, XML], ids=["turtle", "xml"])
def test_a_thesaurus_comes_in_linked_and_goes_again(data: bytes, tmp_path: Path) -> None:
    library, source = tmp_path / "own.spex", tmp_path / "terms.rdf"
    new_library(library)
    source.write_bytes(data)
    assert recognised(data[:HEAD], source.name) is discover()["skos"]
    run(library, importing([source]))
    found = {one.pref_label: one for one in records_of(library) if isinstance(one, Concept)}
    media, power = found["Media"], found['Soft "power"']
    assert {form.form for form in media.variants} == {"СМИ", "Mass media", "Buqaralyq"}
    assert ("kk", "Latn") in {(form.language, form.script) for form in media.variants}
    assert media.broader == power.id
    assert media.related == (found["Language"].id,)
    assert found["Language"].broader == power.id
    assert power.broader is None  # the circle is cut
    assert power.definition == "Attraction.\nNot force."
    assert examine(library).findings == ()
    assert run(library, importing([source])).outcome.added == 0
    run(library, undo())
    assert not [one for one in records_of(library) if isinstance(one, Concept)]


def test_the_trees_of_a_library_come_back_as_they_were(bundled: Path, tmp_path: Path) -> None:
    own, source = tmp_path / "own.spex", tmp_path / "trees.ttl"
    shutil.copyfile(bundled, own)
    make_ready(own)
    stream = io.BytesIO()
    fmt = discover()["skos"]
    report = export_sources(own, stream, fmt)
    assert set(report.losses) <= {"evidence", "tags", "collections", "holder", "assessments"}
    source.write_bytes(stream.getvalue())
    assert run(own, importing([source])).outcome.added == 0
    wanted = {one.id: one for one in records_of(own) if isinstance(one, Concept | Instrument)}
    back = {one.records[0].id: one.records[0] for one in fmt.read(io.BytesIO(stream.getvalue()))}
    assert back.keys() == wanted.keys()
    for uid, one in back.items():
        names = ["variants", "broader"]
        names += (
            ["name", "vector", "description", "crosswalk"] if isinstance(one, Instrument) else []
        )
        names += ["pref_label", "definition", "related"] if isinstance(one, Concept) else []
        for name in names:
            ours, theirs = getattr(one, name), getattr(wanted[uid], name)
            if name == "variants":
                ours, theirs = ({(f.form, f.language) for f in forms} for forms in (ours, theirs))
            assert ours == theirs, (uid, name)


@pytest.mark.parametrize(
    "data",
    [
        b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . skos:Concept",
        b"<a> a <http://www.w3.org/2004/02/skos/core#Concept> ; ( ( (",
        b"skos:Concept <http://www.w3.org/2004/02/skos/core#> " + b"[ <a> " * 5_000,
        b"<?xml version='1.0'?><x xmlns='http://www.w3.org/2004/02/skos/core#'><Concept/></x>",
        b"",
    ],
)
def test_what_is_damaged_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(AppError, match=r"\.$"):
        list(discover()["skos"].read(io.BytesIO(data)))


def test_what_follows_is_told_of() -> None:
    entries = list(discover()["skos"].read(io.BytesIO(TURTLE)))
    said = {remark.sentence for one in entries if isinstance(one, Entry) for remark in one.remarks}
    assert any("{match}" in sentence for sentence in said)


def concepts(count: int, link: bytes) -> bytes:
    """A chain of concepts, each joined to the next."""
    head = b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/> .\n"
    return head + b"".join(
        b':c%d a skos:Concept ; skos:prefLabel "C%d" ; skos:%s :c%d .\n' % (n, n, link, n + 1)
        for n in range(count)
    )


def read(data: bytes) -> list[Entry]:
    return [one for one in discover()["skos"].read(io.BytesIO(data)) if isinstance(one, Entry)]


@pytest.mark.parametrize("link", [b"broader", b"narrower"])
def test_a_tree_is_cut_where_it_has_hundreds_of_levels(link: bytes) -> None:
    """Following the broader of each takes the square of the levels: minutes for ten thousand."""
    found = read(concepts(1_000, link) + b":c1000 a skos:Concept ; skos:prefLabel 'Last' .")
    said = [remark for one in found for remark in one.remarks]
    assert len(found) == 1_001
    assert len(said) == 5
    assert all("at most {n} levels" in remark.sentence for remark in said)


def test_broader_concepts_that_are_not_followed_are_told_of() -> None:
    data = concepts(3, b"broader") + b":c3 a skos:Concept ; skos:prefLabel 'D' ; skos:broader %s ."
    for link, words in (
        (b":c0", "below this one"),
        (b":c3", "its own"),
        (b":z", "not in the file"),
    ):
        said = [remark.sentence for one in read(data % link) for remark in one.remarks]
        assert [words in sentence for sentence in said] == [True], said


HUGE = {
    "a label": b':a a skos:Concept ; skos:prefLabel "%s" .' % (b"x" * 20_000_000),
    "labels": b':a a skos:Concept ; skos:prefLabel "A" ; skos:altLabel "1"%s .'
    % b"".join(b', "%d"' % n for n in range(60_000)),
    "semicolons": b":a a skos:Concept %s skos:prefLabel 'A' ." % (b";" * 500_000),
    "half a sign": b':a a skos:Concept ; skos:prefLabel "x\\ud800\\u0000" .',
    "an address": b":a a skos:Concept ; skos:prefLabel 'A' ; skos:broader <http://x/%s> ."
    % (b"x" * 1_000_000),
}


@pytest.mark.parametrize("data", HUGE.values(), ids=HUGE)
def test_what_is_huge_is_kept_within_bounds(data: bytes) -> None:
    (entry,) = read(concepts(0, b"broader") + data)
    assert len(repr(entry)) < 700_000
    assert all(len(value) < 300 for remark in entry.remarks for _, value in remark.values)
    repr(entry).encode()


@pytest.mark.parametrize(
    "tail", [b'"' * 200_001, b'"""' + b'x"' * 200_000, b'"' + b"\\" * 300_001, b'"x\n' * 90_000, b"(" * 9_999]
)  # fmt: skip
def test_text_without_an_end_is_refused(tail: bytes) -> None:
    with pytest.raises(AppError, match=r"line 2"):
        read(concepts(0, b"broader") + b":a a skos:Concept ; skos:prefLabel " + tail)
