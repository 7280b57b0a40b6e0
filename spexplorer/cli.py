"""The command line. Nothing heavy is imported before a command needs it; only `open` loads Qt."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from spexplorer import __version__
from spexplorer.domain.kinds import KINDS
from spexplorer.support.errors import AppError

COMMANDS: Final = ("open", "new", "info", "export", "search", "check", "build")
"""The commands of this version; a first word that is none of them names a library to open."""

_HITS: Final = 20


def run(arguments: list[str]) -> int:
    """Run one command and give the exit code; errors become one sentence on stderr."""
    options = parser().parse_args(_with_command(arguments))
    try:
        return int(_dispatch(options))
    except AppError as error:
        print(f"spexplorer: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away (`| head`); that is no error of ours.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the last boundary: no traceback ever reaches a user
        from spexplorer.support.log import log_crash

        where = log_crash(error)
        print(f"spexplorer: something went wrong that was not foreseen ({error}). {where}", file=sys.stderr)
        return 70


def _with_command(arguments: list[str]) -> list[str]:
    """`spexplorer [LIBRARY]` means `spexplorer open [LIBRARY]`; options may stand on either side."""
    takes_value = False
    for argument in arguments:
        if takes_value:
            takes_value = False
        elif argument == "--trace":
            takes_value = True
        elif argument in ("-h", "--help", "--version"):
            return arguments
        elif not argument.startswith("-"):
            return arguments if argument in COMMANDS else ["open", *arguments]
    return ["open", *arguments]


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--trace", type=Path, metavar="FILE", default=argparse.SUPPRESS,
                        help="write start-up and interaction spans in Chrome trace format")
    shared.add_argument("--exit-when-ready", action="store_true", default=argparse.SUPPRESS,
                        help="quit once the window is ready; for measuring and smoke tests")
    top = argparse.ArgumentParser(
        prog="spexplorer", parents=[shared],
        description="Study and catalogue sources offline, every value traced to its sentence.",
    )
    top.add_argument("--version", action="version", version=f"spexplorer {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[shared])

    library = {"nargs": "?", "type": Path, "metavar": "LIBRARY", "help": "a .spex file"}
    command("open", "open the window on a library").add_argument("library", **library)  # type: ignore[arg-type]
    new = command("new", "create an empty library")
    new.add_argument("file", type=Path, metavar="FILE")
    info = command("info", "counts, versions, checksum, where it lies")
    info.add_argument("library", **library)  # type: ignore[arg-type]
    info.add_argument("--json", action="store_true", help="one JSON document on stdout")
    export = command("export", "write the library or a part of it")
    export.add_argument("--format", default="json", metavar="F", help="json")
    export.add_argument("--query", default="", metavar="Q", help="only what this query finds")
    export.add_argument("--kind", choices=KINDS, help="only records of this kind")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of stdout")
    export.add_argument("library", **library)  # type: ignore[arg-type]
    search = command("search", "ranked hits over all kinds, in any script")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--kind", choices=KINDS, help="only records of this kind")
    search.add_argument("--limit", type=int, default=_HITS, metavar="N", help="at most N hits")
    search.add_argument("--json", action="store_true", help="one JSON document on stdout")
    search.add_argument("library", **library)  # type: ignore[arg-type]
    command("check", "integrity of the file").add_argument("library", **library)  # type: ignore[arg-type]
    build = command("build", "build a library from a folder of text sources")
    build.add_argument("sources", type=Path, metavar="FOLDER")
    build.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)
    return top


def _dispatch(options: argparse.Namespace) -> int:
    from spexplorer import commands

    if options.command == "open":
        return commands.open_window(
            options.library,
            trace=getattr(options, "trace", None),
            exit_when_ready=getattr(options, "exit_when_ready", False),
        )
    with commands.tracing(getattr(options, "trace", None), options.command):
        return int(getattr(commands, options.command)(options))
