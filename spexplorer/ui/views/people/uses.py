"""How often each authority is used: which records name it, by kind, and which of them pass."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spexplorer.domain.authorities import Agent, Place
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reading import Reader
    from spexplorer.workspace.workspace import Workspace

STACKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Events", ("event",)),
    ("Claims", ("claim",)),
    ("Agreements", ("agreement",)),
    ("Works", ("work",)),
    ("Statistics", ("statistic",)),
    ("Concepts and instruments", ("concept", "instrument")),
)
"""The parts a bar is stacked of, in their order: words, and the kinds of record counted in it.

Editorial observations on an authority are not uses of it and are left out.
"""

_STACK_OF = {kind: at for at, (_, kinds) in enumerate(STACKS) for kind in kinds}


class Use(NamedTuple):
    """How often one authority is used. `parts` has (certain, possible) for each of STACKS."""

    id: str
    label: str
    parts: tuple[tuple[int, int], ...]
    is_certain: bool

    @property
    def certain(self) -> int:
        """Records that certainly pass."""
        return sum(part[0] for part in self.parts)

    @property
    def possible(self) -> int:
        """Records that pass, certainly or possibly."""
        return sum(part[1] for part in self.parts)

    @property
    def number(self) -> str:
        """“4” or, where some are only possible, “4–6”."""
        if self.certain == self.possible:
            return f"{self.possible:,}"
        return f"{self.certain:,}–{self.possible:,}"


class Uses:
    """Reads the records that name an authority once, and counts those that pass the filter."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._naming: dict[str, tuple[tuple[int, str], ...]] = {}

    def _of(self, record_id: str) -> tuple[tuple[int, str], ...]:
        """(part of the stack, id) of every record naming this one, each once."""
        if record_id not in self._naming:
            found = {
                link.row.id: _STACK_OF[link.row.kind]
                for link in self._reader.links(record_id)
                if not link.outward and link.row.kind in _STACK_OF
            }
            self._naming[record_id] = tuple((part, uid) for uid, part in found.items())
        return self._naming[record_id]

    def counted(self, workspace: Workspace, rows: Iterable[Row]) -> list[Use]:
        """The uses of some authorities, most used first; without an index everything passes."""
        index, passing = workspace.index, workspace.passing()
        found = []
        for row in rows:
            certain, possible = [0] * len(STACKS), [0] * len(STACKS)
            for part, uid in self._of(row.id):
                at = None if index is None else index.position[uid]
                certain[part] += passing is None or bool(passing.certain[at])
                possible[part] += passing is None or bool(passing.possible[at])
            parts = tuple(zip(certain, possible, strict=True))
            found.append(Use(row.id, row.label, parts, workspace.is_certain(row.id)))
        return sorted(found, key=lambda use: (-use.possible, use.label.casefold()))


class Names:
    """Finds authorities by any form of their name, whatever its script, without regard to marks."""

    def __init__(self, authorities: Sequence[Agent | Place]) -> None:
        self._forms: dict[str, str] = {
            record.id: "\n".join(
                _plain(form) for form in (record.name, *(v.form for v in record.variants))
            )
            for record in authorities
        }

    def matching(self, rows: Iterable[Row], text: str) -> list[Row]:
        """The rows that have a form holding the text."""
        wanted = _plain(text.strip())
        return [row for row in rows if wanted in self._forms.get(row.id, "")]


def _plain(text: str) -> str:
    """Letters without their marks, in lower case: “Zhōngguó” is found as “zhongguo”."""
    taken_apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter)).casefold()
