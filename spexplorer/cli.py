"""The command line. Nothing heavy is imported before a command needs it; only `open` loads Qt."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

from spexplorer import __version__
from spexplorer.commands import command_named, commands
from spexplorer.commands.console.arguments import protected
from spexplorer.support.errors import AppError
from spexplorer.support.printable import printable

if TYPE_CHECKING:
    import argparse


class WrongCall(AppError):
    """Words that a command does not take."""


def run(arguments: list[str]) -> int:
    """Run one command and give the exit code; errors become one sentence on stderr."""
    refusal = 1
    try:
        name, command, rest = _command_of(arguments)
        refusal = 2 if getattr(command, "WRITES", False) else 1
        parser = parser_for(name, command, listing=not {"-h", "--help"}.isdisjoint(rest))
        options = parser.parse_intermixed_args(protected(rest))
        return _executed(name, command, options)
    except WrongCall as error:
        return _refused(str(error), 2)
    except AppError as error:
        return _refused(str(error), refusal)
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


def _command_of(arguments: list[str]) -> tuple[str, ModuleType, list[str]]:
    """The command, its name and the other words; global options may stand before it."""
    takes_value = False
    for at, argument in enumerate(arguments):
        if takes_value:
            takes_value = False
        elif argument == "--trace":
            takes_value = True
        elif not argument.startswith("-"):
            # A first word that is no command names a library to open.
            if (command := command_named(argument)) is not None:
                return argument, command, arguments[:at] + arguments[at + 1 :]
            break
    opening = command_named("open")
    assert opening is not None
    return "open", opening, arguments


def parser_for(name: str, command: ModuleType, *, listing: bool = False) -> argparse.ArgumentParser:
    """The grammar of one command; `open` also lists the others where `listing` asks for it."""
    import argparse
    from functools import partial
    from pathlib import Path

    # Its words stay English as ours are: to look for translations takes longer than to parse.
    vars(argparse)["_"] = str

    class Parser(argparse.ArgumentParser):
        """Tells a wrong call in one sentence, where argparse would print its whole grammar."""

        def error(self, message: str) -> NoReturn:
            raise WrongCall(
                f"{message[:1].upper()}{message[1:]}; “{self.prog} --help” tells what it takes."
            )

    first = name == "open"
    parser = Parser(
        prog="spexplorer" if first else f"spexplorer {name}",
        description="Study and catalogue sources offline, every value traced to its sentence."
        if first
        else command.__doc__,
        epilog=_list_of_commands() if first and listing else None,
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
    command.grammar(parser)
    return parser


def _list_of_commands() -> str:
    about = ((name, (module.__doc__ or "").split("\n")[0]) for name, module in commands().items())
    return "commands:\n" + "\n".join(f"  {name:<11}{text}" for name, text in about)


def _executed(name: str, command: ModuleType, options: argparse.Namespace) -> int:
    if name == "open":  # the window writes a trace of its own
        return int(command.run(options))
    from spexplorer.commands.console.tracing import tracing

    with tracing(options.trace, name):
        return int(command.run(options))
