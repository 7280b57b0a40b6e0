"""Permanent ids for new records: readable, made of the title, and never one that was used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from anyascii import anyascii

_LONGEST: Final = 60
"""Letters of the readable part."""

_TITLES: Final = ("title", "name", "pref_label", "measure", "statement", "section", "explanation")
_DATE: Final = re.compile(r"\d{4}(-\d{2}){0,2}")


def new_id(kind: str, plain: Mapping[str, Any], is_taken: Callable[[str], bool]) -> str:
    """An id for a record of some values that nothing bears yet."""
    first = chosen = first_choice(kind, plain)
    number = 1
    while is_taken(chosen):
        number += 1
        chosen = f"{first}-{number}"
    return chosen


def first_choice(kind: str, plain: Mapping[str, Any]) -> str:
    """The id that a record of some values gets where nothing bears it yet."""
    return f"{kind}:{_slug(kind, plain) or 'unnamed'}"


def _slug(kind: str, plain: Mapping[str, Any]) -> str:
    work = str(plain.get("work") or "").partition(":")[2]
    if kind == "citation":
        return _plain_letters(f"{work} {plain.get('number') or ''}")
    if kind == "passage":
        places = (str(plain.get(name) or 0) for name in ("section_number", "paragraph", "sentence"))
        return _plain_letters(f"{work} {' '.join(places)}")
    title = next((str(plain[name]) for name in _TITLES if plain.get(name)), "")
    date = _DATE.match(str(plain.get("date") or "")) if kind == "event" else None
    return _plain_letters(f"{date.group()} {title}" if date else title)


def _plain_letters(text: str) -> str:
    latin = text if text.isascii() else anyascii(text)
    words = re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]
    return words
