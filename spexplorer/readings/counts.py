"""How many records of each kind there are, in words, and the tab that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.words.facets import count_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spexplorer.domain.counts import Count
    from spexplorer.words.language import Language

_COUNTED: Final = {
    "event": ("{found} event", "{found} events", "timeline"),
    "instrument": ("{found} instrument", "{found} instruments", "instruments"),
    "agreement": ("{found} agreement", "{found} agreements", "agreements"),
    "statistic": ("{found} statistic", "{found} statistics", "statistics"),
    "claim": ("{found} claim", "{found} claims", "claims"),
    "concept": ("{found} concept", "{found} concepts", "instruments"),
    "work": ("{found} work", "{found} works", "library"),
    "citation": ("{found} footnote", "{found} footnotes", "citations"),
    "agent": ("{found} actor", "{found} actors", "people"),
    "place": ("{found} place", "{found} places", "people"),
    "note": ("{found} observation", "{found} observations", "observations"),
    "passage": ("{found} passage", "{found} passages", ""),
}
"""Kind -> its number in words, and the tab that shows it ("" for the map of the source)."""


class CountWords(NamedTuple):
    """How many records of a kind there are, in words, and the tab that shows them."""

    kind: str
    words: str
    tab: str


def counts_in_words(tr: Language, counts: Mapping[str, Count]) -> list[CountWords]:
    """Every kind of which there is a record; “4–6 events” where some are only possible."""
    return [
        CountWords(
            kind, tr.counted(count.possible, one, many, found=count_in_words(tr, count)), tab
        )
        for kind, (one, many, tab) in _COUNTED.items()
        if (count := counts.get(kind)) is not None and count.possible
    ]
