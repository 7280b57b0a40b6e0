"""What was done to the library or to one record, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spexplorer.commands.console.arguments import add_json
from spexplorer.commands.console.output import say, write_json
from spexplorer.commands.console.writing import split_library
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.operations.history import HistoryEntry


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("words", nargs="*", metavar="[ID] [LIBRARY]")
    add_json(parser)


def run(options: Namespace) -> int:
    """List the steps."""
    from spexplorer.operations.history import entries
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.words.history import step_label

    words, library = split_library(options.words)
    if len(words) > 1:
        raise AppError(PLAIN("“{word}” is one word too many; name one id.", word=words[1]))
    found = entries(library_to_read(library), words[0] if words else None)
    if options.json:
        write_json([_plain(entry) for entry in found])
        return 0
    if not found:
        say(PLAIN("Nothing was changed yet."))
        return 0
    lines = []
    for step, changes in found:
        label = step_label(PLAIN, step.action, step.parts)
        state = {"done": "", "undone": PLAIN(" (undone)"), "dropped": PLAIN(" (undone)")}
        lines.append(f"{step.id}  {step.at}  {step.who}  {label}{state[step.state.value]}")
        if words:
            lines.extend(f"    {one.field}: {one.before!r} → {one.after!r}" for one in changes)
    say("\n".join(lines))
    return 0


def _plain(entry: HistoryEntry) -> dict[str, Any]:
    from spexplorer.operations.history import State
    from spexplorer.words.history import step_label

    step, changes = entry
    return {
        "step": step.id,
        "label": step_label(PLAIN, step.action, step.parts),
        "who": step.who,
        "at": step.at,
        "undone": step.state is not State.DONE,
        "changes": [one._asdict() for one in changes],
    }
