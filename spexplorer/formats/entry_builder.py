"""Puts an entry together field by field, as a reader meets the fields; keeps what has no place."""

from __future__ import annotations

import re
from typing import Any, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import (
    AgentId,
    EdtfText,
    Identifier,
    NameForm,
    RecordId,
    Subject,
    Unmapped,
)
from spexplorer.domain.works import Contributor, Work
from spexplorer.formats.interchange import WORK_FIELDS, Entry, FilePlace, Remark
from spexplorer.formats.printed_dates import edtf_of
from spexplorer.formats.printed_names import PrintedName

WORK: Final = RecordId("work:entry")
"""The id of the work of an entry, until it is given a permanent one."""

_RAW: Final = 20_000
"""Characters of the raw text that are kept with an entry."""

LONGEST: Final = 200_000
"""Characters of a value that are kept; abstracts have a few thousand."""

_TOLD: Final = 200
"""Letters of a value that a remark shows."""

_MOST_PARTS: Final = 5_000
"""Names, subjects, identifiers or other fields of one entry that are kept."""


class EntryBuilder:
    """Collects what one entry of a file says of one work.

    The first value of a field is taken, further ones are kept among the other fields (`keep`), so
    nothing is lost. Values that are empty once spaces are gone are no values.
    """

    def __init__(self, code: str) -> None:
        """Begin an entry of the format with this code."""
        self._code = code
        self._values: dict[str, str] = {}
        self._contributors: list[Contributor] = []
        self._agents: dict[tuple[str, bool], Agent] = {}
        self._unmapped: list[Unmapped] = []
        self._parts: dict[str, list[Any]] = {
            "subjects": [], "identifiers": [], "tags": [], "variants": [],
        }  # fmt: skip
        self._remarks: list[Remark] = []
        self._given_id: RecordId | None = None

    # -- what is met ------------------------------------------------------------------------------

    def put(self, field: str, value: str, source: str = "") -> bool:
        """Set a text field of the work; `source` is the field's name in the format.

        A second, different value is kept under that name. Gives whether there was a value.
        """
        if field not in WORK_FIELDS:
            raise ValueError(f"a work has no field {field}")
        text = _tidied(value)
        if not text:
            return False
        if self._values.setdefault(field, text) != text:
            self.keep(source or field, text)
        return True

    def replace(self, field: str, value: str) -> None:
        """Set a text or date where a later field tells it better."""
        self._values[field] = value

    def has(self, field: str) -> bool:
        """Whether a text or date field has a value."""
        return field in self._values

    def get(self, field: str) -> str:
        """The value of a text or date field so far, "" for none."""
        return self._values.get(field, "")

    def append(self, field: str, value: str, separator: str = "\n") -> None:
        """Add a text to a field that may consist of several, such as an abstract or a note."""
        if text := _tidied(value):
            before = self._values.get(field)
            if before is None:
                self._values[field] = text
            elif len(before) < LONGEST:
                self._values[field] = before + separator + text
            else:
                self.remark("One of its texts is longer than is kept; its end was left out.")

    def date(self, field: str, printed: str, source: str = "") -> bool:
        """Set a date from its printed words; words that are not understood whole are kept.

        Gives whether the words were understood.
        """
        text = _tidied(printed)
        if not text:
            return False
        edtf = edtf_of(text)
        if edtf is not None:
            return self.put(field, edtf, source)
        if year := re.search(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)", text):
            self.put(field, year[1], source)
            self.remark(
                "Of the date “{date}” only the year was understood; its words are kept.", date=text
            )
        else:
            self.remark("The date “{date}” was not understood; its words are kept.", date=text)
        self.keep(source or field, text)
        return False

    def name(
        self,
        role: str,
        name: PrintedName,
        as_printed: str = "",
        *,
        forms: tuple[NameForm, ...] = (),
        identifiers: tuple[Identifier, ...] = (),
    ) -> None:
        """Add a contributor; `forms` are its name in other scripts. The same name is one agent."""
        filed = name.filed
        if not filed or len(self._contributors) >= _MOST_PARTS:
            return
        key = (filed, name.is_body)
        if (made := self._agents.get(key)) is None:
            made = _agent(len(self._agents) + 1, name, forms, identifiers)
            self._agents[key] = made
        printed = _tidied(as_printed)
        self._contributors.append(
            Contributor(
                agent=AgentId(made.id),
                role=role,
                as_printed=printed if printed and printed != made.name else None,
            )
        )

    def identifier(self, scheme: str, value: str) -> None:
        """Add an identifier; DOI, ISBN and ISSN have fields of their own, and further ones follow here."""
        text = _tidied(value)
        own = scheme.lower()
        if own == "doi":
            text = re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text)
        if not text:
            return
        if own in ("doi", "isbn", "issn") and self._values.setdefault(own, text) == text:
            return
        self._add("identifiers", Identifier(scheme=scheme, value=text))

    def subject(self, scheme: str, term: str) -> None:
        """Add a subject heading or class of a scheme such as LCSH, UDC or DDC."""
        if text := _tidied(term):
            self._add("subjects", Subject(scheme=scheme, term=text))

    def tag(self, word: str) -> None:
        """Add a keyword."""
        if text := _tidied(word):
            self._add("tags", text)

    def variant(self, form: NameForm) -> None:
        """Add another form of the title."""
        if form.form.strip():
            self._add("variants", form)

    def keep(self, name: str, value: str) -> None:
        """Keep a field of the format that has no place in a work, under its name there."""
        if text := value.strip()[:LONGEST]:
            if len(self._unmapped) < _MOST_PARTS:
                self._unmapped.append(Unmapped(name=name, value=text, format=self._code))
            elif len(self._unmapped) == _MOST_PARTS:
                self._unmapped.append(Unmapped(name="…", value="…", format=self._code))
                self.remark("It has more fields than can be kept; the last ones were left out.")

    def remark(self, sentence: str, **values: str) -> None:
        """Say something about the entry, once."""
        short = (
            (key, f"{value[:_TOLD]}{'…' * (len(value) > _TOLD)}") for key, value in values.items()
        )
        remark = Remark(sentence, tuple(short))
        if remark not in self._remarks:
            self._remarks.append(remark)

    def permanent_id(self, record_id: str) -> None:
        """The id under which this program wrote the work; taken where the library has none such."""
        self._given_id = RecordId(record_id)

    def _add(self, field: str, part: Any) -> None:
        parts = self._parts[field]
        if len(parts) < _MOST_PARTS and part not in parts:
            parts.append(part)

    # -- what comes of it -------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether nothing was met that tells of a work."""
        return not (self._values or self._contributors or self._unmapped)

    def entry(self, place: FilePlace, raw: str = "") -> Entry:
        """The entry; a work without a title takes that of what it stands in, else “[Untitled]”."""
        if not self._values.get("title"):
            title = self.get("container_title") or self.get("genre") or "[Untitled]"
            self._values["title"] = title
            self.remark("It has no title; it is listed as “{title}”.", title=title)
        self._values.setdefault("type", "document")
        values: dict[str, Any] = {
            field: EdtfText(text) if field in DATES else text
            for field, text in self._values.items()
        }
        for field, parts in self._parts.items():
            values[field] = tuple(parts)
        if values.get("title_original") and not values.get("title_original_basis"):
            values["title_original_basis"] = "printed"
        work = Work(
            id=self._given_id or WORK,
            contributors=tuple(self._contributors),
            unmapped=tuple(self._unmapped),
            **values,
        )
        return Entry((work, *self._agents.values()), place, raw[:_RAW], tuple(self._remarks))


DATES: Final = frozenset(
    ("issued", "accessed", "original_date", "event_date", "available_date", "submitted")
)


def _agent(
    number: int, name: PrintedName, forms: tuple[NameForm, ...], identifiers: tuple[Identifier, ...]
) -> Agent:
    return Agent(
        id=RecordId(f"agent:entry-{number}"),
        agent_type="organisation" if name.is_body else "person",
        name=name.filed,
        family=name.family or None,
        given=name.given or None,
        dropping_particle=name.dropping_particle or None,
        non_dropping_particle=name.non_dropping_particle or None,
        suffix=name.suffix or None,
        variants=forms,
        identifiers=identifiers,
    )


def _tidied(value: str) -> str:
    """A value without spaces around it, and with single ones within its lines."""
    text = value.strip()[:LONGEST]
    return re.sub(r"[ \t\u00a0]+", " ", text) if "  " in text or "\t" in text else text
