"""Works that are quoted through another one: the footnote leads to the work that quotes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spexplorer.domain.works import Work
from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion

_CONTAINERS: Final = frozenset({"webpage", "periodical", "collection", "article-journal"})

_MENTIONED: Final = frozenset({"film", "agreement"})
"""Kinds of sources that are spoken of rather than quoted."""


class SecondHandQuotations(AuditRule):
    """A work that no footnote cites, while the footnote behind its words cites another."""

    title = "Quoted at second hand"
    looks_for = (
        "Works that are quoted or told of while the footnote behind the words cites another work."
    )
    may_err = (
        "The footnote may stand for a neighbouring sentence, and a work may only be mentioned"
        " in passing."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        cited = {str(one.cited_work) for one in catalogue.citations if one.cited_work}
        citing = {str(one.work) for one in catalogue.citations}
        for work in catalogue.works.values():
            if work.id in cited or work.id in citing or self._is_no_text(work):
                continue
            for citation in catalogue.citations_behind(work):
                through = catalogue.works.get(citation.cited_work or "")
                if through is None or _holds(work, through):
                    continue
                words = self.tr(
                    "“{work}” is quoted through “{through}” (footnote {number}), not from itself.",
                    work=catalogue.title(work.id), through=catalogue.title(through.id),
                    number=citation.number,
                )  # fmt: skip
                yield Suspicion((work.id, through.id, citation.id), words)
        for citation in catalogue.citations:
            if citation.relation == "quotes_via" and citation.cited_work:
                words = self.tr(
                    "Footnote {n} says that it quotes through “{work}”.",
                    n=citation.number, work=catalogue.title(citation.cited_work),
                )  # fmt: skip
                yield Suspicion((citation.cited_work, citation.id), words)

    def _is_no_text(self, work: Work) -> bool:
        return work.type in _CONTAINERS or work.source_type in _MENTIONED


def _holds(work: Work, part: Work) -> bool:
    """Whether a work is the periodical, series or site that another is part of."""
    place = (part.container_title or "").casefold()
    return bool(place) and (work.title.casefold() in place or place in work.title.casefold())


RULE = SecondHandQuotations
