"""Check the catalogue by rules: dates, identifiers, evidence, orphans, names and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_library
from spexplorer.commands.console.output import output, say, tell, write_json
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    add_json(parser)
    parser.add_argument("--csv", action="store_true", help="a table on stdout")
    add_library(parser)


def run(options: Namespace) -> int:
    """List what was found; that something was is no failure."""
    from spexplorer.operations.catalogue_check import CatalogueFinding, check_catalogue
    from spexplorer.operations.library_choice import library_to_read

    found = list(check_catalogue(library_to_read(options.library)))
    if options.json:
        write_json([one._asdict() for one in found])
        return 0
    if options.csv:
        from spexplorer.formats import csv_table

        with output() as stream:
            csv_table.write(stream, CatalogueFinding._fields, found, byte_order_mark=False)
        return 0
    for one in found:
        where = f"{one.record} {one.field}" if one.field else one.record
        say(f"{one.severity}  {one.rule}  {where}: {one.explanation}")
    tell(PLAIN.counted(len(found), "{n} finding", "{n} findings"))
    return 0
