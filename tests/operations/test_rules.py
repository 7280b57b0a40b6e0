"""Each rule finds what it is for in a catalogue that has it, and nothing in one that has not."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.catalogue_check import check_catalogue
from spexplorer.operations.editing import LibraryWriter, add_plain
from spexplorer.operations.identifier_checks import wrong_parts
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.rules import rules

WORK = {"type": "book", "issued": "2001", "language": "en"}
AGENT = {"agent_type": "person"}

CASES = {
    "required": ("work", [{"id": "work:x", "title": "x", "type": "book"}], "work:x issued"),
    "dates": (
        "work",
        [{"id": "work:x", "title": "x", **WORK, "issued": "2001-05", "accessed": "2001-04-30"}],
        "work:x accessed",
    ),
    "orphans": ("agent", [{"id": "agent:x", "name": "x", **AGENT}], "agent:x None"),
    "duplicate_identifiers": (
        "work",
        [
            {"id": "work:x", "title": "x", **WORK, "doi": "10.1000/ABC"},
            {"id": "work:y", "title": "y", **WORK, "doi": "https://doi.org/10.1000/abc"},
        ],
        "work:y doi",
    ),
    "evidence": (
        "event",
        [{"id": "event:x", "title": "x", "event_type": "political", "date": "2001"}],
        "event:x evidence",
    ),
    "names": (
        "work",
        [{"id": "work:x", "title": "x", **WORK, "publisher": "Наука"}],
        "work:x publisher",
    ),
    "shorteners": (
        "work",
        [{"id": "work:x", "title": "x", **WORK, "url": "https://bit.ly/2abc"}],
        "work:x url",
    ),
    "mixed_script": ("work", [{"id": "work:x", "title": "Кaзахстан", **WORK}], "work:x title"),
    "identifiers": (
        "work",
        [{"id": "work:x", "title": "x", **WORK, "isbn": "978-3-16-148410-1", "issn": "2049-3630"}],
        "work:x isbn",
    ),
}
SOUND = (
    ("agent", [{"id": "agent:n", "name": "Nauka", "variants": [{"form": "Наука"}], **AGENT}]),
    (
        "work",
        [
            {
                "id": "work:n",
                "title": "Казахстан and Китай",
                **WORK,
                "accessed": "2001",
                "publisher": "Наука",
                "isbn": "978-3-16-148410-0",
                "issn": "2049-3630",
                "contributors": [{"agent": "agent:n", "role": "author"}],
                "url": "https://example.org/bit.ly",
                "doi": "10.1000/xyz",
            }
        ],
    ),
)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    new_library(path)
    return path


def found_in(path: Path) -> list[tuple[str, str]]:
    return [(one.rule, f"{one.record} {one.field}") for one in check_catalogue(path)]


def test_every_rule_has_a_case() -> None:
    assert set(rules()) == set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_is_for(empty: Path, rule: str) -> None:
    kind, records, expected = CASES[rule]
    with closing(LibraryWriter(empty)) as writer:
        writer.run(add_plain(kind, records))
    assert (rule, expected) in found_in(empty)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("work", {"title": "x", **WORK, "original_date": "2003"}, "issued"),
        ("work", {"title": "x", **WORK, "submitted": "2004-05"}, "issued"),
        (
            "agent",
            {
                "name": "x",
                **AGENT,
                "existed": "1950/",
                "offices": [{"title": "y", "to": "1949", "from": "1948"}],
            },
            "offices",
        ),
    ],
)
def test_dates_that_are_reversed(empty: Path, kind: str, values: dict, expected: str) -> None:
    with closing(LibraryWriter(empty)) as writer:
        writer.run(add_plain(kind, [{"id": f"{kind}:x", **values}]))
    assert ("dates", f"{kind}:x {expected}") in found_in(empty)


@pytest.mark.parametrize(
    ("scheme", "right", "wrong"),
    [
        ("ISBN", "0-306-40615-2", "0-306-40615-3"),
        ("ISSN", "2049-3630; 0378-5955 (print)", "2049-3631"),
        ("ISMN", "979-0-2600-0043-8", "979-0-2600-0043-9"),
        ("ORCID", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0098"),
        ("ISNI", "0000 0001 2103 2683", "0000 0001 2103 2684"),
        ("DOI", "http://doi.acm.org/10.1145/1143120.1143123", "11.1000/x"),
        ("VIAF", "anything", ""),
    ],
)
def test_check_digits(scheme: str, right: str, wrong: str) -> None:
    assert list(wrong_parts(scheme, right)) == []
    assert list(wrong_parts(scheme, wrong)) == ([wrong] if wrong else [])


def test_a_sound_catalogue_is_told_nothing_of(empty: Path) -> None:
    with closing(LibraryWriter(empty)) as writer:
        for kind, records in SOUND:
            writer.run(add_plain(kind, records))
    assert found_in(empty) == []


def test_on_the_command_line(spexplorer, bundled: Path) -> None:
    told = json.loads(spexplorer("validate", "--json", bundled).stdout)
    assert {"rule", "severity", "record", "field", "explanation"} == set(told[0])
    assert "error" not in {one["severity"] for one in told}
    rows = list(csv.reader(io.StringIO(spexplorer("validate", "--csv", bundled).stdout)))
    assert (rows[0][0], len(rows)) == ("rule", len(told) + 1)
