"""Where a text shall lie as a document, and in which form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

_FORMS: Final = {
    ".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".html": "html", ".md": "markdown", ".txt": "plain",
}  # fmt: skip
"""Endings of documents and what pandoc calls their forms."""


def ask_document(
    parent: QWidget, title: str, name: str, without: Collection[str] = ()
) -> tuple[Path, str] | None:
    """Ask for a file; gives its path with an ending and its form, None when a person changed their mind."""
    forms = {suffix: form for suffix, form in _FORMS.items() if form not in without}
    filters = ";;".join(f"{suffix[1:].upper()} (*{suffix})" for suffix in forms)
    place, chosen = QFileDialog.getSaveFileName(parent, title, f"{name}.docx", filters)
    if not place:
        return None
    path = Path(place)
    if path.suffix.lower() not in forms:
        path = path.with_name(path.name + (chosen.partition("*")[2].rstrip(")") or ".docx"))
    return path, forms[path.suffix.lower()]
