"""Ranked hits over all kinds, in any script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.commands.console.arguments import add_json, add_kind, add_library, number, word
from spexplorer.commands.console.output import say, tell, write_json
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.operations.search import Hits

_HITS: Final = 20
"""Hits that are listed when no limit is given."""


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("query", type=word, metavar="QUERY")
    add_kind(parser)
    parser.add_argument("--limit", type=number, default=_HITS, metavar="N", help="at most N hits")
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """Ranked hits, one a line or as JSON; exit 1 when nothing is found."""
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.operations.search import scored_search, search_library
    from spexplorer.storage.search import COUNT_CAP

    if not options.query.strip():
        raise AppError(PLAIN("There is nothing to search for; give a word or two, in any script."))
    path = library_to_read(options.library)
    look_up = scored_search if options.json else search_library
    found = look_up(path, options.query, kind=options.kind, limit=options.limit)
    if options.json:
        _json_of_hits(options.query, found)
        return 0
    if not found.total:
        raise AppError(
            PLAIN(
                "Nothing matches “{query}”; try fewer words, another spelling or the beginning of a"
                " word.",
                query=options.query,
            )
        )
    say(
        "\n".join(
            f"{hit.id}\n    {hit.label}" + (f"  ({hit.detail})" if hit.detail else "")
            for hit in found.hits
        )
    )
    total = PLAIN.number(min(found.total, COUNT_CAP))
    shown = PLAIN.number(len(found.hits))
    words = "{shown} of {total}+ hits" if found.total > COUNT_CAP else "{shown} of {total} hits"
    tell(PLAIN(words, shown=shown, total=total))
    return 0


def _json_of_hits(query: str, found: Hits) -> None:
    hits = [
        {
            "id": hit.id,
            "kind": hit.kind,
            "label": hit.label,
            "detail": hit.detail,
            "score": score,
            "matched": list(found.words),  # a record is a hit only when all words are found
            "missing": [],
            "group": hit.id,
        }
        for hit, score in zip(found.hits, found.scores, strict=True)
    ]
    write_json({"query": query, "total": found.total, "hits": hits})
