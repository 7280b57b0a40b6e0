"""What a command prints: its result on stdout, messages to the person on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from typing import Any, BinaryIO, TextIO

from spexplorer.support.errors import EnvironmentProblem
from spexplorer.support.printable import escaped_json, printable
from spexplorer.words.language import PLAIN


@contextmanager
def output() -> Iterator[TextIO]:
    """Standard output in UTF-8 whatever the locale says, flushed when the block ends.

    Raises EnvironmentProblem when it cannot take more, BrokenPipeError when its reader went away.
    """
    stream = sys.stdout
    if stream is None:
        words = "Standard output is closed; send it to a file or a terminal."
        raise EnvironmentProblem(PLAIN(words))
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        yield stream
        stream.flush()
    except OSError as error:
        # What is still buffered would be tried once more, and fail loudly, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise EnvironmentProblem(
            PLAIN(
                "The output cannot be written ({reason}); free some space or send it elsewhere.",
                reason=error.strerror,
            )
        ) from error


@contextmanager
def binary_output() -> Iterator[BinaryIO]:
    """Standard output for the formats of other programs; raises as `output` does.

    A terminal shows control characters as letters, a file or another program is given every byte.
    """
    with output() as stream:
        if not stream.isatty():
            yield stream.buffer
            return
        held = BytesIO()
        yield held
        stream.write(printable(held.getvalue().decode("utf-8", "replace")))


def say(line: str) -> None:
    """A line of the result, to stdout."""
    with output() as stream:
        stream.write(printable(line) + "\n")


def tell(message: str) -> None:
    """A message to the person, beside the output."""
    if sys.stderr is not None:  # closed by the caller (`2>&-`): `print` would take stdout
        print(printable(message), file=sys.stderr)


def write_json(document: Any) -> None:
    """One JSON document, to stdout."""
    import json

    with output() as stream:
        text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
        stream.write(escaped_json(text) + "\n")
