"""Look a library file over: what is damaged, and what was corrected since its edition was published."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from spexplorer.domain.digests import checksum_of_digests, digest_of
from spexplorer.storage.derived import stored_records
from spexplorer.storage.edition import edition_digests
from spexplorer.storage.library import check, library_values
from spexplorer.storage.snapshot import connected
from spexplorer.support.errors import AppError, LibraryError


class Examination(NamedTuple):
    """`faults` are sentences; the others are ids of records that differ from the published edition."""

    faults: tuple[str, ...]
    corrected: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def examine(path: Path) -> Examination:
    """Compare the structure of a file, its links, what is derived from its records, and its edition.

    A record that differs from the edition was corrected here, which is no damage. All records are read.
    """
    with connected(path) as connection:
        if faults := check(connection):
            return Examination(tuple(faults))
        edition = edition_digests(connection)
        checksum = library_values(connection).get("checksum")
        if edition and checksum_of_digests(edition.values()) != checksum:
            faults.append("the list of the edition's records does not match its checksum")
        corrected: list[str] = []
        left = set(edition)
        unsorted = unsought = 0
        for one in stored_records(connection):
            unsorted += not one.sort_key_is_right
            unsought += not one.search_is_right
            if (digest := edition.get(one.record.id)) is not None:
                left.discard(one.record.id)
                if digest != digest_of(one.record):
                    corrected.append(one.record.id)
    if unsorted:
        faults.append(f"{unsorted:,} sort keys do not match their records")
    if unsought:
        faults.append(f"{unsought:,} search documents do not match their records")
    return Examination(tuple(faults), tuple(corrected), tuple(sorted(left)))


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


def faults_of_file(path: Path) -> list[str]:
    """What is wrong with a library file; empty when it is sound."""
    return list(examine(path).faults)
