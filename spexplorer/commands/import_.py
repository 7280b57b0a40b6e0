"""Import sources of other programs, or the JSON of a library; what is here already stays as it is."""

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
    from spexplorer.operations.library_writer import LibraryWriter, Operation

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("words", nargs="+", metavar="FILE... [LIBRARY]")
    parser.add_argument(
        "--format", default="", metavar="F",
        help="json, ris, bibtex, marc …; told by the content of each file where it is left out",
    )  # fmt: skip
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do nothing"
    )


def run(options: Namespace) -> int:
    """Import files and folders: 0 when all was read, 3 when there are warnings, 2 when nothing was."""
    library = None
    names = [name.removeprefix("\0") for name in options.words]
    if names[-1].endswith(".spex"):
        names, library = split_library(names)
    if not names:
        raise AppError(PLAIN("There is nothing to import; name a file."))
    paths = [Path(name) for name in names]
    libraries = [path for path in paths if _is_library(path, options.format)]
    sources = [path for path in paths if path not in libraries]
    warned = False
    with writing(library) as writer:
        for path in libraries:
            warned |= _import_library(writer, path, is_rehearsal=options.dry_run)
        if sources:
            warned |= _import_sources(writer, sources, options)
    return 3 if warned else 0


def _is_library(path: Path, code: str) -> bool:
    if code:
        return code == "json"
    from spexplorer.formats.library_json import is_library

    return path.is_file() and is_library(path)


def _carried_out(writer: LibraryWriter, operation: Operation, *, is_rehearsal: bool) -> object:
    if is_rehearsal:
        return writer.rehearse(operation).outcome
    done = writer.run(operation)
    tell_step(done, operation.action)
    return done.outcome


def _import_sources(writer: LibraryWriter, paths: list[Path], options: Namespace) -> bool:
    from spexplorer.operations.importing import SourcesReport, importing

    operation = importing(paths, options.format)
    report = _carried_out(writer, operation, is_rehearsal=options.dry_run)
    assert isinstance(report, SourcesReport)
    for line in (*report.remarks, *report.refused):
        tell(line)
    tell(
        PLAIN(
            "{added} new, {same} here already, {unreadable} not readable.",
            added=PLAIN.number(report.added),
            same=PLAIN.number(report.same),
            unreadable=PLAIN.number(report.unreadable),
        )
    )
    return bool(report.remarks or report.refused or report.unreadable)


def _import_library(writer: LibraryWriter, path: Path, *, is_rehearsal: bool) -> bool:
    from spexplorer.formats.library_json import read
    from spexplorer.operations.editing import import_records

    document = read(path)
    for line in document.faults:
        tell(line)
    operation = import_records(document.records, path.name, document.about, document.distinct)
    report = _carried_out(writer, operation, is_rehearsal=is_rehearsal)
    assert report is not None
    for line in report.warnings:  # type: ignore[attr-defined]
        tell(line)
    _sum_up(report)  # type: ignore[arg-type]
    return bool(document.faults or report.warnings)  # type: ignore[attr-defined]


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
