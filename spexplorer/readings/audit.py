"""The source audit worded for the window: rules in plain words, their findings, what was decided of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.kinds import kind_of
from spexplorer.operations.audit import AuditFinding, decision_of
from spexplorer.operations.audit_rules import audit_rules
from spexplorer.operations.preferences import preference_id, reason_of
from spexplorer.readings.catalogue_check import SEVERITIES
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.operations.audit_rules.base.audit_rule import AuditRule
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

VERDICT_LABELS: Final = {
    "accepted": "Accepted",
    "disputed": "Disputed",
    "explained": "Explained",
}
STATES: Final = {"open": "Open", "decided": "Decided", "all": "All"}
_CONFLICT: Final = "conflicting_figures"
_ORDER: Final = tuple(SEVERITIES)


class RecordLine(NamedTuple):
    """A record that a finding concerns; why it is preferred to the others, where it is."""

    id: str
    kind: str
    label: str
    preferred: str


class FindingText(NamedTuple):
    """All that is said of one finding."""

    severity: str
    explanation: str
    verdict: str
    words: str
    records: tuple[RecordLine, ...]
    more: str
    rivals: frozenset[str]
    """Figures for one thing, of which one can be preferred."""


class RuleGroup(NamedTuple):
    """A rule with the findings of it that are listed, and how many it has in all and decided ones."""

    rule: str
    title: str
    severity: str
    looks_for: str
    may_err: str
    counts: str
    findings: tuple[AuditFinding, ...]


def rule_groups(tr: Language, findings: Sequence[AuditFinding], state: str) -> list[RuleGroup]:
    """The rules with their findings of a state, the gravest first; all rules where all are asked for."""
    rules = audit_rules()
    found = [
        _group(tr, name, rule, [one for one in findings if one.rule == name], state)
        for name, rule in sorted(rules.items(), key=lambda item: _ORDER.index(item[1].severity))
    ]
    return [group for group in found if group.findings or state == "all"]


def _group(
    tr: Language, name: str, rule: type[AuditRule], findings: Sequence[AuditFinding], state: str
) -> RuleGroup:
    decided = sum(one.decision is not None for one in findings)
    counts = tr.counted(len(findings), "{n} finding", "{n} findings")
    if decided:
        counts = tr("{findings}, {n} decided", findings=counts, n=tr.number(decided))
    listed = tuple(one for one in findings if _is_in(one, state))
    return RuleGroup(
        rule=name,
        title=tr(rule.title),
        severity=tr(SEVERITIES[rule.severity]),
        looks_for=tr(rule.looks_for),
        may_err=tr(rule.may_err),
        counts=counts,
        findings=listed,
    )


def _is_in(finding: AuditFinding, state: str) -> bool:
    return state == "all" or (finding.decision is not None) == (state == "decided")


def summary(tr: Language, findings: Sequence[AuditFinding]) -> str:
    """How many findings there are, and how many of them are decided."""
    if not findings:
        return tr("The rules found nothing.")
    decided = sum(one.decision is not None for one in findings)
    words = tr.counted(len(findings), "{n} finding", "{n} findings")
    return tr(
        "{findings}; {open} open, {decided} decided.",
        findings=words, open=tr.number(len(findings) - decided), decided=tr.number(decided),
    )  # fmt: skip


def state_choices(tr: Language, findings: Sequence[AuditFinding]) -> list[tuple[str, str]]:
    """The states that the list can be kept to, each with how many findings are in it."""
    return [
        (code, tr("{state} ({n})", state=tr(label), n=tr.number(number)))
        for code, label in STATES.items()
        for number in (sum(_is_in(one, code) for one in findings),)
    ]


def finding_line(tr: Language, finding: AuditFinding) -> str:
    """A finding as one line of the list, a decided one with the verdict before it."""
    if finding.decision is None:
        return finding.explanation
    verdict = tr(VERDICT_LABELS[finding.decision.verdict])
    return tr("{verdict}: {finding}", verdict=verdict, finding=finding.explanation)


def finding_text(tr: Language, reader: Reader, finding: AuditFinding, most: int) -> FindingText:
    """All that is said of a finding, with at most so many of its records."""
    decision = finding.decision
    rest = len(finding.records) - most
    lines = [
        RecordLine(
            uid,
            kind_label(tr, kind_of(uid)),
            reader.label(uid),
            reason_of(reader.record(preference_id(uid))) if kind_of(uid) == "statistic" else "",
        )
        for uid in finding.records[:most]
    ]
    return FindingText(
        tr(SEVERITIES[finding.severity]),
        finding.explanation,
        tr(VERDICT_LABELS[decision.verdict]) if decision else "",
        decision.words if decision else "",
        tuple(lines),
        tr.counted(rest, "and {n} more", "and {n} more") if rest > 0 else "",
        rivals_in(finding),
    )


def rivals_in(finding: AuditFinding) -> frozenset[str]:
    """The figures of a finding that are values for one thing."""
    return frozenset(finding.records if finding.rule == _CONFLICT else ())


def with_decisions(reader: Reader, findings: Iterable[AuditFinding]) -> list[AuditFinding]:
    """The same findings with what is decided of them now."""
    return [one._replace(decision=decision_of(reader.record(one.note))) for one in findings]
