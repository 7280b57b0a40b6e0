"""What records of a kind are told apart by: names, dates, numbers, identifiers; read without the records."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, Final, NamedTuple

from spexplorer.domain.identifiers import identifier_keys


class Traits(NamedTuple):
    """One record. `names` are all its own, the one it goes by first; `people` those it is connected with.

    `sort` is the code of its type, `date` an EDTF text, `numbers` name what its parts and positions are
    numbered by (volume, page, latitude), `identifiers` are pairs of scheme and key.
    """

    id: str
    sort: str
    names: tuple[str, ...]
    people: tuple[str, ...] = ()
    date: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


class _Source(NamedTuple):
    """Where the traits of a kind stand: its columns, the people it links to, the role of its date."""

    sort: str
    names: tuple[str, ...]
    people: tuple[str, ...] = ()
    date: str = ""
    numbers: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


_NUMBERS: Final = (
    *("volume", "issue", "page", "edition", "number", "part_number", "chapter_number"),
    *("collection_number", "supplement_number"),
)
_SOURCES: Final = {
    "work": _Source(
        "type",
        ("title", "title_original", "title_romanised", "title_translated"),
        ("contributors.agent",),
        "issued",
        _NUMBERS,
        ("doi", "isbn", "issn", "url"),
    ),
    "agent": _Source("agent_type", ("name",), date="existed", numbers=("family", "given")),
    "place": _Source("place_type", ("name",), numbers=("latitude", "longitude")),
    "concept": _Source("''", ("pref_label",), ("holder",)),
    "instrument": _Source("vector", ("name",)),
    "event": _Source("event_type", ("title",), date="date"),
    "agreement": _Source("form", ("title", "title_short"), ("parties",), "dates.date"),
}


def traits_of_kind(
    connection: sqlite3.Connection, kind: str, ids: Collection[str] | None = None
) -> list[Traits]:
    """The traits of the records of a kind, in the order of lists; `ids` narrows them to some."""
    source = _SOURCES[kind]
    wanted = None if ids is None else json.dumps(list(ids))
    reading = _Reading(connection, kind, wanted)
    columns = (source.sort, *source.names, *source.numbers, *source.identifiers)
    forms, people = reading.forms(), reading.people(source.people)
    dates, identifiers = reading.dates(source.date), reading.identifiers()
    found = []
    for number, uid, sort, *row in reading.rows(columns):
        names, values = row[: len(source.names)], row[len(source.names) :]
        numbers = zip(source.numbers, values, strict=False)
        own = zip(source.identifiers, values[len(source.numbers) :], strict=True)
        given = [(scheme, value) for scheme, value in own if value] + identifiers.get(number, [])
        found.append(
            Traits(
                uid,
                sort,
                tuple(dict.fromkeys(filter(None, [*names, *forms.get(number, ())]))),
                tuple(people.get(number, ())),
                dates.get(number, ""),
                tuple((name, str(value)) for name, value in numbers if value not in (None, "")),
                tuple(dict.fromkeys(key for one in given for key in identifier_keys(*one))),
            )
        )
    return found


class _Reading:
    """Reads the tables of a kind, of all its records or of some."""

    def __init__(self, connection: sqlite3.Connection, kind: str, wanted: str | None) -> None:
        self._connection, self._kind, self._wanted = connection, kind, wanted

    def _query(self, sql: str, order: str, **values: str) -> Iterator[Any]:
        narrowed = "" if self._wanted is None else (
            " AND record.uid IN (SELECT value FROM json_each(:wanted))"
        )  # fmt: skip
        return self._connection.execute(
            f"{sql} WHERE record.kind = :kind{narrowed} ORDER BY {order}",
            {"kind": self._kind, "wanted": self._wanted, **values},
        )

    def rows(self, columns: Collection[str]) -> Iterator[Any]:
        listed = ", ".join(columns)
        sql = f"SELECT record.id, record.uid, {listed} FROM record JOIN {self._kind} USING (id)"
        return self._query(sql, "record.sort_key, record.id")

    def forms(self) -> dict[int, list[str]]:
        sql = "SELECT record.id, form FROM name_form JOIN record ON record.id = name_form.record"
        return _grouped(self._query(sql, "record.id, name_form.position"))

    def people(self, predicates: Collection[str]) -> dict[int, list[str]]:
        if not predicates:
            return {}
        sql = (
            "SELECT record.id, coalesce(agent.family, agent.name) FROM record"
            " JOIN link ON link.source = record.id AND link.predicate ="
            " :predicate JOIN agent ON agent.id = link.target"
        )
        (predicate,) = predicates
        return _grouped(self._query(sql, "record.id, link.position", predicate=predicate))

    def dates(self, role: str) -> dict[int, str]:
        if not role:
            return {}
        sql = (
            "SELECT record.id, edtf FROM dating JOIN record ON record.id = dating.record"
            " AND dating.role = :role"
        )
        found = self._query(sql, "record.id, dating.position DESC", role=role)
        return dict(found)

    def identifiers(self) -> dict[int, list[tuple[str, str]]]:
        sql = (
            "SELECT record.id, scheme, value FROM identifier"
            " JOIN record ON record.id = identifier.record"
        )
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for number, scheme, value in self._query(sql, "record.id, identifier.position"):
            found[number].append((scheme, value))
        return found


def _grouped(rows: Iterator[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, text in rows:
        found[number].append(text)
    return found
