"""How often each authority is used: which records name it, by kind, and which of them pass."""

from __future__ import annotations

import unicodedata
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.domain.authorities import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from spexplorer.domain.listing import Row
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.passes import Passing
    from spexplorer.exploring.postings import Mask
    from spexplorer.operations.reader import LinksTo, Reader

PLACES: Final = "places"
"""The group of the places, beside the types of agents."""

MAX_BARS: Final = 1000
"""Bars that are drawn; nobody reads more, and the list has every name."""

STACKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Events", ("event",)),
    ("Claims", ("claim",)),
    ("Agreements", ("agreement",)),
    ("Works", ("work",)),
    ("Statistics", ("statistic",)),
    ("Concepts and instruments", ("concept", "instrument")),
)
"""The parts a bar is stacked of, in their order: words, and the kinds of record counted in it.

Editorial observations on an authority are not uses of it and are left out.
"""

_STACK_OF = {kind: at for at, (_, kinds) in enumerate(STACKS) for kind in kinds}


class Use(NamedTuple):
    """How often one authority is used: by records that pass certainly, and certainly or possibly.

    `parts` has both for each of STACKS.
    """

    id: str
    label: str
    parts: tuple[tuple[int, int], ...]
    certain: int
    possible: int
    is_certain: bool


class CountedUses(NamedTuple):
    """The uses of some authorities: the most used ones, and how many of all pass only possibly."""

    most_used: list[Use]
    number: int
    possibly: int


class Uses:
    """Knows which records name each authority, and counts those that pass the filter."""

    def __init__(self, rows: Sequence[Row], links: Sequence[LinksTo]) -> None:
        """All authorities, and the links to them by kind."""
        self._numbers = np.sort(np.array([row.number for row in rows], dtype=np.int64))
        labels = sorted(rows, key=lambda row: row.label.casefold())
        self._rank = np.zeros(len(rows), dtype=np.int64)
        self._rank[self._slots(labels)] = np.arange(len(rows))
        cells, sources = [], []
        for link in links:
            part = link.coded(_STACK_OF)
            used = part >= 0
            slot = np.searchsorted(self._numbers, link.target[used])
            # Half the bits are enough, and there is one of each for every link to an authority.
            cells.append((slot * len(STACKS) + part[used]).astype(np.int32))
            sources.append(link.source[used].astype(np.int32))
        self._cells = np.concatenate(cells) if cells else np.zeros(0, dtype=np.int32)
        self._sources = np.concatenate(sources) if sources else np.zeros(0, dtype=np.int32)
        self._index: Index | None = None
        self._renumbering = Lock()

    def _slots(self, rows: Sequence[Row]) -> NDArray[np.int64]:
        return np.searchsorted(self._numbers, np.array([row.number for row in rows], np.int64))

    def _renumber(self, index: Index) -> None:
        """From here on the sources go by position in an index, in the place of record numbers."""
        with self._renumbering:
            if index is self._index:
                return
            old, self._index = self._index, index
            self._sources = index.at(self._sources if old is None else old.numbers[self._sources])

    def counted(
        self, index: Index | None, passing: Passing | None, rows: Sequence[Row]
    ) -> CountedUses:
        """The uses of some authorities, most used first; without an index everything passes.

        Any thread may ask.
        """
        if index is not None:
            self._renumber(index)
        slots = self._slots(rows)
        certain, possible = (
            self._counts(None if index is None or passing is None else mask)[slots]
            for mask in ((passing.certain, passing.possible) if passing else (None, None))
        )
        sure = np.ones(len(rows), dtype=np.bool_)
        if index is not None and passing is not None:
            sure = passing.certain[index.at(row.number for row in rows)]
        certainly, possibly = (counts.sum(axis=1) for counts in (certain, possible))
        order = np.lexsort((self._rank[slots], -possibly))
        most_used = [
            Use(
                rows[at].id,
                rows[at].label,
                tuple(zip(certain[at].tolist(), possible[at].tolist(), strict=True)),
                int(certainly[at]),
                int(possibly[at]),
                bool(sure[at]),
            )
            for at in order[:MAX_BARS].tolist()
        ]
        return CountedUses(most_used, len(rows), int((~sure).sum()))

    def _counts(self, mask: Mask | None) -> NDArray[np.int64]:
        """(authority, part of the stack) -> how many records of a mask name it."""
        size = len(self._numbers) * len(STACKS)
        cells = self._cells if mask is None else self._cells[mask[self._sources]]
        return np.bincount(cells, minlength=size).reshape(-1, len(STACKS))


_MOST_FORGIVEN: Final = 5_000
"""Among more names than these none is looked for in another script or form than those it has."""


class NameForms:
    """Finds authorities by any form of their name, whatever its script, without regard to marks."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        """`forms`: (id, one form of its name)."""
        found: dict[str, list[str]] = {}
        for record_id, form in forms:
            found.setdefault(record_id, []).append(_plain(form))
        self._forms = {record_id: "\n".join(every) for record_id, every in found.items()}

    def matching(self, rows: Iterable[Row], text: str) -> list[Row]:
        """The rows that have a form holding the text."""
        wanted = _plain(text.strip())
        if not wanted:
            return list(rows)
        every = list(rows)
        found = [row for row in every if wanted in self._forms.get(row.id, "")]
        if found or len(every) > _MOST_FORGIVEN:
            return found
        from spexplorer.operations.highlights import WordsSought  # not before a name is misspelt

        sought = WordsSought(text)
        return [row for row in every if sought.are_in(self._forms.get(row.id, ""))]


class NamesReading:
    """All authorities of a library, read once: their rows by group, names, uses, and the places."""

    def __init__(self, reader: Reader) -> None:
        self.places: dict[str, Place] = {
            r.id: r for r in reader.records("place") if isinstance(r, Place)
        }
        authorities = reader.authorities()
        """Each place by its id."""
        self.type_of = {row.id: of_type for row, of_type in authorities}
        self.groups: dict[str, list[Row]] = {}
        for row, of_type in authorities:
            group = PLACES if row.kind == "place" else of_type
            self.groups.setdefault(group, []).append(row)
        self.names = NameForms(reader.authority_names())
        self.offices = _values(reader.offices())
        self.roles = _values(reader.participant_roles())
        links = [reader.links_to(kind) for kind in ("agent", "place")]
        self.uses = Uses([row for row, _ in authorities], links)

    def group_of(self, record_id: str) -> str | None:
        """The group of an authority, None for other records."""
        return PLACES if record_id in self.places else self.type_of.get(record_id)

    def row(self, record_id: str) -> Row | None:
        """The row of an authority."""
        rows = self.groups.get(self.group_of(record_id) or "", ())
        return next((row for row in rows if row.id == record_id), None)


def _values(pairs: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    """Record number -> its values, in the order they come."""
    found: dict[int, dict[str, None]] = {}
    for number, value in pairs:
        found.setdefault(number, {})[value] = None
    return {number: tuple(values) for number, values in found.items()}


def _plain(text: str) -> str:
    """Letters without their marks, in lower case: “Zhōngguó” is found as “zhongguo”."""
    taken_apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter)).casefold()
