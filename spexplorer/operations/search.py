"""Search a library once; kept apart so that the command line loads nothing else.

Hits that have every word as it was typed come first. Where there is room below them, those follow that
have the words in another form, or only some of them (storage/forgiving.py). Hits that state one fact stand
together, the fact first (storage/fact_groups.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from itertools import accumulate
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.listing import Row, RowParts
from spexplorer.domain.query_text import bounded
from spexplorer.storage.asked import asked, parts_of
from spexplorer.storage.deadline import Deadline
from spexplorer.storage.query import typed_words
from spexplorer.storage.rows import parts_at
from spexplorer.storage.search import UNCOUNTED, SearchResult, count, scores_of, search
from spexplorer.storage.snapshot import Source, connected
from spexplorer.storage.vocabulary import read_terms
from spexplorer.words.labels import Wording, fact_words, row_of, term_label
from spexplorer.words.language import PLAIN, Language

if TYPE_CHECKING:
    from spexplorer.storage.forgiving import Forgiveness

_PERSONS: Final = 5
"""Of so many persons among the hits their offices, roles and claims are told."""
ANSWER_SECONDS: Final = 2.0
"""Seconds of processor time after which an answer says that it was cut."""


class Hit(NamedTuple):
    """How a hit stands to the query: its score from 1 down to 0, and the words it has and lacks.

    `group` is the id of the hit whose fact it states, its own where it stands alone. `fact` says value
    or date and what it rests on, for the first of its group; of a person offices, roles and claims.
    `is_exact` where all words are as typed.
    """

    score: float
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    group: str
    fact: str = ""
    is_exact: bool = True


class Cut(Enum):
    """What an answer leaves out: the end of a query that is too long, or what takes too long to find."""

    WORDS = "words"
    TIME = "time"


class Hits(NamedTuple):
    """What a query found, best first; `total` goes up to a cap and one more, below zero: not counted.

    `about` says of each hit how it stands to the query. `taken` are words of the query with the words of
    the library they were taken for, `unknown` those that it has in no form. `cut` says what was left out.
    Where nothing was found, `empty` names the `field:value` of the query under which no record stands.
    """

    hits: tuple[Row, ...]
    total: int
    about: tuple[Hit, ...] = ()
    words: tuple[str, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    cut: Cut | None = None
    empty: tuple[tuple[str, str], ...] = ()

    @property
    def exact(self) -> int:
        """How many of the hits have every word as it was typed."""
        return sum(one.is_exact for one in self.about) if self.about else len(self.hits)


_Found = tuple[RowParts, Hit]

_NOTHING: Final = SearchResult((), 0)


def search_library(
    source: Source,
    query: str,
    *,
    kind: str | None = None,
    limit: int = 50,
    counted: bool = True,
    called_off: Callable[[], bool] | None = None,
    tr: Language = PLAIN,
) -> Hits:
    """The best exact hits for a query in any script. Raises LibraryError when the file is unusable.

    Without `counted`, `total` is below zero where counting takes longer than finding. May run on any
    thread; raises LibraryError as well once `called_off` is true and nobody looks at the result.
    """
    with _opened(source, called_off) as (connection, deadline):
        found = _NOTHING
        with deadline.cutting():
            found = search(connection, query, kind=kind, limit=limit, counted=counted)
        words = typed_words(parts_of(query).words)
        exact = _in_facts([(p, Hit(1.0, words, (), p.id)) for p in found.hits], connection)
        hits = _worded_in(tr, connection, found, exact)
        return hits._replace(words=words, cut=_cut(query, deadline))


def answer_library(
    source: Source,
    query: str,
    *,
    kind: str | None = None,
    limit: int = 50,
    called_off: Callable[[], bool] | None = None,
    tr: Language = PLAIN,
    scored: bool = False,
) -> Hits:
    """The same hits, and where there is room below them those in another form or in part.

    The exact ones have scores of their own only where these are asked for.
    """
    with _opened(source, called_off) as (connection, deadline):
        found, scores = _NOTHING, list[float]()
        with deadline.cutting():
            found = search(connection, query, kind=kind, limit=limit)
            scores = [1.0] * len(found.hits)
            if scored:
                scores = scores_of(connection, query, [parts.number for parts in found.hits])
        words = typed_words(parts_of(query).words)
        hit_scores = zip(found.hits, scores, strict=True)
        exact = _in_facts([(p, Hit(s, words, (), p.id)) for p, s in hit_scores], connection)
        more = None
        if len(exact) < limit and not deadline.is_over:
            with deadline.cutting():
                more = _forgiven(connection, query, kind, limit - len(exact), found)
        cut = _cut(query, deadline)
        if more is None:
            return _worded_in(tr, connection, found, _falling(exact))._replace(words=words, cut=cut)
        others = _coming_near(connection, more, min(scores, default=1.0))
        hits = _worded_in(tr, connection, found, _falling([*exact, *others]))
        empty = _empty_fields(connection, query, deadline) if not (exact or more.hits) else ()
        hits = hits._replace(taken=_taken(connection, more), unknown=more.unknown, cut=cut)
        return hits._replace(words=more.words or words, empty=empty)


def _empty_fields(
    connection: Connection, query: str, deadline: Deadline
) -> tuple[tuple[str, str], ...]:
    text = parts_of(query)
    if text.fields and not deadline.is_over:
        from spexplorer.storage.query_fields import empty_fields

        with deadline.cutting():
            return tuple(empty_fields(connection, text))
    return ()


def _taken(connection: Connection, more: "Forgiveness") -> tuple[tuple[str, str], ...]:
    """The words of a query that others were taken for, with these as they are written."""
    return tuple((one.typed, _as_written(connection, one.taken, more)) for one in more.corrections)


def _coming_near(connection: Connection, more: "Forgiveness", best: float) -> list[_Found]:
    """What was found in other forms or in part, as hits that score less than the exact ones."""
    by_number = {one.number: one for one in more.hits}
    return _in_facts(
        [
            (p, Hit(round(one.score * best, 4), one.matched, one.missing, p.id, is_exact=False))
            for p in parts_at(connection, by_number)
            for one in [by_number[p.number]]
        ],
        connection,
    )


def _forgiven(
    connection: Connection, query: str, kind: str | None, limit: int, found: SearchResult
) -> "Forgiveness":
    from spexplorer.storage.forgiving import forgive  # not before something is to be forgiven

    what, without = asked(connection, query), [parts.number for parts in found.hits]
    return forgive(
        connection, what.typed, kind=kind, within=what.within, limit=limit, without=without
    )


def _cut(query: str, deadline: Deadline) -> Cut | None:
    if deadline.is_over:
        return Cut.TIME
    return None if len(bounded(query)) >= len(query.rstrip()) else Cut.WORDS


def _in_facts(found: list[_Found], connection: Connection) -> list[_Found]:
    """The hits with those that state one fact together, the fact first, where the first of them stood."""
    if len(found) < 2:
        return found
    from spexplorer.storage.fact_groups import facts_of

    facts = facts_of(connection, [parts.number for parts, _ in found])
    ids = {parts.number: parts.id for parts, _ in found}
    groups: dict[int, list[_Found]] = {}
    for parts, hit in found:
        head = facts[parts.number]
        member = (parts, hit._replace(group=ids[head]))
        groups.setdefault(head, [])
        if parts.number == head:
            groups[head].insert(0, member)
        else:
            groups[head].append(member)
    return [one for group in groups.values() for one in group]


def _falling(found: list[_Found]) -> list[_Found]:
    """The hits with scores that fall: one that comes first for its fact scores no less than the next."""
    rising = list(accumulate((hit.score for _, hit in reversed(found)), max))
    return [
        (parts, hit._replace(score=score))
        for (parts, hit), score in zip(found, reversed(rising), strict=True)
    ]


def _worded_in(
    tr: Language, connection: Connection, found: SearchResult, listed: Sequence[_Found]
) -> Hits:
    """The same with how each hit stands to the query, and what the facts among them state."""
    from spexplorer.storage.fact_groups import FACTS, marks_of

    wording = _wording(tr, read_terms(connection))
    heads = [p.number for p, hit in listed if p.id == hit.group and p.kind in FACTS]
    marks = marks_of(connection, heads) if heads else {}
    about = (
        hit._replace(fact=fact_words(tr, parts, wording, marks[parts.number]))
        if parts.number in marks
        else hit
        for parts, hit in listed
    )
    rows = tuple(row_of(tr, parts, wording) for parts, _ in listed)
    return _with_persons(tr, connection, wording, Hits(rows, found.total, tuple(about)), listed)


def _with_persons(
    tr: Language, connection: Connection, wording: Wording, hits: Hits, listed: Sequence[_Found]
) -> Hits:
    """The same with what the library says at a glance of the first persons among the hits."""
    persons = [p.number for p, _ in listed if p.kind == "agent" and p.code == "person"][:_PERSONS]
    if not persons:
        return hits
    from spexplorer.storage.agent_facts import facts_of_agents
    from spexplorer.words.labels import agent_words, office_words

    facts = facts_of_agents(connection, persons)
    about = list(hits.about)
    for at, (parts, hit) in enumerate(listed):
        if one := facts.get(parts.number):
            offices = [office_words(tr, *office) for office in one.offices]
            said = agent_words(tr, wording, *one[1:])
            words = " · ".join(filter(None, (*offices, said, hits.hits[at].detail)))
            about[at] = hit._replace(fact=words)
    return hits._replace(about=tuple(about))


def _wording(tr: Language, terms: Mapping[str, Mapping[str, str]]) -> Wording:
    return lambda scheme, code: term_label(tr, terms, scheme, code)


def _as_written(connection: Connection, key: str, found: "Forgiveness") -> str:
    """A word that was taken for a misspelt one, as a record that was found writes it."""
    from spexplorer.storage.folding import fold
    from spexplorer.storage.stems import words_in

    texts = (
        f"{parts.title} {parts.text or ''} {' '.join(parts.names)}"
        for parts in parts_at(connection, [hit.number for hit in found.hits[:20]])
    )
    for text in texts:
        for word in words_in(text):
            if fold(word) == key:
                return word
    return key


def cut_in_words(tr: Language, cut: Cut | None) -> str:
    """What an answer leaves out, in a sentence; none where it is whole."""
    match cut:
        case Cut.TIME:
            return tr("The search was cut off since it took too long; ask for less.")
        case Cut.WORDS:
            return tr("Only the beginning of this long query was looked for.")
    return ""


def empty_in_words(tr: Language, found: Hits) -> str:
    """What no record stands under, in a sentence with the remedy; none where that is not the reason."""
    if not found.empty:
        return ""
    return tr(
        "No record stands under {fields}; try another value, or leave that out.",
        fields=tr.joined([f"“{field}:{value}”" for field, value in found.empty]),
    )


def count_hits(source: Source, query: str, called_off: Callable[[], bool] | None = None) -> int:
    """How many records a query finds, up to the cap and one more; below zero where that takes too long."""
    with _opened(source, called_off) as (connection, deadline), deadline.cutting():
        return count(connection, query)
    return UNCOUNTED


@contextmanager
def _opened(
    source: Source, called_off: Callable[[], bool] | None
) -> Iterator[tuple[Connection, Deadline]]:
    deadline = Deadline(ANSWER_SECONDS, called_off)
    with connected(source) as connection, deadline.watching(connection):
        yield connection, deadline
