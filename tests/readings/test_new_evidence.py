"""Dates, amounts and names are found in words, and a form begins with what was taken of them."""

from __future__ import annotations

import pytest

from spexplorer.readings.new_evidence import FoundValue, filled_form, found_values

NAMES = [
    ("agent:council", "Council of Marrow"),
    ("agent:marrow", "Marrow"),
    ("place:marrow", "Marrow"),
    ("place:weir", "Upper Weir"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 20 December 2006 it opened", [("date", "2006-12-20")]),
        ("on December 20, 2006, it opened", [("date", "2006-12-20")]),
        ("in May 1931", [("date", "1931-05")]),
        ("from 2002–2006 and in 2013", [("date", "2002/2006"), ("date", "2013")]),
        ("paid $1.2 million", [("amount", "1200000")]),
        ("12,500 students", [("amount", "12500")]),
        ("grew by 2.5 percent", [("amount", "2.5")]),
        ("three of 4 weirs", []),
        ("the Council of Marrow at Upper Weir", [("agent", "agent:council"), ("place", "place:weir")]),
        ("marrows and Marrowbone", []),
    ],
)  # fmt: skip
def test_values_found_in_words(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.sort, one.value) for one in found_values(text, NAMES)] == found


def test_a_form_begins_with_what_was_taken() -> None:
    values = [
        FoundValue("date", "May 1931", "1931-05"),
        FoundValue("amount", "$1.2 billion", "1200000000", "USD"),
        FoundValue("agent", "the council", "agent:council"),
        FoundValue("place", "Marrow", "place:marrow"),
    ]
    evidence = [{"passage": "passage:one", "role": "states"}]
    event = filled_form("event", ["passage:one"], values)
    assert event == {
        "evidence": evidence,
        "date": "1931-05",
        "date_printed": "May 1931",
        "agents": ["agent:council"],
        "place": "place:marrow",
    }
    statistic = filled_form("statistic", ["passage:one"], values, {"us-dollar-billion"})
    assert (statistic["value"], statistic["unit"]) == ("1.2", "us-dollar-billion")
    assert statistic["as_of"] == "1931-05"
