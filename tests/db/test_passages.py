"""The passages of the bundled library: ids, order, counts, pages, marks and fingerprints."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from spexplorer.anchoring import fingerprint as fp

ROOT = Path(__file__).resolve().parents[2]
PASSAGES = ROOT / "db/kn2018/passages.toml"
PAPER = ROOT.parent / "shared/sources/kuramayeva-nurdavletova-2018.txt"
TABLES: dict[str, dict[str, Any]] = tomllib.loads(PASSAGES.read_text(encoding="utf-8"))
SENTENCES = {key: table for key, table in TABLES.items() if "footnote" not in table}
FOOTNOTES = {key: table for key, table in TABLES.items() if "footnote" in table}
KEYS = {
    *("work", "section", "section_number", "paragraph", "sentence", "page", "page_basis"),
    *("footnote", "token_count", "fingerprint", "footnote_marks", "mark_as_printed"),
}
LOST_MARKS = {2, 4, 9}

needs_paper = pytest.mark.skipif(
    not PAPER.exists(), reason="the paper is not part of the project and is not on this machine"
)


def place(table: dict[str, Any]) -> tuple[int, int, int]:
    """Section, paragraph and sentence number."""
    return table["section_number"], table["paragraph"], table["sentence"]


def test_counts() -> None:
    """Two readers counted 171 sentences in 41 paragraphs of 7 sections, and 18 footnotes."""
    assert len(SENTENCES) == 171
    assert len({place(table)[:2] for table in SENTENCES.values()}) == 41
    assert len({table["section_number"] for table in SENTENCES.values()}) == 7
    assert len({table["section"] for table in SENTENCES.values()}) == 7
    assert len(FOOTNOTES) == 18


def test_ids_follow_from_the_place() -> None:
    assert len(TABLES) == PASSAGES.read_text(encoding="utf-8").count('["passage:')
    for key, table in SENTENCES.items():
        section, paragraph, sentence = place(table)
        assert key == f"passage:kn2018-{section}-{paragraph:02}-{sentence}"
    for key, table in FOOTNOTES.items():
        assert key == f"passage:kn2018-fn-{table['footnote']:02}"
        assert place(table) == (0, table["footnote"], 1)
        assert table["section"] == "Footnotes"


def test_reading_order_without_gaps() -> None:
    assert list(TABLES) == [*SENTENCES, *FOOTNOTES]
    assert [table["footnote"] for table in FOOTNOTES.values()] == list(range(1, 19))
    places = [place(table) for table in SENTENCES.values()]
    assert places[0] == (1, 1, 1)
    for (section, paragraph, sentence), after in pairwise(places):
        assert after in {
            (section, paragraph, sentence + 1),
            (section, paragraph + 1, 1),
            (section + 1, 1, 1),
        }


def test_pages_run_on() -> None:
    for tables in (SENTENCES, FOOTNOTES):
        pages = [[int(n) for n in table["page"].split("-")] for table in tables.values()]
        assert all(len(page) == 1 or page[1] == page[0] + 1 for page in pages)
        assert all(before[-1] <= after[0] for before, after in pairwise(pages))
    for table in TABLES.values():
        assert table["page_basis"] == ("printed" if table["page"] == "23" else "inferred")


def test_every_footnote_has_one_mark_on_its_page() -> None:
    found = {}
    for table in SENTENCES.values():
        numbers, forms = table.get("footnote_marks", []), table.get("mark_as_printed", [])
        assert len(numbers) == len(forms)
        for number, form in zip(numbers, forms, strict=True):
            found[number] = form
            note = FOOTNOTES[f"passage:kn2018-fn-{number:02}"]
            assert table["page"].split("-")[-1] == note["page"]
    assert list(found) == list(range(1, 19))
    assert {number for number, form in found.items() if not form} == LOST_MARKS


def test_tables_hold_locators_and_fingerprints_only() -> None:
    for key, table in TABLES.items():
        assert set(table) <= KEYS, key
        mark = fp.parse(table["fingerprint"])
        assert mark.token_count == table["token_count"] > 0, key
        assert all(len(form) <= 3 for form in table.get("mark_as_printed", [])), key


def test_fingerprints_tell_passages_apart() -> None:
    """Two footnotes are word for word the same (an op. cit.); nothing else is."""
    seen: dict[str, list[str]] = {}
    for key, table in TABLES.items():
        seen.setdefault(table["fingerprint"], []).append(key)
    same = [keys for keys in seen.values() if len(keys) > 1]
    assert same == [["passage:kn2018-fn-12", "passage:kn2018-fn-16"]]


@needs_paper
def test_tool_gives_the_file_byte_for_byte() -> None:
    done = subprocess.run(
        [sys.executable, "db/build/passages.py", str(PAPER)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == PASSAGES.read_bytes()


@needs_paper
def test_passages_are_found_in_the_paper_as_it_came() -> None:
    """All but a sentence torn by a displaced line and the two footnotes that are the same."""
    text = fp.index(fp.tokenize(PAPER.read_text(encoding="utf-8")))
    doubtful, starts = set(), []
    for key, table in TABLES.items():
        spot = fp.locate(fp.parse(table["fingerprint"]), text)
        if spot is None or not spot.certain:
            doubtful.add(key)
        elif key in SENTENCES:
            starts.append(spot.start)
    assert doubtful == {
        "passage:kn2018-1-02-7",
        "passage:kn2018-fn-12",
        "passage:kn2018-fn-16",
    }
    assert starts == sorted(starts)
