"""Values that the work states without any source."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class UnsourcedValues(AuditRule):
    """No footnote is among their evidence or marked in the sentences they rest on."""

    severity = "hint"

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for uid in catalogue.values_by_sources().get((), []):
            yield Suspicion((uid,), self.tr("No footnote is given for it."))


RULE = UnsourcedValues
