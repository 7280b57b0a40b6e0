"""What a query asks the index: words in any script, numbers however they are written, names.

Only `match_expression` asks the library, for the names of one thing; what is indexed is made in
`folding.py`.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from typing import Final, NamedTuple

from spexplorer.domain.query_text import bounded, plainly_quoted
from spexplorer.storage.folding import fold, typed_readings, unhyphenated, with_hard_signs
from spexplorer.storage.letters import KEPT_WORDS

_QUOTED_OR_FREE: Final = r'"([^"]*)("|$)|([^"]+)'
_BETWEEN_WORDS: Final = r"[\s,;:/|()\[\]{}<>!?=+*~^&%$#@\\_，。、；：！？（）《》【】「」…—]+"
# A longer name in Han is hardly sought.
_HAN_NAME: Final = 8
# Words of a query that may be one name.
_EXPANDED_WORDS: Final = 4
# 2,100,000 or 2 100 000: the commas and spaces (no-break ones too) between groups of three digits.
_BETWEEN_GROUPS: Final = (
    r"(?<![\w.,])(?P<first>[0-9]{1,3})(?P<rest>(?:[ ,\u00a0\u202f][0-9]{3})+)(?![\w,])"
)
_EITHER: Final = frozenset(("OR", "ИЛИ", "НЕМЕСЕ"))
"""In capitals between two words: one of the two is enough."""
_ELIDED: Final = frozenset("cdjlmnost")
"""Letters that stand before an apostrophe, which may be typed as a space: l imbroglio, O Neill."""
_SHORTEST_ELIDED: Final = 3
# What may be a number written in either way. Four digits are rather a year.
_LONG_NUMBER: Final = r"[0-9]{5,}(?:\.[0-9]+)?|[0-9]{1,3}(?:'[0-9]{3})+(?:\.[0-9]+)?"


class QueryWord(NamedTuple):
    """A word of a query, or words to be found side by side: its keys, the first as typed."""

    keys: tuple[str, ...]
    goes_on: bool = False
    quoted: bool = False
    typed: str = ""


def fts_query(query: str, expand: Callable[[str], Sequence[str]] | None = None) -> str | None:
    """The FTS5 MATCH expression for what a user typed; None if there is nothing to search for.

    All words must be found, Han characters side by side, and so must words in quotation marks. The
    last word may go on, unless a space or quotation mark ends it. `expand` gives, for the key of
    one to four words, the keys of other names for the same; the longest names are taken first.
    Every word is quoted, so no FTS5 syntax of the user's takes effect (SQLite, FTS5, 3.1-3.6).
    """
    words = query_words(query)
    if expand is None:
        return " AND ".join(_group(word.keys, goes_on=word.goes_on) for word in words) or None
    return " AND ".join(_expanded(words, cache(expand))) or None


def query_words(query: str) -> list[QueryWord]:
    """The words of a query with their keys, those in quotation marks in one piece."""
    return list(_either(_words(bounded(query))))


def names_beside(connection: sqlite3.Connection, words: Sequence[QueryWord]) -> list[str]:
    """The keys of the other names of what some words side by side name."""
    return _others(_side_by_side(list(words)), lambda phrase: _other_forms(connection, phrase))


def match_expression(connection: sqlite3.Connection, query: str) -> str | None:
    """The FTS5 expression for a query, with the other forms of the names it holds."""
    return fts_query(query, expand=lambda phrase: _other_forms(connection, phrase))


def _other_forms(connection: sqlite3.Connection, phrase: str) -> Sequence[str]:
    return [
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT other.key FROM name_key JOIN name_key AS other"
            " ON other.record = name_key.record WHERE name_key.key = ?",
            (phrase,),
        )
    ]


def typed_words(query: str) -> tuple[str, ...]:
    """The words of a query as typed, words in quotation marks in one piece; none that finds nothing."""
    text = plainly_quoted(bounded(query))
    found: list[str] = []
    for phrase, _, free in re.findall(_QUOTED_OR_FREE, text):
        found += [phrase] if phrase else re.split(_BETWEEN_WORDS, free)
    return tuple(dict.fromkeys(word for word in found if fold(word)))


_OR: Final = QueryWord(())


def _either(words: Iterator[QueryWord]) -> Iterator[QueryWord]:
    """The words, those with OR between them as one of which any key is enough."""
    last: QueryWord | None = None
    joins = False
    for word in words:
        if word is _OR:
            joins = last is not None
        elif joins and last is not None:
            same = last.goes_on is word.goes_on
            is_quoted = last.quoted or word.quoted
            typed = f"{last.typed} OR {word.typed}"
            last = QueryWord((*last.keys, *word.keys), same and word.goes_on, is_quoted, typed)
            joins = False
        else:
            if last is not None:
                yield last
            last = word
    if last is not None:
        yield last


def _words(query: str) -> Iterator[QueryWord]:
    text = plainly_quoted(with_hard_signs(query, "ʺ"))
    open_ended = not text[-1:].isspace()
    for part in re.finditer(_QUOTED_OR_FREE, text):
        phrase, closing, free = part.groups()
        last = open_ended and part.end() == len(text)
        if free is None:
            if key := fold(phrase):
                yield QueryWord((key,), last and not closing, quoted=True, typed=phrase.strip())
        else:
            yield from _free_words(free, last=last)


def ungrouped(text: str) -> str:
    """The text with apostrophes between the thousands of its numbers, which fold to nothing."""
    if not any(map(str.isdigit, text)):
        return text
    return re.sub(
        _BETWEEN_GROUPS,
        lambda number: number["first"] + re.sub(r"[^0-9]", "'", number["rest"]),
        text,
    )


def _number_forms(chunk: str) -> tuple[str, ...]:
    """The keys of a long number with its thousands together and apart, as it may be indexed."""
    if not chunk[:1].isdigit() or re.fullmatch(_LONG_NUMBER, chunk) is None:
        return ()
    whole, point, decimals = chunk.replace("'", "").partition(".")
    apart = f"{int(whole):,}" if whole[0] != "0" else whole
    return (fold(whole + point + decimals), fold(apart + point + decimals))


def _free_words(text: str, *, last: bool) -> Iterator[QueryWord]:
    chunks = [chunk for chunk in re.split(_BETWEEN_WORDS, ungrouped(text)) if fold(chunk)]
    for position, chunk in enumerate(chunks):
        if chunk in _EITHER:
            yield _OR
            continue
        goes_on = last and position == len(chunks) - 1
        key = fold(chunk)
        if key.isascii():
            keys = dict.fromkeys((*_keys_of(chunk), *_unelided(chunks, position)))
            if goes_on and (begun := _begun(chunk)):
                keys[begun] = None
            yield QueryWord(tuple(keys), goes_on, typed=chunk)
            continue
        for ascii_only, tokens in groupby(key.split(), str.isascii):
            words = " ".join(tokens)
            typed = words if ascii_only else words.replace(" ", "")
            yield QueryWord((words,), goes_on and ascii_only, typed=typed)


def _keys_of(chunk: str) -> Iterator[str]:
    yield from typed_readings(chunk)
    yield from unhyphenated(chunk)
    yield from _number_forms(chunk)
    if re.search(r"\w['’]\w", chunk) is not None:
        yield fold(re.sub(r"['’]", " ", chunk))


def _begun(chunk: str) -> str:
    """What was typed of a word that keeps its letters: yeme, though the key of that is eme."""
    plain = chunk.casefold()
    return plain if plain != fold(chunk) and any(w.startswith(plain) for w in KEPT_WORDS) else ""


def _unelided(chunks: list[str], position: int) -> Iterator[str]:
    """The key of a word joined to the letter before it, or of a letter to the word behind it."""
    for at in (position - 1, position):
        pair = chunks[at : at + 2] if at >= 0 else []
        if len(pair) == 2 and pair[0].lower() in _ELIDED and len(pair[1]) >= _SHORTEST_ELIDED:
            yield fold("".join(pair))


def _expanded(words: list[QueryWord], expand: Callable[[str], Sequence[str]]) -> list[str]:
    groups: dict[int, list[str]] = {}
    free = {place for place, word in enumerate(words) if not word.quoted}
    for size in range(min(_EXPANDED_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            places = range(start, start + size)
            if free.issuperset(places):
                name = words[start : start + size]
                keys = _side_by_side(name)
                if others := _others(keys, expand):
                    free.difference_update(places)
                    groups[start] = [_group(keys, others, goes_on=name[-1].goes_on)]
                    groups.update((place, []) for place in places[1:])
    for place, word in enumerate(words):
        if place not in groups:
            groups[place] = (
                _within_han(word.keys[0].split(), expand)
                if place in free and not word.keys[0].isascii()
                else [_group(word.keys, goes_on=word.goes_on)]
            )
    return list(chain.from_iterable(groups[place] for place in sorted(groups)))


def _side_by_side(words: list[QueryWord]) -> tuple[str, ...]:
    """The keys of a phrase: as typed, then with every word read the other way."""
    most = max(len(word.keys) for word in words)
    return tuple(
        " ".join(word.keys[min(reading, len(word.keys) - 1)] for word in words)
        for reading in range(most)
    )


def _others(keys: Sequence[str], expand: Callable[[str], Sequence[str]]) -> list[str]:
    # Keys are what they fold to; what is no word is folded, so that nothing else gets into the expression.
    found = dict.fromkeys(
        other if other.replace(" ", "").isalnum() else fold(other)
        for key in keys
        for other in expand(key)
    )
    return [other for other in found if other and other not in keys]


def _within_han(characters: list[str], expand: Callable[[str], Sequence[str]]) -> list[str]:
    """Groups for a run of Han characters, in which names are not set apart."""
    for size in range(min(_HAN_NAME, len(characters)), 1, -1):
        for start in range(len(characters) - size + 1):
            name = " ".join(characters[start : start + size])
            if others := _others((name,), expand):
                before = _within_han(characters[:start], expand)
                after = _within_han(characters[start + size :], expand)
                return [*before, _group((name,), others), *after]
    return [_group((" ".join(characters),))] if characters else []


def _group(keys: Sequence[str], others: Sequence[str] = (), *, goes_on: bool = False) -> str:
    # Only what was typed may go on; other names for it are whole.
    star = "*" if goes_on else ""
    phrases = [*(f'"{key}"{star}' for key in keys), *(f'"{other}"' for other in others)]
    return phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})"


# Taken apart again


class Phrase(NamedTuple):
    """Words side by side, of which the last may go on."""

    words: str
    goes_on: bool

    @property
    def sought(self) -> str:
        """What a text of words, with a space before and after each, must hold."""
        return f" {self.words}" if self.goes_on else f" {self.words} "


Groups = list[list[Phrase]]
"""What a MATCH expression says: of every group, one phrase must be there."""


def groups_of(match: str) -> Groups:
    """The groups of an expression that `fts_query` made."""
    # Keys hold letters, digits and spaces only, in lower case, so that AND and OR are what they say.
    return [
        [
            Phrase(phrase.strip('"*'), phrase.endswith("*"))
            for phrase in group.strip("()").split(" OR ")
        ]
        for group in match.split(" AND ")
    ]
