"""Vocabularies: the schemes of a library, its own data, and the closed lists the program computes with."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Term(NamedTuple):
    """A value of a vocabulary. The code is permanent and stored, the label is shown.

    `alternatives` are words a reader may use instead; `broader` is the code of the term above;
    `retired` ones stay good but are no longer offered.
    """

    code: str
    label: str
    help: str = ""
    alternatives: tuple[str, ...] = ()
    broader: str = ""
    colour: str = ""
    retired: bool = False


class Scheme(NamedTuple):
    """A vocabulary: what it is called, the field it governs, its place among the facets (None: none)."""

    code: str
    label: str
    terms: tuple[Term, ...] = ()
    help: str = ""
    field: str = ""
    facet: int | None = None
    icon: str = ""

    @property
    def labels(self) -> dict[str, str]:
        """Code -> label, in order."""
        return {term.code: term.label for term in self.terms}


CLOSED: Final[dict[str, dict[str, str]]] = {
    "status": {"draft": "Draft", "checked": "Checked", "approved": "Approved"},
    "date_basis": {
        "stated": "Stated",
        "computed": "Computed",
        "inferred": "Inferred",
        "external": "From outside the source",
        "undated": "Undated",
    },
    "qualifier": {
        "exact": "exactly",
        "over": "over",
        "up_to": "up to",
        "about": "about",
        "at_least": "at least",
        "under": "under",
        "range": "from – to",
        "rank": "rank",
        "several": "several",
    },
    "assessment_basis": {
        "explicit": "Said outright",
        "attributed": "Attributed to another",
        "inferred": "Inferred",
    },
    "note_confidence": {"high": "High", "medium": "Medium", "low": "Low"},
    "relation": {
        "cites": "Cites",
        "sees": "See",
        "quotes_via": "Quotes via",
        "op_cit": "Op. cit.",
    },
    "title_original_basis": {
        "printed": "Printed",
        "reconstructed": "Reconstructed",
        "supplied": "Supplied",
    },
    "name_basis": {
        "printed": "Printed in the source",
        "reconstructed": "Reconstructed",
        "supplied": "Supplied by the cataloguer",
    },
    "evidence_role": {
        "states": "states",
        "supports": "supports",
        "mentions": "mentions",
        "cites": "cites",
        "contradicts": "contradicts",
    },
    "page_basis": {"printed": "Printed", "inferred": "Inferred"},
    "match": {
        "exact": "exact match",
        "close": "close match",
        "broad": "broad match",
        "related": "related match",
    },
    "binding": {"binding": "Binding", "not_binding": "Not binding"},
    "money_kind": {
        "announced": "Announced",
        "committed": "Committed",
        "disbursed": "Disbursed",
    },
    "absence_reason": {
        "not_known": "Not known",
        "not_applicable": "Not applicable",
        "not_found": "Not found where it was looked for",
    },
}
"""Scheme -> code -> label of the codes the program computes with: the same in every library."""


def labels_of_terms(schemes: Mapping[str, Scheme], scheme: str) -> Mapping[str, str]:
    """Code -> label of a scheme, closed or of the library; nothing where there is no such scheme."""
    if scheme in CLOSED:
        return CLOSED[scheme]
    return schemes[scheme].labels if scheme in schemes else {}
