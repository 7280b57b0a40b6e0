"""Build a library from a folder of text sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import path
from spexplorer.commands.console.output import tell
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("sources", type=path, metavar="FOLDER")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)


def run(options: Namespace) -> int:
    """Build a library file from a folder of text sources."""
    from spexplorer.operations.library_build import build_library

    count = build_library(options.sources, options.output)
    one, many = "Built {file} with {n} record", "Built {file} with {n} records"
    tell(PLAIN.counted(count, one, many, file=options.output))
    return 0
