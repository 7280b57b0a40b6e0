"""What is indexed for search: every name, title and text of a record, folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.findings import Statistic
from spexplorer.domain.records import NameForm, Record
from spexplorer.storage.folding import fold, index_text
from spexplorer.storage.quantities import printed_forms


def index_records(
    connection: sqlite3.Connection, records: Iterable[tuple[int, Record, str]]
) -> None:
    """Index records given as (row number, record, label); the caller owns the transaction."""
    for row, record, label in records:
        names = [label, *_texts(record, names=True)]
        body = [
            *_texts(record, names=False),
            *_figures(record),
            record.id.partition(":")[2].replace("-", " "),
        ]
        connection.execute(
            "INSERT INTO search_document (id, names, body) VALUES (?, ?, ?)",
            (row, index_text(*names), index_text(*body)),
        )
        for key in sorted({fold(form) for form in _name_forms(record)} - {""}):
            connection.execute("INSERT INTO name_key (record, key) VALUES (?, ?)", (row, key))


def _name_forms(record: Record) -> Iterator[str]:
    """The forms an authority or concept goes by; only these stand for one another in a query."""
    variants: tuple[NameForm, ...] = getattr(record, "variants", ())
    if not variants:
        return
    yield getattr(record, "name", "") or getattr(record, "pref_label", "")
    yield from (variant.form for variant in variants)


def _figures(record: Record) -> Iterator[str]:
    """The ways in which people write the value of a statistic."""
    if isinstance(record, Statistic):
        for value in (record.value, record.value_high):
            if value is not None:
                yield from printed_forms(value, record.unit)


def _texts(owner: Any, *, names: bool) -> Iterator[str]:
    for field in fields_of(type(owner)):
        value = getattr(owner, field.name)
        if value is None or not field.info.searched:
            continue
        for item in value if field.repeats else (value,):
            if field.shape is Shape.PART:
                yield from _texts(item, names=names)
            elif field.shape is Shape.TEXT and field.info.naming is names:
                yield item
            elif field.shape in (Shape.NUMBER, Shape.DATE, Shape.INTEGER) and not names:
                yield f"{item:.10g}" if isinstance(item, float) else str(item)
