"""Check the catalogue: what rules find in its records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from spexplorer.domain.kinds import KINDS
from spexplorer.operations.rules import rules
from spexplorer.operations.rules.base.record_check import Context, Found, RecordCheck
from spexplorer.storage.facts import linked_ids, names_of_agents
from spexplorer.storage.records import load_kind
from spexplorer.storage.snapshot import Source, connected
from spexplorer.words.language import PLAIN, Language


class CatalogueFinding(NamedTuple):
    """What a rule found: severity is error, warning or hint; the field is None where it is the record."""

    rule: str
    severity: str
    record: str
    field: str | None
    explanation: str


def check_catalogue(source: Source, tr: Language = PLAIN) -> Iterator[CatalogueFinding]:
    """What the rules find in every record, and then in all of them together."""
    with connected(source) as connection:
        year = datetime.now(UTC).year
        context = Context(tr, linked_ids(connection), names_of_agents(connection), year)
        checks = {name: rule(context) for name, rule in rules().items()}
        for kind in KINDS:
            for record in load_kind(connection, kind):
                for name, check in checks.items():
                    yield from _told(name, check, check.look(record))
        for name, check in checks.items():
            yield from _told(name, check, check.end())


def _told(name: str, check: RecordCheck, found: Iterator[Found]) -> Iterator[CatalogueFinding]:
    for one in found:
        yield CatalogueFinding(name, check.severity, *one)
