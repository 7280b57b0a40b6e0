"""The controlled vocabularies of a library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def add_terms(db: Database, vocabularies: Mapping[str, Mapping[str, str]]) -> None:
    """Store scheme -> code -> label in the order given; the caller owns the transaction."""
    db.table("term").insert_all(
        {"scheme": scheme, "code": code, "label": label, "position": position}
        for scheme, terms in vocabularies.items()
        for position, (code, label) in enumerate(terms.items())
    )
