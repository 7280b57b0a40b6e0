"""Open the window on a library (also without the word “open”)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_library
from spexplorer.support.errors import EnvironmentProblem, LibraryError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    add_library(parser)


def run(options: Namespace) -> int:
    """Open the window; the only command that loads Qt."""
    import gc

    from spexplorer.support.files import is_there
    from spexplorer.support.interrupts import end_at_once

    library: Path | None = options.library
    is_word = library is not None and len(library.parts) == 1 and not library.suffix
    if library is not None and is_word and not is_there(library):
        raise LibraryError(
            PLAIN(
                "There is no command “{word}”, and no library of that name here; “spexplorer --help”"
                " lists the commands.",
                word=library,
            )
        )
    # Until the window is ready everything made is kept: collecting costs time and frees nothing.
    gc.disable()
    end_at_once()
    try:
        from spexplorer.ui.startup.lean_pyside import import_pyside

        import_pyside()
        from spexplorer.bootstrap import start
    except ImportError as error:
        raise EnvironmentProblem(
            PLAIN(
                "The window cannot be opened here ({reason}); install what is missing, on Debian with"
                " “make system”.",
                reason=error,
            )
        ) from error

    return start(library, trace=options.trace, exit_when_ready=options.exit_when_ready)
