"""Audit how a work uses its sources: figures, dates, links, footnotes, second-hand quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_library
from spexplorer.commands.console.output import say, tell, write_json
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """List what was found; that something was is no failure."""
    from spexplorer.operations.audit import audit, plain_finding
    from spexplorer.operations.library_choice import library_to_read

    found = list(audit(library_to_read(options.library)))
    if options.json:
        write_json([plain_finding(one) for one in found])
        return 0
    for one in found:
        decided = f"  [{one.decision.verdict}]" if one.decision else ""
        records = ", ".join(one.records)
        say(f"{one.severity}  {one.rule}{decided}  {records}: {one.explanation}")
    tell(PLAIN.counted(len(found), "{n} finding", "{n} findings"))
    return 0
