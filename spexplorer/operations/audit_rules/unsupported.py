"""Sources that cannot support what rests on them, as an observation declares with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion

_DECLARED: Final = "unsupported-source"
"""The type of observation that says so."""


class UnsupportedClaims(AuditRule):
    """Nothing is computed here: the reason is that of the observation."""

    title = "Sources that cannot support the claim"
    looks_for = (
        "Observations in the library that a source cannot support what is said to rest on it."
    )
    may_err = "It repeats what was observed, with its reason; the observation may be mistaken."

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for note in catalogue.notes:
            if note.note_type == _DECLARED:
                records = (note.target, note.id) if note.target else (note.id,)
                yield Suspicion(records, note.explanation, (note.id,))


RULE = UnsupportedClaims
