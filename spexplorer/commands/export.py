"""Write the library or a part of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spexplorer.commands.console.arguments import add_kind, add_library
from spexplorer.commands.console.output import binary_output, output, tell
from spexplorer.support.errors import AppError
from spexplorer.words.fields import field_label
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.formats.interchange import Format


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument(
        "--format",
        default="json",
        metavar="F",
        help="json (everything), or a format of sources: csl-json, ris …",
    )
    parser.add_argument("--query", default="", metavar="Q", help="only what this query finds")
    add_kind(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of stdout")
    add_library(parser)


def run(options: Namespace) -> int:
    """Write the library, or what a query finds, to a file or stdout."""
    if options.format == "json":
        return _whole(options)
    from spexplorer.formats.interchange import discover

    if (fmt := discover().get(options.format)) is None or not fmt.writes:
        listed = ", ".join(["json", *(item.code for item in discover().values() if item.writes)])
        words = "The format “{name}” cannot be written; choose one of: {listed}."
        raise AppError(PLAIN(words, name=options.format, listed=listed))
    if options.kind and options.kind not in fmt.kinds:
        words = "{format} carries no records of the kind “{kind}”; choose json."
        raise AppError(PLAIN(words, format=fmt.label, kind=options.kind))
    return _sources(options, fmt)


def _whole(options: Namespace) -> int:
    from spexplorer.operations.export import export_library
    from spexplorer.operations.library_choice import library_to_read

    path = library_to_read(options.library)
    arguments: dict[str, Any] = {"query": options.query, "kind": options.kind}
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


def _sources(options: Namespace, fmt: Format) -> int:
    from spexplorer.domain.fields import CLASSES
    from spexplorer.operations.export import export_sources
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.support.files import replacing_bytes

    path = library_to_read(options.library)
    if options.output is None:
        with binary_output() as stream:
            report = export_sources(path, stream, fmt, query=options.query)
    else:
        with replacing_bytes(options.output, sparing=[path]) as stream:
            report = export_sources(path, stream, fmt, query=options.query)
        one, many = "Wrote {n} record to {file}", "Wrote {n} records to {file}"
        tell(PLAIN.counted(report.written, one, many, file=options.output))
    if report.losses:
        listed = PLAIN.joined(
            [
                f"{field_label(PLAIN, name, CLASSES[fmt.kinds[0]])} ({PLAIN.number(count)})"
                for name, count in sorted(report.losses.items())
            ]
        )
        words = "{format} has no place for: {listed}."
        tell(PLAIN(words, format=fmt.label, listed=listed))
    return 0
