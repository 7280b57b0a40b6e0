"""What a person typed, taken apart: words, what is left out by a minus, and `field:value`."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

_LONGEST: Final = 500
"""Characters of a query that are looked at."""

_MOST_WORDS: Final = 40
"""Words of a query that are looked for; a Han character or kana counts as one."""

_HAN: Final = "\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff"

_QUOTES: Final = dict.fromkeys(map(ord, "“”„«»＂"), '"')
_VALUE: Final = r'"[^"]*"|[^\s"]+'
_LEFT_OUT: Final = r'[-−](?P<left_out>"[^"]+"?|[^\W\d_][^\s"]*)'
_FIELD: Final = rf"(?P<field>[^\W\d]\w*):(?P<value>{_VALUE})"
_QUOTED: Final = r'"[^"]*(?:"|$)'


def plainly_quoted(query: str) -> str:
    """A query with the one kind of quotation marks that its marks are told by."""
    return query.translate(_QUOTES)


class QueryText(NamedTuple):
    """The words to be found, those that must not be there, and what fields must hold."""

    words: str
    left_out: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def bounded(query: str) -> str:
    """As much of a query as is looked at, to the end of a word; what is short enough stays as it is.

    Half a surrogate pair is no letter and left out: SQLite takes no text with one.
    """
    text = query[:_LONGEST].encode("utf-8", "ignore").decode()
    if len(query) > _LONGEST and not query[_LONGEST - 1 : _LONGEST + 1].isspace():
        whole = re.match(r".*\s", text, re.DOTALL)  # the last word may be cut in two
        text = whole[0] if whole is not None and whole[0].strip() else text
    if len(text) <= _MOST_WORDS:
        return text
    ends = [word.end() for word in re.finditer(rf"[{_HAN}]|[^\W{_HAN}]+", text)]
    return text if len(ends) <= _MOST_WORDS else f"{text[: ends[_MOST_WORDS - 1]]} "


def taken_apart(query: str, is_field: Callable[[str], bool]) -> QueryText:
    """A query by its marks; a minus and a field count only outside quotation marks.

    A minus with nothing beside it, and a word before a colon that is no field, are words as others.
    """
    text = plainly_quoted(query)
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
        return QueryText(query)
    if not left_out and not fields:
        return QueryText(query)
    return QueryText(words, tuple(left_out), tuple(fields))
