"""Bring sources of other programs into a library: preview them, link their names, add them as one batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from spexplorer.formats.column_mapping import ColumnMapping
from spexplorer.formats.interchange import (
    HEAD,
    Entry,
    Format,
    Remark,
    Unreadable,
    discover,
    recognised,
)
from spexplorer.operations.file_guesses import looks_like
from spexplorer.operations.identifier_checks import SENTENCE, wrong_identifiers
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.operations.source_batch import EntryMatch, SourceBatch, match_of
from spexplorer.operations.tables import table_format
from spexplorer.storage.edit import Edit, Origin
from spexplorer.storage.matching import Matcher
from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import AppError, CalledOff

_LISTED: Final = 2_000
"""Entries that a preview keeps whole; of the others it keeps the counts."""


_AS_KNOWN: Final[Mapping[Path, ColumnMapping]] = MappingProxyType({})
"""No table is mapped by hand."""

_NAMED: Final = 3
"""Files that an import is called by."""

_LONGEST_TITLE: Final = 200
"""Letters of what an import is called."""


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
        seen = f": {words}" if (words := looks_like(path)) else ""
        raise AppError(
            f"{path} is in no format that is known here{seen}; the help on importing lists them."
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
                    seen = Previewed(path, found, *match_of(matcher, found))
                    counts[seen.match] += 1
                    remarks += len(found.remarks)
                    if len(entries) < _LISTED:
                        entries.append(seen)
                    told(sum(counts.values()))
            except CalledOff:
                raise
            except AppError as error:
                refused.append((path, str(error)))
                continue
            if sum(counts.values()) == read:
                refused.append((path, _nothing_read(path, fmt)))
    return Preview(tuple(entries), tuple(unreadable), counts, remarks, formats, tuple(refused))


def _nothing_read(path: Path, fmt: Format) -> str:
    with path.open("rb") as stream:
        begins_well = fmt.recognises(stream.read(HEAD))
    words = "it begins well, but holds no whole entry" if begins_well else looks_like(path)
    seen = f": {words}" if words else ""
    return f"Nothing in {path} could be read as {fmt.label}{seen}; look at it in a text editor."


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
        with SourceBatch(edit, origin, with_same=with_same) as batch:
            refused = _take_all(batch, files, code, told, mappings)
            if not batch.read:
                raise AppError(refused[0] if refused else "There is no file to import; choose one.")
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
    batch: SourceBatch,
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
        except CalledOff:
            raise
        except AppError as error:
            refused.append(str(error))
            continue
        if batch.read == before:
            refused.append(_nothing_read(path, fmt))
    return refused
