"""What the index is told of some records that have changed, instead of reading all columns anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import Final, NamedTuple, TypeAlias

from spexplorer.storage.columns import LINKED, DateBounds, Ints, Positions, datings
from spexplorer.storage.facet_sources import source_of
from spexplorer.storage.library import counts_by_kind

Opened: TypeAlias = Callable[[], AbstractContextManager[sqlite3.Connection]]

_WITHIN: Final = "IN (SELECT value FROM json_each(?))"

_OF_PASSAGES: Final = frozenset({"footnote", "support"})
"""Facets of which the values come with passages, whoever rests on them."""


class RecordPlace(NamedTuple):
    """The number of a record and its kind."""

    number: int
    kind: str


class ChangedRecords:
    """Some records as they are now, those that are there no more left out."""

    def __init__(self, opened: Opened, ids: Collection[str]) -> None:
        """`opened` gives a connection to the library as it is now, for the length of a `with`."""
        self._opened = opened
        with opened() as connection:
            self.places = {
                uid: RecordPlace(number, kind)
                for uid, number, kind in connection.execute(
                    f"SELECT uid, id, kind FROM record WHERE uid {_WITHIN}",
                    (json.dumps(list(ids)),),
                )
            }
        self._numbers = json.dumps([place.number for place in self.places.values()])

    def sizes(self) -> dict[str, int]:
        """How many records there are of each kind now."""
        with self._opened() as connection:
            return {kind: size for kind, size in counts_by_kind(connection).items() if size}

    def datings(self) -> tuple[Ints, Positions, DateBounds]:
        """Numbers of the dated ones, the row of each in their different bounds, and those bounds."""
        with self._opened() as connection:
            return datings(connection, self._numbers)

    def links(self) -> list[tuple[int, int, str]]:
        """Both ends of the links that they hold, by record number, and the predicate."""
        with self._opened() as connection:
            return connection.execute(
                f"SELECT source, target, predicate FROM link WHERE source {_WITHIN}",
                (self._numbers,),
            ).fetchall()

    def facet(self, facet: str) -> list[tuple[str, int]] | None:
        """(value, number) of those that have a facet themselves; None where others decide that as well."""
        if facet in LINKED:
            return self._linked(*LINKED[facet])
        source = source_of(facet)
        is_of_passages = any(place.kind == "passage" for place in self.places.values())
        if source is None or (facet in _OF_PASSAGES and is_of_passages):
            return None
        with self._opened() as connection:
            return connection.execute(
                f"SELECT DISTINCT value, id FROM ({source}) WHERE id {_WITHIN}", (self._numbers,)
            ).fetchall()

    def _linked(self, kind: str, predicate: str) -> list[tuple[str, int]]:
        only = "AND link.predicate = ?" if predicate else ""
        parameters = (self._numbers, kind, predicate) if predicate else (self._numbers, kind)
        with self._opened() as connection:
            found = connection.execute(
                "SELECT DISTINCT record.uid, link.source FROM link"
                " JOIN record ON record.id = link.target"
                f" WHERE link.source {_WITHIN} AND record.kind = ? {only}",
                parameters,
            ).fetchall()
        if not predicate:
            own = [(uid, place.number) for uid, place in self.places.items() if place.kind == kind]
            found = list(dict.fromkeys([*found, *own]))
        return found

    def neighbour_in_list(self, uid: str) -> int | None:
        """The number of the record that follows one in the list of its kind; None after the last."""
        with self._opened() as connection:
            found = connection.execute(
                "SELECT other.id FROM record AS one JOIN record AS other ON other.kind = one.kind"
                " WHERE one.uid = ? AND (other.sort_key, other.id) > (one.sort_key, one.id)"
                " ORDER BY other.sort_key, other.id LIMIT 1",
                (uid,),
            ).fetchone()
        return None if found is None else int(found[0])
