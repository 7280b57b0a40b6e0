"""The facets: the properties a library is narrowed by, and the vocabulary that names their values."""

from __future__ import annotations

from typing import Final, NamedTuple


class Facet(NamedTuple):
    """A facet, its label, the vocabulary of its values ("" when values are record ids or plain)."""

    name: str
    label: str
    scheme: str = ""


FACETS: Final[tuple[Facet, ...]] = (
    Facet("vector", "Vector", "vector"),
    Facet("kind", "Kind"),
    Facet("actor", "Actor"),
    Facet("place", "Place"),
    Facet("support", "Support"),
    Facet("event_type", "Event type", "event_type"),
    Facet("verdict", "Assessment", "verdict"),
    Facet("form", "Form of agreement", "form"),
    Facet("level", "Level of agreement", "level"),
    Facet("source_type", "Source type", "source_type"),
    Facet("language", "Language of work"),
    Facet("stance", "Stance of claim", "stance"),
    Facet("note_type", "Observation type", "note_type"),
    Facet("section", "Section of the paper"),
)
"""In the order of the facet panel."""

SUPPORT_LABELS: Final[dict[str, str]] = {
    "footnoted": "Rests on a footnote",
    "paper": "The paper’s own word",
    "derived": "Computed here",
    "none": "No evidence",
}
"""How a record is supported: the values of the facet `support`."""

KIND_LABELS: Final[dict[str, str]] = {
    "work": "Works",
    "agent": "Actors",
    "place": "Places",
    "concept": "Concepts",
    "instrument": "Instruments",
    "event": "Events",
    "agreement": "Agreements",
    "statistic": "Statistics",
    "claim": "Claims",
    "citation": "Footnotes",
    "passage": "Passages",
    "note": "Observations",
}
"""What a kind is called in the plural."""

LANGUAGE_LABELS: Final[dict[str, str]] = {
    "en": "English",
    "ru": "Russian",
    "zh": "Chinese",
    "kk": "Kazakh",
}
"""Names of the languages (BCP 47 primary tags) works of the bundled library are in."""
