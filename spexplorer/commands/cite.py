"""Bibliography or notes of records in a citation style."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from spexplorer.commands.console.output import binary_output, tell
from spexplorer.commands.console.writing import split_library
from spexplorer.support.printable import printable
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_TEXTS: Final = ("plain", "html", "markdown", "notes")


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument(
        "--style", default="chicago-notes", metavar="S",
        help="chicago-notes, chicago-author-date, apa, mla, harvard, vancouver, gost …, or a .csl file",
    )  # fmt: skip
    parser.add_argument(
        "--format",
        default="plain",
        metavar="F",
        help="plain, html, markdown, docx, odt, rtf; notes",
    )
    parser.add_argument(
        "--lang", default="own", metavar="L", help="own (that of each source), or a tag: en, ru, zh"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of stdout")
    parser.add_argument("words", nargs="*", metavar="[ID...] [LIBRARY]")


def run(options: Namespace) -> int:
    """Write a bibliography of the records, or of every work, or a note for each record."""
    from spexplorer.citing.pandoc import MISSING
    from spexplorer.operations.citing import Citer, style_named
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.support.files import replacing_bytes

    ids, library = split_library(options.words)
    path, style = library_to_read(library), style_named(options.style)
    citer = Citer(path)
    if not citer.has_pandoc:
        tell(PLAIN(MISSING))
    if options.format == "notes":
        lines = [note.text for note in citer.notes(ids, style, options.lang)]
        data = ("\n".join(lines) + "\n").encode()
    else:
        entries = citer.bibliography(ids or None, style, options.lang)
        data = citer.document(entries, options.format)
    if options.output is None:
        if options.format in _TEXTS:
            data = printable(data.decode()).encode()
        with binary_output() as stream:
            stream.write(data)
        return 0
    with replacing_bytes(options.output, sparing=[path]) as stream:
        stream.write(data)
    tell(PLAIN("Wrote {file}.", file=options.output))
    return 0
