"""Set fields of a record: text, or JSON where a field repeats; empty takes the value away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.writing import assignments, split_library, tell_step, writing
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("id", metavar="ID")
    words = "the fields and their new values"
    parser.add_argument("words", nargs="+", metavar="FIELD=VALUE... [LIBRARY]", help=words)


def run(options: Namespace) -> int:
    """Set fields as one step."""
    from spexplorer.operations.editing import set_fields
    from spexplorer.operations.editing.checks import fields_of_id

    words, library = split_library(options.words)
    if not words:
        raise AppError(PLAIN("There is nothing to set; give FIELD=VALUE."))
    operation = set_fields(options.id, assignments(words, fields_of_id(options.id)))
    with writing(library) as writer:
        tell_step(writer.run(operation), operation.action)
    return 0
