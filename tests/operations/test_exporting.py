"""The JSON export: every field of the contract, and every record the same when read back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from spexplorer.domain.digests import checksum_of
from spexplorer.domain.kinds import KINDS, PLURALS
from spexplorer.domain.plain import from_plain
from spexplorer.operations.export import export_library, records_of
from spexplorer.support.errors import AppError

EVERY = {"id", "origin", "evidence", "tags", "created", "modified"}
CONTRACT = {
    "work": "type title title_original title_original_basis title_translated language script"
    " contributors container_title publisher publisher_place issued volume issue page url accessed"
    " doi isbn issn call_number source_type status",
    "agent": "agent_type name variants description",
    "place": "name variants place_type latitude longitude",
    "concept": "pref_label definition broader related holder",
    "instrument": "name vector broader description assessments crosswalk",
    "event": "title event_type date date_printed date_basis description place agents instruments",
    "agreement": "title form level parties dates subject provisions status status_as_of relations",
    "statistic": "measure value value_high unit qualifier as_of place derived_from",
    "claim": "statement holder stance instruments supported_by contradicts",
    "citation": "work number relation cited_work target_number locator mark_passage"
    " transcription_notes",
    "passage": "work section paragraph sentence page page_basis footnote token_count fingerprint",
    "note": "target note_type as_printed reading basis confidence explanation",
}
PARTS = {
    ("work", "contributors"): {"agent", "role", "as_printed"},
    ("agent", "variants"): {"form", "language", "script", "scheme", "basis"},
    ("place", "variants"): {"form", "language", "script", "scheme", "basis"},
    ("instrument", "assessments"): {"verdict", "holder", "basis", "reason"},
    ("instrument", "crosswalk"): {"scheme", "term", "match"},
    ("agreement", "dates"): {"type", "date"},
    ("event", "evidence"): {"passage", "role"},
}


def exported(path: Path, **options) -> dict:
    stream = io.StringIO()
    count = export_library(path, stream, **options)
    document = json.loads(stream.getvalue())
    assert count == sum(len(document[plural]) for plural in PLURALS.values())
    return document


@pytest.fixture(scope="module")
def everything(bundled: Path) -> dict:
    return exported(bundled)


def test_the_frame_of_the_document(everything: dict) -> None:
    assert list(everything) == ["format", "version", "library", *PLURALS.values()]
    assert everything["format"] == "spexplorer-library"
    assert everything["version"] == 1
    assert set(everything["library"]) == {"name", "version", "checksum"}
    assert all(everything["library"].values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_contract_is_there(everything: dict, kind: str) -> None:
    listed = everything[PLURALS[kind]]
    assert listed
    for plain in listed:
        assert EVERY | set(CONTRACT[kind].split()) <= set(plain)
        assert plain["id"].startswith(f"{kind}:")


@pytest.mark.parametrize(("kind", "field"), PARTS)
def test_every_field_of_the_parts_is_there(everything: dict, kind: str, field: str) -> None:
    parts = [part for plain in everything[PLURALS[kind]] for part in plain[field]]
    assert parts
    assert all(set(part) == PARTS[kind, field] for part in parts)


def test_the_export_read_back_is_the_library(everything: dict, bundled: Path) -> None:
    stored = list(records_of(bundled))
    read = [from_plain(plain) for plural in PLURALS.values() for plain in everything[plural]]
    assert read == stored
    assert checksum_of(read) == everything["library"]["checksum"]


def test_the_checksum_depends_on_the_content_alone(bundled: Path) -> None:
    stored = list(records_of(bundled))
    assert checksum_of(reversed(stored)) == checksum_of(stored)
    assert checksum_of(stored[1:]) != checksum_of(stored)


def test_a_kind_and_a_query_narrow(everything: dict, bundled: Path) -> None:
    places = exported(bundled, kind="place")
    assert places["places"] == everything["places"]
    assert all(places[plural] == [] for plural in PLURALS.values() if plural != "places")
    found = exported(bundled, query="软实力")
    assert 0 < len(found["concepts"]) < len(everything["concepts"])
    assert all(plain in everything["concepts"] for plain in found["concepts"])
    both = exported(bundled, query="软实力", kind="concept")
    assert both["concepts"] == found["concepts"]
    assert both["works"] == []


@pytest.mark.parametrize(
    "options", [{"fmt": "papyrus"}, {"query": "zzzzqqqq"}, {"query": "!?"}, {"query": " "}]
)
def test_nothing_is_written_when_nothing_can_be(bundled: Path, options: dict) -> None:
    stream = io.StringIO()
    with pytest.raises(AppError):
        export_library(bundled, stream, **options)
    assert stream.getvalue() == ""
