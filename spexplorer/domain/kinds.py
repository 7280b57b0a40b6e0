"""The twelve record kinds, their plurals in the JSON export, and the shape of permanent ids."""

from __future__ import annotations

from typing import Final

PLURALS: Final[dict[str, str]] = {
    "work": "works",
    "agent": "agents",
    "place": "places",
    "concept": "concepts",
    "instrument": "instruments",
    "event": "events",
    "agreement": "agreements",
    "statistic": "statistics",
    "claim": "claims",
    "citation": "citations",
    "passage": "passages",
    "note": "notes",
}
"""Kind -> name of its array in the JSON export, in the order of the export."""

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

KIND_LABEL: Final[dict[str, str]] = {
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
"""What one record of a kind is called."""

KINDS: Final[tuple[str, ...]] = tuple(PLURALS)

LISTED: Final[tuple[str, ...]] = tuple(kind for kind in KINDS if kind != "passage")
"""What is counted as records: passages are places in a work."""


def kind_of(record_id: str) -> str:
    """The kind named by a permanent id such as `event:2013-09-silk-road-economic-belt`.

    Raises ValueError when the id does not have the shape `kind:slug`.
    """
    kind, separator, slug = record_id.partition(":")
    if not separator or not slug or kind not in PLURALS:
        raise ValueError(f"“{record_id}” is not a record id; ids look like event:2013-09-visit.")
    return kind


COMPARED: Final[tuple[str, ...]] = (
    "work",
    "agent",
    "place",
    "concept",
    "instrument",
    "event",
    "agreement",
)
"""The kinds whose records can be found to be the same."""
