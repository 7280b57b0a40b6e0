"""Take back one step of the history by itself, or of it one record or one field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_library, number
from spexplorer.commands.console.writing import tell_step, writing
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("step", type=number, metavar="STEP")
    parser.add_argument("--record", metavar="ID", help="only what it changed of this record")
    parser.add_argument("--field", metavar="F", help="only what it changed of this field")
    add_library(parser)


def run(options: Namespace) -> int:
    """Take back what is asked for as a new step."""
    from spexplorer.operations.editing import revert

    if options.field is not None and options.record is None:
        raise AppError(PLAIN("A field is one of a record; give --record ID as well."))
    operation = revert(options.step, options.record, options.field)
    with writing(options.library) as writer:
        tell_step(writer.run(operation), operation.action)
    return 0
