"""Records as data for other programs: their citations, formatted while they are being dragged."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QMimeData

from spexplorer.support.errors import AppError
from spexplorer.ui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.workspace.workspace import Workspace

_MOST: Final = 200
"""Records that are cited in one drag."""

_PATIENCE: Final = 3.0
"""Seconds that a program on which citations are dropped waits for pandoc."""

_RICH, _PLAIN = "text/html", "text/plain"


@guarded
class CitationData(QMimeData):
    """The citations of records, rich and plain; asked for at the drop, when they are mostly ready."""

    def __init__(self, workspace: Workspace, record_ids: Sequence[str]) -> None:
        """Begin to format them on a worker, in the style and language chosen last."""
        super().__init__()
        self._ids = list(record_ids)[:_MOST]
        self._html: list[str] = []
        self._text: list[str] = []
        self._is_made = Event()
        citer = workspace.citer

        def work() -> None:
            from spexplorer.operations.citing import style_named
            from spexplorer.workspace.settings import citing_language, citing_style

            try:
                made = citer.notes(self._ids, style_named(citing_style()), citing_language())
                self._html = [one.html for one in made]
                self._text = [one.text for one in made]
            except AppError:
                pass  # a record that rests on nothing: its name is what there is
            finally:
                self._is_made.set()

        reader = workspace.reader
        self._names = [reader.label(one) for one in self._ids]
        workspace.tasks.aside(work)

    def formats(self) -> list[str]:
        """Rich text first: a program takes the first form that it understands."""
        return [_RICH, _PLAIN]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in (_RICH, _PLAIN)

    def retrieveData(self, mimetype: str, preferred: Any) -> object:
        del preferred
        self._is_made.wait(_PATIENCE)
        if mimetype == _RICH and self._html:
            return "".join(f"<p>{one}</p>" for one in self._html)
        return "\n".join(self._text or self._names)
