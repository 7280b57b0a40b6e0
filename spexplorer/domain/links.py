"""The typed links a record makes, read off its fields: one edge for each id it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spexplorer.domain.fields import Shape, filled_fields
from spexplorer.domain.records import Record


@dataclass(frozen=True, slots=True)
class Edge:
    """An id held in a field: the predicate is the key of the field, for parts `field.type`."""

    predicate: str
    target: str


def edges_of(record: Record) -> Iterator[Edge]:
    """Every id a record holds, evidence included, in the order of its fields."""
    yield from _edges(record, "")


def _edges(owner: Any, prefix: str) -> Iterator[Edge]:
    for field, items in filled_fields(owner):
        if field.shape is Shape.LINK:
            if field.name != "id":
                yield from (Edge(prefix + field.key, item) for item in items)
        elif field.shape is Shape.PART:
            for item in items:
                yield from _edges(item, f"{prefix}{field.key}.")
