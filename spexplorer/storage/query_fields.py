"""`field:value` and a leading minus: what narrows a query beside its words, as SQL.

Fields are those of the record classes by their names, keys or labels, besides a few words for several
at once (`who`, `when`, `year`). What a person typed gets into SQL only as a quoted text.
"""

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from spexplorer.domain.facet import Facet
from spexplorer.domain.query_text import QueryText
from spexplorer.storage.folding import fold
from spexplorer.storage.query import match_expression

_PEOPLE: Final = (
    "agents", "participants.agent", "parties", "holder", "contributors.agent", "signatories.agent",
    "assessments.holder", "acts.party", "signatories.party",
)  # fmt: skip
_TOGETHER: Final = {
    "who": _PEOPLE, "person": _PEOPLE, "actor": _PEOPLE, "people": _PEOPLE,
    "author": ("contributors.agent",), "where": ("place", "signatories.place"),
    "cites": ("cited_work",), "about": ("target",),
}  # fmt: skip
"""Words for the links of several fields at once."""
_DATES: Final = ("date", "year", "when")
_WIDE: Final = frozenset((*_DATES, "kind", "decade", "support", "footnote"))
"""Fields that may hold for most of a library."""
_OF_ONE_KIND: Final = r" AND \+rowid IN \(SELECT id FROM (\w+)\)"
_NOTHING: Final = "SELECT NULL WHERE 0"


def is_field(name: str) -> bool:
    """Whether a word before a colon names a field."""
    plain = name.casefold()
    known = plain in ("kind", "tag", "section", *_DATES) or plain in _TOGETHER
    return known or plain in _fields() or plain in _worked_out()


def within_of(connection: sqlite3.Connection, text: QueryText) -> str:
    """What fields and words left out narrow, as SQL behind WHERE."""
    conditions = [
        f" AND rowid NOT IN ({_matching(connection, words)})"
        for words in dict.fromkeys(text.left_out)
        if fold(words)
    ]
    for field, value in dict.fromkeys(text.fields):
        name = field.casefold()
        # Without the plus, FTS5 is asked anew for each of half a million records.
        rowid = "+rowid" if name in _WIDE else "rowid"
        conditions.append(f" AND {rowid} IN ({_records_with(connection, name, value)})")
    return "".join(conditions)


def empty_fields(connection: sqlite3.Connection, text: QueryText) -> list[tuple[str, str]]:
    """The fields of a query, as they were typed, under whose value no record of the library stands."""
    return [
        (field, value)
        for field, value in dict.fromkeys(text.fields)
        if connection.execute(
            f"SELECT 1 FROM ({_records_with(connection, field.casefold(), value)}) LIMIT 1"
        ).fetchone()
        is None
    ]


def of_records(within: str) -> str:
    """The same for a query for records rather than the index."""
    of_kind = re.sub(_OF_ONE_KIND, r" AND record.kind = '\1'", within)
    return re.sub(r" AND \+?rowid", " AND record.id", of_kind)


def _matching(connection: sqlite3.Connection, words: str, column: str = "") -> str:
    # Side by side where several words were put in quotation marks; a space ends the last.
    match = match_expression(connection, f'"{words}" ' if " " in words.strip() else f"{words} ")
    if match is None:
        return _NOTHING
    return f"SELECT rowid FROM search_index WHERE search_index MATCH {_quoted(column + match)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\0", "").replace("'", "''") + "'"


def _records_with(connection: sqlite3.Connection, name: str, value: str) -> str:
    if name == "kind":
        kinds = list(_kinds(value))
        if not kinds:  # a person, a city, a book: a type of a kind
            return _of_type(connection, value)
        return " UNION ".join(f"SELECT id FROM {kind}" for kind in kinds)
    if name == "tag":
        return f"SELECT record FROM tag WHERE tag = {_quoted(value)} COLLATE NOCASE"
    if name == "section":
        return (
            "SELECT source FROM link JOIN passage ON passage.id = target WHERE predicate ="
            f" 'evidence.passage' AND instr(lower(section), {_quoted(value.lower())})"
        )
    if name in _DATES:
        return _dated(value)
    if name in _TOGETHER:
        return _linked(connection, _TOGETHER[name], value)
    if name in _worked_out():
        return _under(connection, _worked_out()[name], value)
    return " UNION ".join(_sources(connection, name, value)) or _NOTHING


def _kinds(value: str) -> Iterator[str]:
    from spexplorer.domain.kinds import KIND_LABELS, KINDS

    wanted = value.casefold()
    for kind in KINDS:
        label = str(KIND_LABELS.get(kind, kind)).casefold()
        if wanted in (kind, f"{kind}s", label, f"{label}s"):
            yield kind


def _of_type(connection: sqlite3.Connection, value: str) -> str:
    places = [
        place
        for name in ("agent_type", "place_type", "event_type", "note_type", "type", "form")
        for place in _fields().get(name, ())
        if place.number == "id"
    ]
    return " UNION ".join(_with_text(connection, place, value) for place in places)


def _dated(value: str) -> str:
    """Records of which a date certainly or possibly falls into a time."""
    from spexplorer.domain.edtf import EdtfError, parse
    from spexplorer.domain.typed_dates import reading_of

    for text in (value, reading_of(value)):
        try:
            bounds = parse(text).bounds
        except EdtfError:
            continue
        low = -(2**40) if bounds.start_min is None else bounds.start_min
        high = 2**40 if bounds.end_max is None else bounds.end_max
        return (
            f"SELECT record FROM dating WHERE coalesce(start_min, {-(2**40)}) <= {high}"
            f" AND coalesce(end_max, {2**40}) >= {low}"
        )
    return _NOTHING


def _linked(connection: sqlite3.Connection, predicates: tuple[str, ...], value: str) -> str:
    listed, targets = ", ".join(map(_quoted, predicates)), _named(connection, value)
    return f"SELECT source FROM link WHERE predicate IN ({listed}) AND target IN ({targets})"


def _named(connection: sqlite3.Connection, value: str) -> str:
    """Records that go by a name."""
    found = _matching(connection, value, "names : ")
    opened = found.replace("MATCH 'names : ", "MATCH 'names : (")
    return found if found == _NOTHING else f"{opened[:-1]})'"


@cache
def _worked_out() -> dict[str, Facet]:
    """The facets that are no field, by name and label: footnote, support, sender, receiver, decade."""
    from spexplorer.domain.facets import WORKED_OUT

    apart = ("kind", "actor", "place")  # these have fields, or stand for several
    named = {facet.name: facet for facet in WORKED_OUT if facet.name not in apart}
    return named | {f.label.casefold(): f for f in named.values() if " " not in f.label}


def _under(connection: sqlite3.Connection, facet: Facet, value: str) -> str:
    """Records that stand under a value of a facet, as a person may write the value."""
    from spexplorer.storage.facet_sources import source_of
    from spexplorer.words.facets import value_words

    source, wanted = source_of(facet.name), fold(value)
    assert source is not None
    if facet.name == "decade" and (found := _in_decade(value)):
        return found
    if facet.holder:
        named = f"SELECT uid FROM record WHERE id IN ({_named(connection, value)})"
        return f"SELECT id FROM ({source}) WHERE value IN ({named})"
    values = [row[0] for row in connection.execute(f"SELECT DISTINCT value FROM ({source})")]
    said = [
        one for one in values if wanted in (fold(one), *map(fold, value_words(facet.name, one)))
    ]
    return f"SELECT id FROM ({source}) WHERE value IN ({', '.join(map(_quoted, said))})"


def _in_decade(value: str) -> str:
    """Records of a decade or century by its dates; without them every date would be asked for its own."""
    from spexplorer.domain.edtf import parse
    from spexplorer.storage.facet_sources import certainly_within
    from spexplorer.words.facets import value_words

    for code in (*(f"{year:03d}X" for year in range(190, 300)), *(f"{n:02d}XX" for n in range(19))):
        if fold(value) in (fold(code), *map(fold, value_words("decade", code))):
            bounds = parse(code).bounds
            assert bounds.start_min is not None
            assert bounds.end_max is not None
            return certainly_within(bounds.start_min, bounds.end_max)
    return ""


class _Place(NamedTuple):
    """Where the values of a field lie: a column, a date's role or a link's predicate."""

    shape: str
    table: str
    number: str
    name: str
    scheme: str


@cache
def _fields() -> dict[str, tuple[_Place, ...]]:
    """The fields of all record classes and their parts, by what a person may call them."""
    from spexplorer.domain.fields import CLASSES, Shape, fields_of

    found: dict[str, dict[_Place, None]] = {}
    for owner in CLASSES.values():
        for field in fields_of(owner):
            parts = fields_of(field.part) if field.part is not None else ()
            for inner, path, holder, number in (
                (field, field.name, owner, "id"),
                *((part, f"{field.name}.{part.name}", field.part, "record") for part in parts),
            ):
                if inner.shape is Shape.PART or inner.info.hidden or holder is None:
                    continue
                table = re.sub(r"(?<!^)(?=[A-Z])", "_", holder.__name__).lower()
                by_path = inner.shape in (Shape.LINK, Shape.DATE)
                place = _Place(
                    inner.shape.value, table, number, path if by_path else inner.name, inner.scheme
                )
                for name in {inner.name, inner.key, inner.info.label.casefold()}:
                    found.setdefault(name, {})[place] = None
    del found["collections"]
    return {name: tuple(places) for name, places in found.items() if " " not in name}


def _sources(connection: sqlite3.Connection, name: str, value: str) -> Iterator[str]:
    for place in _fields()[name]:
        match place.shape:
            case "link":
                yield _linked(connection, (place.name,), value)
            case "date":
                yield f"{_dated(value)} AND role = {_quoted(place.name)}"
            case "text":
                if _has_column(connection, place):
                    yield _with_text(connection, place, value)
            case _:
                number = re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value.replace(",", ""))
                if number is not None and _has_column(connection, place):
                    yield f"SELECT {place.number} FROM {place.table} WHERE {place.name} = {number[0]}"


def _has_column(connection: sqlite3.Connection, place: _Place) -> bool:
    rows = connection.execute(f"SELECT name FROM pragma_table_info({_quoted(place.table)})")
    return (place.name,) in rows.fetchall()


def _with_text(connection: sqlite3.Connection, place: _Place, value: str) -> str:
    source = f"SELECT {place.number} FROM {place.table} WHERE "
    if place.scheme:
        wanted = fold(value)
        codes = [
            code
            for code, label in _terms(connection, place.scheme)
            if wanted in (fold(code), fold(code.replace("_", " ")), fold(label))
        ]
        return f"{source}{place.name} IN ({', '.join(map(_quoted, codes)) or 'NULL'})"
    # Those that hold the words anywhere, and of these those whose own field does.
    texts = connection.execute(
        f"SELECT {place.number}, {place.name} FROM {place.table} WHERE {place.name} IS NOT NULL"
        f" AND {place.number} IN ({_matching(connection, value)}) LIMIT 20000"
    )
    held = [str(number) for number, text in texts if f" {fold(value)} " in f" {fold(text)} "]
    return f"SELECT id FROM record WHERE id IN ({', '.join(held)})"


def _terms(connection: sqlite3.Connection, scheme: str) -> list[tuple[str, str]]:
    from spexplorer.domain.vocabularies import CLOSED

    if scheme in CLOSED:
        return list(CLOSED[scheme].items())
    return connection.execute("SELECT code, label FROM term WHERE scheme = ?", (scheme,)).fetchall()
