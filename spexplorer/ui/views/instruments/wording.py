"""How the tab puts things into words that several of its parts say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.domain.concepts import Crosswalk

_MATCHES: Final = {
    "exact": "exact match", "close": "close match", "broad": "broad match",
    "narrow": "narrow match", "related": "related match",
}  # fmt: skip


def crosswalk_words(mapping: Crosswalk) -> str:
    """A mapping to the term of another scheme, and how near it is: “AidData: exchange (broad match)”."""
    match = tr(_MATCHES[mapping.match]) if mapping.match in _MATCHES else mapping.match
    return tr("{scheme}: {term} ({match})", scheme=mapping.scheme, term=mapping.term, match=match)
