"""Take a newer edition of the bundled library over what was not changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_library, path
from spexplorer.commands.console.output import say, tell, write_json
from spexplorer.commands.console.writing import tell_step, writing
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.operations.editing.updates import UpdateReport

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument(
        "bundle", type=path, metavar="BUNDLE", help="the newer edition, a .spex file"
    )
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """Update as one step: 0 when nothing is left to decide, 3 when there are conflicts."""
    from spexplorer.operations.editing.updates import read_edition, update

    operation = update(read_edition(options.bundle))
    with writing(options.library) as writer:
        done = writer.run(operation)
    report: UpdateReport = done.outcome
    if options.json:
        write_json(
            {
                "version": report.version,
                "added": report.added,
                "updated": report.updated,
                "removed": report.removed,
                "conflicts": [one._asdict() for one in report.conflicts],
            }
        )
    else:
        _say(report)
    tell_step(done, operation.action)
    return 3 if report.conflicts else 0


def _say(report: UpdateReport) -> None:
    words = "{added} records are new, {updated} were updated, {removed} removed."
    counts = {name: len(getattr(report, name)) for name in ("added", "updated", "removed")}
    tell(PLAIN(words, **{name: PLAIN.number(count) for name, count in counts.items()}))
    for one in report.conflicts:
        field = f" {one.field}" if one.field else ""
        say(
            PLAIN(
                "{record}{field}: here {mine!r}, in the edition {theirs!r}",
                record=one.record,
                field=field,
                mine=one.mine,
                theirs=one.theirs,
            )
        )
