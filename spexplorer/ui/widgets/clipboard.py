"""The clipboard, with words as rich text and as plain text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def put_on_clipboard(html: str, text: str) -> None:
    """Put words there in both forms: programs take the one they understand."""
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
