"""What each command of the command line does; each imports only what it needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from spexplorer.support.errors import (
    AppError,
    DamagedLibraryError,
    EnvironmentProblem,
    LibraryError,
)
from spexplorer.support.printable import escaped_json, printable
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import Namespace

    from spexplorer.operations.examination import Examination
    from spexplorer.operations.search import Hits

_LISTED: Final = 10
"""Ids that one line names."""

_FAULTS: Final = 3
"""Faults that one sentence names."""


@contextmanager
def tracing(path: Path | None, name: str) -> Iterator[None]:
    """Record one command as a span when a trace is asked for."""
    if path is None:
        yield
        return
    from spexplorer.support.trace import Trace

    try:
        trace = Trace(path)
    except OSError as error:
        raise _untraceable(path, error) from error
    start = trace.now()
    try:
        yield
    finally:
        trace.span(name, start)
        trace.close()
    if trace.problem is not None:
        raise _untraceable(path, trace.problem)


def _untraceable(path: Path, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        PLAIN(
            "The trace cannot be written to {path} ({reason}); choose another file.",
            path=path,
            reason=error.strerror,
        )
    )


def open_window(library: Path | None, *, trace: Path | None, exit_when_ready: bool) -> int:
    """Open the window; the only command that loads Qt."""
    import gc

    from spexplorer.support.files import is_there
    from spexplorer.support.interrupts import end_at_once

    is_word = library is not None and len(library.parts) == 1 and not library.suffix
    if library is not None and is_word and not is_there(library):
        raise LibraryError(
            PLAIN(
                "There is no command “{word}”, and no library of that name here; “spexplorer --help”"
                " lists the commands.",
                word=library,
            )
        )
    # Until the window is ready everything made is kept: collecting costs time and frees nothing.
    gc.disable()
    end_at_once()
    try:
        from spexplorer.ui.startup.lean_pyside import import_pyside

        import_pyside()
        from spexplorer.bootstrap import start
    except ImportError as error:
        raise EnvironmentProblem(
            PLAIN(
                "The window cannot be opened here ({reason}); install what is missing, on Debian with"
                " “make system”.",
                reason=error,
            )
        ) from error

    return start(library, trace=trace, exit_when_ready=exit_when_ready)


def new(options: Namespace) -> int:
    """Create an empty library with the vocabularies of this program, or those of a file."""
    from spexplorer.operations.library_creation import new_library

    new_library(options.file, options.vocabularies)
    _tell(PLAIN("Created an empty library: {file}", file=options.file))
    return 0


def info(options: Namespace) -> int:
    """Counts, versions, checksum and where the library lies."""
    from spexplorer.operations.libraries import library_info
    from spexplorer.operations.library_choice import library_to_read

    found = library_info(library_to_read(options.library))
    total = sum(found.kinds.values())
    if options.json:
        _json(
            {
                "path": str(found.path),
                "size": found.size,
                "schema": found.schema,
                "library": found.values,
                "kinds": found.kinds,
                "records": total,
            }
        )
        return 0
    name = f"{found.values.get('name', '')} {found.values.get('version', '')}".strip()
    size = PLAIN("{n} bytes, schema {schema}", n=PLAIN.number(found.size), schema=found.schema)
    rows = (
        (PLAIN("file"), f"{found.path} ({size})"),
        (PLAIN("checksum"), found.values.get("checksum") or PLAIN("none")),
        (PLAIN("records"), PLAIN.number(total)),
    )
    lines = [
        name or PLAIN("(no name)"),
        *(f"  {what:<11}{value}" for what, value in rows),
        *(f"    {kind:<11}{PLAIN.number(count):>7}" for kind, count in found.kinds.items()),
    ]
    _say("\n".join(lines))
    return 0


def export(options: Namespace) -> int:
    """Write the library, or what a query finds, to a file or stdout."""
    from spexplorer.operations.export import export_library
    from spexplorer.operations.library_choice import library_to_read

    path = library_to_read(options.library)
    arguments: dict[str, Any] = {
        "fmt": options.format,
        "query": options.query,
        "kind": options.kind,
    }
    if options.output is None:
        with _output() as stream:
            export_library(path, stream, **arguments)
        return 0
    from spexplorer.support.files import replacing

    with replacing(options.output, sparing=[path]) as stream:
        count = export_library(path, stream, **arguments)
    one, many = "Wrote {n} record to {file}", "Wrote {n} records to {file}"
    _tell(PLAIN.counted(count, one, many, file=options.output))
    return 0


def search(options: Namespace) -> int:
    """Ranked hits, one a line or as JSON; exit 1 when nothing is found."""
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.operations.search import scored_search, search_library
    from spexplorer.storage.search import COUNT_CAP

    if not options.query.strip():
        raise AppError(PLAIN("There is nothing to search for; give a word or two, in any script."))
    path = library_to_read(options.library)
    look_up = scored_search if options.json else search_library
    found = look_up(path, options.query, kind=options.kind, limit=options.limit)
    if options.json:
        _json_of_hits(options.query, found)
        return 0
    if not found.total:
        raise AppError(
            PLAIN(
                "Nothing matches “{query}”; try fewer words, another spelling or the beginning of a"
                " word.",
                query=options.query,
            )
        )
    _say(
        "\n".join(
            f"{hit.id}\n    {hit.label}" + (f"  ({hit.detail})" if hit.detail else "")
            for hit in found.hits
        )
    )
    total = PLAIN.number(min(found.total, COUNT_CAP))
    shown = PLAIN.number(len(found.hits))
    words = "{shown} of {total}+ hits" if found.total > COUNT_CAP else "{shown} of {total} hits"
    _tell(PLAIN(words, shown=shown, total=total))
    return 0


def _json_of_hits(query: str, found: Hits) -> None:
    hits = [
        {
            "id": hit.id,
            "kind": hit.kind,
            "label": hit.label,
            "detail": hit.detail,
            "score": score,
            "matched": list(found.words),  # a record is a hit only when all words are found
            "missing": [],
            "group": hit.id,
        }
        for hit, score in zip(found.hits, found.scores, strict=True)
    ]
    _json({"query": query, "total": found.total, "hits": hits})


def check(options: Namespace) -> int:
    """Integrity of the file: exit 0 when it is sound, 1 with a sentence when it is not."""
    from spexplorer.operations.examination import Examination, Finding, examine
    from spexplorer.operations.library_choice import library_to_read

    path = library_to_read(options.library)
    try:
        found = examine(path)
    except DamagedLibraryError as error:
        if options.json:
            what, _, remedy = str(error).partition("; ")
            _json_of_examination(Examination((Finding("file", "", what, remedy),)))
        raise
    if options.json:
        _json_of_examination(found)
    if found.findings:
        listed = "; ".join(finding.what for finding in found.findings[:_FAULTS])
        remedies = dict.fromkeys(finding.remedy for finding in found.findings)
        remedy = next(iter(remedies)).rstrip(".")
        raise DamagedLibraryError(
            PLAIN(
                "{path} is damaged ({faults}); {remedy}.",
                path=path,
                faults=listed,
                remedy=remedy[:1].lower() + remedy[1:],
            )
        )
    if not options.json:
        _say_sound(path, found)
    return 0


def _say_sound(path: Path, found: Examination) -> None:
    """That a library is sound, and what was corrected in it."""
    _say(PLAIN("{path} is sound.", path=path))
    if found.compared < found.records:
        _say(
            PLAIN(
                "{compared} of its {records} records were compared with what search keeps of them.",
                compared=PLAIN.number(found.compared),
                records=PLAIN.number(found.records),
            )
        )
    for ids, one, many in (
        (
            found.corrected,
            "{n} record was corrected since the edition was published: {ids}",
            "{n} records were corrected since the edition was published: {ids}",
        ),
        (
            found.removed,
            "{n} record of the edition was removed: {ids}",
            "{n} records of the edition were removed: {ids}",
        ),
    ):
        if ids:
            listed = PLAIN.joined([*ids[:_LISTED], *(["…"] if len(ids) > _LISTED else [])])
            _say(PLAIN.counted(len(ids), one, many, ids=listed))


def _json_of_examination(found: Examination) -> None:
    _json(
        {
            "sound": not found.findings,
            "findings": [
                {**finding._asdict(), "record": finding.record or None}
                for finding in found.findings
            ],
            "corrections": [
                {"record": uid, "what": what}
                for what, ids in (("corrected", found.corrected), ("removed", found.removed))
                for uid in ids
            ],
            "records": found.records,
            "compared": found.compared,
        }
    )


def build(options: Namespace) -> int:
    """Build a library file from a folder of text sources."""
    from spexplorer.operations.library_build import build_library

    count = build_library(options.sources, options.output)
    one, many = "Built {file} with {n} record", "Built {file} with {n} records"
    _tell(PLAIN.counted(count, one, many, file=options.output))
    return 0


@contextmanager
def _output() -> Iterator[TextIO]:
    """Standard output in UTF-8 whatever the locale says, flushed when the block ends.

    Raises EnvironmentProblem when it cannot take more, BrokenPipeError when its reader went away.
    """
    stream = sys.stdout
    if stream is None:
        words = "Standard output is closed; send it to a file or a terminal."
        raise EnvironmentProblem(PLAIN(words))
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        yield stream
        stream.flush()
    except OSError as error:
        # What is still buffered would be tried once more, and fail loudly, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise EnvironmentProblem(
            PLAIN(
                "The output cannot be written ({reason}); free some space or send it elsewhere.",
                reason=error.strerror,
            )
        ) from error


def _say(line: str) -> None:
    with _output() as stream:
        stream.write(printable(line) + "\n")


def _tell(message: str) -> None:
    """A message to the person, beside the output."""
    if sys.stderr is not None:  # closed by the caller (`2>&-`): `print` would take stdout
        print(printable(message), file=sys.stderr)


def _json(document: dict[str, Any]) -> None:
    import json

    with _output() as stream:
        text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
        stream.write(escaped_json(text) + "\n")
