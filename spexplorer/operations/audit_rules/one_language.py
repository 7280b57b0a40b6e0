"""Values whose sources are all in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class OneLanguage(AuditRule):
    """One finding for each language: what is known in others was not looked at."""

    severity = "hint"
    title = "Sources in one language only"
    looks_for = "Values whose sources are all in one language, other than that of the work that states them."
    may_err = (
        "The language is as catalogued and unknown for some; one language may be the only one in which a"
        " thing was written about."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        found: dict[str, tuple[dict[str, None], list[str]]] = defaultdict(lambda: ({}, []))
        own = {
            work.language
            for one in catalogue.citations
            if (work := catalogue.works.get(one.work)) is not None
        }
        for sources, values in catalogue.values_by_sources().items():
            works = [catalogue.works.get(one) for one in sources]
            languages = {_primary(one.language) if one and one.language else "" for one in works}
            if (
                len(languages) != 1
                or "" in languages
                or languages <= {_primary(o) for o in own if o}
            ):
                continue
            known, listed = found[languages.pop()]
            known.update(dict.fromkeys(sources))
            listed += values
        for language, (known, listed) in sorted(found.items()):
            words = self.tr.counted(
                len(listed),
                "{n} value rests on sources in one language alone: {language}.",
                "{n} values rest on sources in one language alone: {language}.",
                language=self.tr.language_name(language) or language,
            )
            yield Suspicion((*known, *listed), words, (f"language {language}",))


def _primary(tag: str) -> str:
    return tag.partition("-")[0].casefold()


RULE = OneLanguage
