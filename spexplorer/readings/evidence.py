"""The evidence of a record: passages in order of strength, their places in words, their footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.kinds import kind_of
from spexplorer.domain.works import Citation, Passage

if TYPE_CHECKING:
    from spexplorer.operations.reader import Link, Reader
    from spexplorer.words.language import Language

ROLES: Final = ("states", "supports", "cites", "mentions", "contradicts")
"""From the strongest evidence to what stands against."""

_MOST_FEET: Final = 50


class WorkMention(NamedTuple):
    """A work by its id, in words."""

    id: str
    label: str


class FootnoteTrail(NamedTuple):
    """A footnote on its way to its origin.

    `own` is the passage of the footnote itself; `target` the footnote that an op. cit. takes up;
    `through` are the works that the cited one quotes or reports. `mark` tells of a mark that the copy
    behind the library lost or misread, `carrier` is the passage in which the mark stands.
    """

    id: str
    number: int
    relation: str
    own: str | None
    target: tuple[str, int] | None
    work: WorkMention | None
    through: tuple[WorkMention, ...]
    mark: str
    carrier: str | None


def evidence_of(reader: Reader, record_id: str, most: int) -> tuple[list[Link], int]:
    """The passages a record rests on, strongest first, and how many there are in all.

    For a passage it is the passage itself.
    """
    from spexplorer.operations.reader import Link

    if kind_of(record_id) == "passage":
        row = reader.row(record_id)
        return ([Link("", True, "states", row)], 0) if row else ([], 0)
    sorts = [
        sort
        for sort in reader.linked(record_id, most)
        if sort.outward and sort.predicate == "evidence.passage"
    ]
    found = [link for sort in sorts for link in sort.links]
    return sorted(found, key=_strength), sum(sort.total for sort in sorts)


def _strength(link: Link) -> int:
    return ROLES.index(link.role) if link.role in ROLES else len(ROLES)


def place_of(tr: Language, passage: Passage) -> str:
    """Where a passage stands in its section: “¶ 7, sentence 4 · p. 18”."""
    if passage.footnote is not None:
        place = tr("Footnote {n}", n=passage.footnote)
    else:
        place = tr("¶ {p}, sentence {s}", p=passage.paragraph, s=passage.sentence)
    page = tr("p. {page}", page=passage.page) if passage.page else ""
    return " · ".join(filter(None, (place, page)))


def footnotes_of(tr: Language, reader: Reader, passage: Passage) -> list[FootnoteTrail]:
    """The footnotes whose mark a passage carries, or that it is, each followed to its origin."""
    found = []
    for sort in reader.linked(passage.id, _MOST_FEET):
        if sort.outward or sort.kind != "citation":
            continue
        for link in sort.links:
            citation = reader.record(link.row.id)
            if isinstance(citation, Citation):
                found.append(_trail(tr, reader, citation, passage))
    return sorted(dict.fromkeys(found), key=lambda one: one.number)


def _trail(tr: Language, reader: Reader, citation: Citation, passage: Passage) -> FootnoteTrail:
    own = own_passage(reader, citation)
    cited = citation.cited_work
    through: tuple[WorkMention, ...] = ()
    if own is not None:
        through = tuple(
            WorkMention(link.row.id, link.row.label)
            for sort in reader.linked(own, _MOST_FEET)
            if not sort.outward and sort.kind == "work"
            for link in sort.links
            if link.row.id != cited and not reader.is_cited(link.row.id)
        )
    return FootnoteTrail(
        id=citation.id,
        number=citation.number,
        relation=reader.term("relation", citation.relation),
        own=own,
        target=_taken_up(reader, citation),
        work=WorkMention(cited, reader.label(cited)) if cited else None,
        through=through,
        mark=_mark_in_words(tr, citation, passage),
        carrier=citation.mark_passage,
    )


def own_passage(reader: Reader, citation: Citation) -> str | None:
    """The passage of a footnote itself."""
    for evidence in citation.evidence:
        passage = reader.record(evidence.passage)
        if isinstance(passage, Passage) and passage.footnote == citation.number:
            return passage.id
    return None


def _taken_up(reader: Reader, citation: Citation) -> tuple[str, int] | None:
    """The footnote that an op. cit. means: that number of the same work."""
    if citation.target_number is None:
        return None
    for sort in reader.linked(citation.work, _MOST_FEET * 10):
        if sort.outward or sort.kind != "citation" or sort.predicate != "work":
            continue
        for link in sort.links:
            other = reader.record(link.row.id)
            if isinstance(other, Citation) and other.number == citation.target_number:
                return other.id, other.number
    return None


def _mark_in_words(tr: Language, citation: Citation, passage: Passage) -> str:
    """What became of the mark of a footnote in the copy behind the library; "" where it is as printed."""
    if citation.number not in passage.footnote_marks:
        return ""
    marks = dict(zip(passage.footnote_marks, passage.mark_as_printed, strict=False))
    printed = marks.get(citation.number, "")
    if not printed:
        return tr("mark lost in the copy behind the library, set from the order of the notes")
    if printed != str(citation.number):
        return tr("mark misread in the copy behind the library as “{sign}”", sign=printed)
    return ""
