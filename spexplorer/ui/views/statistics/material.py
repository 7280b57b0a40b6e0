"""The figures of a library as this tab reads them: once, with what does not agree among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.domain.findings import Claim, Statistic
from spexplorer.ui.views.statistics.figures import comparisons, date_words, series_order

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader


class Material:
    """All figures by id, the order of their series, and the comparisons that fail."""

    def __init__(self, reader: Reader) -> None:
        self.records: dict[str, Statistic] = {
            record.id: record
            for record in reader.records("statistic")
            if isinstance(record, Statistic)
        }
        for record in self.records.values():
            date_words(record)  # remembered: a thousand dates in words are a tenth of a second
        self.order = series_order(self.records.values())
        claims = [record for record in reader.records("claim") if isinstance(record, Claim)]
        self.comparisons = comparisons(list(self.records.values()), claims)
