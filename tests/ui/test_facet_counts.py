"""Wide counts beside the values of facets leave the names readable."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

from spexplorer.operations.passing import Count
from spexplorer.ui.facet_counts import SHORT_ROLE, CountColumn
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


def drawn(tree: QTreeWidget, column: CountColumn, row: int) -> str:
    option = QStyleOptionViewItem()
    option.initFrom(tree)
    column.initStyleOption(option, tree.model().index(row, 1))
    return option.text


def test_counts_are_shortened_only_where_a_name_would_be_cut(qtbot):
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setColumnCount(2)
    tree.setHeaderHidden(True)
    tree.header().setStretchLastSection(False)
    column = CountColumn(tree, 1)
    for count in (Count(18_063, 19_031), Count(7, 7)):
        item = QTreeWidgetItem(["People to people", count_in_words(count)])
        item.setData(1, SHORT_ROLE, count_in_short(count))
        tree.addTopLevelItem(item)
    tree.resize(600, 200)
    tree.show()
    column.fit()
    assert (drawn(tree, column, 0), drawn(tree, column, 1)) == ("18,063–19,031", "7")
    tree.resize(200, 200)
    column.share()
    assert (drawn(tree, column, 0), drawn(tree, column, 1)) == ("18k–20k", "7")
    assert tree.model().index(0, 1).data(Qt.ItemDataRole.DisplayRole) == "18,063–19,031"
