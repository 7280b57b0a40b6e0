"""How records are listed: the light rows that lists, links and search results are made of."""

from __future__ import annotations

from typing import NamedTuple


class Listing(NamedTuple):
    """How a record is listed: its label, one line of detail, and what lists sort by."""

    label: str
    detail: str
    sort_key: str


class Row(NamedTuple):
    """A record as lists show it. `number` is its row number in the library file."""

    number: int
    id: str
    kind: str
    label: str
    detail: str


class PassagePlace(NamedTuple):
    """Where a passage stands in its work; `footnote` is its number when it is one."""

    id: str
    section: str
    paragraph: int
    sentence: int
    page: str | None
    footnote: int | None


class SeriesFigure(NamedTuple):
    """One quantity of a series; `day` is the first day it may be as of (day number, or None)."""

    id: str
    value: float | None
    value_high: float | None
    unit: str
    day: int | None
    derived: bool
