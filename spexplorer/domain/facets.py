"""The facets: the properties a library is narrowed by, and what their values are called.

Facets of a field are declared with the field (`records.Info`), those below are worked out from links and
evidence. A library renames and orders the facets of its own vocabularies (`Reader.facets`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from spexplorer.domain.facet import Facet
from spexplorer.domain.kinds import KIND_LABELS

if TYPE_CHECKING:
    from spexplorer.domain.vocabularies import Scheme

__all__ = ["KIND_LABELS", "LANGUAGE_LABELS", "SUPPORT_LABELS", "WORKED_OUT", "Facet", "facets_of"]

WORKED_OUT: Final[tuple[Facet, ...]] = (
    Facet("kind", "Kind", place=20),
    Facet("decade", "Decade or century", place=25),
    Facet("actor", "Actor", place=30, holder="agent"),
    Facet("sender", "Sender", place=31, holder="agent"),
    Facet("receiver", "Receiver", place=32, holder="agent"),
    Facet("place", "Place", place=40, holder="place"),
    Facet("support", "Support", place=50),
    Facet("footnote", "Footnote", place=52),
    Facet("origin", "Origin", place=190),
)
"""Facets that are no field: what a record is, is linked to and rests on."""


def facets_of(schemes: Iterable[Scheme] | None = None) -> tuple[Facet, ...]:
    """Every facet in order; schemes of a library say what theirs are called and which are none."""
    from spexplorer.domain.fields import facet_fields  # needs the record classes: not at a start

    own = None if schemes is None else {scheme.code: scheme for scheme in schemes}
    found = list(WORKED_OUT)
    for facet, _, _ in facet_fields().values():
        named = own.get(facet.scheme) if own is not None else None
        if named is None:
            found.append(facet)
        elif named.facet is not None:
            found.append(facet._replace(label=named.label, place=named.facet))
    if own is not None:
        plain = {facet.scheme for facet in found}
        found += [
            Facet(scheme.code, scheme.label, scheme.code, scheme.facet)
            for scheme in own.values()
            if scheme.facet is not None and scheme.code not in plain
        ]
    return tuple(sorted(found, key=lambda facet: facet.place))


SUPPORT_LABELS: Final[dict[str, str]] = {
    "footnoted": "Rests on a footnote",
    "paper": "The paper’s own word",
    "derived": "Computed here",
    "none": "No evidence",
}
"""How a record is supported: the values of the facet `support`."""

LANGUAGE_LABELS: Final[dict[str, str]] = {
    "en": "English",
    "ru": "Russian",
    "zh": "Chinese",
    "kk": "Kazakh",
}
"""Names of the languages (BCP 47 primary tags) works of the bundled library are in."""
