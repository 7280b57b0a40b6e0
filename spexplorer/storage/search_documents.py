"""What is indexed for search: every name, title and text of a record, folded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final, NamedTuple, TypeAlias

from spexplorer.domain.fields import Shape, fields_of, values_getter
from spexplorer.domain.findings import Statistic
from spexplorer.domain.records import NameForm, Record
from spexplorer.domain.sort_keys import title_of
from spexplorer.domain.works import Passage
from spexplorer.storage.folding import fold, index_text
from spexplorer.storage.inserts import Inserts
from spexplorer.storage.quantities import printed_forms
from spexplorer.storage.search_words import Document, WordCounts, stems_in

_PIECE: Final = 1_000
"""Records of which the documents are in memory at a time."""

DOCUMENT: Final = ("id", "names", "body")
"""The columns of a search document."""

_Texts: TypeAlias = tuple[list[str], list[str]]
"""The names of a record, and its other texts."""


class SearchDocument(NamedTuple):
    """What is indexed of one record: folded names, folded texts, and the keys it goes by."""

    names: str
    body: str
    keys: tuple[str, ...]


def document_of(record: Record) -> SearchDocument:
    """The search document of a record, made of its own words alone."""
    return _document(record, *_indexed_texts(record))


def _document(record: Record, names: list[str], body: list[str]) -> SearchDocument:
    return SearchDocument(index_text(*names), index_text(*body), _keys_of(record))


def _indexed_texts(record: Record) -> _Texts:
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
        inserts.add("search_document", DOCUMENT, (row, *add_keys(inserts, counts, row, record)))
    inserts.write(connection)
    counts.write(connection)


def add_keys(inserts: Inserts, counts: WordCounts, row: int, record: Record) -> Document:
    """Add the keys of a new record to what is to be written, its words to the counts; its document."""
    for key in _keys_of(record):
        inserts.add("name_key", ("record", "key"), (row, key))
    return counts.add_texts(*_indexed_texts(record))


def count_words(counts: WordCounts, record: Record, found: SearchDocument) -> None:
    """Add the words of a record and its document to those of its library."""
    names, body = _indexed_texts(record)
    counts.add((found.names, found.body), stems_in((*names, *body)))


def index_again(
    connection: sqlite3.Connection,
    records: Iterable[tuple[int, Record]],
    *,
    counting_words: bool = True,
    old: Mapping[str, Record] | None = None,
) -> None:
    """Index records that have changed in the place of what they were; `old` are these, where known."""
    counts = WordCounts()
    listed = iter(records)
    while piece := list(islice(listed, _PIECE)):
        _index_piece(connection, piece, counts, old or {})
    if counting_words:
        counts.write(connection)


def _index_piece(
    connection: sqlite3.Connection,
    records: Sequence[tuple[int, Record]],
    counts: WordCounts,
    old: Mapping[str, Record],
) -> None:
    """Write the documents and keys of some records that are others than what is stored."""
    numbers = json.dumps([row for row, _ in records])
    within = "IN (SELECT value FROM json_each(?))"
    stored: dict[int, Document] = {
        row: (names, body)
        for row, names, body in connection.execute(
            f"SELECT id, names, body FROM search_document WHERE id {within}", (numbers,)
        )
    }
    inserts, changed, gone = Inserts(), list[tuple[int, str, str]](), list[tuple[int]]()
    for row, record in records:
        before, was = old.get(record.id), stored.get(row)
        texts = _indexed_texts(record)
        texts_before = ([], []) if before is None else _indexed_texts(before)
        now = _changed_document(texts, texts_before, was)
        if was is None:
            inserts.add("search_document", DOCUMENT, (row, *now))
        elif was != now:
            changed.append((row, *now))
        if before is None or set(_name_forms(before)) != set(_name_forms(record)):
            gone.append((row,))
            for key in _keys_of(record):
                inserts.add("name_key", ("record", "key"), (row, key))
        known = {*texts_before[0], *texts_before[1]}
        stems = stems_in(one for part in texts for one in part if one not in known)
        counts.change(was or ("", ""), now, stems)
    connection.executemany("DELETE FROM name_key WHERE record = ?", gone)
    _change_documents(connection, changed)
    inserts.write(connection)


def _changed_document(texts: _Texts, before: _Texts, was: Document | None) -> Document:
    """The names and the body of a document; what is made of the same texts as before is as it was."""
    names, body = (
        was[at] if was is not None and one == before[at] and one else index_text(*one)
        for at, one in enumerate(texts)
    )
    return names, body


def _change_documents(
    connection: sqlite3.Connection, documents: Iterable[tuple[int, str, str]]
) -> None:
    """Change documents in one statement: after each one FTS5 writes out what it has gathered."""
    connection.execute(
        "UPDATE search_document SET names = new.value ->> 1, body = new.value ->> 2"
        " FROM json_each(?) AS new WHERE search_document.id = new.value ->> 0",
        (json.dumps(list(documents)),),
    )


def _keys_of(record: Record) -> tuple[str, ...]:
    return tuple(sorted({fold(form) for form in _name_forms(record)} - {""}))


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
    read, fields = _searched(type(owner))
    for value, field in zip(read(owner), fields, strict=True):
        if value is None or value == ():
            continue
        target = names if field.is_naming else body
        for item in value if field.repeats else (value,):
            if field.is_part:
                _add_texts(item, names, body)
            elif field.is_text:
                target.append(item)
            else:
                body.append(f"{item:.10g}" if isinstance(item, float) else str(item))


class _Searched(NamedTuple):
    repeats: bool
    is_part: bool
    is_text: bool
    is_naming: bool


def _read_searched(
    owner: type,
) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[_Searched, ...]]:
    fields = [f for f in fields_of(owner) if f.info.searched and f.shape is not Shape.LINK]
    return values_getter([f.name for f in fields]), tuple(
        _Searched(f.repeats, f.shape is Shape.PART, f.shape is Shape.TEXT, f.info.naming)
        for f in fields
    )


_searched: Callable[[type], tuple[Callable[[Any], tuple[Any, ...]], tuple[_Searched, ...]]] = cache(
    _read_searched
)
"""The fields of a record class or part that are searched: what reads their values, and what they are."""
