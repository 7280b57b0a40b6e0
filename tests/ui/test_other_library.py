"""The window on a library of another field of study says nothing of the bundled one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextBrowser, QTreeWidget, QWidget

from spexplorer.ui.startup.tab_factory import discover

FOREIGN = re.compile(r"soft.power|influence|diplomacy|confucius|china|kazakh", re.IGNORECASE)


@pytest.fixture(scope="session")
def bundled(railways: Path) -> Path:
    """The window of this file is that of the library on railways."""
    return railways


def texts(page: QWidget) -> Iterator[str]:
    for widget in page.findChildren(QWidget):
        yield from (widget.accessibleName(), widget.toolTip(), widget.whatsThis())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QTextBrowser):
            yield widget.toPlainText()
        if isinstance(widget, QTreeWidget):
            heads = [widget.topLevelItem(at) for at in range(widget.topLevelItemCount())]
            yield from (head.text(0) for head in heads if head is not None)


@pytest.mark.timeout(180)
def test_no_tab_says_a_word_of_another_field(program, settle) -> None:
    window, workspace = program.window, program.workspace
    shown = set()
    for spec in discover():
        workspace.show_tab(spec.view_id)
        settle()
        shown |= set(texts(window))
        foreign = [text for text in texts(window) if FOREIGN.search(text)]
        assert foreign == [], spec.view_id
    assert any("Branch of the railway" in text for text in shown)
