"""Which hits state the same fact: those that rest on one passage and share a value or a date.

A statistic with a value, or an event or agreement with a date, is a fact. It takes in the other hits
that rest on one of its passages and give its value (in whatever way it is written), have its year or, being
a claim or an observation, name that. Of a figure that is computed here or holds for a span of time its
value alone counts: the years are those of other facts. Two statistics of different values and two events
are two facts; so are an event and an agreement unless both have the same date.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from spexplorer.storage.folding import fold
from spexplorer.storage.index_queries import listed
from spexplorer.storage.quantities import printed_forms

FACTS: Final = ("statistic", "event", "agreement")
"""The kinds that state a fact, the one that gives a value first."""
_SAYING: Final = ("claim", "note")
"""Kinds that have no date of their own but may name one."""
_NO_MEMBERS: Final = frozenset(("work", "citation", "passage", "place"))
"""Kinds that are never said of one fact alone."""
_YEAR: Final = r"(?<![0-9])(?:1[0-9]|20)[0-9]{2}(?![0-9])"


class _Stated(NamedTuple):
    kind: str
    passages: frozenset[int]
    years: frozenset[str]
    values: frozenset[str]
    text: str
    dates: frozenset[str] = frozenset()


def facts_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, int]:
    """The fact each of some hits belongs to: itself where it states one or belongs to none."""
    stated = _stated(connection, numbers)
    facts = {number: number for number in numbers}
    heads = sorted(
        (n for n in numbers if n in stated and stated[n].kind in FACTS),
        key=lambda n: FACTS.index(stated[n].kind),
    )
    for head in heads:
        fact = stated[head]
        if facts[head] != head or not (fact.values or fact.years):
            continue
        for other in numbers:
            if other != head and facts[other] == other and _belongs(stated.get(other), fact):
                facts[other] = head
    # What was taken in by a fact that is itself taken in goes along.
    return {number: facts[head] for number, head in facts.items()}


def _belongs(other: _Stated | None, fact: _Stated) -> bool:
    if other is None or other.kind in _NO_MEMBERS or not (other.passages & fact.passages):
        return False
    if other.kind in ("statistic", fact.kind):
        return False
    if other.kind in FACTS and fact.kind != "statistic":
        return bool(other.dates & fact.dates)
    if any(f" {value} " in other.text for value in fact.values):
        return True
    return bool(other.years & fact.years)


def _stated(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, _Stated]:
    within = f"IN ({listed(numbers)})"
    passages: dict[int, set[int]] = defaultdict(set)
    for number, passage in connection.execute(
        f"SELECT source, target FROM link WHERE predicate = 'evidence.passage' AND source {within}"
    ):
        passages[number].add(passage)
    timeless = _timeless(connection, within)
    years: dict[int, set[str]] = defaultdict(set)
    dates: dict[int, set[str]] = defaultdict(set)
    for number, edtf in connection.execute(
        "SELECT record, edtf FROM dating WHERE role IN ('date', 'as_of', 'dates.date')"
        f" AND record {within}"
    ):
        if number not in timeless:
            years[number].update(re.findall(_YEAR, edtf))
            dates[number].add(edtf)
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
            frozenset(years[number] or (re.findall(_YEAR, text) if kind in _SAYING else ())),
            frozenset(values[number]),
            text,
            frozenset(dates[number]),
        )
        for number, kind, text in connection.execute(
            "SELECT record.id, kind, ' ' || names || ' ' || body || ' ' FROM search_document"
            f" JOIN record ON record.id = search_document.id WHERE record.id {within}"
        )
    }


def _timeless(connection: sqlite3.Connection, within: str) -> set[int]:
    """Figures that are computed here or hold for a span of time."""
    rows = connection.execute(
        f"SELECT record FROM derivation WHERE record {within} UNION SELECT record FROM dating"
        f" WHERE role = 'as_of' AND instr(edtf, '/') AND record {within}"
    )
    return {row[0] for row in rows}


def _written_values(value: float, unit: str) -> set[str]:
    forms = (fold(form) for form in printed_forms(value, unit))
    # A lone digit stands in every other text.
    return {form for form in forms if form[:1].isdigit() and len(form) > 1}


def marks_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int | None]:
    """The footnote that records rest on; None where the source speaks for itself.

    Those without evidence are not named.
    """
    found: dict[int, int | None] = {}
    for number, own, marks in connection.execute(
        "SELECT source, passage.footnote, footnote_marks FROM link JOIN passage"
        " ON passage.id = target WHERE predicate = 'evidence.passage'"
        f" AND source IN ({listed(numbers)}) ORDER BY source, link.position"
    ):
        first = re.search(r"[0-9]+", marks) if own is None else None
        if found.get(number) is None:
            found[number] = int(first[0]) if first else own
    return found
