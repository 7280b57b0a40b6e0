"""Create an empty library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import path
from spexplorer.commands.console.output import tell
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("file", type=path, metavar="FILE")
    words = "vocabularies of its own (TOML, as db/vocabularies.toml)"
    parser.add_argument("--vocabularies", type=path, metavar="FILE", help=words)


def run(options: Namespace) -> int:
    """Create an empty library with the vocabularies of this program, or those of a file."""
    from spexplorer.operations.library_creation import new_library

    new_library(options.file, options.vocabularies)
    tell(PLAIN("Created an empty library: {file}", file=options.file))
    return 0
