"""Open the window on a library (also without the word “open”)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_library
from spexplorer.support.errors import EnvironmentProblem, LibraryError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.support.handover import Lead


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
    lead = None
    if not options.exit_when_ready:  # a run that is measured or tried out is one of its own
        is_taken, lead = _turn_to_the_first(library)
        if is_taken:
            return 0
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

    return start(library, options.trace, lead, exit_when_ready=options.exit_when_ready)


def _turn_to_the_first(library: Path | None) -> tuple[bool, Lead | None]:
    """Whether a program that runs already has taken the file; else the lead, where this one is the first."""
    import os

    from spexplorer.support.handover import Request, hand_over, take_lead

    if (lead := take_lead()) is not None:
        return False, lead
    if library is not None and not _can_be_read(library):
        return False, None  # told of where it was named, not in the window of another start
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    answer = hand_over(Request("" if library is None else str(library.absolute()), token))
    return (answer, None) if isinstance(answer, bool) else (False, answer)


def _can_be_read(library: Path) -> bool:
    from contextlib import closing

    from spexplorer.storage.connection import open_reading
    from spexplorer.support.errors import AppError, OlderLibraryError

    try:
        with closing(open_reading(library)):
            return True
    except OlderLibraryError:  # which the window brings up to date
        return True
    except AppError:
        return False
