"""Values that rest on state media or governments only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion

_INTERESTED: Final = frozenset({"state-media", "government", "party"})


class InterestedSources(AuditRule):
    """Who speaks may have an interest in the figure; no other source is given."""

    title = "State bodies or state media only"
    looks_for = "Values whose sources are all state media, governments or parties."
    may_err = (
        "The type of a source is as catalogued; an official figure may be the only one there "
        "can be."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for sources, values in catalogue.values_by_sources().items():
            works = [catalogue.works.get(one) for one in sources]
            if not works or not all(one and one.source_type in _INTERESTED for one in works):
                continue
            words = self.tr.counted(
                len(values),
                "{n} value rests on state bodies or state media alone: {sources}.",
                "{n} values rest on state bodies or state media alone: {sources}.",
                sources=self.tr.joined([f"“{catalogue.title(one)}”" for one in sources]),
            )
            yield Suspicion((*sources, *values), words, sources)


RULE = InterestedSources
