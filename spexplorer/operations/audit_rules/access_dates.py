"""Accesses to web sources that cannot be: after the citing work appeared, or on the source's own day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spexplorer.domain.edtf import parse
from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class ImpossibleAccess(AuditRule):
    """An access on the day and month of the page itself, in another year, is likely its date mistaken."""

    severity = "error"
    title = "Impossible access dates"
    looks_for = (
        "Web sources that were accessed after the citing work appeared or before they did "
        "themselves, and accesses on the very day and month of the page in a later year."
    )
    may_err = (
        "Someone may look at a page on its anniversary; a work may appear later than its "
        "imprint says."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for citation in catalogue.citations:
            citing = catalogue.works.get(citation.work)
            cited = catalogue.works.get(citation.cited_work or "")
            if cited is None or not cited.accessed or citation.relation == "op_cit":
                continue
            records = (cited.id, citation.id)
            if citing is not None and citing.issued and _after(cited.accessed, citing.issued):
                words = self.tr(
                    "“{work}” was accessed on {accessed}, after the work that cites it appeared ({issued}).",
                    work=catalogue.title(cited.id), accessed=cited.accessed, issued=citing.issued,
                )  # fmt: skip
                yield Suspicion(records, words)
            elif cited.issued and _after(cited.issued, cited.accessed):
                words = self.tr(
                    "“{work}” was accessed on {accessed}, before it appeared ({issued}).",
                    work=catalogue.title(cited.id), accessed=cited.accessed, issued=cited.issued,
                )  # fmt: skip
                yield Suspicion(records, words)
            elif cited.issued and _same_day(cited.issued, cited.accessed):
                words = self.tr(
                    "The access to “{work}” on {accessed} has the day and month of the page itself"
                    " ({issued}); the two dates were likely confused.",
                    work=catalogue.title(cited.id), accessed=cited.accessed, issued=cited.issued,
                )  # fmt: skip
                yield Suspicion(records, words)


def _after(later: str, earlier: str) -> bool:
    """Whether the earliest day of one date lies after the latest of the other."""
    first, last = parse(later).bounds.start_min, parse(earlier).bounds.end_max
    return first is not None and last is not None and first > last


def _same_day(issued: str, accessed: str) -> bool:
    """Whether both are days, of one month and day in different years."""
    days = [re.fullmatch(r"(\d{4})-(\d\d-\d\d)", one) for one in (issued, accessed)]
    return all(days) and days[0][2] == days[1][2] and days[0][1] < days[1][1]  # type: ignore[index]


RULE = ImpossibleAccess
