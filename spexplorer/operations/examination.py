"""Look a library file over: what is damaged, and what was corrected since its edition was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from typing import Final, NamedTuple

from spexplorer.domain.digests import checksum_of_ascending, digest_of
from spexplorer.storage import soundness
from spexplorer.storage.derived import StoredRecord, stored_records
from spexplorer.storage.edition import digests_ascending, digests_of, removed_from_edition
from spexplorer.storage.library import counts_by_kind, library_values
from spexplorer.storage.snapshot import connected
from spexplorer.support.errors import AppError, LibraryError
from spexplorer.words.language import PLAIN, Language

WHOLE: Final = 20_000
"""Up to so many records each is compared with all that is derived from it; in a larger library so many,
spread evenly, and those of its edition. Folding every word of a million records takes ten minutes."""

_PIECE: Final = 500


class Finding(NamedTuple):
    """One fault: of what sort it is, the id of its record if it is of one, what it is, what to do."""

    kind: str
    record: str
    what: str
    remedy: str


class Examination(NamedTuple):
    """What was found; `corrected` and `removed` are ids of records that differ from the edition.

    `compared` of the `records` were compared with all that is derived from them.
    """

    findings: tuple[Finding, ...]
    corrected: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    compared: int = 0
    records: int = 0


def examine(path: Path, tr: Language = PLAIN, whole: int = WHOLE) -> Examination:
    """Compare the structure of a file, its links and values, what is derived from them, its edition.

    A record that differs from the edition was corrected here, which is no damage. Of a file that is
    damaged in its structure nothing more is read. Raises LibraryError or EnvironmentProblem.
    """
    with connected(path) as connection:
        return _Examiner(connection, tr, whole).examination()


def faults_of_file(path: Path, tr: Language = PLAIN) -> list[str]:
    """What is wrong with a library file, in sentences; empty when it is sound."""
    return [finding.what for finding in examine(path, tr).findings]


class _Examiner:
    def __init__(self, connection: Connection, tr: Language, whole: int) -> None:
        self._connection, self._tr, self._whole = connection, tr, whole

    def examination(self) -> Examination:
        if structure := list(self._structure()):
            return Examination(tuple(structure))
        findings = [*self._links(), *self._values(), *self._edition()]
        if findings:  # records of which a part is missing or cannot be read
            return Examination(tuple(findings))
        return self._records()

    def _structure(self) -> Iterator[Finding]:
        tr = self._tr
        remedy = tr("Keep the file and go back to a copy of it.")
        for words in soundness.structural_faults(self._connection):
            yield Finding("structure", "", words, remedy)

    def _links(self) -> Iterator[Finding]:
        tr = self._tr
        strays = soundness.strays(self._connection)
        for table, row, parent, record in islice(strays, soundness.LISTED):
            words = tr("row {row} of {table} points at a row of {parent} that is not there",
                       row=row, table=table, parent=parent)  # fmt: skip
            yield Finding("link", record, words, self._back())
        if more := sum(1 for _ in strays):
            one = "{n} more row points at a row that is not there"
            many = "{n} more rows point at rows that are not there"
            yield Finding("link", "", tr.counted(more, one, many), self._back())
        for code, number, records in soundness.missing_halves(self._connection):
            one, many = _MISSING[code]
            yield from self._counted("link", number, records, one, many)

    def _values(self) -> Iterator[Finding]:
        for code, number, records in soundness.out_of_bounds(self._connection):
            one, many = _BOUNDS[code]
            yield from self._counted("value", number, records, one, many)

    def _edition(self) -> Iterator[Finding]:
        digests = digests_ascending(self._connection)
        first = next(digests, None)
        if first is None:
            return
        checksum = checksum_of_ascending((first, *digests))
        if checksum != library_values(self._connection).get("checksum"):
            words = self._tr("the list of the edition's records does not match its checksum")
            yield Finding("edition", "", words, self._back())

    def _records(self) -> Examination:
        """Compare records with what is derived from them and with the edition, a piece at a time."""
        total = sum(counts_by_kind(self._connection).values())
        every = -(-total // self._whole) or 1
        unsorted = list(soundness.misplaced(self._connection))
        known = set(unsorted)
        unsought: list[str] = []
        corrected: list[str] = []
        compared = 0
        records = stored_records(self._connection, every)
        while piece := list(islice(records, _PIECE)):
            compared += len(piece)
            for one in piece:
                uid = one.record.id
                if not one.sort_key_is_right and uid not in known:
                    unsorted.append(uid)
                if not one.search_is_right:
                    unsought.append(uid)
            corrected += self._corrected(piece)
            numbers = {one.number: one.record.id for one in piece if one.search_is_right}
            lost = soundness.unfindable(self._connection, numbers)
            unsought += dict.fromkeys(numbers[number] for number in lost)
        findings = [
            *self._counted("derived", len(unsorted), unsorted,
                "{n} sort key does not match its record", "{n} sort keys do not match their records"),
            *self._counted("derived", len(unsought), unsought,
                "{n} search document does not match its record",
                "{n} search documents do not match their records"),
        ]  # fmt: skip
        removed = removed_from_edition(self._connection)
        return Examination(tuple(findings), tuple(corrected), tuple(removed), compared, total)

    def _corrected(self, piece: list[StoredRecord]) -> Iterator[str]:
        edition = digests_of(self._connection, (one.record.id for one in piece))
        for one in piece:
            digest = edition.get(one.record.id)
            if digest is not None and digest != digest_of(one.record):
                yield one.record.id

    def _counted(
        self, kind: str, number: int, records: Iterable[str], one: str, many: str
    ) -> Iterator[Finding]:
        """A finding for each of the first records, then one for those that are left."""
        named = list(islice(records, soundness.LISTED))
        for uid in named:
            words = self._tr.counted(1, one, many)
            yield Finding(kind, uid, f"{uid}: {words}", self._back())
        if more := number - len(named):
            yield Finding(kind, "", self._tr.counted(more, one, many), self._back())

    def _back(self) -> str:
        return self._tr(
            "Go back to a copy of the library; “spexplorer export” writes what this one holds."
        )


_MISSING: Final = {
    "not_indexed": ("{n} record is not indexed for search", "{n} records are not indexed for search"),
    "not_found": ("{n} record cannot be found", "{n} records cannot be found"),
    "evidence_names_nothing": (
        "{n} row of evidence names nothing", "{n} rows of evidence name nothing"),
    "contributor_names_nothing": (
        "{n} row of contributor names nothing", "{n} rows of contributor name nothing"),
    "agreement_relation_names_nothing": (
        "{n} row of agreement_relation names nothing", "{n} rows of agreement_relation name nothing"),
}  # fmt: skip
"""What is said of rows of which the other half is missing."""

_BOUNDS: Final = {
    "day": (
        "{n} date lies farther away than can be drawn",
        "{n} dates lie farther away than can be drawn"),
    "number": (
        "{n} figure is larger than can be computed with",
        "{n} figures are larger than can be computed with"),
}  # fmt: skip
"""What is said of values outside their bounds."""


def cause_of_failure(path: Path) -> AppError | None:
    """Why reading a library may have failed in a way nobody foresaw; None when the file is sound."""
    try:
        faults = faults_of_file(path)
    except AppError as error:
        return error
    except Exception as error:  # whatever the file holds, its reading says no more than this
        faults = [f"a value cannot be read, {error}"]
    if not faults:
        return None
    listed = "; ".join(faults[:3])
    return LibraryError(f"{path} is damaged ({listed}); keep the file and go back to a copy of it.")
