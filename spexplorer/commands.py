"""What each command of the command line does; each imports only what it needs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spexplorer.support.errors import AppError, EnvironmentProblem

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
        raise EnvironmentProblem(
            f"The trace cannot be written to {path} ({error.strerror})."
        ) from error
    start = trace.now()
    try:
        yield
    finally:
        trace.span(name, start)
        trace.close()


def open_window(library: Path | None, *, trace: Path | None, exit_when_ready: bool) -> int:
    """Open the window; the only command that loads Qt."""
    from spexplorer.bootstrap import start

    return start(library, trace=trace, exit_when_ready=exit_when_ready)


def new(options: Namespace) -> int:
    """Create an empty library with the vocabularies of this program."""
    from spexplorer.operations.creating import new_library

    new_library(options.file)
    _say(f"Created an empty library: {options.file}")
    return 0


def info(options: Namespace) -> int:
    """Counts, versions, checksum and where the library lies."""
    from spexplorer.operations.libraries import library_info, library_to_read

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
    _say(f"{found.values.get('name', '')} {found.values.get('version', '')}".strip() or "(no name)")
    _say(f"  file       {found.path} ({found.size:,} bytes, schema {found.schema})")
    _say(f"  checksum   {found.values.get('checksum', 'none')}")
    _say(f"  records    {total:,}")
    for kind, count in found.kinds.items():
        _say(f"    {kind:<11}{count:>7,}")
    return 0


def export(options: Namespace) -> int:
    """Write the library, or what a query finds, to a file or stdout."""
    from spexplorer.operations.exporting import export_library
    from spexplorer.operations.libraries import library_to_read

    path = library_to_read(options.library)
    arguments: dict[str, Any] = {
        "fmt": options.format,
        "query": options.query,
        "kind": options.kind,
    }
    if options.output is None:
        _utf8()
        export_library(path, sys.stdout, **arguments)
        return 0
    from spexplorer.support.files import replacing

    with replacing(options.output) as stream:
        count = export_library(path, stream, **arguments)
    print(f"Wrote {count:,} records to {options.output}", file=sys.stderr)
    return 0


def search(options: Namespace) -> int:
    """Ranked hits, one a line or as JSON; exit 1 when nothing is found."""
    from spexplorer.operations.libraries import library_to_read
    from spexplorer.operations.searching import search_library
    from spexplorer.storage.searching import COUNT_CAP

    path = library_to_read(options.library)
    found = search_library(path, options.query, kind=options.kind, limit=max(0, options.limit))
    if options.json:
        hits = [
            {"id": hit.id, "kind": hit.kind, "label": hit.label, "detail": hit.detail}
            for hit in found.hits
        ]
        _json({"query": options.query, "total": found.total, "hits": hits})
        return 0
    if not found.hits:
        raise AppError(
            f"Nothing matches “{options.query}”. Try fewer words, another spelling or the beginning "
            "of a word."
        )
    for hit in found.hits:
        _say(f"{hit.id}\n    {hit.label}" + (f"  ({hit.detail})" if hit.detail else ""))
    total = f"{COUNT_CAP:,}+" if found.total > COUNT_CAP else f"{found.total:,}"
    print(f"{len(found.hits)} of {total} hits", file=sys.stderr)
    return 0


def check(options: Namespace) -> int:
    """Integrity of the file: exit 0 when it is sound, 1 with a sentence when it is not."""
    from spexplorer.operations.libraries import faults_of_file, library_to_read

    path = library_to_read(options.library)
    wrong = faults_of_file(path)
    if not wrong:
        _say(f"{path} is sound.")
        return 0
    listed = "; ".join(wrong[:5])
    raise AppError(
        f"{path} is damaged in {len(wrong)} places ({listed}). Keep the file and go back to a copy."
    )


def build(options: Namespace) -> int:
    """Build a library file from a folder of text sources."""
    from spexplorer.operations.building import build_library

    count = build_library(options.sources, options.output)
    print(f"Built {options.output} with {count:,} records", file=sys.stderr)
    return 0


def _utf8() -> None:
    """Output is UTF-8 whatever the locale says; a terminal that cannot show it shows marks."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def _say(line: str) -> None:
    _utf8()
    sys.stdout.write(line + "\n")


def _json(document: dict[str, Any]) -> None:
    import json

    _utf8()
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
