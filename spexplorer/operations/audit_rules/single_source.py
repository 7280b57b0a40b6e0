"""Sources that are the only one of several values."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class SingleSource(AuditRule):
    """One finding for each source: everything falls with it."""

    severity = "hint"
    title = "One source only"
    looks_for = "Values that rest on one and the same source and fall with it."
    may_err = "One good source may be enough; several footnotes may share one origin unseen."

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for sources, values in catalogue.values_by_sources().items():
            if len(sources) != 1:
                continue
            words = self.tr.counted(
                len(values),
                "{n} value rests on “{source}” alone.",
                "{n} values rest on “{source}” alone.",
                source=catalogue.title(sources[0]),
            )
            yield Suspicion((sources[0], *values), words, sources)


RULE = SingleSource
