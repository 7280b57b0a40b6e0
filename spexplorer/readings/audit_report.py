"""The errata report: what the audit and the observations propose to correct in a work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from spexplorer.domain.findings import Note
from spexplorer.domain.works import Passage
from spexplorer.operations.audit import AuditFinding, decision_of
from spexplorer.operations.audit_rules import audit_rules
from spexplorer.operations.errata import on_one_line
from spexplorer.operations.reader import Reader
from spexplorer.readings.evidence import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.words.language import Language

_UNPROPOSED: Final = frozenset({"disputed", "explained"})
"""What was decided like this needs no correction."""


def errata_report(tr: Language, reader: Reader, findings: Sequence[AuditFinding]) -> dict[str, Any]:
    """The report as one document.

    Of the findings it has the errors and what was accepted, without what was disputed or explained; of the
    observations those that say what is printed and what is meant.
    """
    proposed = [one for one in findings if _is_proposed(one)]
    return {
        "format": "spexplorer-errata-report",
        "library": {key: reader.about.get(key, "") for key in ("name", "version", "checksum")},
        "findings": [_finding(tr, reader, one) for one in proposed],
        "observations": list(_observations(tr, reader)),
    }


def _is_proposed(finding: AuditFinding) -> bool:
    if finding.decision is None:
        return finding.severity == "error"
    return finding.decision.verdict not in _UNPROPOSED


def _finding(tr: Language, reader: Reader, finding: AuditFinding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "title": tr(audit_rules()[finding.rule].title),
        "explanation": finding.explanation,
        "words": finding.decision.words if finding.decision else None,
        "records": [{"id": uid, "label": reader.label(uid)} for uid in finding.records],
    }


def _observations(tr: Language, reader: Reader) -> Iterator[dict[str, Any]]:
    """In the order of the passages they rest on first."""
    place = {passage.id: at for at, passage in enumerate(reader.passages())}
    listed = []
    for note in reader.records("note"):
        if not isinstance(note, Note) or decision_of(note) is not None:
            continue
        if note.as_printed and note.reading:
            rests_on = note.evidence[0].passage if note.evidence else ""
            first = place.get(rests_on, len(place))
            listed.append((first, note.id, note))
    for _, _, note in sorted(listed, key=lambda one: one[:2]):
        passages = [reader.record(one.passage) for one in note.evidence[:1]]
        where = [_place(tr, one) for one in passages if isinstance(one, Passage)]
        yield {
            "id": note.id,
            "type": reader.term("note_type", note.note_type),
            "place": where[0] if where else "",
            "printed": note.as_printed,
            "reading": note.reading,
            "basis": note.basis,
            "confidence": note.confidence,
            "explanation": note.explanation,
        }


def _place(tr: Language, passage: Passage) -> str:
    if passage.footnote is not None:
        return place_of(tr, passage)
    return tr("{section}, {place}", section=passage.section, place=place_of(tr, passage))


def report_markdown(tr: Language, report: dict[str, Any]) -> str:
    """The report as a text for people."""
    name, version = report["library"]["name"], report["library"]["version"]
    lines = [tr("# Errata report: {name} {version}", name=on_one_line(name), version=version), ""]
    lines += [tr("## What the audit found"), ""]
    for one in report["findings"]:
        lines.append(f"- **{one['title']}.** {on_one_line(one['explanation'])}")
        if one["words"]:
            lines.append(f"  - {on_one_line(one['words'])}")
        lines += [f"  - {on_one_line(of['label'])} (`{of['id']}`)" for of in one["records"]]
    if not report["findings"]:
        lines.append(tr("Nothing."))
    lines += ["", tr("## What is printed, and what is meant"), ""]
    for one in report["observations"]:
        printed, reading = on_one_line(one["printed"]), on_one_line(one["reading"])
        head = tr("“{printed}” → {reading}", printed=printed, reading=reading)
        lines.append(f"- {one['place']}: {head}" if one["place"] else f"- {head}")
        why = on_one_line(one["explanation"])
        lines.append(f"  - {on_one_line(one['type'])}. {why}")
    if not report["observations"]:
        lines.append(tr("Nothing."))
    return "\n".join(lines) + "\n"


def report_text(
    tr: Language, reader: Reader, findings: Sequence[AuditFinding], *, as_json: bool
) -> str:
    """The report as the text of a file, in JSON or Markdown."""
    report = errata_report(tr, reader, findings)
    if as_json:
        return json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    return report_markdown(tr, report)
