"""Values of facets that are records, found by any of their names in any script, however rare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.workspace.tasks import Ticket
    from spexplorer.workspace.workspace import Workspace

KIND_OF: Final = {"actor": "agent", "place": "place"}
"""The facets whose values are records, and of which kind."""

_MOST: Final = 60
"""So many values of a facet are found."""

_SHORTEST: Final = 2
"""One letter would find nearly everything."""

Found = dict[str, list[str]]
"""Facet -> the ids that were found among its values, the best first."""


def _is_named(record: Record | None, text: str) -> bool:
    """Whether a form of the name of an actor or a place holds a text, in whatever script."""
    from spexplorer.domain.authorities import Agent, Place

    if not isinstance(record, Agent | Place):
        return False
    from spexplorer.operations.highlights import WordsSought  # not before something is typed

    sought = WordsSought(text)
    return any(map(sought.are_in, (record.name, *(one.form for one in record.variants))))


class FacetSeeker(QObject):
    """Looks names up on a worker; `found` carries what was typed and a Found."""

    found = Signal(str, object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ticket: Ticket | None = None

    def seek(self, text: str) -> None:
        """Look for a text; a search that is under way is called off."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        if len(text) < _SHORTEST:
            return
        tasks, reader = self._workspace.tasks, self._workspace.reader.beside()
        self._ticket = ticket = tasks.ticket("facet-find")

        def work() -> Found:
            from spexplorer.operations.search import answer_library

            found: Found = {}
            for facet, kind in KIND_OF.items():
                hits = answer_library(
                    reader.snapshot,
                    text,
                    kind=kind,
                    limit=_MOST,
                    called_off=lambda: ticket.cancelled,
                )
                # The search also knows what is said of a record: here only its names count.
                found[facet] = [
                    hit.id for hit in hits.hits if _is_named(reader.record(hit.id), text)
                ]
            return found

        def show(found: Found) -> None:
            self.found.emit(text, found)

        tasks.start(work, show, self._workspace.failed.emit, ticket)
