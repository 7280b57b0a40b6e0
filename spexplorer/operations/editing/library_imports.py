"""Take the records of another library in: equal ones are recognised, different ones are told of and stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from spexplorer.domain.digests import checksum_of_digests, digest_of
from spexplorer.domain.links import edges_of
from spexplorer.domain.records import Record
from spexplorer.operations.editing.checks import InvalidRecord
from spexplorer.operations.editing.records import with_links
from spexplorer.operations.editing.terms import add_lacking_term, terms_used
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.operations.validation import record_faults
from spexplorer.storage.edit import Edit, Origin
from spexplorer.storage.records import load_present
from spexplorer.storage.subjects import (
    DISTINCT,
    distinct_subject,
    edition_subject,
    library_subject,
)
from spexplorer.storage.vocabulary import read_schemes
from spexplorer.support.errors import AppError

_LONGEST_TERM: Final = 100
"""Letters of a code of a vocabulary; a longer one is damage."""


@dataclass(slots=True)
class ImportReport:
    """What became of records that were to be imported, by their ids, and warnings as sentences."""

    added: list[str] = field(default_factory=list)
    equal: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def import_records(
    records: Iterable[Record],
    source: str,
    about: Mapping[str, str] | None = None,
    distinct: Iterable[tuple[str, str]] = (),
) -> Operation:
    """Add records that are not there yet, as one step whose outcome is an ImportReport.

    A record that differs from the one of its id here is left out and told of. Links that lead nowhere
    are let go, terms that the vocabularies lack are added. An empty library takes over what the other
    one says of itself. `distinct` are pairs of ids that are not the same. Raises AppError where nothing
    is left to be added and nothing was equal.
    """
    wanted = list(records)

    def perform(edit: Edit) -> Parts:
        report = edit.outcome = ImportReport()
        taken = about if about is not None and edit.is_empty() else {}
        for key, value in taken.items():
            if value and key != "checksum":
                edit.put(library_subject(key), {"value": value})
        new = _new_ones(edit, wanted, report)
        _add_terms(edit, new, report)
        sound = _attached(edit, _sound_ones(edit, new, report), report)
        if not (sound or report.equal or report.different):
            reason = report.warnings[0] if report.warnings else f"{source} holds no record."
            raise AppError(f"Nothing was imported: {reason}")
        edit.add(sound, _origins(edit, sound, source))
        report.added = [one.id for one in sound]
        for pair in distinct:
            if len(load_present(edit.connection, pair)) == len(pair):
                edit.put(distinct_subject(*pair), DISTINCT)
        _adopt_edition(edit, sound, taken.get("checksum", ""))
        return {"n": len(sound), "source": source}

    return Operation("import", perform)


def _adopt_edition(edit: Edit, records: list[Record], checksum: str) -> None:
    """An empty library that took a published edition in as it is becomes that edition."""
    digests = {str(one.id): digest_of(one) for one in records}
    if checksum and checksum_of_digests(digests.values()) == checksum:
        edit.put(library_subject("checksum"), {"value": checksum})
        for uid, digest in digests.items():
            edit.put(edition_subject(uid), {"digest": digest.hex().upper()})


def _new_ones(edit: Edit, records: list[Record], report: ImportReport) -> list[Record]:
    present = load_present(edit.connection, [one.id for one in records])
    new = []
    for one in records:
        here = present.get(one.id)
        if here is None and edit.is_taken(one.id):
            report.warnings.append(
                f"{one.id} was merged into another record here; it was left out."
            )
            report.different.append(one.id)
        elif here is None:
            new.append(one)
        elif _said(here) == _said(one):
            report.equal.append(one.id)
        else:
            report.warnings.append(f"{one.id} differs from the one here, which stays as it is.")
            report.different.append(one.id)
    return new


def _said(record: Record) -> Record:
    """A record without when and where it was entered."""
    return replace(record, origin="", created="", modified="")


def _add_terms(edit: Edit, records: list[Record], report: ImportReport) -> None:
    """Terms of vocabularies of the library that records use and it lacks."""
    used = dict.fromkeys(term for record in records for term in terms_used(record))
    for scheme, code in used:
        if len(code) <= _LONGEST_TERM and add_lacking_term(edit, scheme, code):
            report.warnings.append(f"The term {code} was added to the vocabulary {scheme}.")


def _sound_ones(edit: Edit, records: list[Record], report: ImportReport) -> list[Record]:
    schemes = read_schemes(edit.connection)
    sound = []
    for record in records:
        if (fault := next(record_faults(record, schemes), None)) is None:
            sound.append(record)
        else:
            report.refused.append(record.id)
            report.warnings.append(f"{fault} It was left out.")
    return sound


def _attached(edit: Edit, records: list[Record], report: ImportReport) -> list[Record]:
    """Records without the links that would lead nowhere, until none of them does."""
    left = {str(one.id): one for one in records}
    known: dict[str, bool] = {}

    def is_there(uid: str) -> bool:
        if uid not in known:
            known[uid] = bool(load_present(edit.connection, [uid]))
        return uid in left or known[uid]

    while True:
        lost = {
            uid: [edge.target for edge in edges_of(one) if not is_there(edge.target)]
            for uid, one in left.items()
        }
        lost = {uid: targets for uid, targets in lost.items() if targets}
        if not lost:
            return list(left.values())
        for uid, targets in lost.items():
            try:
                left[uid] = with_links(left[uid], dict.fromkeys(targets))
                words = f"{uid} points at {targets[0]}, which is not there; that link was left out."
            except InvalidRecord:
                del left[uid]
                report.refused.append(uid)
                words = f"{uid} needs {targets[0]}, which is not there; it was left out."
            report.warnings.append(words)


def _origins(edit: Edit, records: Iterable[Record], source: str) -> dict[str, int]:
    """Where records come from: as they say themselves, else from what is imported."""
    known = edit.origins()
    found = {}
    for one in records:
        words = one.origin or source
        if words not in known:
            known[words] = edit.origin(Origin("import", words))
        found[str(one.id)] = known[words]
    return found
