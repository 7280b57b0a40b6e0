"""Passages found again in damaged copies: of a text of our own, and of the paper where it is there."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "db/build"))

from damage import Copy, Sentence, plain, wrapped
from test_fingerprint import prose

from spexplorer.anchoring import fingerprint as fp
from spexplorer.anchoring.alignment import CONTEXT, SoughtPassage, align, selectors

PAPER = Path(__file__).resolve().parents[3] / "shared/sources/kuramayeva-nurdavletova-2018.txt"
NOTES = [
    "A. Weir, The Ropewalk and its Widows, 1908, p. 12.",
    "See: B. Quay, Tariffs of the Upper River, 1911, pp. 5-6.",
    "C. Sluice, Letters to a Glazier, Vol. 2, 1899.",
    "See: D. Bell, The Melody of Lighthouses, 1920, p. 77.",
]
OWN = [Sentence(f"passage:{i:03}", text) for i, text in enumerate(prose(7, 171))]


def paper_sentences() -> tuple[list[Sentence], list[Sentence]]:
    if not PAPER.exists():
        pytest.skip("the paper is not part of the project and is not on this machine")
    import passages

    found = passages.read_paper(PAPER.read_text(encoding="utf-8"))[1]
    body = [Sentence(one.key, one.text) for one in found if one.footnote is None]
    return body, [Sentence(one.key, one.text) for one in found if one.footnote is not None]


@pytest.fixture(params=["own", "paper"])
def source(request: pytest.FixtureRequest) -> tuple[list[Sentence], list[str]]:
    """171 sentences and some footnotes."""
    if request.param == "own":
        return OWN, NOTES
    body, notes = paper_sentences()
    return body, [one.text for one in notes]


def wanted(sentences: Sequence[Sentence], notes: Sequence[str] = ()) -> list[SoughtPassage]:
    marks = [SoughtPassage(key, fp.of_text(text)) for key, text in sentences]
    return marks + [SoughtPassage(f"n{i}", fp.of_text(text), True) for i, text in enumerate(notes)]


def judged(copy: Copy, marks: Sequence[SoughtPassage]) -> tuple[int, int, int]:
    """How many sentences stand exactly where they do, how many mostly, how many somewhere else."""
    exact = mostly = wrong = 0
    for anchor in align(marks, copy.text):
        if anchor.start is None or anchor.end is None or not anchor.passage.startswith("passage:"):
            continue
        start, end = copy.truth.get(anchor.passage, (0, 0))
        exact += (anchor.start, anchor.end) == (start, end)
        if min(anchor.end, end) - max(anchor.start, start) > (end - start) / 2 > 0:
            mostly += 1
        else:
            wrong += 1
    return exact, mostly, wrong


def test_a_clean_copy_has_every_sentence_in_its_place(source) -> None:
    sentences, notes = source
    assert judged(plain(sentences), wanted(sentences, notes)) == (171, 171, 0)


def test_other_lines_and_hyphens_move_nothing(source) -> None:
    sentences, notes = source
    assert judged(wrapped(sentences), wanted(sentences, notes)) == (171, 171, 0)


def test_heads_and_footnotes_between_the_halves_of_a_sentence(source) -> None:
    sentences, notes = source
    exact, mostly, wrong = judged(wrapped(sentences, 70, 40, notes), wanted(sentences, notes))
    assert exact >= 169 and mostly >= 170 and wrong <= 1


def test_halves_that_changed_places_are_found(source) -> None:
    sentences, notes = source
    assert judged(plain(sentences).swapped(), wanted(sentences, notes)) == (171, 171, 0)


@pytest.mark.parametrize(("rate", "least"), [(0.01, 170), (0.03, 168), (0.06, 154)])
def test_wrong_letters(source, rate: float, least: int) -> None:
    sentences, notes = source
    for seed in range(2):
        copy = wrapped(sentences).noisy(rate, random.Random(seed))
        _, mostly, wrong = judged(copy, wanted(sentences, notes))
        assert mostly >= least and wrong <= 1, (seed, mostly, wrong)


def test_what_is_missing_is_orphaned(source) -> None:
    sentences, notes = source
    kept = random.Random(3).sample(sentences, 154)
    copy = wrapped([one for one in sentences if one in kept])
    assert judged(copy, wanted(sentences, notes)) == (154, 154, 0)


def test_nothing_is_found_in_another_text(source) -> None:
    sentences, notes = source
    for seed in (101, 102):
        other = " ".join(prose(seed, 300)) if sentences is not OWN else filler(seed)
        assert not [one for one in align(wanted(sentences, notes), other) if one.start is not None]


def filler(seed: int) -> str:
    """Prose of other words than those of our own text."""
    rng = random.Random(seed)
    words = ["".join(rng.choices("abcdefghilmnoprstuv", k=rng.randint(2, 9))) for _ in range(900)]
    return ". ".join(" ".join(rng.choices(words, k=20)) for _ in range(250))


@pytest.mark.parametrize("text", ["", " \n", "one", "\ud800 x", "a b c " * 2000])
def test_any_text_can_be_aligned(text: str) -> None:
    assert all(one.start is None for one in align(wanted(OWN[:20]), text))


def test_a_quotation_comes_with_what_stands_around_it() -> None:
    text = "x" * 50 + "the quotation" + "y" * 50
    quote, position = selectors(text, 50, 63)
    assert quote["exact"] == "the quotation"
    assert (quote["prefix"], quote["suffix"]) == ("x" * CONTEXT, "y" * CONTEXT)
    assert (position["start"], position["end"]) == (50, 63)


def test_the_paper_as_it_came(spexplorer, bundled: Path) -> None:
    """Every sentence and footnote, even the one that is torn by a displaced line."""
    if not PAPER.exists():
        pytest.skip("the paper is not part of the project and is not on this machine")
    import json

    done: subprocess.CompletedProcess[str] = spexplorer(
        "attach", "work:kuramayeva-nurdavletova-2018", PAPER, "--json", bundled
    )
    rows = json.loads(done.stdout)
    assert [row["passage"] for row in rows if row["state"] != "anchored"] == []
    starts = [row["start"] for row in rows if "-fn-" not in row["passage"]]
    assert starts == sorted(starts) and len(starts) == 171
