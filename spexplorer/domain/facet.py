"""What a facet is; which ones there are says `domain.facets`."""

from __future__ import annotations

from typing import NamedTuple


class Facet(NamedTuple):
    """A facet, its label, the vocabulary of its values ("" when values are record ids or plain).

    `place` orders the facets; `holder` is the kind of record that its values are ("" for none).
    """

    name: str
    label: str
    scheme: str = ""
    place: int = 0
    holder: str = ""
