"""Integrity of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from spexplorer.commands.console.arguments import add_json, add_library
from spexplorer.commands.console.output import say, write_json
from spexplorer.support.errors import DamagedLibraryError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.operations.examination import Examination

_LISTED: Final = 10
"""Ids that one line names."""

_FAULTS: Final = 3
"""Faults that one sentence names."""


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    words = "write indexes and search data anew from the records, then look"
    parser.add_argument("--rebuild", action="store_true", help=words)
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """Integrity of the file: exit 0 when it is sound, 1 with a sentence when it is not."""
    from spexplorer.operations.examination import (
        Examination,
        Finding,
        Remedy,
        examine,
        rebuild,
        remedy_words,
    )
    from spexplorer.operations.library_choice import library_to_read

    path = library_to_read(options.library)
    try:
        if options.rebuild:
            rebuild(path)
        found = examine(path)
    except DamagedLibraryError as error:
        if options.json:
            what = str(error).partition("; ")[0]
            _json_of_examination(Examination((Finding("file", "", what, Remedy.RESTORE),)))
        raise
    if options.json:
        _json_of_examination(found)
    if found.findings:
        listed = "; ".join(finding.what for finding in found.findings[:_FAULTS])
        remedy = remedy_words(path, found.findings)
        raise DamagedLibraryError(
            PLAIN(
                "{path} is damaged ({faults}); {remedy}.", path=path, faults=listed, remedy=remedy
            )
        )
    if not options.json:
        _say_sound(path, found)
    return 0


def _say_sound(path: Path, found: Examination) -> None:
    """That a library is sound, and what was corrected in it."""
    say(PLAIN("{path} is sound.", path=path))
    if found.compared < found.records:
        say(
            PLAIN(
                "{compared} of its {records} records were compared with what search keeps of them.",
                compared=PLAIN.number(found.compared),
                records=PLAIN.number(found.records),
            )
        )
    for ids, one, many in (
        (
            found.corrected,
            "{n} record was corrected since the edition was published: {ids}",
            "{n} records were corrected since the edition was published: {ids}",
        ),
        (
            found.removed,
            "{n} record of the edition was removed: {ids}",
            "{n} records of the edition were removed: {ids}",
        ),
    ):
        if ids:
            listed = PLAIN.joined([*ids[:_LISTED], *(["…"] if len(ids) > _LISTED else [])])
            say(PLAIN.counted(len(ids), one, many, ids=listed))


def _json_of_examination(found: Examination) -> None:
    write_json(
        {
            "sound": not found.findings,
            "findings": [
                {
                    **finding._asdict(),
                    "record": finding.record or None,
                    "remedy": finding.remedy.value,
                }
                for finding in found.findings
            ],
            "corrections": [
                {"record": uid, "what": what}
                for what, ids in (("corrected", found.corrected), ("removed", found.removed))
                for uid in ids
            ],
            "records": found.records,
            "compared": found.compared,
        }
    )
