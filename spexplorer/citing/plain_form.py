"""A plain form of a reference for machines without pandoc; it follows no style, and says so elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any


def plain_entry(item: dict[str, Any], locator: str = "") -> str:
    """Authors, title, what it stands in, year, pages and address, as HTML without block elements."""
    return ". ".join(part.rstrip(".") for part in _parts(item, locator) if part) + "."


def _parts(item: dict[str, Any], locator: str) -> Iterator[str]:
    names = [_name(name) for name in item.get("author") or item.get("editor") or ()]
    yield escape("; ".join(names))
    yield f"<i>{escape(str(item.get('title', '')))}</i>"
    held = [str(item[key]) for key in ("container-title", "volume") if item.get(key)]
    if item.get("issue"):
        held.append(f"({item['issue']})")
    yield escape(" ".join(held))
    yield escape(
        ", ".join(str(item[key]) for key in ("publisher-place", "publisher") if item.get(key))
    )
    yield escape(_year(item.get("issued")))
    yield escape(f"p. {locator or item['page']}" if locator or item.get("page") else "")
    yield escape(str(item.get("DOI") or item.get("URL") or ""))


def _name(name: dict[str, str]) -> str:
    return name.get("literal") or ", ".join(filter(None, (name.get("family"), name.get("given"))))


def _year(date: Any) -> str:
    if not isinstance(date, dict):
        return str(date or "")
    parts = date.get("date-parts")
    return str(parts[0][0]) if parts else str(date.get("literal") or date.get("raw") or "")
