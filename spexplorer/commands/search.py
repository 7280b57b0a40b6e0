"""Ranked hits over all kinds, in any script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from spexplorer.commands.console.arguments import add_json, add_kind, add_library, number, word
from spexplorer.commands.console.output import say, tell, write_json
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from spexplorer.operations.search import Hits

_HITS: Final = 20
"""Hits that are listed when no limit is given."""


_QUERY_HELP: Final = (
    'words in any form and script; "in quotation marks": exactly these; A OR B; -word leaves out what'
    " has it; field:value narrows (kind:event, year:2013, footnote:8). Write -- before a query that"
    " begins with a minus."
)
_ENOUGH: Final = 10
"""With so many hits that are exact no others are looked for, which would take as long again."""


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("query", type=word, metavar="QUERY", help=_QUERY_HELP)
    add_kind(parser)
    parser.add_argument("--limit", type=number, default=_HITS, metavar="N", help="at most N hits")
    add_json(parser)
    add_library(parser)


def run(options: Namespace) -> int:
    """Ranked hits, one a line or as JSON; exit 1 when nothing is found."""
    from spexplorer.operations.library_choice import library_to_read
    from spexplorer.operations.search import (
        answer_library,
        cut_in_words,
        empty_in_words,
        search_library,
    )

    if not options.query.strip():
        raise AppError(PLAIN("There is nothing to search for; give a word or two, in any script."))
    path = library_to_read(options.library)
    wanted: dict[str, Any] = {"kind": options.kind, "limit": options.limit}
    found = None if options.json else search_library(path, options.query, **wanted)
    if found is None or len(found.hits) < min(_ENOUGH, options.limit):
        found = answer_library(path, options.query, **wanted, scored=options.json)
    if options.json:
        _json_of_hits(options.query, found)
        return 0
    if not found.hits and not found.total:
        reason = cut_in_words(PLAIN, found.cut) or empty_in_words(PLAIN, found)
        raise AppError(reason or _nothing(options.query, found))
    if found.taken:
        for typed, taken in found.taken:
            tell(PLAIN("Showing results for “{taken}” ({typed}).", taken=taken, typed=typed))
    if found.unknown:
        tell(PLAIN("In no form here: {words}.", words=PLAIN.joined(list(found.unknown))))
    if cut := cut_in_words(PLAIN, found.cut):
        tell(cut)
    say("\n".join(_lines(found)))
    tell(_count(found))
    return 0


def _count(found: Hits) -> str:
    """How many records have every word, and how many come near."""
    from spexplorer.storage.search import COUNT_CAP

    forgiven = len(found.hits) - found.exact
    if not found.exact and forgiven:
        one, many = "{n} record comes near", "{n} records come near"
        return PLAIN.counted(forgiven, one, many)
    total = PLAIN.number(min(found.total, COUNT_CAP))
    words = "{shown} of {total}+ hits" if found.total > COUNT_CAP else "{shown} of {total} hits"
    said = PLAIN(words, shown=PLAIN.number(found.exact), total=total)
    if forgiven:
        said += PLAIN.counted(forgiven, ", {n} more comes near", ", {n} more come near")
    return said


def _nothing(query: str, found: Hits) -> str:
    from spexplorer.domain.query_text import plainly_quoted

    if '"' in plainly_quoted(query):
        return PLAIN(
            "Nothing matches “{query}”; without quotation marks other forms of the words are found.",
            query=query,
        )
    if found.unknown:
        return PLAIN(
            "Nothing matches “{query}”: no record has {words} in any form; try other words for it.",
            query=query,
            words=PLAIN.joined([f"“{word}”" for word in found.unknown]),
        )
    return PLAIN(
        "Nothing matches “{query}”; try fewer words, another spelling or the beginning of a word.",
        query=query,
    )


def _lines(found: Hits) -> Iterator[str]:
    """Two lines a hit; those that state the fact of another stand below it, marked by an arrow."""
    for row, hit in zip(found.hits, found.about, strict=True):
        arrow = "" if hit.group == row.id else "↳ "
        detail = hit.fact or row.detail
        if not hit.is_exact and hit.missing:
            words = PLAIN(
                "{n} of {all} words", n=len(hit.matched), all=len(hit.matched) + len(hit.missing)
            )
            detail = f"{detail} · {words}" if detail else words
        yield f"{row.id}\n    {arrow}{row.label}" + (f"  ({detail})" if detail else "")


def _json_of_hits(query: str, found: Hits) -> None:
    hits = [
        {
            "id": row.id,
            "kind": row.kind,
            "label": row.label,
            "detail": row.detail,
            "score": hit.score,
            "matched": list(hit.matched),
            "missing": list(hit.missing),
            "group": hit.group,
        }
        for row, hit in zip(found.hits, found.about, strict=True)
    ]
    document = {"query": query, "total": found.total, "hits": hits}
    if found.taken:
        document["taken"] = dict(found.taken)
    if found.unknown:
        document["unknown"] = list(found.unknown)
    if found.cut is not None:
        document["cut"] = found.cut.value
    write_json(document)
