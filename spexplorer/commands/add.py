"""Add a record, or an array of records, and print the ids."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spexplorer.commands.console.arguments import path
from spexplorer.commands.console.output import say
from spexplorer.commands.console.writing import assignments, split_library, tell_step, writing
from spexplorer.domain.kinds import KINDS
from spexplorer.support.errors import AppError, EnvironmentProblem
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument(
        "--json", type=path, metavar="FILE", help="a record, or an array of them (- is stdin)"
    )
    parser.add_argument("words", nargs="*", metavar="[FIELD=VALUE...] [LIBRARY]")


def run(options: Namespace) -> int:
    """Add what is given as one step."""
    from spexplorer.operations.editing import add_plain
    from spexplorer.operations.editing.checks import fields_by_key

    words, library = split_library(options.words)
    given = assignments(words, fields_by_key(options.kind))
    values = [given]
    if options.json is not None:
        values = [{**one, **given} for one in _read(options.json)]
    if not any(values):
        raise AppError(PLAIN("There is nothing to add; give FIELD=VALUE, or --json FILE."))
    operation = add_plain(options.kind, values)
    with writing(library) as writer:
        done = writer.run(operation)
    say("\n".join(done.outcome))
    tell_step(done, operation.action)
    return 0


def _read(file: Path) -> list[dict[str, Any]]:
    import json

    from spexplorer.support.files import read_text

    try:
        text = sys.stdin.read() if str(file) == "-" else read_text(file)
        found = json.loads(text)
    except OSError as error:
        words = "{file} cannot be read ({reason}); name another file."
        raise EnvironmentProblem(PLAIN(words, file=file, reason=error.strerror)) from error
    except (ValueError, RecursionError) as error:
        words = "{file} is not JSON ({reason}); mend it and try again."
        raise AppError(PLAIN(words, file=file, reason=error)) from error
    records = found if isinstance(found, list) else [found]
    if not records or not all(isinstance(one, dict) for one in records):
        words = "{file} holds no record; write an object of fields, or an array of such."
        raise AppError(PLAIN(words, file=file))
    return records
