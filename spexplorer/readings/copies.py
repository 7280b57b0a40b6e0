"""A reader's copy in words: what was found in it, what has become of it, where the source can be had."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.kinds import kind_of
from spexplorer.domain.works import Citation, Passage, Work

if TYPE_CHECKING:
    from spexplorer.operations.attaching import Attachment
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

MOST_WORKS = 3000
"""Works that are offered to have a copy attached."""


class WorkChoice(NamedTuple):
    """A work that a copy can be attached to."""

    id: str
    label: str


def found_words(tr: Language, attachment: Attachment) -> str:
    """How many of the sentences were found, and what can be done about those left over."""
    every = len(attachment.anchors)
    if not every:
        return tr(
            "The library has no sentence of this work yet. Read your copy on the tab Source, select a"
            " sentence there and make a record from it."
        )
    left = len(attachment.orphans)
    numbers = {"found": tr.number(every - left), "all": tr.number(every)}
    if not left:
        return tr("{found} of {all} sentences found; none left over.", **numbers)
    return tr.counted(
        left,
        "{found} of {all} sentences found; {n} is left over: the tab Source lists it, and you can show"
        " its place there.",
        "{found} of {all} sentences found; {n} are left over: the tab Source lists them, and you can show"
        " their places there.",
        **numbers,
    )


def progress_words(tr: Language, what: str, done: int, of: int) -> str:
    """What is being done with a copy, and how far it is."""
    numbers = {"done": tr.number(done), "all": tr.number(of)}
    if what == "reading":
        return tr("Reading page {done} of {all} …", **numbers)
    return tr("Looking for sentence {done} of {all} …", **numbers)


def proposed_work(reader: Reader, current: str | None) -> str | None:
    """The work that a copy is likeliest of: the current one, that of the current passage, else the paper."""
    record = reader.record(current) if current else None
    if isinstance(record, Work):
        return record.id
    if isinstance(record, Passage | Citation):
        return record.work
    return reader.about.get("main_work") or None


def work_choices(reader: Reader, proposed: str | None) -> list[WorkChoice]:
    """The works: the proposed one first, then the source of the library, then the others in list order."""
    paper = reader.about.get("main_work") or None
    first = [uid for uid in dict.fromkeys((proposed, paper)) if uid and reader.row(uid)]
    others = [row.id for row in reader.first_rows("work", MOST_WORKS)]
    return [WorkChoice(uid, reader.label(uid)) for uid in dict.fromkeys((*first, *others))]


def evidence_work(reader: Reader, record_id: str | None) -> str | None:
    """The work whose passages a record rests on: that of its first passage, its own where it is one."""
    if record_id is None:
        return None
    record = reader.record(record_id)
    if record is None:
        return None
    if kind_of(record_id) in ("passage", "work"):
        return proposed_work(reader, record_id)
    for evidence in record.evidence:
        passage = reader.record(evidence.passage)
        if isinstance(passage, Passage):
            return passage.work
    return None


def where_to_find(tr: Language, work: Work) -> list[str]:
    """Where a source can be had, in lines: its journal or publisher, its DOI, ISBN, address and shelfmark."""
    journal = ", ".join(
        filter(
            None,
            (
                work.container_title,
                tr("vol. {n}", n=work.volume) if work.volume else "",
                tr("no. {n}", n=work.issue) if work.issue else "",
                tr("pp. {n}", n=work.page) if work.page else "",
            ),
        )
    )
    publisher = ", ".join(filter(None, (work.publisher, work.publisher_place)))
    archive = ", ".join(
        filter(None, (work.archive, work.archive_place, work.archive_location, work.call_number))
    )
    lines = [
        tr("In: {journal}", journal=journal) if journal else "",
        tr("Publisher: {publisher}", publisher=publisher) if publisher else "",
        tr("DOI: {doi}", doi=work.doi) if work.doi else "",
        tr("ISBN: {isbn}", isbn=work.isbn) if work.isbn else "",
        tr("ISSN of the journal: {issn}", issn=work.issn) if work.issn else "",
        tr("Address: {address} (not checked)", address=work.url) if work.url else "",
        tr("Shelfmark: {place}", place=archive) if archive else "",
    ]
    return [line for line in lines if line]
