"""Detach your copies from a work; your file stays, and so do your own notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_library
from spexplorer.commands.console.output import say, write_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("work", metavar="WORK", help="the id of the work")
    parser.add_argument(
        "--remove-copy",
        action="store_true",
        help="remove the file, too, where it is an unchanged copy kept beside the library",
    )
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """Forget all copies of a work and tell what became of each file."""
    from spexplorer.operations.attaching import attachments, detach, remove_copy
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.support.errors import LibraryError

    library = library_to_read(options.library)
    attached = attachments(options.work)
    if not attached:
        raise LibraryError(f"No copy is attached to {options.work}.")
    rows = []
    for one in attached:
        detach(one)
        removed = options.remove_copy and remove_copy(library, one)
        rows.append({"path": one.path, "file": "removed" if removed else "kept"})
    if options.json:
        write_json(rows)
    else:
        for row in rows:
            say(f"{row['file']}  {row['path']}")
    return 0
