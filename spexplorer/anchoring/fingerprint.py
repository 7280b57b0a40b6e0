"""Fingerprints by which a passage is found again in a damaged copy, without shipping its text.

A fingerprint of a passage of *n* tokens holds three things:

* the token count *n*;
* **seeds**: hashes of word 3-grams with their token offsets, thinned by winnowing (Schleimer,
  Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003): of
  every ``WINDOW`` neighbouring hashes the smallest is kept. Each word is cut to its first
  ``STEM`` letters first, so that an error further on does no harm, and each hash to
  ``SEED_BITS`` bits;
* a **profile**: one hexadecimal digit per token, two bits hashed from the token's first
  ``EDGE`` letters and two from its last ``EDGE``. One wrong letter seldom spoils both halves.

Seeds vote for the place where a passage starts; the profile is then aligned there, with gaps for
words that were split, merged, lost or inserted. Where that leaves doubt, blocks of the profile are
slid along the whole text. Scores are log-likelihood ratios in nats, the same passage against
chance, so they add up and one threshold serves passages of any length.

**Why these bits do not carry the prose.** Both parts are many-to-one and cannot be decoded, only
compared with a guess. A profile digit is one of 16 for a word out of tens of thousands: thousands
of words share it. A seed is one of 2^20 for three word beginnings in a row, of which there are
some 10^12: about a million share it. Together they take 7 to 8 bits per token, less than half of
what a general compressor needs for a paper (bzip2: 17). What is left is what it is for: telling
that a text already at hand is this one. It is not encryption: whoever guesses a sentence by other
means can have the guess confirmed, and a language model guesses English at 5 to 7 bits per word.
That is the limit of the scheme and the reason why seeds are sparse; do not lower ``WINDOW``.

Units: offsets and spans count tokens (end exclusive); ``spans`` gives code points of the text.
Standard library only.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

VERSION = "spf1"
GRAM = 3  # tokens in a seed
WINDOW = 8  # neighbouring 3-grams of which one is kept
STEM = 4  # letters of each token that enter a seed
EDGE = 3  # letters at each end of a token that enter the profile
SEED_BITS = 20

# Log-likelihood ratios in nats. Half a profile digit agrees by chance in 1 of 4 cases and, in the
# same word at 6 % character errors, in about 4 of 5.
HALF_SAME = math.log(0.8 / 0.25)
HALF_OTHER = math.log(0.2 / 0.75)
TOKEN_SAME = 2 * HALF_SAME
MISSING = -4.0  # a token of the passage without a counterpart
INSERT_OPEN, INSERT_MORE = -6.0, -0.2  # tokens of the text inside the passage
INSERT_EDGE, GUARD = -10.0, 4  # opening such a gap among the first or last tokens
SEED_FOUND = 3.0  # a seed on the aligned place, beyond what the profile says
SLACK = 16  # tokens by which an alignment may drift (a running head is about ten)
CANDIDATES = 6  # places that are aligned
BLOCK, PEAKS = 12, 6  # tokens slid along the text together, and places kept of each block
MARGIN = 3.0  # nats above chance, and above the second-best place, to count as certain
LEAST = 0.25  # score under which no place is certain
CLEAR = 0.6  # score over which a place that seeds vote for needs no search elsewhere
UNDAMAGED, NEARLY = 0.999, 1.0  # with every token there, half a token more than elsewhere will do

_HYPHEN = "-\u2010\u2011\u00ad\u00ac"
_INSIDE = "'\u2019\u2018\u02bc\u00b4`\u2013\u200b\u2060\ufeff"
_SUPERSCRIPT = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"
_LETTER = rf"(?:[^\W_{_SUPERSCRIPT}]|[\u0300-\u036f])"
_TOKEN = re.compile(rf"{_LETTER}+(?:(?:[{_HYPHEN}]\s{{0,4}}|[{_INSIDE}]){_LETTER}+)*")
_FORMAT = re.compile(
    rf"{VERSION}:(\d{{1,7}}):((?:\d{{1,7}}\.[0-9a-f]{{5}}(?:,(?=\d)|(?=:)))*):([0-9a-f]*)", re.ASCII
)


class FingerprintError(ValueError):
    """A string that is no fingerprint of a known version."""


@dataclass(frozen=True)
class Fingerprint:
    """``seeds`` are (token offset, hash of ``SEED_BITS`` bits), ``profile`` a digit per token."""

    token_count: int
    seeds: tuple[tuple[int, int], ...]
    profile: str


@dataclass(frozen=True)
class Placement:
    """The best span of a passage in a text, in tokens, end exclusive.

    ``score`` runs from 0 (chance) to 1 (undamaged); ``nats`` is the evidence for the place and
    ``runner_up`` that for the best place elsewhere; ``certain`` tells whether it is enough.
    """

    start: int
    end: int
    score: float
    nats: float
    runner_up: float
    certain: bool


@dataclass(frozen=True)
class IndexedText:
    """A text made ready for placing many passages.

    ``profile`` holds a digit per token, ``grams`` the offsets of each 3-gram's hash, ``halves``
    for each value of the upper and of the lower two bits the tokens that have it, as bits.
    """

    profile: tuple[int, ...]
    grams: dict[int, list[int]]
    halves: dict[tuple[int, int], int]


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """(token, start, end) of every token of a text, in code points, end exclusive.

    A token is compatibility-decomposed, casefolded and stripped to letters and digits. Hyphens
    inside a word go, with the line break after them if there is one, whether the break or the
    author put them there: so a token does not depend on where lines were broken. Superscript
    digits (footnote marks) are no part of a token.
    """
    for match in _TOKEN.finditer(text):
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", match[0]).casefold())
        token = "".join(c for c in plain if c.isalnum())
        if token:
            yield token, match.start(), match.end()


def tokenize(text: str) -> list[str]:
    """The normalised tokens of a text; see ``spans``."""
    return [token for token, _, _ in spans(text)]


def _bits(kind: bytes, text: str, bits: int) -> int:
    """The first ``bits`` bits (at most 24) of a hash of a kind and a text."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=3, person=kind).digest(), "big") >> (24 - bits)


@lru_cache(maxsize=65536)
def _digit(token: str) -> int:
    """The profile digit of a token, 0 to 15: two bits for its head, two for its tail."""
    return _bits(b"head", token[:EDGE], 2) << 2 | _bits(b"tail", token[-EDGE:], 2)


def _grams(tokens: Sequence[str]) -> list[int]:
    """The hash of the 3-gram at every offset; empty under three tokens."""
    stems = [token[:STEM] for token in tokens]
    return [
        _bits(b"gram", " ".join(stems[i : i + GRAM]), SEED_BITS)
        for i in range(len(stems) - GRAM + 1)
    ]


def _winnow(hashes: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """(offset, hash) of the smallest hash of every window, the rightmost where two are equal."""
    kept: dict[int, int] = {}
    for start in range(max(1, len(hashes) - WINDOW + 1) if hashes else 0):
        window = range(start, min(start + WINDOW, len(hashes)))
        at = min(window, key=lambda i: (hashes[i], -i))
        kept[at] = hashes[at]
    return tuple(sorted(kept.items()))


def of_tokens(tokens: Sequence[str]) -> Fingerprint:
    """The fingerprint of a passage given as normalised tokens."""
    profile = "".join(f"{_digit(token):x}" for token in tokens)
    return Fingerprint(len(tokens), _winnow(_grams(tokens)), profile)


def of_text(text: str) -> Fingerprint:
    """The fingerprint of a passage; any string has one, an empty one has no seeds or profile."""
    return of_tokens(tokenize(text))


def format_fingerprint(fingerprint: Fingerprint) -> str:
    """``spf1:COUNT:OFFSET.HASH,...:PROFILE``; decimal counts and offsets, hexadecimal the rest."""
    seeds = ",".join(f"{offset}.{value:05x}" for offset, value in fingerprint.seeds)
    return f"{VERSION}:{fingerprint.token_count}:{seeds}:{fingerprint.profile}"


def parse(text: str) -> Fingerprint:
    """Read what ``format`` wrote; raises ``FingerprintError`` for anything else."""
    match = _FORMAT.fullmatch(text)
    if match is None:
        raise FingerprintError(f"not a fingerprint of version {VERSION}: {text[:40]!r}")
    pairs = [item.split(".") for item in match[2].split(",") if item]
    seeds = tuple((int(offset), int(value, 16)) for offset, value in pairs)
    found = Fingerprint(int(match[1]), seeds, match[3])
    offsets = [offset for offset, _ in seeds]
    inside = all(offset <= found.token_count - GRAM for offset in offsets)
    if len(found.profile) != found.token_count or not inside or offsets != sorted(set(offsets)):
        raise FingerprintError(f"fingerprint contradicts itself: {text[:40]!r}")
    if format_fingerprint(found) != text:
        raise FingerprintError(f"fingerprint is not in its plain form: {text[:40]!r}")
    return found


def index(tokens: Sequence[str]) -> IndexedText:
    """Prepare the tokens of a text, so that many passages can be placed in it."""
    grams: dict[int, list[int]] = defaultdict(list)
    for offset, value in enumerate(_grams(tokens)):
        grams[value].append(offset)
    profile = tuple(_digit(token) for token in tokens)
    halves = {
        (mask, value): int("0" + "".join("01"[d & mask == value] for d in reversed(profile)), 2)
        for mask, step in ((12, 4), (3, 1))
        for value in range(0, mask + 1, step)
    }
    return IndexedText(profile, dict(grams), halves)


def _token_score(left: int, right: int) -> float:
    """Evidence in nats that two profile digits belong to the same token."""
    differ = left ^ right
    head = HALF_OTHER if differ & 12 else HALF_SAME
    return head + (HALF_OTHER if differ & 3 else HALF_SAME)


_SCORES = [[_token_score(left, right) for right in range(16)] for left in range(16)]


def _align(
    wanted: Sequence[int], text: Sequence[int], start: int, slack: int
) -> tuple[float, int, int]:
    """Align a whole passage near the diagonal that starts at ``start`` of the text.

    Both are profile digits. Free ends in the text, ``slack`` tokens of drift either way, affine
    cost for tokens of the text inside the passage. Returns (nats, span start, span end).
    """
    if start >= 0 and list(text[start : start + len(wanted)]) == list(wanted):
        return TOKEN_SAME * len(wanted), start, start + len(wanted)  # nothing can be better
    low, high = max(0, start - slack), min(len(text), start + len(wanted) + slack)
    bad = -math.inf
    width = high - low + 1
    best = [0.0] * width
    begin = list(range(low, high + 1))
    for i, digit in enumerate(wanted, 1):
        scores = _SCORES[digit]
        left = max(0, start + i - slack - low)
        right = min(width - 1, start + i + slack - low)
        row, origin = [bad] * width, [low] * width
        inserted, inserted_from = bad, low
        opening = INSERT_OPEN if GUARD <= i <= len(wanted) - GUARD else INSERT_EDGE
        for j in range(left, right + 1):
            value, source = best[j] + MISSING, begin[j]
            if j > 0:
                same = best[j - 1] + scores[text[low + j - 1]]
                if same >= value:
                    value, source = same, begin[j - 1]
                inserted += INSERT_MORE
                if row[j - 1] + opening > inserted:
                    inserted, inserted_from = row[j - 1] + opening, origin[j - 1]
                if inserted > value:
                    value, source = inserted, inserted_from
            row[j], origin[j] = value, source
        best, begin = row, origin
    at = max(range(width), key=best.__getitem__)
    return best[at], begin[at], low + at


def similarity(fingerprint: Fingerprint, tokens: Sequence[str]) -> float:
    """How well the profile is contained in some tokens: 0 chance or worse, 1 every token there.

    Order counts; tokens before and after the passage do not.
    """
    if not fingerprint.token_count:
        return 0.0 if tokens else 1.0
    text = [_digit(token) for token in tokens]
    wanted = [int(digit, 16) for digit in fingerprint.profile]
    nats, _, _ = _align(wanted, text, 0, len(text) + len(wanted))
    return max(0.0, nats / (TOKEN_SAME * len(wanted)))


def _apart(starts: Sequence[int]) -> list[int]:
    """The first ``CANDIDATES`` of a ranking, leaving out those near one already kept."""
    kept: list[int] = []
    for start in starts:
        if len(kept) < CANDIDATES and all(abs(start - other) > SLACK // 2 for other in kept):
            kept.append(start)
    return kept


def _ranked(wanted: Sequence[int], text: Sequence[int], starts: Iterable[int]) -> list[int]:
    """The best of some starts by the best run of matching digits on their diagonals, best first."""
    rows = [_SCORES[digit] for digit in wanted]
    ranked: list[tuple[float, int]] = []
    for start in starts:
        first = max(0, -start)
        run = best = 0.0
        for row, digit in zip(rows[first:], text[start + first :], strict=False):
            run += row[digit]
            if run < 0.0:
                run = 0.0
            elif run > best:
                best = run
        ranked.append((-best, start))
    return _apart([start for _, start in sorted(ranked)])


def _voted(fingerprint: Fingerprint, text: IndexedText) -> set[int]:
    """Every start for which a seed votes."""
    return {
        place - offset for offset, value in fingerprint.seeds for place in text.grams.get(value, ())
    }


def _peaks(wanted: Sequence[int], first: int, text: IndexedText) -> Iterator[int]:
    """Starts of the diagonals on which most half digits of a block agree, best first.

    The block is the ``BLOCK`` digits from ``first``. Agreements are counted for all diagonals at
    once: bit ``d`` of ``planes[k]`` is bit ``k`` of the count of the start ``d - len(wanted)``.
    """
    planes: list[int] = []
    for i in range(first, min(first + BLOCK, len(wanted))):
        for mask in (12, 3):
            carry = text.halves[mask, wanted[i] & mask] << (len(wanted) - i)
            for k, plane in enumerate(planes):
                planes[k], carry = plane ^ carry, plane & carry
            if carry:
                planes.append(carry)
    left = (1 << (len(wanted) + len(text.profile))) - 1
    for _ in range(PEAKS):
        top = left
        for plane in reversed(planes):
            top = top & plane or top
        if top:
            at = top.bit_length() - 1
            left &= ~(1 << at)
            yield at - len(wanted)


def _scanned(wanted: Sequence[int], text: IndexedText) -> set[int]:
    """Starts worth a look anywhere in the text, judged by blocks short enough to have no gap."""
    last = max(0, len(wanted) - BLOCK)
    return {
        start
        for first in {*range(0, last, BLOCK // 2), last}
        for start in _peaks(wanted, first, text)
    }


def _found_seeds(fingerprint: Fingerprint, text: IndexedText, start: int) -> int:
    """How many seeds of a passage that starts at ``start`` lie where they should."""
    return sum(
        any(abs(place - offset - start) <= SLACK for place in text.grams.get(value, ()))
        for offset, value in fingerprint.seeds
    )


def _best(fingerprint: Fingerprint, text: IndexedText, starts: Sequence[int]) -> Placement | None:
    """The best of some starts after alignment, judged against chance and the second best."""
    wanted = [int(digit, 16) for digit in fingerprint.profile]
    spots: list[tuple[float, float, int, int]] = []
    for candidate in starts:
        nats, start, end = _align(wanted, text.profile, candidate, SLACK)
        if end > start:
            seeds = SEED_FOUND * _found_seeds(fingerprint, text, start)
            spots.append((nats + seeds, nats, start, end))
    if not spots:
        return None
    total, nats, start, end = max(spots)
    others = [spot[0] for spot in spots if spot[3] <= start or spot[2] >= end]
    runner_up = max(others, default=0.0)
    chance = math.log(len(text.profile))
    score = max(0.0, nats / (TOKEN_SAME * len(wanted)))
    needed = NEARLY if score > UNDAMAGED else MARGIN
    beyond = len(wanted) >= GRAM and total > chance + MARGIN and score > LEAST
    certain = beyond and total - max(0.0, runner_up) > needed
    return Placement(start, end, score, total, runner_up, certain)


def locate(fingerprint: Fingerprint, text: IndexedText | Sequence[str]) -> Placement | None:
    """The best span for a passage in a text (an ``IndexedText`` or normalised tokens).

    None where either is empty or nothing lines up. A placement that is not ``certain`` is for a
    later step to settle by the order of the passages, or for the reader; one of fewer than three
    tokens never is by itself.
    """
    text = text if isinstance(text, IndexedText) else index(text)
    wanted = [int(digit, 16) for digit in fingerprint.profile]
    spot = locate_by_seeds(fingerprint, text)
    if spot is not None and spot.certain and spot.score > CLEAR:
        return spot
    starts = _scanned(wanted, text) | _voted(fingerprint, text)
    return _best(fingerprint, text, _ranked(wanted, text.profile, starts))


def locate_by_seeds(fingerprint: Fingerprint, text: IndexedText) -> Placement | None:
    """The best span among those that seeds vote for: fast, but blind where every seed is damaged."""
    wanted = [int(digit, 16) for digit in fingerprint.profile]
    return _best(fingerprint, text, _ranked(wanted, text.profile, _voted(fingerprint, text)))


def locate_between(
    fingerprint: Fingerprint, text: IndexedText, low: int, high: int
) -> Placement | None:
    """The best span between two tokens of a text, where its neighbours say that it must stand.

    Gaps of any length are allowed, as a footnote between two halves of a sentence makes them. There is
    no second-best place; the evidence has to beat chance in that window alone.
    """
    window = text.profile[low:high]
    wanted = [int(digit, 16) for digit in fingerprint.profile]
    if not window or not wanted:
        return None
    nats, start, end = _align(wanted, window, 0, len(window) + len(wanted))
    if end <= start:
        return None
    score = max(0.0, nats / (TOKEN_SAME * len(wanted)))
    certain = nats > math.log(len(window)) + MARGIN
    return Placement(low + start, low + end, score, nats, 0.0, certain)
