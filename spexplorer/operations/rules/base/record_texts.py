"""The texts of a record, each with the name of its field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spexplorer.domain.fields import Shape, fields_of


def texts_of(owner: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every free text of a record or part: the path of its field, and the text."""
    for field in fields_of(type(owner)):
        value = getattr(owner, field.name)
        for item in value if field.repeats else (() if value is None else (value,)):
            if field.shape is Shape.PART:
                yield from texts_of(item, f"{path}{field.key}.")
            elif field.shape is Shape.TEXT and not field.scheme and isinstance(item, str):
                yield path + field.key, item
