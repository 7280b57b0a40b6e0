"""The typed links a record makes, read off its fields: one edge for each id it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spexplorer.domain.fields import Shape, fields_of
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
    for field in fields_of(type(owner)):
        value = getattr(owner, field.name)
        items = value if field.repeats else (() if value is None else (value,))
        if field.shape is Shape.LINK:
            if field.name != "id":
                yield from (Edge(prefix + field.key, item) for item in items)
        elif field.shape is Shape.PART:
            for item in items:
                yield from _edges(item, f"{prefix}{field.key}.")
