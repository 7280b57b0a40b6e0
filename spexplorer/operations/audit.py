"""The source audit: what rules find in how a work uses its sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from spexplorer.operations.audit_rules import audit_rules
from spexplorer.operations.audit_rules.base.audit_rule import Catalogue
from spexplorer.storage.records import load_kind
from spexplorer.storage.snapshot import Source, connected
from spexplorer.words.language import PLAIN, Language

_KINDS: Final = ("work", "citation", "passage", "statistic", "claim", "event", "agreement")


class AuditFinding(NamedTuple):
    """What a rule found: severity is error, warning or hint; the first record is concerned most."""

    rule: str
    severity: str
    records: tuple[str, ...]
    explanation: str


def audit(source: Source, tr: Language = PLAIN) -> Iterator[AuditFinding]:
    """What every rule finds, rule by rule."""
    with connected(source) as connection:
        records = chain.from_iterable(load_kind(connection, kind) for kind in _KINDS)
        catalogue = Catalogue(records)
    for name, rule in audit_rules().items():
        for one in rule(tr).look(catalogue):
            yield AuditFinding(name, rule.severity, one.records, one.explanation)
