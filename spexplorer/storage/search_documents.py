"""What is indexed for search: every name, title and text of a record, folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.findings import Statistic
from spexplorer.domain.records import NameForm, Record
from spexplorer.domain.sort_keys import title_of
from spexplorer.domain.works import Passage
from spexplorer.storage.folding import fold, index_text
from spexplorer.storage.quantities import printed_forms
from spexplorer.storage.search_words import WordCounts, stems_in


class SearchDocument(NamedTuple):
    """What is indexed of one record: folded names, folded texts, and the keys it goes by."""

    names: str
    body: str
    keys: tuple[str, ...]


def document_of(record: Record) -> SearchDocument:
    """The search document of a record, made of its own words alone."""
    names, body = _indexed_texts(record)
    keys = {fold(form) for form in _name_forms(record)} - {""}
    return SearchDocument(index_text(*names), index_text(*body), tuple(sorted(keys)))


def _indexed_texts(record: Record) -> tuple[list[str], list[str]]:
    names = [title_of(record), *_texts(record, names=True)]
    if isinstance(record, Passage):  # a place in the text, of which nothing but the place is sought
        if record.footnote is not None:
            return names, ["footnote", str(record.footnote)]
        return names, [str(record.paragraph), str(record.sentence), record.page or ""]
    words_of_id = record.id.partition(":")[2].replace("-", " ")
    return names, [*_texts(record, names=False), *_figures(record), words_of_id]


def index_records(connection: sqlite3.Connection, records: Iterable[tuple[int, Record]]) -> None:
    """Index records given with their row numbers; the caller owns the transaction."""
    counts = WordCounts()
    for row, record in records:
        _count(counts, record, _write_document(connection, row, record))
    counts.write(connection)


def count_words(counts: WordCounts, record: Record) -> None:
    """Add the words of a record to those of its library."""
    _count(counts, record, document_of(record))


def _count(counts: WordCounts, record: Record, found: SearchDocument) -> None:
    names, body = _indexed_texts(record)
    counts.add((found.names, found.body), stems_in((*names, *body)))


def index_again(
    connection: sqlite3.Connection,
    records: Iterable[tuple[int, Record]],
    *,
    counting_words: bool = True,
) -> None:
    """Index records that have changed in the place of what they were."""
    counts = WordCounts()
    for row, record in records:
        if counting_words:
            counts.take_numbered(connection, row)
        connection.execute("DELETE FROM search_document WHERE id = ?", (row,))
        connection.execute("DELETE FROM name_key WHERE record = ?", (row,))
        found = _write_document(connection, row, record)
        if counting_words:
            _count(counts, record, found)
    counts.write(connection)


def _write_document(connection: sqlite3.Connection, row: int, record: Record) -> SearchDocument:
    found = document_of(record)
    connection.execute(
        "INSERT INTO search_document (id, names, body) VALUES (?, ?, ?)",
        (row, found.names, found.body),
    )
    for key in found.keys:
        connection.execute("INSERT INTO name_key (record, key) VALUES (?, ?)", (row, key))
    return found


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
