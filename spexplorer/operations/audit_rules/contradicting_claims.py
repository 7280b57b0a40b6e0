"""Claims that contradict each other, each pair once."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class ContradictingClaims(AuditRule):
    """Where both have one holder, the work contradicts itself."""

    severity = "hint"

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        seen: set[frozenset[str]] = set()
        for claim in catalogue.claims.values():
            for other in claim.contradicts:
                pair = frozenset({claim.id, str(other)})
                if pair in seen:
                    continue
                seen.add(pair)
                found = catalogue.claims.get(other)
                same = found is not None and found.holder == claim.holder and claim.holder
                words = (
                    self.tr("One holder claims both of what contradicts each other.")
                    if same
                    else self.tr("The two contradict each other.")
                )
                yield Suspicion(tuple(sorted(pair)), words)


RULE = ContradictingClaims
