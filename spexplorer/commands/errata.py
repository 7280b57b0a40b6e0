"""What was corrected in the records of the published edition, to be sent to its editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_library
from spexplorer.commands.console.output import output, tell, write_json
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    choices = ("markdown", "json")
    parser.add_argument("--format", choices=choices, default="markdown", help="markdown or json")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of stdout")
    add_library(parser)


def run(options: Namespace) -> int:
    """Write the corrections."""
    from spexplorer.operations.errata import errata_json, errata_markdown
    from spexplorer.operations.library_choice import library_to_read

    library = library_to_read(options.library)
    if options.format == "json" and options.output is None:
        write_json(errata_json(library))
        return 0
    text = _text(errata_json(library)) if options.format == "json" else errata_markdown(library)
    if options.output is None:
        with output() as stream:
            stream.write(text)
        return 0
    from spexplorer.support.files import replacing

    with replacing(options.output, sparing=[library]) as stream:
        stream.write(text)
    tell(PLAIN("Wrote the errata to {file}", file=options.output))
    return 0


def _text(document: object) -> str:
    import json

    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
