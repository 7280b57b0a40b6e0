"""One record as its panel shows it: read and worded, evidence first, as plain values.

The panel draws it on screen, on paper and, later, as a form; nothing here knows how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from spexplorer.domain.authorities import Agent
from spexplorer.domain.fields import Field, Shape, fields_of, scheme_of
from spexplorer.domain.findings import Note, Statistic
from spexplorer.domain.happenings import Agreement, Event
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.romanisation import romanise
from spexplorer.domain.sort_keys import principal_date
from spexplorer.domain.works import Passage, Work
from spexplorer.words.dates import in_words
from spexplorer.words.fields import field_label, inward_label, kind_label, series_title
from spexplorer.words.labels import agent_words, office_words, quantity
from spexplorer.words.languages import language_label, script_label

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.domain.works import Contributor
    from spexplorer.operations.reader import Link, LinkSort, Reader
    from spexplorer.words.language import Language

MOST: Final = 500
"""Items of a group that are read and listed: a page of thousands could not be read, nor laid out."""

NAMING: Final = {"language": language_label, "script": script_label, "series": series_title}
"""Fields of which the values are codes, and what names them."""

_APART: Final = frozenset({
    "tags", "title", "name", "pref_label", "statement", "measure", "value", "value_high", "unit", "qualifier",
    "description", "definition", "explanation", "status_as_of", "title_original_basis", "variants",
})  # fmt: skip
"""Fields that are told elsewhere than among the values."""
_TYPES: Final = ("event_type", "form", "agent_type", "place_type", "note_type", "type")
"""The field that says what sort of its kind a record is; it stands beside the kind."""
_TOLD: Final = ("description", "definition", "explanation")
_MARKDOWN: Final = frozenset({"explanation"})
"""Texts in which Markdown is understood."""
_NOTE_PARTS: Final = frozenset({"as_printed", "reading"})
_WORK_PARTS: Final = frozenset({
    "title_original", "title_translated", "volume", "issue", "page", "publisher", "publisher_place",
    "accessed", "source_type", "contributors", "container_title", "url",
})  # fmt: skip
_ROLES: Final = ("states", "supports", "cites", "mentions", "contradicts")
"""From the strongest evidence to what stands against."""
_SHORTENED: Final = 24
"""Passages that are named without their section where the line above has named it."""
_ALIKE: Final = 0.7
"""From this share of common letters on a title is taken for the romanisation of another."""

_WORK_USES: Final = {
    ("cited_work", "citation"): "Footnotes that cite it",
    ("related", "event"): "Events that rest on it",
    ("relations.target", "agreement"): "Agreements that name it",
    ("related", "claim"): "Claims about it",
    ("supported_by", "claim"): "Claims it supports",
    ("related", "statistic"): "Figures from it",
    ("target", "note"): "Observations on it",
    ("work", "citation"): "Its own footnotes",
    ("work", "passage"): "Its passages",
}
"""(predicate, kind) -> what the use of a work is called, in this order; others follow."""


class Run(NamedTuple):
    """A stretch of words, perhaps a link to a record or to an address on the web."""

    text: str
    record: str = ""
    address: str = ""
    muted: bool = False
    italic: bool = False
    strong: bool = False
    original: str = ""
    """The field that this link gives its original value back."""
    markdown: bool = False


Words: TypeAlias = tuple[Run, ...]
"""One line or value, which may hold links."""


class ValueRow(NamedTuple):
    """What a value is called, its lines, and the field that holds it ("" where there are several)."""

    name: str
    items: tuple[Words, ...]
    field: str = ""


class Group(NamedTuple):
    """A headed part of the record that folds.

    `lines` are one below the other; `total` says how many there are where only the first are read.
    `rows` are names with their values. `remark` stands below; a `warning` says what is missing.
    """

    key: str
    title: str
    lines: tuple[Words, ...] = ()
    total: int = 0
    rows: tuple[ValueRow, ...] = ()
    remark: str = ""
    warning: str = ""
    starts_folded: bool = False


class RecordReading(NamedTuple):
    """A record: what it is, its name and what stands below it, its groups, and the last lines."""

    id: str
    what: str
    title: str
    below: tuple[Words, ...]
    printed: tuple[str | None, str | None] | None
    groups: tuple[Group, ...]
    foot: tuple[str, ...]


def read_record(tr: Language, reader: Reader, record: Record) -> RecordReading:
    """Everything that the panel of a record shows."""
    return _Reading(tr, reader, record).whole()


class _Reading:
    """Reads one record."""

    def __init__(self, tr: Language, reader: Reader, record: Record) -> None:
        self._tr, self._reader, self._record = tr, reader, record
        self._kind = kind_of(record.id)
        self._title = reader.label(record.id)
        self._links = reader.linked(record.id, MOST)

    def whole(self) -> RecordReading:
        """All of it."""
        record = self._record
        printed = (record.as_printed, record.reading) if isinstance(record, Note) else None
        groups = [
            *(self._evidence(), self._about(), self._values(), self._names(), self._corrected()),
            *self._inward(),
        ]
        origin = self._tr("entered by the user") if record.origin == "user" else record.origin
        foot = tuple(filter(None, (record.id, origin)))
        return RecordReading(
            id=record.id,
            what=self._what(),
            title=self._title,
            below=tuple(self._below()),
            printed=printed if printed != (None, None) else None,
            groups=tuple(g for g in groups if g is not None),
            foot=foot,
        )

    # -- the head -------------------------------------------------------------------------------

    def _what(self) -> str:
        """“Event · Education”: the kind, and what sort of it."""
        parts = [kind_label(self._tr, self._kind)]
        for name in _TYPES:
            if (value := getattr(self._record, name, None)) and scheme_of(type(self._record), name):
                parts.append(self._term(name, value))
                break
        if isinstance(self._record, Work) and self._record.source_type:
            parts.append(self._term("source_type", self._record.source_type))
        return " · ".join(parts)

    def _below(self) -> Iterable[Words]:
        """What stands below the title: other titles of a work, the quantity, the date."""
        record, tr = self._record, self._tr
        if isinstance(record, Work):
            yield from self._titles(record)
        if isinstance(record, Agent):
            yield from self._at_a_glance()
        if isinstance(record, Statistic) and record.value is not None:
            yield (Run(quantity(tr, record, self._reader.term), strong=True),)
        date: str | None = None
        if isinstance(record, Event):
            date = record.date
        elif isinstance(record, Statistic):
            date = record.as_of
        elif isinstance(record, Agreement):
            date = principal_date(record)
        elif isinstance(record, Work):
            date = record.issued
        if date:
            yield (Run(in_words(tr, date), muted=True),)

    def _at_a_glance(self) -> Iterable[Words]:
        """The offices of an agent, then roles in events, claims held and works."""
        facts = self._reader.agent_facts(self._record.id)
        if facts is None:
            return
        for office in facts.offices:
            yield (Run(office_words(self._tr, *office), strong=True),)
        if words := agent_words(self._tr, self._reader.term, *facts[1:]):
            yield (Run(words, muted=True),)

    def _titles(self, work: Work) -> Iterable[Words]:
        tr = self._tr
        if work.title_original and work.title_original != work.title:
            if romanised := self._title_words(work.title, work.title_original):
                yield (Run(romanised, muted=True),)
            basis = self._term("title_original_basis", work.title_original_basis or "").lower()
            words = tr("original title, {basis}", basis=basis) if basis else tr("original title")
            yield Run(work.title_original), Run(f" {words}", muted=True)
        if work.title_translated:
            yield Run(work.title_translated), Run(f" {tr('translated')}", muted=True)

    def _title_words(self, title: str, original: str) -> str:
        """What a title in Latin letters is to an original in others: its romanisation, if it reads like one.

        Standards and the habits of sources differ by a letter here and there; a translation by nearly
        all. Han characters are kept: pinyin cannot be told from a translation without a dictionary.
        """
        if _is_latin(original) or not _is_latin(title):
            return ""
        latin = romanise(original, "ala-lc-rus")
        alike = SequenceMatcher(None, latin.casefold(), title.casefold()).ratio()
        return self._tr("romanised") if alike > _ALIKE else self._tr("as the source gives it")

    # -- evidence -------------------------------------------------------------------------------

    def _evidence(self) -> Group | None:
        tr = self._tr
        if isinstance(self._record, Passage):
            return None
        sorts = [s for s in self._links if s.outward and s.predicate == "evidence.passage"]
        found = sorted((link for s in sorts for link in s.links), key=_strength)
        if not found:
            warning = tr("No passage stands behind this record.")
            return Group("evidence", tr("Evidence"), warning=warning)
        return Group(
            "evidence",
            tr("Evidence"),
            tuple(self._passages(found)),
            sum(sort.total for sort in sorts),
            remark=text_is_apart(tr),
        )

    def _passages(self, links: Sequence[Link]) -> Iterable[Words]:
        """Each passage: where it stands, and what it does for the record."""
        section = ""
        for at, link in enumerate(links):
            label, before = link.row.label, section
            passage = self._reader.record(link.row.id) if at < _SHORTENED else None
            if isinstance(passage, Passage):
                section = passage.section if passage.footnote is None else ""
                if section and section == before:  # its name stands in the line above
                    place = {"p": passage.paragraph, "s": passage.sentence}
                    label = self._tr("¶ {p}, sentence {s}", **place)
            role = "" if link.role == "states" else self._reader.term("evidence_role", link.role)
            aside = ", ".join(filter(None, (link.row.detail, role)))
            yield Run(label, record=link.row.id), Run(f" · {aside}" if aside else "", muted=True)

    # -- values ---------------------------------------------------------------------------------

    def _about(self) -> Group | None:
        """What a record is about, in a paragraph."""
        texts = ((name, getattr(self._record, name, None)) for name in _TOLD)
        # A remark without a quotation goes by its own words.
        lines = tuple(
            (Run(text, markdown=name in _MARKDOWN),)
            for name, text in texts
            if text and (text != self._title or _has_markup(name, text))
        )
        return Group("about", self._tr("About"), lines) if lines else None

    def _values(self) -> Group | None:
        record, tr = self._record, self._tr
        rows = list(self._work_rows(record)) if isinstance(record, Work) else []
        left_out = _APART | (_WORK_PARTS if isinstance(record, Work) else frozenset())
        left_out |= _NOTE_PARTS if isinstance(record, Note) else frozenset()
        for field in fields_of(type(record)):
            value = getattr(record, field.name)
            apart = field.info.hidden or field.name in left_out or field.name in _TYPES
            if apart or value in (None, (), ""):
                continue
            label = field_label(tr, field.name, type(record), self._reader)
            rows.append(ValueRow(label, self._value(field, value), field.name))
        if record.tags:
            rows.append(ValueRow(tr("Tags"), ((Run(tr.joined(list(record.tags))),),), "tags"))
        return Group("values", tr("Details"), rows=tuple(rows)) if rows else None

    def _value(self, field: Field, value: Any) -> tuple[Words, ...]:
        owner, record = type(self._record), self._record
        if field.repeats:
            return tuple(self._one(owner, field, item) for item in value)
        words = self._one(owner, field, value)
        as_of = getattr(record, "status_as_of", None) if field.name == "status" else None
        if as_of:
            words += (Run(f" ({in_words(self._tr, as_of)})", muted=True),)
        return (words,)

    def _one(self, owner: type, field: Field, value: Any) -> Words:
        match field.shape:
            case Shape.LINK:
                return (self._link(value),)
            case Shape.DATE:
                words = in_words(self._tr, value)
                code = "" if words == value else f" [{value}]"
                return Run(words), Run(code, muted=True)
            case Shape.PART:
                return self._part(value)
        if field.name in NAMING:
            return (Run(NAMING[field.name](self._tr, value)),)
        if scheme := scheme_of(owner, field.name):
            return (Run(self._reader.term(scheme, value)),)
        text = self._tr.number(value) if isinstance(value, float) else str(value)
        return (Run(text, italic=field.name in ("date_printed", "as_printed")),)

    def _part(self, part: Any) -> Words:
        """A part in one line: names first, then its other values, the muted ones in brackets."""
        shown: list[Run] = []
        aside: list[str] = []
        for field in fields_of(type(part)):
            value = getattr(part, field.name)
            if value in (None, (), "") or (field.name == "basis" and value == "supplied"):
                continue  # most forms of names are supplied; what is printed or reconstructed is said
            items = value if field.repeats else (value,)
            runs = [run for item in items for run in self._one(type(part), field, item)]
            if field.name in ("language", "script", "scheme", "basis", "as_printed", "match"):
                aside.append("".join(run.text for run in runs))
            else:
                shown += [Run(" · "), *runs] if shown else runs
        if aside:
            shown.append(Run(f" ({', '.join(aside)})", muted=True))
        return tuple(shown)

    def _work_rows(self, work: Work) -> Iterable[ValueRow]:
        """What catalogues say of a work, in their order."""
        tr = self._tr
        numbered = (
            tr("vol. {n}", n=work.volume) if work.volume else "",
            tr("no. {n}", n=work.issue) if work.issue else "",
            tr("pp. {n}", n=work.page) if work.page else "",
        )
        publisher = ", ".join(filter(None, (work.publisher, work.publisher_place)))
        for name, text, field in (
            (tr("In"), work.container_title or "", "container_title"),
            (tr("Place in it"), ", ".join(filter(None, numbered)), ""),
            (tr("Publisher"), publisher, "publisher"),
        ):
            if text:
                yield ValueRow(name, ((Run(text),),), field)
        if work.contributors:
            lines = tuple(map(self._contributor, work.contributors))
            yield ValueRow(tr("Contributors"), lines, "contributors")
        if work.url:
            lines = ((Run(work.url, address=work.url),),)
            if work.accessed:
                consulted = tr("consulted {date}", date=in_words(tr, work.accessed))
                lines += ((Run(consulted, muted=True),),)
            yield ValueRow(tr("Address"), lines, "url")

    def _contributor(self, part: Contributor) -> Words:
        quiet = [] if part.role == "author" else [self._reader.term("contributor_role", part.role)]
        label = self._reader.label(part.agent)
        if part.as_printed and part.as_printed != label:
            quiet.append(self._tr("printed “{name}”", name=part.as_printed))
        aside = f" ({', '.join(quiet)})" if quiet else ""
        return self._link(part.agent), Run(aside, muted=True)

    def _names(self) -> Group | None:
        """Other forms of a name are looked up rarely: they are folded."""
        variants = getattr(self._record, "variants", ())
        if not variants:
            return None
        lines = tuple(self._part(form) for form in variants)
        title = self._tr("Other forms of the name")
        return Group("variants", title, lines, len(lines), starts_folded=True)

    def _corrected(self) -> Group | None:
        """What the published edition says where it was corrected here."""
        from spexplorer.readings.history import PlainValues
        from spexplorer.readings.originals import originals

        tr, words = self._tr, PlainValues(self._tr, self._reader)
        fields = {f.key: f for f in fields_of(type(self._record))}
        rows = []
        for original in originals(self._reader.snapshot, self._record):
            field = fields[original.field]
            label = field_label(tr, field.name, type(self._record), self._reader)
            said = words.words(field, original.value) or tr("nothing")
            back = Run(tr("go back to it"), original=original.field)
            rows.append(ValueRow(label, ((Run(said), Run(" · ", muted=True), back),)))
        if not rows:
            return None
        return Group("corrected", tr("Corrected here; the original says"), rows=tuple(rows))

    # -- what points here -----------------------------------------------------------------------

    def _inward(self) -> Iterable[Group]:
        """What names this record; what was observed about it comes last."""
        inward = [sort for sort in self._links if not sort.outward]
        if isinstance(self._record, Work):
            order = list(_WORK_USES)
            inward.sort(key=lambda s: _place(order, (s.predicate, s.kind)))
            if not inward:
                remark = self._tr("No footnote and no record uses it.")
                yield Group("uses", self._tr("Uses"), remark=remark)
        else:
            inward.sort(key=lambda sort: sort.kind == "note")
        for sort in inward:
            yield self._use(sort)

    def _use(self, sort: LinkSort) -> Group:
        named = _WORK_USES.get((sort.predicate, sort.kind)) if self._kind == "work" else None
        title = self._tr(named) if named else inward_label(self._tr, sort.predicate, sort.kind)
        rows = {link.row.id: link.row.label for link in sort.links}
        lines = tuple((Run(label, record=uid),) for uid, label in rows.items())
        return Group(f"{sort.predicate}/{sort.kind}", title, lines, sort.total)

    def _link(self, record_id: str) -> Run:
        return Run(self._reader.label(record_id), record=record_id)

    def _term(self, field: str, value: str) -> str:
        scheme = scheme_of(type(self._record), field)
        return self._reader.term(scheme, value) if scheme and value else value


def text_is_apart(tr: Language) -> str:
    """Why no sentence of the source is shown, and how it is found."""
    return tr(
        "The text of the source is not part of the library. E shows the sentence in your own copy, once one"
        " is attached; else find it there by its section, paragraph and number."
    )


def _has_markup(field: str, text: str) -> bool:
    """Whether a text reads otherwise than it is written."""
    return field in _MARKDOWN and any(sign in text for sign in "*_`#[\n")


def _strength(link: Link) -> int:
    return _ROLES.index(link.role) if link.role in _ROLES else len(_ROLES)


def _place(order: Sequence[tuple[str, str]], use: tuple[str, str]) -> int:
    return order.index(use) if use in order else len(order)


def _is_latin(text: str) -> bool:
    """Whether all letters of a text are Latin; the last of them is ɏ."""
    return not any(letter.isalpha() and letter > "\u024f" for letter in text)
