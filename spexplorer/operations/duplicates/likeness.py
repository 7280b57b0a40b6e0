"""How much two records are alike, from 0 to 1, and by what: the one measure that all of the program uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from spexplorer.operations.duplicates.candidates import PERSON, Candidate, Form, Letters

ALIKE: Final = 0.8
"""From here on two records are offered as one."""

_OFTEN_SHARED: Final = frozenset({"isbn", "issn", "url"})
"""Identifiers that chapters of a book, articles of a journal or pages of a site may share."""
_PART_NUMBERS: Final = ("volume", "edition", "number", "part_number", "chapter_number")
_REVIEWS: Final = frozenset({"review", "review-book"})
_SHORT_WORDS: Final = 4
_LONG_WORDS: Final = 6
_VERY_LONG_WORDS: Final = 9
_LEAST_TITLE: Final = 12
_TELLING: Final = 16
"""Letters from which on a title alone tells a work from others."""
_SMALL_WORDS: Final = frozenset(
    {
        *("the", "a", "an", "of", "and", "in", "on", "for", "to", "at", "by", "en", "et", "du"),
        *("de", "la", "le", "les", "des", "der", "die", "das", "und", "von", "zur", "im"),
        *("i", "v", "vo", "na", "o", "ob", "dlia", "po", "k", "s", "so", "iz", "ot", "men"),
    }
)
"""Words, as folded, that a name may have or lack and be the same: English, French, German, Russian."""
_FOLDED_INITIALS: Final = frozenset(("zh", "sh", "ch", "shch", "ia", "iu", "io"))
"""Russian letters that are folded to several."""
_NEAR: Final = 0.5
"""Degrees of latitude and longitude within which two places of a name may be one."""


class Reason(Enum):
    """By what two records were found to be alike."""

    IDENTIFIER = "identifier"
    PAGES = "pages"
    TITLE = "title"
    LIKE_TITLE = "like_title"
    NAME = "name"
    WORD_ORDER = "word_order"
    INITIALS = "initials"
    SPELLING = "spelling"
    SOUND = "sound"


class Likeness(NamedTuple):
    """How much two records are alike and by what; of an identifier its scheme and value."""

    score: float
    reason: Reason
    scheme: str = ""
    value: str = ""


def likeness(one: Candidate, other: Candidate) -> Likeness | None:
    """How two records of a kind are alike; None where they are not, or are known to differ."""
    if one.identifiers and other.identifiers:
        if (shared := _shared_identifier(one, other)) is not None:
            return shared
        if _differ_by_identifier(one, other):
            return None
    return _BY_KIND[one.kind](one, other)


def _shared_identifier(one: Candidate, other: Candidate) -> Likeness | None:
    for scheme, value in sorted(one.identifiers & other.identifiers):
        if scheme not in _OFTEN_SHARED:
            return Likeness(0.99, Reason.IDENTIFIER, scheme, value)
        similarity = _names_alike(one.forms, other.forms)
        if scheme == "isbn" and similarity >= 0.6 and not _part_numbers_differ(one, other):
            return Likeness(0.97, Reason.IDENTIFIER, scheme, value)
        if scheme == "url" and similarity >= 0.85:
            return Likeness(0.95, Reason.IDENTIFIER, scheme, value)
        if scheme == "issn" and similarity >= 0.6 and _same_place_in_journal(one, other):
            return Likeness(0.96, Reason.PAGES, scheme, value)
    return None


def _same_place_in_journal(one: Candidate, other: Candidate) -> bool:
    def place(of: Candidate) -> tuple[str, str]:
        return of.numbers.get("volume", "") or of.numbers.get("issue", ""), _first_page(of)

    return place(one) == place(other) and all(place(one))


def _differ_by_identifier(one: Candidate, other: Candidate) -> bool:
    """Whether a scheme that gives a thing one number gives these two different ones."""
    return any(
        scheme not in _OFTEN_SHARED and not values & other.schemes[scheme]
        for scheme, values in one.schemes.items()
        if scheme in other.schemes
    )


# -- works ---------------------------------------------------------------------------------------------


def _works(one: Candidate, other: Candidate) -> Likeness | None:
    score = 0.94
    if one.year is not None and other.year is not None:
        apart = abs(one.year - other.year)
        if apart > 1:
            return None
        score = 0.97 - 0.04 * apart
    if not (one.people and other.people):
        score -= 0.04 if one.people or other.people else 0.02
    elif not _share_people(one.people, other.people):
        return None
    similarity = _names_alike(one.forms, other.forms, ALIKE / score)
    score = score * similarity - _doubts(one, other) if similarity * score >= ALIKE else 0.0
    if score < ALIKE or _says_little(one, other):
        return None
    return Likeness(score, Reason.TITLE if similarity == 1 else Reason.LIKE_TITLE)


def _doubts(one: Candidate, other: Candidate) -> float:
    """What speaks against two works of like titles being one: 1 where they are not."""
    reviews = (of.traits.sort in _REVIEWS for of in (one, other))
    if len(set(reviews)) > 1 or _part_numbers_differ(one, other):
        return 1.0
    isbns = one.schemes.get("isbn"), other.schemes.get("isbn")
    has_other_isbn = bool(isbns[0] and isbns[1] and not isbns[0] & isbns[1])
    differing = _places_that_differ(one, other) + has_other_isbn
    return 0.1 * differing + 0.03 * (one.traits.sort != other.traits.sort)


def _share_people(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one.isdisjoint(other):
        return True
    for name in one:
        for second in other:
            if abs(len(name) - len(second)) <= 2 and _is_typing_error(name, second):
                return True
    return False


def _part_numbers_differ(one: Candidate, other: Candidate) -> bool:
    return any(
        name in one.numbers and name in other.numbers and one.numbers[name] != other.numbers[name]
        for name in _PART_NUMBERS
    )


def _places_that_differ(one: Candidate, other: Candidate) -> int:
    pages, issues = (_first_page(one), _first_page(other)), ("issue", "collection_number")
    return (all(pages) and pages[0] != pages[1]) + any(
        name in one.numbers and name in other.numbers and one.numbers[name] != other.numbers[name]
        for name in issues
    )


def _first_page(one: Candidate) -> str:
    return one.numbers.get("page", "").partition(" ")[0]


def _says_little(one: Candidate, other: Candidate) -> bool:
    """Whether only a title such as “Introduction” speaks for two works being one."""
    longest = max(len(form.compact) for form in (*one.forms, *other.forms))
    has_more = bool(one.people and other.people) and one.year == other.year is not None
    return longest < _TELLING and not has_more


# -- authorities ---------------------------------------------------------------------------------------


def _agents(one: Candidate, other: Candidate) -> Likeness | None:
    if (one.traits.sort == PERSON) != (other.traits.sort == PERSON):
        return None
    if one.year is not None and other.year is not None and one.year != other.year:
        return None
    found = _by_name(one.forms, other.forms)
    if found is None and one.traits.sort == PERSON:
        found = _by_initials(one, other)
    return found


def _places(one: Candidate, other: Candidate) -> Likeness | None:
    for name in ("latitude", "longitude"):
        values = [of.numbers[name] for of in (one, other) if name in of.numbers]
        if len(values) > 1 and abs(_degrees(values[0]) - _degrees(values[1])) > _NEAR:
            return None
    found = _by_name(one.forms, other.forms)
    if found is not None and one.traits.sort != other.traits.sort:
        found = found._replace(score=found.score - 0.1)
    return found if found is not None and found.score >= ALIKE else None


def _dated(one: Candidate, other: Candidate) -> Likeness | None:
    """Events and agreements: of one title and not of different days; a visit may take place every year."""
    days = one.traits.date, other.traits.date
    if all(days) and not days[0].startswith(days[1]) and not days[1].startswith(days[0]):
        return None
    if one.people and other.people and one.people.isdisjoint(other.people):
        return None
    similarity = _names_alike(one.forms, other.forms, ALIKE)
    score = similarity - (0.03 if all(days) else 0.1)
    if score < ALIKE or _says_little(one, other):
        return None
    return Likeness(score, Reason.TITLE if similarity == 1 else Reason.LIKE_TITLE)


def _degrees(text: str) -> float:
    return float(".".join(text.split()))


def _terms(one: Candidate, other: Candidate) -> Likeness | None:
    if one.people and other.people and not one.people & other.people:
        return None  # what two people mean by a word
    return _by_name(one.forms, other.forms)


def _by_name(forms: Iterable[Form], others: Iterable[Form]) -> Likeness | None:
    """By the best of the names of both, as OpenRefine clusters names: each key is looser than the last."""
    best: Likeness | None = None
    for form, other in _comparable(forms, others):
        found = _two_names(form, other)
        if found is not None and (best is None or found.score > best.score):
            best = found
    return best


def _two_names(one: Form, other: Form) -> Likeness | None:
    if one.key == other.key:
        return Likeness(0.97, Reason.NAME) if len(one.compact) > 1 else None
    if one.numbers != other.numbers or _differ_by_sex(one, other):
        return None
    if fingerprint(one) == fingerprint(other):
        return Likeness(0.94, Reason.WORD_ORDER)
    shortest = min(len(one.compact), len(other.compact))
    if shortest <= _SHORT_WORDS:
        return None
    if one.compact == other.compact:
        return Likeness(0.88, Reason.SPELLING)
    in_own_letters = one.letters is other.letters is Letters.OWN
    if shortest < _LEAST_TITLE and not in_own_letters:
        return None  # a letter more or less is another syllable
    if _words_alike(one, other):
        return Likeness(0.88, Reason.SPELLING)
    if not in_own_letters:
        return None
    if ngram_fingerprint(one) == ngram_fingerprint(other):
        return Likeness(0.86, Reason.SPELLING)
    sound = sound_key(one)
    if len(sound) > _SHORT_WORDS and sound == sound_key(other) and _sound_alike(one, other):
        return Likeness(0.82, Reason.SOUND)
    return None


def _sound_alike(one: Form, other: Form) -> bool:
    """Whether the words that leave the same consonants are like each other, one by one."""
    words, others = (sorted(form.words, key=_sound) for form in (one, other))
    return len(words) == len(others) and all(
        JaroWinkler.similarity(a, b) >= 0.85 for a, b in zip(words, others, strict=True)
    )


def _differ_by_sex(one: Form, other: Form) -> bool:
    """Whether one is Ivanov and the other Ivanova."""
    words, others = set(one.words), set(other.words)
    return any(f"{word}a" in others - words for word in words - others) or any(
        f"{word}a" in words - others for word in others - words
    )


def _by_initials(one: Candidate, other: Candidate) -> Likeness | None:
    """Whether two people have one family name, and the initials of the one fit the names of the other."""
    for form in one.forms:
        for second in other.forms:
            for family in {form.words[0], form.words[-1]} & {second.words[0], second.words[-1]}:
                if len(family) > 2 and _given_fit(_without(form, family), _without(second, family)):
                    return Likeness(0.84, Reason.INITIALS)
    return None


def _without(form: Form, family: str) -> list[str]:
    words = list(form.words)
    words.remove(family)
    return words


def _given_fit(names: list[str], others: list[str]) -> bool:
    """Whether one of them is written in initials, and all of them may stand for the other's."""
    if not names or not others:
        return False
    has_initials = any(map(_is_initial, (*names, *others)))
    pairs = zip(names, others, strict=False)
    return has_initials and all(
        one == other
        or ((_is_initial(one) or _is_initial(other)) and initial_of(one) == initial_of(other))
        for one, other in pairs
    )


def _is_initial(name: str) -> bool:
    return len(name) == 1 or name in _FOLDED_INITIALS


def initial_of(name: str) -> str:
    """The first letter of a folded name: the J of Joseph is folded as ж is, that of J. is not."""
    return "j" if name[0] == "j" or name.startswith("zh") else name[0]


# -- names ---------------------------------------------------------------------------------------------


def fingerprint(form: Form) -> str:
    """The words of a name in the order of the alphabet, each once."""
    return " ".join(sorted(set(form.words)))


def ngram_fingerprint(form: Form) -> str:
    """The pairs of letters of a name in the order of the alphabet, each once."""
    text = form.compact
    return "".join(sorted({text[at : at + 2] for at in range(len(text) - 1)}))


_SOUNDS: Final = str.maketrans({"w": "v", "z": "s", "g": "k", "d": "t", "b": "p", "h": None})
_VOWELS: Final = re.compile(r"(?<!^)[aeiou]")
_DOUBLED: Final = re.compile(r"(.)\1+")


@lru_cache(200_000)
def _sound(word: str) -> str:
    merged = word.replace("ph", "f").translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", merged))


def sound_key(form: Form) -> str:
    """What is left of the sound of a name across spellings and scripts: its consonants, word by word."""
    return " ".join(sorted(filter(None, map(_sound, form.words))))


def _names_alike(forms: Iterable[Form], others: Iterable[Form], least: float = 0.0) -> float:
    """How much the most alike of two records' names are alike, from 0 to 1."""
    best = 0.0
    for form, other in _comparable(forms, others):
        if form.key == other.key:
            return 1.0
        best = max(best, _titles_alike(form, other, least))
    return best


def _comparable(forms: Iterable[Form], others: Iterable[Form]) -> Iterator[tuple[Form, Form]]:
    """The pairs of names that say something about each other.

    Words of one sound are many in Chinese, so that the characters tell; only a long name, in which one
    character is mistaken for another of its sound, is known by the sound of all of it.
    """
    for form in forms:
        for other in others:
            if form.letters is other.letters is Letters.PINYIN and (
                len(form.compact) < _TELLING or form.compact != other.compact
            ):
                continue
            yield form, other


def _titles_alike(one: Form, other: Form, least: float) -> float:
    shorter, longer = (one, other) if len(one.compact) <= len(other.compact) else (other, one)
    if longer.compact.startswith(shorter.compact) and _is_main_title(shorter, longer):
        return 0.92 if shorter.numbers == longer.numbers else 0.85
    found = fuzz.ratio(one.compact, other.compact, score_cutoff=100 * least) / 100
    if not found:
        return 0.0
    if one.numbers != other.numbers or not _words_alike(one, other):
        return min(found, 0.75)
    return min(found, 0.99)


def _is_main_title(shorter: Form, longer: Form) -> bool:
    """Whether the one has a subtitle that the other lacks."""
    return (
        len(shorter.words) > 2
        and len(shorter.compact) >= _LEAST_TITLE
        and longer.words[: len(shorter.words)] == shorter.words
    )


def _words_alike(one: Form, other: Form) -> bool:
    """Whether two names differ by typing errors, small words and spaces only, not by a word."""
    if fuzz.ratio(one.compact, other.compact) >= 97 and _is_typing_error(
        one.compact, other.compact
    ):
        return len(one.words) != len(other.words) or _pairs_alike(one, other)
    fewer, more = sorted((len(one.words), len(other.words)))
    if fewer == 1 and len(one.compact) >= _LEAST_TITLE:  # pinyin in one piece
        most = len(one.compact) // 8
        return more > 1 and OSA.distance(one.compact, other.compact, score_cutoff=most) <= most
    return _pairs_alike(one, other)


def _pairs_alike(one: Form, other: Form) -> bool:
    left = [word for word in one.words if word not in other.words]
    right = [word for word in other.words if word not in one.words]
    fewer, more = sorted((left, right), key=len)
    rest = list(more)
    for word in fewer:
        partner = next((two for two in rest if _is_typing_error(word, two)), None)
        if partner is None:
            return False
        rest.remove(partner)
    return _SMALL_WORDS.issuperset(rest)


def _is_typing_error(one: str, other: str) -> bool:
    """Whether two words may be one: a letter too many, too few or in the wrong place; in long words more.

    Iran and Iraq are two words, and so are Ivanov and Ivanova.
    """
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORT_WORDS or shorter + "a" == longer:
        return False
    if len(shorter) < _LONG_WORDS:
        is_replaced = len(shorter) == len(longer) and sorted(shorter) != sorted(longer)
        return not is_replaced and OSA.distance(one, other, score_cutoff=1) <= 1
    most = 1 if len(shorter) < _VERY_LONG_WORDS else 2
    return (
        len(longer) - len(shorter) <= most and OSA.distance(one, other, score_cutoff=most) <= most
    )


_BY_KIND: Final[dict[str, Callable[[Candidate, Candidate], Likeness | None]]] = {
    "work": _works,
    "agent": _agents,
    "place": _places,
    "concept": _terms,
    "instrument": _terms,
    "event": _dated,
    "agreement": _dated,
}
