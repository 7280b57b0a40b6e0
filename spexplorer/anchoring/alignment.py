"""Passages of a work found in the text of a copy, in their order.

Each passage is first placed by its own fingerprint. The places that follow each other as the passages
do form the chain (the heaviest increasing sequence); what lies off it was displaced in the copy and is
kept only with strong evidence. A passage without a sure place is then looked for between its neighbours
on the chain. What is still not sure is orphaned: a passage is never moved to a likely place.

Sentences and footnotes are two chains, since a copy prints footnotes below the page or at its end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from spexplorer.anchoring import fingerprint as fp
from spexplorer.anchoring.fingerprint import Fingerprint, IndexedText, Placement

CONTEXT: Final = 32
"""Code points of the prefix and suffix of a quotation."""

CONFIDENCE: Final = 0.3
"""The score under which a passage on the chain is orphaned: 0 is chance, 1 undamaged."""

ENCLOSED: Final = 0.12
"""The same for one whose neighbours on both sides are in place, and nothing else between them."""

DISPLACED: Final = 0.6
"""The same for one that stands off the chain."""

FEW, ALONE = 0.1, 0.85
"""The same where less than this share of the passages has a place: likely another text."""

_MENDED: Final = 0.97
"""A score under which a passage is aligned once more between its neighbours."""

_WIDEST: Final = 2500
"""Tokens of a gap in which a passage is looked for, beyond four times its own."""

_SCANNED: Final = 60_000
"""Tokens of a text that is searched whole for a passage of which every seed is damaged."""

_HEAD_LETTERS, _HEAD_TIMES, _HEAD_LENGTH, _HEADS_COMPARED = 6, 3, 120, 2000
_ALIKE: Final = 80
_ALONE: Final = re.compile(r"[^\S\n]*\n[^\S\n]*\n|[^\S\n]*\f")
_SNAP: Final = 3
"""Tokens by which the end of a damaged place is moved to the end of a sentence."""

_STOP: Final = re.compile(r"[.!?…。！？]|\n\s*\n")
_NUMBER: Final = re.compile(r"\d{1,4}[.)]?\s+\Z")
_OPENING: Final = re.compile(r"[\"'“‘«„‚(\[{¿¡—–-]*\Z")
_CLOSING: Final = re.compile(r"[\"'”’»“)\]}.,;:!?…%]*")


class SoughtPassage(NamedTuple):
    """A passage to be found: its id, its fingerprint, and whether it is a footnote."""

    passage: str
    fingerprint: Fingerprint
    is_footnote: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands in a text, in code points, end exclusive; both None where it is orphaned."""

    passage: str
    start: int | None
    end: int | None
    score: float

    @property
    def state(self) -> str:
        """Whether it is "anchored" or "orphaned"."""
        return "orphaned" if self.start is None else "anchored"


Span = tuple[int, int]


class _Tokens:
    """The tokens of a text without those in some spans of it, made ready for placing passages."""

    def __init__(self, text: str, without: Sequence[Span]) -> None:
        left_out = sorted(without)
        starts = [start for start, _ in left_out]
        kept = []
        for token, start, end in fp.spans(text):
            at = bisect_right(starts, start) - 1
            if at < 0 or start >= left_out[at][1]:
                kept.append((token, start, end))
        self.text = text
        self.places = [(start, end) for _, start, end in kept]
        self.index: IndexedText = fp.index([token for token, _, _ in kept])

    def span(self, place: Placement) -> Span:
        """The code points of a place, with the quotation marks and stops that belong to it."""
        start, end = self.places[place.start][0], self.places[place.end - 1][1]
        before = self.places[place.start - 1][1] if place.start else 0
        after = self.places[place.end][0] if place.end < len(self.places) else len(self.text)
        if opening := _OPENING.search(self.text[max(before, start - CONTEXT) : start]):
            start -= opening.end() - opening.start()
        if closing := _CLOSING.match(self.text[end:after]):
            end += closing.end()
        return start, end

    def snapped(self, place: Placement, low: int, high: int) -> Placement:
        """A place whose ends are moved by a few tokens to where a sentence ends, between two tokens."""
        start = self._nearest_stop(place.start, max(low, place.start - _SNAP), place.end - 1)
        end = self._nearest_stop(place.end, start + 1, min(high, place.end + _SNAP))
        return replace(place, start=start, end=end)

    def _nearest_stop(self, at: int, low: int, high: int) -> int:
        """The number of the token nearest to one with the end of a sentence before it, else that one."""
        for distance in range(_SNAP + 1):
            for token in (at - distance, at + distance):
                if low <= token <= high and self._stops_before(token):
                    return token
        return at

    def _stops_before(self, token: int) -> bool:
        if token in (0, len(self.places)):
            return True
        between = self.text[self.places[token - 1][1] : self.places[token][0]]
        return _STOP.search(between) is not None


def align(
    passages: Sequence[SoughtPassage],
    text: str,
    told: Callable[[int, int], object] | None = None,
) -> list[Anchor]:
    """Find passages, given in their order, in a text; an anchor for each, in the same order.

    Footnotes come first, so that one between two halves of a sentence is left out when that is sought.
    `told` hears how many passages were looked for, and of how many; what it raises calls the work off.
    """
    found: dict[int, tuple[Span, float]] = {}
    left_out = list(running_heads(text))
    sought = 0

    def tell(done: int) -> None:
        if told is not None:
            told(sought + done, len(passages))

    for is_footnote in (True, False):
        numbers = [i for i, one in enumerate(passages) if one.is_footnote is is_footnote]
        tokens = _Tokens(text, left_out)
        places = _Chain([passages[i].fingerprint for i in numbers], tokens, tell).placed()
        sought += len(numbers)
        for at, place in places.items():
            found[numbers[at]] = tokens.span(place), place.score
        if is_footnote:
            sure = [span for span, score in found.values() if score >= DISPLACED]
            left_out += [(_with_number(text, start), end) for start, end in sure]
    return [_anchor(one.passage, found.get(i)) for i, one in enumerate(passages)]


def _anchor(passage: str, found: tuple[Span, float] | None) -> Anchor:
    if found is None:
        return Anchor(passage, None, None, 0.0)
    (start, end), score = found
    return Anchor(passage, start, end, round(score, 3))


def _with_number(text: str, start: int) -> int:
    """Where a footnote starts, with the number printed before it."""
    number = _NUMBER.search(text[max(0, start - 8) : start])
    return start - (number.end() - number.start()) if number else start


class _Chain:
    """Passages that follow each other, and the places found for them by their numbers."""

    def __init__(
        self, marks: Sequence[Fingerprint], tokens: _Tokens, tell: Callable[[int], object]
    ) -> None:
        self._marks = marks
        self._tokens = tokens
        self._tell = tell
        self._text = tokens.index
        self._on: dict[int, Placement] = {}
        self._off: dict[int, Placement] = {}

    def placed(self) -> dict[int, Placement]:
        """Every passage that has a sure place."""
        if not self._text.profile:
            return {}
        found = []
        for at, mark in enumerate(self._marks):
            self._tell(at)
            found.append(fp.locate_by_seeds(mark, self._text))
        self._take({i: one for i, one in enumerate(found) if one is not None and one.certain})
        self._fill(0, len(self._marks), 0, len(self._text.profile))
        self._scan()
        self._mend()
        places = {
            **{i: one for i, one in self._off.items() if one.score >= DISPLACED},
            **{i: one for i, one in self._on.items() if one.score >= ENCLOSED},
        }
        if len(places) < FEW * len(self._marks):
            places = {i: one for i, one in places.items() if one.score >= ALONE}
        _without_overlaps(places)
        self._snap(places)
        return places

    def _snap(self, places: dict[int, Placement]) -> None:
        """Move the ends of damaged places to where sentences end, as far as their neighbours allow."""
        order = sorted(places, key=lambda i: places[i].start)
        for at, number in enumerate(order):
            if places[number].score >= fp.UNDAMAGED:
                continue
            low = places[order[at - 1]].end if at else 0
            after = at + 1 < len(order)
            high = places[order[at + 1]].start if after else len(self._text.profile)
            places[number] = self._tokens.snapped(places[number], low, high)

    def _take(self, sure: dict[int, Placement]) -> None:
        """Split sure places into those on the chain and those off it."""
        on = _heaviest_increasing(sure)
        self._on = {i: sure[i] for i in on}
        self._off = {i: one for i, one in sure.items() if i not in on}

    def _fill(self, first: int, last: int, low: int, high: int) -> None:
        """Look for the passages `first` to `last` that have no place between two tokens."""
        at = first
        for number in sorted(i for i in self._on if first <= i < last):
            place = self._on[number]
            self._fill_gap(list(range(at, number)), low, place.start)
            at, low = number + 1, place.end
        self._fill_gap(list(range(at, last)), low, high)

    def _fill_gap(self, numbers: list[int], low: int, high: int) -> None:
        """Place what fits into one gap, the longest passage first, since it is the surest."""
        waiting = [(numbers, low, high)]
        while waiting:
            numbers, low, high = waiting.pop()
            numbers = [i for i in numbers if i not in self._off]
            for number in sorted(numbers, key=lambda i: -self._marks[i].token_count):
                enclosed = len(numbers) == 1 and low > 0 and high < len(self._text.profile)
                least = ENCLOSED if enclosed else CONFIDENCE
                if (place := self._between(number, low, high, least)) is None:
                    continue
                self._on[number] = place
                waiting.append(([i for i in numbers if i < number], low, place.start))
                waiting.append(([i for i in numbers if i > number], place.end, high))
                break

    def _between(self, number: int, low: int, high: int, least: float) -> Placement | None:
        mark = self._marks[number]
        self._tell(len(self._marks))
        if not 0 < high - low <= _WIDEST + 4 * mark.token_count:
            return None
        place = fp.locate_between(mark, self._text, low, high)
        return place if place and place.certain and place.score >= least else None

    def _scan(self) -> None:
        """Search the whole of a text that is not too long for what is still missing."""
        if len(self._text.profile) > _SCANNED:
            return
        missing = [i for i in range(len(self._marks)) if i not in self._on and i not in self._off]
        found = {i: fp.locate(self._marks[i], self._text) for i in missing}
        sure = {i: one for i, one in found.items() if one is not None and one.certain}
        if sure:
            self._take(self._on | self._off | sure)
            self._fill(0, len(self._marks), 0, len(self._text.profile))

    def _mend(self) -> None:
        """Align damaged passages again between their neighbours, where gaps may be of any length."""
        order = sorted(self._on)
        for at, number in enumerate(order):
            place = self._on[number]
            if place.score >= _MENDED:
                continue
            low = self._on[order[at - 1]].end if at else 0
            high = len(self._text.profile)
            if at + 1 < len(order):
                high = self._on[order[at + 1]].start
            if low > place.start or high < place.end:
                low, high = min(low, place.start), max(high, place.end)
            better = self._between(number, low, high, ENCLOSED)
            if better is not None and better.score > place.score:
                self._on[number] = better


def _heaviest_increasing(places: dict[int, Placement]) -> set[int]:
    """The passages whose places follow each other as they do, with the most evidence in all."""
    numbers = sorted(places)
    ranks = {start: i for i, start in enumerate(sorted({one.start for one in places.values()}), 1)}
    # A Fenwick tree over the starts: the heaviest chain that ends before one, and where it ends.
    tree = [(0.0, -1)] * (len(ranks) + 1)
    best: list[tuple[float, int]] = []  # total evidence of the chain that ends here, link before
    for at, number in enumerate(numbers):
        rank = ranks[places[number].start]
        before, weight = rank - 1, (0.0, -1)
        while before > 0:
            weight = max(weight, tree[before])
            before &= before - 1
        total = weight[0] + max(0.0, places[number].nats)
        best.append((total, weight[1]))
        while rank < len(tree):
            tree[rank] = max(tree[rank], (total, at))
            rank += rank & -rank
    chain = set()
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.add(numbers[at])
        at = best[at][1]
    return chain


def _without_overlaps(places: dict[int, Placement]) -> None:
    """Where two passages claim the same tokens, for the most part, the weaker has no place."""
    order = sorted(places, key=lambda i: (places[i].start, places[i].end))
    last = -1
    for number in order:
        if last >= 0:
            one, other = places[last], places[number]
            shared = one.end - other.start
            if shared > min(one.end - one.start, other.end - other.start) // 2:
                weaker = min(last, number, key=lambda i: places[i].nats)
                places.pop(weaker)
                if weaker == number:
                    continue
        last = number


def running_heads(text: str) -> Iterator[Span]:
    """Every line that, but for its numbers and a few wrong letters, stands in the text three times or more.

    With wrong letters only lines that stand alone are compared, above or below an empty one.
    """
    from rapidfuzz import fuzz, process  # tabs that only show copies do without

    lines = [(m.start(), m.end(), _letters(m[0])) for m in re.finditer(r"[^\n\r\f]+", text)]
    times = Counter(letters for _, _, letters in lines if len(letters) >= _HEAD_LETTERS)
    alone = [
        letters
        for start, end, letters in lines
        if len(letters) >= 2 * _HEAD_LETTERS and end - start <= _HEAD_LENGTH
        and (_ALONE.search(text[max(0, start - 4) : start]) or _ALONE.match(text[end : end + 4]))
    ][:_HEADS_COMPARED]  # fmt: skip
    for letters in set(alone):
        alike = process.extract(letters, alone, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
        if len(alike) >= _HEAD_TIMES:
            times[letters] = _HEAD_TIMES
    for start, end, letters in lines:
        if times[letters] >= _HEAD_TIMES:
            yield start, end


def _letters(line: str) -> str:
    return "".join(c for c in line[:200].casefold() if c.isalpha())


def selectors(text: str, start: int, end: int) -> list[dict[str, object]]:
    """The W3C selectors of a span: the quotation with what stands around it, and the position."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
