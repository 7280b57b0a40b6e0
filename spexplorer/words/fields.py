"""What fields, kinds and links are called in the interface."""

from __future__ import annotations

from typing import Final

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.words.language import Language

_KINDS: Final = {
    "work": "Work",
    "agent": "Person or organisation",
    "place": "Place",
    "concept": "Concept",
    "instrument": "Instrument",
    "event": "Event",
    "agreement": "Agreement",
    "statistic": "Statistic",
    "claim": "Claim",
    "citation": "Footnote",
    "passage": "Passage",
    "note": "Observation",
}

_FIELDS: Final = {
    "type": "Type", "title_original": "Original title", "title_translated": "Translated title",
    "language": "Language", "script": "Script", "contributors": "Contributors",
    "container_title": "In", "publisher": "Publisher", "publisher_place": "Place of publication",
    "issued": "Issued", "volume": "Volume", "issue": "Issue", "page": "Page", "url": "Address",
    "accessed": "Consulted", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "call_number": "Call number",
    "source_type": "Source type", "status": "Status", "description": "Description",
    "agent_type": "Type", "variants": "Other forms", "place_type": "Type", "latitude": "Latitude",
    "longitude": "Longitude", "definition": "Definition", "broader": "Broader", "related": "Related",
    "holder": "Held by", "vector": "Vector", "assessments": "Assessments", "crosswalk": "Other schemes",
    "event_type": "Type", "date": "Date", "date_printed": "As printed", "date_basis": "Date is",
    "place": "Place", "agents": "Actors", "instruments": "Instruments", "form": "Form",
    "level": "Level", "parties": "Parties", "dates": "Dates", "subject": "Subject",
    "provisions": "Provisions", "relations": "Relations", "as_of": "As of", "series": "Series",
    "derived_from": "Computed as", "stance": "Stance", "supported_by": "Supported by",
    "contradicts": "Stands against", "work": "In", "number": "Number", "relation": "Relation",
    "cited_work": "Cited work", "target_number": "Refers back to", "locator": "Locator",
    "mark_passage": "Mark stands in", "transcription_notes": "Transcription", "section": "Section",
    "section_number": "Section number", "paragraph": "Paragraph", "sentence": "Sentence",
    "page_basis": "Page number is", "footnote": "Footnote", "target": "About", "note_type": "Type",
    "as_printed": "As printed", "reading": "Reading", "basis": "Known from",
    "confidence": "Confidence", "explanation": "Explanation",
}  # fmt: skip

_INWARD: Final = {
    "contributors.agent": "Works by this contributor",
    "cited_work": "Cited in",
    "mark_passage": "Footnote marks here",
    "broader": "Narrower",
    "target": "Observations on this",
    "supported_by": "Supports",
    "contradicts": "Contradicted by",
    "derived_from.inputs": "Figures computed from this",
    "evidence.passage": "{kinds} resting on this passage",
    "holder": "{kinds} held by this actor",
    "assessments.holder": "Instruments assessed by this actor",
    "parties": "Agreements of this party",
    "relations.target": "Related agreements",
}


def kind_label(tr: Language, kind: str) -> str:
    """A kind in the singular."""
    return tr(_KINDS[kind])


def field_label(tr: Language, field: str) -> str:
    """What a field is called; an unknown one by its own name."""
    return tr(_FIELDS.get(field, field.replace("_", " ").capitalize()))


def series_title(tr: Language, series: str) -> str:
    """What a series of figures is called: “confucius-institutes” is “Confucius institutes”."""
    return series.replace("-", " ").capitalize() if series else tr("Without a series")


def inward_label(tr: Language, predicate: str, kind: str) -> str:
    """What a group of records that point here is called."""
    pattern = _INWARD.get(predicate, "{kinds}")
    return tr(pattern, kinds=tr(KIND_LABELS[kind]))
