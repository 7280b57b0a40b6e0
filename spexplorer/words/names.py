"""What words ask a library for: the names of its records and of the terms of its vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spexplorer.domain.facets import Facet


class Names(Protocol):
    """A library that is being read, as far as words need it."""

    def label(self, record_id: str) -> str:
        """What a record is called."""

    def facet(self, name: str) -> Facet | None:
        """A facet as the library calls it."""

    def term(self, scheme: str, code: str) -> str:
        """What a term of a vocabulary is called."""
