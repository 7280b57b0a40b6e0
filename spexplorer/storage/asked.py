"""What a query asks an index: its words, and what narrows it beside them."""

import sqlite3
from typing import NamedTuple

from spexplorer.domain.query_text import QueryText, bounded, taken_apart
from spexplorer.domain.question import asked_for, asking_words, is_weightless
from spexplorer.storage.query import match_expression


class Asked(NamedTuple):
    """What a query asks an index: the expression of its words, and what narrows them beside it.

    `words` are those that must be found, `typed` all but fields and what is left out. `within` is SQL
    that goes on after WHERE … of a query for `rowid`; empty where nothing narrows.
    """

    match: str | None
    within: str = ""
    words: str = ""
    asked_for: str = ""
    typed: str = ""


def parts_of(query: str) -> QueryText:
    """As much of a query as is looked at, by its marks."""
    typed = bounded(query)
    if not any(mark in typed for mark in "-−:"):
        return QueryText(typed)
    from spexplorer.storage.query_fields import is_field  # most queries have no fields

    return taken_apart(typed, is_field)


def asked(connection: sqlite3.Connection, query: str) -> Asked:
    """What a query asks, with its fields and what it leaves out.

    Of a question the words that only ask need not be found (definition soft power).
    """
    text, within = parts_of(query), ""
    if text.fields or text.left_out:
        from spexplorer.storage.query_fields import within_of  # most queries have none

        within = within_of(connection, text)
    typed = text.words
    what = asked_for(typed)
    words = _without_asking(typed) if what else typed
    return Asked(match_expression(connection, words), within, words, what, typed)


def _without_asking(words: str) -> str:
    asking = asking_words(words)
    kept = [
        word
        for word in words.split()
        if not (is_weightless(word.strip("?,.!")) or word.strip("?,.!").casefold() in asking)
    ]
    end = " " if words[-1:].isspace() else ""
    return " ".join(kept) + end if kept and '"' not in words else words
