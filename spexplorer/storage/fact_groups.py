"""Which hits state the same fact: those that rest on one passage and share a value or a date.

A statistic with a value, or an event or agreement with a date, is a fact. It takes in the other hits
that rest on one of its passages and give its value (in whatever way it is written) or its date or year.
Two statistics of different values, and two events or agreements, are two facts.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from spexplorer.storage.folding import fold
from spexplorer.storage.index_queries import listed
from spexplorer.storage.quantities import printed_forms

_FACTS: Final = ("statistic", "event", "agreement")
"""The kinds that state a fact, the one that gives a value first."""
_NO_MEMBERS: Final = frozenset(("work", "citation", "passage", "place"))
"""Kinds that are never said of one fact alone."""
_YEAR: Final = r"(?<![0-9])(?:1[0-9]|20)[0-9]{2}(?![0-9])"


class Mark(NamedTuple):
    """What a fact rests on: the number of the footnote, or none where the source speaks for itself."""

    footnote: int | None
    page: str | None


class FactGroups(NamedTuple):
    """Hits by their facts: the number of the fact of each hit, and the marks of those that rest on any."""

    facts: dict[int, int]
    marks: dict[int, Mark]


class _Stated(NamedTuple):
    kind: str
    passages: frozenset[int]
    years: frozenset[str]
    values: frozenset[str]
    text: str


def fact_groups(connection: sqlite3.Connection, numbers: Sequence[int]) -> FactGroups:
    """The fact each of some hits belongs to: itself where it states one or belongs to none."""
    stated = _stated(connection, numbers)
    facts = {number: number for number in numbers}
    heads = sorted(
        (n for n in numbers if n in stated and stated[n].kind in _FACTS),
        key=lambda n: _FACTS.index(stated[n].kind),
    )
    for head in heads:
        fact = stated[head]
        if facts[head] != head or not (fact.values or fact.years):
            continue
        for other in numbers:
            if other != head and facts[other] == other and _belongs(stated.get(other), fact):
                facts[other] = head
        # What was taken in before by a fact that is itself taken in goes along.
    for number, head in facts.items():
        facts[number] = facts.get(head, head)
    return FactGroups(facts, _marks(connection, numbers))


def _belongs(other: _Stated | None, fact: _Stated) -> bool:
    if other is None or other.kind in _NO_MEMBERS or not (other.passages & fact.passages):
        return False
    if other.kind == "statistic" or (other.kind in _FACTS and fact.kind != "statistic"):
        return False
    if any(f" {value} " in other.text for value in fact.values):
        return True
    return bool(other.years & fact.years)


def _stated(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, _Stated]:
    within = f"IN ({listed(numbers)})"
    passages: dict[int, set[int]] = defaultdict(set)
    for number, passage in connection.execute(
        "SELECT source, target FROM link WHERE predicate = 'evidence.passage'"
        f" AND source {within}"
    ):
        passages[number].add(passage)
    years: dict[int, set[str]] = defaultdict(set)
    for number, edtf in connection.execute(
        "SELECT record, edtf FROM dating WHERE role IN ('date', 'as_of', 'dates.date')"
        f" AND record {within}"
    ):
        years[number].update(re.findall(_YEAR, edtf))
    values: dict[int, set[str]] = defaultdict(set)
    for number, low, high, unit in connection.execute(
        f"SELECT id, value, value_high, unit FROM statistic WHERE value IS NOT NULL AND id {within}"
    ):
        for value in (low, high):
            if value is not None:
                values[number].update(_written_values(value, unit))
    return {
        number: _Stated(
            kind,
            frozenset(passages[number]),
            frozenset(years[number] or (re.findall(_YEAR, text) if kind not in _FACTS else ())),
            frozenset(values[number]),
            text,
        )
        for number, kind, text in connection.execute(
            "SELECT record.id, kind, ' ' || names || ' ' || body || ' ' FROM search_document"
            f" JOIN record ON record.id = search_document.id WHERE record.id {within}"
        )
    }


def _written_values(value: float, unit: str) -> set[str]:
    forms = (fold(form) for form in printed_forms(value, unit))
    # A lone digit stands in every other text.
    return {form for form in forms if form[:1].isdigit() and len(form) > 1}


def _marks(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Mark]:
    found: dict[int, Mark] = {}
    for number, footnote, marks, page in connection.execute(
        "SELECT source, passage.footnote, footnote_marks, page FROM link JOIN passage"
        " ON passage.id = target WHERE predicate = 'evidence.passage'"
        f" AND source IN ({listed(numbers)}) ORDER BY source, link.position"
    ):
        if footnote is None:
            first = re.search(r"[0-9]+", marks)
            footnote = int(first[0]) if first else None
        if number not in found or (found[number].footnote is None and footnote is not None):
            found[number] = Mark(footnote, page)
    return found
