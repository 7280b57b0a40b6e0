"""What every record has, the value types that fields are made of, and how a field is described.

A record class is the single description of its kind: storage, the JSON export, the text sources, the
facets and the words of the interface read its annotations (see `fields`), so a field is declared
once. Ids are NewTypes so that a place can never be passed for an agent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, NewType, TypeAlias, TypeVar

EdtfText = NewType("EdtfText", str)
"""A date in Extended Date/Time Format (ISO 8601-2), verbatim."""

RecordId = NewType("RecordId", str)
WorkId = NewType("WorkId", str)
AgentId = NewType("AgentId", str)
PlaceId = NewType("PlaceId", str)
ConceptId = NewType("ConceptId", str)
InstrumentId = NewType("InstrumentId", str)
StatisticId = NewType("StatisticId", str)
PassageId = NewType("PassageId", str)

ID_KINDS: dict[str, str] = {
    "WorkId": "work",
    "AgentId": "agent",
    "PlaceId": "place",
    "ConceptId": "concept",
    "InstrumentId": "instrument",
    "StatisticId": "statistic",
    "PassageId": "passage",
    "RecordId": "",
}
"""Name of an id type -> the kind it points at; "" for any kind."""


@dataclass(frozen=True, slots=True)
class Info:
    """What people are told of a field and what the program does with it; stands in its annotation.

    `scheme` is the vocabulary that its values come from; `key` its name in the contract where that
    is no name in Python; `facet` its place and label among the facets, and the name of that where it
    is not the field's. A `naming` field is one that
    the record is known and searched by; a `searched` one is found by its words; a `hidden` one is
    not shown where a record is.
    """

    label: str
    help: str
    scheme: str = ""
    key: str = ""
    facet: tuple[int, str] | tuple[int, str, str] | None = None
    naming: bool = False
    searched: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage a record rests on, and how: states, supports, mentions, cites or contradicts."""

    passage: Annotated[PassageId, Info("Passage", "The sentence or footnote it rests on.")]
    role: Annotated[
        str, Info("Role", "What the passage does for the record.", scheme="evidence_role")
    ] = "states"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """One form of a name: in a language (BCP 47) and script (ISO 15924), by a romanisation scheme.

    `basis` says where the form comes from: printed, reconstructed or supplied.
    """

    form: Annotated[str, Info("Form", "The name in this form, as it is written.", naming=True)]
    language: Annotated[
        str | None, Info("Language", "The language of the form as a BCP 47 tag: ru, kk, zh-Hans.")
    ] = None
    script: Annotated[
        str | None, Info("Script", "The script of the form by ISO 15924: Cyrl, Arab, Hani.")
    ] = None
    scheme: Annotated[
        str | None, Info("Romanised by", "The scheme it was romanised by: ALA-LC, pinyin.")
    ] = None
    basis: Annotated[
        str | None, Info("Known from", "Where the form comes from.", scheme="name_basis")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A number or address under which others know the same thing: VIAF, ISNI, Wikidata, PMID."""

    scheme: Annotated[str, Info("Scheme", "Whose identifier it is: VIAF, ISNI, Wikidata, PMID.")]
    value: Annotated[str, Info("Identifier", "The identifier as that scheme writes it.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject heading or a class of a classification: LCSH, UDC, Dewey."""

    scheme: Annotated[str, Info("Scheme", "The headings or classification: LCSH, UDC, DDC.")]
    term: Annotated[str, Info("Term", "The heading or class as that scheme writes it.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """A field of the format a record was read from that has no place of its own here."""

    name: Annotated[str, Info("Field", "The name of the field in the format it came from.")]
    value: Annotated[str, Info("Value", "Its value as it came.")]
    format: Annotated[str | None, Info("Format", "The format it came from.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has. `created` and `modified` are ISO 8601 instants in UTC."""

    id: Annotated[
        RecordId, Info("Id", "The permanent id; it never changes.", searched=False, hidden=True)
    ]
    origin: Annotated[
        str, Info("Origin", "Where the record comes from.", searched=False, hidden=True)
    ] = ""
    evidence: Annotated[
        tuple[Evidence, ...], Info("Evidence", "The passages the record rests on.", hidden=True)
    ] = ()
    tags: Annotated[
        tuple[str, ...],
        Info("Tags", "Words of your own to find the record by.", facet=(140, "Tag", "tag")),
    ] = ()
    collections: Annotated[
        tuple[str, ...],
        Info(
            "Collections",
            "The collections the record lies in.",
            scheme="collection",
            facet=(150, "Collection", "collection"),
            searched=False,
        ),
    ] = ()
    status: Annotated[
        str,
        Info(
            "Review",
            "How far the record has been checked.",
            scheme="status",
            facet=(160, "Review"),
            searched=False,
        ),
    ] = "draft"
    created: Annotated[
        str, Info("Created", "When the record was made.", searched=False, hidden=True)
    ] = ""
    modified: Annotated[
        str, Info("Modified", "When the record was last changed.", searched=False, hidden=True)
    ] = ""


_Record = TypeVar("_Record", bound=Record)


def revised(record: _Record, **values: Any) -> _Record:
    """A record with other values in some fields: `dataclasses.replace` in a third of its time."""
    kind = type(record)
    names, get, setters = _slots(kind)
    made = object.__new__(kind)
    held = get(record)
    for name, value, set_to in zip(names, held, setters, strict=True):
        set_to(made, values.pop(name) if name in values else value)
    if values:
        raise TypeError(f"a {kind.__name__} has no field {min(values)}")
    return made


_Slots: TypeAlias = tuple[
    tuple[str, ...],
    Callable[[Any], tuple[Any, ...]],
    tuple[Callable[[Any, Any], None], ...],
]


def _read_slots(kind: type) -> _Slots:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names), tuple(getattr(kind, name).__set__ for name in names)


_slots: Callable[[type], _Slots] = cache(_read_slots)
"""The names of the fields of a record class, what reads all of them, and what sets each."""
