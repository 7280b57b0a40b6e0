"""Names that are spelt in two ways: of one agent, place or work, or of two that are perhaps one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from rapidfuzz.distance import OSA

from spexplorer.domain.authorities import Agent
from spexplorer.domain.works import Work
from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion
from spexplorer.storage.folding import fold

_LONG: Final = 8
"""Words of so many letters may differ in two of them."""
_SHORTEST: Final = 3
_STEM: Final = 5
_ENDING: Final = 2
"""Letters that a word may have more of without being another one, as in a plural."""
_SMALL_WORDS: Final = frozenset({"the", "and", "of", "for", "in", "a", "an"})


class NameVariants(AuditRule):
    """Compares the printed forms of a name with each other and with the name it is catalogued by."""

    title = "Names spelt in two ways"
    looks_for = (
        "Agents, places and works that are printed in two spellings or once with words left out, printed"
        " forms a letter or two away from the catalogued name, and two records of almost one name."
    )
    may_err = (
        "Both spellings may be right, a short form may be meant, and two records of like names may be two"
        " things."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        printed = _printed_forms(catalogue)
        for one in catalogue.named:
            forms = printed.get(one.id, [])
            name = one.title if isinstance(one, Work) else one.name
            is_person = isinstance(one, Agent) and one.agent_type == "person"
            if found := _variants(forms, is_person=is_person):
                words = self.tr(
                    "“{name}” is printed as {forms}.", name=name, forms=self._quoted(found)
                )
            elif odd := [form for form in forms if _is_respelt(form, name)]:
                words = self.tr(
                    "“{name}” is printed as {forms}.",
                    forms=self._quoted(odd), name=name,
                )  # fmt: skip
            else:
                continue
            yield Suspicion((one.id,), words)
        for kind in ("agent", "place", "work"):
            for group in catalogue.alike(kind):
                names = self._quoted([catalogue.title(uid) for uid in group.records])
                yield Suspicion(
                    group.records, self.tr("Two records of like names: {names}.", names=names)
                )

    def _quoted(self, forms: list[str]) -> str:
        return self.tr.joined([f"“{form}”" for form in forms])


def _printed_forms(catalogue: Catalogue) -> dict[str, list[str]]:
    """The forms in which each name is printed, the first script's alone, each once."""
    forms: dict[str, list[tuple[str, str]]] = {}
    for one in catalogue.named:
        for form in one.variants:
            if form.basis == "printed":
                forms.setdefault(one.id, []).append((form.form, form.language or ""))
    for work in catalogue.works.values():
        for person in work.contributors:
            if person.as_printed:
                forms.setdefault(person.agent, []).append((person.as_printed, ""))
    found: dict[str, list[str]] = {}
    for uid, listed in forms.items():
        language = listed[0][1]
        kept = [form for form, tag in listed if tag in ("", language)]
        found[uid] = list(dict.fromkeys(kept))
    return found


def _variants(forms: list[str], *, is_person: bool) -> list[str]:
    """The forms that are variants of another one, in their order."""
    odd: set[str] = set()
    for one, other in combinations(forms, 2):
        shortened = not is_person and (_leaves_words_out(one, other) or _is_cut_short(one, other))
        if _is_respelt(one, other) or shortened or _differs_in_capitals(one, other):
            odd |= {one, other}
    return [form for form in forms if form in odd]


def _is_respelt(one: str, other: str) -> bool:
    """Whether two names differ in one word, and there in a letter or two that make no plural."""
    first, second = sorted(fold(one).split()), sorted(fold(other).split())
    if first == second:  # search takes them for one: ay and ai, é and e
        return _letters(one) != _letters(other)
    if len(first) != len(second):
        return False
    left = [word for word in first if word not in second]
    right = [word for word in second if word not in first]
    if len(left) != 1 or len(right) != 1:
        return False
    short, long = sorted((left[0], right[0]), key=len)
    if len(short) < _SHORTEST or long in (f"{short}s", f"{short}es"):
        return False
    return OSA.distance(short, long) <= (2 if len(long) >= _LONG else 1)


def _letters(name: str) -> list[str]:
    """The words of a name as they are spelt, without signs and capitals, in an order of their own."""
    words = ("".join(filter(str.isalnum, word)) for word in name.casefold().split())
    return sorted(filter(None, words))


def _leaves_words_out(one: str, other: str) -> bool:
    """Whether one name is the other with words left out of its middle."""
    short, long = sorted((fold(one).split(), fold(other).split()), key=len)
    if len(short) < 2 or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    return set(short) - _SMALL_WORDS < set(long) - _SMALL_WORDS


def _is_cut_short(one: str, other: str) -> bool:
    """Whether two names differ in one word, which in one of them is the beginning of the other's."""
    first, second = fold(one).split(), fold(other).split()
    if len(first) != len(second):
        return False
    odd = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    if len(odd) != 1:
        return False
    short, long = sorted(odd[0], key=len)
    return len(short) >= _STEM and long.startswith(short) and len(long) - len(short) > _ENDING


def _differs_in_capitals(one: str, other: str) -> bool:
    return one != other and one.casefold() == other.casefold()


RULE = NameVariants
