"""Which records are compared at all: those that share a key, and those that stand near in an order.

The pairs grow with the number of records and not with its square: within a large block a record is
compared with its neighbours only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from spexplorer.operations.duplicates.candidates import PERSON, Candidate, Form
from spexplorer.operations.duplicates.likeness import (
    fingerprint,
    initial_of,
    ngram_fingerprint,
    sound_key,
)

_WHOLE: Final = 12
"""The most records of a block of which each is compared with each."""
_NEIGHBOURS: Final = 5
"""With how many records behind it in the order of names one of a larger block is compared."""
_BEGINNING: Final = 16
"""Letters of a title by which it is looked up."""
_WORD: Final = 4
_RAREST: Final = 3
_COMMON: Final = 0.02
"""Words that stand in a larger share of the titles bring nobody together."""


def pairs(candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """The places of candidates that are to be compared; each pair may come more than once."""
    often = Counter(word for one in candidates for form in one.forms for word in set(form.words))
    most = max(_WHOLE, round(len(candidates) * _COMMON))
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(candidates):
        for key in set(_keys(one, often, most)):
            blocks[key].append(at)
    for block in blocks.values():
        if 1 < len(block) <= _WHOLE:
            yield from combinations(block, 2)
        elif len(block) > 1:
            yield from _neighbours(block, candidates)
    yield from _neighbours(range(len(candidates)), candidates)


def _neighbours(block: Iterable[int], candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    named = sorted((form.compact, at) for at in block for form in candidates[at].forms[:1])
    for place, (_, at) in enumerate(named):
        for _, other in named[place + 1 : place + 1 + _NEIGHBOURS]:
            yield (at, other) if at < other else (other, at)


def _keys(one: Candidate, often: Counter[str], most: int) -> Iterator[str]:
    for scheme, value in one.identifiers:
        yield f"id {scheme} {value}"
    for form in one.forms:
        yield f"begins {form.compact[:_BEGINNING]}"
        if one.kind in ("work", "event", "agreement"):
            yield from _rare_words(form, often, most)
        else:
            yield f"words {fingerprint(form)}"
            yield f"pairs {ngram_fingerprint(form)}"
            yield f"sound {sound_key(form)}"
            if one.traits.sort == PERSON:
                yield from _initials(form)
    if one.year is not None:
        for person in one.people:
            yield f"by {person} {one.year}"
            yield f"by {person} {one.year + 1}"


def _rare_words(form: Form, often: Counter[str], most: int) -> Iterator[str]:
    """Pairs of the rarest words of a title: one that is mistyped leaves a pair of the others."""
    telling = [word for word in set(form.words) if len(word) >= _WORD and often[word] <= most]
    rarest = sorted(telling, key=lambda word: (often[word], word))[:_RAREST]
    for pair in combinations(sorted(rarest), 2):
        yield " ".join(("rare", *pair))
    if len(rarest) == 1:
        yield f"rare {rarest[0]}"


def _initials(form: Form) -> Iterator[str]:
    """The family name, which may stand first or last, with the initial that follows or begins."""
    if len(form.words) > 1:
        yield f"initial {form.words[0]} {initial_of(form.words[1])}"
        yield f"initial {form.words[-1]} {initial_of(form.words[0])}"
