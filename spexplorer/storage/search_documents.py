"""What is indexed for search: every name, title and text of a record, folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.findings import Statistic
from spexplorer.domain.records import NameForm, Record
from spexplorer.domain.sort_keys import title_of
from spexplorer.domain.works import Passage
from spexplorer.storage.folding import fold, index_text
from spexplorer.storage.inserts import Inserts
from spexplorer.storage.quantities import printed_forms
from spexplorer.storage.search_words import WordCounts, stems_in


class SearchDocument(NamedTuple):
    """What is indexed of one record: folded names, folded texts, and the keys it goes by."""

    names: str
    body: str
    keys: tuple[str, ...]


def document_of(record: Record) -> SearchDocument:
    """The search document of a record, made of its own words alone."""
    return _document(record, *_indexed_texts(record))


def _document(record: Record, names: list[str], body: list[str]) -> SearchDocument:
    keys = {fold(form) for form in _name_forms(record)} - {""}
    return SearchDocument(index_text(*names), index_text(*body), tuple(sorted(keys)))


def _indexed_texts(record: Record) -> tuple[list[str], list[str]]:
    names, body = [title_of(record)], list[str]()
    _add_texts(record, names, body)
    if isinstance(record, Passage):  # a place in the text, of which nothing but the place is sought
        if record.footnote is not None:
            return names, ["footnote", str(record.footnote)]
        return names, [str(record.paragraph), str(record.sentence), record.page or ""]
    words_of_id = record.id.partition(":")[2].replace("-", " ")
    return names, [*body, *_figures(record), words_of_id]


def index_records(connection: sqlite3.Connection, records: Iterable[tuple[int, Record]]) -> None:
    """Index records given with their row numbers; the caller owns the transaction."""
    counts, inserts = WordCounts(), Inserts()
    for row, record in records:
        add_document(inserts, counts, row, record)
    inserts.write(connection)
    counts.write(connection)


def add_document(inserts: Inserts, counts: WordCounts, row: int, record: Record) -> None:
    """Add what is indexed of a new record to what is to be written, and its words to the counts."""
    names, body = _indexed_texts(record)
    found = _document(record, names, body)
    counts.add((found.names, found.body), stems_in((*names, *body)))
    inserts.add("search_document", ("id", "names", "body"), (row, found.names, found.body))
    for key in found.keys:
        inserts.add("name_key", ("record", "key"), (row, key))


def count_words(counts: WordCounts, record: Record) -> None:
    """Add the words of a record to those of its library."""
    names, body = _indexed_texts(record)
    found = _document(record, names, body)
    counts.add((found.names, found.body), stems_in((*names, *body)))


def index_again(
    connection: sqlite3.Connection,
    records: Iterable[tuple[int, Record]],
    *,
    counting_words: bool = True,
) -> None:
    """Index records that have changed in the place of what they were."""
    counts, inserts, uncounted = WordCounts(), Inserts(), WordCounts()
    for row, record in records:
        if counting_words:
            counts.take_numbered(connection, row)
        connection.execute("DELETE FROM search_document WHERE id = ?", (row,))
        connection.execute("DELETE FROM name_key WHERE record = ?", (row,))
        add_document(inserts, counts if counting_words else uncounted, row, record)
    inserts.write(connection)
    counts.write(connection)


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


def _add_texts(owner: Any, names: list[str], body: list[str]) -> None:
    """Add the texts of the searched fields of a record or part to its names or its body."""
    for name, repeats, is_part, is_text, is_naming in _searched(type(owner)):
        value = getattr(owner, name)
        if value is None or value == ():
            continue
        target = names if is_naming else body
        for item in value if repeats else (value,):
            if is_part:
                _add_texts(item, names, body)
            elif is_text:
                target.append(item)
            else:
                body.append(f"{item:.10g}" if isinstance(item, float) else str(item))


def _read_searched(owner: type) -> tuple[tuple[str, bool, bool, bool, bool], ...]:
    return tuple(
        (f.name, f.repeats, f.shape is Shape.PART, f.shape is Shape.TEXT, f.info.naming)
        for f in fields_of(owner)
        if f.info.searched and f.shape is not Shape.LINK
    )


_searched: Callable[[type], tuple[tuple[str, bool, bool, bool, bool], ...]] = cache(_read_searched)
"""The fields of a record class or part that are searched: name, whether it repeats, its shape, naming."""
