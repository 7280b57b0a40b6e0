"""What a person typed, taken apart: words, what is left out by a minus, and `field:value`."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

LONGEST: Final = 500
"""Characters of a query that are looked at."""

_QUOTES: Final = dict.fromkeys(map(ord, "“”„«»＂"), '"')
_VALUE: Final = r'"[^"]*"|[^\s"]+'
_LEFT_OUT: Final = r'[-−](?P<left_out>"[^"]+"?|[^\W\d_][^\s"]*)'
_FIELD: Final = rf"(?P<field>[^\W\d]\w*):(?P<value>{_VALUE})"
_QUOTED: Final = r'"[^"]*(?:"|$)'


class QueryText(NamedTuple):
    """The words to be found, those that must not be there, and what fields must hold."""

    words: str
    left_out: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def taken_apart(query: str, is_field: Callable[[str], bool]) -> QueryText:
    """A query by its marks; a minus and a field count only outside quotation marks.

    A minus with nothing beside it, and a word before a colon that is no field, are words as others.
    """
    text = query[:LONGEST].translate(_QUOTES)
    left_out: list[str] = []
    fields: list[tuple[str, str]] = []

    def take(found: re.Match[str]) -> str:
        if found["plain"] is not None:
            return found["plain"]
        if found["left_out"] is not None:
            left_out.append(found["left_out"].strip('"'))
            return " "
        if not is_field(found["field"]):
            return found[0]
        fields.append((found["field"], found["value"].strip('"')))
        return " "

    words = re.sub(rf"(?P<plain>{_QUOTED})|(?<!\S)(?:{_LEFT_OUT}|{_FIELD})", take, text)
    if left_out and not fields and not re.search(r"\w", words):
        return QueryText(query[:LONGEST])
    if not left_out and not fields:
        return QueryText(query[:LONGEST])
    return QueryText(words, tuple(left_out), tuple(fields))
