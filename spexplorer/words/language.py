"""How the program speaks: texts, plurals and numbers in one language, handed to whoever makes sentences.

Everything below the window takes such a `tr` as its first argument, so that one code path words what
the window shows and what the command line prints. The window hands over Qt's translator
(`ui.translation`), the command line this plain English.
"""

from __future__ import annotations


class Language:
    """Plain English, the source language of all texts."""

    def __call__(self, text: str, **values: object) -> str:
        """The text in this language, with `{name}` replaced by the values."""
        return text.format(**values) if values else text

    def counted(self, number: int, one: str, many: str, **values: object) -> str:
        """A whole sentence about a number of things, which both forms may name as `{n}`.

        `one` and `many` are the English forms; a translation, found by `many`, has as many forms as its
        language needs (Russian three).
        """
        return (one if number == 1 else many).format(n=self.number(number), **values)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as people write it: grouped, and with no more decimals than it has or is given."""
        if decimals is not None:
            return f"{value:,.{decimals}f}"
        return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"

    def joined(self, items: list[str]) -> str:
        """Things in a row, as a list in a sentence: “Almaty, Astana, Urumqi”."""
        return ", ".join(items)

    def language_name(self, code: str) -> str:  # noqa: ARG002 - the window knows more
        """What a language is called by its ISO 639 code; nothing when nobody here knows it."""
        return ""

    def script_name(self, code: str) -> str:  # noqa: ARG002 - the window knows more
        """What a script is called by its ISO 15924 code; nothing when nobody here knows it."""
        return ""


PLAIN = Language()
"""English for the command line and for files: holds no state."""
