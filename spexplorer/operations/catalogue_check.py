"""Check the catalogue: what rules find in its records."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

from spexplorer.domain.kinds import KINDS
from spexplorer.formats import csv_table
from spexplorer.operations.rules import rules
from spexplorer.operations.rules.base.record_check import Context, Found, RecordCheck
from spexplorer.storage.facts import linked_ids, names_of_agents
from spexplorer.storage.record_batches import batches_of_kind
from spexplorer.storage.snapshot import Source, connected
from spexplorer.words.language import PLAIN, Language

_EVERY: Final = 500
"""Records between two reports of progress."""


class CatalogueFinding(NamedTuple):
    """What a rule found: severity is error, warning or hint; the field is None where it is the record."""

    rule: str
    severity: str
    record: str
    field: str | None
    explanation: str


def check_catalogue(
    source: Source, tr: Language = PLAIN, told: Callable[[int], object] = lambda _done: None
) -> Iterator[CatalogueFinding]:
    """What the rules find in every record, and then in all of them together.

    `told` hears how many records were looked at, and may raise to call it off.
    """
    done = 0
    with connected(source) as connection:
        year = datetime.now(UTC).year
        context = Context(tr, linked_ids(connection), names_of_agents(connection), year)
        checks = {name: rule(context) for name, rule in rules().items()}
        for kind in KINDS:
            for record in chain.from_iterable(batches_of_kind(connection, kind)):
                if done % _EVERY == 0:
                    told(done)
                done += 1
                for name, check in checks.items():
                    yield from _told(name, check, check.look(record))
        for name, check in checks.items():
            yield from _told(name, check, check.end())


def _told(name: str, check: RecordCheck, found: Iterator[Found]) -> Iterator[CatalogueFinding]:
    for one in found:
        yield CatalogueFinding(name, check.severity, *one)


def write_findings(
    findings: Iterable[CatalogueFinding], stream: BinaryIO, *, as_json: bool
) -> None:
    """Write findings as JSON or as CSV."""
    text = io.StringIO(newline="")
    if as_json:
        json.dump([one._asdict() for one in findings], text, ensure_ascii=False, indent=1)
        text.write("\n")
    else:
        csv_table.write(text, CatalogueFinding._fields, findings)
    stream.write(text.getvalue().encode("utf-8"))
