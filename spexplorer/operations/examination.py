"""Look a library file over: what is damaged, and what was corrected since its edition was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain, islice
from pathlib import Path
from sqlite3 import Connection
from typing import Final, NamedTuple

from spexplorer.domain.digests import checksum_of_ascending, digest_of
from spexplorer.storage import soundness
from spexplorer.storage.connection import damaged, explaining, open_writing
from spexplorer.storage.derived import StoredRecord, UnreadableRecord, stored_records, write_derived
from spexplorer.storage.edition import digests_ascending, digests_of, removed_from_edition
from spexplorer.storage.library import counts_by_kind, library_values
from spexplorer.storage.snapshot import connected
from spexplorer.support.errors import AppError, DamagedLibraryError, LibraryError
from spexplorer.support.folders import bundled_library
from spexplorer.words.language import PLAIN, Language

WHOLE: Final = 20_000
"""Up to so many records each is compared with all that is derived from it; in a larger library so many,
spread evenly, and those of its edition. Folding every word of a million records takes ten minutes."""

_PIECE: Final = 500
_SOUGHT: Final = 8
"""In a large library the index is asked for every so many of the records that are compared."""


class Remedy(Enum):
    """What helps: writing anew what is derived, or a backup, or what can still be read."""

    REBUILD = "rebuild"
    RESTORE = "restore"


class Finding(NamedTuple):
    """One fault: of what sort it is, the id of its record if it is of one, what it is, what to do."""

    kind: str
    record: str
    what: str
    remedy: Remedy


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


@dataclass
class _Compared:
    """The ids of records of which something does not match, and how many were compared."""

    unsorted: list[str]
    is_whole: bool
    unreadable: list[UnreadableRecord] = field(default_factory=list)
    misdated: list[str] = field(default_factory=list)
    unsought: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    number: int = 0


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
        faults = soundness.structural_faults(self._connection)
        # Once more than an index is damaged, writing it anew helps nobody.
        indexes = all(map(soundness.is_of_an_index, faults))
        for words in faults:
            yield Finding("structure", "", words, Remedy.REBUILD if indexes else Remedy.RESTORE)
        if not faults:
            for table in soundness.changed_constants(self._connection):
                words = self._tr("the rows of {table} are not those of this version", table=table)
                yield Finding("structure", "", words, Remedy.RESTORE)

    def _links(self) -> Iterator[Finding]:
        tr = self._tr
        strays = soundness.strays(self._connection)
        for table, row, parent, record in islice(strays, soundness.LISTED):
            words = tr("row {row} of {table} points at a row of {parent} that is not there",
                       row=row, table=table, parent=parent)  # fmt: skip
            yield Finding("link", record, words, Remedy.RESTORE)
        if more := sum(1 for _ in strays):
            one = "{n} more row points at a row that is not there"
            many = "{n} more rows point at rows that are not there"
            yield Finding("link", "", tr.counted(more, one, many), Remedy.RESTORE)
        for code, number, records in soundness.missing_halves(self._connection):
            one, many = _missing_words(code)
            yield from self._counted("link", number, records, one, many, Remedy.RESTORE)
        for uid in soundness.borne_twice(self._connection):
            words = tr("{uid}: the id leads to another record, but a record bears it", uid=uid)
            yield Finding("link", uid, words, Remedy.RESTORE)

    def _values(self) -> Iterator[Finding]:
        for code, number, records in soundness.out_of_bounds(self._connection):
            one, many = _BOUNDS[code]
            yield from self._counted("value", number, records, one, many, Remedy.RESTORE)
        for where in soundness.unreadable_values(self._connection):
            words = self._tr("{where}: a list cannot be read", where=where)
            yield Finding("value", "", words, Remedy.RESTORE)

    def _edition(self) -> Iterator[Finding]:
        digests = digests_ascending(self._connection)
        first = next(digests, None)
        named = library_values(self._connection).get("checksum")
        if first is None and not named:
            return
        whole = chain(() if first is None else (first,), digests)
        if checksum_of_ascending(whole) != named:
            words = self._tr("the list of the edition's records does not match its checksum")
            yield Finding("edition", "", words, Remedy.RESTORE)

    def _records(self) -> Examination:
        """Compare records with what is derived from them and with the edition, a piece at a time."""
        total = sum(counts_by_kind(self._connection).values())
        every = -(-total // self._whole) or 1
        findings: list[Finding] = []
        for code, number, ids in soundness.missing_from_search(self._connection):
            findings += self._counted("derived", number, ids, *_missing_words(code))
        # In a large library the index is asked for the words of the records that are compared.
        asks_index = every > 1 or not soundness.index_is_right(self._connection)
        unsorted = list(soundness.misplaced(self._connection))
        seen = _Compared(unsorted, is_whole=every == 1)
        records = stored_records(self._connection, every)
        while piece := list(islice(records, _PIECE)):
            self._compare(piece, seen, asks_index=asks_index)
        findings += [
            *self._unreadable(seen.unreadable),
            *self._counted("derived", len(seen.unsorted), seen.unsorted,
                "{n} sort key does not match its record", "{n} sort keys do not match their records"),
            *self._counted("derived", len(seen.misdated), seen.misdated,
                "the days stored beside {n} date are not those that it means",
                "the days stored beside {n} dates are not those that they mean"),
            *self._counted("derived", len(seen.unsought), seen.unsought,
                "{n} search document does not match its record",
                "{n} search documents do not match their records"),
        ]  # fmt: skip
        if asks_index and every == 1 and not findings:
            words = self._tr("the search index does not match the search documents")
            findings.append(Finding("derived", "", words, Remedy.REBUILD))
        removed = removed_from_edition(self._connection)
        return Examination(
            tuple(findings), tuple(seen.corrected), tuple(removed), seen.number, total
        )

    def _compare(
        self, piece: list[StoredRecord | UnreadableRecord], seen: _Compared, *, asks_index: bool
    ) -> None:
        seen.number += len(piece)
        readable = [one for one in piece if isinstance(one, StoredRecord)]
        seen.unreadable += [one for one in piece if isinstance(one, UnreadableRecord)]
        known = set(seen.unsorted)
        for one in readable:
            uid = one.record.id
            if not one.sort_key_is_right and uid not in known:
                seen.unsorted.append(uid)
            if not one.days_are_right:
                seen.misdated.append(uid)
            if not one.search_is_right:
                seen.unsought.append(uid)
        seen.corrected += self._corrected(readable)
        if asks_index:
            # A phrase of all words of a record costs the index more than reading the record does.
            asked = readable if seen.is_whole else readable[::_SOUGHT]
            numbers = {one.number: one.record.id for one in asked if one.search_is_right}
            lost = soundness.unfindable(self._connection, numbers)
            seen.unsought += dict.fromkeys(numbers[number] for number in lost)

    def _unreadable(self, records: list[UnreadableRecord]) -> Iterator[Finding]:
        for one in records:
            words = self._tr(
                "{uid}: a value cannot be read, {reason}", uid=one.uid, reason=one.reason
            )
            yield Finding("value", one.uid, words, Remedy.RESTORE)

    def _corrected(self, piece: list[StoredRecord]) -> Iterator[str]:
        edition = digests_of(self._connection, (one.record.id for one in piece))
        for one in piece:
            digest = edition.get(one.record.id)
            if digest is not None and digest != digest_of(one.record):
                yield one.record.id

    def _counted(
        self,
        kind: str,
        number: int,
        records: Iterable[str],
        one: str,
        many: str,
        remedy: Remedy = Remedy.REBUILD,
    ) -> Iterator[Finding]:
        """A finding for each of the first records, then one for those that are left."""
        named = list(islice(records, soundness.LISTED))
        for uid in named:
            words = self._tr.counted(1, one, many)
            yield Finding(kind, uid, f"{uid}: {words}", remedy)
        if more := number - len(named):
            yield Finding(kind, "", self._tr.counted(more, one, many), remedy)


def _missing_words(code: str) -> tuple[str, str]:
    return _MISSING.get(code) or _MISSING[code[code.index("_is_") + 1 :]]


_MISSING: Final = {
    "is_empty": ("the values of {n} record are missing", "the values of {n} records are missing"),
    "is_another": ("{n} record has values of another kind", "{n} records have values of another kind"),
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


def remedy_words(path: Path, findings: Iterable[Finding], tr: Language = PLAIN) -> str:
    """What to do about all that was found, as the second half of a sentence."""
    if all(finding.remedy is Remedy.REBUILD for finding in findings):
        return tr("write it anew with “spexplorer check --rebuild {path}”", path=path)
    return tr(
        "go back to a backup (“spexplorer restore”), or save what can be read of it with"
        " “spexplorer salvage {path} -o NEW”",
        path=path,
    )


def rebuild(path: Path) -> None:
    """Write anew what is derived from the records of a library: indexes, sort keys, days, search data.

    Raises LibraryError where more than that is damaged, EnvironmentProblem where nothing can be
    written.
    """
    if path.absolute() == bundled_library():
        raise LibraryError(
            f"{path} comes with the program and is never written to; install the program again."
        )
    with explaining(path), closing(open_writing(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            write_derived(connection)
        except ValueError as error:
            raise damaged(path, f"a value cannot be read, {error}") from error
        connection.execute("COMMIT")


def cause_of_failure(path: Path) -> AppError | None:
    """Why reading a library may have failed in a way nobody foresaw; None when the file is sound."""
    try:
        findings = examine(path).findings
    except AppError as error:
        return error
    except Exception as error:  # whatever the file holds, its reading says no more than this
        return damaged(path, f"a value cannot be read, {error}")
    if not findings:
        return None
    listed = "; ".join(finding.what for finding in findings[:3])
    return DamagedLibraryError(f"{path} is damaged ({listed}); {remedy_words(path, findings)}.")
