"""Writing files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from spexplorer.support.errors import EnvironmentProblem


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text stream that becomes `path` when the block ends well; a failure leaves no trace.

    Raises EnvironmentProblem with a sentence when the place cannot be written.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        draft.replace(path)
    except OSError as error:
        raise EnvironmentProblem(
            f"{path} cannot be written ({error.strerror}). Choose another folder or free some space."
        ) from error
    finally:
        if draft.exists():
            draft.unlink()
