"""Claims that contradict each other, each pair once."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class ContradictingClaims(AuditRule):
    """Where both have one holder, the work contradicts itself."""

    severity = "hint"
    title = "Claims that contradict each other"
    looks_for = (
        "Pairs that the catalogue links as contradicting, each once. It says so where both "
        "have one holder."
    )
    may_err = (
        "The catalogue’s own reading decides what contradicts; two senses of a word may be meant."
    )

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
                names = {"one": catalogue.title(claim.id), "other": catalogue.title(other)}
                text = "Both are held by {holder}: “{one}” and “{other}”."
                if not same:
                    text = "“{one}” stands against “{other}”."
                words = self.tr(text, holder=catalogue.title(str(claim.holder)), **names)
                yield Suspicion(tuple(sorted(pair)), words)


RULE = ContradictingClaims
