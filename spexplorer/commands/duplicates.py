"""List records that may be the same, say that some are not, or merge them by a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.commands.console.arguments import add_json, add_kind
from spexplorer.commands.console.output import say, tell, write_json
from spexplorer.commands.console.writing import split_library
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from spexplorer.operations.duplicates.finding import DuplicateGroup


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    add_json(parser)
    add_kind(parser)
    parser.add_argument(
        "--distinct", action="store_true", help="remember that the records named are not the same"
    )
    parser.add_argument(
        "--merge", choices=("identifier", "title", "name", "all"), metavar="RULE",
        help="merge the groups that are alike by identifier, title, name, or all, as one step, where no"
        " field contradicts another",
    )  # fmt: skip
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be merged, and do nothing"
    )
    parser.add_argument("words", nargs="*", metavar="[ID...] [LIBRARY]")


def run(options: Namespace) -> int:
    """List the groups, the surest first; that there are any is no failure."""
    ids, library = split_library(options.words)
    if options.distinct:
        return _set_apart(ids, library)
    if ids:
        raise AppError(
            PLAIN("{id} is no library; name a .spex file, or add --distinct.", id=ids[0])
        )
    return _merge(options, library) if options.merge else _list(options, library)


def _list(options: Namespace, library: Path | None) -> int:
    from spexplorer.operations.duplicates.finding import find_duplicates
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.readings.duplicates import reason_in_words

    path = library_to_read(library)
    found = find_duplicates(path, options.kind)
    if options.json:
        write_json(
            [
                {
                    "records": list(group.records),
                    "score": round(group.score, 3),
                    "reason": reason_in_words(PLAIN, group.likeness),
                }
                for group in found
            ]
        )
        return 0
    _say_groups(path, found)
    return 0


def _say_groups(path: Path, found: list[DuplicateGroup]) -> None:
    from contextlib import closing

    from spexplorer.operations.reader import Reader
    from spexplorer.readings.duplicates import reason_in_words

    with closing(Reader(path)) as reader:
        for group in found:
            say(f"{PLAIN.number(group.score, 2)}  {reason_in_words(PLAIN, group.likeness)}")
            for uid in group.records:
                say(f"      {uid}: {reader.label(uid)}")
    records = sum(len(group.records) for group in found)
    groups = PLAIN.counted(len(found), "{n} group", "{n} groups")
    tell(PLAIN.counted(records, "{groups}, {n} record", "{groups}, {n} records", groups=groups))


def _set_apart(ids: list[str], library: Path | None) -> int:
    from spexplorer.commands.console.writing import tell_step, writing
    from spexplorer.operations.editing import set_apart

    operation = set_apart(ids)
    with writing(library) as writer:
        tell_step(writer.run(operation), operation.action)
    return 0


def _merge(options: Namespace, library: Path | None) -> int:
    from spexplorer.commands.console.writing import tell_step, writing
    from spexplorer.operations.duplicates.finding import find_duplicates
    from spexplorer.operations.duplicates.resolving import Rule, plan_merges
    from spexplorer.operations.editing import merge_all
    from spexplorer.operations.libraries import library_to_open
    from spexplorer.readings.duplicates import left_out_in_words, plan_in_words

    path = library_to_open(library)
    plan = plan_merges(path, find_duplicates(path, options.kind), Rule(options.merge))
    for group, fields in plan.left_out:
        kind = group.records[0].partition(":")[0]
        ids = PLAIN.joined(list(group.records))
        tell(f"{ids}: {left_out_in_words(PLAIN, kind, fields)}")
    tell(plan_in_words(PLAIN, plan))
    if plan.merges and not options.dry_run:
        operation = merge_all(plan.merges)
        with writing(path) as writer:
            tell_step(writer.run(operation), operation.action)
    return 0
