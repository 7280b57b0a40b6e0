"""Redo what was undone last, or all steps up to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_library, number
from spexplorer.commands.console.writing import tell_steps, writing

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    words = "redo all steps up to this one, which is redone as well"
    parser.add_argument("--to", type=number, metavar="STEP", help=words)
    add_library(parser)


def run(options: Namespace) -> int:
    """Redo and say what was redone."""
    from spexplorer.operations.editing import redo

    with writing(options.library) as writer:
        done = writer.run(redo(options.to))
    tell_steps(done, "Redid step {step}: {label}")
    return 0
