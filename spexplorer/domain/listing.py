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
