"""What commands that change a library have in common."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spexplorer.commands.console.arguments import word
from spexplorer.commands.console.output import tell
from spexplorer.support.errors import AppError
from spexplorer.support.files import LIBRARY_ENDING
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from spexplorer.domain.fields import Field
    from spexplorer.operations.library_writer import Committed, LibraryWriter


def split_library(words: Iterable[str]) -> tuple[list[str], Path | None]:
    """Words without the library that may stand last, told by its ending or by being a file."""
    found = [word(one) for one in words]
    if found:
        last = found[-1]
        is_value = "=" in last and last.partition("=")[0].isidentifier()
        if (last.endswith(LIBRARY_ENDING) and not is_value) or Path(last).is_file():
            return found[:-1], Path(last)
    return found, None


@contextmanager
def writing(library: Path | None) -> Iterator[LibraryWriter]:
    """The library named, or the user's own, which is made first where there is none; open to be changed."""
    from spexplorer.operations.libraries import library_to_open
    from spexplorer.operations.library_writer import LibraryWriter

    writer = LibraryWriter(library_to_open(library), user_name())
    try:
        yield writer
    finally:
        writer.close()


def user_name() -> str:
    """By what name changes are noted: SPEXPLORER_USER, else that of the account."""
    names = (
        os.environ.get(name, "") for name in ("SPEXPLORER_USER", "USER", "USERNAME", "LOGNAME")
    )
    return next((name for name in names if name), "")


def tell_step(done: Committed, action: str) -> None:
    """Say what was done, and under which number it can be taken back."""
    from spexplorer.words.history import step_label

    if done.step is None:
        tell(PLAIN("Nothing had to be changed."))
        return
    label = step_label(PLAIN, action, done.parts)
    tell(PLAIN("Step {step}: {label}", step=done.step, label=label))


def tell_steps(done: Committed, sentence: str) -> None:
    """Say which steps were undone or redone, one a line."""
    from spexplorer.words.history import step_label

    for step in done.outcome:
        label = step_label(PLAIN, step.action, step.parts)
        tell(PLAIN(sentence, step=step.id, label=label))


def assignments(words: Iterable[str], fields: dict[str, Field]) -> dict[str, Any]:
    """FIELD=VALUE words as plain values by field; raises AppError where one is none."""
    found: dict[str, Any] = {}
    for one in words:
        name, sign, text = one.partition("=")
        if not sign or not name:
            raise AppError(
                PLAIN("“{word}” is no FIELD=VALUE; write for example name=Almaty.", word=one)
            )
        if name in found:
            raise AppError(PLAIN("{field} is given twice; give it once.", field=name))
        found[name] = plain_value(name, text, fields.get(name))
    return found


def plain_value(name: str, text: str, field: Field | None) -> Any:
    """A value as it was typed: text, or JSON where the field repeats, has parts or is a number."""
    from spexplorer.domain.fields import Shape

    if not text:
        return None
    if field is None:  # refused by whoever knows the kind
        return text
    if not field.repeats and field.shape in (Shape.TEXT, Shape.DATE, Shape.LINK):
        return text
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if not field.repeats and field.shape in (Shape.INTEGER, Shape.NUMBER):
            raise AppError(
                PLAIN("{field} takes a number, which “{value}” is not.", field=name, value=text)
            ) from error
        example = '["…"]' if field.repeats else "{…}"
        raise AppError(
            PLAIN(
                "{field} takes JSON such as {example}, which “{value}” is not ({reason}).",
                field=name,
                example=example,
                value=text,
                reason=error,
            )
        ) from error
