"""Bring sources of other programs into a library: preview them, link their names, add them as one batch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from spexplorer.domain.authorities import Agent
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import AgentId, Record, RecordId
from spexplorer.domain.works import Contributor, Work
from spexplorer.formats.column_mapping import ColumnMapping
from spexplorer.formats.interchange import (
    HEAD,
    Entry,
    FilePlace,
    Format,
    Remark,
    Unreadable,
    discover,
    recognised,
)
from spexplorer.operations.editing.ids import new_id
from spexplorer.operations.editing.terms import add_lacking_term, terms_used
from spexplorer.operations.identifier_checks import SENTENCE, wrong_identifiers
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.operations.tables import table_format
from spexplorer.storage.edit import Edit, Origin
from spexplorer.storage.matching import Matcher
from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import AppError

_BATCH: Final = 500
"""Entries that are added to the library at once."""

_LISTED: Final = 2_000
"""Entries that a preview keeps whole; of the others it keeps the counts."""


_AS_KNOWN: Final[Mapping[Path, ColumnMapping]] = MappingProxyType({})
"""No table is mapped by hand."""

_NAMED: Final = 3
"""Files that an import is called by."""

_LONGEST_TITLE: Final = 200
"""Letters of what an import is called."""


class ImportCalledOff(AppError):
    """The person has called an import off; nothing was written."""


class EntryMatch(Enum):
    """How an entry stands to what the library has."""

    NEW = "new"
    LIKE = "like"
    SAME = "same"


class Previewed(NamedTuple):
    """An entry before it is imported: what it is, and which record of the library it is like."""

    file: Path
    entry: Entry
    match: EntryMatch
    existing: str = ""


class Preview(NamedTuple):
    """What an import would bring: the entries (at most a few thousand of them) and all counts."""

    entries: tuple[Previewed, ...]
    unreadable: tuple[tuple[Path, Unreadable], ...]
    counts: Mapping[EntryMatch, int]
    remarks: int
    formats: Mapping[Path, str]
    refused: tuple[tuple[Path, str], ...]
    """Files of which nothing could be read, each with a sentence."""

    @property
    def readable(self) -> int:
        """How many entries were read."""
        return sum(self.counts.values())


class SourcesReport(NamedTuple):
    """What an import of sources came to: entries by what became of them, and files that were refused."""

    added: int
    same: int
    unreadable: int
    remarks: tuple[str, ...]
    refused: tuple[str, ...]
    origin: str = ""
    """What the records that came say of their origin."""


def format_of(path: Path, code: str = "", mapping: ColumnMapping | None = None) -> Format:
    """The format of a file by its content, or the one of a code; of a table as its columns are mapped.

    Raises AppError, as a sentence, for a code or file that is not known, and a file that cannot be read.
    """
    if mapping is not None and (table := table_format(path, code)) is not None:
        return table.by(mapping)
    if code:
        found = discover().get(code)
        if found is None or not found.reads:
            listed = ", ".join(item.code for item in discover().values() if item.reads)
            raise AppError(f"The format “{code}” cannot be read; choose one of: {listed}.")
        return found
    try:
        if not path.is_file():
            raise AppError(f"{path} is no file; choose a file that another program wrote.")
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise AppError(
            f"{path} cannot be read ({error.strerror}); check who may open it."
        ) from error
    if not head.strip():
        raise AppError(f"{path} is empty; choose a file with entries in it.")
    if (found := recognised(head, path.name)) is None:
        raise AppError(
            f"{path} is in no format that is known here; “Import” in the help lists them."
        )
    return found


def entries_of(path: Path, fmt: Format) -> Iterator[Entry | Unreadable]:
    """The entries of a file; a damaged end is told of as Unreadable, and what came before it stays."""
    try:
        with path.open("rb") as stream:
            yield from map(_checked, fmt.read(stream))
    except OSError as error:
        raise AppError(f"{path} cannot be read ({error.strerror}); check the disk.") from error


def _checked(found: Entry | Unreadable) -> Entry | Unreadable:
    """An entry with a remark on each of its identifiers that cannot be right."""
    if isinstance(found, Unreadable):
        return found
    wrong = tuple(
        Remark(SENTENCE, (("value", one.value), ("scheme", one.scheme)))
        for record in found.records
        for one in wrong_identifiers(record)
    )
    return found._replace(remarks=(*found.remarks, *wrong)) if wrong else found


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Files, and those in folders and below them; hidden ones are passed over."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            found += [one for one in inside if not one.name.startswith(".")]
        else:
            found.append(path)
    return found


def preview(
    source: Source,
    paths: Iterable[Path],
    code: str = "",
    told: Callable[[int], None] = lambda _count: None,
    mappings: Mapping[Path, ColumnMapping] = _AS_KNOWN,
) -> Preview:
    """What an import of some files and folders would bring; nothing is written.

    `mappings` say how the columns of tables are read. `told` hears how many entries were read and may
    raise to call it off.
    """
    entries: list[Previewed] = []
    unreadable: list[tuple[Path, Unreadable]] = []
    counts: Counter[EntryMatch] = Counter()
    formats, refused, remarks = {}, [], 0
    with connected(source) as connection:
        matcher = Matcher(connection)
        for path in files_in(paths):
            try:
                fmt = format_of(path, code, mappings.get(path))
                formats[path], read = fmt.label, sum(counts.values())
                for found in entries_of(path, fmt):
                    if isinstance(found, Unreadable):
                        unreadable.append((path, found))
                        continue
                    seen = Previewed(path, found, *_match(matcher, found))
                    counts[seen.match] += 1
                    remarks += len(found.remarks)
                    if len(entries) < _LISTED:
                        entries.append(seen)
                    told(sum(counts.values()))
            except ImportCalledOff:
                raise
            except AppError as error:
                refused.append((path, str(error)))
                continue
            if sum(counts.values()) == read:
                refused.append((path, _nothing_read(path, fmt)))
    return Preview(tuple(entries), tuple(unreadable), counts, remarks, formats, tuple(refused))


def _nothing_read(path: Path, fmt: Format) -> str:
    return f"Nothing in {path} could be read as {fmt.label}; look at it in a text editor."


def _match(matcher: Matcher, entry: Entry) -> tuple[EntryMatch, str]:
    head = entry.records[0]
    if not head.id.endswith(":entry") and matcher.has(head.id):
        return EntryMatch.SAME, head.id
    if isinstance(head, Work):
        if existing := matcher.same_work(head):
            return EntryMatch.SAME, existing
        if existing := matcher.like_work(head):
            return EntryMatch.LIKE, existing
    elif isinstance(head, Agent) and (existing := matcher.agent(head)):
        return EntryMatch.SAME, existing
    return EntryMatch.NEW, ""


def readable_formats() -> list[Format]:
    """The formats that can be read, in the order of their labels."""
    return [item for item in discover().values() if item.reads]


def importing(
    paths: Sequence[Path],
    code: str = "",
    *,
    with_same: bool = False,
    name: str = "",
    told: Callable[[int], None] = lambda _count: None,
    mappings: Mapping[Path, ColumnMapping] = _AS_KNOWN,
) -> Operation:
    """Import files and folders as one step, and one origin that can be shown and taken out as a whole.

    Entries that the library has already (the same identifier, or title, year and names) are left out
    unless `with_same`. `mappings` say how the columns of tables are read. `told` hears how many were read
    and may raise to call it off: then nothing came. Agents are found by identifier or by a form of their
    name in any script, else made. The outcome is a SourcesReport. Raises AppError where nothing at all
    was read.
    """

    def perform(edit: Edit) -> Parts:
        files = files_in(paths)
        names = ", ".join(path.name for path in files[:_NAMED])
        title = name or names + (" …" if len(files) > _NAMED else "")
        named = Origin("import", title[:_LONGEST_TITLE], edit.at)
        origin = edit.origin(named)
        batch = _Batch(edit, origin, with_same=with_same)
        refused = _take_all(batch, files, code, told, mappings)
        if not batch.read:
            raise AppError(refused[0] if refused else "There is no file to import; choose one.")
        batch.flush()
        edit.outcome = SourcesReport(
            batch.added,
            batch.same,
            batch.unreadable,
            batch.remarks,
            tuple(refused),
            f"{named.name} {named.version}",
        )
        return {"n": batch.added, "source": title}

    return Operation("import", perform)


def _take_all(
    batch: _Batch,
    files: Iterable[Path],
    code: str,
    told: Callable[[int], None],
    mappings: Mapping[Path, ColumnMapping],
) -> list[str]:
    """Take the entries of all files; gives a sentence for each file of which nothing could be read."""
    refused = []
    for path in files:
        before = batch.read
        try:
            fmt = format_of(path, code, mappings.get(path))
            for found in entries_of(path, fmt):
                batch.take(found)
                told(batch.read)
        except ImportCalledOff:
            raise
        except AppError as error:
            refused.append(str(error))
            continue
        if batch.read == before:
            refused.append(_nothing_read(path, fmt))
    return refused


class _Batch:
    """Entries on their way into the library: linked to what is there, added a few hundred at a time."""

    def __init__(self, edit: Edit, origin: int, *, with_same: bool) -> None:
        self._edit, self._origin, self._with_same = edit, origin, with_same
        self._matcher = Matcher(edit.connection)
        self._waiting: list[Record] = []
        self._taken: set[str] = set()
        self._agents: dict[str, AgentId] = {}
        self._terms: set[tuple[str, str]] = set()
        self.read = self.added = self.same = self.unreadable = 0
        self._remarks: list[str] = []

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of entries, the first few thousand sentences."""
        return tuple(self._remarks)

    def take(self, found: Entry | Unreadable) -> None:
        if isinstance(found, Unreadable):
            self.unreadable += 1
            self._note(found.place, found.remark)
            return
        self.read += 1
        for remark in found.remarks:
            self._note(found.place, remark)
        head, *named = found.records
        if not self._with_same and _match(self._matcher, found)[0] is EntryMatch.SAME:
            self.same += 1
            return
        agents = {str(agent.id): self._agent(agent) for agent in named if isinstance(agent, Agent)}
        if isinstance(head, Work):
            head = replace(head, contributors=tuple(_relinked(head.contributors, agents)))
        record = replace(head, id=RecordId(self._id(head, named)), origin="")
        self._ready(record)
        self._matcher.remember(record)
        self.added += 1
        if self.added % _BATCH == 0:
            self.flush()

    def _note(self, place: FilePlace, remark: Remark) -> None:
        if len(self._remarks) < _LISTED:
            self._remarks.append(f"{place_in_words(place)}: {sentence_of(remark)}")

    def _ready(self, record: Record) -> None:
        self._add_terms(record)
        self._waiting.append(record)
        self._taken.add(record.id)

    def _agent(self, agent: Agent) -> AgentId:
        """The agent of the library that is meant, which is made where there is none."""
        key = f"{agent.agent_type}|{agent.name}"
        if (known := self._agents.get(key)) is not None:
            return known
        existing = self._matcher.agent(agent)
        if not existing:
            existing = self._free(str(agent.id) if "entry" not in agent.id else "", agent)
            made = replace(agent, id=RecordId(existing), origin="")
            self._ready(made)
            self._matcher.remember(made)
        self._agents[key] = AgentId(existing)
        return self._agents[key]

    def _id(self, head: Record, named: Sequence[Record]) -> str:
        given = "" if str(head.id).endswith(":entry") else str(head.id)
        if not isinstance(head, Work):
            return self._free(given, head)
        first = next((a for a in named if isinstance(a, Agent)), None)
        family = (first.family or first.name) if first else ""
        year = match[0] if (match := re.match(r"\d{4}", head.issued or "")) else ""
        words = " ".join(head.title.split()[:6])
        return self._free(given, head, title=" ".join(filter(None, (family, year, words))))

    def _free(self, given: str, record: Record, title: str = "") -> str:
        """An id that nothing bears: the one that came with the record, else one made of its name."""
        if given and not self._is_taken(given):
            return given
        kind = kind_of(record.id)
        values = {"title": title} if title else {"name": getattr(record, "name", "")}
        if not title and not values["name"]:
            values = {"title": getattr(record, "pref_label", "") or kind}
        return new_id(kind, values, self._is_taken)

    def _is_taken(self, uid: str) -> bool:
        return uid in self._taken or self._edit.is_taken(uid)

    def _add_terms(self, record: Record) -> None:
        """Add the terms that a library with vocabularies of its own does not have yet."""
        for term in terms_used(record):
            if term not in self._terms:
                self._terms.add(term)
                add_lacking_term(self._edit, *term)

    def flush(self) -> None:
        """Add what waits, which is done in one go since entries name each other's agents."""
        self._edit.add(self._waiting, self._origin)
        self._waiting = []


def _relinked(
    contributors: Iterable[Contributor], agents: Mapping[str, AgentId]
) -> Iterator[Contributor]:
    for part in contributors:
        if part.agent in agents:
            yield replace(part, agent=agents[part.agent])


def sentence_of(remark: Remark) -> str:
    """A remark in plain English, for reports; the window words it with its own language."""
    return remark.sentence.format(**dict(remark.values))


def place_in_words(place: FilePlace) -> str:
    """Where something stands, for reports: line 12, byte 3,044."""
    return f"{place.unit} {place.number:,}"
