"""What the check of the catalogue found, worded for the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.domain.kinds import kind_of
from spexplorer.words.fields import field_label

if TYPE_CHECKING:
    from spexplorer.operations.catalogue_check import CatalogueFinding
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

RULE_LABELS: Final = {
    "dates": "Impossible or reversed dates",
    "duplicate_identifiers": "One identifier, several records",
    "evidence": "Statements without evidence",
    "identifiers": "Wrong identifiers",
    "mixed_script": "Words of mixed script",
    "names": "Names outside the authorities",
    "orphans": "Authorities that nothing names",
    "required": "Fields that are wanted",
    "shorteners": "Shortened addresses",
}
"""What a rule is called."""

SEVERITIES: Final = {"error": "Error", "warning": "Warning", "hint": "Hint"}


class FindingLine(NamedTuple):
    """A finding as it is listed; `field` is the name of the field in Python, "" for the whole record."""

    finding: CatalogueFinding
    severity: str
    record: str
    label: str
    explanation: str
    field: str


def finding_lines(
    tr: Language, reader: Reader, findings: Sequence[CatalogueFinding]
) -> list[FindingLine]:
    """Findings as they are listed."""
    return [_line(tr, reader, one) for one in findings]


def _line(tr: Language, reader: Reader, one: CatalogueFinding) -> FindingLine:
    owner = CLASSES[kind_of(one.record)]
    key = (one.field or "").partition(".")[0]
    name = next((f.name for f in fields_of(owner) if f.key == key), "")
    label = field_label(tr, name, owner, reader) if name else ""
    severity = tr(SEVERITIES[one.severity])
    return FindingLine(one, severity, reader.label(one.record), label, one.explanation, name)


def rule_choices(tr: Language, findings: Sequence[CatalogueFinding]) -> list[tuple[str, str]]:
    """The rules that found something, each with how much, by their codes; all of them first."""
    counts = Counter(one.rule for one in findings)
    found = [("", tr("All findings ({n})", n=tr.number(len(findings))))]
    for rule, number in sorted(counts.items()):
        name = tr(RULE_LABELS.get(rule, rule))
        found.append((rule, tr("{name} ({n})", name=name, n=tr.number(number))))
    return found
