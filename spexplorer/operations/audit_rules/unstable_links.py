"""Cited addresses that will not lead back: shortened ones, and home pages without a page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion
from spexplorer.operations.rules.shorteners import hides_its_end


class UnstableLinks(AuditRule):
    """Looks at the works that footnotes cite."""

    title = "Shortened or unspecific addresses"
    looks_for = "Cited addresses that are shortened, and home pages where a page is meant."
    may_err = (
        "The address may still work today; whether it does is not tried, for nothing is fetched."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for citation in catalogue.citations:
            work = catalogue.works.get(citation.cited_work or "")
            if work is None or not work.url or citation.relation == "op_cit":
                continue
            if hides_its_end(work.url):
                words = self.tr("{url} is shortened and hides where it leads.", url=work.url)
                yield Suspicion((work.id, citation.id), words)
            elif _is_home_page(work.url):
                words = self.tr("{url} is a home page; the page itself is not named.", url=work.url)
                yield Suspicion((work.id, citation.id), words)


def _is_home_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) and not parts.path.strip("/") and not parts.query


RULE = UnstableLinks
