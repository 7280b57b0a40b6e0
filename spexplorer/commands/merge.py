"""Merge records into the one that is kept; every use moves, the other ids lead to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.writing import split_library, tell_step, writing

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("keep", metavar="KEEP", help="the id of the record that stays")
    parser.add_argument("words", nargs="+", metavar="ID... [LIBRARY]")


def run(options: Namespace) -> int:
    """Merge as one step."""
    from spexplorer.operations.editing import merge

    ids, library = split_library(options.words)
    operation = merge(options.keep, ids)
    with writing(library) as writer:
        tell_step(writer.run(operation), operation.action)
    return 0
