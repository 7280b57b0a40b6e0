"""What is typed into a form, as it was typed, and what it means.

A raw value is a text for a text, number or date; an id for a link, or {"typed": words} for one that is not
chosen yet; a list for a field that repeats and for a part; a dict of raw values for one part. Raw values are
plain JSON, so that an unfinished form can be kept as a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from spexplorer.domain.edtf import read_words
from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of
from spexplorer.domain.plain import from_plain, to_plain
from spexplorer.words.dates import in_words

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.words.language import Language

Raw: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a form: ("dates", 2, "date")."""

_GAPS: Final = re.compile(r"[\s\u00a0\u2009\u202f]")
_DEGREES: Final = {"latitude": 90.0, "longitude": 180.0}
_UNSEEN: Final = frozenset({"id", "origin", "created", "modified"})


class Checked(NamedTuple):
    """What a form means: the plain values by their keys, and a sentence for each that cannot be taken."""

    values: dict[str, Any]
    problems: dict[Path, str]


# -- from records ------------------------------------------------------------------------------


def raw_of(record: Record) -> Raw:
    """What the form of a record begins with."""
    return _raw_fields(record)


def _raw_fields(owner: Any) -> Raw:
    return {
        field.name: raw_value(field, getattr(owner, field.name)) for field in fields_of(type(owner))
    }


def raw_value(field: Field, value: Any) -> Any:
    """A value as it would be typed."""
    if field.repeats:
        return [_raw_one(field, one) for one in value]
    if field.shape is Shape.PART:
        return [] if value is None else [_raw_fields(value)]
    return "" if value is None else _raw_one(field, value)


def _raw_one(field: Field, value: Any) -> Any:
    match field.shape:
        case Shape.PART:
            return _raw_fields(value)
        case Shape.NUMBER:
            return repr(float(value)).removesuffix(".0")
    return str(value)


def blank(owner: type) -> Raw:
    """What an empty form of a record class or part begins with: the values that are usual."""
    import dataclasses

    defaults = {f.name: f.default for f in dataclasses.fields(owner)}
    found = {}
    for field in fields_of(owner):
        default = defaults[field.name]
        is_list = field.repeats or field.shape is Shape.PART
        has_default = isinstance(default, str) and default
        found[field.name] = [] if is_list else (default if has_default else "")
    return found


def is_required(field: Field, owner: type) -> bool:
    """Whether a record or part cannot be stored without a value of the field."""
    import dataclasses

    default = next(f.default for f in dataclasses.fields(owner) if f.name == field.name)
    return default is dataclasses.MISSING


def is_blank(field: Field, raw: Any) -> bool:
    """Whether nothing was typed; a part with nothing but its usual values counts as blank."""
    if raw in (None, "", []):
        return True
    if field.shape is Shape.PART:
        assert field.part is not None
        usual = blank(field.part)
        return all(
            all(one.get(f.name) in ("", None, [], usual[f.name]) for f in fields_of(field.part))
            for one in raw
        )
    if field.repeats:
        return all(_is_nothing(one) for one in raw)
    return _is_nothing(raw)


def _is_nothing(raw: Any) -> bool:
    words = raw.get("typed", "") if isinstance(raw, dict) else raw
    return not str(words).strip()


# -- to records --------------------------------------------------------------------------------


def check(tr: Language, kind: str, raw: Raw) -> Checked:
    """What is typed, read; nothing is refused in silence."""
    problems: dict[Path, str] = {}
    values = _Checking(tr, problems).fields(CLASSES[kind], raw, ())
    _check_range(tr, kind, values, problems)
    return Checked(values, problems)


def read_value(tr: Language, field: Field, raw: Any) -> tuple[Any, dict[Path, str]]:
    """What is typed for one field, read by itself: its plain value, and what is wrong with it."""
    problems: dict[Path, str] = {}
    if is_blank(field, raw):
        return ([] if field.repeats else None), problems
    return _Checking(tr, problems).value(field, raw, ()), problems


def record_of(record_id: str, checked: Checked) -> Record:
    """The record that a form without problems means."""
    return from_plain(checked.values | {"id": record_id})


def changed_fields(before: Record, after: Record) -> dict[str, Any]:
    """Key -> new plain value of every field that a form changed."""
    old, new = to_plain(before), to_plain(after)
    return {key: value for key, value in new.items() if value != old[key] and key not in _UNSEEN}


class _Checking:
    """Reads the fields of a record and its parts, and notes what is wrong where."""

    def __init__(self, tr: Language, problems: dict[Path, str]) -> None:
        self._tr = tr
        self._problems = problems

    def fields(self, owner: type, raw: Mapping[str, Any], where: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in fields_of(owner):
            if field.name in _UNSEEN:
                continue
            path = (*where, field.name)
            typed = raw.get(field.name)
            if is_blank(field, typed):
                if is_required(field, owner):
                    self._problems[path] = self._tr("This is needed.")
                continue
            values[field.key] = self.value(field, typed, path)
        return values

    def value(self, field: Field, typed: Any, path: Path) -> Any:
        """The plain value of a field that something was typed for."""
        if field.shape is Shape.PART:
            assert field.part is not None
            parts = [
                self.fields(field.part, one, (*path, at))
                for at, one in enumerate(typed)
                if not is_blank(field, [one])
            ]
            return parts if field.repeats else parts[0]
        if field.repeats:
            found = (
                self._one(field, one, (*path, at))
                for at, one in enumerate(typed)
                if not _is_nothing(one)
            )
            return list(dict.fromkeys(one for one in found if one is not None))
        return self._one(field, typed, path)

    def _one(self, field: Field, typed: Any, path: Path) -> Any:
        match field.shape:
            case Shape.LINK:
                return self._link(typed, path)
            case Shape.DATE:
                return self._date(str(typed), path)
            case Shape.INTEGER:
                return self._whole(str(typed), path)
            case Shape.NUMBER:
                return self._number(field, str(typed), path)
        return str(typed).strip()

    def _link(self, typed: Any, path: Path) -> str | None:
        if isinstance(typed, str):
            return typed
        self._problems[path] = self._tr(
            "“{words}” is no record yet: choose one from the list, or add it.",
            words=typed.get("typed", "").strip(),
        )
        return None

    def _date(self, typed: str, path: Path) -> str | None:
        found = read_words(typed)
        if found is None:
            self._problems[path] = self._tr(
                "This date is not understood; write it like 2013, 2013-09, 3 June 2003, c. 2013 or"
                " 2002–2006."
            )
            return None
        return found.text

    def _whole(self, typed: str, path: Path) -> int | None:
        text = _GAPS.sub("", typed).replace("−", "-")
        if re.fullmatch(r"-?[0-9]{1,15}", text):
            return int(text)
        self._problems[path] = self._tr("Write a whole number, like 12.")
        return None

    def _number(self, field: Field, typed: str, path: Path) -> float | None:
        text = _GAPS.sub("", typed).replace("−", "-")
        if re.fullmatch(r"-?[0-9]+,[0-9]+", text) and not re.fullmatch(
            r"-?[1-9][0-9]*,[0-9]{3}", text
        ):
            text = text.replace(",", ".")
        if not re.fullmatch(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,2})?", text):
            tr = self._tr
            self._problems[path] = (
                tr("Write 1250 or 1.25: a comma before three digits can be read in two ways.")
                if "," in text
                else tr("Write a number, like 12.5.")
            )
            return None
        value = float(text)
        if (most := _DEGREES.get(field.name)) is not None and abs(value) > most:
            self._problems[path] = self._tr(
                "It lies between −{most} and {most} degrees.", most=self._tr.number(int(most))
            )
            return None
        return value


def _check_range(
    tr: Language, kind: str, values: dict[str, Any], problems: dict[Path, str]
) -> None:
    low, high = values.get("value"), values.get("value_high")
    if kind == "statistic" and low is not None and high is not None and high < low:
        problems[("value_high",)] = tr("The upper end of a range is not below the lower one.")
    if kind == "work" and values.get("title_original") and not values.get("title_original_basis"):
        problems[("title_original_basis",)] = tr("Say where the original title comes from.")


def understood(tr: Language, typed: str) -> str:
    """How a date was understood, in words with its EDTF; "" where it is none."""
    found = read_words(typed)
    if found is None:
        return ""
    words = in_words(tr, found)
    if found.text in (words, typed.strip()):
        return tr("Understood as {words}.", words=words)
    return tr("Understood as {words} [{code}].", words=words, code=found.text)


def is_code(typed: str) -> bool:
    """Whether a date was typed in EDTF, not in words."""
    found = read_words(typed)
    return found is not None and found.text == typed.strip()


def words_of(raw: Any) -> Iterator[str]:
    """Every text of a raw value."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for one in raw.values():
            yield from words_of(one)
    elif isinstance(raw, list):
        for one in raw:
            yield from words_of(one)
