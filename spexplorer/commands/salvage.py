"""Save what can be read of a damaged library into a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.commands.console.arguments import add_json, path
from spexplorer.commands.console.output import tell, write_json
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES: Final = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("file", type=path, metavar="FILE", help="the damaged library")
    parser.add_argument("-o", "--output", type=path, metavar="NEW", required=True)
    add_json(parser)


def run(options: Namespace) -> int:
    """Exit 0 when everything was read, 3 when something was lost, 2 when nothing could be read."""
    from spexplorer.operations.salvage import salvage
    from spexplorer.readings.salvage_report import is_whole, salvage_report

    found = salvage(options.file, options.output)
    whole = is_whole(found)
    if options.json:
        write_json({**found._asdict(), "records": sum(found.kinds.values()), "whole": whole})
    else:
        for sentence in salvage_report(PLAIN, found, options.output):
            tell(sentence)
    return 0 if whole else 3
