"""The window on a library of another field of study says nothing of the bundled one."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QAbstractButton, QLabel, QTreeWidget, QWidget

FOREIGN = re.compile(
    r"soft.power|field of influence|diplomacy|confucius|china|kazakh", re.IGNORECASE
)


def texts(page: QWidget):
    for widget in page.findChildren(QWidget):
        yield from (widget.accessibleName(), widget.toolTip(), widget.whatsThis())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QTreeWidget):
            heads = [widget.topLevelItem(at) for at in range(widget.topLevelItemCount())]
            yield from (head.text(0) for head in heads)


def test_no_tab_says_a_word_of_another_field(open_program, railways, settle) -> None:
    program = open_program(railways)
    for tab in program.window.tab_names():
        program.workspace.go(tab=tab)
        settle()
        said = [text for text in texts(program.window) if FOREIGN.search(text)]
        assert not [text for text in said if "Soft Power Explorer" not in text], tab
