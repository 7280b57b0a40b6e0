"""At twice the text size in a small window every part keeps room for its words."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTreeWidget


@pytest.fixture
def large(program, settle):
    program.appearance.resize_to(2.0)
    program.window.resize(1100, 700)
    settle()
    return program.window


def test_the_names_of_facets_are_told_apart(large, program, settle):
    program.workspace.show_tab("timeline")
    settle()
    tree = next(t for t in large.findChildren(QTreeWidget) if t.accessibleName() == "Facets")
    letters = tree.fontMetrics().averageCharWidth()
    named = tree.visualItemRect(tree.topLevelItem(0).child(0))
    room = tree.columnWidth(0) - named.left() - tree.fontMetrics().height()
    assert room >= 5 * letters
