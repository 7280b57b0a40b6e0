"""Values that the work states without any source."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class UnsourcedValues(AuditRule):
    """No footnote is among their evidence or marked in the sentences they rest on."""

    severity = "hint"
    title = "No source given"
    looks_for = (
        "Figures, events and agreements that the text states without a footnote in the "
        "sentences they rest on."
    )
    may_err = (
        "What is common knowledge needs no source, and a footnote may be meant for a whole "
        "paragraph."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for uid in catalogue.values_by_sources().get((), []):
            words = self.tr("“{name}”: no footnote is given.", name=catalogue.title(uid))
            yield Suspicion((uid,), words)


RULE = UnsourcedValues
