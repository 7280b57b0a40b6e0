"""The command line. Nothing heavy is imported before a command needs it; only `open` loads Qt."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from spexplorer import __version__
from spexplorer.domain.kinds import KINDS
from spexplorer.support.errors import AppError
from spexplorer.support.printable import printable

if TYPE_CHECKING:
    import argparse

_HITS: Final = 20
"""Hits a search lists when no limit is given."""

_MOST: Final = 2**31
"""More hits than any library has records."""


class WrongCall(AppError):
    """Words that a command does not take."""


COMMANDS: Final = {
    "open": "open the window on a library (also without the word “open”)",
    "new": "create an empty library",
    "info": "counts, versions, checksum, where it lies",
    "export": "write the library or a part of it",
    "search": "ranked hits over all kinds, in any script",
    "check": "integrity of the file",
    "build": "build a library from a folder of text sources",
}
"""The commands of this version; a first word that is none of them names a library to open."""


def run(arguments: list[str]) -> int:
    """Run one command and give the exit code; errors become one sentence on stderr."""
    command, rest = _command_of(arguments)
    try:
        options = parser_for(command).parse_intermixed_args(_protected(rest))
        return _dispatch(command, options)
    except WrongCall as error:
        return _refused(str(error), 2)
    except AppError as error:
        return _refused(str(error), 1)
    except BrokenPipeError:  # the reader of our output went away (`| head`): no error of ours
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the last boundary: no traceback ever reaches a user
        from spexplorer.support.log import log_crash

        return _refused(f"something unforeseen went wrong; {log_crash(error)}.", 70)


def _refused(sentence: str, code: int) -> int:
    """Tell on stderr, in one line, why a command did not do its work."""
    if sys.stderr is not None:  # closed by the caller (`2>&-`): `print` would take stdout
        print("spexplorer:", *printable(sentence).split(), file=sys.stderr)
    return code


def _protected(words: list[str]) -> list[str]:
    """What follows “--” is no option; argparse loses that when options may stand anywhere."""
    if "--" not in words:
        return words
    at = words.index("--")
    return words[:at] + [f"\0{word}" for word in words[at + 1 :]]


def _word(text: str) -> str:
    return text.removeprefix("\0")


def _path(text: str) -> Path:
    return Path(_word(text))


def _command_of(arguments: list[str]) -> tuple[str, list[str]]:
    """The command and the other words; global options may stand before it."""
    takes_value = False
    for at, argument in enumerate(arguments):
        if takes_value:
            takes_value = False
        elif argument == "--trace":
            takes_value = True
        elif not argument.startswith("-"):
            if argument in COMMANDS:
                return argument, arguments[:at] + arguments[at + 1 :]
            break
    return "open", arguments


def parser_for(command: str) -> argparse.ArgumentParser:
    """The grammar of one command; `open` also tells of the others."""
    import argparse
    from functools import partial

    # Its words stay English as ours are: to look for translations takes longer than to parse.
    vars(argparse)["_"] = str

    class Parser(argparse.ArgumentParser):
        """Tells a wrong call in one sentence, where argparse would print its whole grammar."""

        def error(self, message: str) -> NoReturn:
            raise WrongCall(
                f"{message[:1].upper()}{message[1:]}; “{self.prog} --help” tells what it takes."
            )

    listed = "\n".join(f"  {name:<9}{text}" for name, text in COMMANDS.items())
    first = command == "open"
    parser = Parser(
        prog="spexplorer" if first else f"spexplorer {command}",
        description="Study and catalogue sources offline, every value traced to its sentence."
        if first
        else COMMANDS[command].capitalize() + ".",
        epilog=f"commands:\n{listed}" if first else None,
        # A given width spares argparse the import of shutil at every start.
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=100),
    )
    parser.add_argument("--version", action="version", version=f"spexplorer {__version__}")
    parser.add_argument(
        "--trace", type=Path, metavar="FILE", help="write spans in Chrome trace event format"
    )
    parser.add_argument(
        "--exit-when-ready", action="store_true", help="quit once the window is ready"
    )
    _GRAMMARS[command](parser)
    return parser


def _library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("library", nargs="?", type=_path, metavar="LIBRARY", help="a .spex file")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def _kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", choices=KINDS, help="only records of this kind")


def _count(text: str) -> int:
    if (number := int(text)) < 0:
        raise ValueError(text)
    return min(number, _MOST)


_count.__name__ = "number"  # what argparse calls it in its message


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=_path, metavar="FILE")
    words = "vocabularies of its own (TOML, as db/vocabularies.toml)"
    parser.add_argument("--vocabularies", type=_path, metavar="FILE", help=words)


def _info(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    _library(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    _library(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", default="json", metavar="F", help="json")
    parser.add_argument("--query", default="", metavar="Q", help="only what this query finds")
    _kind(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of stdout")
    _library(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", type=_word, metavar="QUERY")
    _kind(parser)
    parser.add_argument("--limit", type=_count, default=_HITS, metavar="N", help="at most N hits")
    _json(parser)
    _library(parser)


def _build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", type=_path, metavar="FOLDER")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)


_GRAMMARS: Final[dict[str, Callable[[argparse.ArgumentParser], None]]] = {
    "open": _library,
    "new": _new,
    "info": _info,
    "export": _export,
    "search": _search,
    "check": _check,
    "build": _build,
}


def _dispatch(command: str, options: argparse.Namespace) -> int:
    from spexplorer import commands

    if command == "open":
        return commands.open_window(
            options.library, trace=options.trace, exit_when_ready=options.exit_when_ready
        )
    with commands.tracing(options.trace, command):
        return int(getattr(commands, command)(options))
