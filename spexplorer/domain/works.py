"""Works, their footnotes and their passages: what is cited or catalogued, and where in it.

Field names are those of CSL 1.0.2 with underscores for hyphens; what CSL says in capitals (URL, DOI)
is in small letters, its `status` is `publication_status`, its keywords are tags.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from spexplorer.domain.records import (
    AgentId,
    EdtfText,
    Identifier,
    Info,
    NameForm,
    PassageId,
    Record,
    Subject,
    Unmapped,
    WorkId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """An agent's part in a work (MARC relator term) and the name as the source prints it."""

    agent: Annotated[AgentId, Info("Name", "The person or body that contributed.")]
    role: Annotated[str, Info("Role", "What they contributed.", scheme="contributor_role")] = (
        "author"
    )
    as_printed: Annotated[
        str | None, Info("As printed", "The name as the work or the source prints it.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRelation:
    """How a work stands to another one: part of, translation of, edition of, review of."""

    type: Annotated[
        str, Info("Relation", "How this work stands to the other.", scheme="work_relation")
    ]
    work: Annotated[WorkId, Info("Work", "The other work.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Record):
    """Anything cited or catalogued, the bundled paper included. `type` is a CSL item type."""

    type: Annotated[str, Info("Type", "What sort of work it is.", scheme="work_type")]
    title: Annotated[str, Info("Title", "The title as printed, or as cited.", naming=True)]
    title_short: Annotated[
        str | None, Info("Short title", "A form of the title for notes.", naming=True)
    ] = None
    title_original: Annotated[
        str | None, Info("Original title", "The title in its own script.", naming=True)
    ] = None
    title_original_basis: Annotated[
        str | None,
        Info(
            "Original title is",
            "Where that form comes from.",
            scheme="title_original_basis",
            hidden=True,
        ),
    ] = None
    title_romanised: Annotated[
        str | None, Info("Romanised title", "The original title in Latin letters.", naming=True)
    ] = None
    title_romanised_scheme: Annotated[
        str | None, Info("Romanised by", "The scheme: ALA-LC, BGN/PCGN, ISO 9, pinyin.")
    ] = None
    title_translated: Annotated[
        str | None, Info("Translated title", "The title in translation.", naming=True)
    ] = None
    variants: Annotated[
        tuple[NameForm, ...], Info("Other titles", "Other titles it is known or cited by.")
    ] = ()
    language: Annotated[
        str | None,
        Info(
            "Language",
            "The language of the text as a BCP 47 tag: ru, kk, zh-Hans.",
            facet=(110, "Language of work"),
        ),
    ] = None
    script: Annotated[str | None, Info("Script", "The script of the text by ISO 15924.")] = None
    contributors: Annotated[
        tuple[Contributor, ...], Info("Contributors", "Authors, editors and others, in order.")
    ] = ()
    edition: Annotated[str | None, Info("Edition", "2, or second revised edition.")] = None
    version: Annotated[str | None, Info("Version", "The version of data or a program.")] = None
    container_title: Annotated[
        str | None, Info("In", "The journal, book or site the work stands in.")
    ] = None
    container_title_short: Annotated[
        str | None, Info("In (short)", "The abbreviated title of the journal.")
    ] = None
    collection_title: Annotated[str | None, Info("Series", "The series it was published in.")] = (
        None
    )
    collection_number: Annotated[
        str | None, Info("Number in series", "Its number in that series.")
    ] = None
    part_title: Annotated[str | None, Info("Title of part", "The title of this part.")] = None
    part_number: Annotated[str | None, Info("Number of part", "The number of this part.")] = None
    volume: Annotated[str | None, Info("Volume", "The volume of the journal or book.")] = None
    volume_title: Annotated[str | None, Info("Title of volume", "The volume’s own title.")] = None
    number_of_volumes: Annotated[
        str | None, Info("Volumes", "How many volumes the whole work has.")
    ] = None
    issue: Annotated[str | None, Info("Issue", "The issue of the journal.")] = None
    supplement_number: Annotated[
        str | None, Info("Supplement", "The number of the supplement.")
    ] = None
    chapter_number: Annotated[str | None, Info("Chapter", "The number of the chapter.")] = None
    section: Annotated[str | None, Info("Section", "Of a newspaper, law or report.")] = None
    number: Annotated[str | None, Info("Number", "Of a report, law, standard or patent.")] = None
    page: Annotated[str | None, Info("Page", "The pages it stands on: 12–27.")] = None
    number_of_pages: Annotated[str | None, Info("Pages", "How many pages it has.")] = None
    publisher: Annotated[str | None, Info("Publisher", "Who published it, as printed.")] = None
    publisher_place: Annotated[
        str | None, Info("Place of publication", "The place as the title page prints it.")
    ] = None
    issued: Annotated[EdtfText | None, Info("Issued", "When it was published.")] = None
    available_date: Annotated[
        EdtfText | None, Info("Available from", "When it could first be had.")
    ] = None
    submitted: Annotated[EdtfText | None, Info("Submitted", "When it was handed in.")] = None
    publication_status: Annotated[
        str | None, Info("Publication status", "Forthcoming, in press, withdrawn.")
    ] = None
    original_title: Annotated[
        str | None,
        Info("Translated from", "The title of the work this is a translation or reprint of."),
    ] = None
    original_date: Annotated[
        EdtfText | None, Info("First published", "When the original was published.")
    ] = None
    original_publisher: Annotated[
        str | None, Info("First publisher", "Who published the original.")
    ] = None
    original_publisher_place: Annotated[
        str | None, Info("First place of publication", "Where the original was published.")
    ] = None
    event_title: Annotated[
        str | None, Info("Event", "The conference or exhibition it comes from.")
    ] = None
    event_date: Annotated[EdtfText | None, Info("Date of event", "When that was.")] = None
    event_place: Annotated[str | None, Info("Place of event", "Where that was.")] = None
    genre: Annotated[str | None, Info("Genre", "PhD thesis, press release, blog post.")] = None
    medium: Annotated[str | None, Info("Medium", "CD, microfilm, online.")] = None
    dimensions: Annotated[str | None, Info("Extent", "Size, or playing time.")] = None
    scale: Annotated[str | None, Info("Scale", "The scale of a map.")] = None
    division: Annotated[str | None, Info("Division", "The part of the body that issued it.")] = None
    authority: Annotated[
        str | None, Info("Authority", "The court, parliament or office that made it.")
    ] = None
    jurisdiction: Annotated[str | None, Info("Jurisdiction", "Where it is law.")] = None
    references: Annotated[
        str | None, Info("History", "What a law amends, or how a case went on.")
    ] = None
    reviewed_title: Annotated[
        str | None, Info("Reviews", "The title of what it is a review of.")
    ] = None
    reviewed_genre: Annotated[
        str | None, Info("Genre reviewed", "What sort of thing it is a review of.")
    ] = None
    archive: Annotated[str | None, Info("Archive", "The archive that holds it.")] = None
    archive_place: Annotated[
        str | None, Info("Place of archive", "The town the archive is in.")
    ] = None
    archive_collection: Annotated[
        str | None, Info("Collection", "The fonds or collection there.")
    ] = None
    archive_location: Annotated[
        str | None, Info("Shelfmark", "Its box, folder or number there.")
    ] = None
    call_number: Annotated[str | None, Info("Call number", "Where it stands in a library.")] = None
    source: Annotated[
        str | None, Info("Found in", "The catalogue or database it was found in.")
    ] = None
    url: Annotated[str | None, Info("Address", "Its address on the web.", searched=False)] = None
    accessed: Annotated[EdtfText | None, Info("Consulted", "When the web page was read.")] = None
    doi: Annotated[str | None, Info("DOI", "10.… without the address before it.")] = None
    isbn: Annotated[str | None, Info("ISBN", "With or without hyphens.")] = None
    issn: Annotated[str | None, Info("ISSN", "Of the journal or series.")] = None
    identifiers: Annotated[
        tuple[Identifier, ...], Info("Identifiers", "Others: PMID, OCLC, handle, Wikidata.")
    ] = ()
    subjects: Annotated[
        tuple[Subject, ...], Info("Subject headings", "LCSH, UDC, Dewey and the like.")
    ] = ()
    relations: Annotated[
        tuple[WorkRelation, ...], Info("Relations", "Other works it is part or a form of.")
    ] = ()
    source_type: Annotated[
        str | None,
        Info(
            "Source type",
            "Who speaks in it: scholars, state media, a government.",
            scheme="source_type",
            facet=(100, "Source type"),
        ),
    ] = None
    license: Annotated[str | None, Info("Licence", "What one may do with it.")] = None
    abstract: Annotated[str | None, Info("Abstract", "The author’s own summary.")] = None
    description: Annotated[str | None, Info("Description", "What it is, in your own words.")] = None
    annote: Annotated[str | None, Info("Annotation", "What is to be said of it.")] = None
    note: Annotated[str | None, Info("Note", "Anything else a reference should say.")] = None
    transcription: Annotated[
        str | None, Info("Reference as printed", "The reference exactly as a source gives it.")
    ] = None
    unmapped: Annotated[
        tuple[Unmapped, ...],
        Info("Other fields", "Fields of the format it came in that have no place here."),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    """One footnote of one work: what it points at and the sentence that carries its mark."""

    work: Annotated[WorkId, Info("In", "The work whose footnote it is.")]
    number: Annotated[int, Info("Number", "The number of the footnote.")]
    relation: Annotated[
        str, Info("Relation", "How the footnote refers to the work.", scheme="relation")
    ]
    cited_work: Annotated[WorkId | None, Info("Cited work", "The work it points at.")] = None
    target_number: Annotated[
        int | None, Info("Refers back to", "The footnote that an op. cit. means.")
    ] = None
    locator: Annotated[str | None, Info("Locator", "The page or article it cites.")] = None
    mark_passage: Annotated[
        PassageId | None, Info("Mark stands in", "The sentence that carries its mark.")
    ] = None
    transcription_notes: Annotated[
        str | None, Info("Transcription", "What is peculiar about its wording.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Record):
    """A sentence or footnote of a work, without its text.

    `fingerprint` is a string of `anchoring.fingerprint`; `token_count` is in words of that scheme. Without a
    fingerprint nobody has given its text: only its place is known, and `token_count` says nothing.
    """

    work: Annotated[WorkId, Info("In", "The work it is a passage of.", hidden=True)]
    section: Annotated[
        str,
        Info("Section", "The heading it stands under.", facet=(135, "Section")),
    ]
    section_number: Annotated[int, Info("Section number", "The number of that section.")]
    paragraph: Annotated[int, Info("Paragraph", "The paragraph of the section.")]
    sentence: Annotated[int, Info("Sentence", "The sentence of the paragraph.")]
    page: Annotated[str | None, Info("Page", "The page it stands on.")] = None
    page_basis: Annotated[
        str | None, Info("Page number is", "How the page is known.", scheme="page_basis")
    ] = None
    footnote: Annotated[int | None, Info("Footnote", "Its number where it is a footnote.")] = None
    token_count: Annotated[int, Info("Words", "How many words it has.", hidden=True)] = 1
    fingerprint: Annotated[
        str,
        Info("Fingerprint", "By which it is found in a copy.", searched=False, hidden=True),
    ] = ""
    footnote_marks: Annotated[
        tuple[int, ...], Info("Footnote marks", "The marks that stand in it.", hidden=True)
    ] = ()
    mark_as_printed: Annotated[
        tuple[str, ...], Info("Marks as printed", "The marks as they are printed.", hidden=True)
    ] = ()
