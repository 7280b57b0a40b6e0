"""Whatever is typed, an answer takes bounded steps in a large library and says what it left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from million import generate
from naughty_queries import naughty_queries

from spexplorer.domain.query_text import bounded
from spexplorer.operations import search as searching
from spexplorer.operations.search import Cut, Hits, answer_library, count_hits, cut_in_words
from spexplorer.storage import deadline
from spexplorer.words.language import PLAIN

HAN = "".join(chr(0x4E00 + at * 37 % 5000) for at in range(400))
HEAVY = [
    *("kind:event " * 60, "-kind:event " * 60, "kind:event history", "section:*", "decade:%"),
    *(
        HAN,
        "中" * 400,
        "year:XXXX",
        "history decade:1990s",
        "\ud800",
        "silk \udc00",
        "history " * 300,
    ),
    *(" OR ".join(["history"] * 200), "'" * 501, "a " * 5000, "1 " * 250, "histroy " * 60),
    " ".join(f"histroy{at}" for at in range(60)),
]
_MOST = 2_000
"""Looks at the clock, one after each thousand steps of SQLite's machine."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.spex"
    generate(path, 16_000, 3_000)
    return path


class Clock:
    """Processor time that goes on by a second with each look at it."""

    def __init__(self) -> None:
        self.looks = 0

    def thread_time(self) -> float:
        return float(self.looks)

    def passes(self) -> bool:
        self.looks += 1
        return False


def answered(path: Path, query: str, clock: Clock) -> Hits:
    clock.looks = 0
    return answer_library(path, query, limit=60, called_off=clock.passes)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(deadline, "time", made)
    monkeypatch.setattr(searching, "ANSWER_SECONDS", _MOST)
    return made


def test_no_query_takes_more_steps_than_it_may(large: Path, clock: Clock) -> None:
    for query in (*HEAVY, *naughty_queries()[::7]):
        found = answered(large, query, clock)
        assert len(found.hits) == len(found.about) <= 60, ascii(query[:60])
        # What was found is still put into words, which takes a few steps for each hit.
        assert clock.looks < _MOST + 100, ascii(query[:60])


def test_an_answer_says_that_it_was_cut(
    large: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "ANSWER_SECONDS", 3)
    found = answered(large, "decade:% history", clock)
    assert (found.hits, found.cut) == ((), Cut.TIME)
    assert "took too long" in cut_in_words(PLAIN, found.cut)
    clock.looks = 0
    assert count_hits(large, "decade:% history", clock.passes) < 0


def test_what_is_common_is_answered_whole(large: Path, clock: Clock) -> None:
    for query in (
        "history",
        "kind:work",
        "kind:event history",
        "decade:1990s history",
        "year:2013",
    ):
        found = answered(large, query, clock)
        assert found.hits, query
        assert found.cut is None, query
    assert clock.looks < _MOST


def test_a_query_is_looked_at_to_the_end_of_a_word() -> None:
    assert bounded("soft power ") == "soft power "
    assert bounded("x" * 501) == "x" * 500
    assert bounded("silk \udc00road") == "silk road"
    assert bounded("kind:event " * 60) == "kind:event " * 20
    assert bounded("kind:events" * 2 + " " + "y" * 600) == "kind:events" * 2 + " "
    assert bounded(HAN) == HAN[:40] + " "
    for query in (*HEAVY, *naughty_queries()):
        assert bounded(bounded(query)) == bounded(query)


def test_a_query_that_is_too_long_is_told_of(bundled: Path) -> None:
    found = answer_library(bundled, "soft power " * 60)
    assert found.cut is Cut.WORDS
    assert found.hits
    assert answer_library(bundled, "soft power " * 5).cut is None
