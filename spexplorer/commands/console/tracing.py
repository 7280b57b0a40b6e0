"""The trace of one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spexplorer.support.errors import EnvironmentProblem
from spexplorer.words.language import PLAIN


@contextmanager
def tracing(path: Path | None, name: str) -> Iterator[None]:
    """Record one command as a span when a trace is asked for."""
    if path is None:
        yield
        return
    from spexplorer.support.trace import Trace

    try:
        trace = Trace(path)
    except OSError as error:
        raise _untraceable(path, error) from error
    start = trace.now()
    try:
        yield
    finally:
        trace.span(name, start)
        trace.close()
    if trace.problem is not None:
        raise _untraceable(path, trace.problem)


def _untraceable(path: Path, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        PLAIN(
            "The trace cannot be written to {path} ({reason}); choose another file.",
            path=path,
            reason=error.strerror,
        )
    )
