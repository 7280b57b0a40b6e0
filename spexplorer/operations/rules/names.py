"""Names of people and bodies that stand as text where no authority bears them."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.operations.rules.base.record_check import Found, RecordCheck
from spexplorer.storage.folding import fold


class NamesWithoutAuthority(RecordCheck):
    """Publishers, authorities and bodies of offices should be among the names of agents."""

    severity = "hint"

    def look(self, record: Record) -> Iterator[Found]:
        texts: list[tuple[str, str | None]] = []
        if isinstance(record, Work):
            texts = [("publisher", record.publisher), ("authority", record.authority)]
        elif isinstance(record, Agent):
            texts = [("offices", office.body) for office in record.offices]
        for field, name in texts:
            if name and fold(name) not in self.context.names:
                words = self.tr("“{name}” is no name of an agent here.", name=name)
                yield Found(record.id, field, words)


RULE = NamesWithoutAuthority
