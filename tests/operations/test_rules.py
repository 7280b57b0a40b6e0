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
