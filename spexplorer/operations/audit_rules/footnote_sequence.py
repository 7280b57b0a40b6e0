"""Footnotes out of sequence: numbers left out or used twice, marks lost, misread or out of order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spexplorer.domain.works import Citation, Passage
from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion


class FootnoteSequence(AuditRule):
    """Compares the numbers of a work's footnotes with each other and with their marks in the text."""

    title = "Footnotes out of sequence"
    looks_for = (
        "Footnote numbers left out or used twice, marks that are lost, misread or out of "
        "order, and “op. cit.” that leads to another work."
    )
    may_err = (
        "A lost or misread mark may be the fault of the copy that was read and not of the print."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        for before, after in pairwise(catalogue.citations):
            if before.work == after.work:
                yield from self._step(before, after, catalogue)
        for passage in catalogue.passages.values():
            yield from self._marks(passage, catalogue)
        for one in catalogue.citations:
            target = catalogue.footnotes.get((one.work, one.target_number or 0))
            if one.relation != "op_cit" or (target and target.cited_work == one.cited_work):
                continue
            words = self.tr("Footnote {n} refers back to a note on another work.", n=one.number)
            yield Suspicion((one.id, *((target.id,) if target else ())), words)

    def _step(self, before: Citation, after: Citation, catalogue: Catalogue) -> Iterator[Suspicion]:
        if after.number != before.number + 1:
            words = self.tr(
                "Footnote {before} is followed by footnote {after}.",
                before=before.number, after=after.number,
            )  # fmt: skip
            yield Suspicion((before.id, after.id), words)
        first = catalogue.passages.get(before.mark_passage or "")
        second = catalogue.passages.get(after.mark_passage or "")
        if first and second and _place(first) > _place(second):
            words = self.tr(
                "The mark of footnote {after} stands before that of footnote {before}.",
                before=before.number, after=after.number,
            )  # fmt: skip
            yield Suspicion((before.id, after.id), words, (before.id, after.id, "marks"))

    def _marks(self, passage: Passage, catalogue: Catalogue) -> Iterator[Suspicion]:
        for number, printed in zip(passage.footnote_marks, passage.mark_as_printed, strict=False):
            citation = catalogue.footnotes.get((passage.work, number))
            records = (citation.id, passage.id) if citation else (passage.id,)
            if not printed:
                yield Suspicion(records, self.tr("The mark of footnote {n} is lost.", n=number))
            elif printed != str(number):
                words = self.tr(
                    "The mark of footnote {n} reads “{printed}”.", n=number, printed=printed
                )
                yield Suspicion(records, words)


def _place(passage: Passage) -> tuple[int, int, int]:
    return passage.section_number, passage.paragraph, passage.sentence


RULE = FootnoteSequence
