"""Read single records, their links and the lists of a library: what the window shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.changes import EVERYTHING, ChangeSet
from spexplorer.domain.listing import PassagePlace, Row, RowParts, SeriesFigure
from spexplorer.storage import library as stored
from spexplorer.storage.rows import number_of, parts_at, parts_of_kind, rows_named
from spexplorer.storage.snapshot import Snapshot, Source
from spexplorer.storage.vocabulary import read_schemes, read_terms
from spexplorer.support.errors import AppError, LibraryChangedError
from spexplorer.support.printable import shortened
from spexplorer.words.labels import row_of, term_label
from spexplorer.words.language import PLAIN, Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from spexplorer.domain.facets import Facet
    from spexplorer.domain.records import Record
    from spexplorer.domain.vocabularies import Scheme
    from spexplorer.exploring.index import Index
    from spexplorer.operations.search import Hits
    from spexplorer.storage.agent_facts import AgentFacts
    from spexplorer.storage.columns import Ints

__all__ = ["Link", "LinkSort", "LinksTo", "Reader", "Snapshot", "build_index"]


class Link(NamedTuple):
    """A typed link seen from one record; `outward` when that record holds it."""

    predicate: str
    outward: bool
    role: str
    row: Row


class LinkSort(NamedTuple):
    """The links of a record by one predicate to or from one kind: how many records, and the first."""

    predicate: str
    outward: bool
    kind: str
    total: int
    links: tuple[Link, ...]


class IncomingRecord(NamedTuple):
    """One record that points at another, `target`, by a predicate.

    `total` are the records of its kind that point at that target so, read or not.
    """

    target: str
    predicate: str
    total: int
    row: Row


_LONGEST: Final = 1000
"""Letters of the name of a library or term that are shown; more would hold up whatever measures them."""

_SHOWN: Final = ("name", "version")
"""Values of a library that are shown as they are; others, as its questions, are read by programs."""

_KEPT: Final = 32
"""The links of so many records are kept: a page is written again whenever something unfolds."""


class LinksTo(NamedTuple):
    """Links to the records of a kind by record number, row beside row.

    `kind` is that of each source, as its place among `kinds`.
    """

    target: Ints
    source: Ints
    kind: NDArray[np.uint8]
    kinds: tuple[str, ...]

    def coded(self, codes: Mapping[str, int]) -> NDArray[np.int8]:
        """What stands for the kind of each source, -1 where nothing does."""
        import numpy as np

        return np.array([codes.get(kind, -1) for kind in self.kinds], dtype=np.int8)[self.kind]


class Reader:
    """One state of a library, read by one thread at a time. Every error is a sentence (AppError)."""

    def __init__(self, source: Source, tr: Language = PLAIN) -> None:
        """Open a file, or read a state that is held; rows are worded in a language.

        Raises LibraryError or EnvironmentProblem.
        """
        self.tr = tr
        self.snapshot = source if isinstance(source, Snapshot) else Snapshot(source)
        self._owns_snapshot = self.snapshot is not source
        try:
            self._begin()
        except AppError:
            self.close()
            raise

    def _begin(self) -> None:
        with self.snapshot.connection() as connection:
            values = stored.library_values(connection)
            self.about = {
                key: shortened(text, _LONGEST) if key in _SHOWN else text
                for key, text in values.items()
            }
            self.counts = stored.counts_by_kind(connection)
            self._terms = {
                scheme: {code: shortened(label, _LONGEST) for code, label in terms.items()}
                for scheme, terms in read_terms(connection).items()
            }
        self._facets: dict[str, Facet] = {}
        self._rows: dict[str, list[Row]] = {}
        self._listed: dict[str, Row | None] = {}
        self._records: dict[str, Record | None] = {}
        self._linked: dict[tuple[str, int], list[LinkSort]] = {}
        self._figures: dict[str, list[SeriesFigure]] = {}

    @property
    def path(self) -> Path:
        """The file of the library."""
        return self.snapshot.path

    def beside(self) -> Reader:
        """A reader of the same state for another thread; closing it leaves this one open."""
        return Reader(self.snapshot, self.tr)

    def renew(self, snapshot: Snapshot) -> Snapshot:
        """Read a newer state from now on; gives the one before, which is the caller's to close."""
        before, self.snapshot = self.snapshot, snapshot
        self._begin()
        return before

    def close(self) -> None:
        """Close the file, unless the state is held by somebody else; of no further use."""
        if self._owns_snapshot:
            self.snapshot.close()

    def rows(self, kind: str) -> list[Row]:
        """All records of a kind in list order."""
        if kind not in self._rows:
            with self.snapshot.connection() as connection:
                self._rows[kind] = self._worded(parts_of_kind(connection, kind))
        return self._rows[kind]

    def first_rows(self, kind: str, limit: int) -> list[Row]:
        """The first records of a kind, without reading the others."""
        with self.snapshot.connection() as connection:
            return self._worded(parts_of_kind(connection, kind, limit))

    def row(self, record_id: str) -> Row | None:
        """How a record is listed, or None when there is none of that id."""
        if record_id not in self._listed:
            with self.snapshot.connection() as connection:
                number = number_of(connection, record_id)
                found = self._worded(parts_at(connection, () if number is None else (number,)))
                self._listed[record_id] = found[0] if found else None
        return self._listed[record_id]

    def read_rows(self, ids: Iterable[str]) -> None:
        """Have at hand what `row` and `label` tell of some records, read at once."""
        with self.snapshot.connection() as connection:
            found = self._worded(rows_named(connection, set(ids) - self._listed.keys()))
        self._listed.update((row.id, row) for row in found)

    def _row(self, parts: RowParts) -> Row:
        return row_of(self.tr, parts, self.term)

    def _worded(self, parts: Iterable[RowParts]) -> list[Row]:
        return [self._row(one) for one in parts]

    def label(self, record_id: str) -> str:
        """The label of a record, or the id itself when there is none."""
        row = self.row(record_id)
        return row.label if row else record_id

    def rows_at(self, numbers: Iterable[int]) -> list[Row]:
        """Rows by record number, in the order asked for; numbers there are none of are left out."""
        with self.snapshot.connection() as connection:
            return self._worded(parts_at(connection, numbers))

    def ids_at(self, numbers: Iterable[int]) -> list[str]:
        """The ids of records by their numbers, in no order."""
        from spexplorer.storage.record_batches import ids_at

        with self.snapshot.connection() as connection:
            return ids_at(connection, numbers)

    def record(self, record_id: str) -> Record | None:
        """The whole record, or None when there is none of that id."""
        if record_id not in self._records:
            from spexplorer.storage.records import load

            with self.snapshot.connection() as connection:
                self._records[record_id] = load(connection, record_id)
        return self._records[record_id]

    def records(self, kind: str) -> list[Record]:
        """All whole records of a kind, in list order."""
        from spexplorer.storage.records import load_kind

        with self.snapshot.connection() as connection:
            return load_kind(connection, kind)

    def passages(self) -> list[PassagePlace]:
        """Where every passage of the source stands, in reading order."""
        with self.snapshot.connection() as connection:
            return stored.passage_places(connection)

    def figures(self, series: str) -> list[SeriesFigure]:
        """The quantities of a series, stated and derived, in the order of time; read once."""
        if series not in self._figures:
            with self.snapshot.connection() as connection:
                self._figures[series] = stored.series_figures(connection, series)
        return self._figures[series]

    def linked(self, record_id: str, most: int) -> list[LinkSort]:
        """The typed links of a record by sort, each with its exact count and the first `most`.

        Outward evidence carries its role. However many links there are, it is quickly read.
        """
        key = (record_id, most)
        if key not in self._linked:
            from spexplorer.storage.record_links import sorts_of

            with self.snapshot.connection() as connection:
                found = sorts_of(connection, record_id, most)
            self._linked[key] = [
                LinkSort(
                    sort.predicate,
                    sort.outward,
                    sort.kind,
                    sort.total,
                    tuple(
                        Link(sort.predicate, sort.outward, role, self._row(parts))
                        for role, parts in sort.rows
                    ),
                )
                for sort in found
            ]
            if len(self._linked) > _KEPT:
                del self._linked[next(iter(self._linked))]
        return self._linked[key]

    def is_cited(self, work_id: str) -> bool:
        """Whether a footnote cites a work."""
        from spexplorer.storage.record_links import is_linked_by

        with self.snapshot.connection() as connection:
            return is_linked_by(connection, work_id, "cited_work")

    def strongest_passages(self, numbers: Iterable[int], roles: Sequence[str]) -> dict[int, str]:
        """The passage that each of some records, given by number, rests on most; `roles` by strength."""
        from spexplorer.storage.record_links import strongest_passages

        with self.snapshot.connection() as connection:
            return strongest_passages(connection, numbers, roles)

    def every_link(self, record_id: str) -> list[Link]:
        """Every typed link of a record, both ways: may take seconds, so never on the interface thread."""
        with self.snapshot.connection() as connection:
            found = stored.links_of(connection, record_id)
        return [
            Link(predicate, outward, role, self._row(parts))
            for predicate, outward, role, parts in found
        ]

    def term(self, scheme: str, code: str) -> str:
        """The label of a vocabulary term; the code itself when the library has no such term."""
        return term_label(self.tr, self._terms, scheme, code)

    def terms(self, scheme: str) -> dict[str, str]:
        """Code -> label of a vocabulary, in its order."""
        return {code: self.term(scheme, code) for code in self._terms.get(scheme, {})}

    def facet(self, name: str) -> Facet | None:
        """A facet by its name, as this library calls it; None when there is none of that name."""
        if not self._facets:
            from spexplorer.domain.facets import facets_of

            with self.snapshot.connection() as connection:
                self._facets = {f.name: f for f in facets_of(read_schemes(connection).values())}
        return self._facets.get(name)

    def facets(self) -> tuple[Facet, ...]:
        """The facets that tell records of this library apart, in its order."""
        from spexplorer.storage.facet_sources import has_values

        self.facet("")
        with self.snapshot.connection() as connection:
            return tuple(f for f in self._facets.values() if has_values(connection, f.name))

    def schemes(self) -> dict[str, Scheme]:
        """The vocabularies of this library by their codes, with their terms."""
        with self.snapshot.connection() as connection:
            return read_schemes(connection)

    def search(self, query: str, limit: int = 50, kind: str | None = None) -> Hits:
        """Ranked hits of a query in any script, those in another form or in part behind the exact ones."""
        from spexplorer.operations.search import answer_library

        return answer_library(self.snapshot, query, kind=kind, limit=limit, tr=self.tr)

    def found(self, query: str) -> Iterable[str]:
        """The ids of everything a query finds."""
        from spexplorer.storage.forgiving import passing_ids

        with self.snapshot.connection() as connection:
            return passing_ids(connection, query)

    def links_to(self, kind: str, predicates: Iterable[str] = ()) -> LinksTo:
        """Every link to a record of a kind (of some predicates only, where any are named)."""
        from spexplorer.storage.bulk_reads import links_to

        with self.snapshot.connection() as connection:
            return LinksTo(*links_to(connection, kind, predicates))

    def pointing(self, ids: Iterable[str], kinds: Sequence[str], most: int) -> list[IncomingRecord]:
        """What records of some kinds point at those with some ids, in list order.

        For each of these, each predicate and kind at most so many are read; all are counted.
        """
        from spexplorer.storage.bulk_reads import pointing

        with self.snapshot.connection() as connection:
            found = pointing(connection, ids, kinds, most)
        return [
            IncomingRecord(one.target, one.predicate, one.total, self._row(one.parts))
            for one in found
        ]

    def link_counts(self, numbers: Iterable[int]) -> dict[int, int]:
        """How many links lead from and to records, by number; one without links is not named."""
        from spexplorer.storage.bulk_reads import link_counts

        with self.snapshot.connection() as connection:
            return link_counts(connection, numbers)

    def authorities(self) -> list[tuple[Row, str]]:
        """The rows of all agents, then of all places, in list order, each with its type."""
        from spexplorer.storage.bulk_reads import authorities

        with self.snapshot.connection() as connection:
            return [(self._row(parts), parts.code or "") for parts in authorities(connection)]

    def authority_names(self) -> list[tuple[str, str]]:
        """(id, one form of the name) of every agent and place, in any order."""
        from spexplorer.storage.bulk_reads import authority_names

        with self.snapshot.connection() as connection:
            return authority_names(connection)

    def offices(self) -> list[tuple[int, str]]:
        """(record number, title) of every office that an agent held."""
        from spexplorer.storage.bulk_reads import offices

        with self.snapshot.connection() as connection:
            return offices(connection)

    def participant_roles(self) -> list[tuple[int, str]]:
        """(record number, role) of every agent that took part in an event in a role."""
        from spexplorer.storage.bulk_reads import participant_roles

        with self.snapshot.connection() as connection:
            return participant_roles(connection)

    def agent_facts(self, record_id: str) -> AgentFacts | None:
        """Offices, roles, claims and works of an agent; None where nothing is told of it."""
        from spexplorer.storage.agent_facts import facts_of_agents

        with self.snapshot.connection() as connection:
            number = number_of(connection, record_id)
            return None if number is None else facts_of_agents(connection, [number]).get(number)

    def derived(self) -> list[int]:
        """The numbers of the records that are computed from others."""
        from spexplorer.storage.bulk_reads import derived

        with self.snapshot.connection() as connection:
            return derived(connection)

    def works_of_apparatus(self) -> list[Record]:
        """The works that a footnote cites, that rest on a passage, or that are the source itself."""
        from spexplorer.storage.bulk_reads import works_of_apparatus
        from spexplorer.storage.records import load_numbers

        with self.snapshot.connection() as connection:
            found = works_of_apparatus(connection)
            return load_numbers(connection, "work", found)


def build_index(source: Source, old: Index | None = None, changes: ChangeSet = EVERYTHING) -> Index:
    """The index over a library, or over a state of it that is held; may run on any thread.

    All that the index reads later comes from the same state as what it was built from. Where an older
    index is given, with what has changed since, what is as it was is taken over from that.
    """
    from spexplorer.exploring.index import Index
    from spexplorer.storage.columns import ColumnReader

    snapshot = source if isinstance(source, Snapshot) else Snapshot(source, connections=1)
    library = ColumnReader(snapshot.connection)
    if old is not None and not changes.is_everything:
        from spexplorer.exploring.index_changes import changed_index

        with suppress(LibraryChangedError):  # a file without a log cannot be read as it was
            if (index := changed_index(old, library, changes.ids)) is not None:
                return index
    return Index(library)
