"""Take a newer published edition over what was not changed here, and list what both changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from spexplorer.domain.digests import digest_of
from spexplorer.domain.kinds import KINDS
from spexplorer.domain.plain import from_plain, to_plain
from spexplorer.domain.records import Record
from spexplorer.domain.vocabularies import Scheme, Term
from spexplorer.operations.editing.checks import InvalidRecord
from spexplorer.operations.editing.records import with_links
from spexplorer.operations.editing.terms import put_scheme, put_term
from spexplorer.operations.errata import original_of
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.edit import Edit, Origin, values_of
from spexplorer.storage.edition import all_digests, all_redirects, bundled_origins
from spexplorer.storage.journal import State, changes_to
from spexplorer.storage.library import library_values
from spexplorer.storage.record_removal import pointers_at
from spexplorer.storage.records import load_kind, load_present
from spexplorer.storage.snapshot import connected
from spexplorer.storage.subjects import (
    edition_subject,
    library_subject,
    read_subject,
    redirect_subject,
    scheme_subject,
    term_subject,
)
from spexplorer.storage.vocabulary import read_schemes
from spexplorer.support.errors import AppError

_OURS = frozenset({"id", "origin", "created", "modified"})


class Edition(NamedTuple):
    """A published edition: what it says of itself, its vocabularies, records, digests and redirects."""

    about: dict[str, str]
    schemes: dict[str, Scheme]
    records: dict[str, Record]
    digests: dict[str, bytes]
    redirects: dict[str, str]


class Conflict(NamedTuple):
    """What was changed here and in the newer edition; no field where a whole record came or went.

    Here it stays as it is.
    """

    record: str
    field: str | None
    original: Any
    mine: Any
    theirs: Any


@dataclass(slots=True)
class UpdateReport:
    """What a newer edition brought, by the ids of records, and what is left to decide."""

    version: str
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def read_edition(path: Path) -> Edition:
    """Read a published edition; raises LibraryError where the file is none."""
    with connected(path) as connection:
        records = {str(one.id): one for kind in KINDS for one in load_kind(connection, kind)}
        digests = all_digests(connection)
        if not digests:
            raise AppError(f"{path} is no published edition; name a library that comes with one.")
        return Edition(
            library_values(connection),
            read_schemes(connection),
            {uid: records[uid] for uid in digests if uid in records},
            digests,
            all_redirects(connection),
        )


def update(edition: Edition) -> Operation:
    """Take a newer edition over what the user did not change; the outcome is an UpdateReport."""

    def perform(edit: Edit) -> Parts:
        work = _Update(edit, edition)
        edit.outcome = work.report
        work.run()
        return {"version": edition.about.get("version", ""), "n": len(work.report.updated)}

    return Operation("update", perform)


class _Update:
    def __init__(self, edit: Edit, edition: Edition) -> None:
        self.edit, self.new = edit, edition
        name, version = edition.about.get("name", ""), edition.about.get("version", "")
        ours = bundled_origins(edit.connection)
        if name not in {one for one, _ in ours}:
            raise AppError(f"This library was not made from “{name}”; name its own edition.")
        self.report = UpdateReport(version)
        self.old = all_digests(edit.connection)
        self.present = load_present(edit.connection, {**self.old, **edition.records})
        self.origin = Origin("bundled", name, version)
        self.kept: dict[str, Record] = {}
        """What the edition says of records that the library holds otherwise, or not at all."""

    def run(self) -> None:
        self._vocabularies()
        number = self.edit.origin(self.origin)
        self._lead_elsewhere()
        coming = [
            self._linked(one)
            for uid, one in self.new.records.items()
            if uid not in self.old and not self.edit.is_taken(uid)
        ]
        changing = list(self._changing())
        self.edit.add(coming, number)
        origins = dict.fromkeys((str(one.id) for one in changing), number)
        self.edit.replace(changing, origins=origins, stamp=False)
        self.report.added = [str(one.id) for one in coming]
        self._remove()
        self._sayings()

    def _lead_elsewhere(self) -> None:
        """Links of the edition to records that are not here any more lead where those ids lead."""
        here = {**self.present, **self.new.records}
        gone = [uid for uid in self.old if uid not in self.present]
        self.moved: dict[str, str | None] = {}
        for uid in gone:
            led = read_subject(self.edit.connection, redirect_subject(uid))
            target = None if led is None else str(led["to"])
            self.moved[uid] = target if target in here else None

    def _linked(self, record: Record) -> Record:
        return with_links(record, self.moved) if self.moved else record

    def _changing(self) -> Iterator[Record]:
        for uid, theirs in self.new.records.items():
            mine = self.present.get(uid)
            if uid not in self.old:
                if mine is not None or self.edit.is_taken(uid):
                    self._disputed(uid, None, mine, theirs)
            elif mine is None:
                original = original_of(self.edit.connection, uid, self.old[uid], None)
                self._disputed(uid, original, None, theirs)
            elif digest_of(mine) == self.old[uid]:
                if _said(mine) != _said(theirs):
                    self.report.updated.append(uid)
                try:
                    yield self._linked(theirs)
                except InvalidRecord:
                    self._disputed(uid, mine, mine, theirs)
            else:
                original = original_of(self.edit.connection, uid, self.old[uid], mine)
                yield self._joined(uid, original, mine, theirs)

    def _disputed(
        self, uid: str, original: Record | None, mine: Record | None, theirs: Record | None
    ) -> None:
        """A whole record that is another here and in the edition."""
        if theirs is not None:
            self.kept[uid] = theirs
        said = [None if one is None else _said(one) for one in (original, mine, theirs)]
        if said[1] != said[2] and said[0] != said[2]:
            self.report.conflicts.append(Conflict(uid, None, *said))

    def _joined(self, uid: str, original: Record | None, mine: Record, theirs: Record) -> Record:
        """A record that was corrected here, with what the edition changed elsewhere in it."""
        said, ours = _said(theirs), _said(mine)
        before = said if original is None else _said(original)
        plain = dict(to_plain(mine))
        for name in ours:
            if ours[name] == said[name] or before[name] == said[name]:
                continue
            if before[name] == ours[name]:
                plain[name] = said[name]
            else:
                conflict = Conflict(uid, name, before[name], ours[name], said[name])
                self.report.conflicts.append(conflict)
        if all(plain[name] == said[name] for name in said):
            self.report.updated.append(uid)
            return theirs
        self.kept[uid] = theirs
        if any(plain[name] != ours[name] for name in ours):
            self.report.updated.append(uid)
        return self._linked(from_plain(plain))

    def _remove(self) -> None:
        """Records that the edition has no more: they go unless they were changed or are pointed at here."""
        leaving = []
        for uid in self.old.keys() - self.new.records.keys():
            mine = self.present.get(uid)
            if mine is not None and digest_of(mine) == self.old[uid]:
                leaving.append(uid)
            elif mine is not None:
                self._stays(uid, mine)
        while pointers := pointers_at(self.edit.connection, leaving):
            needed = {pointer.target for pointer in pointers}
            leaving = [uid for uid in leaving if uid not in needed]
            for uid in sorted(needed):
                self._stays(uid, self.present[uid])
        self.edit.remove(sorted(leaving))
        self.report.removed = sorted(leaving)
        for uid in self.report.removed:
            target = self.new.redirects.get(uid)
            if target is not None and load_present(self.edit.connection, [target]):
                self.edit.put(redirect_subject(uid), {"to": target})

    def _stays(self, uid: str, mine: Record) -> None:
        self.report.conflicts.append(Conflict(uid, None, None, _said(mine), None))

    def _vocabularies(self) -> None:
        here = read_schemes(self.edit.connection)
        for code, scheme in self.new.schemes.items():
            if (
                code not in here
                and read_subject(self.edit.connection, scheme_subject(code)) is None
            ):
                put_scheme(self.edit, scheme)
            known = {term.code: term for term in here[code].terms} if code in here else {}
            for term in scheme.terms:
                if term.code not in known:
                    if not self._was_changed(term_subject(code, term.code)):
                        put_term(self.edit, code, term)
                elif known[term.code] != term:
                    self._term(code, known[term.code], term)

    def _term(self, scheme: str, mine: Term, theirs: Term) -> None:
        subject = term_subject(scheme, mine.code)
        if self._was_changed(subject):
            conflict = Conflict(subject, "label", None, mine.label, theirs.label)
            self.report.conflicts.append(conflict)
            return
        values = read_subject(self.edit.connection, subject)
        assert values is not None
        said = {
            "label": theirs.label,
            "help": theirs.help,
            "alternatives": list(theirs.alternatives),
            "broader": theirs.broader or None,
            "colour": theirs.colour or None,
        }
        self.edit.put(subject, {**values, **said})

    def _was_changed(self, subject: str) -> bool:
        """Whether the user changed something that is no record."""
        return any(
            step.state is State.DONE and step.action != "update"
            for step, _ in changes_to(self.edit.connection, subject)
        )

    def _sayings(self) -> None:
        """What the library says of itself, and the digests of the edition."""
        for key, value in self.new.about.items():
            if key == "checksum" or not self._was_changed(library_subject(key)):
                self.edit.put(library_subject(key), {"value": value})
        number = self.edit.origin(self.origin)
        for uid in self.old.keys() - self.new.digests.keys():
            self.edit.put(edition_subject(uid), None)
        for uid, digest in self.new.digests.items():
            values: dict[str, Any] = {"digest": digest.hex().upper()}
            if uid in self.kept:
                values["original"] = values_of(self.kept[uid], number)
            self.edit.put(edition_subject(uid), values)


def _said(record: Record) -> dict[str, Any]:
    """What a record says, without when and where it was entered."""
    return {name: value for name, value in to_plain(record).items() if name not in _OURS}
