"""Every word a person sees in the window goes through `tr`, so that translations can be put in its place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from spexplorer.words.language import Language

_CONTEXT: Final = "spexplorer"

_LANGUAGE_CODE: Final = "en"
"""A translation translates this to its own BCP 47 code."""


def _fit_for_qt(number: int) -> int:
    """A number that Qt's plural rules treat alike: they look at its last digits, and Qt has 32 bits."""
    return number if abs(number) < 10**9 else 10**8 + abs(number) % 10**8


class WindowLanguage(Language):
    """The language of the window: Qt's translators and plural forms, numbers by the locale."""

    def __call__(self, text: str, **values: object) -> str:
        translated = QCoreApplication.translate(_CONTEXT, text)
        return translated.format(**values) if values else translated

    def counted(self, number: int, one: str, many: str, **values: object) -> str:
        """As in plain English; a translator that knows `many` gives the form its language needs."""
        translated = QCoreApplication.translate(_CONTEXT, many, None, _fit_for_qt(number))
        if translated == many and number == 1:
            translated = QCoreApplication.translate(_CONTEXT, one)
        return translated.format(n=self.number(number), **values)

    def number(self, value: float, decimals: int | None = None) -> str:
        """By the rules of the language that is spoken: digits of one language in sentences of another jar."""
        code = QCoreApplication.translate(_CONTEXT, _LANGUAGE_CODE)
        if code == _LANGUAGE_CODE:
            return super().number(value, decimals)
        from PySide6.QtCore import QLocale  # its enums take time: not before the first paint

        locale = QLocale(code)
        if isinstance(value, int):
            if abs(value) < 2**63:
                return locale.toString(value)
            return super().number(value).replace(",", locale.groupSeparator())
        form, digits = ("g", 10) if decimals is None else ("f", decimals)
        return locale.toString(value, form, digits)

    def language_name(self, code: str) -> str:
        """Qt knows the codes of ISO 639 with two and three letters."""
        from PySide6.QtCore import QLocale  # rare languages only: no start waits for its enums

        found = QLocale.codeToLanguage(code.lower())
        return "" if found is QLocale.Language.AnyLanguage else QLocale.languageToString(found)

    def script_name(self, code: str) -> str:
        from PySide6.QtCore import QLocale

        found = QLocale.codeToScript(code)
        return "" if found is QLocale.Script.AnyScript else QLocale.scriptToString(found)


tr: Final = WindowLanguage()
"""`tr("text")`, `tr.counted(n, one, many)`, `tr.number(value)`; also what words and readings are given."""

counted: Final = tr.counted
"""`one` or `many` by the number, which both may name as `{n}`."""
