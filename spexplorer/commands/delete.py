"""Delete records; refused while others point at them unless these are to let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.writing import split_library, tell_step, writing
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("words", nargs="+", metavar="ID... [LIBRARY]")
    parser.add_argument(
        "--detach", action="store_true", help="let what points at them let go of them first"
    )


def run(options: Namespace) -> int:
    """Delete as one step."""
    from spexplorer.operations.editing import delete

    ids, library = split_library(options.words)
    if not ids:
        raise AppError(PLAIN("There is nothing to delete; name the ids of records."))
    operation = delete(ids, detach=options.detach)
    with writing(library) as writer:
        tell_step(writer.run(operation), operation.action)
    return 0
