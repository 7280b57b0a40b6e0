"""What languages and scripts are called; records, search and exports keep their codes."""

from __future__ import annotations

from typing import Final

from spexplorer.domain.facets import LANGUAGE_LABELS
from spexplorer.support.printable import as_label
from spexplorer.words.language import Language

_SCRIPTS: Final = {
    "Latn": "Latin",
    "Cyrl": "Cyrillic",
    "Arab": "Arabic",
    "Hans": "simplified characters",
    "Hant": "traditional characters",
    "Hani": "Chinese characters",
    "Jpan": "Japanese",
    "Kore": "Korean",
    "Mong": "Mongolian",
    "Tibt": "Tibetan",
}
"""The scripts of Central Asia and its neighbours (ISO 15924), in the words of catalogues."""


def language_label(tr: Language, tag: str) -> str:
    """The name of a language by its BCP 47 tag (`ru`, `kk-Latn`); a tag nobody knows stays as it is."""
    primary, *subtags = tag.replace("_", "-").split("-")
    known = LANGUAGE_LABELS.get(primary.lower())
    name = tr(known) if known else tr.language_name(primary)
    if not name:
        return as_label(tag)
    # The script is the subtag of four letters: “zh-Hans-CN” is Chinese (simplified characters).
    scripts = (script_label(tr, part.title()) for part in subtags if len(part) == len("Latn"))
    return " ".join((name, *(f"({script})" for script in scripts)))


def script_label(tr: Language, code: str) -> str:
    """The name of a script by its ISO 15924 code; a code nobody knows stays as it is."""
    known = _SCRIPTS.get(code)
    return tr(known) if known else tr.script_name(code) or code
