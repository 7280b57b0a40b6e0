"""Audit how a work uses its sources: figures, dates, links, footnotes, second-hand quotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_library
from spexplorer.commands.console.output import output, say, tell, write_json
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from spexplorer.operations.audit import AuditFinding


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    add_json(parser)
    parser.add_argument(
        "--report",
        action="store_true",
        help="an errata report instead: what findings and observations propose to correct",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write the report to a file"
    )
    add_library(parser)


def run(options: Namespace) -> int:
    """List what was found; that something was is no failure."""
    from spexplorer.operations.audit import audit, plain_finding
    from spexplorer.operations.library_choice import library_to_read

    library = library_to_read(options.library)
    found = list(audit(library))
    if options.report or options.output:
        _report(library, found, options.output, as_json=options.json)
        return 0
    if options.json:
        write_json([plain_finding(one) for one in found])
        return 0
    for one in found:
        decided = f"  [{one.decision.verdict}]" if one.decision else ""
        records = ", ".join(one.records)
        say(f"{one.severity}  {one.rule}{decided}  {records}: {one.explanation}")
    tell(PLAIN.counted(len(found), "{n} finding", "{n} findings"))
    return 0


def _report(
    library: Path, found: Sequence[AuditFinding], file: Path | None, *, as_json: bool
) -> None:
    from contextlib import closing

    from spexplorer.operations.reader import Reader
    from spexplorer.readings.audit_report import report_text

    with closing(Reader(library)) as reader:
        text = report_text(PLAIN, reader, found, as_json=as_json)
    if file is None:
        with output() as stream:
            stream.write(text)
        return
    from spexplorer.support.files import replacing

    with replacing(file, sparing=[library]) as stream:
        stream.write(text)
    tell(PLAIN("Wrote the errata report to {file}", file=file))
