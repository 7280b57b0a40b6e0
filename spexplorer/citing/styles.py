"""Citation styles (CSL 1.0): those that come with the program, and those the user added, a file each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from spexplorer.support.errors import AppError
from spexplorer.support.folders import style_folders

_LARGEST: Final = 4 << 20
"""Bytes of a style; the largest there is has a quarter of a million."""

_ORDER: Final = (
    "chicago-notes", "chicago-author-date", "apa", "mla", "harvard", "vancouver", "gost",
    "gost-numeric", "central-asia-and-the-caucasus",
)  # fmt: skip
_LABELS: Final = {
    "chicago-notes": "Chicago, notes and bibliography (18th edition)",
    "chicago-author-date": "Chicago, author and date (18th edition)",
    "apa": "APA (7th edition)",
    "mla": "MLA (9th edition)",
    "harvard": "Harvard (Cite Them Right, 12th edition)",
    "vancouver": "Vancouver (NLM, numbered)",
    "gost": "GOST R 7.0.5-2008",
    "gost-numeric": "GOST R 7.0.5-2008, numbered",
    "central-asia-and-the-caucasus": "Central Asia and the Caucasus (the paper’s journal)",
}


class Style(NamedTuple):
    """A style: the name it is chosen by, what people call it, its file and how it cites."""

    code: str
    label: str
    path: Path
    is_note: bool
    """Whether it cites in notes rather than in the text."""
    is_numeric: bool
    """Whether its entries are numbered."""
    locale: str
    """The language its author wrote it for (BCP 47), "" where it takes that of the document."""

    @property
    def knows_pages_only(self) -> bool:
        """Whether it prints every locator as pages, which would falsify chapters: GOST does."""
        return self.code.startswith("gost")


def styles() -> list[Style]:
    """All styles that can be read, the usual ones first, the user's after them."""
    found: dict[str, Style] = {}
    for folder in style_folders():
        for path in sorted(folder.glob("*.csl")) if folder.is_dir() else ():
            try:
                found.setdefault(path.stem, read_style(path))
            except AppError:
                continue  # told when it is chosen by its path
    known = [found.pop(code) for code in _ORDER if code in found]
    return known + sorted(found.values(), key=lambda style: style.label.casefold())


def style_named(name: str) -> Style:
    """The style of a code, or of a path to a `.csl` file; raises AppError, which lists the codes."""
    known = {style.code: style for style in styles()}
    if name in known:
        return known[name]
    if name.endswith(".csl"):
        return read_style(Path(name))
    raise AppError(
        f"There is no style “{name}”; choose one of: {', '.join(known)}, or name a .csl file."
    )


def read_style(path: Path) -> Style:
    """The style in a file; raises AppError where it is none, or one that only points at another."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LARGEST + 1).decode("utf-8", "replace")
    except OSError as error:
        raise AppError(
            f"{path} cannot be read ({error.strerror}); choose another style."
        ) from error
    root = re.search(r"<(?:\w+:)?style\s([^>]*)>", text)
    if root is None or "purl.org/net/xbiblio/csl" not in root[1] or "<!ENTITY" in text:
        raise AppError(f"{path} is no citation style (CSL); choose a file ending in .csl.")
    if parent := re.search(
        r'rel="independent-parent"[^>]*|href="([^"]*)"[^>]*rel="independent-parent"', text
    ):
        name = (re.search(r'href="([^"]*)"', parent[0]) or ["", ""])[1].rpartition("/")[2]
        raise AppError(f"{path} only points at the style “{name}”; add that one instead.")
    title = re.search(r"<title[^>]*>(.*?)</title>", text, re.DOTALL)
    locale = re.search(r'default-locale="([^"]*)"', root[1])
    return Style(
        code=path.stem,
        label=_LABELS.get(path.stem) or (" ".join(title[1].split()) if title else path.stem),
        path=path,
        is_note='class="note"' in root[1],
        is_numeric='variable="citation-number"' in text,
        locale=locale[1] if locale else "",
    )
