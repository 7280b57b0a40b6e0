"""Back a library up, or list its backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_library
from spexplorer.commands.console.output import say, tell, write_json
from spexplorer.support.errors import LibraryError
from spexplorer.support.files import is_there
from spexplorer.support.folders import user_library
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.operations.backups import Backup

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    words = "instead of the folder of backups"
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=words)
    parser.add_argument("--list", action="store_true", help="list the backups there are")
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """Back up, and say where to."""
    from spexplorer.operations.backups import back_up, backups_of

    library = options.library or user_library()
    if options.library is None and not is_there(library):
        raise LibraryError(PLAIN("There is no library of your own yet; name one to back up."))
    found = backups_of(library) if options.list else [back_up(library, options.output)]
    if options.json:
        write_json([_plain(one) for one in found])
        return 0
    for one in found:
        say(str(one.path))
        if options.list:
            tell(_words(one))
    return 0


def _words(backup: Backup) -> str:
    one, many = "{at}: {n} record, {size} bytes", "{at}: {n} records, {size} bytes"
    at, size = backup.at.isoformat(sep=" "), PLAIN.number(backup.size)
    if backup.contents.records < 0:
        return PLAIN("{at}: made by an earlier version, {size} bytes", at=at, size=size)
    return PLAIN.counted(backup.contents.records, one, many, at=at, size=size)


def _plain(backup: Backup) -> dict[str, object]:
    return {
        "path": str(backup.path),
        "at": backup.at.isoformat(),
        "size": backup.size,
        "records": backup.contents.records if backup.contents.records >= 0 else None,
        "steps": backup.contents.steps,
        "before_restore": backup.is_before_restore,
    }
