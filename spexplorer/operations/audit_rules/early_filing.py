"""Reports about a year that are filed, by their address or date, before that year was over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion

_FILED: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])(?:[/-]?\d\d)?(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


class EarlyFiling(AuditRule):
    """The address or the title is wrong, and with it the year of what is cited from it."""

    severity = "error"
    title = "Reports filed before their year was over"
    looks_for = "Works that tell of a year later than the one in their address."
    may_err = "The digits of an address may be no date, or a page may have been filled again later."

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for work in catalogue.works.values():
            if (filed := _FILED.search(work.url or "")) is None:
                continue
            years = [int(one) for one in _YEAR.findall(work.title)]
            if years and max(years) > int(filed[1]):
                words = self.tr(
                    "“{work}” tells of {year}, but its address files it under {filed}.",
                    work=catalogue.title(work.id), year=str(max(years)), filed=f"{filed[1]}-{filed[2]}",
                )  # fmt: skip
                yield Suspicion((work.id,), words)


RULE = EarlyFiling
