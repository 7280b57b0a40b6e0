"""How a record is named in lists: its label, one line of detail, and a quantity in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from spexplorer.domain.listing import Row, RowParts
from spexplorer.domain.vocabularies import CLOSED
from spexplorer.support.printable import as_label
from spexplorer.words.language import Language

if TYPE_CHECKING:
    from spexplorer.domain.findings import Statistic

Wording = Callable[[str, str], str]
"""The label of a vocabulary term, by scheme and code."""

_SCHEMES: Final = {
    "agent": "agent_type",
    "place": "place_type",
    "instrument": "vector",
    "event": "event_type",
    "agreement": "form",
    "claim": "stance",
    "citation": "relation",
    "note": "note_type",
}
"""Kind -> the vocabulary of the term that classes its records."""


def term_label(tr: Language, terms: Mapping[str, Mapping[str, str]], scheme: str, code: str) -> str:
    """The label of a term, or its code where there is none.

    Those of the program's own lists are translated; a library words its vocabularies itself.
    """
    label = as_label(terms.get(scheme, {}).get(code, code))
    return tr(label) if scheme in CLOSED else label


def row_of(tr: Language, parts: RowParts, wording: Wording) -> Row:
    """A record as lists show it, in the language that is spoken."""
    label, detail = label_of(tr, parts), detail_of(tr, parts, wording)
    return Row(parts.number, parts.id, parts.kind, as_label(label), as_label(detail))


def label_of(tr: Language, parts: RowParts) -> str:
    """The name a record goes by in lists, links and charts."""
    match parts.kind:
        case "citation":
            (number,) = parts.values
            if not parts.names:
                return tr("{number}.", number=number)
            return tr("{number}. {cited}", number=number, cited=parts.names[0])
        case "passage":
            return _passage_label(tr, parts.title, *parts.values)
        case "note":
            printed, reading = parts.values
            return f"{printed} → {reading}" if printed and reading else parts.title
    return parts.title


def _passage_label(
    tr: Language, section: str, paragraph: int, sentence: int, footnote: int | None
) -> str:
    """Where a passage stands: section, paragraph and sentence, or the footnote's number."""
    if footnote is not None:
        return tr("Footnote {number}", number=footnote)
    return tr(
        "{section}, ¶ {paragraph}, sentence {sentence}",
        section=section.partition(":")[0],
        paragraph=paragraph,
        sentence=sentence,
    )


def detail_of(tr: Language, parts: RowParts, wording: Wording) -> str:
    """One line that tells records of like names apart."""
    names = _in_a_row(tr, parts.names)
    term = (
        wording(_SCHEMES[parts.kind], parts.code) if parts.kind in _SCHEMES and parts.code else ""
    )
    match parts.kind:
        case "work":
            return _joined(names, _date(tr, parts.date), parts.text)
        case "event" | "agreement":
            return _joined(_date(tr, parts.date), term)
        case "statistic":
            value, high, qualifier, derived = parts.values
            unit = parts.code or ""
            amount = _amount(tr, value, high, unit, qualifier, wording, derived=bool(derived))
            return _joined(amount, _date(tr, parts.date))
        case "claim":
            return _joined(names, term)
        case "passage":
            return tr("p. {page}", page=parts.text) if parts.text else ""
        case "citation":
            return term
    return _joined(term, parts.text)


def _in_a_row(tr: Language, names: Sequence[str]) -> str:
    """Names in a row, with semicolons where one has a comma: “Nye, Joseph; Li, Wei”."""
    if len(names) > 1 and any("," in name for name in names):
        return "; ".join(names)
    return tr.joined(list(names))


def fact_words(tr: Language, parts: RowParts, wording: Wording, footnote: int | None) -> str:
    """What a record states in a line: its value, its date and the footnote it rests on or lacks."""
    said = detail_of(tr, parts, wording) if parts.kind == "statistic" else _date(tr, parts.date)
    mark = tr("footnote {n}", n=footnote) if footnote is not None else tr("no footnote")
    return _joined(said, mark) if said else ""


def office_words(tr: Language, title: str, body: str, since: str = "", until: str = "") -> str:
    """“Chairman, PRC”, with the time of the office where it is known."""
    words = tr("{office}, {body}", office=title, body=body) if body else title
    if not since and not until:
        return words
    if not until:
        return tr("{office} (from {date})", office=words, date=_date(tr, since))
    if not since:
        return tr("{office} (until {date})", office=words, date=_date(tr, until))
    time = {"from": _date(tr, since), "to": _date(tr, until)}
    return tr("{office} ({from} to {to})", office=words, **time)


def agent_words(
    tr: Language,
    wording: Wording,
    roles: Iterable[tuple[str, int]],
    claims: int,
    assessments: int,
    works: int,
) -> str:
    """“speaker: 2 events · holds 3 claims”: what a library says of an agent beside the offices."""
    said = [
        tr.counted(
            number,
            "{role}: {n} event",
            "{role}: {n} events",
            role=wording("participant_role", role),
        )
        for role, number in roles
    ]
    said.append(tr.counted(claims, "holds {n} claim", "holds {n} claims") if claims else "")
    judged = tr.counted(assessments, "assesses {n} instrument", "assesses {n} instruments")
    said.append(judged if assessments else "")
    said.append(
        tr.counted(works, "contributed to {n} work", "contributed to {n} works") if works else ""
    )
    return _joined(*said)


_CURRENCY: Final = re.compile(r"([A-Z]{0,3}[$€£¥₽₸₴])\s*(.*)")
"""A unit of money: the sign, which stands before the number, and its scale, which stands behind it."""


def quantity(tr: Language, statistic: Statistic, wording: Wording) -> str:
    """A value with its qualifier and unit in words: “over US$28.6 billion”."""
    return _amount(
        tr,
        statistic.value,
        statistic.value_high,
        statistic.unit,
        statistic.qualifier,
        wording,
        derived=statistic.derived_from is not None,
    )


def _amount(
    tr: Language,
    value: float | None,
    value_high: float | None,
    unit_code: str,
    qualifier: str,
    wording: Wording,
    *,
    derived: bool,
) -> str:
    unit = wording("unit", unit_code)
    if value is None:
        return unit
    number = value_words(tr, value, derived=derived)
    if value_high is not None:
        high = value_words(tr, value_high, derived=derived)
        number = tr("{low}–{high}", low=number, high=high)
    if unit_code == "rank":  # a place in an order counts nothing
        if qualifier == "at_least":
            return tr("{unit} {number} or lower", unit=unit, number=number)
        return tr("{unit} {number}", unit=unit, number=number)
    if qualifier in ("exact", "range", "rank"):
        return with_unit(tr, number, unit)
    words = wording("qualifier", qualifier)
    return tr("{qualifier} {number}", qualifier=words, number=with_unit(tr, number, unit))


def with_unit(tr: Language, number: str, unit: str) -> str:
    """A number and its unit: “47 institutes”, “US$28.6 billion”."""
    if (priced := _CURRENCY.fullmatch(unit)) is not None:
        number, unit = tr("{currency}{number}", currency=priced[1], number=number), priced[2]
    return tr("{number} {unit}", number=number, unit=unit) if unit else number


def value_words(tr: Language, value: float, *, derived: bool) -> str:
    """A stated value with its own decimals; a derived one with no more than its inputs can bear."""
    if derived:
        value = round(value, 2 if 0.1 <= abs(value) < 1000 else 0 if abs(value) >= 1000 else 4)
    return tr.number(int(value) if value == int(value) else value)


def _date(tr: Language, text: str | None) -> str:
    if not text:
        return ""
    from spexplorer.words.dates import in_words  # not needed where no hit of a search has a date

    return in_words(tr, text)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
