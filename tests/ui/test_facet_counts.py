"""Wide counts beside the values of facets leave the names readable."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from spexplorer.operations.passing import Count
from spexplorer.ui.facet_counts import CountColumn
from spexplorer.ui.facet_words import count_in_short, count_in_words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(4, 4), "4"),
        (Count(18_063, 19_031), "18k–20k"),
        (Count(8_091, 8_674), "8k–8.7k"),
        (Count(332_617, 1_355_168), "332k–1.4M"),
        (Count(999, 1_000), "999–1k"),
        (Count(0, 0), "0"),
    ],
)
def test_a_short_count_never_claims_more_certainty_than_there_is(count, words):
    assert count_in_short(count) == words


def test_counts_are_shortened_only_where_a_name_would_be_cut(qtbot):
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setColumnCount(2)
    tree.setHeaderHidden(True)
    tree.header().setStretchLastSection(False)
    column = CountColumn(tree, 1)
    for count in (Count(18_063, 19_031), Count(7, 7)):
        item = QTreeWidgetItem(["People to people", ""])
        tree.addTopLevelItem(item)
        column.put(item, count_in_words(count), count_in_short(count))

    def shown(width: int) -> list[str]:
        tree.resize(width, 200)
        column.fit()
        return [tree.topLevelItem(row).text(1) for row in (0, 1)]

    tree.show()
    assert shown(600) == ["18,063–19,031", "7"]
    assert shown(200) == ["18k–20k", "7"]
    assert shown(600) == ["18,063–19,031", "7"]
