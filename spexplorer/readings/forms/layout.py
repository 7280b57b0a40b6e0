"""The fields of a form in their groups: what matters for this record first, rare fields last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of, review_field
from spexplorer.readings.forms.values import is_blank, is_required
from spexplorer.words.fields import field_help, field_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spexplorer.domain.records import Record
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

MADE_HERE: Final = frozenset({
    "id", "origin", "created", "modified", "fingerprint", "token_count", "footnote_marks",
    "mark_as_printed",
})  # fmt: skip
"""Fields that the program fills in by itself."""

_LONG: Final = frozenset({
    "description", "definition", "explanation", "abstract", "annote", "note", "statement", "provisions",
    "subject", "transcription", "transcription_notes", "reading", "reason", "references",
})  # fmt: skip
"""Text that may run over several lines."""

MARKDOWN: Final = frozenset({"explanation"})
"""Text in which Markdown is understood."""

_FIRST: Final[dict[str, tuple[str, ...]]] = {
    "work": (
        *("type", "title", "contributors", "issued", "language", "title_original"),
        *("title_original_basis", "title_romanised", "title_romanised_scheme"),
    ),
    "agent": ("agent_type", "name", "variants", "existed", "description"),
    "place": ("place_type", "name", "variants", "latitude", "longitude", "description"),
    "concept": ("pref_label", "definition", "broader", "related", "holder", "variants"),
    "instrument": ("name", "vector", "broader", "description", "assessments", "variants"),
    "event": (
        *("title", "event_type", "date", "date_printed", "date_basis", "place"),
        *("participants", "agents", "instruments", "description"),
    ),
    "agreement": (
        *("title", "form", "level", "parties", "dates", "status", "signatories", "place"),
        *("subject", "instruments"),
    ),
    "statistic": (
        *("measure", "value", "value_high", "unit", "qualifier", "as_of", "place", "series"),
        *("holder", "instruments"),
    ),
    "claim": ("statement", "holder", "stance", "instruments", "supported_by", "contradicts"),
    "citation": ("work", "number", "relation", "cited_work", "locator", "mark_passage"),
    "passage": ("work", "section", "section_number", "paragraph", "sentence", "page", "footnote"),
    "note": ("note_type", "target", "explanation", "as_printed", "reading"),
}
"""Kind -> the fields that its form begins with."""

_PERSON: Final = ("family", "given", "offices")
_SERIAL: Final = ("container_title", "volume", "issue", "page", "doi", "issn")
_BOOK: Final = ("publisher", "publisher_place", "edition", "isbn", "number_of_pages")
_WEB: Final = ("container_title", "url", "accessed")
_LAW: Final = ("number", "authority", "jurisdiction", "section", "url")
_REPORT: Final = ("genre", "number", "publisher", "publisher_place", "url")

_OF_TYPE: Final[dict[str, tuple[str, ...]]] = {
    "person": _PERSON,
    "article": _SERIAL,
    "article-journal": _SERIAL,
    "article-magazine": _SERIAL,
    "article-newspaper": (*_SERIAL[:4], "section", "url"),
    "periodical": ("issn", "publisher", "publisher_place", "url"),
    "review": (*_SERIAL, "reviewed_title"),
    "review-book": (*_SERIAL, "reviewed_title"),
    "book": (*_BOOK, "collection_title", "collection_number"),
    "classic": _BOOK,
    "collection": _BOOK,
    "chapter": ("container_title", "page", *_BOOK[:4]),
    "entry-dictionary": ("container_title", "page", *_BOOK[:3]),
    "entry-encyclopedia": ("container_title", "page", *_BOOK[:3]),
    "paper-conference": ("container_title", "event_title", "event_date", "event_place", "page", "doi"),
    "speech": ("event_title", "event_date", "event_place", "url", "accessed"),
    "interview": ("container_title", "event_date", "url", "accessed"),
    "webpage": _WEB,
    "post": _WEB,
    "post-weblog": _WEB,
    "dataset": ("version", "publisher", "url", "accessed", "doi"),
    "software": ("version", "publisher", "url", "accessed"),
    "thesis": ("genre", "publisher", "publisher_place", "number_of_pages", "url"),
    "report": _REPORT,
    "pamphlet": _REPORT,
    "standard": _REPORT,
    "bill": _LAW,
    "legislation": _LAW,
    "legal_case": _LAW,
    "regulation": _LAW,
    "treaty": _LAW,
    "manuscript": ("archive", "archive_place", "archive_collection", "archive_location", "medium"),
    "personal_communication": ("medium", "archive", "archive_location"),
    "map": ("scale", "publisher", "publisher_place", "dimensions"),
    "motion_picture": ("publisher", "publisher_place", "medium", "dimensions"),
    "broadcast": ("container_title", "publisher", "medium", "dimensions", "url"),
    "song": ("container_title", "publisher", "medium", "dimensions"),
}  # fmt: skip
"""Type of a work or an agent -> the fields that matter for it."""

_OTHERWISE: Final = ("publisher", "publisher_place", "url", "accessed")
"""What matters for a work of another type."""


class FormField(NamedTuple):
    """One field of a form: what it is, its words, and how its text is written."""

    field: Field
    label: str
    help: str
    is_required: bool
    is_long: bool


class FormSection(NamedTuple):
    """A headed group of fields; one that starts folded shows its heading alone."""

    key: str
    title: str
    fields: tuple[Field, ...]
    starts_folded: bool = False


def form_field(tr: Language, field: Field, owner: type, reader: Reader | None = None) -> FormField:
    """A field of a record or part as a form shows it."""
    return FormField(
        field,
        field_label(tr, field.name, owner, reader),
        field_help(tr, field.name, owner),
        is_required(field, owner),
        field.name in _LONG,
    )


def form_sections(tr: Language, kind: str, raw: Mapping[str, Any]) -> tuple[FormSection, ...]:
    """The groups of the form of a kind, for what its fields hold now."""
    owner = CLASSES[kind]
    fields = {f.name: f for f in fields_of(owner) if f.name not in MADE_HERE}
    library = ("tags", "collections", review_field(owner))
    first = [name for name in _lead(kind, raw) if name in fields and name not in library]
    held = [
        name
        for name, field in fields.items()
        if name not in (*first, *library, "evidence") and not is_blank(field, raw.get(name))
    ]
    rest = [n for n in fields if n not in (*first, *held, *library, "evidence")]

    def made(names: Iterable[str]) -> tuple[Field, ...]:
        return tuple(fields[name] for name in names if name in fields)

    sections = [FormSection("main", "", made((*first, *held)))]
    if kind != "passage":
        evidence = made(["evidence"])
        sections.append(FormSection("evidence", tr("Evidence"), evidence))
    sections.append(FormSection("library", tr("Tags, collections and review"), made(library)))
    if rest:
        sections.append(FormSection("more", tr("More fields"), made(rest), starts_folded=True))
    return tuple(sections)


def _lead(kind: str, raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that a form begins with, by the type of the record."""
    first = _FIRST[kind]
    if kind == "work":
        further = _OF_TYPE.get(str(raw.get("type") or ""), _OTHERWISE)
        if not raw.get("title_original"):
            first = tuple(name for name in first if name != "title_original_basis")
        if not raw.get("title_romanised"):
            first = tuple(name for name in first if not name.startswith("title_romanised"))
        return (*first, *further)
    if kind == "agent" and raw.get("agent_type") == "person":
        return (*first[:2], *_PERSON, *first[2:])
    return first


def repeats_rows(field: Field) -> bool:
    """Whether a field is a list of rows: parts, links, and codes of a vocabulary that repeat."""
    return field.shape is Shape.PART or (
        field.repeats and (field.shape is Shape.LINK or bool(field.scheme))
    )


def simple_field(tr: Language, record: Record, name: str, reader: Reader) -> FormField | None:
    """A field whose value is one line, one text, one choice or a few words; None for others."""
    owner = type(record)
    for field in fields_of(owner):
        if field.name == name and name not in MADE_HERE:
            return None if repeats_rows(field) else form_field(tr, field, owner, reader)
    return None


STEERING: Final = frozenset({"type", "agent_type", "title_original"})
"""Fields on which it depends what the form of a work or an agent shows."""
