"""Attach your own copy of a work (PDF, text, DOCX, HTML, EPUB): its passages are found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_library, path
from spexplorer.commands.console.output import say, tell, write_json
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("work", metavar="WORK", help="the id of the work")
    parser.add_argument("file", type=path, metavar="FILE", help="your copy; it stays where it is")
    parser.add_argument(
        "--selectors", action="store_true", help="with quotation and position as W3C selectors"
    )
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """Align the copy, remember where the passages stand, and list them; orphans are no failure."""
    from spexplorer.operations.attaching import anchor_row, attach
    from spexplorer.operations.library_choice import library_to_read

    attachment, copy = attach(library_to_read(options.library), options.work, options.file)
    rows = [anchor_row(one, copy, with_selectors=options.selectors) for one in attachment.anchors]
    if options.json:
        write_json(rows)
    else:
        for row in rows:
            where = f"{row['start']}-{row['end']}" if row["start"] is not None else "-"
            say(f"{row['state']}  {row['passage']}  {where}  {row['score']}")
    found = sum(row["start"] is not None for row in rows)
    words = "{found} of {total} passages were found in {file}."
    tell(PLAIN(words, found=found, total=len(rows), file=options.file))
    return 0
