"""Works, their footnotes and their passages: what is cited or catalogued, and where in it.

Field names are those of CSL 1.0.2 with underscores for hyphens.
"""

from __future__ import annotations

from dataclasses import dataclass

from spexplorer.domain.records import AgentId, EdtfText, PassageId, Record, WorkId


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """An agent's part in a work (MARC relator term) and the name as the source prints it."""

    agent: AgentId
    role: str = "author"
    as_printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Record):
    """Anything cited or catalogued, the bundled paper included. `type` is a CSL item type."""

    type: str
    title: str
    title_original: str | None = None
    title_original_basis: str | None = None
    title_translated: str | None = None
    language: str | None = None
    script: str | None = None
    contributors: tuple[Contributor, ...] = ()
    container_title: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    issued: EdtfText | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    url: str | None = None
    accessed: EdtfText | None = None
    doi: str | None = None
    isbn: str | None = None
    issn: str | None = None
    call_number: str | None = None
    source_type: str | None = None
    status: str = "draft"
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    """One footnote of one work: what it points at and the sentence that carries its mark."""

    work: WorkId
    number: int
    relation: str
    cited_work: WorkId | None = None
    target_number: int | None = None
    locator: str | None = None
    mark_passage: PassageId | None = None
    transcription_notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Record):
    """A sentence or footnote of a work, without its text.

    `fingerprint` is a string of `anchoring.fingerprint`; `token_count` is in words of that scheme.
    """

    work: WorkId
    section: str
    section_number: int
    paragraph: int
    sentence: int
    page: str | None = None
    page_basis: str | None = None
    footnote: int | None = None
    token_count: int
    fingerprint: str
    footnote_marks: tuple[int, ...] = ()
    mark_as_printed: tuple[str, ...] = ()
