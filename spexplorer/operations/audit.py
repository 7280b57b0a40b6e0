"""The source audit: what rules find in how a work uses its sources, and what a reader decided of it.

A decision is a note on the record that a finding concerns most. Its id is made of the finding's key, so that
it is found again whenever the audit runs, and it is exported, undone and merged as any other record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, Final, NamedTuple

from spexplorer.domain.findings import Note
from spexplorer.domain.records import Evidence, Record, RecordId
from spexplorer.operations.audit_rules import audit_rules
from spexplorer.operations.audit_rules.base.audit_rule import Alike, Catalogue, Suspicion
from spexplorer.operations.duplicates.finding import find_duplicates
from spexplorer.operations.duplicates.likeness import Reason
from spexplorer.operations.editing.checks import check
from spexplorer.operations.editing.records import delete, parts_of
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.edit import Edit
from spexplorer.storage.records import load_kind
from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN, Language

_KINDS: Final = (
    *("work", "citation", "passage", "statistic", "claim", "event", "agreement"),
    *("agent", "place", "note"),
)
_SPELT_ALIKE: Final = frozenset({Reason.SPELLING, Reason.LIKE_TITLE})

VERDICTS: Final = ("accepted", "disputed", "explained")
"""What can be decided of a finding."""

_TAG: Final = "audit-"
"""What the tag of a decision begins with, before the verdict."""


class Decision(NamedTuple):
    """What a reader decided of a finding: the verdict, why in own words, and the note that holds it."""

    verdict: str
    words: str
    note: str


class AuditFinding(NamedTuple):
    """What a rule found: severity is error, warning or hint; the first record is concerned most.

    `key` is the same whenever the audit finds it again.
    """

    rule: str
    severity: str
    records: tuple[str, ...]
    explanation: str
    key: str
    decision: Decision | None = None

    @property
    def note(self) -> str:
        """The id of the note that holds the decision, whether there is one or not."""
        return f"note:audit-{self.key}"


def audit(source: Source, tr: Language = PLAIN) -> Iterator[AuditFinding]:
    """What every rule finds, rule by rule, with what was decided of it."""
    with connected(source) as connection:
        records = list(chain.from_iterable(load_kind(connection, kind) for kind in _KINDS))
    decided = {one.id: known for one in records if (known := decision_of(one)) is not None}
    others = (one for one in records if one.id not in decided)
    catalogue = Catalogue(others, partial(_spelt_alike, source))
    for name, rule in audit_rules().items():
        seen: set[str] = set()
        for one in rule(tr).look(catalogue):
            key = _key(name, one)
            if key in seen:
                continue
            seen.add(key)
            found = AuditFinding(name, rule.severity, one.records, one.explanation, key)
            yield found._replace(decision=decided.get(RecordId(found.note)))


def _spelt_alike(source: Source, kind: str) -> Iterator[Alike]:
    for group in find_duplicates(source, kind):
        if group.likeness.reason in _SPELT_ALIKE:
            yield Alike(group.records)


def _key(rule: str, found: Suspicion) -> str:
    digest = hashlib.sha256("\0".join((rule, *found.subject)).encode()).hexdigest()
    return f"{rule.replace('_', '-')}-{digest[:12]}"


# -- decisions -----------------------------------------------------------------------------------------


def decision_of(record: object) -> Decision | None:
    """The decision that a record holds, None where it is none."""
    if not isinstance(record, Note) or not record.id.startswith("note:audit-"):
        return None
    for verdict in VERDICTS:
        if _TAG + verdict in record.tags:
            return Decision(verdict, record.explanation, record.id)
    return None


def decide(
    findings: Sequence[AuditFinding], verdict: str, words: str = "", tr: Language = PLAIN
) -> Operation:
    """Remember what is decided of findings, and why in own words, in place of what was decided before."""
    if verdict not in VERDICTS:
        raise AppError(f"“{verdict}” is no decision; choose one of {', '.join(VERDICTS)}.")
    if verdict == "explained" and not words.strip():
        raise AppError("An explanation needs words; write why it is so.")
    told = {
        "accepted": tr("Accepted: the finding of the audit is right."),
        "disputed": tr("Disputed: the finding of the audit is not right."),
    }

    def perform(edit: Edit) -> Parts:
        known = edit.taken(one.note for one in findings)
        before = edit.records(known)
        made = [_note_of(edit, one, verdict, words.strip() or told[verdict]) for one in findings]
        made = [_kept(note, before.get(note.id)) for note in made]
        check(edit, made)
        edit.replace([note for note in made if note.id in before], old=before)
        edit.add([note for note in made if note.id not in before])
        return parts_of(made, verdict=verdict)

    return Operation("decide", perform)


def _note_of(edit: Edit, finding: AuditFinding, verdict: str, words: str) -> Note:
    target = RecordId(finding.records[0])
    passages = dict.fromkeys(one.passage for one in edit.record(target).evidence)
    return Note(
        id=RecordId(finding.note),
        note_type="reader",
        target=target,
        basis=finding.explanation,
        explanation=words,
        tags=(_TAG + verdict,),
        evidence=tuple(Evidence(passage=one, role="mentions") for one in passages),
    )


def _kept(note: Note, before: Record | None) -> Note:
    """A decision anew, with the tags and the collections that were given to the one before."""
    if before is None:
        return note
    verdicts = {_TAG + verdict for verdict in VERDICTS}
    own = (tag for tag in before.tags if tag not in verdicts)
    return replace(
        note,
        tags=(*note.tags, *own),
        collections=before.collections,
        status=before.status,
        origin=before.origin,
        created=before.created,
    )


def withdraw(findings: Sequence[AuditFinding]) -> Operation:
    """Forget what was decided of findings: they are open again."""
    return delete([one.note for one in findings if one.decision is not None])


def plain_finding(finding: AuditFinding) -> dict[str, Any]:
    """A finding as plain values, for JSON."""
    decision = finding.decision
    return {
        **finding._asdict(),
        "records": list(finding.records),
        "decision": decision and {"verdict": decision.verdict, "words": decision.words},
    }
