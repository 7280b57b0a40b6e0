"""Text of an EPUB: the pages of its spine in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from spexplorer.formats.copies.archive import Archive
from spexplorer.formats.copies.copy_text import LONGEST_TEXT, CopyError, CopyText, too_long
from spexplorer.formats.copies.markup import html_text
from spexplorer.formats.xml_input import local_name

CONTAINER: Final = "META-INF/container.xml"


def read(archive: Archive) -> CopyText:
    """The text of the book in an archive; raises CopyError where it is locked or has no pages."""
    parts: list[str] = []
    length = 0
    for name in dict.fromkeys(_spine(archive)):
        if name not in archive:
            continue
        part = html_text(archive.read(name))
        parts.append(part)
        length += len(part)
        if length > LONGEST_TEXT:
            raise too_long()
    text = "\n".join(parts)
    if "META-INF/rights.xml" in archive and not text.strip():
        raise CopyError("The book is locked by its seller; attach a copy without such a lock.")
    return CopyText(text, "epub", "epub-1")


def _spine(archive: Archive) -> Iterator[str]:
    """The names of the pages in reading order."""
    roots = [one for one in archive.xml(CONTAINER).iter() if local_name(one) == "rootfile"]
    package = next((path for one in roots if (path := one.get("full-path"))), None)
    if package is None:
        raise CopyError("The book does not say where its pages are; save it again as EPUB.")
    folder = posixpath.dirname(package)
    places: dict[str, str] = {}
    for element in archive.xml(package).iter():
        name = local_name(element)
        if name == "item" and (address := element.get("href")):
            path = unquote(address.partition("#")[0])
            places[element.get("id") or ""] = posixpath.normpath(posixpath.join(folder, path))
        elif name == "itemref" and (place := places.get(element.get("idref") or "")):
            yield place
