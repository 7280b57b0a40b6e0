"""A record made from selected text: the passage it rests on, and dates, amounts and names in the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spexplorer.anchoring.fingerprint import format_fingerprint, of_text, tokenize
from spexplorer.domain.edtf import read_words
from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.domain.works import Passage
from spexplorer.operations.copy_reading import readable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from spexplorer.domain.listing import PassagePlace
    from spexplorer.operations.copy_reading import OpenCopy
    from spexplorer.operations.reader import Reader

NEW_KINDS: Final = ("event", "statistic", "claim", "agreement", "agent", "instrument", "note")
"""The kinds of records that are made from a sentence."""

_COVERED: Final = 0.6
"""The share of the selection from which a passage stands for it."""

_MONTH: Final = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR: Final = r"(?:1[0-9]{3}|20[0-9]{2})"
_DATES: Final = re.compile(
    rf"\d{{1,2}} {_MONTH},? {_YEAR}|{_MONTH} \d{{1,2}}, {_YEAR}|{_MONTH} {_YEAR}"
    rf"|{_YEAR}\s?[–—-]\s?{_YEAR}|{_YEAR}-\d\d(?:-\d\d)?|(?<![\d.,]){_YEAR}(?![\d.,]*\d)"
)
_SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_UNITS: Final = {
    "%": "percent", "percent": "percent", "per cent": "percent",
    "us dollars": "USD", "dollars": "USD", "$": "USD", "yuan": "CNY", "tenge": "KZT",
    "euros": "EUR", "people": "persons", "students": "students", "persons": "persons",
}  # fmt: skip
_AMOUNT: Final = re.compile(
    r"(?P<sign>\$)?(?<![\w.,])(?P<number>\d{1,3}(?:[ ,\u00a0]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion))?"
    r"(?:\s?(?P<unit>%|percent|per cent|US dollars|dollars|yuan|tenge|euros|people|students|persons))?",
    re.IGNORECASE,
)
_BILLION: Final = "us-dollar-billion"
_MOST_NAMES: Final = 12
_SHORTEST_NAME: Final = 3


class FoundValue(NamedTuple):
    """A value found in words: what it is ("date", "amount", "agent", "place"), as written, as stored."""

    sort: str
    written: str
    value: str
    unit: str = ""


def found_values(text: str, names: Iterable[tuple[str, str]]) -> list[FoundValue]:
    """The dates, amounts and names in some words; `names` are (id, form) of all that could be named."""
    words = readable(text)
    dates = list(_dates(words))
    spans = [hit.span() for hit in _DATES.finditer(words)]
    amounts = [
        found
        for hit in _AMOUNT.finditer(words)
        if not any(a < hit.end() and hit.start() < b for a, b in spans)
        and (found := _amount(hit)) is not None
    ]
    return [*dict.fromkeys(dates), *dict.fromkeys(amounts), *_named(words, names)]


def _dates(words: str) -> Iterable[FoundValue]:
    for hit in _DATES.finditer(words):
        read = read_words(hit[0])
        if read is not None:
            yield FoundValue("date", hit[0], str(read))


def _amount(hit: re.Match[str]) -> FoundValue | None:
    scale, unit = (hit["scale"] or "").lower(), (hit["unit"] or hit["sign"] or "").lower()
    typed = re.sub(r"(?<=\d)[ ,\u00a0](?=\d{3})", "", hit["number"]).replace(",", ".")
    value = float(typed) * _SCALES.get(scale, 1.0)
    if not scale and not unit and value < 10:
        return None  # a lone small number is rather an enumeration
    text = f"{value:.0f}" if value.is_integer() else f"{value:.10g}"
    return FoundValue("amount", hit[0].strip(), text, _UNITS.get(unit, ""))


def _named(words: str, names: Iterable[tuple[str, str]]) -> list[FoundValue]:
    """Who or what is named, the longest names first; a name within a longer one does not count."""
    found: list[tuple[int, int, FoundValue]] = []
    for uid, form in sorted(set(names), key=lambda one: -len(one[1])):
        if len(form) < _SHORTEST_NAME or form not in words:
            continue
        hit = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", words)
        if hit is None or any(a < hit.end() and hit.start() < b for a, b, _ in found):
            continue
        if any(one.value == uid for _, _, one in found):
            continue
        sort = uid.partition(":")[0]
        found.append((*hit.span(), FoundValue(sort, form, uid)))
    return [one for _, _, one in sorted(found, key=lambda one: one[0])][:_MOST_NAMES]


def covering(copy: OpenCopy, start: int, end: int) -> list[str]:
    """The passages of the library that stand for a selection; none where it is other text."""
    found, shared = [], 0
    for uid in copy.between(start, end):
        first, last = copy.spans[uid]
        part = min(last, end) - max(first, start)
        if part >= (last - first) / 2 or part >= (end - start) * _COVERED:
            found.append(uid)
            shared += part
    return found if shared >= (end - start) * _COVERED else []


def new_passage(
    reader: Reader, copy: OpenCopy, passages: Sequence[PassagePlace], start: int, end: int
) -> dict[str, Any]:
    """The plain values of a passage for a selection: its place follows that of the passage before it."""
    text = copy.text.text[start:end]
    earlier = [
        (copy.spans[one.id][0], one.id)
        for one in passages
        if one.footnote is None and copy.spans.get(one.id, (start, end))[0] < start
    ]
    before = reader.record(max(earlier)[1]) if earlier else None
    page = copy.text.page_of(start)
    plain: dict[str, Any] = {
        "work": copy.attachment.work,
        "section": "",
        "section_number": 0,
        "paragraph": 1,
        "token_count": max(1, len(tokenize(text))),
        "fingerprint": format_fingerprint(of_text(text)),
    }
    if isinstance(before, Passage):
        plain |= {
            "section": before.section,
            "section_number": before.section_number,
            "paragraph": before.paragraph,
            "page": before.page,
            "page_basis": before.page_basis,
        }
    elif page is not None:
        plain |= {"page": str(page), "page_basis": "inferred"}
    place = (plain["section"], plain["paragraph"])
    taken = [one.sentence for one in passages if (one.section, one.paragraph) == place]
    plain["sentence"] = max(taken, default=0) + 1
    plain["section"] = plain["section"] or "–"
    return plain


def _in_unit(value: FoundValue, units: Collection[str]) -> tuple[str, str]:
    """An amount and its unit as a vocabulary has them; no unit where it has none for it."""
    if value.unit in units:
        return value.value, value.unit
    if value.unit == "USD" and _BILLION in units:
        return f"{float(value.value) / 1e9:.10g}", _BILLION
    return value.value, ""


def filled_form(
    kind: str, passages: Sequence[str], values: Sequence[FoundValue], units: Collection[str] = ()
) -> dict[str, Any]:
    """What the form of a new record begins with: its evidence, and the values that were taken.

    `units` are the codes of the units that the library knows.
    """
    names = {field.name for field in fields_of(CLASSES[kind])}
    raw: dict[str, Any] = {
        "evidence": [{"passage": passage, "role": "states"} for passage in passages]
    }
    for value in values:
        if value.sort == "date":
            field = next((name for name in ("date", "as_of") if name in names), "")
            if field and field not in raw:
                raw[field] = value.value
                if "date_printed" in names:
                    raw["date_printed"] = value.written
        elif value.sort == "amount" and "value" in names and "value" not in raw:
            raw["value"], unit = _in_unit(value, units)
            if unit:
                raw["unit"] = unit
        elif value.sort == "agent" and "agents" in names:
            raw.setdefault("agents", []).append(value.value)
        elif value.sort == "agent" and "holder" in names and "holder" not in raw:
            raw["holder"] = value.value
        elif value.sort == "place" and "place" in names and "place" not in raw:
            raw["place"] = value.value
    return raw
