"""Save what can be read of a damaged library into a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.commands.console.arguments import add_json, path
from spexplorer.commands.console.output import tell, write_json
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.operations.salvage import Salvaged

WRITES: Final = True

_LISTED: Final = 10
"""Ids that one line names."""


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("file", type=path, metavar="FILE", help="the damaged library")
    parser.add_argument("-o", "--output", type=path, metavar="NEW", required=True)
    add_json(parser)


def run(options: Namespace) -> int:
    """Exit 0 when everything was read, 3 when something was lost, 2 when nothing could be read."""
    from spexplorer.operations.salvage import salvage

    found = salvage(options.file, options.output)
    is_whole = not (found.lost or found.given_up or found.missing)
    if options.json:
        write_json({**found._asdict(), "records": sum(found.kinds.values()), "whole": is_whole})
    else:
        _tell(options, found)
    return 0 if is_whole else 3


def _tell(options: Namespace, found: Salvaged) -> None:
    total = sum(found.kinds.values())
    one, many = "Saved {n} record to {file}", "Saved {n} records to {file}"
    tell(PLAIN.counted(total, one, many, file=options.output))
    if found.lost:
        listed = PLAIN.joined(
            [f"{table} {PLAIN.number(number)}" for table, number in sorted(found.lost.items())]
        )
        tell(
            PLAIN(
                "Rows that could not be read or had lost what they belong to: {rows}", rows=listed
            )
        )
    for ids, one, many in (
        (
            found.given_up,
            "{n} record could not be read any more: {ids}",
            "{n} records could not be read any more: {ids}",
        ),
        (
            found.missing,
            "{n} record of the edition is missing: {ids}",
            "{n} records of the edition are missing: {ids}",
        ),
    ):
        if ids:
            listed = PLAIN.joined([*ids[:_LISTED], *(["…"] if len(ids) > _LISTED else [])])
            tell(PLAIN.counted(len(ids), one, many, ids=listed))
