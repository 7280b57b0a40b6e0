"""Wide counts beside the values of facets leave the names readable."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from spexplorer.domain.counts import Count
from spexplorer.ui.panels.facet_counts import CountColumn
from spexplorer.ui.panels.facet_keys import FacetTree
from spexplorer.ui.translation import tr
from spexplorer.words.facets import count_at_most, count_in_short, count_in_words

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


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
    assert count_in_short(tr, count) == words


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
        column.put(
            item, count_in_words(tr, count), count_in_short(tr, count), count_at_most(tr, count)
        )

    def shown(width: int) -> list[str]:
        tree.resize(width, 200)
        column.fit()
        return [tree.topLevelItem(row).text(1) for row in (0, 1)]

    tree.show()
    step = tree.fontMetrics().horizontalAdvance("0")
    seen = [(wide, *shown(wide)) for wide in range(50 * step, 10 * step, -step)]
    wordings = [first for _, first, _ in seen]
    assert list(dict.fromkeys(wordings)) == ["18,063–19,031", "18k–20k", "≤20k"]
    assert {second for *_, second in seen} == {"7"}
    for wide, first, _ in seen:
        if first != "18,063–19,031":  # in full the name would be cut
            name, count = map(tree.fontMetrics().horizontalAdvance, ("People to people", first))
            in_full = tree.fontMetrics().horizontalAdvance("18,063–19,031")
            assert wide - in_full < name + 6 * tree.indentation() + 4 * step
    assert shown(600) == ["18,063–19,031", "7"]


def test_a_name_keeps_half_of_a_narrow_panel_at_large_text(program, settle):
    program.appearance.resize_to(2.0)
    program.window.resize(1100, 700)
    settle()
    program.window.actions_by_name[
        "facets"
    ].trigger()  # folded away for want of room: asked for by hand
    settle()
    tree = next(t for t in program.window.findChildren(FacetTree) if t.isVisible())
    panel = tree.parentWidget()
    item = tree.topLevelItem(0).child(0)
    full = tree.columnWidth(0)
    panel._show_count(item, Count(1_200, 1_350), chosen=False)
    panel._column.fit()
    assert item.text(1) == "≤1.4k"
    assert tree.columnWidth(1) <= tree.fontMetrics().horizontalAdvance("≤1.4k000")
    assert tree.columnWidth(0) >= full - tree.fontMetrics().horizontalAdvance("000")
    assert "certainly 1,200 records, possibly 1,350" in item.data(0, ACCESSIBLE)
    assert "certainly 1,200 records, possibly 1,350" in item.toolTip(1)


def test_counts_are_written_anew_when_the_panel_gets_another_width(program, settle):
    window = program.window
    tree = next(t for t in window.findChildren(FacetTree) if t.isVisible())
    panel = tree.parentWidget()
    item = tree.topLevelItem(0).child(0)
    panel._show_count(item, Count(1_200, 1_350), chosen=False)
    panel._column.fit()
    facets = window.docks()[0]
    narrowest = facets.minimumSizeHint().width()
    for width, words in ((500, "1,200–1,350"), (narrowest, "≤1.4k"), (500, "1,200–1,350")):
        window.resizeDocks([facets], [width], Qt.Orientation.Horizontal)
        settle()
        assert item.text(1) == words


def test_the_name_of_a_facet_has_the_whole_line(program, settle):
    tree = next(t for t in program.window.findChildren(FacetTree) if t.isVisible())
    head = tree.topLevelItem(tree.topLevelItemCount() - 1)
    assert head.isFirstColumnSpanned()
