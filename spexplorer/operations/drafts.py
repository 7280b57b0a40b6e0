"""Drafts: what is being typed into forms, kept on disk until it is saved or thrown away."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from spexplorer.support.errors import EnvironmentProblem
from spexplorer.support.folders import user_data
from spexplorer.support.processes import is_running

_FORMAT: Final = 1
_ENDING: Final = ".json"


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished form: of a new record, or of one that is being changed.

    `raw` is what is typed; `before` the record as it was when the form was opened, as plain values;
    `process` the program that holds the form.
    """

    kind: str
    raw: dict[str, Any]
    record: str = ""
    title: str = ""
    at: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    process: int = 0


def new_key() -> str:
    """The name of a draft that is not there yet."""
    return uuid4().hex


def folder_of(library: Path) -> Path:
    """Where the drafts of a library lie: in the user's folder, apart from the file."""
    mark = sha256(os.fsencode(library.absolute())).hexdigest()[:16]
    return user_data() / "drafts" / mark


def keep_draft(library: Path, draft: Draft) -> None:
    """Put a draft on disk, whole or not at all. Raises EnvironmentProblem where that cannot be."""
    folder = folder_of(library)
    target = folder / f"{draft.key}{_ENDING}"
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as stream:
            json.dump({"format": _FORMAT, **asdict(draft)}, stream, ensure_ascii=False)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except OSError as error:
        raise EnvironmentProblem(
            f"The unfinished form cannot be kept in {folder} ({error.strerror}); save it soon, or free"
            " space there."
        ) from error


def drop_draft(library: Path, key: str) -> None:
    """Remove a draft that was saved or thrown away; one that is gone already is no matter."""
    with suppress(OSError):
        (folder_of(library) / f"{key}{_ENDING}").unlink()


def drafts_of(library: Path) -> list[Draft]:
    """The drafts of a library that no running program holds, the newest first.

    A file that cannot be read is left where it is and not listed.
    """
    found = []
    with suppress(OSError):
        for path in folder_of(library).glob(f"*{_ENDING}"):
            draft = _read(path)
            if draft is not None and not is_running(draft.process):
                found.append(draft)
    return sorted(found, key=lambda draft: draft.at, reverse=True)


def _read(path: Path) -> Draft | None:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values.pop("format") != _FORMAT:
            return None
        draft = Draft(**values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    is_sound = isinstance(draft.raw, dict) and isinstance(draft.before, dict)
    return draft if is_sound and draft.key == path.stem else None
