"""Every word a person sees goes through here, so that translations can be put in its place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str, **values: object) -> str:
    """The text in the person's language, with `{name}` replaced by the values."""
    translated = QCoreApplication.translate("spexplorer", text)
    return translated.format(**values) if values else translated


def counted(number: int, one: str, many: str) -> str:
    """`one` or `many` by the number, which both may name as `{n}`."""
    return tr(one if number == 1 else many, n=f"{number:,}")
