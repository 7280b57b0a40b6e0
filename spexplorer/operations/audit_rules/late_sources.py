"""Sources that are younger than the work that cites them."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.domain.edtf import parse
from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class LateSources(AuditRule):
    """Nothing can be cited before it appeared: one of the two dates is wrong."""

    severity = "error"
    title = "Sources younger than the work"
    looks_for = "Works that appeared, at their earliest, after the work that cites them."
    may_err = "A work may be cited from a manuscript, or its date may be that of a later edition."

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for citation in catalogue.citations:
            citing = catalogue.works.get(citation.work)
            cited = catalogue.works.get(citation.cited_work or "")
            if citing is None or cited is None or not (citing.issued and cited.issued):
                continue
            first, last = parse(cited.issued).bounds.start_min, parse(citing.issued).bounds.end_max
            if first is None or last is None or first <= last:
                continue
            words = self.tr(
                "“{work}” appeared in {issued}, after the work that cites it ({citing}).",
                work=catalogue.title(cited.id), issued=cited.issued, citing=citing.issued,
            )  # fmt: skip
            yield Suspicion((cited.id, citation.id), words)


RULE = LateSources
