"""Undo the last step, or all steps back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_library, number
from spexplorer.commands.console.writing import tell_steps, writing

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    words = "undo all steps back to this one, which is undone as well"
    parser.add_argument("--to", type=number, metavar="STEP", help=words)
    add_library(parser)


def run(options: Namespace) -> int:
    """Undo and say what was undone."""
    from spexplorer.operations.editing import undo

    with writing(options.library) as writer:
        done = writer.run(undo(options.to))
    tell_steps(done, "Undid step {step}: {label}")
    return 0
