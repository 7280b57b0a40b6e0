"""What languages and scripts are called; records, search and exports keep their codes."""

from __future__ import annotations

from functools import cache
from typing import Final

from spexplorer.domain.facets import LANGUAGE_LABELS
from spexplorer.ui.translation import tr

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


def language_label(tag: str) -> str:
    """The name of a language by its BCP 47 tag (`ru`, `kk-Latn`); a tag nobody knows stays as it is."""
    primary, *subtags = tag.replace("_", "-").split("-")
    known = LANGUAGE_LABELS.get(primary.lower())
    name = tr(known) if known else _known_language(primary)
    if not name:
        return tag
    # The script is the subtag of four letters: “zh-Hans-CN” is Chinese (simplified characters).
    scripts = (script_label(part.title()) for part in subtags if len(part) == len("Latn"))
    return " ".join((name, *(f"({script})" for script in scripts)))


def script_label(code: str) -> str:
    """The name of a script by its ISO 15924 code; a code nobody knows stays as it is."""
    known = _SCRIPTS.get(code)
    return tr(known) if known else _known_script(code) or code


@cache
def _known_language(code: str) -> str:
    """What Qt calls a language: it knows the codes of ISO 639 with two and three letters."""
    from PySide6.QtCore import QLocale  # rare languages only: no start waits for its enums

    found = QLocale.codeToLanguage(code.lower())
    return "" if found is QLocale.Language.AnyLanguage else QLocale.languageToString(found)


@cache
def _known_script(code: str) -> str:
    from PySide6.QtCore import QLocale

    found = QLocale.codeToScript(code)
    return "" if found is QLocale.Script.AnyScript else QLocale.scriptToString(found)
