"""Go back to a backup; the library as it is now is kept first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_library, path
from spexplorer.commands.console.output import tell
from spexplorer.support.folders import user_library
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument(
        "file", type=path, metavar="FILE", help="“spexplorer backup --list” lists them"
    )
    add_library(parser)


def run(options: Namespace) -> int:
    """Restore, and say what was kept."""
    from spexplorer.operations.backups import restore

    library = options.library or user_library()
    kept = restore(options.file, library)
    tell(PLAIN("{library} is what {backup} was.", library=library, backup=options.file))
    if kept is not None:
        tell(PLAIN("What it was before is kept at {kept}", kept=kept))
    return 0
