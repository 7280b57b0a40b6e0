"""Write the library or a part of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spexplorer.commands.console.arguments import add_kind, add_library
from spexplorer.commands.console.output import output, tell
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("--format", default="json", metavar="F", help="json")
    parser.add_argument("--query", default="", metavar="Q", help="only what this query finds")
    add_kind(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of stdout")
    add_library(parser)


def run(options: Namespace) -> int:
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
        with output() as stream:
            export_library(path, stream, **arguments)
        return 0
    from spexplorer.support.files import replacing

    with replacing(options.output, sparing=[path]) as stream:
        count = export_library(path, stream, **arguments)
    one, many = "Wrote {n} record to {file}", "Wrote {n} records to {file}"
    tell(PLAIN.counted(count, one, many, file=options.output))
    return 0
