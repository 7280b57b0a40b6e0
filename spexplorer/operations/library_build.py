"""Build a library file out of text sources: the same sources always give the same library."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spexplorer.domain.digests import checksum_of_digests, digest_of
from spexplorer.domain.records import Record
from spexplorer.domain.vocabularies import Scheme
from spexplorer.formats.text_sources import read_folder, read_tables, read_vocabularies
from spexplorer.operations.validation import Fault, faults
from spexplorer.storage.connection import explaining
from spexplorer.storage.edition import add_edition
from spexplorer.storage.migrate import create
from spexplorer.storage.record_insertion import add_records
from spexplorer.storage.record_removal import leave_redirect
from spexplorer.storage.search_documents import index_records
from spexplorer.storage.vocabulary import add_schemes
from spexplorer.support.errors import AppError, LibraryError
from spexplorer.support.files import LIBRARY_ENDING, drafted, is_there

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEEDED: Final = ("name", "version", "released")
_SHOWN: Final = 3
"""So many faults one message names; `db/build/check_sources.py` lists all of them."""


def build_library(sources: Path, target: Path) -> int:
    """Build `target` from a folder with library.toml, vocabularies.toml and folders of records.

    A file redirects.toml beside them says which record an id that is no longer borne leads to.
    Replaces `target` only when all went well. Gives the number of records. Raises AppError with the
    first faults when the sources are not sound.
    """
    about = _read_about(sources / "library.toml")
    vocabularies = read_vocabularies(sources / "vocabularies.toml")
    records = [
        dataclasses.replace(record, created=about["released"], modified=about["released"])
        for folder in sorted(path for path in sources.iterdir() if path.is_dir())
        for record in read_folder(folder, about.get("status", "draft"))
    ]
    redirects = read_redirects(sources / "redirects.toml")
    wrong = [*faults(records, vocabularies), *redirect_faults(redirects, records)]
    if wrong:
        first = " ".join(str(fault) for fault in wrong[:_SHOWN])
        raise AppError(f"The sources have {len(wrong):,} faults; mend these first: {first}")
    texts = (path for path in sources.rglob("*") if path.suffix != LIBRARY_ENDING)
    _write(target, about, vocabularies, records, redirects, texts)
    return len(records)


def read_redirects(path: Path) -> dict[str, str]:
    """Former ids and the ids they lead to, from the table `redirects` of a file; none without it."""
    if not path.is_file():
        return {}
    found = read_tables(path).get("redirects")
    if not isinstance(found, dict) or not all(isinstance(kept, str) for kept in found.values()):
        raise AppError(f'{path} has no table redirects; write "old:id" = "new:id" in [redirects].')
    return found


def redirect_faults(redirects: Mapping[str, str], records: Iterable[Record]) -> Iterator[Fault]:
    """Redirects whose old id a record still bears, or whose target is no record."""
    ids = {str(record.id) for record in records}
    for gone, kept in redirects.items():
        if gone in ids:
            yield Fault(gone, "the id is redirected, but a record still bears it.")
        if kept not in ids:
            yield Fault(gone, f"its redirect leads to {kept}, which is not there.")


def _read_about(path: Path) -> dict[str, Any]:
    about = read_tables(path)
    for key in (*_NEEDED, *about):
        if key != "questions" and not isinstance(about.get(key), str):
            raise AppError(f'{path} does not give {key} as text; write {key} = "..." in it.')
    return about


def _write(
    target: Path,
    about: dict[str, Any],
    vocabularies: dict[str, Scheme],
    records: list[Record],
    redirects: Mapping[str, str],
    sparing: Iterable[Path],
) -> None:
    if is_there(target) and not target.is_file():
        raise LibraryError(f"{target} is no file; choose the name of a library file.")
    with drafted(target, sparing=sparing, over_library=True) as packed:
        db = create(packed.with_name("unpacked"))
        try:
            with explaining(target):
                with db.atomic():
                    _fill(db, about, vocabularies, records)
                    for gone, kept in sorted(redirects.items()):
                        leave_redirect(db.conn, gone, kept)
                # VACUUM INTO lays pages out afresh, so that the file depends on its content alone.
                db.conn.execute("VACUUM INTO ?", (str(packed),))
        finally:
            db.close()


def _fill(
    db: Database, about: dict[str, Any], vocabularies: dict[str, Scheme], records: list[Record]
) -> None:
    db.conn.execute("UPDATE _sqlite_migrations SET applied_at = ?", (about["released"],))
    db.table("origin").insert(
        {"id": 1, "type": "bundled", "name": about["name"], "version": about["version"]}
    )
    add_schemes(db.conn, vocabularies.values())
    rows = add_records(db.conn, records, 1)
    index_records(db.conn, ((rows[record.id], record) for record in records))
    origin = f"{about['name']} {about['version']}"
    digests = {
        str(record.id): digest_of(dataclasses.replace(record, origin=origin)) for record in records
    }
    add_edition(db.conn, digests)
    checksum = checksum_of_digests(digests.values())
    questions = json.dumps(about.pop("questions", []), ensure_ascii=False)
    values = {**about, "checksum": checksum, "questions": questions}
    db.table("library").insert_all({"key": key, "value": value} for key, value in values.items())
    db.conn.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
