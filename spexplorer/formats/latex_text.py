"""Text in the markup of TeX, as BibTeX files have it, to and from plain text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

_MARKUP: Final = re.compile(r"[\\{}$~^_%&]|--|``|''")

_LONGEST: Final = 50_000
"""Characters of a value that are decoded; a longer one is only rid of its braces."""

_DEEPEST: Final = 50
"""Braces within braces that are followed: no text has so many, and the decoder calls itself for each."""

_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "\u00a0": "~",
}  # fmt: skip


def plain(text: str) -> str:
    r"""A value of a field without its markup: {\"o} is ö, {USA} is USA, -- is –, math stays as it is."""
    if not _MARKUP.search(text):
        return text
    joined = re.sub(r"\s+", " ", text)
    if len(joined) > _LONGEST or _depth(joined) > _DEEPEST:
        return re.sub(r"[{}]", "", joined)
    return _decoded(joined).strip()


_GREEK: Final = re.compile(
    r"\$\\(?i:(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon"
    r"|phi|chi|psi|omega))\$"
)
"""A Greek letter by itself, which is no formula."""


def _letter(found: re.Match[str]) -> str:
    size = "SMALL" if found[1].islower() else "CAPITAL"
    return unicodedata.lookup(f"GREEK {size} LETTER {found[1].upper().replace('MBD', 'MD')}")


@lru_cache(maxsize=4096)
def _decoded(text: str) -> str:
    # An unescaped % begins a comment in TeX, where BibTeX files mean the sign.
    safe = re.sub(r"(?<!\\)([%#&])", r"\\\1", re.sub(_GREEK, _letter, text))
    safe = re.sub(r"(?<![\\$])([_^])(?![{\\])", r"\\\1", safe) if "$" not in safe else safe
    try:
        decoded = _decoder().latex_to_text(safe)
    except (ValueError, IndexError, AttributeError, TypeError, RecursionError):
        return re.sub(r"[{}]", "", text)
    # The decoder makes an accent of the sign.
    if "textasciicircum" in text:
        decoded = decoded.replace("ˆ", "^")
    return str(decoded).replace("\u00a0", " ")


@lru_cache(maxsize=1)
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(
        math_mode="verbatim", keep_braced_groups=False, strict_latex_spaces=False
    )


def _depth(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest


def escaped(text: str) -> str:
    """A plain text as a value between braces: what TeX would take for markup is escaped."""
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def with_capitals_kept(text: str) -> str:
    """A title, escaped, whose words with capitals are braced, all but the first: styles lower the others."""
    first, *others = re.split(r"(\s+)", text)
    return escaped(first) + "".join(
        f"{{{escaped(word)}}}" if any(sign.isupper() for sign in word) else escaped(word)
        for word in others
    )


def split_outside_braces(text: str, separator: str) -> list[str]:
    """The parts of a text between matches of a pattern that stand in no braces."""
    parts, start, depth, seen = [], 0, 0, 0
    for match in re.finditer(separator, text):
        between = text[seen : match.start()]
        depth += between.count("{") - between.count("\\{")
        depth -= between.count("}") - between.count("\\}")
        seen = match.start()
        if depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]
