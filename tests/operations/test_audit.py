"""The source audit: each rule on a small library of its own, and all of them on the bundled one."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from spexplorer.operations.audit import audit
from spexplorer.operations.audit_rules import audit_rules
from spexplorer.operations.editing import LibraryWriter, add_plain
from spexplorer.operations.library_creation import new_library

PAPER = {"id": "work:p", "title": "The paper", "type": "book", "issued": "2010"}
SOURCE = {"id": "work:s", "title": "The source", "type": "book", "issued": "2001"}


def passage(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"passage:{number}", "work": "work:p", "section": "One", "section_number": 1,
        "paragraph": 1, "sentence": number, "token_count": 1, "fingerprint": "x", **fields,
    }  # fmt: skip


def citation(number: int, **fields: Any) -> dict[str, Any]:
    about = {"work": "work:p", "number": number, "relation": "cites", "cited_work": "work:s"}
    return {"id": f"citation:{number}", **about, **fields}


def figure(uid: str, value: float, as_of: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"statistic:{uid}", "measure": f"Barges in {as_of}", "value": value, "unit": "items",
        "as_of": as_of, "series": "barges", "evidence": [{"passage": "passage:1", "role": "states"}],
        **fields,
    }  # fmt: skip


MARKED = [passage(1, footnote_marks=[1], mark_as_printed=["1"])]
FIGURES = [figure("a", 100, "2000"), figure("b", 110, "2005")]

CASES: dict[str, tuple[dict[str, list[dict[str, Any]]], tuple[str, ...]]] = {
    "growth": (
        {
            "passage": MARKED,
            "statistic": [
                *FIGURES,
                figure("g", 10, "2010", measure="Growth", unit="percent-per-year"),
            ],
        },
        ("statistic:g", "statistic:a", "statistic:b"),
    ),
    "access_dates": (
        {"work": [PAPER, {**SOURCE, "accessed": "2011-02-03"}], "citation": [citation(1)]},
        ("work:s", "citation:1"),
    ),
    "early_filing": (
        {"work": [PAPER, {**SOURCE, "title": "Report 2009", "url": "http://x.org/200803/1.html"}]},
        ("work:s",),
    ),
    "unsourced": ({"passage": [passage(1)], "statistic": FIGURES[:1]}, ("statistic:a",)),
    "single_source": (
        {"passage": MARKED, "citation": [citation(1)], "statistic": FIGURES[:1]},
        ("work:s", "statistic:a"),
    ),
    "interested_sources": (
        {
            "work": [PAPER, {**SOURCE, "source_type": "state-media"}],
            "passage": MARKED,
            "citation": [citation(1)],
            "statistic": FIGURES[:1],
        },
        ("work:s", "statistic:a"),
    ),
    "second_hand": (
        {
            "passage": MARKED,
            "citation": [citation(1)],
            "work": [
                PAPER,
                SOURCE,
                {
                    "id": "work:speech",
                    "title": "A speech",
                    "type": "speech",
                    "evidence": [{"passage": "passage:1", "role": "mentions"}],
                },
            ],
        },
        ("work:speech", "work:s", "citation:1"),
    ),
    "unstable_links": (
        {"work": [PAPER, {**SOURCE, "url": "http://goo.gl/abc"}], "citation": [citation(1)]},
        ("work:s", "citation:1"),
    ),
    "footnote_sequence": (
        {"citation": [citation(1), citation(3)]},
        ("citation:1", "citation:3"),
    ),
    "contradicting_claims": (
        {
            "claim": [
                {"id": "claim:a", "statement": "It is.", "contradicts": ["claim:b"]},
                {"id": "claim:b", "statement": "It is not.", "contradicts": ["claim:a"]},
            ]
        },
        ("claim:a", "claim:b"),
    ),
}
SOUND: dict[str, list[dict[str, Any]]] = {
    "work": [PAPER, {**SOURCE, "accessed": "2009", "url": "http://x.org/200803/1.html"}],
    "passage": [
        passage(1, footnote_marks=[1], mark_as_printed=["1"]),
        passage(2, footnote_marks=[2], mark_as_printed=["2"]),
    ],
    "citation": [
        citation(1, mark_passage="passage:1"),
        citation(2, mark_passage="passage:2", relation="op_cit", target_number=1),
    ],
    "statistic": [
        *FIGURES,
        figure("g", 1.9, "2010", measure="Growth", unit="percent-per-year"),
    ],
}


def library_of(path: Path, records: dict[str, list[dict[str, Any]]]) -> Path:
    new_library(path)
    with closing(LibraryWriter(path)) as writer:
        for kind in ("work", "passage", "citation", "statistic", "claim"):
            found = records.get(kind, [PAPER, SOURCE] if kind == "work" else [])
            late = [one for one in found if "evidence" in one] if kind == "work" else []
            if early := [one for one in found if one not in late]:
                writer.run(add_plain(kind, early))
            if kind == "passage" and (
                late := [one for one in records.get("work", []) if "evidence" in one]
            ):
                writer.run(add_plain("work", late))
    return path


def test_every_rule_has_a_case() -> None:
    assert set(audit_rules()) == set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_is_for(tmp_path: Path, rule: str) -> None:
    records, expected = CASES[rule]
    found = [
        one.records for one in audit(library_of(tmp_path / "l.spex", records)) if one.rule == rule
    ]
    assert found == [expected]


def test_a_sound_work_is_told_nothing_of_but_its_single_source(tmp_path: Path) -> None:
    found = {one.rule for one in audit(library_of(tmp_path / "l.spex", SOUND))}
    assert found == {"single_source"}


def test_the_bundled_paper(bundled: Path, spexplorer) -> None:
    """The findings that the library's own observations tell of."""
    found = json.loads(spexplorer("audit", "--json", bundled).stdout)
    assert {"rule", "severity", "records", "explanation"} == set(found[0])
    first = {(one["rule"], one["records"][0]) for one in found}
    assert {
        ("growth", "statistic:trade-growth-stated"),
        ("access_dates", "work:akhmetova-2016-kitai-perenimaet"),
        ("early_filing", "work:moe-2016-foreign-students"),
        ("second_hand", "work:hu-jintao-2007-17th-congress-address"),
        ("second_hand", "work:cpc-2011-culture-decision"),
        ("second_hand", "work:wang-yiwei-remark"),
        ("second_hand", "work:syroezhkin-remark"),
        ("unstable_links", "work:luzianin-tsentralnaia-azia"),
        ("unstable_links", "work:prc-mfa-statistical-data"),
    } <= first
    errors = [one["rule"] for one in found if one["severity"] == "error"]
    assert sorted(errors) == ["access_dates", "early_filing", "growth"]
    lost = [one for one in found if one["explanation"].endswith("is lost.")]
    assert [one["records"][0][-2:] for one in lost] == ["02", "04", "09"]
