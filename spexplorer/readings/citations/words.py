"""The apparatus in words: what footnotes, sentences and works are called in lists and tooltips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.works import Passage, Work
from spexplorer.readings.citations.apparatus import Footnote, MarkState, SourceWork, WorkStanding
from spexplorer.words.dates import in_words
from spexplorer.words.languages import language_label

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

NOT_CHECKED = "not checked: this program never goes online"
"""What is said of every address."""


def group_title(tr: Language, standing: WorkStanding) -> str:
    """What works of one standing are headed with."""
    return {
        WorkStanding.CITED: tr("Cited in footnotes"),
        WorkStanding.THROUGH: tr("Known through a footnote: quoted or reported by a cited work"),
        WorkStanding.INSIDE: tr("Named inside a footnote: sites, journals and series"),
        WorkStanding.TEXT: tr("Named in the text without a footnote"),
        WorkStanding.NOWHERE: tr("Named nowhere in the source"),
        WorkStanding.PAPER: tr("The source itself"),
    }[standing]


def place_words(tr: Language, passage: Passage) -> str:
    """Where a sentence stands, in full."""
    if passage.footnote is not None:
        return tr("Footnote {n}", n=passage.footnote)
    return tr(
        "{section}, paragraph {p}, sentence {s}",
        section=short_section(passage.section),
        p=passage.paragraph,
        s=passage.sentence,
    )


def place_short(tr: Language, passage: Passage) -> str:
    """Where a sentence stands in its section: “¶ 7, 4”."""
    return tr("¶ {p}, {s}", p=passage.paragraph, s=passage.sentence)


def short_section(section: str) -> str:
    """A section without its subtitle."""
    return section.partition(":")[0]


def mark_words(tr: Language, foot: Footnote) -> str:
    """How the mark of a footnote came over into the copy."""
    match foot.mark:
        case MarkState.LOST:
            return tr("mark lost in the copy, set from the order of the notes")
        case MarkState.MISREAD:
            return tr("mark misread in the copy as {sign}", sign=f"“{foot.printed}”")
        case MarkState.UNPLACED:
            return tr("no sentence is known to carry its mark")
    return tr("mark as printed")


def mark_short(tr: Language, foot: Footnote) -> str:
    """The same in two words, for lists."""
    match foot.mark:
        case MarkState.LOST:
            return tr("mark lost")
        case MarkState.MISREAD:
            return tr("mark read {sign}", sign=f"“{foot.printed}”")
        case MarkState.UNPLACED:
            return tr("no mark")
    return ""


def kinds_in_words(tr: Language, rows: Iterable[Row]) -> str:
    """How many rows there are of each kind: “Claims 4 · Events 2”."""
    counts = Counter(row.kind for row in rows)
    return " · ".join(f"{tr(KIND_LABELS[kind])} {tr.number(n)}" for kind, n in counts.items())


def date_words(tr: Language, text: str | None) -> str:
    """A date in words, "" for none."""
    return in_words(tr, text) if text else ""


def consulted_words(tr: Language, work: Work) -> str:
    """When an address was consulted, and that it was not checked."""
    seen = (
        tr("consulted {date}", date=date_words(tr, work.accessed))
        if work.accessed
        else tr("date of consultation not given")
    )
    return f"{seen}; {tr(NOT_CHECKED)}"


class ApparatusWords:
    """What needs the names and vocabularies of a library."""

    def __init__(self, tr: Language, reader: Reader) -> None:
        self._tr = tr
        self._reader = reader
        self._tips: dict[str, str] = {}

    def relation(self, foot: Footnote) -> str:
        """The relation word of a footnote; an op. cit. with the note it takes up."""
        word = self._reader.term("relation", foot.record.relation)
        return f"{word} → {foot.record.target_number}" if foot.target else word

    def source_type(self, work: Work) -> str:
        """The source type, said to be unknown where it is."""
        return self._reader.term("source_type", work.source_type or "unknown")

    def language(self, work: Work) -> str:
        """The language, said not to be known where it is not."""
        if work.language is None:
            return self._tr("language not known")
        return language_label(self._tr, work.language)

    def language_short(self, work: Work) -> str:
        """The language in a word or two."""
        return self._tr("not known") if work.language is None else self.language(work)

    def short(self, work: Work | None) -> str:
        """A work in a few words: its first contributor and its title."""
        if work is None:
            return self._tr("no work is identified")
        if not work.contributors:
            return work.title
        first = work.contributors[0]
        name = first.as_printed or self._reader.label(first.agent)
        if work.title.casefold().startswith(name.casefold()):
            return work.title
        more = self._tr(" and others") if len(work.contributors) > 1 else ""
        return f"{name}{more}: {work.title}"

    def foot(self, foot: Footnote, work: Work | None) -> str:
        """A footnote in one line: number, relation word, cited work."""
        return f"{foot.record.number}  {self.relation(foot)}  {self.short(work)}"

    def foot_tip(self, foot: Footnote, work: Work | None, resting: Iterable[Row] | None) -> str:
        """What a footnote says when pointed at."""
        lines = [
            self._tr("Footnote {n}", n=foot.record.number) + f" · {self.relation(foot)}",
            self.short(work),
        ]
        if foot.record.locator:
            lines.append(foot.record.locator)
        lines.append(_capital(mark_words(self._tr, foot)))
        if resting is not None:
            lines.append(kinds_in_words(self._tr, resting) or self._tr("No record rests on it."))
        return "\n".join(lines)

    def source_tip(self, source: SourceWork) -> str:
        """What a work says when pointed at; put together once."""
        if source.id not in self._tips:
            self._tips[source.id] = self._source_tip(source)
        return self._tips[source.id]

    def _source_tip(self, source: SourceWork) -> str:
        work = source.record
        titles = (self.short(work), work.title_original, work.title_translated)
        kind = f"{self.source_type(work)} · {self.language(work)}"
        parts = [*titles, kind, date_words(self._tr, work.issued), self.address(work)]
        return "\n".join(part for part in (*parts, group_title(self._tr, source.standing)) if part)

    def address(self, work: Work) -> str:
        """The address as text, when it was consulted, and that it was not checked; "" for none."""
        return f"{work.url} ({consulted_words(self._tr, work)})" if work.url else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
