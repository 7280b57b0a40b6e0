"""Search a library file once; kept apart so that the command line loads nothing else."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Final, NamedTuple

from spexplorer.domain.listing import Row
from spexplorer.storage.connection import PATIENCE, limit_time
from spexplorer.storage.query import typed_words
from spexplorer.storage.search import SearchResult, count, scores_of, search
from spexplorer.storage.snapshot import Source, connected
from spexplorer.storage.vocabulary import read_terms
from spexplorer.words.labels import row_of, term_label
from spexplorer.words.language import PLAIN, Language

_STEPS: Final = 1_000
"""After so many steps of SQLite's machine it is asked whether anybody still waits."""


class Hits(NamedTuple):
    """What a query found, best first; `total` goes up to a cap and one more, below zero: not counted.

    Where they were asked for, `scores` say how well each hit fits, from 1 down to 0, and `words` are
    those of the query, all of which every hit has.
    """

    hits: tuple[Row, ...]
    total: int
    scores: tuple[float, ...] = ()
    words: tuple[str, ...] = ()


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
    """The best hits for a query in any script. Raises LibraryError when the file is unusable.

    Without `counted`, `total` is below zero where counting takes longer than finding. May run on any
    thread; raises LibraryError as well once `called_off` is true and nobody looks at the result.
    """
    with _opened(source, called_off) as connection:
        found = search(connection, query, kind=kind, limit=limit, counted=counted)
        return worded(tr, found, read_terms(connection))


def scored_search(path: Path, query: str, *, kind: str | None = None, limit: int = 50) -> Hits:
    """The same with a score for every hit, and the words of the query."""
    with _opened(path, None) as connection:
        found = search(connection, query, kind=kind, limit=limit)
        scores = scores_of(connection, query, [parts.number for parts in found.hits])
        hits = worded(PLAIN, found, read_terms(connection))
        return hits._replace(scores=tuple(scores), words=typed_words(query))


def worded(tr: Language, found: SearchResult, terms: Mapping[str, Mapping[str, str]]) -> Hits:
    """What was found, as lists show it in the language that is spoken."""

    def wording(scheme: str, code: str) -> str:
        return term_label(tr, terms, scheme, code)

    return Hits(tuple(row_of(tr, parts, wording) for parts in found.hits), found.total)


def count_hits(source: Source, query: str, called_off: Callable[[], bool] | None = None) -> int:
    """How many records a query finds, up to the cap and one more; otherwise as `search_library`."""
    with _opened(source, called_off) as connection:
        return count(connection, query)


@contextmanager
def _opened(source: Source, called_off: Callable[[], bool] | None) -> Iterator[Connection]:
    with connected(source) as connection:
        if called_off is None and isinstance(source, Path):
            limit_time(connection, PATIENCE)
            yield connection
            return
        connection.set_progress_handler(called_off, _STEPS)
        try:
            yield connection
        finally:
            connection.set_progress_handler(None, _STEPS)
