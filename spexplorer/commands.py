"""What each command of the command line does; each imports only what it needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from spexplorer.support.errors import AppError, EnvironmentProblem, LibraryError
from spexplorer.support.printable import escaped_json, printable
from spexplorer.words.language import PLAIN

_LISTED: Final = 10
"""So many ids one line names."""

if TYPE_CHECKING:
    from argparse import Namespace


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
        f"The trace cannot be written to {path} ({error.strerror}); choose another file."
    )


def open_window(library: Path | None, *, trace: Path | None, exit_when_ready: bool) -> int:
    """Open the window; the only command that loads Qt."""
    import gc

    from spexplorer.support.files import is_there
    from spexplorer.support.interrupts import end_at_once

    is_word = library is not None and len(library.parts) == 1 and not library.suffix
    if library is not None and is_word and not is_there(library):
        raise LibraryError(
            f"There is no command “{library}”, and no library of that name here; “spexplorer --help” "
            "lists the commands."
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
            f"The window cannot be opened here ({error}); install what is missing, on Debian with "
            "“make system”."
        ) from error

    return start(library, trace=trace, exit_when_ready=exit_when_ready)


def new(options: Namespace) -> int:
    """Create an empty library with the vocabularies of this program, or those of a file."""
    from spexplorer.operations.library_creation import new_library

    new_library(options.file, options.vocabularies)
    _tell(f"Created an empty library: {options.file}")
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
    lines = [
        name or "(no name)",
        f"  file       {found.path} ({found.size:,} bytes, schema {found.schema})",
        f"  checksum   {found.values.get('checksum', 'none')}",
        f"  records    {total:,}",
        *(f"    {kind:<11}{count:>7,}" for kind, count in found.kinds.items()),
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
    _tell(f"Wrote {count:,} records to {options.output}")
    return 0


def search(options: Namespace) -> int:
    """Ranked hits, one a line or as JSON; exit 1 when nothing is found."""
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.operations.search import search_library
    from spexplorer.storage.search import COUNT_CAP

    if not options.query.strip():
        raise AppError("There is nothing to search for; give a word or two, in any script.")
    path = library_to_read(options.library)
    found = search_library(path, options.query, kind=options.kind, limit=options.limit)
    if options.json:
        hits = [
            {"id": hit.id, "kind": hit.kind, "label": hit.label, "detail": hit.detail}
            for hit in found.hits
        ]
        _json({"query": options.query, "total": found.total, "hits": hits})
        return 0
    if not found.total:
        raise AppError(
            f"Nothing matches “{options.query}”; try fewer words, another spelling or the beginning "
            "of a word."
        )
    _say(
        "\n".join(
            f"{hit.id}\n    {hit.label}" + (f"  ({hit.detail})" if hit.detail else "")
            for hit in found.hits
        )
    )
    total = f"{COUNT_CAP:,}+" if found.total > COUNT_CAP else f"{found.total:,}"
    _tell(f"{len(found.hits)} of {total} hits")
    return 0


def check(options: Namespace) -> int:
    """Integrity of the file: exit 0 when it is sound, 1 with a sentence when it is not."""
    from spexplorer.operations.examination import examine
    from spexplorer.operations.library_choice import library_to_read

    path = library_to_read(options.library)
    found = examine(path)
    if found.faults:
        listed = "; ".join(found.faults[:5])
        raise AppError(f"{path} is damaged ({listed}); keep the file and go back to a copy of it.")
    _say(PLAIN("{path} is sound.", path=path))
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
    return 0


def build(options: Namespace) -> int:
    """Build a library file from a folder of text sources."""
    from spexplorer.operations.library_build import build_library

    count = build_library(options.sources, options.output)
    _tell(f"Built {options.output} with {count:,} records")
    return 0


@contextmanager
def _output() -> Iterator[TextIO]:
    """Standard output in UTF-8 whatever the locale says, flushed when the block ends.

    Raises EnvironmentProblem when it cannot take more, BrokenPipeError when its reader went away.
    """
    stream = sys.stdout
    if stream is None:
        raise EnvironmentProblem("Standard output is closed; send it to a file or a terminal.")
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
            f"The output cannot be written ({error.strerror}); free some space or send it elsewhere."
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
