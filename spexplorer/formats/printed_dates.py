"""Dates as title pages, catalogues and reference managers print them, read as EDTF.

Nothing is guessed: what is not understood whole gives None, and the caller keeps the words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from spexplorer.domain.calendar_days import MONTHS
from spexplorer.domain.edtf import EdtfError, parse, read_words

_MONTHS_OF_LANGUAGES: Final = (
    " ".join(MONTHS),
    " ".join(month[:3] for month in MONTHS),
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_MONTH_NAMES: Final = {
    name: number
    for names in _MONTHS_OF_LANGUAGES
    for number, name in enumerate(names.lower().split(), 1)
} | {"sept": 9, "okt": 10, "dez": 12}
_SEASONS: Final = {
    "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24,
    "весна": 21, "лето": 22, "осень": 23, "зима": 24,
}  # fmt: skip

_YEAR: Final = r"([0-9]{4})"
_NAME: Final = r"([^\W\d_]+)\.?"
_DAY: Final = r"([0-9]{1,2})(?:st|nd|rd|th)?\.?"


@lru_cache(maxsize=20_000)
def edtf_of(printed: str) -> str | None:
    """A printed date as EDTF, None where it is not understood; "2016/03/14", "c2005", "[1998?]"."""
    if (
        (typed := printed.strip())[:1] in ("[", "{")
        and re.search(r"\.\.|,", typed)
        and _is_edtf(typed)
    ):
        return typed  # a set, of which the brackets are part
    text = _tidied(printed)
    if not text:
        return None
    found = _by_digits(text) or _by_names(text) or _by_signs(text) or _as_typed(text)
    return found if found is not None and _is_edtf(found) else None


def _tidied(printed: str) -> str:
    text = re.sub(r"\s+", " ", printed.replace("\u2013", "-").replace("\u2014", "-")).strip()
    # A full stop ends an imprint; a bracket says that the cataloguer supplied the date.
    text = re.sub(r"^\[([^\[\],]+)\]\.?$", r"\1", text.rstrip(".,;: "))
    # Copyright and phonogram dates are dates of publication to who looks for the work.
    return re.sub(r"^(?:©|℗|cop\.?|c(?=[0-9]{4}$)|p(?=[0-9]{4}$))\s*", "", text)


def _date(year: str, month: int = 0, day: int = 0) -> str:
    return year + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def _by_digits(text: str) -> str | None:
    """Year, month and day in figures, in the orders that cannot be mistaken for others."""
    if match := re.fullmatch(
        r"([0-9]{4})[-/.年 ]+([0-9]{1,2})[-/.月 ]+([0-9]{1,2})[日]?(?:T.*)?/?", text
    ):
        return _date(match[1], int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([0-9]{4})[/.年]([0-9]{1,2})[月]?/?", text):
        return _date(match[1], int(match[2]))
    if match := re.fullmatch(r"([0-9]{4})[年/]{0,3}", text):
        return match[1]
    if match := re.fullmatch(r"([0-9]{4})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", text):
        return _date(match[1], int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([0-9]{1,2})[.]([0-9]{1,2})[.]([0-9]{4})(?: ?г)?", text):
        return _date(match[3], int(match[2]), int(match[1]))
    if match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        return _slashed(int(match[1]), int(match[2]), match[3])
    if match := re.fullmatch(r"([0-9]{4}) ?-+ ?([0-9]{4})", text):
        return f"{match[1]}/{match[2]}"
    if match := re.fullmatch(r"([0-9]{4}) ?-", text):
        return f"{match[1]}/.."
    return None


def _slashed(first: int, second: int, year: str) -> str:
    """3/14/2018 is a day of March, 14/3/2018 too; 3/4/2018 may be either, so only its year is sure."""
    twelve = 12
    if first > twelve >= second:
        return _date(year, second, first)
    if second > twelve >= first:
        return _date(year, first, second)
    return _date(year, first, second) if first == second else year


def _by_names(text: str) -> str | None:
    """Dates with the name of a month or season."""
    low = text.lower().removesuffix(" г").removesuffix(" года")
    low = re.sub(r"^[a-z]+day,? ", "", low)
    for pattern, order in (
        (rf"{_NAME},? {_YEAR}", "my"),
        (rf"{_YEAR}[,/]? ?{_NAME}", "ym"),
        (rf"{_DAY}[ -]{_NAME}[ ,-]+{_YEAR}", "dmy"),
        (rf"{_NAME} {_DAY},? {_YEAR}", "mdy"),
        (rf"{_YEAR}[, /]+{_NAME} {_DAY}", "ymd"),
        (rf"{_YEAR}[, /]+{_DAY} {_NAME}", "ydm"),
    ):
        if match := re.fullmatch(pattern, low):
            parts = dict(zip(order, match.groups(), strict=True))
            number = _MONTH_NAMES.get(parts["m"]) or (
                _SEASONS.get(parts["m"], 0) if "d" not in parts else 0
            )
            if number:
                return _date(parts["y"], number, int(parts.get("d", "0")))
    return _span_of_names(low)


def _span_of_names(low: str) -> str | None:
    """Mar-Apr 2012, March 3-5, 2011, 2009 Summer/Fall."""
    if match := re.fullmatch(rf"{_NAME} ?[-/] ?{_NAME},? {_YEAR}", low) or re.fullmatch(
        rf"{_YEAR}[, /]+{_NAME} ?[-/] ?{_NAME}", low
    ):
        first, last = (x for x in match.groups() if not x.isdigit())
        year = next(x for x in match.groups() if x.isdigit())
        numbers = [_MONTH_NAMES.get(name) or _SEASONS.get(name, 0) for name in (first, last)]
        if all(numbers):
            return "/".join(_date(year, number) for number in numbers)
    for pattern, at in (
        (rf"{_NAME} {_DAY} ?- ?{_DAY},? {_YEAR}", (1, 2, 3)),
        (rf"{_DAY} ?- ?{_DAY} {_NAME},? {_YEAR}", (3, 1, 2)),
    ):
        match = re.fullmatch(pattern, low)
        if match and (number := _MONTH_NAMES.get(match[at[0]])):
            return "/".join(_date(match[4], number, int(match[day])) for day in at[1:])
    return None


def _by_signs(text: str) -> str | None:
    """What cataloguers write: 1998?, 199-, 199-?, 19--, between 1990 and 1995, ca. 1901."""
    if match := re.fullmatch(r"([0-9]{4}) ?\?", text):
        return f"{match[1]}?"
    if match := re.fullmatch(r"([0-9]{2,3})([-u?]{1,2})(\??)", text):
        digits, unknown = match[1], 4 - len(match[1])
        if len(match[2]) >= unknown:
            return digits + "X" * unknown + ("?" if match[3] or "?" in match[2] else "")
    if match := re.fullmatch(
        r"(?:between|entre|zwischen|между) ([0-9]{4}) (?:and|et|und|и) ([0-9]{4})\??", text
    ):
        return f"[{match[1]}..{match[2]}]"
    if match := re.fullmatch(
        r"(?:ca?\.?|circa|approximately|около|ок\.) ?([0-9]{4})\??", text, re.I
    ):
        return f"{match[1]}~"
    return None


def _as_typed(text: str) -> str | None:
    """EDTF itself, and what the program understands where people type dates."""
    if _is_edtf(text):
        return text
    found = read_words(text)
    return None if found is None else str(found)


def _is_edtf(text: str) -> bool:
    try:
        parse(text)
    except EdtfError:
        return False
    return True
