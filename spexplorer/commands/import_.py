"""Import the JSON of a library; equal records are recognised, different ones stay as they are here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spexplorer.commands.console.output import tell
from spexplorer.commands.console.writing import split_library, tell_step, writing
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.operations.editing.library_imports import ImportReport

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("words", nargs="+", metavar="FILE... [LIBRARY]")
    parser.add_argument("--format", default="json", metavar="F", help="json")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do nothing"
    )


def run(options: Namespace) -> int:
    """Import each file as one step: 0 when all was read, 3 when there are warnings."""
    from spexplorer.formats.library_json import read
    from spexplorer.operations.editing import import_records

    if options.format != "json":
        raise AppError(
            PLAIN("The format “{name}” cannot be read; choose json.", name=options.format)
        )
    library = None
    names = [name.removeprefix("\0") for name in options.words]
    if names[-1].endswith(".spex"):
        names, library = split_library(names)
    if not names:
        raise AppError(PLAIN("There is nothing to import; name a file."))
    warned = False
    documents = [(Path(name), read(Path(name))) for name in names]
    with writing(library) as writer:
        for file, document in documents:
            operation = import_records(document.records, file.name, document.about)
            if options.dry_run:
                report: ImportReport = writer.rehearse(operation).outcome
            else:
                done = writer.run(operation)
                report = done.outcome
                tell_step(done, operation.action)
            warnings = [*document.faults, *report.warnings]
            for line in warnings:
                tell(line)
            _sum_up(report)
            warned = warned or bool(warnings)
    return 3 if warned else 0


def _sum_up(report: ImportReport) -> None:
    tell(
        PLAIN(
            "{added} new, {equal} equal, {different} different here, {refused} left out.",
            added=PLAIN.number(len(report.added)),
            equal=PLAIN.number(len(report.equal)),
            different=PLAIN.number(len(report.different)),
            refused=PLAIN.number(len(report.refused)),
        )
    )
