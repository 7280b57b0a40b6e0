"""Counts, versions, checksum, and where the library lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_library
from spexplorer.commands.console.output import say, write_json
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """Counts, versions, checksum and where the library lies."""
    from spexplorer.operations.libraries import library_info
    from spexplorer.operations.library_choice import library_to_read

    found = library_info(library_to_read(options.library))
    total = sum(found.kinds.values())
    if options.json:
        write_json(
            {
                "path": str(found.path),
                "size": found.size,
                "schema": found.schema,
                "library": found.values,
                "kinds": found.kinds,
                "records": total,
            }
        )
        return 0
    name = f"{found.values.get('name', '')} {found.values.get('version', '')}".strip()
    size = PLAIN("{n} bytes, schema {schema}", n=PLAIN.number(found.size), schema=found.schema)
    rows = (
        (PLAIN("file"), f"{found.path} ({size})"),
        (PLAIN("checksum"), found.values.get("checksum") or PLAIN("none")),
        (PLAIN("records"), PLAIN.number(total)),
    )
    lines = [
        name or PLAIN("(no name)"),
        *(f"  {what:<11}{value}" for what, value in rows),
        *(f"    {kind:<11}{PLAIN.number(count):>7}" for kind, count in found.kinds.items()),
    ]
    say("\n".join(lines))
    return 0
