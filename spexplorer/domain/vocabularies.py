"""Which vocabulary governs which field. The terms themselves are data (`db/vocabularies.toml`)."""

from __future__ import annotations

from typing import Final

SCHEMES: Final[dict[tuple[str, str], str]] = {
    ("Instrument", "vector"): "vector",
    ("Event", "event_type"): "event_type",
    ("Event", "date_basis"): "date_basis",
    ("Agent", "agent_type"): "agent_type",
    ("Place", "place_type"): "place_type",
    ("Agreement", "form"): "form",
    ("Agreement", "level"): "level",
    ("Agreement", "status"): "agreement_status",
    ("AgreementDate", "type"): "agreement_date",
    ("AgreementRelation", "type"): "agreement_relation",
    ("Statistic", "qualifier"): "qualifier",
    ("Statistic", "unit"): "unit",
    ("Claim", "stance"): "stance",
    ("Assessment", "verdict"): "verdict",
    ("Assessment", "basis"): "assessment_basis",
    ("Crosswalk", "match"): "match",
    ("Note", "note_type"): "note_type",
    ("Note", "confidence"): "note_confidence",
    ("Citation", "relation"): "relation",
    ("Work", "type"): "work_type",
    ("Work", "source_type"): "source_type",
    ("Work", "status"): "work_status",
    ("Work", "title_original_basis"): "title_original_basis",
    ("NameForm", "basis"): "name_basis",
    ("Contributor", "role"): "contributor_role",
    ("Evidence", "role"): "evidence_role",
    ("Passage", "page_basis"): "page_basis",
}
"""(class of the record or part, field) -> scheme."""


def scheme_of(owner: type, field: str) -> str | None:
    """The scheme that governs a field of a record class or part, or None for free text."""
    return SCHEMES.get((owner.__name__, field))
